"""Adverts are compared with what was held, on the page and as a file."""

from datetime import timedelta

import pytest

from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.usecases import leaks as usecases
from functions.redeploy.usecases import vacancies
from shared.ids import new_id
from tests.partners import NOW
from tests.redeployments import HOME_HR, OTHER_HR, a_vacancy, done, vacancy
from tests.web.client import Browser, Page
from tests.web.redeploy.multipart import upload
from tests.web.redeploy.visitors import auditor, coordinator, hr, manager, other_hr

AT = "/redeploy/leaks"
LATER = NOW + timedelta(days=14)


def cleared(employer_ref: str, title: str) -> str:
    own = a_vacancy(employer_ref=employer_ref, title=title)
    command = ReleaseVacancy(vacancy_id=own, version=vacancy(own).head.number)
    return done(vacancies.release_vacancy(OTHER_HR, command, new_id(), LATER)).id


def compared(browser: Browser, *rows: str, head: str = "title,posted on,reference,employer") -> Page:
    return upload(browser, browser.get(AT), None, {"pasted": "\n".join((head, *rows))})


@pytest.fixture
def posts() -> None:
    a_vacancy(employer_ref="V-1", title="Staff nurse, acute medicine")
    cleared("V-2", "Ward sister")
    a_vacancy(actor=HOME_HR, employer_ref="H-1", title="Night carer")


ROWS = (
    "Nurse wanted,2026-11-24,V-1,",
    "Ward Sister,2026-12-07,,",
    "Ward clerk,2026-12-07,V-9,",
    "Night carer,2026-11-25,H-1,VLA01",
)


@pytest.mark.usefixtures("posts")
def test_an_employer_compares_its_own_adverts_alone() -> None:
    page = compared(other_hr(), *ROWS)
    assert (page.status, page.headings) == (200, ["1 advert came out too soon"])
    for words in (
        "Finding Too soon Why Too soon: it has been on hold since 22 November 2026, until 27 November 2026 at",
        "Finding Cleared before Why Cleared before it was advertised: certificate CC-",
        "Finding Not known Why Not known to the Exchange",
        "Not compared Adverts 1",
    ):
        assert words in page.main
    assert "Night carer" not in page.main
    assert "Curlew" not in page.main


@pytest.mark.usefixtures("posts")
def test_the_coordinator_and_auditors_compare_the_adverts_of_all() -> None:
    for browser in (coordinator(), auditor()):
        page = compared(browser, *ROWS, "Night carer,2026-11-25,,curlew rise care home")
        assert page.headings == ["2 adverts came out too soon"]
        assert "Night carer (H-1) Employer VLA01" in page.main


@pytest.mark.usefixtures("posts")
def test_a_cut_in_the_lists_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecases, "MOST_COMPARED", 1)
    assert "There are more vacancies than titles were compared with" in compared(coordinator(), *ROWS).main
    assert "There are more vacancies" not in compared(other_hr(), ROWS[0]).main  # found by its reference alone


@pytest.mark.usefixtures("posts")
def test_the_report_can_be_kept_as_a_file_without_formulas() -> None:
    browser = other_hr()
    page = compared(browser, *ROWS, '"=cmd()",2026-12-07,,')
    file = upload(browser, page, None, to=AT)
    assert dict(file.headers)["Content-Disposition"].startswith('attachment; filename="adverts-compared.csv"')
    lines = file.html.splitlines()
    assert lines[0].startswith("\ufeffFinding,Explanation,Advert")
    assert lines[1].startswith('Too soon,"Too soon: it has been on hold')
    assert any(",'=cmd()," in line for line in lines)
    assert len(lines) == 6


@pytest.mark.usefixtures("posts")
def test_a_feed_is_read_from_a_file() -> None:
    content = b"""<nhsJobs><vacancyDetails><id>1</id><reference>V-1</reference><title>Nurse</title>
    <employer>RYY</employer><postDate>2026-11-24T08:00:00</postDate></vacancyDetails></nhsJobs>"""
    browser = manager()
    assert upload(browser, browser.get(AT), content).headings == ["1 advert came out too soon"]


def test_what_cannot_be_read_is_told_beside_the_field_and_the_paste_is_kept() -> None:
    browser = other_hr()
    page = compared(browser, "Porter,soon,,")
    assert page.status == 422
    assert page.errors == {"pasted": "Row 2: write the day of the advert like 2026-12-04 or 04/12/2026"}
    assert "Porter,soon" in page.html
    for content in (b"<!DOCTYPE x><x/>", b"\x00"):
        sent = upload(browser, browser.get(AT), content)
        assert (sent.status, list(sent.errors)) == (422, ["file"])


def test_a_report_of_another_session_is_not_opened() -> None:
    mine = compared(other_hr(), ROWS[0])
    browser = manager()
    theirs = compared(browser, ROWS[0])
    sealed = dict(mine.form().fields)["adverts"]
    assert upload(browser, theirs, None, {"adverts": sealed}, to=AT).status == 422


def test_a_trust_sees_nothing_of_anothers_vacancies() -> None:
    a_vacancy(employer_ref="V-1", title="CANARY-TITLE")
    for row in ("CANARY-TITLE,2026-11-24,V-1,", "CANARY-TITLE,2026-11-24,V-1,RYY"):
        page = compared(hr(), row)
        assert "Too soon" not in page.main
        assert "/redeploy/vacancies/" not in page.html.replace('href="/redeploy/vacancies"', "")
