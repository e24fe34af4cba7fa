"""A sending employer raises, lowers, closes and reopens its pledge."""

import pytest

from functions.levy.domain.pledges import PledgeStatus
from functions.levy.usecases import decisions
from shared.ids import new_id
from tests.levies import (
    APPROVER,
    approval,
    done,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.levy.deciding import promised
from tests.web.levy.visitors import finance_lead


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def test_a_pledge_is_raised_and_the_money_is_available_at_once() -> None:
    address = f"/levy/pledges/{promised()}"
    browser = finance_lead()
    page = browser.save(browser.get(f"{address}/edit"), {"amount_pence": "120,000"})
    assert "Available Amount £105,000.00" in page.main
    assert "Pledged Amount £120,000.00" in page.main


def test_the_edit_form_opens_with_what_stands_now() -> None:
    pledge = stored_pledge(1_234_567)
    fields = finance_lead().get(f"/levy/pledges/{pledge.pledge_id}/edit").form().fields
    assert ("amount_pence", "12,345.67") in fields
    assert ("shows_name", "yes") in fields


def test_a_pledge_is_never_lowered_below_what_is_promised() -> None:
    address = f"/levy/pledges/{promised()}"
    browser = finance_lead()
    page = browser.submit(browser.get(f"{address}/edit"), {"amount_pence": "14,999.99"})

    assert page.status == 422
    assert page.errors == {"amount_pence": "Enter £15,000.00 or more: that much is reserved or paid already"}
    assert ("amount_pence", "14,999.99") in page.form().fields
    lowest = browser.save(page, {"amount_pence": "15,000"})
    assert "Available Amount £0.00" in lowest.main


def test_an_edit_of_what_changed_meanwhile_says_so() -> None:
    pledge = stored_pledge()
    browser = finance_lead()
    form = browser.get(f"/levy/pledges/{pledge.pledge_id}/edit")
    browser.save(browser.get(f"/levy/pledges/{pledge.pledge_id}/edit"), {"note": "First"})

    late = browser.submit(form, {"note": "Second"})

    assert late.status == 409
    assert late.headings == ["This changed while you had the page open"]
    assert f"/levy/pledges/{pledge.pledge_id}" in late.links
    assert read_pledge(pledge.pledge_id).note == "First"


def test_an_approval_meanwhile_is_not_in_the_way_of_an_edit() -> None:
    pledge = stored_pledge()
    browser = finance_lead()
    form = browser.get(f"/levy/pledges/{pledge.pledge_id}/edit")
    application = stored_application()
    done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 1_500_000)), new_id(), NOW))

    page = browser.save(form, {"amount_pence": "20,000"})

    assert "Available Amount £5,000.00" in page.main
    assert "Reserved Amount £15,000.00" in page.main


def test_a_pledge_is_closed_and_opened_again_and_its_history_says_why() -> None:
    pledge = stored_pledge()
    address = f"/levy/pledges/{pledge.pledge_id}"
    browser = finance_lead()

    closed = browser.save(browser.get(f"{address}/close"), {"why": "We may need it."})
    assert closed.headings == ["Pledge for 2026/27 Closed"]
    assert "Not promised to anybody: the pledge is closed" in closed.main
    opened = browser.save(browser.get(f"{address}/reopen"), {"why": "We do not."})
    assert opened.headings == ["Pledge for 2026/27 Open"]

    history = browser.get(f"{address}/history").main
    assert "Pledge closed Fay Finance, 22 November 2026 at 9:00am We may need it." in history
    assert "We may need it." in history
    assert "We do not." in history
    assert read_pledge(pledge.pledge_id).status is PledgeStatus.OPEN


def test_closing_asks_why() -> None:
    pledge = stored_pledge()
    browser = finance_lead()
    page = browser.submit(browser.get(f"/levy/pledges/{pledge.pledge_id}/close"), {"why": ""})
    assert page.status == 422
    assert page.errors == {"why": "Say why. It is kept in the history of the pledge"}
    assert read_pledge(pledge.pledge_id).status is PledgeStatus.OPEN


def test_a_pledge_that_is_closed_cannot_be_closed_again() -> None:
    pledge = stored_pledge()
    browser = finance_lead()
    form = browser.get(f"/levy/pledges/{pledge.pledge_id}/close")
    browser.save(browser.get(f"/levy/pledges/{pledge.pledge_id}/close"), {"why": "Once"})
    again = browser.submit(form, {"why": "Twice"})
    assert again.status == 409


def test_a_page_of_another_session_is_not_accepted() -> None:
    pledge = stored_pledge()
    browser = finance_lead()
    form = browser.get(f"/levy/pledges/{pledge.pledge_id}/close")
    reply = browser.submit(form, {"why": "Forged", "csrf": "wrong"})
    assert reply.status == 403
    assert read_pledge(pledge.pledge_id).status is PledgeStatus.OPEN
