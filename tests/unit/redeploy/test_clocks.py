"""The clocks of the law, on days worked out by hand."""

from datetime import date

import pytest

from functions.redeploy.domain.clocks import counted_from, latest_start, trial_end


@pytest.mark.parametrize(
    ("ends_on", "latest"),
    [
        (date(2026, 12, 17), date(2027, 1, 14)),  # a Thursday
        (date(2026, 12, 18), date(2027, 1, 18)),  # a Friday: from Monday 21 December
        (date(2026, 12, 19), date(2027, 1, 18)),
        (date(2026, 12, 20), date(2027, 1, 18)),
        (date(2026, 12, 21), date(2027, 1, 18)),  # the Monday itself
    ],
)
def test_the_new_job_starts_within_four_weeks_counted_from_monday_after_a_weekend(
    ends_on: date, latest: date
) -> None:
    assert latest_start(ends_on) == latest


def test_a_monday_that_is_a_bank_holiday_is_still_the_monday_that_counts() -> None:
    assert counted_from(date(2027, 3, 26)) == date(2027, 3, 29)  # Good Friday; Easter Monday


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 12, 21), date(2027, 1, 17)),  # over Christmas: calendar weeks
        (date(2026, 10, 12), date(2026, 11, 8)),  # the clocks go back on 25 October
        (date(2027, 3, 15), date(2027, 4, 11)),  # the clocks go forward on 28 March
        (date(2028, 2, 7), date(2028, 3, 5)),  # over 29 February
        (date(2027, 2, 7), date(2027, 3, 6)),
    ],
)
def test_a_trial_of_four_weeks_ends_on_the_day_before_the_same_weekday(starts_on: date, ends_on: date) -> None:
    assert trial_end(starts_on) == ends_on
