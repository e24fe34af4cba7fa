"""What somebody is reminded of before its day: a trial's end, a hold's, a notice's, a record to look at. Pure.

A reminder's reference is its subject and the day that it is about: however often it is worked out, it is sent
once, and again when that day moves.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.notices import to_person, to_persons_hr, to_posts_hr, to_posts_side
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from shared.actors import Role
from shared.outbox import Intent
from shared.reference.bank_holidays import working_days_after
from shared.reference.rules import rule
from shared.values.dates import uk_date

Reminders = tuple[Intent, ...]


def trials_looked_at_until(today: date) -> date:
    """The last day of a trial that is reminded of today: so many working days ahead (a local rule)."""
    return working_days_after(today, rule("redeploy_remind_trial_days", today).number)


def holds_looked_at_until(today: date) -> date:
    """The last day of a hold that is reminded of today: the next working day."""
    return working_days_after(today, 1)


def notices_looked_at_until(today: date) -> date:
    """The end of a notice that is reminded of today: so many weeks ahead (a local rule)."""
    return today + timedelta(weeks=rule("redeploy_remind_notice_weeks", today).number)


def of_trial(match: MatchRecord, today: date) -> Reminders:
    """Both sides before the last day of a trial; on it, or after if it was missed, those who must record it."""
    if match.status is not MatchStatus.ON_TRIAL or match.trial is None:
        return ()
    last_day = match.trial.last_day
    day = {"day": uk_date(last_day)}
    if last_day <= today:
        due = (to_posts_side(match, "trial_review_due", role, **day) for role in _POSTS_SIDE)
        return _once(match.subject, last_day, due)
    if last_day > trials_looked_at_until(today):
        return ()
    soon = (
        *(to_posts_side(match, "trial_review_soon", role, **day) for role in _POSTS_SIDE),
        to_persons_hr(match, "trial_ends_releasing", **day),
        to_person(match, "person_trial_ends", **day),
    )
    return _once(match.subject, last_day, soon)


def of_hold(vacancy: Vacancy, today: date) -> Reminders:
    """The HR of a vacancy whose hold ends by the next working day while people still wait for an outcome."""
    waiting = sum(vacancy.open_by_tier.values())
    ends_on = vacancy.hold_ends_on
    is_near = today <= ends_on <= holds_looked_at_until(today)
    if vacancy.status is not VacancyStatus.HELD or not waiting or not is_near:
        return ()
    told = to_posts_hr(vacancy, "hold_ends_waiting", day=uk_date(ends_on), waiting=str(waiting))
    return _once(vacancy.subject, ends_on, (told,))


def of_notice(entry: PoolEntry, today: date) -> Reminders:
    """The HR of somebody who still looks for a post a few weeks before their notice ends."""
    ends_on = entry.details.notice.ends_on if entry.details else None
    if entry.status is not EntryStatus.ACTIVE or ends_on is None:
        return ()
    if not today <= ends_on <= notices_looked_at_until(today):
        return ()
    return _once(entry.subject, ends_on, (to_persons_hr(entry, "notice_ends_soon", day=uk_date(ends_on)),))


def of_record(entry: PoolEntry, today: date) -> Reminders:
    """The HR of somebody whose record must be looked at: is it still needed? Nothing is destroyed by itself."""
    due_on = entry.appraise_on
    if due_on is None or due_on > today:
        return ()
    return _once(entry.subject, due_on, (to_persons_hr(entry, "record_to_appraise"),))


_POSTS_SIDE = (Role.RECRUITING_MANAGER, Role.HR_ADVISER)


def _once(subject: str, day: date, intents: Iterable[Intent]) -> Reminders:
    return tuple(
        one.model_copy(update={"reference": f"{subject}:{one.kind}:{day}:{one.ods_code}:{one.role or 'person'}"})
        for one in intents
    )
