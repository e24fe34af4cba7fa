"""The forecast: every penny of every month, against what expiry says of the same levy and spending."""

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from functions.levy.domain.expiry import Lifetime, dated_lifetimes, expiries, summed
from functions.levy.domain.forecast import (
    ForecastMonth,
    Past,
    Plans,
    Promise,
    forecast,
    instalments_due,
    unspent,
)
from shared.reference.standards import standards_file
from shared.values.dates import Month

NOW = Month(2025, 7)
SHORT = (Lifetime(Month(2015, 1), 6), Lifetime(Month(2025, 8), 3))
LENGTH = 15
BEFORE = st.integers(1, 14).map(lambda ago: NOW.plus(-ago))
AFTER = st.integers(0, LENGTH - 1).map(NOW.plus)
SIGNED = st.dictionaries(BEFORE, st.integers(-6, 9), max_size=12)
CAME_IN = st.dictionaries(BEFORE, st.integers(0, 9), min_size=4, max_size=12)
SPENT = st.dictionaries(BEFORE, st.integers(0, 4), max_size=6)
TOLD = st.dictionaries(BEFORE, st.integers(0, 9), max_size=3)
PLANNED = st.dictionaries(AFTER, st.integers(0, 9), max_size=12)
PASTS = st.builds(Past, levy=SIGNED, spending=SIGNED, expired=TOLD)
PLANS = st.builds(Plans, levy=PLANNED, training=PLANNED, transfers=PLANNED)
STANDARDS = sorted({(one.band_pence, one.months) for one in standards_file().lines if one.band_pence})


def short_forecast(past: Past, plans: Plans) -> tuple[ForecastMonth, ...]:
    return forecast(past, plans, NOW, SHORT, LENGTH)


def spending_of(rows: tuple[ForecastMonth, ...]) -> dict[Month, int]:
    return {row.month: row.transfers + row.training for row in rows}


@given(PASTS, PLANS)
def test_every_penny_of_a_month_is_somewhere_and_no_balance_is_below_zero(past: Past, plans: Plans) -> None:
    rows = short_forecast(past, plans)
    assert [row.month for row in rows] == [NOW.plus(step) for step in range(LENGTH)]
    for row in rows:
        assert row.opening + row.levy - row.transfers - row.training - row.expired == row.closing
        assert min(row.opening, row.transfers, row.training, row.expired, row.closing) >= 0
    assert [row.opening for row in rows[1:]] == [row.closing for row in rows[:-1]]
    assert rows[0].opening == sum(unspent(past, NOW, SHORT).values())


@given(PASTS, PLANS)
def test_what_is_planned_is_paid_or_told_as_unpaid_and_only_an_empty_account_leaves_anything(
    past: Past, plans: Plans
) -> None:
    for row in short_forecast(past, plans):
        assert row.levy == plans.levy.get(row.month, 0)
        assert row.transfers + row.unpaid_transfers == plans.transfers.get(row.month, 0)
        assert row.training + row.unpaid_training == plans.training.get(row.month, 0)
        if row.unpaid_transfers or row.unpaid_training:
            assert row.closing == row.expired == 0
        if row.unpaid_transfers:
            assert row.training == 0


def all_that_expires(
    levy: Mapping[Month, int], spending: Mapping[Month, int], expired: Mapping[Month, int]
) -> dict[Month, int]:
    found = expiries(levy, spending, expired, SHORT)
    return {month: pence for month, pence in summed((one.expires, one.pence) for one in found).items() if pence}


@given(PASTS, PLANS)
def test_what_expires_is_what_expiry_says_of_the_same_levy_and_the_same_spending(past: Past, plans: Plans) -> None:
    rows = short_forecast(past, plans)
    left = unspent(past, NOW, SHORT)
    said = all_that_expires({**left, **plans.levy}, spending_of(rows), {})
    last = rows[-1].month
    assert {row.month: row.expired for row in rows if row.expired} == {
        month: pence for month, pence in said.items() if month <= last
    }
    assert rows[-1].closing == sum(pence for month, pence in said.items() if month > last)


@given(CAME_IN, SPENT, PLANS)
def test_it_is_also_what_expiry_says_of_the_whole_life_where_levy_was_there_for_all_spending(
    levy: dict[Month, int], spending: dict[Month, int], plans: Plans
) -> None:
    used = sum(levy.values()) - sum(all_that_expires(levy, spending, {}).values())
    assume(used == sum(spending.values()))
    rows = short_forecast(Past(levy, spending, {}), plans)
    said = all_that_expires({**levy, **plans.levy}, {**spending, **spending_of(rows)}, {})
    assert {row.month: row.expired for row in rows if row.expired} == {
        month: pence for month, pence in said.items() if NOW <= month <= rows[-1].month
    }


@given(PASTS, PLANS, AFTER, st.integers(1, 9))
def test_to_plan_more_training_never_lets_more_expire(past: Past, plans: Plans, month: Month, more: int) -> None:
    training = {**plans.training, month: plans.training.get(month, 0) + more}
    with_more = short_forecast(past, Plans(plans.levy, training, plans.transfers))
    assert sum(row.expired for row in with_more) <= sum(row.expired for row in short_forecast(past, plans))


@given(st.integers(1, 999), st.integers(0, 60).map(NOW.plus), st.integers(8, 60))
def test_instalments_add_up_for_every_standard_count_start_and_duration(
    apprentices: int, start: Month, months: int
) -> None:
    for band, typical in STANDARDS:
        promises = [Promise(band * apprentices, typical, start), Promise(band, months, start)]
        due = instalments_due(promises)
        assert sum(due.values()) == band * (apprentices + 1)
        assert (min(due), max(due)) == (start.plus(1), start.plus(max(typical, months) + 1))


def test_the_double_cliff_of_august_2027_to_july_2028_comes_out_of_the_dated_rules() -> None:
    first = Month(2026, 11)
    past = Past({first.plus(-ago): 100 for ago in range(1, 24)}, {}, {})
    rows = forecast(past, Plans({first.plus(step): 100 for step in range(48)}, {}, {}), first, dated_lifetimes())
    cliff = [Month(2027, 8).plus(step) for step in range(12)]
    assert {row.expired for row in rows if row.month in cliff} == {200}
    assert {row.expired for row in rows if row.month > cliff[-1]} == {100}


def test_a_plan_below_zero_is_no_plan() -> None:
    with pytest.raises(ValueError, match="below zero"):
        short_forecast(Past({}, {}, {}), Plans({NOW: -1}, {}, {}))
