"""Bank holidays in England, and the working days between them."""

from datetime import date, timedelta
from functools import cache

from shared.reference.stored import BANK_HOLIDAYS, Mark, Row, stored_text

_SATURDAY = 5


class BankHolidays(Row):
    """The bank holidays of each year known, with the day on which GOV.UK last changed its list."""

    source: str
    mark: Mark
    snapshot_on: date
    checked_on: date
    years: dict[int, tuple[date, ...]]


class BankHolidaysUnknown(LookupError):
    """No bank holidays are held for a year: `bank_holidays.json` has to be brought up to date."""


@cache
def bank_holidays() -> BankHolidays:
    """All bank holidays held: England and Wales."""
    return BankHolidays.model_validate_json(stored_text(BANK_HOLIDAYS))


def is_working_day(day: date) -> bool:
    """Whether a day is neither at a weekend nor a bank holiday. Raises BankHolidaysUnknown."""
    if day.year not in bank_holidays().years:
        raise BankHolidaysUnknown(day.year)
    return day.weekday() < _SATURDAY and day not in bank_holidays().years[day.year]


def working_days_after(day: date, count: int) -> date:
    """The `count`-th working day after `day`, for a count of one or more. Raises BankHolidaysUnknown."""
    if count < 1:
        raise ValueError(f"Count at least one working day, not {count}.")
    reached = day
    while count:
        reached += timedelta(days=1)
        count -= is_working_day(reached)
    return reached
