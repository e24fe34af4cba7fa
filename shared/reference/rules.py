"""The funding rules and this ICS's own settings: each a value with the days on which it holds.

A rule is read on one of these clocks. The first two never mix: an apprenticeship keeps the rules of its start
for its whole life, and money keeps those of the month in which it entered the account.
"""

from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256
from typing import Self

from pydantic import StrictBool, StrictInt, model_validator

from shared.reference.stored import (
    CONVERSATION_CODES,
    DISTRICTS,
    PAY,
    RULES,
    STANDARDS,
    WORKFORCE,
    Mark,
    Row,
    stored_text,
)
from shared.values.dates import Month, first_day_of

_VERSION_DIGITS = 10
_DECIDED_BY = (RULES, STANDARDS, WORKFORCE, DISTRICTS, PAY, CONVERSATION_CODES)


class Clock(StrEnum):
    """The day on which a rule is read."""

    START_DATE = "start_date"  # the first day of an apprenticeship: band, length, age, who pays
    LEVY_MONTH = "levy_month"  # the day on which levy enters an account: top-up, expiry, transfer cap
    DAY_OF_ACT = "day_of_act"  # the day on which somebody acts: this ICS's own settings
    DISMISSAL_DATE = "dismissal_date"  # the day on which a dismissal takes effect: redundancy pay


class Unit(StrEnum):
    """What the value of a rule counts."""

    PENCE = "pence"
    PERCENT = "percent"
    BASIS_POINTS = "basis_points"
    MONTHS = "months"
    DAYS = "days"
    WEEKS = "weeks"
    HOURS = "hours"
    YEARS = "years"
    SERVICE_YEARS = "service_years"
    THOUSANDTHS = "thousandths"
    PEOPLE = "people"
    CHOICES = "choices"
    WORDS = "words"
    POINTS = "points"
    MESSAGES = "messages"
    DAY_OF_MONTH = "day_of_month"
    DAY = "day"
    YES_OR_NO = "yes_or_no"
    TEXT = "text"


class RuleNotFound(LookupError):
    """No rule of that key holds on that day: a mistake in the code or a hole in the data."""


class Rule(Row):
    """One value of one rule, from `effective_from` to `effective_to`, both days included.

    No `effective_from` means that the first day was not looked up, no `effective_to` that no end is known.
    """

    key: str
    title: str
    value: StrictBool | StrictInt | str
    unit: Unit
    clock: Clock
    effective_from: date | None
    effective_to: date | None
    source: str
    mark: Mark
    checked_on: date
    note: str | None

    @model_validator(mode="after")
    def _value_fits_unit(self) -> Self:
        if self.unit is Unit.DAY:
            date.fromisoformat(str(self.value))
        expected = {Unit.YES_OR_NO: bool, Unit.TEXT: str, Unit.DAY: str}.get(self.unit, int)
        if type(self.value) is not expected:
            raise ValueError(f"{self.key}: {self.value!r} is not {self.unit}")
        return self

    @property
    def number(self) -> int:
        """The value of a rule that counts something. Raises TypeError for any other."""
        if type(self.value) is not int:
            raise TypeError(f"{self.key} is no number")
        return self.value

    @property
    def day(self) -> date:
        """The value of a rule that is a day. Raises TypeError for any other."""
        if self.unit is not Unit.DAY:
            raise TypeError(f"{self.key} is no day")
        return date.fromisoformat(str(self.value))

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on a day of its clock."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)


class _RuleFile(Row):
    snapshot_on: date
    rules: tuple[Rule, ...]


@cache
def _file() -> _RuleFile:
    return _RuleFile.model_validate_json(stored_text(RULES))


@cache
def _by_key() -> dict[str, tuple[Rule, ...]]:
    rules = all_rules()
    return {key: tuple(rule for rule in rules if rule.key == key) for key in {rule.key for rule in rules}}


def all_rules() -> tuple[Rule, ...]:
    """Every rule held, past and present, in the order of the data file."""
    return _file().rules


def rule_if_any(key: str, on: date | Month) -> Rule | None:
    """The rule of that key on that day (for a month, its first day), or None where none held yet."""
    if key not in _by_key():
        raise RuleNotFound(key)
    day = first_day_of(on)
    return next((rule for rule in _by_key()[key] if rule.holds_on(day)), None)


def rule(key: str, on: date | Month) -> Rule:
    """The rule of that key in force on that day (for a month, its first day). Raises RuleNotFound."""
    found = rule_if_any(key, on)
    if found is None:
        raise RuleNotFound(f"{key} on {on}")
    return found


@cache
def rule_set_version() -> str:
    """The name of the reference data in use, as "2026-11-22.0c1f…": stamped on every audit event.

    The part after the point is a hash of the data, so a figure that is changed in silence changes the name.
    """
    content = sha256("".join(map(stored_text, _DECIDED_BY)).encode())
    return f"{_file().snapshot_on}.{content.hexdigest()[:_VERSION_DIGITS]}"
