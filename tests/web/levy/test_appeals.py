"""An appeal against a decline: once, in time, decided by somebody who did not decline it."""

from datetime import timedelta

import pytest

from functions.levy.domain.applications import Application, DeclineReason
from functions.levy.domain.commands import AnswerAppeal, AppealDecline, Decline
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Status
from functions.levy.usecases import applications, decisions
from shared.outcomes import Refusal
from tests.levies import APPROVER, MANAGER, SECOND_APPROVER, done, read, stored_application
from tests.partners import NOW
from tests.web.client import Browser
from tests.web.levy.applying import path_of
from tests.web.levy.deciding import NO_CONFLICT
from tests.web.levy.visitors import approver, second_approver

WORDS = "The area did not lack funds:\nthree pledges were open."


def declined() -> Application:
    application = stored_application()
    command = Decline(
        application_id=application.application_id,
        version=application.head.number,
        has_conflict=False,
        reasons=(DeclineReason.OUT_OF_FUNDS,),
        why="There is no money left.",
    )
    done(decisions.decline(APPROVER, command, "key-of-the-decline", NOW))
    return read(application.application_id)


def an_appeal(application: Application) -> AppealDecline:
    return AppealDecline(
        application_id=application.application_id, version=application.head.number, words="It was wrong."
    )


def appealed() -> Application:
    application = declined()
    done(applications.appeal(MANAGER, an_appeal(application), "key-of-the-appeal", NOW))
    return read(application.application_id)


def an_answer(application: Application) -> AnswerAppeal:
    return AnswerAppeal(
        application_id=application.application_id,
        version=application.head.number,
        has_conflict=False,
        why="We looked again.",
    )


def test_the_applicant_appeals_and_the_other_approver_allows_it(manager: Browser) -> None:
    application = declined()
    here = manager.get(path_of(application))
    assert "appeal until 20 December 2026" in here.main
    after = manager.save(manager.get(path_of(application, "appeal")), {"words": WORDS})
    assert "Appeal to decide" in after.main
    assert "three pledges were open." in after.main
    desk = second_approver()
    page = desk.get(path_of(application, "decide"))
    assert "three pledges were open." in page.main
    form = desk.get(path_of(application, "allow-appeal"))
    told = desk.save(form, {**NO_CONFLICT, "why": "They are right."})
    assert told.headings[0] == "It waits for a decision"
    allowed = read(application.application_id)
    assert allowed.status is Status.SUBMITTED
    assert allowed.decline_reasons == ()
    assert "They are right." in manager.get(path_of(application)).main


def test_a_decline_that_stands_keeps_its_reasons_and_there_is_no_second_appeal(manager: Browser) -> None:
    application = appealed()
    desk = second_approver()
    told = desk.save(desk.get(path_of(application, "uphold")), {**NO_CONFLICT, "why": "It stands."})
    assert told.headings[0] == "Declined"
    page = manager.get(path_of(application))
    assert "It stands." in page.main
    assert "There is no money left that could pay for it." in page.main
    assert "appeal until" not in page.main
    again = applications.appeal(MANAGER, an_appeal(read(application.application_id)), "key-of-another", NOW)
    assert again == Refusal(Reason.APPEALED_BEFORE)


def test_who_declined_it_does_not_decide_the_appeal(manager: Browser) -> None:
    application = appealed()
    desk = approver()
    assert "A different approver must decide the appeal" in desk.get(path_of(application, "decide")).main
    assert desk.get(path_of(application, "allow-appeal")).status == 409
    for act in (decisions.allow_appeal, decisions.uphold):
        refused = act(APPROVER, an_answer(application), f"key-of-{act.__name__}", NOW)
        assert refused == Refusal(Reason.DECLINED_IT)
    done(decisions.allow_appeal(SECOND_APPROVER, an_answer(application), "key-of-the-answer", NOW))


def test_an_approver_with_a_conflict_does_not_decide_it(manager: Browser) -> None:
    command = an_answer(appealed()).model_copy(update={"has_conflict": True})
    assert decisions.uphold(SECOND_APPROVER, command, "key-of-it", NOW) == Refusal(Reason.CONFLICT_OF_INTEREST)


@pytest.mark.parametrize(("days", "is_in_time"), [(28, True), (29, False)])
def test_an_appeal_can_be_made_for_twenty_eight_days(manager: Browser, days: int, is_in_time: bool) -> None:
    later = NOW + timedelta(days=days)
    outcome = applications.appeal(MANAGER, an_appeal(declined()), "key-of-the-appeal", later)
    assert (outcome == Refusal(Reason.APPEAL_TOO_LATE, {"last": "20 December 2026"})) is not is_in_time


def test_an_appeal_waits_in_the_queue_and_can_be_withdrawn(manager: Browser) -> None:
    application = appealed()
    assert application.reference in approver().get("/levy/queue?status=appealed").main
    after = manager.save(manager.get(path_of(application, "withdraw")), {})
    assert "Withdrawn" in after.main


@pytest.mark.parametrize(("words", "sentence"), [("", "Say why"), ("It is 1748529632", "learner's number")])
def test_an_appeal_says_why_and_names_nobody(manager: Browser, words: str, sentence: str) -> None:
    page = manager.submit(manager.get(path_of(declined(), "appeal")), {"words": words})
    assert page.status == 422
    assert sentence in page.errors["words"]
