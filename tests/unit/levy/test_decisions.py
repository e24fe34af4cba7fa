"""The ICS decides: pure rules, each refusal in the order a person would explain it."""

from datetime import timedelta
from typing import Any

import pytest

from functions.levy.domain import approvals, decisions
from functions.levy.domain.applications import Application, DeclineReason, Training
from functions.levy.domain.commands import Approve, Ask, Confirm, Decline, PutOnWaitingList, SendBack
from functions.levy.domain.drafting import price
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.pledges import Pledge, PledgeStatus
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import MOVES, Action, Status
from shared.actors import Actor, Role
from shared.history import Head
from shared.outcomes import Refusal
from shared.sessions import actor_for
from shared.values.dates import Month
from tests.levies import (
    APPROVER,
    AUDITOR,
    FINANCE_LEAD,
    MANAGER,
    SECOND_APPROVER,
    a_pledge,
    an_application,
    approval,
    here,
)
from tests.partners import NOW, a_membership, a_person

ONE = 1_500_000


def decide(
    application: Application, command: Approve, *pledges: Pledge, actor: Actor = APPROVER
) -> Decision[Application] | Refusal:
    held = {pledge.pledge_id: pledge for pledge in pledges or (a_pledge(),)}
    return approvals.approve(application, held, command, here(actor))


def decision(outcome: Decision[Application] | Refusal) -> Decision[Application]:
    assert isinstance(outcome, Decision), outcome
    return outcome


def test_an_approval_reserves_offers_and_tells_applicant_and_sender() -> None:
    application = an_application()

    made = decision(decide(application, approval(application)))

    assert made.record.status == Status.OFFERED
    assert made.record.deadline_on == NOW.date() + timedelta(days=42)
    assert [(one.kind, one.pence, one.key) for one in made.entries] == [
        (EntryKind.RESERVE, ONE, "application-1:reserve")
    ]
    assert sum(year.pence for year in made.entries[0].years) == ONE
    assert [(one.kind, one.ods_code) for one in made.intents] == [
        ("offer_made", "VLA01"),
        ("money_reserved", "RZZ"),
    ]
    assert made.event.who.person_id == APPROVER.person_id
    assert made.event.facts["ledger"] == [
        {"move": "reserve", "pence": ONE, "pledge_id": "pledge-1", "key": "application-1:reserve"}
    ]
    assert made.event.facts["conflict_of_interest"] == "none declared"
    assert made.record.head == made.event.head == Head(number=8, hash=made.event.hash)


def test_an_approval_in_part_reserves_for_fewer_apprentices() -> None:
    application = an_application(count=1)
    three = an_application(count=3, training=cheap(), priced=price(cheap(), 3))

    made = decision(decide(three, approval(three, ("pledge-1", 900_000), apprentices=2)))

    assert made.record.approved_apprentices == 2
    assert made.entries[0].pence == 2 * 450_000
    assert application.apprentice_count == 1


def cheap() -> Training:
    return Training(standard="ST0005", start=Month(2027, 1), price_each_pence=450_000)


def test_a_split_approval_reserves_in_each_pledge_and_adds_up() -> None:
    application = an_application()
    first, second = a_pledge(1_000_000), a_pledge(900_000, pledge_id="pledge-2")

    made = decision(
        decide(application, approval(application, ("pledge-1", 1_000_000), ("pledge-2", 500_000)), first, second)
    )

    assert {entry.pledge_id: entry.pence for entry in made.entries} == {"pledge-1": 1_000_000, "pledge-2": 500_000}


@pytest.mark.parametrize(
    ("pledge", "reason"),
    [
        (a_pledge(ONE - 1), Reason.PLEDGE_TOO_SMALL),
        (a_pledge(status=PledgeStatus.CLOSED), Reason.PLEDGE_CLOSED),
        (a_pledge(tax_year="2025/26"), Reason.PLEDGE_YEAR_OVER),
        (a_pledge(ics_code="QYY"), Reason.NOT_FOUND),
        (a_pledge(pledge_id="another"), Reason.NOT_FOUND),
        (a_pledge(ods_code="VLA01"), Reason.PLEDGE_OF_RECEIVER),
    ],
)
def test_a_pledge_that_cannot_pay_refuses_the_approval(pledge: Pledge, reason: Reason) -> None:
    application = an_application()

    outcome = decide(application, approval(application), pledge)

    assert isinstance(outcome, Refusal)
    assert outcome.reason == reason


def test_a_pledge_that_is_too_small_says_what_is_there_and_what_is_needed() -> None:
    application = an_application()

    outcome = decide(application, approval(application), a_pledge(ONE - 1))

    assert outcome == Refusal(
        Reason.PLEDGE_TOO_SMALL,
        {"pledge": "Moorland University Trust", "available": "£14,999.99", "needed": "£15,000.00"},
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"shares": [{"pledge_id": "pledge-1", "pence": ONE - 1}]}, Reason.SHARES_DIFFER_FROM_COST),
        ({"shares": [{"pledge_id": "pledge-1", "pence": ONE // 2}] * 2}, Reason.SHARES_DIFFER_FROM_COST),
        ({"apprentices": 2}, Reason.TOO_MANY_APPRENTICES),
        ({"version": 6}, Reason.CHANGED_SINCE),
        ({"has_conflict": True}, Reason.CONFLICT_OF_INTEREST),
    ],
)
def test_an_approval_that_does_not_add_up_is_refused(change: dict[str, Any], reason: Reason) -> None:
    application = an_application()
    command = Approve.model_validate(approval(application).model_dump() | change)

    outcome = decide(application, command)

    assert isinstance(outcome, Refusal)
    assert outcome.reason == reason


@pytest.mark.parametrize("actor", [MANAGER, FINANCE_LEAD, AUDITOR])
def test_nobody_but_an_approver_decides(actor: Actor) -> None:
    application = an_application()

    assert decide(application, approval(application), actor=actor) == Refusal(Reason.NOT_FOUND)


def test_an_approver_who_belongs_to_the_applicant_may_not_decide_even_without_saying_so() -> None:
    person = a_person(a_membership("QXX", Role.ICS_APPROVER), a_membership("VLA01", Role.RECEIVING_EMPLOYER))
    insider = actor_for(person, "QXX")
    application = an_application()
    assert insider is not None

    assert decide(application, approval(application), actor=insider) == Refusal(Reason.CONFLICT_OF_INTEREST)


def test_a_standard_that_closed_meanwhile_is_not_approved() -> None:
    closed = Training(standard="ST0007", start=Month(2027, 1), price_each_pence=700_000)
    application = an_application(training=closed)

    outcome = decide(application, approval(application))

    assert isinstance(outcome, Refusal)
    assert outcome.reason == Reason.STANDARD_NOT_OPEN


# -- above the sum that one approver decides alone ----------------------------------------------------------


def proposed() -> Application:
    application = an_application(count=2)
    return decision(decide(application, approval(application))).record


def confirmation(application: Application, **changed: Any) -> Confirm:
    details = {
        "application_id": application.application_id,
        "version": application.head.number,
        "has_conflict": False,
        "pledge_ids": ("pledge-1",),
    }
    return Confirm.model_validate(details | changed)


def test_above_the_limit_an_approval_is_only_proposed_and_no_money_moves() -> None:
    application = an_application(count=2)  # £30,000, above £25,000

    made = decision(decide(application, approval(application)))

    assert made.record.status == Status.AWAITING_SECOND_APPROVER
    assert made.entries == ()
    assert [one.kind for one in made.intents] == ["second_approver_needed"]


def test_a_second_and_different_approver_makes_a_proposal_true() -> None:
    waiting = proposed()

    outcome = approvals.confirm(waiting, {"pledge-1": a_pledge()}, confirmation(waiting), here(SECOND_APPROVER))

    made = decision(outcome)
    assert made.record.status == Status.OFFERED
    assert [entry.pence for entry in made.entries] == [2 * ONE]


def test_the_proposer_can_neither_confirm_nor_send_back() -> None:
    waiting = proposed()
    back = SendBack(application_id="application-1", version=waiting.head.number, has_conflict=False, why="No.")

    assert approvals.confirm(waiting, {"pledge-1": a_pledge()}, confirmation(waiting), here(APPROVER)) == Refusal(
        Reason.SAME_APPROVER
    )
    assert decisions.send_back(waiting, back, here(APPROVER)) == Refusal(Reason.SAME_APPROVER)


def test_a_proposal_is_confirmed_only_while_the_money_is_there() -> None:
    waiting = proposed()

    outcome = approvals.confirm(
        waiting, {"pledge-1": a_pledge(2 * ONE - 1)}, confirmation(waiting), here(SECOND_APPROVER)
    )

    assert isinstance(outcome, Refusal)
    assert outcome.reason == Reason.PLEDGE_TOO_SMALL


def test_a_proposal_cannot_be_passed_by_approving_below_the_limit() -> None:
    waiting = proposed()

    outcome = decide(waiting, approval(waiting, ("pledge-1", ONE), apprentices=1))

    assert outcome == Refusal(Reason.NOT_ALLOWED_NOW, {"status": "awaiting_second_approver"})


def test_only_what_was_proposed_can_be_confirmed() -> None:
    application = an_application()

    assert approvals.confirm(application, {}, confirmation(application), here(SECOND_APPROVER)) == Refusal(
        Reason.NOT_ALLOWED_NOW, {"status": "submitted"}
    )


def test_a_proposal_sent_back_waits_for_a_decision_again() -> None:
    waiting = proposed()
    back = SendBack(
        application_id="application-1", version=waiting.head.number, has_conflict=False, why="Too much."
    )

    made = decision(decisions.send_back(waiting, back, here(SECOND_APPROVER)))

    assert (made.record.status, made.record.proposal) == (Status.SUBMITTED, None)


# -- the other decisions ------------------------------------------------------------------------------------


def test_a_decline_keeps_its_reasons_once_each_and_tells_the_applicant_why() -> None:
    application = an_application()
    command = Decline(
        application_id="application-1",
        version=7,
        has_conflict=False,
        reasons=(DeclineReason.DUPLICATE, DeclineReason.DUPLICATE, DeclineReason.OUTSIDE_AREA),
        why="We have this one already.",
    )

    made = decision(decisions.decline(application, command, here(APPROVER)))

    assert made.record.status == Status.DECLINED
    assert made.record.decline_reasons == (DeclineReason.DUPLICATE, DeclineReason.OUTSIDE_AREA)
    assert made.intents[0].params["words"] == "We have this one already."


def test_a_question_waits_for_its_answer() -> None:
    command = Ask(application_id="application-1", version=7, question="Which provider?")

    made = decision(decisions.ask(an_application(), command, here(APPROVER)))

    assert made.record.status == Status.QUESTION_ASKED
    assert made.record.exchanges[-1].question == "Which provider?"


def test_a_waiting_application_can_still_be_approved() -> None:
    command = PutOnWaitingList(application_id="application-1", version=7, has_conflict=False, why="No money now.")
    waiting = decision(decisions.put_on_waiting_list(an_application(), command, here(APPROVER))).record

    assert decision(decide(waiting, approval(waiting))).record.status == Status.OFFERED


@pytest.mark.parametrize("status", Status)
def test_approval_happens_only_where_the_table_of_moves_says(status: Status) -> None:
    application = an_application(status=status)

    outcome = decide(application, approval(application))

    assert isinstance(outcome, Decision) == ((status, Action.APPROVE) in MOVES)
