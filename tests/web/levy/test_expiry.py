"""The open calculator of when levy expires: what it says, what it draws, what it takes for granted, its files."""

import csv
import io
import re
from urllib.parse import urlencode

import pytest
import python_calamine

from functions.levy.app import app
from functions.levy.pages.expiry import COLUMNS, EXAMPLE
from infra.local.gateway import Request, answer, routes_of
from infra.local.routing import merge
from tests.web.client import Browser, Page

ANYBODY = Browser([app])
TRUST = {"levy": "2025-08 1,000.00\nMay 2026 £500\n08/2026\t300.10", "spending": "2026-06 200.05"}


def calculator(**typed: str) -> Page:
    """The page for one trust's figures, but for what is typed otherwise."""
    return ANYBODY.get(f"/levy/expiry?{urlencode(TRUST | typed)}")


def file_of(name: str, **typed: str) -> bytes:
    """A download, as bytes."""
    query = urlencode(TRUST | typed)
    reply = answer(Request("GET", f"/levy/expiry/{name}", query, (), b"", "192.0.2.7"), merge([routes_of(app)]))
    assert reply.status == 200
    assert any(name.lower() == "content-disposition" for name, _ in reply.headers)
    return reply.body


def test_the_start_page_leads_a_large_employer_to_the_calculator() -> None:
    assert "/levy/expiry" in ANYBODY.get("/levy").links


def test_the_calculator_opens_without_an_answer_and_without_errors_and_without_signing_in() -> None:
    page = ANYBODY.get("/levy/expiry")
    assert (page.status, page.errors) == (200, {})
    assert page.headings == ["Work out when levy expires"]


def test_the_answer_says_what_expires_next_and_how_much_in_a_year() -> None:
    page = calculator()
    assert page.status == 200
    assert "£1,100.05 expires next, in August 2027." in page.main
    assert "In the 12 months from November 2026 to October 2027, £1,100.05 expires in all." in page.main
    assert "The most in one month is £1,100.05, first in August 2027." in page.main


def test_the_table_has_each_month_of_levy_with_its_own_lifetime() -> None:
    words = calculator().main
    assert "Paid in August 2025 Expires in August 2027 What expires of it £799.95" in words
    assert "Paid in May 2026 Expires in May 2028 What expires of it £500.00" in words
    assert "Paid in August 2026 Expires in August 2027 What expires of it £300.10" in words
    assert "All of it Amount £1,600.05" in words


def test_the_picture_has_a_title_and_says_in_words_what_it_shows() -> None:
    page = calculator()
    assert re.search(r'<svg[^>]*role="img"[^>]*aria-labelledby="expiry-title"', page.html)
    assert "A bar for each month from August 2027 to May 2028. The longest is August 2027, £1,100.05." in page.main
    assert page.main.count("Levy that lasts 24 months") == 1
    assert all(re.fullmatch("[0-9]+", number) for number in re.findall(r'<rect x="([^"]*)"', page.html))


def test_the_answer_names_its_rules_with_their_sources() -> None:
    words = calculator().main
    assert "Levy that comes in from 1 August 2026 Lasts 12 months Source DfE, open code" in words
    assert "spend nothing in the months that you did not enter" in words


def test_the_double_cliff_shows_in_the_example_which_says_that_it_is_made_up() -> None:
    link = next(one for one in ANYBODY.get("/levy/expiry").links if "levy=" in one)
    page = ANYBODY.get(link)
    assert "We made these figures up" in page.main
    assert "In 11 months between September 2027 and July 2028" in page.main
    assert "levy that lasts 24 months and levy that lasts 12 months expire together." in page.main
    assert page.main.count("£200,000.00") > 10
    assert "made these figures up" not in ANYBODY.get(f"{link}&expired=2026-01+1").main
    assert urlencode(EXAMPLE) in link


def test_what_has_expired_by_the_figures_is_told_apart_and_can_be_corrected() -> None:
    early = {"levy": "2024-10 100\n2026-05 100", "spending": ""}
    assert "By these figures, £100.00 expired before November 2026." in calculator(**early).main
    corrected = calculator(**early, expired="2026-10 40").main
    assert "By these figures, £40.00 expired before November 2026." in corrected


def test_the_year_begins_with_this_month_which_can_still_be_spent_and_ends_with_the_twelfth() -> None:
    words = calculator(levy="2024-11 1\n2025-10 10\n2025-11 100", spending="").main
    assert "£1.00 expires next, in November 2026." in words
    assert "In the 12 months from November 2026 to October 2027, £11.00 expires in all." in words
    assert "expired before" not in words


def test_where_nothing_expires_within_a_year_the_answer_says_so() -> None:
    words = calculator(levy="2025-11 100", spending="").main
    assert "In the 12 months from November 2026 to October 2027, nothing expires." in words


def test_where_all_is_spent_nothing_expires_and_no_picture_is_drawn() -> None:
    page = calculator(levy="2026-05 100", spending="2026-06 100")
    assert "Nothing more expires: the spending that you entered uses up the levy" in page.main
    assert "<figure" not in page.html


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"levy": ""}, "levy", "Enter the levy of at least one month, like 2026-05 12,345.67"),
        ({"levy": "2026-05 1\nJuly"}, "levy", "Line 2: begin with a month, like 2026-05 or May 2026"),
        (
            {"levy": "2026-05\n2026-06 x\n2026-07 1\n7"},
            "levy",
            "Lines 1 and 2: enter an amount in pounds after the month, like 12,345.67."
            " Line 4: begin with a month, like 2026-05 or May 2026",
        ),
        (
            {"levy": "\n".join(["x 1"] * 30)},
            "levy",
            "Lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 20 more: begin with a month, like 2026-05 or May 2026",
        ),
        ({"levy": "2017-03 1"}, "levy", "Line 1: enter April 2017 or a later month. The levy began then"),
        ({"spending": "2031-12 1"}, "spending", "Line 1: enter November 2031 or an earlier month"),
        ({"spending": "2026-05 2000000000"}, "spending", "Line 1: enter an amount of £1,000,000,000 or less"),
        ({"spending": "2026-05 1\n" * 201}, "spending", "Enter 200 lines or fewer"),
        ({"expired": "2026-05 -1"}, "expired", "Line 1: enter an amount of zero or more"),
        ({"expired": "2026-12 1"}, "expired", "Line 1: enter November 2026 or an earlier month"),
    ],
)
def test_wrong_lines_are_told_by_number_beside_the_field_and_nothing_is_lost(
    typed: dict[str, str], field: str, sentence: str
) -> None:
    page = calculator(**typed)
    assert page.status == 422
    assert page.errors == {field: sentence}
    kept = dict(page.form().fields)
    for name, text in (TRUST | typed).items():
        assert kept[name].strip() == text.strip()


def test_the_files_hold_what_the_page_shows_as_plain_numbers() -> None:
    expected = [
        ["2025-08", "2027-08", "24", "799.95"],
        ["2026-05", "2028-05", "24", "500.00"],
        ["2026-08", "2027-08", "12", "300.10"],
    ]
    rows = list(csv.reader(io.StringIO(file_of("months.csv").decode("utf-8-sig"))))
    assert rows == [list(COLUMNS), *expected]
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file_of("months.xlsx")))
    assert book.get_sheet_by_index(0).to_python() == rows


def test_the_page_links_to_the_files_of_its_own_figures() -> None:
    links = [one for one in calculator().links if "/months." in one]
    assert [one.partition("?")[0] for one in links] == ["/levy/expiry/months.csv", "/levy/expiry/months.xlsx"]
    assert all(one.partition("?")[2] == urlencode(TRUST) for one in links)


@pytest.mark.parametrize("name", ["months.csv", "months.xlsx"])
def test_a_file_of_wrong_lines_is_the_page_that_says_so(name: str) -> None:
    page = ANYBODY.get(f"/levy/expiry/{name}?levy=x+1")
    assert page.status == 422
    assert page.errors == {"levy": "Line 1: begin with a month, like 2026-05 or May 2026"}
