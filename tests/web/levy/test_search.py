"""Searching the queue: for an employer, or for one application by its reference."""

from urllib.parse import quote_plus

import pytest

from functions.levy.forms.queue import read_reference
from functions.levy.items import reference_pk
from shared import directory
from shared.settings import settings
from shared.table import Table
from tests.levies import stored_application, stored_draft, with_partners
from tests.partners import NOW, an_organisation
from tests.web.client import Browser, Page
from tests.web.levy.queueing import HOSPICE, HOSPICE_MANAGER, listed
from tests.web.levy.visitors import approver, approver_elsewhere, auditor, finance_lead, manager

HOW_ELSE = "search for its ODS code, whole postcode or name"


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()
    directory.put_organisation(HOSPICE, NOW)


def searched(browser: Browser, wanted: str) -> Page:
    return browser.get(f"/levy/queue?search={quote_plus(wanted)}")


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


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("LT-7Q2ABCDE", "LT-7Q2ABCDE"),
        ("lt-7q2abcde", "LT-7Q2ABCDE"),
        ("7q2abcde", "LT-7Q2ABCDE"),
        ("  LT 7Q2A BCDE ", "LT-7Q2ABCDE"),
        ("lt7q2a\u2013bcde", "LT-7Q2ABCDE"),  # a dash that a mail program made longer
        ("LT-7Q2ABCD", None),
        ("LT-7Q2ABCDEF", None),
        ("LT-1Q2ABCDE", None),  # no reference has a 0, 1, 8 or 9
        ("XX-7Q2ABCDE", None),
        ("", None),
    ],
)
def test_a_reference_is_read_however_it_is_typed(typed: str, reference: str | None) -> None:
    assert read_reference(typed) == reference


def test_a_reference_opens_its_application_for_approvers_and_auditors() -> None:
    application = stored_application()
    stored_application()
    for browser in (approver(), auditor()):
        for typed in (application.reference, application.reference.lower(), application.reference[3:] + " "):
            opened = searched(browser, typed)
            assert (opened.status, opened.location) == (
                303,
                f"/levy/applications/{application.application_id}/decide",
            )
        assert application.reference in browser.get(opened.location).main


def test_a_reference_opens_nothing_for_anybody_else() -> None:
    reference = stored_application().reference
    for browser in (manager(), finance_lead(), approver_elsewhere()):
        assert searched(browser, reference).status == 404


def test_a_draft_is_not_found_by_its_reference_and_reads_as_what_is_not_there() -> None:
    draft, browser = stored_draft(), approver()
    page, nothing = searched(browser, draft.reference), searched(browser, "LT-22222222")
    assert (page.status, page.headings) == (200, [f"Search for “{draft.reference}”"])
    assert page.main.replace(draft.reference, "") == nothing.main.replace("LT-22222222", "")
    assert draft.application_id not in page.html
    assert f"We found no application with the reference {draft.reference}." in page.main


def test_an_application_that_no_reference_leads_to_yet_is_said_to_be_found_by_its_employer() -> None:
    application, browser = stored_application(), approver()
    kept = reference_pk(application.ics_code, application.reference)
    assert Table(settings().levy_table).delete(kept, f"REF#{application.application_id}")
    page = searched(browser, application.reference)
    assert page.status == 200
    assert HOW_ELSE in page.main
    assert listed(searched(browser, "VLA01")) == [application.reference]


def test_two_applications_that_share_a_reference_by_chance_are_told_apart_by_their_employer() -> None:
    one, two = stored_application(), stored_application(manager=HOSPICE_MANAGER)
    shared = reference_pk(one.ics_code, one.reference)
    Table(settings().levy_table).put({"pk": shared, "sk": f"REF#{two.application_id}"})
    page = searched(approver(), one.reference)
    assert "More than one application has the reference" in page.main
    assert {f"/levy/applications/{each.application_id}/decide" for each in (one, two)} <= set(page.links)


def test_a_name_of_eight_letters_is_still_a_name() -> None:
    directory.put_organisation(an_organisation("VLH02", name="Heronlea"), NOW)
    page = searched(approver(), "heronlea")
    assert page.headings == ["Applications of Heronlea"]
    assert HOW_ELSE not in searched(approver(), "nobody").main
