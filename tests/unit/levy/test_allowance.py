"""The allowance of a tax year: vectors worked out by hand, with the rules of their dates."""

from datetime import date

import pytest

from functions.levy.domain.allowance import (
    EnglishShare,
    Figures,
    allowance,
    allowed_by_year,
    english_share,
    mean_month,
    months_of,
    top_up_rule,
    years_from,
)
from shared.values.dates import Month

TEN_THOUSAND = 1_000_000


def levy(first: Month, months: int, pence: int = TEN_THOUSAND) -> dict[Month, int]:
    """The same levy in so many months."""
    return {first.plus(passed): pence for passed in range(months)}


def test_a_tax_year_has_twelve_months_from_april() -> None:
    assert months_of("2026/27")[0] == Month(2026, 4)
    assert months_of("2026/27")[-1] == Month(2027, 3)
    assert len(months_of("2026/27")) == 12


def test_a_year_with_top_up_allows_half_of_what_came_in_the_year_before() -> None:
    found = allowance(Figures(declared=levy(Month(2025, 4), 12)), "2026/27")

    assert found.base_year == "2025/26"
    assert (found.declared_pence, found.projected_pence, found.empty_months) == (12_000_000, 0, 0)
    assert (found.english_pence, found.top_up_pence) == (12_000_000, 1_200_000)
    assert (found.cap_percent, found.pence) == (50, 6_600_000)


@pytest.mark.parametrize(
    ("month", "percent"),
    [
        (Month(2026, 5), 10),
        (Month(2026, 6), 10),  # tax month 3: closed on 20 July 2026
        (Month(2026, 7), 0),  # tax month 4: closed on 20 August 2026
        (Month(2027, 1), 0),
    ],
)
def test_the_top_up_ends_with_the_tax_month_that_the_service_closes_in_august_2026(
    month: Month, percent: int
) -> None:
    assert top_up_rule(month).number == percent


@pytest.mark.parametrize(
    ("tax_year", "pence"),
    [
        ("2026/27", 6_600_000),  # 12 months with a top-up of 10%
        ("2027/28", 6_150_000),  # 3 months with one: (3 x 11,000 + 9 x 10,000) / 2
        ("2028/29", 6_000_000),  # none
    ],
)
def test_the_end_of_the_top_up_lowers_the_allowance_of_two_years(tax_year: str, pence: int) -> None:
    assert allowance(Figures(declared=levy(Month(2025, 4), 36)), tax_year).pence == pence


@pytest.mark.parametrize(
    ("tax_year", "percent", "pence"), [("2023/24", 25, 3_300_000), ("2024/25", 50, 6_600_000)]
)
def test_half_may_be_transferred_from_the_year_in_which_a_quarter_became_half(
    tax_year: str, percent: int, pence: int
) -> None:
    found = allowance(Figures(declared=levy(Month(2022, 4), 24)), tax_year)
    assert (found.cap_percent, found.pence) == (percent, pence)


def test_every_part_is_rounded_down_to_the_penny() -> None:
    figures = Figures(
        declared={Month(2025, 4): 1_000_001}, english=(EnglishShare(starts=Month(2025, 1), basis_points=9_237),)
    )
    found = allowance(figures.model_copy(update={"declared": levy(Month(2025, 4), 12, 1_000_001)}), "2026/27")
    assert found.english_pence == 12 * 923_700  # 923,700.92
    assert found.top_up_pence == 12 * 92_370
    assert found.pence == 6_096_420


def test_the_english_share_is_the_latest_that_has_begun_and_else_the_rules() -> None:
    shares = (
        EnglishShare(starts=Month(2025, 7), basis_points=9_000),
        EnglishShare(starts=Month(2026, 1), basis_points=8_000),
    )
    assert [english_share(shares, Month(2025, month)) for month in (6, 7, 12)] == [10_000, 9_000, 9_000]
    assert english_share(shares, Month(2026, 1)) == 8_000


def test_months_that_are_not_declared_yet_are_projected_with_the_mean_of_the_last_twelve() -> None:
    declared = levy(Month(2025, 4), 6, 500_000) | levy(Month(2025, 10), 12, 1_200_000)

    found = allowance(Figures(declared=declared), "2027/28")

    assert mean_month(declared) == 1_200_000
    assert (found.declared_pence, found.projected_months, found.projected_pence) == (7_200_000, 6, 7_200_000)
    assert found.empty_months == 0
    assert found.pence == (3 * 1_320_000 + 9 * 1_200_000) // 2


def test_a_year_after_the_next_is_projected_whole() -> None:
    found = allowance(Figures(declared=levy(Month(2025, 4), 18)), "2029/30")
    assert (found.declared_pence, found.projected_months, found.pence) == (0, 12, 6_000_000)


def test_a_month_that_was_left_out_counts_as_nothing() -> None:
    declared = levy(Month(2025, 4), 12)
    del declared[Month(2025, 9)]
    found = allowance(Figures(declared=declared), "2026/27")
    assert (found.empty_months, found.projected_months, found.declared_pence) == (1, 0, 11_000_000)


def test_a_refund_lowers_the_allowance_and_never_below_nothing() -> None:
    declared = levy(Month(2025, 4), 12)
    assert allowance(Figures(declared=declared | {Month(2026, 3): -1_000_000}), "2026/27").pence == 5_500_000
    assert allowance(Figures(declared={Month(2026, 3): -1_000_000}), "2026/27").pence == 0
    assert mean_month({Month(2026, 3): -1_000_000}) == 0


def test_what_is_promised_elsewhere_is_not_allowed_here() -> None:
    figures = Figures(declared=levy(Month(2025, 4), 12), elsewhere={"2026/27": 1_600_000, "2025/26": 5})
    allowed = allowed_by_year(figures, date(2026, 11, 22))
    assert allowed["2026/27"] == 5_000_000
    assert allowed["2025/26"] == -5, "more was promised than a year without figures allows"


def test_years_are_allowed_for_as_long_as_an_apprenticeship_lasts() -> None:
    allowed = allowed_by_year(Figures(declared=levy(Month(2025, 4), 12)), date(2026, 11, 22))
    assert tuple(allowed) == years_from("2025/26", 13)
    assert list(allowed)[-1] == "2037/38"
