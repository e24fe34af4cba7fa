"""A file of people: the template, every bad row named, and the same file posted once however often it is sent."""

import random
import re
from collections.abc import Mapping

import pytest

from functions.redeploy.domain import posting
from functions.redeploy.domain.decision import Decision
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.posting import PostPerson
from functions.redeploy.forms.uploads import MOST_PEOPLE
from functions.redeploy.messages.uploads import PERSON_COLUMNS, PERSON_EXAMPLE, SHEET_FAULTS
from functions.redeploy.usecases.following import follow_up, waiting
from functions.redeploy.usecases.people import MATCHED_AT_ONCE, row_id
from infra.local.gateway import Request, answer, routes_of
from shared.actors import Organisation
from shared.outcomes import Refusal
from shared.web.bodies import MOST_BYTES
from shared.web.uploads import MOST_UPLOAD_BYTES, Sheet, SheetFault, Upload, csv_bytes, read_sheet, xlsx_bytes
from tests.partners import NOW
from tests.redeployments import a_post, a_vacancy, entry, vacancy
from tests.web.client import Browser, Page
from tests.web.redeploy.visitors import auditor, coordinator, hr, manager, other_hr

LIST = "/redeploy/people"
UPLOAD = "/redeploy/people/upload"
CHECK = "/redeploy/people/upload/check"
TITLES = [title for title, _ in PERSON_COLUMNS.values()]
STRANGERS = [manager, coordinator, auditor]


def a_row(number: int = 1, **changed: str) -> dict[str, str]:
    known = {"name": f"Person Number{number}", "email": f"person{number}@moorland-trust.example"}
    return {**PERSON_EXAMPLE, **known, **changed}


def cells(rows: list[dict[str, str]]) -> list[list[str]]:
    return [[row.get(field, "") for field in PERSON_COLUMNS] for row in rows]


def a_file(*rows: dict[str, str]) -> bytes:
    return csv_bytes(TITLES, cells(list(rows)))


def csrf(browser: Browser) -> str:
    found = re.search('name="csrf" value="([^"]*)"', browser.get("/redeploy").html)
    assert found
    return found[1]


def send(browser: Browser, content: bytes | None) -> Page:
    """Send a file as the form of the page would."""
    parts = [("csrf", "", csrf(browser).encode())]
    parts += [("file", "people.csv", content)] if content is not None else []
    lines = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"'.encode()
        + (f'; filename="{file}"'.encode() if file else b"")
        + b"\r\n\r\n"
        + body
        + b"\r\n"
        for name, file, body in parts
    ]
    headers: Mapping[str, str] = {
        "content-type": "multipart/form-data; boundary=edge",
        "sec-fetch-site": "same-origin",
        "accept": "text/html",
    }
    return browser._send("POST", UPLOAD, b"".join(lines) + b"--edge--\r\n", dict(headers))


def downloaded(browser: Browser, path: str) -> bytes:
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    reply = answer(Request("GET", path, "", (("cookie", cookie),), b"", "192.0.2.7"), routes_of(browser.apps[0]))
    assert reply.status == 200
    assert f"people-at-risk.{path.rpartition('.')[2]}" in dict(reply.headers)["Content-Disposition"]
    return reply.body


def posted(browser: Browser) -> list[str]:
    links = [one.removeprefix(f"{LIST}/") for one in browser.get(LIST).links if one.startswith(f"{LIST}/")]
    return [one for one in links if one not in ("new", "upload")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_checked_first_and_then_everybody_is_posted(kind: str) -> None:
    browser, rows = hr(), [a_row(number) for number in range(1, 4)]
    content = a_file(*rows) if kind == "csv" else xlsx_bytes(TITLES, cells(rows), "People")
    check = send(browser, content)
    assert (check.status, check.headings) == (200, ["You are about to post 3 people"])
    assert "Row 2 Name Person Number1 Job role Staff Nurse Band 5 Notice ends 8 February 2027" in check.main
    assert posted(browser) == []
    page = browser.save(check)
    assert page.headings == ["3 people are on the register"]
    assert len(posted(browser)) == 3
    details = entry(posted(browser)[0]).details
    assert details is not None
    assert details.profile.skills == ("iv therapy", "phlebotomy")


def test_the_same_file_sent_twice_posts_nobody_twice() -> None:
    browser = hr()
    check = send(browser, a_file(a_row(1), a_row(2)))
    first, second = browser.submit(check), browser.submit(check)
    assert (first.status, second.status) == (303, 303)
    assert browser.get(second.location).headings == ["2 people are on the register"]
    assert len(posted(browser)) == 2


def test_a_file_that_was_cut_short_is_finished_by_sending_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = hr()
    check = send(browser, a_file(a_row(1), a_row(2), a_row(3)))
    real, calls = posting.post_person, iter(range(9))

    def twice_only(command: PostPerson, employer: Organisation, here: Here) -> Decision[PoolEntry] | Refusal:
        if next(calls) == 2:
            raise RuntimeError("the power fails")
        return real(command, employer, here)

    monkeypatch.setattr(posting, "post_person", twice_only)
    assert browser.submit(check).status == 500
    assert len(posted(browser)) == 2
    monkeypatch.setattr(posting, "post_person", real)
    assert browser.save(check).headings == ["3 people are on the register"]
    assert len(posted(browser)) == 3


def test_the_people_of_a_file_are_matched_here_or_stand_in_the_work_list() -> None:
    browser, post = hr(), a_vacancy(post=a_post(registration="nmc"))
    count = MATCHED_AT_ONCE + 2
    browser.save(send(browser, a_file(*(a_row(number) for number in range(count)))), to=CHECK)
    assert vacancy(post).open_by_tier[2] == MATCHED_AT_ONCE
    assert len(waiting()) == 2
    follow_up(waiting(), NOW)
    assert vacancy(post).open_by_tier[2] == count


def test_each_row_has_an_id_of_its_own_under_each_key() -> None:
    ids = {row_id(key, number) for key in ("a" * 22, "b" * 22) for number in range(2, 600)}
    assert len(ids) == 2 * 598
    assert row_id("a" * 22, 2) == row_id("a" * 22, 2)


def test_while_a_row_is_wrong_nobody_is_posted_and_each_wrong_cell_is_named() -> None:
    browser = hr()
    page = send(
        browser,
        a_file(a_row(1), a_row(2, name="", band="15", is_protected="maybe"), a_row(3, notice_ends_on="soon")),
    )
    assert (page.status, page.headings) == (422, ["2 rows of 3 to put right"])
    for line in (
        "Row 3 Column Name What to do Enter the person's name",
        "Row 3 Column Band What to do Enter a band from 2 to 9, like 5 or 8a",
        "Row 3 Column Protected What to do Enter yes or no",
        "Row 4 Column Notice ends on What to do Enter a day like 08/02/2027",
    ):
        assert line in page.main
    assert posted(browser) == []


def test_the_same_email_in_two_rows_is_wrong() -> None:
    page = send(hr(), a_file(a_row(1), a_row(2, email="PERSON1@moorland-trust.example")))
    assert "Row 3 Column Email What to do This email is in another row of the file too" in page.main


def test_rules_between_cells_are_told_too() -> None:
    page = send(hr(), a_file(a_row(1, is_protected="yes"), a_row(2, framework="local_government")))
    assert "Row 2 Column Protected until What to do Enter the day on which protection ends" in page.main
    assert "Row 3 Column Band What to do Leave the band empty" in page.main


@pytest.mark.parametrize("visitor", STRANGERS)
def test_only_hr_sends_files(visitor: object) -> None:
    browser: Browser = visitor()  # type: ignore[operator]
    for path in (UPLOAD, CHECK, f"{LIST}/template.csv", f"{LIST}/template.xlsx"):
        assert browser.get(path).status == 404, path
    assert send(browser, a_file(a_row())).status == 404
    assert browser.send(CHECK, {"key": "k" * 22, "rows": "x"}, csrf(browser)).status == 404


def test_the_rows_that_a_page_carries_are_good_for_its_session_alone() -> None:
    check = send(hr(), a_file(a_row(1)))
    fields = dict(check.form(CHECK).fields)
    other = other_hr()
    page = other.send(CHECK, {"key": fields["key"], "rows": fields["rows"]}, csrf(other))
    assert (page.status, page.headings) == (400, ["Nothing was saved"])
    assert posted(other) == []


@pytest.mark.parametrize("changed", [{"rows": "tampered"}, {"key": "k" * 22}, {"key": ""}, {"rows": ""}])
def test_rows_that_were_tampered_with_are_not_posted(changed: dict[str, str]) -> None:
    browser = hr()
    page = browser.submit(send(browser, a_file(a_row(1))), changed, to=CHECK)
    assert page.status == 400
    assert posted(browser) == []


def test_the_result_has_no_name_in_its_address_and_opens_only_as_we_made_it() -> None:
    browser = hr()
    reply = browser.submit(send(browser, a_file(a_row(1))), to=CHECK)
    assert "Person" not in reply.location
    assert browser.get(f"{CHECK}?result=made.up").location == UPLOAD
    assert browser.get(CHECK).location == UPLOAD


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_reads_back_as_it_is_and_its_example_is_passed_over(kind: str) -> None:
    browser = hr()
    content = downloaded(browser, f"{LIST}/template.{kind}")
    sheet = read_sheet(Upload(f"t.{kind}", content), TITLES)
    assert isinstance(sheet, Sheet)
    assert [dict(row) for _, row in sheet.rows] == [
        {title: PERSON_EXAMPLE.get(field, "") for field, (title, _) in PERSON_COLUMNS.items()}
    ]
    alone = send(browser, content)
    assert alone.errors == {"file": SHEET_FAULTS[SheetFault.NO_ROWS]}
    assert send(browser, a_file(dict(PERSON_EXAMPLE), a_row(1))).headings == ["You are about to post 1 person"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Choose a file"),
        (b"", "Choose a file"),
        (b"PK\x03\x04 no workbook", SHEET_FAULTS[SheetFault.NOT_A_SHEET]),
        (b"Name,Email\r\nWren,w@example.org", "Add the columns that are missing: Job role, Pay terms, Band"),
        (a_file(), SHEET_FAULTS[SheetFault.NO_ROWS]),
        (
            a_file(*(a_row(number) for number in range(MOST_PEOPLE + 1))),
            f"Choose a file with fewer rows: {MOST_PEOPLE} at most",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(content: bytes | None, sentence: str) -> None:
    page = send(hr(), content)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.errors["file"].startswith(sentence)


def test_a_file_with_more_text_than_a_page_carries_is_told_so() -> None:
    draw = random.Random(7)
    words = ["".join(draw.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=1900)) for _ in range(MOST_PEOPLE)]
    page = send(hr(), a_file(*(a_row(number, reason=word) for number, word in enumerate(words))))
    assert page.status == 422
    assert page.errors == {
        "file": "Send this in two files or more: together the rows hold more text than a page can carry"
    }


def test_as_many_ordinary_people_as_a_file_may_hold_fit_into_the_form() -> None:
    page = send(hr(), a_file(*(a_row(number, reason=f"Ward {number} closes.") for number in range(MOST_PEOPLE))))
    assert page.headings == [f"You are about to post {MOST_PEOPLE} people"]
    assert len(dict(page.form(CHECK).fields)["rows"]) < MOST_BYTES // 2


def test_a_file_that_is_too_large_is_turned_away() -> None:
    assert send(hr(), b"x" * (MOST_UPLOAD_BYTES + 1)).status == 413


def test_columns_that_nobody_asked_for_are_named_and_not_read() -> None:
    rows = [[*row, "CANARY-HEALTH"] for row in cells([a_row(1)])]
    page = send(hr(), csv_bytes([*TITLES, "Sickness"], rows))
    assert "We do not read these columns: Sickness." in page.main
    assert "CANARY-HEALTH" not in page.html


def test_the_page_explains_every_column_and_every_code() -> None:
    main = hr().get(UPLOAD).main
    for title in TITLES:
        assert title in main
    for code in ("03007", "afc_england", "nmc", "local_government"):
        assert code in main


def test_a_cell_is_read_as_a_spreadsheet_leaves_it() -> None:
    row = a_row(
        1, job_role="3007", available_from="2027-01-04 00:00:00", is_protected="NO", accepts_band_below="Yes"
    )
    browser = hr()
    browser.save(send(browser, a_file(row)), to=CHECK)
    details = entry(posted(browser)[0]).details
    assert details is not None
    assert (details.profile.job_role, str(details.profile.available_from)) == ("03007", "2027-01-04")
    assert (details.protection.is_protected, details.profile.accepts_band_below) == (False, True)
