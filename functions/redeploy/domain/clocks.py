"""The clocks of the law: when a new job must start, and when a trial ends. Calendar days in London."""

from datetime import date, timedelta

from shared.reference.rules import rule

_FRIDAY = 4


def latest_start(old_job_ends_on: date) -> date:
    """The last day on which the new job may start for the law to see no dismissal.

    Four weeks after the old job ends (Employment Rights Act 1996, s.138(1)); where it ends on a Friday, Saturday
    or Sunday, four weeks after the next Monday (s.146(2)).
    """
    return counted_from(old_job_ends_on) + timedelta(weeks=rule("redeploy_start_weeks", old_job_ends_on).number)


def counted_from(old_job_ends_on: date) -> date:
    """The day that the four weeks are counted from: the end of the old job, or the Monday after its weekend."""
    if old_job_ends_on.weekday() < _FRIDAY:
        return old_job_ends_on
    return old_job_ends_on + timedelta(days=7 - old_job_ends_on.weekday())


def trial_end(starts_on: date) -> date:
    """The last day of the statutory trial: four calendar weeks from the day on which work starts (s.138(3))."""
    return starts_on + timedelta(weeks=rule("redeploy_trial_weeks", starts_on).number) - timedelta(days=1)
