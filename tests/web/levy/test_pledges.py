"""A sending employer pledges, and who sees which pledges."""

import pytest

from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.pledges import OfferPledge, PledgeStatus
from functions.levy.forms.pledges import Change, Edit, Offer
from functions.levy.messages.pledges import EDIT_WORDS, ENTRY_NAMES, OFFER_WORDS, STATUS_NAMES, STATUS_WORDS
from functions.levy.usecases import pledges
from shared.ids import new_id
from shared.web.forms import missing_words
from tests.levies import (
    FINANCE_LEAD,
    done,
    read_pledge,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.client import Typed
from tests.web.levy.visitors import approver, auditor, finance_lead, manager

NEW = "/levy/pledges/new"
A_PLEDGE: Typed = {
    "amount_pence": "£50,000",
    "tax_year": "2026/27",
    "shows_name": "yes",
    "places": ["Moorland East"],
    "organisation_types": ["care_home", "hospice"],
    "standards": ["ST0827"],
    "levels": ["3", "5"],
    "note": "New apprentices first, please.",
    "takes_no_payment": "yes",
}


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def only_pledge() -> str:
    page = finance_lead().get("/levy/pledges")
    (link,) = [one for one in page.links if one.startswith("/levy/pledges/") and not one.endswith("/new")]
    return link.removeprefix("/levy/pledges/")


def test_a_pledge_is_made_and_its_page_shows_all_of_it_as_available() -> None:
    browser = finance_lead()
    page = browser.save(browser.get(NEW), A_PLEDGE)

    assert page.headings == ["Pledge for 2026/27 Open"]
    assert "Available Amount £50,000.00" in page.main
    assert "Care home, Hospice" in page.main
    assert "Level 3, level 5" in page.main
    assert "New apprentices first, please." in page.main
    stored = read_pledge(only_pledge())
    assert (stored.balances.amount_pence, stored.balances.available_pence) == (5_000_000, 5_000_000)
    assert stored.criteria.standards == ("ST0827",)
    assert stored.shows_name


def test_two_clicks_make_one_pledge() -> None:
    browser = finance_lead()
    form = browser.get(NEW)

    first, second = browser.submit(form, A_PLEDGE), browser.submit(form, A_PLEDGE)

    assert first.location == second.location
    assert browser.get("/levy/pledges").html.count("£50,000.00") == 2  # amount and available of one pledge


def test_the_same_form_with_another_amount_says_that_it_was_sent_already() -> None:
    browser = finance_lead()
    form = browser.get(NEW)
    browser.submit(form, A_PLEDGE)

    again = browser.submit(form, {**A_PLEDGE, "amount_pence": "60000"})

    assert again.status == 409
    assert again.headings == ["You already sent this form"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"amount_pence": ""}, "amount_pence", "Enter the amount that you pledge"),
        ({"amount_pence": "lots"}, "amount_pence", "Enter the amount in pounds, like 25,000 or 25000.50"),
        ({"amount_pence": "-5"}, "amount_pence", "Enter an amount above £0"),
        (
            {"amount_pence": "2000000000"},
            "amount_pence",
            "Check the amount: it is more than any employer pays in levy",
        ),
        ({"amount_pence": "1999.99"}, "amount_pence", "Enter £2,000.00 or more"),
        ({"tax_year": None}, "tax_year", "Choose the tax year that the money belongs to"),
        ({"tax_year": "2025/26"}, "tax_year", "The tax year 2025/26 is over. Choose one that is not."),
        ({"shows_name": None}, "shows_name", "Choose whether to show the name of your organisation"),
        ({"organisation_types": ["circus"]}, "organisation_types", "Choose kinds of employer from the list"),
        ({"standards": ["nonsense"]}, "standards", "Choose apprenticeships from the list"),
        ({"levels": ["9"]}, "levels", "Choose levels from the list"),
        ({"note": "x" * 2001}, "note", "Enter a note of 2,000 characters or fewer"),
        ({"takes_no_payment": None}, "takes_no_payment", "Confirm that nobody is asked for payment in return"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(
    typed: Typed, field: str, sentence: str
) -> None:
    browser = finance_lead()
    form = browser.get(NEW)
    page = browser.submit(form, {**A_PLEDGE, **typed})

    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.errors == {field: sentence}
    kept = page.form()
    assert ("key", dict(form.form().fields)["key"]) in kept.fields
    if field != "note":
        assert ("note", "New apprentices first, please.") in kept.fields
    assert "You have not pledged anything yet." in browser.get("/levy/pledges").main


def test_an_employer_that_pays_no_levy_is_told_that_it_cannot_pledge() -> None:
    browser = finance_lead("VLA01", "care-home-finance")
    page = browser.submit(browser.get(NEW), A_PLEDGE)
    assert page.status == 409
    assert page.headings == ["Your organisation pays no apprenticeship levy"]


def test_only_a_sending_employer_can_open_the_form() -> None:
    for browser in (approver(), auditor(), manager()):
        assert browser.get(NEW).status == 404


def test_another_employers_pledge_reads_as_not_there() -> None:
    pledge = stored_pledge()
    stranger = finance_lead("RYY", "other-finance")
    for path in ("", "/edit", "/close", "/reopen", "/history"):
        assert stranger.get(f"/levy/pledges/{pledge.pledge_id}{path}").status == 404
        assert stranger.get(f"/levy/pledges/{new_id()}{path}").status == 404
        assert manager().get(f"/levy/pledges/{pledge.pledge_id}{path}").status == 404


def test_an_approver_reads_a_pledge_but_cannot_change_it() -> None:
    pledge = stored_pledge()
    assert approver().get(f"/levy/pledges/{pledge.pledge_id}").status == 200
    for path in ("edit", "close", "reopen"):
        assert approver().get(f"/levy/pledges/{pledge.pledge_id}/{path}").status == 404


def test_the_list_shows_an_employer_its_own_pledges_and_the_ics_all_that_are_open() -> None:
    kept, closed = stored_pledge(), stored_pledge(7_777_700)
    browser = finance_lead()
    browser.save(browser.get(f"/levy/pledges/{closed.pledge_id}/close"), {"why": "We need it."})

    own = browser.get("/levy/pledges").links
    every = approver().get("/levy/pledges").links

    assert {f"/levy/pledges/{kept.pledge_id}", f"/levy/pledges/{closed.pledge_id}"} <= set(own)
    assert f"/levy/pledges/{kept.pledge_id}" in every
    assert f"/levy/pledges/{closed.pledge_id}" not in every
    assert auditor().get("/levy/pledges").links == every
    assert manager().get("/levy/pledges").status == 404


def test_a_long_list_is_read_page_by_page() -> None:
    for _ in range(26):
        stored_pledge()
    browser = approver()
    first = browser.get("/levy/pledges")
    (more,) = [link for link in first.links if "after=" in link]
    second = browser.get(more)
    seen = [link for page in (first, second) for link in page.links if link.startswith("/levy/pledges/")]
    assert len(seen) == len(set(seen)) == 26


def test_what_an_employer_writes_is_never_read_as_markup() -> None:
    command = OfferPledge(
        pledge_id=new_id(),
        amount_pence=5_000_000,
        tax_year="2026/27",
        shows_name=False,
        criteria=read_pledge(stored_pledge().pledge_id).criteria,
        note="<script>alert(1)</script>",
    )
    made = done(pledges.offer_pledge(FINANCE_LEAD, command, NOW))
    page = approver().get(f"/levy/pledges/{made.id}")
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)" in page.html


def test_every_field_status_and_entry_has_its_words() -> None:
    assert missing_words(Offer, OFFER_WORDS) == []
    assert missing_words(Edit, EDIT_WORDS) == []
    assert missing_words(Change, STATUS_WORDS) == []
    assert set(ENTRY_NAMES) == set(EntryKind)
    assert set(STATUS_NAMES) == set(PledgeStatus)
