"""The ICS's queue: what waits, in which order, of whom."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from functions.levy.domain.applications import Application
from functions.levy.domain.commands import OnVersion, PutOnWaitingList
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import STAGES, Status
from functions.levy.forms.queue import SORTS
from functions.levy.messages.decisions import EVIDENCE, OBSTACLES, SORT_NAMES, UNMET
from functions.levy.pages.queue import looked_at
from functions.levy.usecases import applications as usecases
from functions.levy.usecases import decisions
from shared import clock, directory
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
from tests.partners import NOW
from tests.web.levy.queueing import HOSPICE, HOSPICE_MANAGER, listed
from tests.web.levy.visitors import approver, auditor, finance_lead, manager


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()
    directory.put_organisation(HOSPICE, NOW)


def sent(*counts: int) -> list[Application]:
    return [stored_application(count) for count in counts]


def test_the_queue_shows_what_waits_with_its_age_cost_and_fit() -> None:
    stored_pledge()
    application = stored_application(2)
    clock.use_source(lambda: NOW + timedelta(minutes=20))
    page = approver().get("/levy/queue")

    assert page.headings == ["Queue: Waiting for a decision"]
    assert f"/levy/applications/{application.application_id}/decide" in page.links
    assert f"{application.reference}, Care home" in page.main
    assert "Apprentices 2 Cost £30,000.00 Best fit 100 of 100 Sent today" in page.main


def test_an_application_ages_by_the_days_of_london() -> None:
    application = stored_application()
    midnight = NOW + timedelta(hours=15)
    for now, age in ((midnight - timedelta(minutes=1), "today"), (midnight, "1 day ago")):
        clock.use_source(partial(_same, now))
        page = approver(at=now).get(f"/levy/applications/{application.application_id}/decide")
        assert f"sent on 22 November 2026, {age}" in page.main


def _same(now: datetime) -> datetime:
    return now


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


def test_an_auditor_reads_the_queue_and_others_do_not() -> None:
    application = stored_application()
    page = auditor().get("/levy/queue")
    assert listed(page) == [application.reference]
    assert "Decline those that are ticked" not in page.main
    assert manager().get("/levy/queue").status == 404
    assert finance_lead().get("/levy/queue").status == 404


def test_every_sort_criterion_evidence_and_obstacle_has_its_words() -> None:
    assert set(SORT_NAMES) == set(SORTS)
    assert set(UNMET) == {"place", "organisation_type", "standard", "level"}
    assert set(EVIDENCE) == {"same_employer", "same_postcode", "same_start"}
    assert set(OBSTACLES) == {Reason.PLEDGE_OF_RECEIVER, Reason.PLEDGE_YEAR_OVER, Reason.PLEDGE_CLOSED}
