"""The applicant answers, accepts or leaves; the schedule lets an offer lapse."""

from datetime import date, timedelta

import pytest

from functions.levy.domain import approvals, offers
from functions.levy.domain.applications import Application, Exchange
from functions.levy.domain.commands import Accept, Answer, LeaveOffer, Withdraw
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import Status
from shared.actors import Role
from shared.outcomes import Refusal
from tests.levies import APPROVER, MANAGER, a_pledge, an_application, approval, here
from tests.partners import NOW, an_actor

OTHER_MANAGER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLA02", person_id="other")


def decision(outcome: Decision[Application] | Refusal) -> Decision[Application]:
    assert isinstance(outcome, Decision), outcome
    return outcome


def offered() -> Application:
    application = an_application()
    outcome = approvals.approve(application, {"pledge-1": a_pledge()}, approval(application), here(APPROVER))
    return decision(outcome).record


def acceptance(application: Application, accepts_terms: bool = True) -> Accept:
    return Accept(
        application_id=application.application_id,
        version=application.head.number,
        accepts_terms=accepts_terms,
    )


def test_accepting_keeps_the_money_reserved_and_gives_three_months_to_use_it() -> None:
    made = decision(offers.accept(offered(), acceptance(offered()), here(MANAGER)))

    assert (made.record.status, made.entries) == (Status.ACCEPTED, ())
    assert made.record.deadline_on == date(2027, 2, 22)
    assert {one.kind for one in made.intents} == {"offer_accepted", "offer_accepted_ics", "offer_accepted_sender"}


def test_terms_must_be_accepted() -> None:
    assert offers.accept(offered(), acceptance(offered(), accepts_terms=False), here(MANAGER)) == Refusal(
        Reason.TERMS_NOT_ACCEPTED
    )


@pytest.mark.parametrize(("days", "is_in_time"), [(42, True), (43, False)])
def test_an_offer_may_be_accepted_on_its_last_day_and_not_after(days: int, is_in_time: bool) -> None:
    outcome = offers.accept(offered(), acceptance(offered()), here(MANAGER, NOW + timedelta(days=days)))

    assert (outcome != Refusal(Reason.OFFER_OVER)) == is_in_time


def test_nobody_accepts_for_another_employer() -> None:
    assert offers.accept(offered(), acceptance(offered()), here(OTHER_MANAGER)) == Refusal(Reason.NOT_FOUND)
    assert offers.accept(offered(), acceptance(offered()), here(APPROVER)) == Refusal(Reason.NOT_FOUND)


def test_turning_an_offer_down_releases_exactly_what_was_reserved() -> None:
    application = offered()
    command = LeaveOffer(application_id="application-1", version=application.head.number, why="Staff left.")

    made = decision(offers.decline_offer(application, command, here(MANAGER)))

    assert made.record.status == Status.OFFER_DECLINED
    assert [(one.kind, one.pence, one.years) for one in made.entries] == [
        (EntryKind.RELEASE, award.pence, award.years) for award in application.awards
    ]


def test_withdrawing_before_a_decision_moves_no_money() -> None:
    made = decision(
        offers.withdraw(an_application(), Withdraw(application_id="application-1", version=7), here(MANAGER))
    )

    assert (made.record.status, made.entries) == (Status.WITHDRAWN, ())


def test_an_offer_lapses_only_when_its_last_day_is_past() -> None:
    on_the_day = here(None, NOW + timedelta(days=42))
    day_after = here(None, NOW + timedelta(days=43))

    assert isinstance(offers.lapse(offered(), on_the_day), Refusal)
    made = decision(offers.lapse(offered(), day_after))
    assert made.record.status == Status.LAPSED
    assert made.event.who.person_id == "system"
    assert [entry.kind for entry in made.entries] == [EntryKind.RELEASE]


def test_an_answer_brings_the_application_back_to_the_queue() -> None:
    asked = an_application(
        status=Status.QUESTION_ASKED, exchanges=(Exchange(question="Which provider?", asked_at=NOW),)
    )
    command = Answer(application_id="application-1", version=7, answer="Not chosen yet.")

    made = decision(offers.answer(asked, command, here(MANAGER)))

    assert made.record.status == Status.SUBMITTED
    assert made.record.exchanges[0].answer == "Not chosen yet."


def test_an_answer_without_a_question_is_refused() -> None:
    command = Answer(application_id="application-1", version=7, answer="Hello.")

    assert offers.answer(an_application(), command, here(MANAGER)) == Refusal(
        Reason.NOT_ALLOWED_NOW, {"status": "submitted"}
    )
