"""What becomes of an employer's levy, month by month from now on.

In a month the levy comes in; then transfers are paid, which the national service pays before anything else; then
the employer's own training; then what is left of the levy whose month of expiry it is, expires. So spending in
the month of expiry still counts, as the national service's own expiry has it (`domain/expiry.py`). Its
forecasting tool, retired in May 2025, let the oldest levy expire before it paid, which makes a month's expiry
larger than it becomes. What cannot be paid in a month is not owed in the next: it becomes co-investment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.levy.domain.cost import instalments
from functions.levy.domain.expiry import Amounts, Expiry, Lifetime, expiries, summed
from shared.reference.rules import rule
from shared.values.dates import Month

MONTHS = 48
"""How far a forecast reaches: four years, as that of the national service did."""


@dataclass(frozen=True)
class Past:
    """What came in, was spent and has expired, by month before the first of the forecast. What is of later months
    is left out; spending that no levy was there for counts for nothing."""

    levy: Amounts
    spending: Amounts
    expired: Amounts


@dataclass(frozen=True)
class Plans:
    """What is expected by month: levy (declared, English, with its top-up), own training, transfers. None may be
    below zero."""

    levy: Amounts
    training: Amounts
    transfers: Amounts


@dataclass(frozen=True)
class Promise:
    """An award, or a part of one, that is paid over so many months from a start on."""

    pence: int
    months: int
    start: Month


@dataclass(frozen=True)
class ForecastMonth:
    """One month of an account, in pence. `unpaid_…` is what there was no levy for."""

    month: Month
    opening: int
    levy: int
    transfers: int
    training: int
    expired: int
    closing: int
    unpaid_transfers: int
    unpaid_training: int


def forecast(
    past: Past, plans: Plans, first: Month, lifetimes: Sequence[Lifetime], months: int = MONTHS
) -> tuple[ForecastMonth, ...]:
    """The account in each month from the first on. Raises ValueError for a plan below zero, LookupError where no
    lifetime holds for a month."""
    if any(pence < 0 for plan in (plans.levy, plans.training, plans.transfers) for pence in plan.values()):
        raise ValueError("A plan is below zero.")
    held = unspent(past, first, lifetimes)
    found: list[ForecastMonth] = []
    for month in map(first.plus, range(months)):
        row, held = _month(month, held, plans, lifetimes)
        found.append(row)
    return tuple(found)


def unspent(past: Past, first: Month, lifetimes: Sequence[Lifetime]) -> Amounts:
    """What is left when a month begins of each month's levy that has not expired, by month paid in."""
    levy, spending, expired = (_before(first, amounts) for amounts in (past.levy, past.spending, past.expired))
    return _left(expiries(levy, spending, expired, lifetimes), first.plus(-1))


def instalments_due(promises: Iterable[Promise]) -> Amounts:
    """What promises cost in each month, from start to completion (`domain/cost.py`)."""
    return summed(
        (due.month, due.pence) for one in promises for due in instalments(one.pence, one.months, one.start)
    )


def own_part_pence(unpaid_pence: int, month: Month) -> int:
    """What the employer itself pays of training that its levy did not reach for, half a penny rounded up, by the
    rate for apprenticeships that start in that month (rule `co_investment_percent_levy_payer`)."""
    percent = rule("co_investment_percent_levy_payer", month).number
    return (unpaid_pence * percent + 50) // 100


def _month(
    month: Month, held: Amounts, plans: Plans, lifetimes: Sequence[Lifetime]
) -> tuple[ForecastMonth, Amounts]:
    """A month, and what of each month's levy it leaves to the next."""
    levy, transfers, training = (
        amounts.get(month, 0) for amounts in (plans.levy, plans.transfers, plans.training)
    )
    opening = sum(held.values())
    paid_transfers = min(transfers, opening + levy)
    paid_training = min(training, opening + levy - paid_transfers)
    spent = {month: paid_transfers + paid_training}
    found = expiries({**held, month: levy}, spent, {}, lifetimes)
    left = _left(found, month)
    row = ForecastMonth(
        month=month,
        opening=opening,
        levy=levy,
        transfers=paid_transfers,
        training=paid_training,
        expired=sum(one.pence for one in found if one.expires <= month),
        closing=sum(left.values()),
        unpaid_transfers=transfers - paid_transfers,
        unpaid_training=training - paid_training,
    )
    return row, left


def _left(found: Iterable[Expiry], month: Month) -> dict[Month, int]:
    """What does not expire up to and including a month, by month paid in."""
    return {one.paid_in: one.pence for one in found if one.expires > month and one.pence}


def _before(first: Month, amounts: Amounts) -> Amounts:
    return {month: pence for month, pence in amounts.items() if month < first}
