"""One person and one vacancy, from posting to redeployment, on the real engine."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import Notice
from functions.redeploy.domain.policy import may_name
from functions.redeploy.domain.posting import EditPerson, ErasePerson, LeaveReason, LeaveRegister
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus, MatchAction, MatchStatus, VacancyStatus
from functions.redeploy.usecases import people, vacancies
from functions.redeploy.usecases.matches import standing
from shared import audit
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.table import Table, client
from tests import redeployments
from tests.partners import NOW
from tests.redeployments import (
    AT_RISK,
    HR,
    MANAGER,
    OTHER_HR,
    PROTECTED,
    SECOND_HR,
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
from tests.tables import Tables

LATER = NOW + timedelta(days=14)


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> Tables:
    with_partners()
    return tables


def release(vacancy_id: str, now: datetime = LATER) -> Done | Refusal:
    command = ReleaseVacancy(vacancy_id=vacancy_id, version=vacancy(vacancy_id).head.number)
    return vacancies.release_vacancy(OTHER_HR, command, new_id(), now)


def matching_order(match: MatchRecord, post: str) -> tuple[int, int, str]:
    return standing(vacancy(post), match.entry_id, match.tier, match.result.grade).order


def test_matching_runs_at_once_both_ways() -> None:
    first = a_person()
    post = a_vacancy()
    second = a_person()
    assert match_of(first, post).result.grade is Grade.EXACT
    assert match_of(second, post).result.grade is Grade.EXACT
    assert vacancy(post).open_by_tier == {1: 0, 2: 2, 3: 0}


def test_a_post_that_does_not_suit_is_not_proposed() -> None:
    person, post = a_person(), a_vacancy(post=a_post(registration="HCPC"))
    with pytest.raises(KeyError):
        match_of(person, post)


def test_from_interest_to_redeployed(partners: Tables) -> None:
    person, post = a_person(), a_vacancy()
    match = offered(person, post)
    assert match.offer is not None
    assert not match.offer.precedes_notice
    done(take(the_person(person), MatchAction.ACCEPT, match))
    assert (entry(person).status, vacancy(post).status) == (EntryStatus.PLACED, VacancyStatus.FILLED)
    assert vacancy(post).open_by_tier == {1: 0, 2: 0, 3: 0}
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, match_of(person, post), starts_on=TODAY + timedelta(days=30)))
    trial = match_of(person, post).trial
    assert trial is not None
    assert trial.ends_on == TODAY + timedelta(days=57)
    over = NOW + timedelta(days=58)
    early = take(MANAGER, MatchAction.PASS_TRIAL, match_of(person, post), now=NOW + timedelta(days=50))
    assert early == Refusal(Reason.TRIAL_NOT_OVER, {"day": "18 January 2027"})
    done(take(MANAGER, MatchAction.PASS_TRIAL, match_of(person, post), now=over))
    done(take(MANAGER, MatchAction.CONFIRM, match_of(person, post), now=over))
    assert entry(person).status is EntryStatus.REDEPLOYED
    assert match_of(person, post).status is MatchStatus.CONFIRMED
    audit.seal(Table(partners["redeploy"]), "QXX", over)
    assert audit.verify(Table(partners["redeploy"]), "QXX").fault is None


def test_a_failed_trial_gives_the_person_all_rights_back_and_holds_the_post_again() -> None:
    person, post, other = a_person(), a_vacancy(), a_vacancy()
    match = offered(person, post)
    done(take(the_person(person), MatchAction.ACCEPT, match))
    assert match_of(person, other).status is MatchStatus.CLOSED
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, match_of(person, post), starts_on=TODAY + timedelta(days=2)))
    done(take(MANAGER, MatchAction.FAIL_TRIAL, match_of(person, post), words="The shifts cannot be worked."))
    assert entry(person).status is EntryStatus.ACTIVE
    assert entry(person).placed_in == ""
    assert vacancy(post).status is VacancyStatus.HELD
    assert match_of(person, post).status is MatchStatus.FAILED
    assert match_of(person, other).status is MatchStatus.PROPOSED
    assert vacancy(other).open_by_tier == {1: 0, 2: 1, 3: 0}


def test_nobody_is_named_or_invited_before_they_consent_to_it_for_this_vacancy() -> None:
    person, post = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.EXPRESS_INTEREST, match_of(person, post), rank=1))
    refused = take(MANAGER, MatchAction.INVITE, match_of(person, post), interview_on=TODAY + timedelta(days=3))
    assert refused == Refusal(Reason.NO_CONSENT)


def test_consent_to_be_named_ends_with_the_match() -> None:
    person, post, other = a_person(), a_vacancy(), a_vacancy()
    match = offered(person, post)
    interested(person, other)
    done(take(the_person(person), MatchAction.REFUSE, match))
    assert not may_name(MANAGER, match_of(person, post))
    leave = LeaveRegister(entry_id=person, version=entry(person).head.number, because=LeaveReason.RETIRED)
    assert may_name(MANAGER, match_of(person, other))
    done(people.leave_register(HR, leave, new_id(), NOW))
    assert not may_name(MANAGER, match_of(person, other))


def test_the_next_tier_has_its_turn_only_when_the_higher_is_resolved() -> None:
    protected, at_risk, post = a_person(**PROTECTED), a_person(**AT_RISK), a_vacancy()
    wanted = interested(at_risk, post)
    start: dict[str, Any] = {"starts_on": TODAY + timedelta(days=20)}
    assert take(MANAGER, MatchAction.OFFER, wanted, **start) == Refusal(Reason.HIGHER_TIER_OPEN)
    no: dict[str, Any] = {"reason": "travel", "words": "Too far."}
    done(take(the_person(protected), MatchAction.SAY_NOT_FOR_ME, match_of(protected, post), **no))
    done(take(MANAGER, MatchAction.OFFER, match_of(at_risk, post), **start))
    offer = match_of(at_risk, post).offer
    assert offer is not None
    assert offer.precedes_notice


def test_an_offer_out_of_turn_needs_a_written_reason() -> None:
    one, two, post = a_person(), a_person(), a_vacancy()
    matches = [interested(one, post), interested(two, post)]
    start: dict[str, Any] = {"starts_on": TODAY + timedelta(days=20)}
    matches.sort(key=lambda match: matching_order(match, post))
    assert take(MANAGER, MatchAction.OFFER, matches[1], **start) == Refusal(Reason.NOT_PROPOSED_FIRST)
    done(take(MANAGER, MatchAction.OFFER, matches[1], out_of_turn="She knows the ward.", **start))
    assert take(MANAGER, MatchAction.OFFER, matches[0], **start) == Refusal(Reason.OFFER_OUT)
    again = match_of(matches[1].entry_id, post)
    done(take(MANAGER, MatchAction.WITHDRAW_OFFER, again, words="We made a mistake."))
    done(take(MANAGER, MatchAction.OFFER, matches[0], **start))


def test_a_rejection_needs_a_second_person() -> None:
    person, post = a_person(), a_vacancy()
    interested(person, post)
    why: dict[str, Any] = {"reason": "essential_missing", "words": "No triage experience."}
    done(take(OTHER_HR, MatchAction.REJECT, match_of(person, post), **why))
    assert vacancy(post).open_by_tier[2] == 1
    assert take(OTHER_HR, MatchAction.RATIFY, match_of(person, post)) == Refusal(Reason.SAME_PERSON)
    assert take(MANAGER, MatchAction.RATIFY, match_of(person, post)) == Refusal(Reason.NOT_FOUND)
    done(take(SECOND_HR, MatchAction.RATIFY, match_of(person, post)))
    assert vacancy(post).open_by_tier[2] == 0
    assert not match_of(person, post).is_named


def test_a_vacancy_clears_only_after_its_hold_and_with_an_outcome_for_each_of_tier_1_and_2() -> None:
    person, post = a_person(), a_vacancy()
    assert release(post, NOW + timedelta(days=1)) == Refusal(Reason.HOLD_NOT_OVER)
    assert release(post) == Refusal(Reason.MATCH_WITHOUT_OUTCOME)
    no: dict[str, Any] = {"reason": "hours"}
    done(take(the_person(person), MatchAction.SAY_NOT_FOR_ME, match_of(person, post), **no))
    done(release(post))
    cleared = vacancy(post)
    assert cleared.status is VacancyStatus.CLEARED
    assert cleared.certificate is not None
    assert cleared.certificate.matched == 1


def test_somebody_who_comes_on_the_register_is_matched_before_a_vacancy_clears(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = a_vacancy()
    monkeypatch.setattr("functions.redeploy.usecases.perform.follow_up", lambda *_: 0)  # cut short: not matched
    person = a_person()
    assert release(post) == Refusal(Reason.MATCH_WITHOUT_OUTCOME)
    assert match_of(person, post).status is MatchStatus.PROPOSED


def test_tier_3_does_not_bar_the_release_and_may_still_be_taken_on() -> None:
    person, post = a_person(**AT_RISK), a_vacancy()
    done(release(post))
    done(take(the_person(person), MatchAction.EXPRESS_INTEREST, match_of(person, post), rank=1))
    done(take(the_person(person), MatchAction.CONSENT, match_of(person, post)))
    done(take(MANAGER, MatchAction.OFFER, match_of(person, post), starts_on=TODAY + timedelta(days=20)))
    done(take(the_person(person), MatchAction.ACCEPT, match_of(person, post)))
    assert vacancy(post).status is VacancyStatus.FILLED


def test_the_same_reference_holds_one_vacancy() -> None:
    a_vacancy(employer_ref="TRAC-1")
    again = vacancies.hold_vacancy(OTHER_HR, redeployments.vacancy_details("TRAC-1"), new_id(), NOW)
    assert again == Refusal(Reason.ALREADY_THERE)


def test_a_push_that_is_repeated_changes_nothing_and_one_that_differs_edits() -> None:
    details = redeployments.vacancy_details("TRAC-2")
    first = done(vacancies.put_vacancy(OTHER_HR, details, new_id(), NOW))
    same = done(vacancies.put_vacancy(OTHER_HR, details, new_id(), NOW))
    assert (same.id, same.version) == (first.id, first.version)
    other = done(
        vacancies.put_vacancy(OTHER_HR, details.model_copy(update={"title": "Senior nurse"}), new_id(), NOW)
    )
    assert (other.id, other.version) == (first.id, first.version + 1)
    assert vacancy(first.id).details.title == "Senior nurse"


def test_an_edit_of_the_notice_moves_the_person_to_their_new_tier() -> None:
    person, post = a_person(**AT_RISK), a_vacancy()
    assert vacancy(post).open_by_tier == {1: 0, 2: 0, 3: 1}
    stands = entry(person)
    command = EditPerson(entry_id=person, version=stands.head.number, details=redeployments.person_details())
    done(people.edit_person(HR, command, new_id(), NOW))
    assert vacancy(post).open_by_tier == {1: 0, 2: 1, 3: 0}


def test_erasure_leaves_no_name_and_an_audit_that_verifies(partners: Tables) -> None:
    person, post = a_person(), a_vacancy()
    interested(person, post)
    leave = LeaveRegister(entry_id=person, version=entry(person).head.number, because=LeaveReason.RESIGNED)
    done(people.leave_register(HR, leave, new_id(), NOW))
    assert match_of(person, post).status is MatchStatus.CLOSED
    done(people.erase_person(HR, ErasePerson(entry_id=person, version=entry(person).head.number), new_id(), NOW))
    assert entry(person).details is None
    table = Table(partners["redeploy"])
    audit.seal(table, "QXX", NOW)
    assert audit.verify(table, "QXX").fault is None
    client_items = _everything(partners["redeploy"])
    assert "Wren Tilehurst" not in client_items
    assert "wren@moorland-trust.example" not in client_items


def _everything(name: str) -> str:
    return str(client().scan(TableName=name)["Items"])


def test_a_start_later_than_four_weeks_after_the_old_job_is_refused() -> None:
    ends = date(2026, 12, 18)  # a Friday: counted from Monday 21 December
    notice = Notice(served_on=TODAY, ends_on=ends)
    person, post = a_person(notice=notice), a_vacancy()
    match = interested(person, post)
    late = take(MANAGER, MatchAction.OFFER, match, starts_on=date(2027, 1, 19))
    assert late == Refusal(Reason.START_TOO_LATE, {"latest": "18 January 2027"})
    done(take(MANAGER, MatchAction.OFFER, match, starts_on=date(2027, 1, 18)))


def test_a_cleared_vacancy_stays_open_to_those_matched_with_it_when_they_are_matched_anew() -> None:
    person, post = a_person(**AT_RISK), a_vacancy()
    done(release(post))
    changed = redeployments.person_details(**AT_RISK, reason="The ward closes in March.")
    command = EditPerson(entry_id=person, version=entry(person).head.number, details=changed)
    done(people.edit_person(HR, command, new_id(), NOW))
    assert match_of(person, post).status is MatchStatus.PROPOSED
