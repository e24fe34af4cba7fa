"""Laws of the clocks that hold for every day: leap days, both changes of the clocks, holidays and weekends."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from functions.redeploy.domain.clocks import counted_from, latest_start, trial_end
from functions.redeploy.domain.holding import hold_days_allowed
from shared.clock import LONDON, london_day
from shared.reference.bank_holidays import bank_holidays, is_working_day, working_days_after

MONDAY, FRIDAY = 0, 4
any_day = st.dates(date(2020, 1, 1), date(2060, 12, 31))
known_years = sorted(bank_holidays().years)
known_day = st.dates(date(known_years[0], 1, 1), date(known_years[-1], 11, 30))


@given(any_day)
@example(date(2028, 2, 29))
@example(date(2027, 3, 28))  # the clocks go forward
@example(date(2026, 10, 25))  # the clocks go back
@example(date(2026, 12, 25))
def test_a_trial_is_twenty_eight_days_first_and_last_counted(starts_on: date) -> None:
    ends_on = trial_end(starts_on)
    assert (ends_on - starts_on).days + 1 == 28
    assert (ends_on + timedelta(days=1)).weekday() == starts_on.weekday()


@given(any_day, st.times())
@example(date(2027, 3, 28), time(0, 30))
@example(date(2026, 10, 25), time(0, 30))
def test_the_last_day_of_a_trial_is_a_london_day_whatever_the_clocks_do(starts_on: date, at: time) -> None:
    instant = datetime.combine(trial_end(starts_on), at, LONDON).astimezone(UTC)
    assert london_day(instant) == trial_end(starts_on)


@given(any_day)
@example(date(2028, 2, 29))
@example(date(2026, 12, 25))  # a Friday and a bank holiday
def test_the_latest_start_is_four_weeks_after_the_day_that_counts(ends_on: date) -> None:
    counted = counted_from(ends_on)
    assert latest_start(ends_on) == counted + timedelta(days=28)
    if ends_on.weekday() >= FRIDAY:
        assert counted.weekday() == MONDAY
        assert 1 <= (counted - ends_on).days <= 3
    else:
        assert counted == ends_on


@given(any_day)
def test_a_later_end_of_the_old_job_never_makes_the_start_earlier(ends_on: date) -> None:
    assert latest_start(ends_on) <= latest_start(ends_on + timedelta(days=1))


@given(known_day, st.data())
@example(date(2026, 12, 24), None)
@example(date(2027, 3, 25), None)
@example(date(2028, 2, 28), None)
def test_a_hold_ends_on_a_working_day_and_has_exactly_its_working_days(day: date, draws: object) -> None:
    least, most, usual = hold_days_allowed(day)
    days = draws.draw(st.integers(least, most)) if isinstance(draws, st.DataObject) else usual
    ends_on = working_days_after(day, days)
    between = [day + timedelta(days=n) for n in range(1, (ends_on - day).days + 1)]
    assert is_working_day(ends_on)
    assert sum(map(is_working_day, between)) == days
