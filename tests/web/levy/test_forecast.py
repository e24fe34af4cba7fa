"""The open forecast of a levy account: 48 months in words, a picture, a table and files."""

import csv
import io
from urllib.parse import urlencode

import pytest
import python_calamine

from functions.levy.app import app
from functions.levy.domain.forecast import MONTHS
from functions.levy.pages.forecast import COLUMNS
from infra.local.gateway import Request, answer, routes_of
from infra.local.routing import merge
from tests.web.client import Browser, Page

ANYBODY = Browser([app])
PAGE = "/levy/expiry/forecast"
TRUST = {
    "levy": "2025-08 1,000\n2026-08 500\n2026-10 500",
    "spending": "2026-09 200",
    "levy_each": "100",
    "training_each": "30",
    "transfers_each": "20",
}


def forecast(**typed: str) -> Page:
    """The page for one trust's figures, but for what is typed otherwise."""
    return ANYBODY.get(f"{PAGE}?{urlencode(TRUST | typed)}")


def file_of(name: str) -> bytes:
    """A download, as bytes."""
    request = Request("GET", f"/levy/expiry/{name}", urlencode(TRUST), (), b"", "192.0.2.7")
    reply = answer(request, merge([routes_of(app)]))
    assert reply.status == 200
    return reply.body


def test_the_forecast_opens_without_an_answer_and_without_signing_in() -> None:
    page = ANYBODY.get(PAGE)
    assert (page.status, page.errors) == (200, {})
    assert page.headings == ["Forecast your levy account"]


def test_the_calculator_hands_its_figures_on_without_what_is_only_expected() -> None:
    typed = urlencode(
        {"levy": "May 2026 £1,000\n2026-11 5\n2026-12 7", "spending": "06/2026 10.50", "expired": "2026-04 3"}
    )
    link = next(one for one in ANYBODY.get(f"/levy/expiry?{typed}").links if one.startswith(f"{PAGE}?"))
    page = ANYBODY.get(link)
    assert page.status == 200
    kept = dict(page.form().fields)
    assert [kept[name].strip() for name in ("levy", "spending", "expired")] == [
        "2026-05 1000.00\n2026-11 5.00",
        "2026-06 10.50",
        "2026-04 3.00",
    ]


def test_the_answer_begins_after_the_last_month_of_levy_and_has_48_months() -> None:
    words = forecast().main
    assert "£1,800.00 is in the account when November 2026 begins." in words
    assert "In the 48 months from November 2026 to October 2030," in words
    assert words.count("Left at the end £") == MONTHS


def test_each_month_has_what_comes_in_what_is_paid_what_expires_and_what_is_left() -> None:
    words = forecast().main
    first = "Month November 2026 Levy in £100.00 Transfers £20.00 Own training £30.00 Expires £0.00"
    assert f"{first} Left at the end £1,850.00" in words
    # Of £1,000 that lasts 24 months £700 is spent by then; £500 that lasts 12 months expires whole.
    cliff = "Month August 2027 Levy in £100.00 Transfers £20.00 Own training £30.00 Expires £800.00"
    assert f"{cliff} Left at the end £1,500.00" in words


def test_what_levy_does_not_reach_for_is_told_with_the_employers_own_part() -> None:
    words = forecast(levy="2026-10 50", spending="", levy_each="0").main
    assert "from December 2026 on it does not pay for all of them" in words
    assert "Levy does not reach for £940.00 of the transfers." in words
    assert "Levy does not reach for £1,410.00 of your own training." in words
    assert (
        "you then pay 25% yourself, and the government pays the rest. For all of it, your part would be £352.50."
        in words
    )
    assert "Not paid by levy £50.00" in words


def test_transfers_alone_can_be_what_levy_does_not_reach_for() -> None:
    words = forecast(levy="2026-10 0", spending="", levy_each="0", training_each="").main
    assert "Levy does not reach for £960.00 of the transfers." in words
    assert "of your own training" not in words


def test_what_expires_in_the_first_year_is_told_apart_from_what_expires_in_all() -> None:
    words = forecast().main
    assert "In the 48 months from November 2026 to October 2030, £3,000.00 expires." in words
    assert "In the first 12 months, £1,200.00 expires." in words


def test_plans_that_levy_pays_for_say_nothing_of_a_shortfall() -> None:
    assert "does not reach" not in forecast().main
    assert "Not paid by levy" not in forecast().main
    assert "Answer to parliamentary question 110426" in forecast().main


def test_where_all_is_spent_in_time_nothing_expires() -> None:
    words = forecast(levy="2026-10 0", spending="", training_each="100", transfers_each="0").main
    assert "In the 48 months from November 2026 to October 2030, nothing expires." in words


def test_the_example_says_that_it_is_made_up_and_other_figures_do_not() -> None:
    link = next(one for one in ANYBODY.get(PAGE).links if "levy_each=" in one)
    page = ANYBODY.get(link)
    assert "We made these figures up" in page.main
    assert "The most in one month is £130,000.00, first in July 2028." in page.main
    assert "We made these figures up" not in forecast().main


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"levy": ""}, "levy", "Enter the levy of at least one month, like 2026-05 12,345.67"),
        ({"levy": "2026-12 1"}, "levy", "Line 1: enter November 2026 or an earlier month"),
        ({"spending": "2026-11 1"}, "spending", "Line 1: enter October 2026 or an earlier month"),
        ({"expired": "2026-11 1"}, "expired", "Line 1: enter October 2026 or an earlier month"),
        ({"levy_each": ""}, "levy_each", "Enter the levy that you expect each month, or 0 if you expect none"),
        ({"levy_each": "-5"}, "levy_each", "Enter levy of zero or more"),
        ({"levy_each": "much"}, "levy_each", "Enter the levy of a month in pounds, like 12,345.67"),
        ({"training_each": "1,5"}, "training_each", "Enter the training of a month in pounds, like 12,345.67"),
        ({"transfers_each": "-5"}, "transfers_each", "Enter transfers of zero or more"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_lost(
    typed: dict[str, str], field: str, sentence: str
) -> None:
    page = forecast(**typed)
    assert page.status == 422
    assert page.errors == {field: sentence}
    kept = dict(page.form().fields)
    assert {name: kept[name].strip() for name in TRUST | typed} == TRUST | typed


def test_wrong_lists_and_wrong_plans_are_told_together() -> None:
    assert set(forecast(levy="x 1", levy_each="").errors) == {"levy", "levy_each"}


def test_the_files_hold_every_month_as_plain_numbers() -> None:
    rows = list(csv.reader(io.StringIO(file_of("forecast.csv").decode("utf-8-sig"))))
    assert rows[0] == list(COLUMNS)
    assert rows[1] == ["2026-11", "1800.00", "100.00", "20.00", "30.00", "0.00", "1850.00", "0.00", "0.00"]
    assert len(rows) == MONTHS + 1
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file_of("forecast.xlsx")))
    assert book.get_sheet_by_index(0).to_python() == rows


@pytest.mark.parametrize("name", ["forecast.csv", "forecast.xlsx"])
def test_a_file_of_wrong_figures_is_the_page_that_says_so(name: str) -> None:
    page = ANYBODY.get(f"/levy/expiry/{name}?levy=x+1&levy_each=1")
    assert page.status == 422
    assert page.errors == {"levy": "Line 1: begin with a month, like 2026-05 or May 2026"}
