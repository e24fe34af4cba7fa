"""Redundancy pay: the published examples, the limits on each side of their day, and every no."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from functions.redeploy.domain.redundancy import (
    AskContractual,
    AskStatutory,
    ContractualPay,
    NoFigure,
    Reading,
    StatutoryPay,
    StatutoryTerms,
    YearsAtRate,
    contractual,
    half_up,
    statutory,
    statutory_terms,
    statutory_under,
)
from shared.outcomes import Refusal

MAY_2026 = date(2026, 5, 1)
CAPS = {2019: 525, 2020: 538, 2021: 544, 2022: 571, 2023: 643, 2024: 700, 2025: 719, 2026: 751}


def terms(cap_pounds: int) -> StatutoryTerms:
    """Today's terms under another limit on a week's pay."""
    found = statutory_terms(MAY_2026)
    assert isinstance(found, StatutoryTerms)
    return found.model_copy(update={"weekly_cap_pence": cap_pounds * 100})


def ask_statutory(
    age: int = 45, years: int = 12, weekly_pay_pence: int = 35_000, on: date = MAY_2026
) -> AskStatutory:
    return AskStatutory(dismissed_on=on, age=age, years=years, weekly_pay_pence=weekly_pay_pence)


def by_statute(age: int = 45, years: int = 12, weekly_pay_pence: int = 35_000) -> StatutoryPay:
    found = statutory(ask_statutory(age, years, weekly_pay_pence))
    assert isinstance(found, StatutoryPay)
    return found


def ask_contractual(
    salary_pounds: int = 37_796,
    years: int = 12,
    *,
    continuous_years: int | None = None,
    fte: int = 10_000,
    pensioned: int = 0,
    paid: int = 0,
    on: date = MAY_2026,
) -> AskContractual:
    return AskContractual(
        dismissed_on=on,
        years=years,
        continuous_years=years if continuous_years is None else continuous_years,
        annual_salary_pence=salary_pounds * 100,
        fte_ten_thousandths=fte,
        pensioned_years=pensioned,
        paid_years=paid,
    )


def by_contract(ask: AskContractual, reading: Reading | None = None) -> ContractualPay:
    found = contractual(ask, reading)
    assert isinstance(found, ContractualPay)
    return found


@pytest.mark.parametrize(
    ("cap", "age", "years", "week_pounds", "weeks", "pounds"),
    [
        (430, 45, 12, 350, 14_000, 4_900),
        (430, 42, 22, 500, 20_500, 8_815),
        (450, 42, 22, 500, 20_500, 9_225),
        (430, 41, 4, 1_500, 4_000, 1_720),
        (430, 18, 3, 500, 1_500, 645),
        (430, 26, 11, 250, 7_500, 1_875),
        (430, 34, 15, 386, 13_500, 5_211),
        (430, 40, 20, 401, 19_000, 7_619),
        (751, 45, 12, 800, 14_000, 10_514),
        (751, 61, 25, 900, 30_000, 22_530),
    ],
)
def test_statute_pays_what_the_published_examples_say(
    cap: int, age: int, years: int, week_pounds: int, weeks: int, pounds: int
) -> None:
    found = statutory_under(terms(cap), age, years, week_pounds * 100)
    assert (found.weeks, found.pence) == (weeks, pounds * 100)


@pytest.mark.parametrize(("age", "weeks"), [(22, 500), (23, 1_000), (41, 1_000), (42, 1_500)])
def test_a_year_counts_by_the_age_at_its_end(age: int, weeks: int) -> None:
    assert terms(751).weeks_for(age) == weeks


def test_the_years_at_each_rate_are_counted_back_from_the_day() -> None:
    assert by_statute(age=43, years=4).by_rate == (
        YearsAtRate(years=2, weeks_each=1_500),
        YearsAtRate(years=2, weeks_each=1_000),
    )


def test_statute_pays_nothing_under_two_years_and_something_from_two() -> None:
    assert (by_statute(years=1).weeks, by_statute(years=1).pence, by_statute(years=1).by_rate) == (0, 0, ())
    assert by_statute(years=2).weeks == 3_000


def test_no_more_than_twenty_years_count() -> None:
    assert by_statute(age=61, years=20).pence == by_statute(age=61, years=21).pence


def test_half_a_penny_is_rounded_up_once_at_the_end() -> None:
    assert by_statute(age=42, years=2, weekly_pay_pence=10_001).pence == 25_003  # 2.5 x 100.01 = 250.025
    assert [half_up(Fraction(n, 4)) for n in (1, 2, 3, -2, -3)] == [0, 1, 1, 0, -1]


@pytest.mark.parametrize("year", CAPS)
def test_the_limit_on_a_weeks_pay_changes_on_6_april(year: int) -> None:
    first, last = date(year, 4, 6), date(year + 1, 4, 5)
    for day in (first, last):
        found = statutory(ask_statutory(weekly_pay_pence=500_000, on=day))
        assert isinstance(found, StatutoryPay)
        assert found.week_pence == found.weekly_cap_pence == CAPS[year] * 100


@pytest.mark.parametrize(
    ("ask", "refusal"),
    [
        (ask_statutory(on=date(2019, 4, 5)), Refusal(NoFigure.DATE_TOO_EARLY, {"earliest": "6 April 2019"})),
        (ask_statutory(on=date(2027, 4, 6)), Refusal(NoFigure.DATE_NOT_PUBLISHED, {"latest": "5 April 2027"})),
        (ask_statutory(age=15, years=0), Refusal(NoFigure.AGE_OUT_OF_RANGE, {"youngest": "16", "oldest": "100"})),
        (ask_statutory(age=101), Refusal(NoFigure.AGE_OUT_OF_RANGE, {"youngest": "16", "oldest": "100"})),
        (ask_statutory(age=20, years=6), Refusal(NoFigure.SERVICE_BEYOND_AGE, {"most": "5", "age": "20"})),
    ],
)
def test_statute_says_no_where_there_is_no_figure(ask: AskStatutory, refusal: Refusal) -> None:
    assert statutory(ask) == refusal


def test_the_ends_of_every_range_are_answered() -> None:
    assert by_statute(age=16, years=1).pence == 0
    assert by_statute(age=100, years=85).years_counted == 20
    assert by_statute(age=20, years=5).weeks == 2_500


@pytest.mark.parametrize(
    ("salary", "years", "pence"),
    [(31_534, 7, 1_839_483), (37_796, 12, 3_779_600), (54_710, 20, 9_118_333), (95_000, 30, 16_000_000)],
)
def test_section_16_pays_a_twelfth_of_the_salary_for_each_year(salary: int, years: int, pence: int) -> None:
    assert by_contract(ask_contractual(salary, years)).pence == pence


@pytest.mark.parametrize(
    ("salary", "years", "twelfth", "by_weeks"),
    [
        (39_043, 10, 3_253_583, 3_257_140),
        (48_117, 15, 6_014_625, 6_021_200),
        (91_609, 24, 16_000_000, 16_000_000),
    ],
)
def test_the_route_by_weeks_stands_beside_and_is_never_used(
    salary: int, years: int, twelfth: int, by_weeks: int
) -> None:
    found = by_contract(ask_contractual(salary, years))
    assert (found.pence, found.week_route_pence) == (twelfth, by_weeks)


def test_the_salary_has_a_floor_and_a_ceiling() -> None:
    for salary, used in ((22_999, 23_000), (23_001, 23_001), (79_999, 79_999), (80_001, 80_000)):
        assert by_contract(ask_contractual(salary)).salary_used_pence == used * 100


def test_part_time_hours_reduce_the_sum_after_the_limits() -> None:
    found = by_contract(ask_contractual(95_000, 30, fte=5_000))
    assert (found.pence, found.month_pence, found.week_route_pence) == (8_000_000, 333_333, 8_000_000)
    assert by_contract(ask_contractual(23_000, 3, fte=3_333)).pence == 191_648  # 1,916.475


def test_section_16_pays_nothing_under_two_years_of_continuous_service() -> None:
    found = by_contract(ask_contractual(years=12, continuous_years=1))
    assert (found.months, found.pence, found.other_pence, found.week_route_pence) == (0, 0, 0, 0)
    assert by_contract(ask_contractual(years=12, continuous_years=2)).months == 12


def test_no_more_than_24_months_are_paid() -> None:
    assert [by_contract(ask_contractual(years=years)).months for years in (23, 24, 25)] == [23, 24, 24]


def test_service_left_out_is_deducted_before_the_most_is_applied_and_the_other_reading_is_shown() -> None:
    found = by_contract(ask_contractual(years=33, pensioned=6))
    assert (found.reading, found.months, found.other_months) == (Reading.DEDUCT_THEN_CAP, 24, 18)
    assert found.other_pence == 18 * 314_966 + 12  # 18 twelfths of £37,796.00, rounded once
    assert found.years_counted == 27


def test_hr_may_decide_the_other_reading() -> None:
    ask = ask_contractual(years=33, pensioned=6)
    found, other = by_contract(ask), by_contract(ask, Reading.CAP_THEN_DEDUCT)
    assert (other.months, other.other_months) == (found.other_months, found.months)
    assert (other.pence, other.other_pence) == (found.other_pence, found.pence)


def test_pensioned_and_paid_years_are_both_left_out() -> None:
    assert by_contract(ask_contractual(years=12, pensioned=3, paid=4)).months == 5
    assert by_contract(ask_contractual(years=30, pensioned=20, paid=10)).other_months == 0


@pytest.mark.parametrize(
    ("ask", "refusal"),
    [
        (ask_contractual(on=date(2015, 3, 31)), Refusal(NoFigure.DATE_TOO_EARLY, {"earliest": "1 April 2015"})),
        (ask_contractual(years=5, pensioned=6), Refusal(NoFigure.PENSIONED_BEYOND_SERVICE, {"most": "5"})),
        (ask_contractual(years=5, pensioned=3, paid=3), Refusal(NoFigure.PAID_BEYOND_SERVICE, {"most": "2"})),
    ],
)
def test_section_16_says_no_where_there_is_no_figure(ask: AskContractual, refusal: Refusal) -> None:
    assert contractual(ask) == refusal


def test_section_16_has_no_known_end() -> None:
    later = date(2027, 4, 6) + timedelta(days=300)
    assert by_contract(ask_contractual(on=later)).pence == by_contract(ask_contractual()).pence
