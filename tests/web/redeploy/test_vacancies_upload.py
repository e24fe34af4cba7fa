"""Vacancies from a file: every bad row is named, good ones are checked, and nothing is held twice."""

import io

import pytest
import python_calamine

from functions.redeploy.forms.vacancy_sheets import COLUMNS, EXAMPLE, MOST_AT_ONCE
from functions.redeploy.pages.vacancies import outcome_rows
from functions.redeploy.usecases.vacancies import vacancy_id_of
from infra.local.gateway import Request, answer, routes_of
from shared.web.uploads import csv_bytes, xlsx_bytes
from tests.redeployments import vacancy
from tests.web.client import Browser, Page
from tests.web.redeploy.multipart import hidden, upload
from tests.web.redeploy.visitors import coordinator, manager, other_hr

AT = "/redeploy/vacancies/upload"
NAMES = tuple(COLUMNS)
GOOD = dict(zip(NAMES, EXAMPLE, strict=True))


def sheet(*rows: dict[str, str]) -> bytes:
    return csv_bytes(NAMES, [[{**GOOD, **row}[name] for name in NAMES] for row in rows])


def sent(browser: Browser, content: bytes | None) -> Page:
    return upload(browser, browser.get(AT), content, to=AT)


def test_a_good_file_is_checked_and_then_held_once_however_often_it_is_sent() -> None:
    browser = other_hr()
    check = sent(browser, sheet({"Reference": "A1"}, {"Reference": "A2", "Job role": "3007", "Band": "Band 6"}))
    assert check.status == 200
    assert check.headings == ["You are about to hold 2 vacancies"]
    replies = [browser.submit(check) for _ in range(2)]
    assert [(one.status, one.location) for one in replies] == [(303, "/redeploy/vacancies?held=2")] * 2
    assert "2 vacancies are on hold from your file." in browser.get(replies[0].location).main
    one, two = (vacancy(vacancy_id_of("RYY", name)) for name in ("A1", "A2"))
    assert (one.head.number, two.head.number) == (1, 1)
    assert (two.details.post.job_role, two.details.post.band) == ("03007", "6")
    essential = one.details.post.spec.essential
    assert [(c.kind, c.text, c.trainable_months) for c in essential] == [
        ("skill", "IV therapy", 3),
        ("experience", "Triage", None),
    ]


def test_every_bad_row_is_named_by_row_and_column_and_nothing_is_held() -> None:
    browser = other_hr()
    page = sent(
        browser,
        sheet(
            {"Reference": "B1"},
            {"Reference": "B2", "Job role": "Wizard", "Hours a week": "lots", "Essential": "skill | Magic | soon"},
            {"Reference": "b1"},
            {"Reference": "B4", "Hold days": "30"},
        ),
    )
    assert page.status == 422
    for words in (
        "Row 3 Column Job role What to do Choose the job role from the list",
        "Row 3 Column Hours a week What to do Enter the hours a week as a number, like 37.5",
        "Row 3 Column Essential What to do Enter the months of training as a whole number from 0 to 60",
        "Row 4 Column Reference What to do This reference stands in two rows",
        "Row 5 Column Hold days What to do Enter from 3 to 10 working days",
    ):
        assert words in page.main
    with pytest.raises(KeyError):
        vacancy(vacancy_id_of("RYY", "B1"))


def test_a_row_whose_reference_is_taken_is_told_and_the_others_are_held() -> None:
    browser = other_hr()
    browser.submit(sent(browser, sheet({"Reference": "C1"})))
    other = manager()
    reply = other.submit(sent(other, sheet({"Reference": "C1"}, {"Reference": "C2"})))
    assert (reply.status, reply.headings) == (409, ["Some rows were not held"])
    assert "1 vacancy is on hold from your file" in reply.main
    assert "Row 2 Your reference C1" in reply.main
    assert vacancy(vacancy_id_of("RYY", "C2")).head.number == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Choose a file"),
        (b"\x00\x01", "Choose a CSV or Excel file"),
        (b"Reference,Title\r\nV,Nurse\r\n", "Add the columns that are missing: Job role, Hours a week, Postcode"),
        (sheet(), "Choose a file with a row of column names"),
        (sheet(*({"Reference": f"M{n}"} for n in range(MOST_AT_ONCE + 1))), "Choose a file with at most 100 rows"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_the_field(content: bytes | None, sentence: str) -> None:
    page = sent(other_hr(), content)
    assert page.status == 422
    assert page.errors["file"].startswith(sentence)


def test_a_check_that_was_tampered_with_holds_nothing() -> None:
    browser = other_hr()
    check = sent(browser, sheet({"Reference": "D1"}))
    sealed = hidden(check, "batch")
    assert browser.submit(check, {"batch": sealed[:-4] + "aaaa"}).status == 400
    stranger = manager()
    theirs = sent(stranger, sheet({"Reference": "D2"}))
    assert stranger.submit(theirs, {"batch": sealed}).status == 400  # another session's
    with pytest.raises(KeyError):
        vacancy(vacancy_id_of("RYY", "D1"))


def test_the_largest_file_fits_through_the_check() -> None:
    wordy = "; ".join(f"skill | Skill number {n} in some words | 3" for n in range(8))
    rows = [{"Reference": f"E{n}", "Title": f"Post {n}", "Essential": wordy} for n in range(MOST_AT_ONCE)]
    assert sent(other_hr(), sheet(*rows)).status == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_can_be_sent_back_as_it_is(kind: str) -> None:
    browser = other_hr()
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    request = Request("GET", f"/redeploy/vacancies/template.{kind}", "", (("cookie", cookie),), b"", "192.0.2.7")
    reply = answer(request, routes_of(browser.apps[0]))
    assert reply.status == 200
    assert sent(browser, reply.body).headings == ["You are about to hold 1 vacancy"]


def test_excel_may_eat_the_noughts_of_a_code() -> None:
    content = xlsx_bytes(NAMES, [[{**GOOD, "Reference": "F1", "Job role": "3007"}[name] for name in NAMES]], "x")
    assert python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names == ["x"]
    assert sent(other_hr(), content).status == 200


def test_the_upload_is_for_those_who_fill_posts() -> None:
    assert coordinator().get(AT).status == 404
    browser = other_hr()
    page = browser.get(AT)
    stranger = coordinator()
    assert stranger.get(AT).status == 404
    assert upload(stranger, page, sheet({"Reference": "G1"}), to=AT).status in (403, 404)


def test_small_outcomes_are_not_told_nor_can_they_be_worked_out() -> None:
    def counts(*values: int) -> list[str]:
        rows = outcome_rows([(f"o{number}", value) for number, value in enumerate(values)], 5)
        return [str(shown) for _, shown in rows]

    untold = counts(1)[0]
    assert counts(12, 8, 0) == ["12", "8", "0"]
    assert counts(12, 8, 2) == ["12", untold, untold]
    assert counts(12, 3, 3) == ["12", untold, untold]
    assert counts(6, 1) == [untold, untold]
    assert counts(0, 0) == ["0", "0"]
