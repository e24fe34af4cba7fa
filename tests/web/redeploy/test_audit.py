"""Histories as each side may read them, and the sealed audit for the coordinator and auditors."""

import ast
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from functions.redeploy.domain import stages
from functions.redeploy.domain.changes import CloseChangeReason
from functions.redeploy.domain.matches import NotForMeReason, RejectReason
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import PersonDetails, RaisedKind, reference_of
from functions.redeploy.domain.policy import Asker
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister
from functions.redeploy.domain.proposing import CloseReason
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.terms import Terms
from functions.redeploy.messages import audit as messages
from functions.redeploy.messages.audit import ACTIONS, ANOTHER_EMPLOYER, FACTS, GRADES, TERMS, WHYS
from functions.redeploy.pages.audit import Shown, events_shown
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import people
from shared.audit import seal
from shared.history import Event, event_from
from shared.ids import new_id
from shared.records import Record
from shared.settings import settings
from shared.table import Table
from tests.partners import NOW
from tests.redeployments import (
    AT_RISK,
    AUDITOR,
    COORDINATOR,
    HR,
    MANAGER,
    OTHER_HR,
    SECOND_HR,
    TODAY,
    a_person,
    a_vacancy,
    done,
    entry,
    interested,
    match_of,
    offered,
    take,
    the_person,
    vacancy,
)
from tests.web.redeploy import visitors
from tests.web.redeploy.test_changes import opened

AT = "/redeploy/audit"
DOMAIN = Path(stages.__file__).parent


def events(record: Record) -> list[Event]:
    """The whole history of a record."""
    return [event_from(item) for item in RedeployStore(None).history(record, None).items]


def shown(record: Record, asker: Asker, *, persons_side: bool = False) -> list[Shown]:
    return events_shown(events(record), asker, persons_side=persons_side)


def words(histories: Iterable[Shown]) -> str:
    """All that somebody reads of a history."""
    return "\n".join(
        f"{one['what']} | {one['who']} | {one['why']} | {'; '.join(': '.join(fact) for fact in one['facts'])}"
        for one in histories
    )


def seal_all() -> int:
    return seal(Table(settings().redeploy_table), settings().ics_code, NOW)


def test_the_person_reads_who_did_what_and_in_which_tier_they_stand() -> None:
    person, post = a_person(), a_vacancy()
    offered(person, post)
    told = words(shown(match_of(person, post), the_person(person)))
    assert told.startswith(
        "Proposed by matching | Workforce Exchange (by schedule) |  | Tier: 2; Match: Exact match"
    )
    assert "Interest expressed | The person" in told
    assert "Post offered in writing | Morag Testing" in told
    assert "Offered before notice was served: No" in told
    assert "Starts on: 22 December 2026" in told


def test_the_posts_side_reads_no_tier_no_notice_and_nobody_of_the_persons_employer() -> None:
    person, post = a_person(), a_vacancy()
    hr_speaks: dict[str, Any] = {"reason": "caring", "words": "CANARY-WORDS"}
    done(take(HR, MatchAction.EXPRESS_INTEREST, match_of(person, post), rank=1))
    done(take(the_person(person), MatchAction.CONSENT, match_of(person, post)))
    done(take(MANAGER, MatchAction.INVITE, match_of(person, post), interview_on=TODAY))
    done(take(HR, MatchAction.SAY_NOT_FOR_ME, match_of(person, post), **hr_speaks))
    for asker in (MANAGER, OTHER_HR):
        told = words(shown(match_of(person, post), asker))
        assert f"Interest expressed | {ANOTHER_EMPLOYER} |" in told
        assert f"Said: not for me | {ANOTHER_EMPLOYER} |  |" in told
        assert "Invited to an interview | Morag Testing" in told
        for secret in ("Tier", "notice", "Caring", "CANARY"):
            assert secret not in told
    own = words(shown(match_of(person, post), HR, persons_side=True))
    assert "Said: not for me | Morag Testing | Caring for somebody" in own
    assert f"Invited to an interview | {ANOTHER_EMPLOYER}" in own
    assert "Tier: 2" in own


def test_the_offer_history_keeps_from_the_post_whether_notice_is_served() -> None:
    person, post = a_person(**AT_RISK), a_vacancy()
    match = offered(person, post)
    assert "Offered before notice was served" not in words(shown(match, MANAGER))
    assert "Offered before notice was served: Yes" in words(shown(match, AUDITOR))


def test_why_the_person_went_is_not_told_to_the_post() -> None:
    person, post = a_person(), a_vacancy()
    command = LeaveRegister(
        entry_id=person, version=entry(person).head.number, because=LeaveReason.FOUND_A_POST_ELSEWHERE
    )
    done(people.leave_register(HR, command, new_id(), NOW))
    assert "The person is no longer available" in words(shown(match_of(person, post), MANAGER))
    assert "The person left the register" in words(shown(match_of(person, post), HR, persons_side=True))
    assert "Left the register | Morag Testing | Found a post elsewhere" in words(
        shown(entry(person), HR, persons_side=True)
    )


def test_the_coordinator_sees_that_somebody_was_rejected_and_not_why() -> None:
    person, post = a_person(), a_vacancy()
    interested(person, post)
    why: dict[str, Any] = {"reason": "check_or_health_restriction", "words": "CANARY-HEALTH"}
    done(take(OTHER_HR, MatchAction.REJECT, match_of(person, post), **why))
    done(take(SECOND_HR, MatchAction.RATIFY, match_of(person, post)))
    reason = "A check or a restriction stands in the way"
    told = words(shown(match_of(person, post), COORDINATOR))
    assert "Rejection ratified by a second person" in told
    assert reason not in told
    assert "Tier" not in told
    for asker in (AUDITOR, MANAGER, the_person(person)):
        assert words(shown(match_of(person, post), asker)).count(reason) == 2
        assert "CANARY" not in words(shown(match_of(person, post), asker))


def test_the_history_of_a_person_tells_what_a_tier_is_worked_out_from() -> None:
    person = a_person()
    told = words(shown(entry(person), HR, persons_side=True))
    assert "Put on the register | Morag Testing" in told
    assert "Redundancy terms: Agenda for Change, England" in told
    assert "Protected by law before others: No" in told
    assert "Notice served on: 15 November 2026" in told
    assert "Protected until: none" in told


def test_the_history_of_a_vacancy_says_when_its_hold_ends() -> None:
    post = a_vacancy()
    told = words(shown(vacancy(post), OTHER_HR))
    assert "Vacancy held for people at risk | Morag Testing |  | Working days of the hold: 5" in told
    assert "Last day of the hold: 27 November 2026" in told


def test_the_sealed_audit_is_for_the_coordinator_and_auditors() -> None:
    opened()
    seal_all()
    for browser in (visitors.coordinator(), visitors.auditor()):
        assert browser.get(AT).headings == ["Audit of redeployment"]
        assert browser.get(f"{AT}/1").headings == ["Block 1"]
    for browser in (visitors.hr(), visitors.manager(), visitors.home_hr()):
        assert browser.get(AT).status == 404
        assert browser.get(f"{AT}/1").status == 404
    for number in ("2", "0", "x", "123456789", "-1"):
        assert visitors.auditor().get(f"{AT}/{number}").status == 404


def test_a_block_leads_to_the_histories_that_may_be_seen_and_names_nobody() -> None:
    person, post, change = a_person(), a_vacancy(), opened()
    assert "No block is sealed yet." in visitors.auditor().get(AT).main
    seal_all()
    page = visitors.auditor().get(f"{AT}/1")
    match = match_of(person, post)
    assert f"/redeploy/vacancies/{post}/history" in page.links
    assert f"/redeploy/matches/{match.match_id}/history" in page.links
    assert f"/redeploy/changes/{change}/history" in page.links
    assert f"/redeploy/people/{person}/history" in page.links
    assert not [link for link in visitors.coordinator().get(f"{AT}/1").links if "/people/" in link]
    assert f"A person on the register, {reference_of('RD', person)}" in page.main
    assert match.head.hash[:12] in page.main
    assert "A person's own history can be opened by that person" in page.main
    for secret in ("Wren", "Tilehurst", "The ward closes."):
        assert secret not in page.html


def test_blocks_are_read_page_by_page() -> None:
    for _ in range(11):
        opened()
        seal_all()
    browser = visitors.auditor()
    page = browser.get(AT)
    (more,) = [link for link in page.links if "after=" in link]
    assert page.main.count("Block Block ") == 10
    assert "Block 11" in page.main
    assert "Block 1 " in browser.get(more).main


# --- the words ------------------------------------------------------------------------------------------------


def actions_of_the_domain() -> set[str]:
    """Every action that the domain gives an event, read from its source."""
    found = {action.value for action in MatchAction}
    for path in DOMAIN.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in ("decided", "recorded", "_made", "_decided"):  # type: ignore[attr-defined]
                found |= {
                    one.value
                    for one in node.args[:3]  # type: ignore[attr-defined]
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                }
    return found


def test_every_action_of_the_domain_has_its_words() -> None:
    found = actions_of_the_domain()
    assert {"post", "hold", "propose", "open_change", "trial_failed", "redeployed"} <= found
    assert found - ACTIONS.keys() == set()


def test_every_code_that_an_event_may_hold_has_its_words() -> None:
    for codes, known in (
        (LeaveReason, messages.LEAVE_REASONS),
        (RaisedKind, messages.RAISED_KINDS),
        (NotForMeReason, messages.NOT_FOR_ME_REASONS),
        (RejectReason, messages.REJECT_REASONS),
        (CloseReason, messages.CLOSE_REASONS),
        (CloseChangeReason, messages.CLOSE_CHANGE_REASONS),
        (Grade, GRADES),
        (Terms, TERMS),
    ):
        assert {str(one) for one in known} == {str(one) for one in codes}
    assert WHYS.keys() <= ACTIONS.keys()
    assert PersonDetails.model_fields.keys() <= messages.DETAILS.keys()
    assert FACTS.keys() >= messages.PRIVATE_FACTS


@pytest.mark.parametrize("asker", [MANAGER, COORDINATOR, AUDITOR])
def test_a_word_that_nobody_foresaw_is_shown_only_as_a_code(asker: Asker) -> None:
    (first, *_) = events(vacancy(a_vacancy()))
    strange = first.model_copy(
        update={"action": "new_thing", "why": "because_so", "facts": {"unheard_of": "CANARY"}}
    )
    (told,) = events_shown([strange], asker)
    assert (told["what"], told["why"], told["facts"]) == ("New thing", "Because so", [])
    (typed,) = events_shown([strange.model_copy(update={"why": "What somebody typed."})], asker)
    assert typed["why"] == ""
    saving = strange.model_copy(update={"subject": "SAVING#1", "facts": {"gross_pence": 1_839_500}})
    assert events_shown([saving], asker)[0]["facts"] == [("Gross saving", "£18,395.00")]
