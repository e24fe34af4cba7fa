"""Declining several applications at once: one page to confirm, a result for each."""

import pytest

from functions.levy.domain.applications import Application
from functions.levy.domain.commands import PutOnWaitingList
from functions.levy.domain.stages import Status
from functions.levy.usecases import decisions
from shared import directory
from shared.actors import OrganisationType, Role
from shared.ids import new_id
from tests.levies import (
    APPROVER,
    done,
    read,
    stored_application,
    with_partners,
)
from tests.partners import NOW, an_actor, an_organisation
from tests.web.client import Browser, Page, Typed
from tests.web.levy.visitors import approver, approver_of, auditor, manager

HOSPICE = an_organisation("VLH01", name="Curlew Hospice", type=OrganisationType.HOSPICE, postcode="ST91 2BB")
HOSPICE_MANAGER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLH01", person_id="hospice-manager")
REASONS: Typed = {"reasons": ["out_of_funds"], "why": "The year's money is promised.", "has_conflict": "no"}


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()
    directory.put_organisation(HOSPICE, NOW)


def sent(*counts: int) -> list[Application]:
    return [stored_application(count) for count in counts]


def confirm_page(browser: Browser, applications: list[Application]) -> Page:
    ticked = "&".join(f"application={one.application_id}" for one in applications)
    return browser.get(f"/levy/queue/decline?{ticked}")


def test_several_are_declined_at_once_and_each_result_is_shown() -> None:
    applications = sent(1, 2)
    browser = approver()
    ticked = {"application": [one.application_id for one in applications]}
    page = browser.submit(browser.get("/levy/queue"), ticked, to="/levy/queue/decline")
    assert page.headings == ["Decline 2 applications?"]
    assert all(one.reference in page.main for one in applications)
    assert "£30,000.00" in page.main

    results = browser.save(page, REASONS)

    assert results.headings == ["2 applications declined"]
    assert all(one.reference in results.main for one in applications)
    assert all(read(one.application_id).status == Status.DECLINED for one in applications)


def test_two_clicks_on_declining_several_have_one_effect() -> None:
    applications = sent(1, 1)
    browser = approver()
    form = confirm_page(browser, applications)
    first, second = browser.save(form, REASONS), browser.save(form, REASONS)
    assert first.main == second.main
    assert [read(one.application_id).head.number for one in applications] == [
        one.head.number + 1 for one in applications
    ]


def test_one_that_moved_on_meanwhile_is_left_alone_and_said_to_be() -> None:
    moved, stayed = sent(1, 1)
    browser = approver()
    form = confirm_page(browser, [moved, stayed])
    command = PutOnWaitingList(
        application_id=moved.application_id, version=moved.head.number, has_conflict=False, why="Later."
    )
    done(decisions.put_on_waiting_list(APPROVER, command, new_id(), NOW))

    results = browser.save(form, REASONS)

    assert results.headings == ["1 application declined"]
    assert (
        "not declined. This changed while you had the page open. It stands at: On the waiting list" in results.main
    )
    assert read(moved.application_id).status == Status.WAITING_LIST
    assert read(stayed.application_id).status == Status.DECLINED


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ({"reasons": None}, "reasons", "Choose at least one reason"),
        ({"reasons": ["nonsense"]}, "reasons", "Choose at least one reason"),
        ({"why": ""}, "why", "Tell the applicant why"),
        ({"has_conflict": None}, "has_conflict", "Say whether you have a conflict of interest"),
        (
            {"has_conflict": "yes"},
            "has_conflict",
            "Somebody without a connection to this employer must decide.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_declined(typed: Typed, name: str, sentence: str) -> None:
    applications = sent(1, 1)
    browser = approver()
    page = browser.submit(confirm_page(browser, applications), {**REASONS, **typed})
    assert page.status == 422
    assert page.errors == {name: sentence}
    assert [value for field, value in page.form().fields if field == "shown"] == [
        f"{one.application_id}:{one.head.number}" for one in applications
    ]
    assert all(read(one.application_id).status == Status.SUBMITTED for one in applications)


def test_nothing_ticked_too_much_ticked_and_nonsense_are_refused() -> None:
    browser = approver()
    for query in (
        "",
        "?application=",
        "?application=%2F..%2F",
        "?" + "&".join(f"application={n}" for n in range(26)),
    ):
        page = browser.get(f"/levy/queue/decline{query}")
        assert (page.status, page.headings) == (422, ["Nothing can be declined"])


def test_only_approvers_decline_several() -> None:
    applications = sent(1)
    assert confirm_page(auditor(), applications).status == 404
    assert confirm_page(manager(), applications).status == 404


def test_an_application_of_the_approvers_own_employer_is_left_out() -> None:
    own, other = stored_application(), stored_application(manager=HOSPICE_MANAGER)
    page = confirm_page(approver_of("VLA01"), [own, other])
    assert page.headings == ["Decline 1 application?"]
    assert "you belong to the employer" in page.main
    assert [value for field, value in page.form().fields if field == "shown"] == [
        f"{other.application_id}:{other.head.number}"
    ]


def test_the_results_of_somebody_else_are_not_shown() -> None:
    browser = approver()
    page = browser.submit(confirm_page(browser, sent(1)), REASONS)
    stranger = approver("other-approver").get(page.location)
    assert (stranger.status, stranger.location) == (303, "/levy/queue")
