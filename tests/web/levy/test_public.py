"""The pages that are open to everybody: what a levy transfer is, and what it would pay."""

from urllib.parse import urlencode

import pytest

from functions.levy.app import app
from tests.web.client import Browser, Page

ANYBODY = Browser([app])
NURSING_ASSOCIATE = {"standard": "ST0827", "apprentices": "1", "start-month": "1", "start-year": "2027"}


def estimate(**typed: str) -> Page:
    """The estimate page for nursing associates, but for what is typed otherwise."""
    return ANYBODY.get(f"/levy/estimate?{urlencode(NURSING_ASSOCIATE | typed)}")


def test_the_start_page_says_what_a_transfer_is_and_is_not_to_anybody() -> None:
    page = ANYBODY.get("/levy")
    assert page.status == 200
    assert page.headings == ["Levy transfers"]
    for words in ("up to the funding band", "It does not pay for: wages", "new starts only", "You have 42 days"):
        assert words.lower() in page.main.lower()
    assert {"/levy/estimate", "/levy/applications", "/levy/pledges"} <= set(page.links)


def test_the_start_page_says_that_money_moves_only_in_the_governments_own_service() -> None:
    assert "money itself moves only in the apprenticeship service" in ANYBODY.get("/levy").main


def test_the_estimate_opens_without_an_answer_and_without_errors() -> None:
    page = ANYBODY.get("/levy/estimate")
    assert (page.status, page.errors) == (200, {})
    assert page.headings == ["Estimate what a transfer would pay"]
    assert "Whole cost" not in page.main


def test_an_estimate_shows_the_whole_cost_one_year_and_every_tax_year() -> None:
    page = estimate(start="2026-10")
    assert page.headings == ["Your estimate: £15,000.00"]
    assert "Cost of one year £6,000.00" in page.main
    for year, amount in (("2026/27", "2,500"), ("2027/28", "6,000"), ("2028/29", "6,500")):
        assert f"{year} Paid in that year £{amount}.00" in page.main


def test_an_estimate_says_from_when_its_figures_are() -> None:
    assert "ST0827 as they stood on 2 July 2026, from a named source" in estimate().main
    assert "September 2026, unverified" in estimate(standard="ST1431").main


def test_a_band_that_was_not_checked_is_shown_with_a_warning() -> None:
    assert "could not check" in estimate(standard="ST1431").main
    assert "could not check" not in estimate().main


def test_an_employer_without_levy_saves_its_share_for_those_of_25_and_over_alone() -> None:
    page = estimate(apprentices="3", employer="non_levy", older="2")
    assert "A transfer would save your organisation £1,500.00" in page.main
    assert "1 apprentice aged under 25: The government already pays" in page.main
    assert "no rule that says whether a transfer may pay" in page.main


def test_an_employer_is_told_where_a_transfer_saves_it_nothing() -> None:
    page = estimate(employer="non_levy", older="0")
    assert "A transfer would save your organisation no money." in page.main
    assert "no money" in estimate(employer="levy_payer_with_funds").main


def test_a_levy_payer_that_ran_out_saves_a_quarter() -> None:
    assert "save your organisation £3,750.00" in estimate(employer="levy_payer_out_of_funds").main


def test_a_price_above_the_band_is_the_employers_own_part() -> None:
    page = estimate(apprentices="2", price_each="£16,000.50")
    assert page.headings == ["Your estimate: £30,000.00"]
    assert "Your organisation would pay the rest itself: £2,001.00 in all" in page.main


def test_a_price_below_the_band_is_all_that_is_paid() -> None:
    assert estimate(price_each="12,345.67").headings == ["Your estimate: £12,345.67"]


def test_a_standard_that_is_closing_says_to_ask_for_a_capped_place() -> None:
    page = estimate(standard="ST0384", **{"start-month": "12", "start-year": "2026"})
    assert page.status == 200
    assert "Ask the provider for a capped place" in page.main
    assert "We refuse starts from 17 December 2026" in page.main


def test_a_standard_in_revision_says_that_it_may_change() -> None:
    assert "This training is being revised" in estimate(standard="ST0535").main


def test_a_standard_for_the_young_says_for_whom() -> None:
    assert "16 to 21 years old on the first day, or up to 24" in estimate(standard="FA0007").main


def test_a_past_start_is_estimated_but_no_saving_is_promised() -> None:
    page = estimate(start="2026-10", employer="non_levy", older="1")
    assert "This start is past" in page.main
    assert "would save your organisation" not in page.main


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"standard": ""}, "standard", "Select the training"),
        ({"standard": "ST9999"}, "standard", "Choose training from the list: we do not know this reference"),
        ({"standard": "ST0508"}, "standard", "Choose other training: this standard is retired"),
        ({"standard": "ST0567"}, "standard", "no reliable funding band"),
        ({"standard": "ST0384"}, "standard", "the government stops paying for new starts"),
        ({"standard": "'--"}, "standard", "Select the training"),
        ({"apprentices": ""}, "apprentices", "Enter how many apprentices there will be"),
        ({"apprentices": "0"}, "apprentices", "Enter 1 apprentice or more"),
        ({"apprentices": "1000"}, "apprentices", "Enter 999 apprentices or fewer"),
        ({"apprentices": "two"}, "apprentices", "Enter the number of apprentices, like 2"),
        ({"start-month": "13"}, "start", "Enter the start month in figures, like 3 2027"),
        ({"start-month": "", "start-year": ""}, "start", "Enter the month in which the training starts"),
        ({"start": "2025-10"}, "start", "Enter November 2025 or a later month"),
        ({"start": "2030-12"}, "start", "Enter November 2030 or an earlier month"),
        ({"price_each": "1,50"}, "price_each", "Enter the price for one apprentice in pounds, like 7500"),
        ({"price_each": "-5"}, "price_each", "Enter a price above zero"),
        ({"price_each": "0.50"}, "price_each", "Enter a price of £1 or more"),
        ({"price_each": "100001"}, "price_each", "Enter a price of £100,000 or less"),
        ({"price_each": "9" * 15}, "price_each", "Enter a price of £100,000 or less"),
        ({"employer": "rich"}, "employer", "Select whether your organisation pays the levy"),
        ({"employer": "non_levy"}, "older", "Enter how many will be 25 or over, or 0 for none"),
        ({"employer": "non_levy", "older": "2"}, "older", "Enter no more than the number of apprentices above"),
        ({"employer": "non_levy", "older": "-1"}, "older", "Enter how many will be 25 or over, like 1"),
    ],
)
def test_a_wrong_field_is_told_beside_it(typed: dict[str, str], field: str, sentence: str) -> None:
    page = estimate(**typed)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert list(page.errors) == [field]
    assert sentence in page.errors[field]
    assert f'id="{field}"' in page.html
    assert f'id="{field}-error"' in page.html or f'id="{field}-boxes-error"' in page.html


def test_what_was_typed_is_kept_beside_an_error() -> None:
    page = estimate(apprentices="lots", price_each="7,500", employer="non_levy", older="2")
    kept = dict(page.form().fields)
    expected = NURSING_ASSOCIATE | {"apprentices": "lots", "price_each": "7,500", "employer": "non_levy"}
    assert kept == expected | {"older": "2"}


def test_the_form_under_an_answer_can_be_changed_and_sent_again() -> None:
    first = estimate(employer="non_levy", older="1")
    again = ANYBODY.submit(first, {"apprentices": "2", "older": "2"})
    assert again.headings == ["Your estimate: £30,000.00"]
    assert "save your organisation £1,500.00" in again.main


def test_markup_in_a_query_is_shown_as_text() -> None:
    page = estimate(apprentices="<script>alert(1)</script>")
    assert page.status == 422
    assert "<script>alert" not in page.html


def test_every_standard_on_offer_can_be_estimated_at_its_band() -> None:
    page = ANYBODY.get("/levy/estimate")
    values = [part.partition('"')[0] for part in page.html.partition("</select>")[0].split('<option value="')[2:]]
    assert len(values) > 35
    assert {estimate(standard=ref, start="2026-12").status for ref in values} == {200}
