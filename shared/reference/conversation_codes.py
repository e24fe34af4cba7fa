"""The codes of a confidential career conversation, each with the days on which it may be used."""

from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import Field

from shared.reference.stored import CONVERSATION_CODES, Mark, Row, stored_text


class Code(Row):
    """One code: its `name` in figures, and how a form `asks` for it. No `effective_to`: no end is known."""

    code: str = Field(pattern=r"^[a-z0-9_]{1,32}$")
    name: str
    asks: str
    mark: Mark
    effective_from: date | None
    effective_to: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the code may be used on a day."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)


class Codes(StrEnum):
    """A list of codes."""

    LEAVING_REASONS = "leaving_reasons"
    FLEXIBLE_PATTERNS = "flexible_patterns"
    STAY = "stay"
    ACTIONS = "actions"
    OUTCOMES = "outcomes"


class CodesFile(Row):
    """Every code held. A list's source is named under its name."""

    checked_on: date
    sources: dict[Codes, str]
    leaving_reasons: tuple[Code, ...]
    flexible_patterns: tuple[Code, ...]
    stay: tuple[Code, ...]
    actions: tuple[Code, ...]
    outcomes: tuple[Code, ...]


@cache
def codes_file() -> CodesFile:
    """All that is held, in the order of the data file."""
    return CodesFile.model_validate_json(stored_text(CONVERSATION_CODES))


def every_code(of: Codes) -> tuple[Code, ...]:
    """The codes of a list, past and present, in the order in which a page shows them."""
    return {
        Codes.LEAVING_REASONS: codes_file().leaving_reasons,
        Codes.FLEXIBLE_PATTERNS: codes_file().flexible_patterns,
        Codes.STAY: codes_file().stay,
        Codes.ACTIONS: codes_file().actions,
        Codes.OUTCOMES: codes_file().outcomes,
    }[of]


def codes_on(of: Codes, day: date) -> tuple[Code, ...]:
    """The codes of a list that may be used on a day."""
    return tuple(one for one in every_code(of) if one.holds_on(day))


def code_name(of: Codes, code: str) -> str:
    """The name of a code as figures show it; the code itself where it is not held."""
    return next((one.name for one in every_code(of) if one.code == code), code)
