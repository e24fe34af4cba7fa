"""What runs without a person asking: the stream, the sweep and what a new day brings, as Lambda calls them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from functions.redeploy import schedules
from functions.redeploy.domain.interest import SayNotForMe
from functions.redeploy.domain.matches import NotForMeReason
from functions.redeploy.domain.people import Notice, Protection
from functions.redeploy.domain.posting import ErasePerson, KeepPerson, LeaveReason, LeaveRegister
from functions.redeploy.domain.profiles import Post as VacantPost
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchAction, MatchStatus
from functions.redeploy.usecases import matches, people
from shared import audit, clock, directory, email
from shared.actors import Role
from shared.ids import new_id
from shared.outbox import Email
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from shared.table import Item, Table
from tests.partners import NOW, a_membership
from tests.partners import a_person as a_directory_person
from tests.redeployments import (
    AT_RISK,
    HR,
    MANAGER,
    TODAY,
    a_person,
    a_post,
    a_vacancy,
    done,
    entry,
    interested,
    match_of,
    offered,
    take,
    the_person,
    vacancy,
    with_partners,
)
from tests.store.levy.test_schedules import LambdaContext, Post, stream_of
from tests.tables import Tables

CANARIES = ("CANARY-REASON", "Wren Tilehurst", "wren@")


@pytest.fixture
def post(tables: Tables) -> Iterator[Post]:
    with_partners()
    for ods_code, role, own in (
        ("RZZ", Role.HR_ADVISER, "hr"),
        ("RYY", Role.HR_ADVISER, "other-hr"),
        ("RYY", Role.RECRUITING_MANAGER, "manager"),
    ):
        directory.put_person(a_directory_person(a_membership(ods_code, role), person_id=own, name=f"Name {own}"))
    office = Post()
    email.use_sender(office.send)
    at(NOW + timedelta(minutes=2))
    yield office
    email.use_sender(None)
    clock.use_source(None)


def at(instant: datetime) -> None:
    clock.use_source(lambda: instant)


def on_day(day: date) -> datetime:
    return datetime.combine(day, NOW.timetz())


def a_day(day: date) -> dict[str, int]:
    """What the night before that day leads to."""
    at(on_day(day))
    return schedules.daily({}, LambdaContext())


def the_table() -> Table:
    return Table(settings().redeploy_table)


def unsent() -> list[Item]:
    return the_table().page("work", "UNSENT", limit=100).items


def sent(post: Post, to: str) -> list[Email]:
    """What the sweep sends to somebody now."""
    before = len(post.sent)
    schedules.sweep({}, LambdaContext())
    return [one for one in post.sent[before:] if one.to == to]


def subjects(post: Post, to: str) -> list[str]:
    return [one.subject.partition(": ")[2] or one.subject for one in sent(post, to)]


def test_a_change_is_told_at_once(post: Post) -> None:
    a_person()
    event = stream_of(*(item["pk"] for item in unsent()))
    assert schedules.on_stream(event, LambdaContext()) == {"batchItemFailures": []}
    [told] = post.sent
    assert told.to == "wren@moorland-trust.example"
    assert "/redeploy/link/" in told.body
    assert unsent() == []


def test_the_sweep_sends_seals_and_does_what_was_cut_short(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    vacancy_id = a_vacancy()
    monkeypatch.setattr("functions.redeploy.usecases.perform.follow_up", lambda *_: 0)
    entry_id = a_person()
    assert vacancy(vacancy_id).open_by_tier[2] == 0
    swept = schedules.sweep({}, LambdaContext())
    assert (swept["sent"], swept["followed"]) == (1, 1)
    assert swept["sealed"] >= 2
    assert match_of(entry_id, vacancy_id).status is MatchStatus.PROPOSED
    schedules.sweep({}, LambdaContext())
    walked = audit.verify(the_table(), settings().ics_code)
    assert (walked.unsealed, walked.fault) == (0, None)
    assert schedules.sweep({}, LambdaContext()) == {"sent": 0, "sealed": 0, "followed": 0}


def test_without_time_the_sweep_leaves_its_work_for_the_next(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.redeploy.usecases.perform.follow_up", lambda *_: 0)
    a_person()
    hurried = schedules.sweep({}, LambdaContext(19_000))
    assert (hurried["sent"], hurried["followed"]) == (0, 0)
    swept = schedules.sweep({}, LambdaContext())
    assert (swept["sent"], swept["followed"]) == (1, 1)


def test_protection_that_ended_yesterday_puts_a_person_in_their_next_tier(post: Post) -> None:
    last = TODAY + timedelta(days=3)
    protected = a_person(protection=Protection(is_protected=True, until=last), **AT_RISK)
    vacancy_id = a_vacancy()
    assert a_day(last)["matched"] == 0
    assert match_of(protected, vacancy_id).tier == 1
    assert a_day(last + timedelta(days=1))["matched"] == 1
    assert match_of(protected, vacancy_id).tier == 3
    assert vacancy(vacancy_id).open_by_tier == {1: 0, 2: 0, 3: 1}
    assert a_day(last + timedelta(days=1))["matched"] == 0


def test_notice_that_is_served_today_moves_a_person_up_and_keeps_what_they_said(post: Post) -> None:
    day = TODAY + timedelta(days=2)
    person = a_person(notice=Notice(served_on=day, ends_on=day + timedelta(days=84)))
    vacancy_id = a_vacancy()
    interested(person, vacancy_id)
    assert match_of(person, vacancy_id).tier == 3
    assert a_day(day)["matched"] == 1
    moved = match_of(person, vacancy_id)
    assert (moved.tier, moved.status, moved.is_named) == (2, MatchStatus.INTERESTED, True)


def test_without_time_nobody_is_matched_anew_nor_reminded_until_the_next_night(post: Post) -> None:
    last = TODAY + timedelta(days=3)
    a_person(protection=Protection(is_protected=True, until=last), **AT_RISK)
    a_vacancy()
    at(on_day(last + timedelta(days=1)))
    assert schedules.daily({}, LambdaContext(19_000)) == {"matched": 0, "reminded": 0}
    assert schedules.daily({}, LambdaContext())["matched"] == 1


def on_trial(post: Post) -> tuple[str, str, date]:
    """Somebody on trial, nothing left to send; the last day."""
    person, vacancy_id = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.ACCEPT, offered(person, vacancy_id)))
    match = match_of(person, vacancy_id)
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, match, starts_on=TODAY + timedelta(days=1)))
    schedules.sweep({}, LambdaContext())
    trial = match_of(person, vacancy_id).trial
    assert trial is not None
    return person, vacancy_id, trial.last_day


def test_a_trial_is_reminded_of_three_working_days_before_its_end_and_on_it(post: Post) -> None:
    person, vacancy_id, last = on_trial(post)
    assert last == date(2026, 12, 20)  # a Sunday: three working days before it is the Wednesday
    assert a_day(date(2026, 12, 15))["reminded"] == 0
    assert a_day(date(2026, 12, 16))["reminded"] == 4
    assert subjects(post, "manager@example.org") == ["review the trial by 20 December 2026"]
    assert a_day(date(2026, 12, 17))["reminded"] == 0
    assert a_day(last)["reminded"] == 2
    assert subjects(post, "manager@example.org") == ["the trial's last day is 20 December 2026"]
    done(take(MANAGER, MatchAction.PASS_TRIAL, match_of(person, vacancy_id), now=on_day(last)))
    assert a_day(last + timedelta(days=1))["reminded"] == 0


def test_a_night_that_was_missed_is_made_good(post: Post) -> None:
    _, _, last = on_trial(post)
    assert a_day(last + timedelta(days=2))["reminded"] == 2


def test_a_longer_trial_is_reminded_of_again(post: Post) -> None:
    person, vacancy_id, last = on_trial(post)
    a_day(last - timedelta(days=3))
    until = last + timedelta(days=28)
    longer = {"until": until, "retraining": "A course in triage.", "agreed_on": TODAY}
    now = on_day(last - timedelta(days=2))
    done(take(MANAGER, MatchAction.EXTEND_TRIAL, match_of(person, vacancy_id), now=now, **longer))
    assert a_day(last)["reminded"] == 0
    assert a_day(until)["reminded"] == 2


def test_a_hold_that_ends_by_the_next_working_day_is_reminded_of_while_people_wait(post: Post) -> None:
    person, waiting, empty = a_person(), a_vacancy(), a_vacancy(post=entry_level_post())
    ends = vacancy(waiting).hold_ends_on
    assert ends == date(2026, 11, 27)
    schedules.sweep({}, LambdaContext())
    assert a_day(date(2026, 11, 25))["reminded"] == 0
    assert a_day(date(2026, 11, 26))["reminded"] == 1
    [told] = sent(post, "other-hr@example.org")
    assert vacancy(waiting).reference in told.subject
    assert "without an outcome: 1." in told.body
    assert vacancy(empty).hold_ends_on == ends
    assert entry(person).reference not in told.subject + told.body


def entry_level_post() -> VacantPost:
    return a_post(job_role="09003", staff_group="09", band="2", registration="", salary_pence=2_446_500)


def test_a_notice_that_ends_within_four_weeks_is_told_to_hr_alone_and_once(post: Post) -> None:
    ends = TODAY + timedelta(days=60)
    person = a_person(notice=Notice(served_on=TODAY, ends_on=ends), reason="CANARY-REASON")
    a_person(**AT_RISK)
    schedules.sweep({}, LambdaContext())
    assert a_day(ends - timedelta(days=29))["reminded"] == 0
    assert a_day(ends - timedelta(days=28))["reminded"] == 1
    [told] = sent(post, "hr@example.org")
    assert told.subject == f"{entry(person).reference}: a date to look at"
    assert not [canary for canary in CANARIES if canary in told.subject + told.body]
    assert a_day(ends)["reminded"] == 0


def test_a_record_that_is_due_raises_a_task_until_somebody_looks_at_it(post: Post) -> None:
    person = a_person()
    leave = LeaveRegister(entry_id=person, version=1, because=LeaveReason.RESIGNED)
    done(people.leave_register(HR, leave, new_id(), NOW))
    schedules.sweep({}, LambdaContext())
    due = entry(person).appraise_on
    assert due is not None
    assert a_day(due - timedelta(days=1))["reminded"] == 0
    assert a_day(due)["reminded"] == 1
    assert subjects(post, "hr@example.org") == ["is the record still needed?"]
    keep = KeepPerson(entry_id=person, version=entry(person).head.number)
    done(people.keep_person(HR, keep, new_id(), on_day(due)))
    assert a_day(due + timedelta(days=1))["reminded"] == 0
    again = entry(person).appraise_on
    assert again is not None
    assert a_day(again)["reminded"] == 1


def test_whoever_is_erased_meanwhile_gets_no_email(post: Post) -> None:
    person = a_person()
    leave = LeaveRegister(entry_id=person, version=1, because=LeaveReason.RESIGNED)
    done(people.leave_register(HR, leave, new_id(), NOW))
    done(people.erase_person(HR, ErasePerson(entry_id=person, version=2), new_id(), NOW))
    assert schedules.sweep({}, LambdaContext())["sent"] == 1  # done with, and to nobody
    assert post.sent == []


def recorded(person: str, post_id: str, key: str) -> Done | Refusal:
    """HR records a no of somebody's, always of the match as it was at first."""
    match = match_of(person, post_id)
    command = SayNotForMe(match_id=match.match_id, version=1, reason=NotForMeReason.CARING, words="CANARY-WORDS")
    return matches.take(HR, MatchAction.SAY_NOT_FOR_ME, command, key, NOW)


def test_what_hr_records_for_somebody_is_told_to_them_once_and_without_the_reason(post: Post) -> None:
    person, vacant, key = a_person(), a_vacancy(), new_id()
    schedules.sweep({}, LambdaContext())
    done(recorded(person, vacant, key))
    done(recorded(person, vacant, key))
    (told,) = sent(post, "wren@moorland-trust.example")
    assert "recorded for you, on 22 November 2026, that a post is not for you: Staff nurse" in told.body
    assert "/redeploy/link/" in told.body
    assert not [word for word in ("CANARY", "caring") if word in told.subject + told.body]


def test_of_what_is_not_recorded_nobody_is_told(post: Post) -> None:
    person, vacant = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.EXPRESS_INTEREST, match_of(person, vacant), rank=1))
    before = len(unsent())
    assert recorded(person, vacant, new_id()) == Refusal(Reason.CHANGED_SINCE)
    assert len(unsent()) == before
