"""Once an application is sent: a question, an offer, leaving; what happens next and to the money."""

from datetime import timedelta

import pytest

from functions.levy.domain.applications import Application
from functions.levy.domain.commands import Ask, Decline
from functions.levy.domain.stages import Status
from functions.levy.usecases import decisions
from functions.levy.usecases.decisions import lapse_offers
from tests.levies import APPROVER, MANAGER, done, read, read_pledge, stored_application, stored_draft
from tests.partners import NOW
from tests.web.client import Browser
from tests.web.levy.applying import an_offer, path_of


def asked_about(application: Application) -> Application:
    command = Ask(
        application_id=application.application_id,
        version=application.head.number,
        question="Who covers\ntheir shifts?",
    )
    done(decisions.ask(APPROVER, command, "key-of-the-question", NOW))
    return read(application.application_id)


def test_a_question_is_shown_and_answered(manager: Browser) -> None:
    application = asked_about(stored_application())
    page = manager.get(path_of(application))
    assert "Who covers their shifts?" in page.main
    form = manager.get(path_of(application, "answer"))
    after = manager.save(form, {"answer": "The bank staff do."})
    assert "Waiting for a decision" in after.main
    assert "The bank staff do." in after.main
    assert read(application.application_id).exchanges[-1].answer == "The bank staff do."


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("", "Enter your answer"),
        ("x" * 2001, "2,000 characters or fewer"),
        ("It is 1748529632", "learner's number"),
    ],
)
def test_an_answer_must_say_something_and_name_nobody(manager: Browser, answer: str, sentence: str) -> None:
    application = asked_about(stored_application())
    page = manager.submit(manager.get(path_of(application, "answer")), {"answer": answer})
    assert page.status == 422
    assert sentence in page.errors["answer"]
    assert read(application.application_id).status is Status.QUESTION_ASKED


def test_an_offer_is_shown_with_its_money_and_its_last_day(manager: Browser) -> None:
    offer, _ = an_offer()
    page = manager.get(path_of(offer))
    assert "Accept it, or turn it down, by 3 January 2027" in page.main
    assert "Moorland University Trust Amount £30,000.00" in page.main
    assert "2026/27 Amount £2,000.00" in page.main
    assert {path_of(offer, "accept"), path_of(offer, "turn-down"), path_of(offer, "withdraw")} <= set(page.links)


def test_accepting_needs_the_terms_and_says_what_happens_next_and_by_when(manager: Browser) -> None:
    offer, _ = an_offer()
    form = manager.get(path_of(offer, "accept"))
    assert "payments stop when an apprentice stops" in form.main
    refused = manager.submit(form)
    assert refused.status == 422
    assert refused.errors == {"accepts_terms": "Tick the box to accept the terms, or turn the offer down"}
    assert read(offer.application_id).status is Status.OFFERED
    page = manager.save(refused, {"accepts_terms": "yes"})
    assert "Offer accepted" in page.main
    assert "within 3 months of accepting: by 22 February 2027" in page.main
    assert "By when 22 February 2027" in manager.get("/levy/applications").main


def test_accepting_twice_accepts_once(manager: Browser) -> None:
    offer, _ = an_offer()
    form = manager.get(path_of(offer, "accept"))
    assert [manager.submit(form, {"accepts_terms": "yes"}).status for _ in range(2)] == [303, 303]
    accepted = read(offer.application_id)
    assert (accepted.status, accepted.head.number) == (Status.ACCEPTED, offer.head.number + 1)


def test_turning_an_offer_down_gives_the_money_back(manager: Browser) -> None:
    offer, pledge_id = an_offer()
    assert read_pledge(pledge_id).balances.available_pence == 7_000_000
    page = manager.save(manager.get(path_of(offer, "turn-down")), {"why": "The provider closed."})
    assert "Offer turned down" in page.main
    assert read_pledge(pledge_id).balances.available_pence == 10_000_000


def test_withdrawing_says_what_happens_to_the_money_before_and_after(manager: Browser) -> None:
    offer, pledge_id = an_offer()
    form = manager.get(path_of(offer, "withdraw"))
    assert "£30,000.00 is reserved" in form.main
    assert "goes back to its pledge at once" in form.main
    page = manager.save(form)
    assert "Withdrawn" in page.main
    assert read_pledge(pledge_id).balances.available_pence == 10_000_000


def test_withdrawing_before_a_decision_says_that_no_money_moves(manager: Browser) -> None:
    application = stored_application()
    form = manager.get(path_of(application, "withdraw"))
    assert "No money is held for it yet" in form.main
    manager.save(form)
    assert read(application.application_id).status is Status.WITHDRAWN


def test_a_draft_can_be_given_up(manager: Browser) -> None:
    draft = stored_draft()
    form = manager.get(path_of(draft, "withdraw"))
    assert form.headings == ["Give up this application"]
    manager.save(form)
    assert read(draft.application_id, MANAGER).status is Status.WITHDRAWN


def test_a_reason_for_leaving_that_is_too_long_is_told_and_nothing_happens(manager: Browser) -> None:
    offer, _ = an_offer()
    for act in ("turn-down", "withdraw"):
        page = manager.submit(manager.get(path_of(offer, act)), {"why": "x" * 201})
        assert page.errors == {"why": "Your reason must be 200 characters or fewer"}
    assert read(offer.application_id).status is Status.OFFERED


def test_a_declined_application_shows_every_reason_and_the_words(manager: Browser) -> None:
    application = stored_application()
    command = Decline(
        application_id=application.application_id,
        version=application.head.number,
        has_conflict=False,
        reasons=("duplicate", "no_account_yet"),
        why="See your application of May.",
    )
    done(decisions.decline(APPROVER, command, "key-of-the-decision", NOW))
    page = manager.get(path_of(application))
    assert "There is another application for the same training." in page.main
    assert "no apprenticeship service account with a signed agreement" in page.main
    assert "See your application of May." in page.main
    assert path_of(application, "withdraw") not in page.links


def test_an_offer_that_lapsed_while_the_page_was_open_is_not_accepted(manager: Browser) -> None:
    offer, pledge_id = an_offer()
    form = manager.get(path_of(offer, "accept"))
    assert lapse_offers(NOW + timedelta(days=43)) == 1
    page = manager.submit(form, {"accepts_terms": "yes"})
    assert page.status == 409
    assert page.headings == ["This changed while you had the page open"]
    assert "Offer lapsed" in manager.get(path_of(offer)).main
    assert read_pledge(pledge_id).balances.available_pence == 10_000_000


@pytest.mark.parametrize("act", ["answer", "accept", "turn-down"])
def test_an_act_that_is_not_due_leads_to_the_page_that_says_what_is(manager: Browser, act: str) -> None:
    application = stored_application()
    assert manager.get(path_of(application, act)).location == path_of(application)
