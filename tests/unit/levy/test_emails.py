"""The emails of levy transfers: words for every kind, what to do next, and nothing of anybody else's."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest

from functions.levy.domain import (
    appeals,
    approvals,
    correspondence,
    decisions,
    drafting,
    offers,
    overdue,
    telling,
)
from functions.levy.domain.applications import Application
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    Accept,
    Answer,
    AnswerAppeal,
    AppealDecline,
    Ask,
    CompleteApprentice,
    Confirm,
    Decline,
    LeaveOffer,
    PutOnWaitingList,
    SendBack,
    Share,
    StopApprentice,
    Withdraw,
)
from functions.levy.domain.correspondence import Correspondence, WriteMessage, write_message
from functions.levy.domain.drawing import draw
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.record import Decision
from functions.levy.domain.schedule import next_payment
from functions.levy.domain.stages import Status
from functions.levy.emails import TEXTS, compose
from shared import directory
from shared.actors import Role
from shared.directory import Contact
from shared.outbox import Email, Intent
from shared.outcomes import Refusal
from shared.records import Circumstances, R
from shared.settings import settings
from shared.values.dates import Month
from tests.apprentices import a_started, an_accepted, confirmed
from tests.apprentices import on as on_apprentice
from tests.apprentices import the as the_apprentice
from tests.levies import (
    APPROVER,
    CARE_HOME,
    MANAGER,
    SECOND_APPROVER,
    a_group,
    a_pledge,
    an_application,
    approval,
    here,
)
from tests.partners import NOW

SECRET_WORDS = "We know of your neighbour's case."
READER = Contact(name="Rosa Reader", email="rosa@example.org", person_id="rosa")


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "contacts", lambda ods_code, role: [READER])


def the(decision: Decision[R] | Refusal) -> Decision[R]:
    assert isinstance(decision, Decision), decision
    return decision


def on(application: Application) -> dict[str, object]:
    return {"application_id": application.application_id, "version": application.head.number}


def every_decision() -> Iterator[Decision[Application] | Decision[Correspondence]]:
    """Each act that tells somebody something, decided once."""
    draft = an_application(status=Status.DRAFT, submitted_at=None, priced=None)
    yield the(drafting.submit(draft, draft.head.number, CARE_HOME, 0, here(MANAGER)))
    yield the(offers.withdraw(draft, Withdraw.model_validate(on(draft)), here(MANAGER)))

    sent = an_application()
    asked = the(decisions.ask(sent, Ask.model_validate(on(sent) | {"question": "How many?"}), here(APPROVER)))
    yield asked
    answered = Answer.model_validate(on(asked.record) | {"answer": "Two."})
    yield the(offers.answer(asked.record, answered, here(MANAGER)))
    words = on(sent) | {"has_conflict": False, "why": SECRET_WORDS}
    yield the(decisions.put_on_waiting_list(sent, PutOnWaitingList.model_validate(words), here(APPROVER)))
    declined = Decline.model_validate(words | {"reasons": ("out_of_funds",)})
    no = the(decisions.decline(sent, declined, here(APPROVER)))
    yield no

    for who in (MANAGER, APPROVER):
        message = WriteMessage(application_id=sent.application_id, words=SECRET_WORDS)
        yield the(write_message(sent, None, message, here(who)))

    appealed = AppealDecline.model_validate(on(no.record) | {"words": SECRET_WORDS})
    waits = the(appeals.appeal(no.record, appealed, here(MANAGER)))
    yield waits
    answered_appeal = AnswerAppeal.model_validate(on(waits.record) | {"has_conflict": False, "why": SECRET_WORDS})
    for answer in (appeals.allow_appeal, appeals.uphold):
        yield the(answer(waits.record, answered_appeal, here(SECOND_APPROVER)))

    pledges = {"pledge-1": a_pledge(), "pledge-2": a_pledge(pledge_id="pledge-2", ods_code="RYY")}
    shares = (Share(pledge_id="pledge-1", pence=1_000_000), Share(pledge_id="pledge-2", pence=500_000))
    offered = the(approvals.approve(sent, pledges, approval(sent, shares=shares), here(APPROVER)))
    yield offered
    yield the(
        offers.accept(
            offered.record, Accept.model_validate(on(offered.record) | {"accepts_terms": True}), here(MANAGER)
        )
    )
    yield the(offers.decline_offer(offered.record, LeaveOffer.model_validate(on(offered.record)), here(MANAGER)))
    yield the(offers.withdraw(offered.record, Withdraw.model_validate(on(offered.record)), here(MANAGER)))
    yield the(offers.lapse(offered.record, here(None, NOW + timedelta(days=60))))

    large = an_application(apprentices=(a_group(3),))
    proposed = the(approvals.approve(large, pledges, approval(large), here(APPROVER)))
    yield proposed
    second = on(proposed.record) | {"has_conflict": False}
    sent_back = SendBack.model_validate(second | {"why": "Not this year."})
    yield the(decisions.send_back(proposed.record, sent_back, here(SECOND_APPROVER)))
    confirmed = Confirm.model_validate(second | {"pledge_ids": ("pledge-1",)})
    yield the(approvals.confirm(proposed.record, pledges, confirmed, here(SECOND_APPROVER)))


def later_decisions() -> Iterator[Decision[Any]]:
    """What is told once an application is accepted, and what days that pass do."""
    accepted = an_accepted(2, 1_000_001, 1_999_999)
    late = here(None, NOW + timedelta(days=120))
    yield the(overdue.release_unused(accepted, late))
    yield the(overdue.release_unused(confirmed(accepted).application.record, late))
    yield the(overdue.decline_stale(an_application(), late))
    started = a_started()
    may = here(MANAGER, NOW.replace(year=2028, month=5))
    yield stop_apprentice_in_may(started)
    yield the_apprentice(
        telling.complete_apprentice(started, on_apprentice(CompleteApprentice, started, month=Month(2028, 5)), may)
    )
    last = started.model_copy(update={"payments_drawn": started.months, "last_drawn": Month(2029, 1)})
    payment = next_payment(last)
    assert payment is not None
    yield the_apprentice(draw(last, payment.month, late))
    yield lapsed(a_pledge(), here(None, NOW.replace(year=2027, month=4, day=6)))


def stop_apprentice_in_may(started: Apprenticeship) -> Decision[Apprenticeship]:
    command = on_apprentice(StopApprentice, started, month=Month(2028, 5))
    return the_apprentice(
        telling.stop_apprentice(started, command, here(MANAGER, NOW.replace(year=2028, month=5)))
    )


def lapsed(pledge: Pledge, circumstances: Circumstances) -> Decision[Pledge]:
    made = overdue.lapse_pledge(pledge, circumstances)
    assert isinstance(made, Decision), made
    return made


def every_intent() -> list[Intent]:
    decisions_made: list[Decision[Any]] = [*every_decision(), *later_decisions()]
    return [intent for decision in decisions_made for intent in decision.intents]


def emails(role: Role | None = None, intents: Iterable[Intent] = ()) -> list[tuple[Intent, Email]]:
    wanted = [one for one in intents or every_intent() if role is None or one.role == role]
    return [(intent, email) for intent in wanted for email in compose(intent)]


def kinds_named_in(modules: Iterable[ModuleType]) -> set[str]:
    """The kinds that stand in the code as they are, at each call that tells somebody."""
    calls = [
        node
        for module in modules
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Call)
    ]
    told = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id.startswith("to_")]
    return {str(one.value) for call in told for one in call.args if isinstance(one, ast.Constant)}


def test_every_kind_that_a_decision_emits_has_words_and_no_words_are_idle() -> None:
    assert {intent.kind for intent in every_intent()} == set(TEXTS)


def test_no_call_that_tells_somebody_is_left_out_above() -> None:
    named = kinds_named_in((appeals, correspondence, decisions, drafting, offers, overdue))
    assert len(named) > 10
    assert named <= {intent.kind for intent in every_intent()}


def test_every_email_says_what_to_do_next_and_where() -> None:
    for intent, email in emails():
        assert "What to do next" in email.body
        assert f"\n{settings().origin}{settings().base_path}/levy/" in email.body, intent.kind
        assert email.body.startswith("Dear Rosa Reader,\n")
        assert "{" not in email.subject + email.body


def test_every_reader_of_an_intent_gets_an_email_of_their_own_reference() -> None:
    intent, email = emails()[0]
    assert (email.reference, email.to) == (f"{intent.reference}:rosa", "rosa@example.org")
    for decision in every_decision():
        references = [email.reference for intent in decision.intents for email in compose(intent)]
        assert len(references) == len(set(references))


def test_a_subject_is_one_line_of_fewer_than_80_characters() -> None:
    for _, email in emails():
        assert email.subject.isprintable()
        assert len(email.subject) < 80


def test_an_offer_says_how_much_and_by_when() -> None:
    [offer] = {
        email.body for intent, email in emails() if intent.kind == "offer_made" and "£15,000.00" in email.body
    }
    assert "Number of apprentices: 1." in offer
    assert "by the end of 3 January 2027" in offer


def test_a_sending_employer_learns_of_its_own_amount_and_the_reference_alone() -> None:
    applicant = (CARE_HOME.name, CARE_HOME.ods_code, CARE_HOME.postcode, "application-1", SECRET_WORDS, "ST0827")
    told = emails(Role.SENDING_EMPLOYER, [one for made in every_decision() for one in made.intents])
    assert {intent.kind for intent, _ in told} == {"money_reserved", "offer_accepted_sender", "money_released"}
    for intent, email in told:
        text = email.subject + email.body + " ".join(intent.params.values())
        assert not [secret for secret in applicant if secret in text]
        mine, others = ("£10,000.00", "£5,000.00") if intent.ods_code == "RZZ" else ("£5,000.00", "£10,000.00")
        assert mine in text or "£45,000.00" in text
        assert others not in text


def test_no_email_names_a_person_but_its_reader() -> None:
    others = {one for actor in (MANAGER, APPROVER, SECOND_APPROVER) for one in (actor.name, actor.email)}
    for _, email in emails():
        assert not [one for one in others if one in email.subject + email.body]


def test_an_applicant_is_not_told_who_pays() -> None:
    for _, email in emails(Role.RECEIVING_EMPLOYER):
        assert "Moorland University Trust" not in email.body
        assert "pledge-1" not in email.body


def test_words_with_braces_stay_words() -> None:
    intent = Intent(
        reference="r",
        kind="declined",
        ods_code="VLA01",
        role=Role.RECEIVING_EMPLOYER,
        params={"reference": "LT-X", "application_id": "a", "employer": "E", "words": "{name} {0} {"},
    )
    assert "{name} {0} {" in compose(intent)[0].body
