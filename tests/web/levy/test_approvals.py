"""The ICS approves against one pledge: the money beside the button, and what is said when it is refused."""

import pytest

from functions.levy.domain.pledges import PledgeStatus, SetPledgeStatus
from functions.levy.domain.stages import Status
from functions.levy.usecases import decisions, pledges
from shared.ids import new_id
from tests.levies import (
    APPROVER,
    FINANCE_LEAD,
    approval,
    done,
    read,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.client import Typed
from tests.web.levy.deciding import NO_CONFLICT, at, field, offered
from tests.web.levy.visitors import approver, second_approver

STALE = "Open the page again: this form no longer says what it was about"


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def test_an_approval_reserves_what_the_button_named_and_says_until_when_it_can_be_accepted() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    assert "Available now £100,000.00. After this £85,000.00. Fit 100 of 100." in form.main
    assert "Reserve £15,000.00 and make the offer" in form.main

    page = browser.save(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})

    assert page.headings[0] == "£15,000.00 is reserved"
    assert "They must accept it by 3 January 2027" in page.main
    assert read(application.application_id).status == Status.OFFERED
    held = read_pledge(pledge.pledge_id).balances
    assert (held.available_pence, held.reserved_pence) == (8_500_000, 1_500_000)


def test_two_clicks_reserve_once() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    typed = {**NO_CONFLICT, "pledge_id": pledge.pledge_id}

    first, second = browser.submit(form, typed), browser.submit(form, typed)

    assert first.location == second.location == at(application.application_id, "decided")
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


def test_an_approval_in_part_shows_and_reserves_the_cost_of_fewer() -> None:
    pledge, application = stored_pledge(), stored_application(3)
    browser = approver()
    address = at(application.application_id, "approve")
    part = browser.get(f"{address}?apprentices=1")
    assert "For 1 apprentice that is £15,000.00" in part.main
    assert "After this £85,000.00" in part.main
    assert "Reserve £15,000.00 and make the offer" in part.main

    page = browser.save(part, {**NO_CONFLICT, "pledge_id": pledge.pledge_id}, to=address)

    assert "the offer for 1 apprentice" in page.main
    assert read(application.application_id).approved_apprentices == 1
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


@pytest.mark.parametrize("typed", ["0", "4", "-1", "many", "1.5", "9" * 5000])
def test_an_impossible_number_of_apprentices_is_refused_beside_its_field(typed: str) -> None:
    stored_pledge()
    application = stored_application(3)
    page = approver().get(f"{at(application.application_id, 'approve')}?apprentices={typed}")
    assert page.status == 422
    assert page.errors == {"apprentices": "Enter how many apprentices to fund, from 1 to 3"}


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"pledge_id": None}, "pledge_id", "Choose the pledge that pays"),
        ({"has_conflict": None}, "has_conflict", "Say whether you have a conflict of interest"),
        (
            {"has_conflict": "yes"},
            "has_conflict",
            "Somebody without a connection to this employer must decide.",
        ),
        ({"why": ""}, "why", "Enter your reasons"),
        ({"why": "x" * 2001}, "why", "Enter your reasons in 2,000 characters or fewer"),
        ({"key": "short"}, "key", STALE),
        ({"pence": "lots"}, "pence", STALE),
        ({"version": "x"}, "version", STALE),
    ],
)
def test_what_is_wrong_with_an_approval_is_said_beside_its_field_and_nothing_is_reserved(
    typed: Typed, name: str, sentence: str
) -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id, **typed})

    assert page.status == 422
    assert page.errors == {name: sentence}
    if name == "has_conflict":
        assert field(page, "key") == field(form, "key")
        assert field(page, "why") == NO_CONFLICT["why"]
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0
    assert read(application.application_id).status == Status.SUBMITTED


def test_a_link_may_choose_a_pledge_and_nothing_else() -> None:
    pledge, application = stored_pledge(), stored_application()
    query = f"?pledge_id={pledge.pledge_id}&why=Because&has_conflict=no&key={'k' * 22}"
    fields = approver().get(f"{at(application.application_id, 'approve')}{query}").form().fields
    assert ("pledge_id", pledge.pledge_id) in fields
    assert ("why", "") in fields
    assert "has_conflict" not in dict(fields)
    assert dict(fields)["key"] != "k" * 22


def test_a_cost_that_was_tampered_with_reserves_nothing() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id, "pence": "1"})
    assert page.status == 409
    assert page.headings == ["The shares do not add up to the cost"]
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0


def test_a_pledge_that_was_spent_meanwhile_is_refused_with_what_it_has_now() -> None:
    pledge, other = stored_pledge(2_000_000), stored_pledge()
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    offered(pledge.pledge_id)

    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})

    assert page.status == 422
    assert page.errors == {
        "pledge_id": "The pledge of Moorland University Trust has £5,000.00 left, and £15,000.00 is needed."
    }
    assert "£5,000.00 available, £10,000.00 short." in page.main
    approved = browser.save(page, {**NO_CONFLICT, "pledge_id": other.pledge_id})
    assert approved.headings[0] == "£15,000.00 is reserved"


def test_a_pledge_that_was_closed_meanwhile_is_refused() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    close = SetPledgeStatus(pledge_id=pledge.pledge_id, version=1, status=PledgeStatus.CLOSED, why="Needed.")
    done(pledges.set_pledge_status(FINANCE_LEAD, close, new_id(), NOW))

    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})

    assert page.status == 422
    assert "takes no more applications" in page.errors["pledge_id"]
    assert "No open pledge can pay £15,000.00 alone." in page.main


def test_a_form_of_before_somebody_else_decided_says_what_is_true_now() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = second_approver()
    form = browser.get(at(application.application_id, "approve"))
    offer = approval(application, (pledge.pledge_id, 1_500_000))
    done(decisions.approve(APPROVER, offer, new_id(), NOW))

    late = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id})
    reopened = browser.get(at(application.application_id, "approve"))

    assert (late.status, late.headings) == (409, ["This changed while you had the page open"])
    assert (reopened.status, reopened.headings) == (409, ["This can no longer be done"])
    assert at(application.application_id, "decide") in late.links
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


def test_ids_too_long_to_be_stored_are_refused_and_never_break_the_page() -> None:
    pledge, application = stored_pledge(), stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    page = browser.submit(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id * 200})
    assert (page.status, page.errors) == (422, {"pledge_id": "Choose the pledge that pays"})
    stored_pledge()
    split = browser.get(at(application.application_id, "split"))
    page = browser.submit(split, {**NO_CONFLICT, f"share-{'x' * 3000}": "15000"})
    assert page.status == 422
    assert list(page.errors.values()) == ["Enter how much each pledge pays"]
