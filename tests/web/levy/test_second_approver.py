"""Above a dated sum one approver only proposes, and a second and different one confirms."""

import pytest

from functions.levy.domain.pledges import Pledge
from functions.levy.domain.stages import Status
from functions.levy.usecases import decisions
from shared.ids import new_id
from tests.levies import (
    APPROVER,
    approval,
    done,
    read,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.levy.deciding import NO_CONFLICT, at, offered
from tests.web.levy.visitors import approver, second_approver


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def test_above_the_sum_that_one_may_decide_the_page_says_so_before_the_button() -> None:
    pledge, application = stored_pledge(), stored_application(2)
    browser = approver()
    form = browser.get(at(application.application_id, "approve"))
    assert "above £25,000.00, the most that one approver decides alone" in form.main

    address = at(application.application_id, "approve")
    page = browser.save(form, {**NO_CONFLICT, "pledge_id": pledge.pledge_id}, to=address)

    assert page.headings[0] == "Proposed to a second approver"
    assert "No money is reserved until then" in page.main
    assert read(application.application_id).status == Status.AWAITING_SECOND_APPROVER
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0


def proposed(pledge: Pledge) -> str:
    application = stored_application(2)
    done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 3_000_000)), new_id(), NOW))
    return application.application_id


def test_a_second_approver_confirms_with_the_money_as_it_stands_now() -> None:
    pledge = stored_pledge()
    application_id = proposed(pledge)
    browser = second_approver()
    assert at(application_id, "confirm") in browser.get(at(application_id, "decide")).links
    form = browser.get(at(application_id, "confirm"))
    assert "It pays £30,000.00 Available now £100,000.00 After this £70,000.00" in form.main

    page = browser.save(form, {"has_conflict": "no"})

    assert page.headings[0] == "£30,000.00 is reserved"
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 3_000_000


def test_nobody_confirms_their_own_proposal() -> None:
    application_id = proposed(stored_pledge())
    browser = approver()
    page = browser.get(at(application_id, "decide"))
    assert "You proposed an award for this application." in page.main
    assert at(application_id, "confirm") not in page.links
    for act in ("confirm", "send-back"):
        refused = browser.get(at(application_id, act))
        assert (refused.status, refused.headings) == (409, ["A different approver must do this"])


def test_a_proposal_whose_money_is_gone_can_only_be_sent_back() -> None:
    pledge = stored_pledge(4_000_000)
    application_id = proposed(pledge)
    offered(pledge.pledge_id)
    browser = second_approver()
    page = browser.get(at(application_id, "confirm"))
    assert "There is not enough money in these pledges any more." in page.main
    assert "Not enough" in page.main

    sent = browser.save(browser.get(at(application_id, "send-back")), NO_CONFLICT)

    assert sent.headings[0] == "It waits for a decision"
    assert read(application_id).status == Status.SUBMITTED
