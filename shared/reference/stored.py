"""The data files of this package and how far each row may be trusted."""

from enum import StrEnum
from importlib import resources

from pydantic import BaseModel, ConfigDict

STANDARDS = "standards.json"
RULES = "rules.json"
BANK_HOLIDAYS = "bank_holidays.json"
PAY = "pay.json"
WORKFORCE = "workforce.json"
DISTRICTS = "districts.json"
CONVERSATION_CODES = "conversation_codes.json"


class Mark(StrEnum):
    """How far a row may be trusted."""

    SOURCED = "sourced"  # the source named says so
    DERIVED = "derived"  # worked out here from sourced facts
    UNVERIFIED = "unverified"  # weak or missing source: shown with a warning until somebody checks it
    LOCAL = "local"  # this ICS's own choice: there is no national rule


class Row(BaseModel):
    """A row of reference data: nothing in it changes and nothing in it is unnamed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def stored_text(name: str) -> str:
    """The text of one data file of this package."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
