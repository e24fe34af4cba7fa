"""The ICS splits a cost across pledges: to the penny, or not at all."""

import pytest

from functions.levy.domain.stages import Status
from tests.levies import (
    read,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.web.levy.deciding import NO_CONFLICT, at, field
from tests.web.levy.visitors import approver


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def test_a_cost_is_split_across_pledges_to_the_penny() -> None:
    first, second = stored_pledge(1_000_000), stored_pledge(900_000)
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "split"))
    shares = {f"share-{first.pledge_id}": "10,000", f"share-{second.pledge_id}": "£5,000.00"}

    page = browser.save(form, {**NO_CONFLICT, **shares})

    assert page.headings[0] == "£15,000.00 is reserved"
    assert "Amount £10,000.00" in page.main
    assert "Amount £5,000.00" in page.main
    assert read_pledge(first.pledge_id).balances.available_pence == 0
    assert read_pledge(second.pledge_id).balances.available_pence == 400_000


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [
        ("", "", "Enter how much each pledge pays"),
        ("lots", "", "Enter an amount in pounds, like 5,000 or 5000.50"),
        ("-1", "15000", "Enter an amount above £0, or leave it empty"),
        ("7000", "7999.99", "The shares must come from different pledges and add up to £15,000.00 exactly"),
        (
            "10000.01",
            "4999.99",
            "The pledge of Moorland University Trust has £10,000.00 left, and £10,000.01 is needed.",
        ),
    ],
)
def test_what_is_wrong_with_a_split_is_said_beside_a_share(one: str, other: str, sentence: str) -> None:
    first, second = stored_pledge(1_000_000), stored_pledge(900_000)
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "split"))
    names = [name for name, _ in form.form().fields if name.startswith("share-")]
    assert set(names) == {f"share-{first.pledge_id}", f"share-{second.pledge_id}"}
    typed = {f"share-{first.pledge_id}": one, f"share-{second.pledge_id}": other}

    page = browser.submit(form, {**NO_CONFLICT, **typed})

    assert page.status == 422
    assert list(page.errors.values()) == [sentence]
    assert next(iter(page.errors)).startswith("share-")
    assert field(page, f"share-{first.pledge_id}") == one
    assert read(application.application_id).status == Status.SUBMITTED


def test_the_share_that_its_pledge_cannot_pay_is_the_one_that_is_marked() -> None:
    first, second = stored_pledge(10_000_000), stored_pledge(300_000)
    application = stored_application()
    browser = approver()
    form = browser.get(at(application.application_id, "split"))
    typed = {f"share-{first.pledge_id}": "11,999", f"share-{second.pledge_id}": "3,001"}
    page = browser.submit(form, {**NO_CONFLICT, **typed})
    assert list(page.errors) == [f"share-{second.pledge_id}"]
