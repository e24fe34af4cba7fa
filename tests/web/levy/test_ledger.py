"""Where the money of a pledge is, and every move of it."""

import pytest

from functions.levy.domain.ledger import EntryKind
from functions.levy.messages.pledges import ENTRY_NAMES
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
from tests.web.levy.visitors import approver, finance_lead


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def only_pledge() -> str:
    page = finance_lead().get("/levy/pledges")
    (link,) = [one for one in page.links if one.startswith("/levy/pledges/") and not one.endswith("/new")]
    return link.removeprefix("/levy/pledges/")


def test_the_balances_add_up_to_the_pledge_and_the_ledger_says_what_moved() -> None:
    page = finance_lead().get(f"/levy/pledges/{promised()}")

    assert "Available Amount £85,000.00" in page.main
    assert "Reserved Amount £15,000.00" in page.main
    assert "Drawn Amount £0.00" in page.main
    assert "Lapsed Amount £0.00" in page.main
    assert "Pledged Amount £100,000.00" in page.main
    years = read_pledge(only_pledge()).reserved_by_year
    assert sum(years.values()) == 1_500_000
    assert all(year in page.main for year in years)
    assert ENTRY_NAMES[EntryKind.RESERVE] in page.main
    assert "LT-" in page.main


def test_a_sending_employer_sees_no_link_to_the_application_and_an_approver_does() -> None:
    address = f"/levy/pledges/{promised()}"
    assert not any("/levy/applications/" in link for link in finance_lead().get(address).links)
    assert any(link.startswith("/levy/applications/") for link in approver().get(address).links)
    assert "Change the amount" not in approver().get(address).main


def test_the_ledger_is_read_page_by_page_newest_first() -> None:
    pledge = stored_pledge(100_000_000)
    for _ in range(27):
        application = stored_application()
        done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 1_500_000)), new_id(), NOW))
    browser = finance_lead()
    first = browser.get(f"/levy/pledges/{pledge.pledge_id}")
    (more,) = [link for link in first.links if "after=" in link]
    second = browser.get(more)

    assert first.main.count("LT-") == 25
    assert second.main.count("LT-") == 2
    assert not [link for link in second.links if "after=" in link]


def test_a_cursor_of_somebody_else_starts_at_the_beginning() -> None:
    pledge = stored_pledge()
    page = finance_lead().get(f"/levy/pledges/{pledge.pledge_id}?after=forged")
    assert page.status == 200
    assert page.headings == ["Pledge for 2026/27 Open"]
