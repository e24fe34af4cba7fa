"""What people type, in a form or in a cell of a spreadsheet, read as one value: hours, days, lines, codes."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from pydantic import BeforeValidator, validate_email
from pydantic_core import PydanticCustomError

from shared.values.faults import fault

_HOURS = re.compile(r"(?P<whole>[0-9]{1,2})(?:\.(?P<part>[0-9]{1,2}))?(?: ?(?:h|hours))?")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?: 00:00:00)?")
_UK_DAY = re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")
_CODE_FIGURES = 5

Choices = Iterable[tuple[str, str]]


def parse_hours(text: object) -> int:
    """The hundredths of hours a week as people type them: "37.5" is 3750.

    Raises ValueError: `hours_unreadable`.
    """
    typed = _HOURS.fullmatch(text.strip().casefold()) if isinstance(text, str) else None
    if typed is None:
        raise fault("hours_unreadable")
    return int(typed["whole"]) * 100 + int((typed["part"] or "").ljust(2, "0"))


def parse_email(text: object) -> str:
    """An email address as it is stored. Raises ValueError: `email_invalid`, whatever is wrong with it."""
    try:
        return validate_email(str(text))[1]
    except PydanticCustomError as invalid:
        raise fault("email_invalid") from invalid


def parse_day(text: object) -> date:
    """A day of the boxes of a form ("2027-01-04"), or of a cell ("4/1/2027" too).

    Raises ValueError: `day_invalid`.
    """
    if not isinstance(text, str):
        raise fault("day_invalid")
    typed = _ISO_DAY.fullmatch(text.strip()) or _UK_DAY.fullmatch(text.strip())
    if typed is None:
        raise fault("day_invalid")
    try:
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError as impossible:
        raise fault("day_invalid") from impossible


def split_lines(typed: object) -> tuple[str, ...]:
    """The parts of a text of several lines, or of a cell with semicolons; ticked boxes as they are."""
    texts = [typed] if isinstance(typed, str) else list(typed) if isinstance(typed, (list, tuple)) else []
    parts = [part.strip() for text in texts for part in re.split(r"[\n;]", str(text))]
    return tuple(part for part in parts if part)


def code_among(text: object, choices: Choices) -> str:
    """The code that was typed or chosen, or the code of the name that was typed, whatever its case.

    A spreadsheet drops the zeros that a code of five figures begins with: they come back.
    Raises ValueError: `unknown`.
    """
    typed = " ".join(str(text).split()).casefold()
    padded = typed.zfill(_CODE_FIGURES) if typed.isdecimal() else typed
    for code, name in choices:
        if code.casefold() in (typed, padded) or name.casefold() == typed:
            return code
    raise fault("unknown")


def one_of(choices: Callable[[], Choices]) -> BeforeValidator:
    """One of the choices, by its code or its name."""
    return BeforeValidator(lambda text: code_among(text, choices()))


def some_of(choices: Callable[[], Choices]) -> BeforeValidator:
    """Several of the choices: ticked, on lines, or with semicolons between them."""
    return BeforeValidator(lambda typed: tuple(code_among(part, choices()) for part in split_lines(typed)))
