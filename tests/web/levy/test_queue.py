"""The ICS's queue: what waits, in which order, of whom; and declining several at once."""

from datetime import timedelta

import pytest

from functions.levy.domain.applications import Application
from functions.levy.domain.commands import OnVersion, PutOnWaitingList
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import STAGES, Status
from functions.levy.forms.queue import SORTS
from functions.levy.messages.decisions import EVIDENCE, OBSTACLES, SORT_NAMES, UNMET
from functions.levy.pages.ages import age_shown
from functions.levy.pages.queue import looked_at
from functions.levy.usecases import applications as usecases
from functions.levy.usecases import decisions
from shared import clock, directory
from shared.actors import OrganisationType, Role
from shared.ids import new_id
from shared.table import Page as TablePage
from tests.levies import (
    APPROVER,
    MANAGER,
    done,
    read,
    stored_application,
    stored_draft,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW, an_actor, an_organisation
from tests.web.client import Browser, Page, Typed
from tests.web.levy.visitors import approver, approver_of, auditor, finance_lead, manager

HOSPICE = an_organisation("VLH01", name="Curlew Hospice", type=OrganisationType.HOSPICE, postcode="ST91 2BB")
HOSPICE_MANAGER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLH01", person_id="hospice-manager")
REASONS: Typed = {"reasons": ["out_of_funds"], "why": "The year's money is promised.", "has_conflict": "no"}


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()
    directory.put_organisation(HOSPICE, NOW)


def listed(page: Page) -> list[str]:
    """The references of the applications on a page, in order."""
    return [word.strip(",") for word in page.main.split() if word.startswith("LT-") and word.endswith(",")]


def sent(*counts: int) -> list[Application]:
    return [stored_application(count) for count in counts]


def confirm_page(browser: Browser, applications: list[Application]) -> Page:
    ticked = "&".join(f"application={one.application_id}" for one in applications)
    return browser.get(f"/levy/queue/decline?{ticked}")


def test_the_queue_shows_what_waits_with_its_age_cost_and_fit() -> None:
    stored_pledge()
    application = stored_application(2)
    clock.use_source(lambda: NOW + timedelta(minutes=20))
    page = approver().get("/levy/queue")

    assert page.headings == ["Queue: Waiting for a decision"]
    assert f"/levy/applications/{application.application_id}/decide" in page.links
    assert f"{application.reference}, Care home" in page.main
    assert "Apprentices 2 Cost £30,000.00 Best fit 100 of 100 Sent today" in page.main


@pytest.mark.parametrize(
    ("later", "age"),
    [
        (timedelta(hours=14), "today"),  # 11pm in London
        (timedelta(hours=15), "1 day ago"),  # midnight
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_an_application_ages_by_the_days_of_london(later: timedelta, age: str) -> None:
    sent_on = clock.london_day(NOW)
    assert age_shown(sent_on, clock.london_day(NOW + later)) == age


def test_each_status_but_drafts_has_its_list() -> None:
    draft, waiting = stored_draft(), stored_application()
    command = PutOnWaitingList(
        application_id=waiting.application_id, version=waiting.head.number, has_conflict=False, why="Later."
    )
    done(decisions.put_on_waiting_list(APPROVER, command, new_id(), NOW))
    browser = approver()

    assert listed(browser.get("/levy/queue")) == []
    assert listed(browser.get("/levy/queue?status=waiting_list")) == [waiting.reference]
    assert listed(browser.get("/levy/queue?status=draft")) == []
    assert draft.reference not in browser.get("/levy/queue").html
    for status in set(Status) - {Status.DRAFT}:
        assert browser.get(f"/levy/queue?status={status}").headings == [f"Queue: {STAGES[status].label}"]


@pytest.mark.parametrize(
    ("sort", "key", "is_reversed"),
    [
        ("oldest", "submitted_at", False),
        ("newest", "submitted_at", True),
        ("highest_cost", "apprentice_count", True),
        ("lowest_cost", "apprentice_count", False),
    ],
)
def test_the_queue_is_sorted_as_asked(sort: str, key: str, is_reversed: bool) -> None:
    applications = [_sent_after(minutes, count) for minutes, count in ((5, 1), (9, 3), (2, 2))]
    page = approver().get(f"/levy/queue?sort={sort}")
    expected = sorted(applications, key=lambda one: getattr(one, key), reverse=is_reversed)
    assert listed(page) == [one.reference for one in expected]


def _sent_after(minutes: int, apprentices: int) -> Application:
    draft = stored_draft(apprentices)
    command = OnVersion(application_id=draft.application_id, version=draft.head.number)
    done(usecases.submit(MANAGER, command, new_id(), NOW + timedelta(minutes=minutes)))
    return read(draft.application_id)


def test_what_cannot_be_read_in_the_address_is_as_if_not_said() -> None:
    application = stored_application()
    page = approver().get("/levy/queue?status=nonsense&sort=nonsense&type=nonsense&after=forged")
    assert listed(page) == [application.reference]


def test_a_kind_of_employer_is_picked_out() -> None:
    care_home, hospice = stored_application(), stored_application(manager=HOSPICE_MANAGER)
    browser = approver()
    assert listed(browser.get("/levy/queue?type=hospice")) == [hospice.reference]
    assert listed(browser.get("/levy/queue?type=care_home")) == [care_home.reference]
    assert listed(browser.get("/levy/queue?type=pharmacy")) == []


def test_a_long_queue_is_read_page_by_page_and_a_cursor_serves_its_own_list_only() -> None:
    everything = {one.reference for one in sent(*[1] * 26)}
    browser = approver()
    first = browser.get("/levy/queue?sort=lowest_cost")
    (more,) = [link for link in first.links if "after=" in link]
    second = browser.get(more)

    assert (len(listed(first)), len(listed(second))) == (25, 1)
    assert {*listed(first), *listed(second)} == everything
    assert not [link for link in second.links if "after=" in link]
    assert listed(browser.get(more.replace("lowest_cost", "highest_cost"))) != listed(second)
    assert len(listed(approver("other-approver").get(more))) == 25


def test_a_page_that_a_filter_made_short_says_how_many_were_looked_at() -> None:
    short = TablePage([], "cursor", 200)
    assert looked_at(short, 3) == "Looked at 200 applications, of which 3 fit. There are more to look at."
    assert looked_at(TablePage([], None, 200), 3) == ""
    assert looked_at(TablePage([], "cursor", 25), 25) == ""


@pytest.mark.parametrize("wanted", ["VLH01", "st91 2bb", "curlew h"])
def test_an_employer_is_found_by_code_postcode_or_name(wanted: str) -> None:
    application = stored_application(manager=HOSPICE_MANAGER)
    stored_application()
    page = approver().get(f"/levy/queue?search={wanted.replace(' ', '+')}")
    assert page.headings == ["Applications of Curlew Hospice"]
    assert listed(page) == [application.reference]


def test_several_employers_are_offered_to_choose_from() -> None:
    stored_application(manager=HOSPICE_MANAGER)
    browser = approver()
    page = browser.get("/levy/queue?search=curlew")
    assert {"/levy/queue?search=VLA01", "/levy/queue?search=VLH01"} <= set(page.links)
    assert len(listed(browser.get("/levy/queue?search=VLH01"))) == 1


@pytest.mark.parametrize("wanted", ["nobody", "x" * 5000, "%3Cscript%3E"])
def test_a_search_that_finds_nobody_says_so(wanted: str) -> None:
    page = approver().get(f"/levy/queue?search={wanted}")
    assert page.status == 200
    assert "We know no employer by that." in page.main
    assert "<script>E" not in page.html


def test_an_employers_drafts_are_not_shown_to_the_ics() -> None:
    draft, application = stored_draft(), stored_application()
    page = approver().get("/levy/queue?search=VLA01")
    assert listed(page) == [application.reference]
    assert draft.application_id not in page.html


def test_an_auditor_reads_the_queue_and_others_do_not() -> None:
    application = stored_application()
    page = auditor().get("/levy/queue")
    assert listed(page) == [application.reference]
    assert "Decline those that are ticked" not in page.main
    assert manager().get("/levy/queue").status == 404
    assert finance_lead().get("/levy/queue").status == 404


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


def test_every_sort_criterion_evidence_and_obstacle_has_its_words() -> None:
    assert set(SORT_NAMES) == set(SORTS)
    assert set(UNMET) == {"place", "organisation_type", "standard", "level"}
    assert set(EVIDENCE) == {"same_employer", "same_postcode", "same_start"}
    assert set(OBSTACLES) == {Reason.PLEDGE_OF_RECEIVER, Reason.PLEDGE_YEAR_OVER, Reason.PLEDGE_CLOSED}
