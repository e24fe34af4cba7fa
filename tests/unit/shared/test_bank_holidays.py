"""Working days in England."""

from datetime import date

import pytest

from shared.reference.bank_holidays import BankHolidaysUnknown, bank_holidays, is_working_day, working_days_after


def test_each_year_held_has_the_eight_holidays_of_england_all_on_weekdays() -> None:
    assert set(bank_holidays().years) == {2025, 2026, 2027, 2028}
    for year, days in bank_holidays().years.items():
        assert len(set(days)) == 8
        assert {day.year for day in days} == {year}
        assert all(day.weekday() < 5 for day in days)
        assert list(days) == sorted(days)


def test_substitute_days_are_no_working_days_and_the_days_they_replace_are_weekends() -> None:
    substitutes = (date(2026, 12, 28), date(2027, 12, 27), date(2027, 12, 28), date(2028, 1, 3))
    assert not any(is_working_day(day) for day in substitutes)


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday, then a Monday
        (date(2026, 12, 24), 1, date(2026, 12, 29)),  # over Christmas Day, a weekend and its substitute day
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # over Easter
        (date(2026, 11, 23), 5, date(2026, 11, 30)),
    ],
)
def test_working_days_skip_weekends_and_bank_holidays(day: date, count: int, reached: date) -> None:
    assert working_days_after(day, count) == reached


def test_no_working_day_is_guessed_for_a_year_without_holidays() -> None:
    with pytest.raises(BankHolidaysUnknown):
        working_days_after(date(2028, 12, 29), 1)


def test_counting_no_working_days_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="at least one"):
        working_days_after(date(2026, 11, 20), 0)
