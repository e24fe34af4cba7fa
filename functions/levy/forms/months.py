"""Amounts by month as people type or paste them: a line for each month, as a spreadsheet or a statement has it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from functions.levy.domain.expiry import Amounts, summed
from shared.values.dates import Month
from shared.values.money import MOST_PENCE, parse_pounds

MOST_LINES = 200
"""Of one list: more than sixteen years of one payroll."""

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = {
    "january", "february", "march", "april", "june", "july", "august", "september", "sept", "october", "november",
    "december",
}  # fmt: skip
_END = r"(?=[\s,;:]|$)"
_MONTHS = (
    re.compile(rf"(?P<year>[12][0-9]{{3}})[-/.](?P<month>[0-9]{{1,2}})(?:[-/.][0-9]{{1,2}})?{_END}"),
    re.compile(rf"(?:[0-9]{{1,2}}[-/.])?(?P<month>[0-9]{{1,2}})[-/.](?P<year>[12][0-9]{{3}}){_END}"),
    re.compile(rf"(?P<name>[a-z]{{3,9}})[\s.,-]*(?P<year>[12][0-9]{{3}}|[0-9]{{2}}){_END}", re.IGNORECASE),
)
_BETWEEN = " \t,;:\u00a0"
_NOTHING = {"-", "£-", "£ -", "\u2013"}
"""How a spreadsheet shows an amount of nothing."""
_MINUS = re.compile(r"^(?:(?P<sign>-)\s*£?|£\s*(?P<inner>-)|(?P<open>\())\s*(?P<rest>.*?)(?P<close>\))?$")


class LineFault(StrEnum):
    """What is wrong with a line, or with all of them."""

    MONTH_UNREADABLE = "month_unreadable"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_TOO_LARGE = "amount_too_large"
    BELOW_ZERO = "below_zero"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    PERCENT_UNREADABLE = "percent_unreadable"
    TOO_MANY_LINES = "too_many_lines"
    NO_LINES = "no_lines"


@dataclass(frozen=True)
class BadLines:
    """A fault, and the numbers of the lines that have it; none where it is a fault of the whole list."""

    fault: LineFault
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Allowed:
    """The months that a list may name, both included, and whether an amount may be below zero."""

    first: Month
    last: Month
    signed: bool = True


ReadRest = Callable[[str], int | LineFault]
"""Reads what stands after a month."""


def read_months(text: str, allowed: Allowed) -> Amounts | tuple[BadLines, ...]:
    """The pence of each month, or all that is wrong, the first fault first.

    A month that stands several times is added up. Empty lines, and a first line without a figure (the heading of
    a column), are passed over; so is the day of a date.
    """
    read = read_lines(text, allowed)
    if isinstance(read, tuple):
        return read
    total = summed((month, pence) for _, month, pence in read)
    too_large = tuple(number for number, month, _ in read if abs(total[month]) > MOST_PENCE)
    return (BadLines(LineFault.AMOUNT_TOO_LARGE, too_large),) if too_large else total


def read_lines(
    text: str, allowed: Allowed, read_rest: ReadRest | None = None
) -> list[tuple[int, Month, int]] | tuple[BadLines, ...]:
    """The number, the month and the value of each line, or all that is wrong. `read_rest` reads what stands after
    the month: an amount unless told."""
    lines = list(_lines(text))
    if len(lines) > MOST_LINES:
        return (BadLines(LineFault.TOO_MANY_LINES),)
    read = [(number, _read(line, allowed, read_rest or _pence)) for number, line in lines]
    wrong: dict[LineFault, tuple[int, ...]] = {}
    for number, found in read:
        if isinstance(found, LineFault):
            wrong[found] = (*wrong.get(found, ()), number)
    if wrong:
        return tuple(BadLines(fault, numbers) for fault, numbers in wrong.items())
    return [(number, *found) for number, found in read if not isinstance(found, LineFault)]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers as the person sees them."""
    for number, line in enumerate(text.split("\n"), start=1):
        is_heading = number == 1 and not re.search("[0-9]", line)
        if line.strip() and not is_heading:
            yield number, line.strip()


def _read(line: str, allowed: Allowed, read_rest: ReadRest) -> tuple[Month, int] | LineFault:
    month, rest = _month(line)
    if month is None:
        return LineFault.MONTH_UNREADABLE
    if month < allowed.first:
        return LineFault.TOO_EARLY
    if month > allowed.last:
        return LineFault.TOO_LATE
    value = read_rest(rest)
    if isinstance(value, LineFault):
        return value
    return (month, value) if allowed.signed or value >= 0 else LineFault.BELOW_ZERO


def _month(line: str) -> tuple[Month | None, str]:
    """The month that a line begins with, and what comes after it."""
    for pattern in _MONTHS:
        found = pattern.match(line)
        number = _number(found) if found else 0
        if found and 1 <= number <= len(_NAMES):
            year = int(found["year"])
            return Month(year if year > 99 else 2000 + year, number), line[found.end() :].strip(_BETWEEN)
    return None, line


def _number(found: re.Match[str]) -> int:
    parts = found.groupdict()
    if parts.get("name") is None:
        return int(parts["month"] or 0)
    name = parts["name"].lower()
    is_name = name in _NAMES or name in _FULL
    return _NAMES.index(name[:3]) + 1 if is_name else 0


def _pence(text: str) -> int | LineFault:
    """An amount, below zero with a minus or in brackets."""
    typed = " ".join(text.replace("\u2212", "-").split())
    if typed in _NOTHING:
        return 0
    minus = _MINUS.match(typed)
    if minus and bool(minus["open"]) != bool(minus["close"]):
        return LineFault.AMOUNT_UNREADABLE
    try:
        pence = parse_pounds(minus["rest"] if minus else typed)
    except ValueError as fault:
        is_large = "amount_too_large" in str(fault)
        return LineFault.AMOUNT_TOO_LARGE if is_large else LineFault.AMOUNT_UNREADABLE
    return -pence if minus else pence
