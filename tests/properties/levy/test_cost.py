"""Whatever is bought, whenever it starts: no penny is lost, made up or paid twice."""

from hypothesis import given
from hypothesis import strategies as st

from functions.levy.domain.cost import estimate, instalments, one_year_pence, years_of
from shared.reference.standards import Standard, StandardStatus, standards_file
from shared.values.dates import Month, tax_year_of
from shared.values.money import MOST_PENCE

standards = st.sampled_from(
    [line for line in standards_file().lines if line.status is not StandardStatus.SUPERSEDED]
)
apprentices = st.integers(1, 999)
starts = st.integers(0, 8 * 12 - 1).map(Month(2025, 1).plus)
lengths = st.integers(1, 100)
amounts = st.integers(0, MOST_PENCE)


def _first_year(tax_year: str) -> int:
    return int(tax_year[:4])


@given(amounts, lengths, starts)
def test_instalments_add_up_to_the_amount_and_none_is_below_zero(amount: int, months: int, start: Month) -> None:
    paid = instalments(amount, months, start)
    assert sum(payment.pence for payment in paid) == amount
    assert all(payment.pence >= 0 for payment in paid)
    assert len(paid) == months + 1


@given(amounts, lengths, starts)
def test_instalments_fall_in_each_month_after_the_start_without_a_gap(
    amount: int, months: int, start: Month
) -> None:
    paid = instalments(amount, months, start)
    assert [start.months_until(payment.month) for payment in paid] == list(range(1, months + 2))


@given(amounts, lengths, starts)
def test_the_completion_payment_is_a_fifth_and_at_most_a_penny_a_month_more(
    amount: int, months: int, start: Month
) -> None:
    completion = instalments(amount, months, start)[-1].pence
    assert 0 <= completion * 5 - amount <= 5 * months


@given(amounts, lengths, starts)
def test_tax_years_add_up_to_the_amount_and_follow_each_other(amount: int, months: int, start: Month) -> None:
    shares = years_of(amount, months, start)
    assert sum(share.pence for share in shares) == amount
    firsts = [_first_year(share.tax_year) for share in shares]
    assert firsts == list(range(firsts[0], firsts[0] + len(firsts)))
    assert shares[0].tax_year == tax_year_of(start.plus(1).last_day)


@given(amounts, amounts, lengths, starts)
def test_splitting_an_award_moves_less_than_a_penny_a_month_between_tax_years(
    amount: int, cut: int, months: int, start: Month
) -> None:
    first, second = min(amount, cut), amount - min(amount, cut)
    whole = years_of(amount, months, start)
    parts = zip(years_of(first, months, start), years_of(second, months, start), strict=True)
    for together, (one, other) in zip(whole, parts, strict=True):
        assert abs(together.pence - one.pence - other.pence) <= months


@given(standards, apprentices, starts)
def test_every_standard_has_an_estimate_whose_years_add_up(standard: Standard, count: int, start: Month) -> None:
    found = estimate(standard, count, start)
    assert found.total_pence == standard.band_pence * count
    assert sum(share.pence for share in found.years) == found.total_pence
    assert found.excess_pence == 0


@given(standards, apprentices, starts, st.integers(0, 10_000_000), lengths)
def test_a_transfer_pays_at_most_the_band_and_with_the_excess_exactly_the_price(
    standard: Standard, count: int, start: Month, price: int, months: int
) -> None:
    found = estimate(standard, count, start, price, months)
    assert found.total_pence <= standard.band_pence * count
    assert found.total_pence + found.excess_pence == price * count
    assert sum(share.pence for share in found.years) == found.total_pence


@given(amounts.map(lambda pence: pence // 1000), apprentices, lengths)
def test_the_one_year_cost_is_within_half_a_pound_of_twelve_instalments(
    each: int, count: int, months: int
) -> None:
    one_year = one_year_pence(each, count, months)
    if months <= 12:
        assert one_year == each * count
    else:
        assert one_year % 100 == 0
        assert abs(one_year * 100 * months - each * count * 80 * 12) <= 50 * 100 * months
