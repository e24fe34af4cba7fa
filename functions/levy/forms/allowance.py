"""What a sending employer types or pastes of its levy, read into figures; what is wrong is told line by line."""

import calendar
import re
from collections.abc import Callable, Iterator
from typing import Annotated, TypeVar

from pydantic import Field

from functions.levy.domain.accounts import LevyAccount, SaveLevyAccount
from functions.levy.domain.allowance import WHOLE, YEARS_SHOWN, EnglishShare, Figures, years_from
from functions.levy.domain.reasons import Reason
from functions.levy.messages.allowance import ELSEWHERE_WORDS, FIGURES_WORDS, LINE_WORDS
from shared.values.dates import Month, uk_month
from shared.values.faults import fault
from shared.values.money import parse_pounds, pounds
from shared.web.acts import Act
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

FIELDS = {Reason.LEVY_MONTH_TO_COME: "declared"}
"""The field beside which a refusal stands."""

MOST_LINES = 120
_MOST_TOLD = 5
_FIRST_MONTH = Month(2017, 4)
_ELSEWHERE = "elsewhere-"
_LINE = re.compile(
    r"(?P<month>[0-9]{4}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{4}|[A-Za-z]+\.? [0-9]{4})(?:[\s,;:]+(?P<rest>.*))?"
)
_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,2}))? ?%?")

_MONTHS = {
    written.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, written in enumerate(names)
    if written
} | {"sept": 9}

T = TypeVar("T")


class TypedFigures(Act):
    """The form of a levy account. Version 0: nothing was entered before. The years elsewhere have a field each."""

    version: Annotated[int, Field(ge=0)]
    declared: Annotated[str, Field(min_length=1, max_length=20_000)]
    english: Annotated[str, Field(max_length=5_000)] = ""


def read_figures(typed: FormBody, this_year: str) -> tuple[SaveLevyAccount, str] | FieldErrors:
    """The figures that were entered, and the key of the form."""
    form = read(TypedFigures, typed, FIGURES_WORDS)
    wrong: dict[str, str] = {}
    declared = _lines(typed.get("declared", ""), _amount, wrong, "declared")
    english = _lines(_with_month(typed.get("english", "")), _basis_points, wrong, "english")
    elsewhere = _elsewhere(typed, this_year, wrong)
    if isinstance(form, FieldErrors):
        found = {**wrong, **form.by_field}
        return FieldErrors(typed, _in_order(found), {**dict.fromkeys(wrong, "lines"), **form.rules})
    if wrong:
        return FieldErrors(typed, _in_order(wrong), dict.fromkeys(wrong, "lines"))
    shares = tuple(EnglishShare(starts=month, basis_points=points) for month, points in sorted(english.items()))
    figures = Figures(declared=declared, english=shares, elsewhere=elsewhere)
    return SaveLevyAccount(version=form.version, figures=figures), form.key


def figures_form(account: LevyAccount | None, this_year: str) -> Form:
    """The form as it opens: what was entered before."""
    if account is None:
        return Form()
    figures = account.figures
    lines = [f"{uk_month(month)} {_plain(pence)}" for month, pence in sorted(figures.declared.items())]
    shares = [f"{uk_month(one.starts)} {_percent(one.basis_points)}" for one in figures.english]
    years = {
        elsewhere_field(year): _plain(figures.elsewhere[year])
        for year in years_from(this_year, YEARS_SHOWN)
        if figures.elsewhere.get(year)
    }
    return Form({"declared": "\n".join(lines), "english": "\n".join(shares), **years})


def elsewhere_field(tax_year: str) -> str:
    """The name of the field of a tax year: "elsewhere-2026-27"."""
    return _ELSEWHERE + tax_year.replace("/", "-")


def _lines(text: str, read_rest: Callable[[str], T], wrong: dict[str, str], field: str) -> dict[Month, T]:
    """The months of a text and what stands beside them; what is wrong is added, line by line, under the field."""
    found: dict[Month, T] = {}
    faults: list[str] = []
    for number, line in _numbered(text):
        try:
            month, rest = _month_of(line)
            if month in found:
                raise fault("month_twice")
            if len(found) == MOST_LINES:
                raise fault("too_long")
            found[month] = read_rest(rest)
        except ValueError as unreadable:
            faults.append(f"Line {number}: {LINE_WORDS[str(unreadable)]}")
    if faults:
        more = len(faults) - _MOST_TOLD
        told = faults[:_MOST_TOLD] + ([f"{more} more of the lines are wrong"] if more > 0 else [])
        wrong[field] = ". ".join(told)
    return found


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if plain := " ".join(line.split()):
            yield number, plain


def _month_of(line: str) -> tuple[Month, str]:
    """The month that a line begins with, and the rest. Raises ValueError with the code of what is wrong."""
    matched = _LINE.fullmatch(line)
    if matched is None:
        raise fault("line_unreadable")
    month = _parsed_month(matched["month"])
    if month < _FIRST_MONTH:
        raise fault("month_too_early")
    return month, matched["rest"] or ""


def _parsed_month(text: str) -> Month:
    if "/" in text:
        number, year = text.split("/")
        return Month(int(year), int(number))
    if text[0].isdigit():
        year, number = text.split("-")
        return Month(int(year), int(number))
    name, year = text.replace(".", "").lower().split(" ")
    if name not in _MONTHS:
        raise fault("month_invalid")
    return Month(int(year), _MONTHS[name])


def _amount(text: str) -> int:
    """Pence; below zero with a minus before or after the pound sign, as a refund."""
    plain = text.strip().replace("\N{MINUS SIGN}", "-")
    is_refund = plain.startswith(("-", "£-", "£ -"))
    pence = parse_pounds(plain.replace("-", "", 1).strip() if is_refund else plain)
    return -pence if is_refund else pence


def _basis_points(text: str) -> int:
    matched = _PERCENT.fullmatch(text.strip())
    points = int(matched["whole"]) * 100 + int((matched["part"] or "").ljust(2, "0")) if matched else WHOLE + 1
    if points > WHOLE:
        raise fault("percent_unreadable")
    return points


def _with_month(text: str) -> str:
    """A percentage alone holds from the beginning of the levy."""
    alone = _PERCENT.fullmatch(text.strip())
    return f"{_FIRST_MONTH} {text.strip()}" if alone else text


def _elsewhere(typed: FormBody, this_year: str, wrong: dict[str, str]) -> dict[str, int]:
    """What each year's field says; an empty one says nothing is promised elsewhere."""
    found: dict[str, int] = {}
    for year in years_from(this_year, YEARS_SHOWN):
        name = elsewhere_field(year)
        text = typed.get(name, "")
        try:
            found[year] = parse_pounds(text) if text.strip() else 0
        except ValueError as unreadable:
            wrong[name] = ELSEWHERE_WORDS.get(str(unreadable), ELSEWHERE_WORDS["elsewhere"])
    return found


def _in_order(wrong: dict[str, str]) -> dict[str, str]:
    """As the fields stand on the page."""
    first = ("key", "version", "declared", "english")
    return dict(sorted(wrong.items(), key=lambda one: (first.index(one[0]) if one[0] in first else 9, one[0])))


def _plain(pence: int) -> str:
    return pounds(pence).replace("£", "")


def _percent(points: int) -> str:
    whole, part = divmod(points, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
