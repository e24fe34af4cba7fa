"""What an apprenticeship costs, by the vectors of the national service's formulas."""

from datetime import date

import pytest
from pydantic import ValidationError

from functions.levy.domain.cost import (
    COMPLETION_PERCENT,
    InstalmentKind,
    YearShare,
    estimate,
    excess_pence,
    funded_each_pence,
    instalments,
    one_year_pence,
    years_of,
)
from shared.reference.rules import all_rules, rule
from shared.reference.standards import Standard, StandardWarning, standard_for
from shared.values.dates import Month

_OCTOBER = Month(2026, 10)


def _standard(ref: str) -> Standard:
    found = standard_for(ref, _OCTOBER)
    assert isinstance(found, Standard)
    return found


@pytest.mark.parametrize(
    ("ref", "apprentices", "total", "one_year", "years"),
    [
        ("ST0827", 1, 1_500_000, 600_000, [250_000, 600_000, 650_000]),
        ("ST0005", 4, 1_800_000, 1_800_000, [600_000, 1_200_000]),
        ("ST0216", 3, 1_500_000, 1_500_000, [750_000, 750_000]),
        ("ST0217", 2, 1_800_000, 720_000, [300_000, 720_000, 780_000]),
        # 43,333 a month, not 43,333⅓: five months give 216,665 and the completion payment gains 16 pence.
        ("ST0781", 1, 2_600_000, 520_000, [216_665, 519_996, 519_996, 519_996, 823_347]),
        ("ST0310", 1, 700_000, 373_300, [155_555, 373_332, 171_113]),
    ],
)
def test_the_cost_of_a_standard_agrees_with_the_national_formulas(
    ref: str, apprentices: int, total: int, one_year: int, years: list[int]
) -> None:
    found = estimate(_standard(ref), apprentices, _OCTOBER)
    assert (found.total_pence, found.one_year_pence) == (total, one_year)
    assert [share.pence for share in found.years] == years
    assert found.years[0].tax_year == "2026/27"


def test_an_estimate_is_sent_as_the_open_interface_promises() -> None:
    sent = estimate(_standard("ST0827"), 1, _OCTOBER).model_dump(mode="json")
    assert sent == {
        "standard": "ST0827",
        "band_pence": 1_500_000,
        "duration_months": 24,
        "apprentices": 1,
        "total_pence": 1_500_000,
        "excess_pence": 0,
        "one_year_pence": 600_000,
        "years": [
            {"tax_year": "2026/27", "pence": 250_000},
            {"tax_year": "2027/28", "pence": 600_000},
            {"tax_year": "2028/29", "pence": 650_000},
        ],
        "snapshot_on": "2026-07-02",
        "warnings": [],
    }


def test_an_estimate_carries_the_warnings_of_its_standard() -> None:
    assert estimate(_standard("ST0385"), 1, _OCTOBER).warnings == (StandardWarning.CLOSING,)
    assert estimate(_standard("ST0006"), 1, _OCTOBER).snapshot_on == date(2023, 6, 26)


@pytest.mark.parametrize("apprentices", [0, 1000])
def test_an_estimate_is_for_1_to_999_apprentices(apprentices: int) -> None:
    with pytest.raises(ValidationError):
        estimate(_standard("ST0827"), apprentices, _OCTOBER)


def test_the_most_apprentices_are_those_of_the_rule() -> None:
    most = rule("apprentices_at_most", date(2026, 11, 22)).number
    assert estimate(_standard("ST0827"), most, _OCTOBER).apprentices == 999


def test_a_price_below_the_band_is_paid_as_agreed() -> None:
    found = estimate(_standard("ST0827"), 2, _OCTOBER, price_each_pence=1_200_000)
    assert (found.total_pence, found.excess_pence, found.one_year_pence) == (2_400_000, 0, 960_000)


def test_a_price_above_the_band_leaves_the_excess_to_the_employer() -> None:
    found = estimate(_standard("ST0827"), 2, _OCTOBER, price_each_pence=1_600_001)
    assert (found.total_pence, found.excess_pence) == (3_000_000, 200_002)


def test_without_an_agreed_price_the_band_is_reckoned_and_nothing_is_in_excess() -> None:
    assert (funded_each_pence(500_000, None), excess_pence(500_000, None, 3)) == (500_000, 0)


def test_an_agreed_length_takes_the_place_of_the_typical_one() -> None:
    found = estimate(_standard("ST0827"), 1, _OCTOBER, months=12)
    assert (found.duration_months, found.one_year_pence) == (12, 1_500_000)
    assert [share.pence for share in found.years] == [500_000, 1_000_000]


def test_instalments_run_from_the_month_after_the_start_and_completion_follows_the_last() -> None:
    paid = instalments(1_500_000, 24, _OCTOBER)
    assert len(paid) == 25
    assert {payment.pence for payment in paid[:-1]} == {50_000}
    assert (paid[0].month, paid[-2].month) == (Month(2026, 11), Month(2028, 10))
    assert (paid[-1].month, paid[-1].pence) == (Month(2028, 11), 300_000)
    assert [payment.kind for payment in paid[-2:]] == [InstalmentKind.MONTHLY, InstalmentKind.COMPLETION]


def test_what_does_not_divide_goes_into_the_completion_payment() -> None:
    paid = instalments(1_000, 7, _OCTOBER)
    assert [payment.pence for payment in paid] == [114] * 7 + [202]


def test_april_is_the_first_month_of_a_tax_year() -> None:
    # Started in February: March counts in the old year, April and the completion in May in the new one.
    assert years_of(1_000, 2, Month(2026, 2)) == (
        YearShare(tax_year="2025/26", pence=400),
        YearShare(tax_year="2026/27", pence=600),
    )


def test_a_tax_year_in_which_instalments_round_to_nothing_is_still_shown() -> None:
    shares = years_of(1, 24, _OCTOBER)
    assert [(share.tax_year, share.pence) for share in shares] == [("2026/27", 0), ("2027/28", 0), ("2028/29", 1)]


@pytest.mark.parametrize(
    ("each_pence", "months", "pence"),
    [
        (700_000, 18, 373_300),  # £3,733.33 falls
        (500_000, 14, 342_900),  # £3,428.57 rises
        (10_000, 64, 1_500),  # £15.00 stays
        (1_562_500, 60, 250_000),  # £2,500.00 stays
        (2_345_000, 48, 469_000),
        (65_625, 36, 17_500),
        (65_813, 36, 17_600),  # £175.50 and a third of a penny rises
        (62_500, 60, 10_000),
        (62_813, 60, 10_100),  # £100.5008 rises
        (78_750, 42, 18_000),
        (78_313, 42, 17_900),  # £179.0011 falls
        (13_125, 24, 5_300),  # £52.50 exactly: half a pound rises
    ],
)
def test_the_one_year_cost_is_rounded_to_the_nearest_pound_and_half_a_pound_rises(
    each_pence: int, months: int, pence: int
) -> None:
    assert one_year_pence(each_pence, 1, months) == pence


def test_up_to_twelve_months_the_one_year_cost_is_the_whole_cost() -> None:
    assert one_year_pence(450_050, 3, 12) == 1_350_150
    assert one_year_pence(450_000, 1, 13) == 332_300


def test_the_share_paid_at_completion_is_that_of_the_rule_on_every_day_of_it() -> None:
    held = [row for row in all_rules() if row.key == "completion_percent"]
    assert [row.number for row in held] == [COMPLETION_PERCENT]
