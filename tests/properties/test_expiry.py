"""When levy expires: against a model that lays penny beside penny, and the double cliff out of the rules alone."""

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.levy.domain.expiry import Expiry, Lifetime, dated_lifetimes, expiries, months_of, summed
from shared.values.dates import Month

FIRST = Month(2025, 1)
SHORT = (Lifetime(Month(2015, 1), 6), Lifetime(Month(2025, 8), 3))
MONTHS = st.integers(0, 18).map(FIRST.plus)
SIGNED = st.dictionaries(MONTHS, st.integers(-6, 9), max_size=12)
TOLD = st.dictionaries(MONTHS, st.integers(0, 9), max_size=3)


def pennies(amounts: Mapping[Month, int]) -> list[Month]:
    """One entry for each penny that is left when every refund has taken the latest pennies up to its month."""
    held: list[Month] = []
    for month, pence in sorted(amounts.items()):
        if pence >= 0:
            held += [month] * pence
        else:
            held = held[: max(0, len(held) + pence)]
    return held


def by_the_penny(levy: Mapping[Month, int], spending: Mapping[Month, int]) -> dict[Month, int]:
    """What expires of each month's levy: each penny is spent by the oldest penny of spending that is not used."""
    spent = pennies(spending)
    lasting = sorted(pennies(levy), key=lambda month: (-months_of(SHORT, month), month))
    gone: Counter[Month] = Counter()
    for month in lasting:
        usable = [one for one in spent if one <= month.plus(months_of(SHORT, month))]
        if usable:
            spent.remove(usable[0])
        else:
            gone[month] += 1
    return {month: gone[month] for month in sorted(levy)}


def pence_of(found: tuple[Expiry, ...]) -> dict[Month, int]:
    return {one.paid_in: one.pence for one in found}


@given(SIGNED, SIGNED)
def test_it_is_what_laying_penny_beside_penny_says(levy: dict[Month, int], spending: dict[Month, int]) -> None:
    found = expiries(levy, spending, {}, SHORT)
    assert pence_of(found) == by_the_penny(levy, spending)
    assert [one.paid_in for one in found] == sorted(levy)
    assert all(one.expires == one.paid_in.plus(months_of(SHORT, one.paid_in)) for one in found)


@given(SIGNED, SIGNED, TOLD)
def test_what_has_expired_already_is_told_as_it_was(
    levy: dict[Month, int], spending: dict[Month, int], expired: dict[Month, int]
) -> None:
    found = expiries(levy, spending, expired, SHORT)
    by_expiry = summed((one.expires, one.pence) for one in found)
    assert all(by_expiry[month] == pence for month, pence in expired.items() if month in by_expiry)
    assert all(one.pence >= 0 for one in found)


@given(SIGNED, SIGNED)
def test_to_be_told_what_would_be_worked_out_changes_nothing(
    levy: dict[Month, int], spending: dict[Month, int]
) -> None:
    found = expiries(levy, spending, {}, (Lifetime(Month(2015, 1), 6),))
    first = {found[0].expires: found[0].pence} if found else {}
    assert expiries(levy, spending, first, (Lifetime(Month(2015, 1), 6),)) == found


@given(SIGNED, SIGNED, MONTHS, st.integers(1, 9))
def test_more_spending_never_lets_more_expire(
    levy: dict[Month, int], spending: dict[Month, int], month: Month, more: int
) -> None:
    spending = {at: max(0, pence) for at, pence in spending.items()}
    before = sum(pence_of(expiries(levy, spending, {}, SHORT)).values())
    spending[month] = spending.get(month, 0) + more
    assert sum(pence_of(expiries(levy, spending, {}, SHORT)).values()) <= before


def test_the_double_cliff_of_august_2027_to_july_2028_comes_out_of_the_dated_rules() -> None:
    levy = {Month(2024, 8).plus(step): 100 for step in range(60)}
    gone = summed((one.expires, one.pence) for one in expiries(levy, {}, {}, dated_lifetimes()))
    cliff = [Month(2027, 8).plus(step) for step in range(12)]
    assert {gone[month] for month in cliff} == {200}
    assert {gone[month] for month in gone if month not in cliff} == {100}


def test_several_months_that_expired_together_share_what_is_told_the_longer_lasting_spent_first() -> None:
    levy = {Month(2025, 7): 100, Month(2025, 10): 100}
    spending = {Month(2025, 9): 500}
    found = expiries(levy, spending, {Month(2026, 1): 60}, SHORT)
    assert pence_of(found) == {Month(2025, 7): 0, Month(2025, 10): 60}


def test_more_can_have_expired_than_a_later_refund_left() -> None:
    found = expiries({Month(2025, 1): 100, Month(2025, 9): -40}, {}, {Month(2025, 7): 100}, SHORT)
    assert pence_of(found) == {Month(2025, 1): 100, Month(2025, 9): 0}


def test_a_month_before_the_first_rule_cannot_be_worked_out() -> None:
    with pytest.raises(LookupError, match="2014-12"):
        months_of(SHORT, Month(2014, 12))
