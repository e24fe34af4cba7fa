"""The forecast in figures: a month in its order, what cannot be paid, and what the employer then pays itself."""

from functions.levy.domain.expiry import Lifetime
from functions.levy.domain.forecast import (
    Past,
    Plans,
    Promise,
    forecast,
    instalments_due,
    own_part_pence,
    unspent,
)
from shared.values.dates import Month

NOW = Month(2026, 11)
TWO_MONTHS = (Lifetime(Month(2015, 1), 2),)
NOTHING = Past({}, {}, {})


def test_transfers_are_paid_before_own_training_and_the_rest_is_told_as_unpaid() -> None:
    plans = Plans({NOW: 1000}, {NOW: 700}, {NOW: 600})
    (row,) = forecast(NOTHING, plans, NOW, TWO_MONTHS, 1)
    assert (row.transfers, row.training) == (600, 400)
    assert (row.unpaid_transfers, row.unpaid_training) == (0, 300)
    assert (row.expired, row.closing) == (0, 0)


def test_what_cannot_be_paid_in_a_month_is_not_owed_in_the_next() -> None:
    plans = Plans({NOW.plus(1): 1000}, {NOW: 700}, {})
    first, second = forecast(NOTHING, plans, NOW, TWO_MONTHS, 2)
    assert (first.unpaid_training, second.training, second.closing) == (700, 0, 1000)


def test_spending_in_the_month_of_expiry_still_uses_what_expires_then() -> None:
    past = Past({NOW.plus(-2): 1000, NOW.plus(-1): 1000}, {}, {})
    rows = forecast(past, Plans({}, {NOW: 400}, {}), NOW, TWO_MONTHS, 3)
    assert [(row.opening, row.expired, row.closing) for row in rows] == [
        (2000, 600, 1000),
        (1000, 1000, 0),
        (0, 0, 0),
    ]


def test_spending_that_no_levy_was_there_for_does_not_weigh_on_the_levy_to_come() -> None:
    past = Past({NOW.plus(-1): 100}, {NOW.plus(-1): 500}, {})
    (row,) = forecast(past, Plans({NOW: 1000}, {}, {}), NOW, TWO_MONTHS, 1)
    assert (row.opening, row.closing) == (0, 1000)


def test_what_has_expired_already_is_no_part_of_the_balance_and_uses_no_more_spending_than_it_lacked() -> None:
    levy = {NOW.plus(-3): 100, NOW.plus(-1): 100}
    spending = {NOW.plus(-2): 100}
    assert unspent(Past(levy, spending, {}), NOW, TWO_MONTHS) == {NOW.plus(-1): 100}
    assert unspent(Past(levy, spending, {NOW.plus(-1): 70}), NOW, TWO_MONTHS) == {NOW.plus(-1): 30}


def test_what_is_not_of_the_past_is_left_out_of_it() -> None:
    past = Past({NOW: 100}, {NOW: 50}, {NOW: 0})
    assert unspent(past, NOW, TWO_MONTHS) == {}


def test_promises_are_due_from_the_month_after_their_start_and_add_up_month_by_month() -> None:
    due = instalments_due([Promise(10_000, 8, NOW), Promise(10_000, 8, NOW.plus(1))])
    assert due[NOW.plus(1)] == 1_000
    assert due[NOW.plus(2)] == 2_000
    assert due[NOW.plus(10)] == 2_000
    assert sum(due.values()) == 20_000


def test_the_employer_pays_a_quarter_of_what_its_levy_does_not_reach_for_and_a_twentieth_under_the_old_rule() -> (
    None
):
    assert own_part_pence(100_000, NOW) == 25_000
    assert own_part_pence(100_000, Month(2026, 7)) == 5_000
    assert (own_part_pence(1, NOW), own_part_pence(2, NOW)) == (0, 1)
