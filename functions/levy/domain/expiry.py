"""When unspent levy expires.

A month's levy can be spent up to and including the month in which it expires: so many months after it came in, by
the rule of the month in which it came in. Spending uses up the oldest levy first, and what lasts longer before
what does not. The arithmetic is that of the national service (DfE, open code of the employer finance service, with
funds of 24 and of 12 months, August 2026), so that a trust can check the one with the other:

- a negative month is an adjustment or a refund: it cancels the latest amounts before it; what is left of it when
  nothing is before it, counts for nothing;
- spending counts for any levy that has not expired when it is made, also for levy that comes in after it;
- what has expired already is a fact: that month's levy used up as much spending as is lacking.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shared.reference.rules import all_rules
from shared.values.dates import Month

_RULE = "levy_expiry_months"

Amounts = Mapping[Month, int]
"""Pence by month."""


@dataclass(frozen=True)
class Lifetime:
    """For how many months levy lasts that comes in from a month on."""

    starts: Month
    months: int


@dataclass(frozen=True)
class Expiry:
    """What of a month's levy expires, and when."""

    paid_in: Month
    expires: Month
    pence: int


@dataclass(frozen=True)
class _Pot:
    paid_in: Month
    expires: Month
    pence: int


def expiries(
    levy: Amounts, spending: Amounts, expired: Amounts, lifetimes: Sequence[Lifetime]
) -> tuple[Expiry, ...]:
    """What expires of each month's levy, the oldest first. `expired` is what has expired already, by the month in
    which it did. Raises LookupError where no lifetime holds for a month."""
    unspent = _without_refunds(spending)
    pots = _pots(levy, lifetimes)
    told = [pot for pot in pots if pot.expires in expired]
    found = _already(told, unspent, expired)
    found += [
        Expiry(pot.paid_in, pot.expires, pot.pence - _use(unspent, pot.expires, pot.pence))
        for pot in pots
        if pot.expires not in expired
    ]
    return tuple(sorted(found, key=lambda one: one.paid_in))


def dated_lifetimes() -> tuple[Lifetime, ...]:
    """The lifetimes of the rule `levy_expiry_months`, by date. The first holds for all that came before it."""
    held = sorted((one.effective_from or date.min, one.number) for one in all_rules() if one.key == _RULE)
    first, *later = held
    return (Lifetime(Month.of(date.min), first[1]), *(Lifetime(Month.of(day), months) for day, months in later))


def months_of(lifetimes: Sequence[Lifetime], paid_in: Month) -> int:
    """How long levy of that month lasts. Raises LookupError where no lifetime holds for it."""
    held = [one for one in lifetimes if one.starts <= paid_in]
    if not held:
        raise LookupError(str(paid_in))
    return max(held, key=lambda one: one.starts).months


def summed(amounts: Iterable[tuple[Month, int]]) -> dict[Month, int]:
    """The amounts of each month together."""
    total: dict[Month, int] = {}
    for month, pence in amounts:
        total[month] = total.get(month, 0) + pence
    return total


def _pots(levy: Amounts, lifetimes: Sequence[Lifetime]) -> list[_Pot]:
    """The months' levy in the order in which spending uses it up."""
    lasting = {month: months_of(lifetimes, month) for month in levy}
    pots = [_Pot(month, month.plus(lasting[month]), pence) for month, pence in _without_refunds(levy).items()]
    return sorted(pots, key=lambda pot: (-lasting[pot.paid_in], pot.paid_in))


def _already(pots: Iterable[_Pot], unspent: dict[Month, int], expired: Amounts) -> list[Expiry]:
    """What expired of the pots whose month of expiry is told. Where several expired in one month, the spending
    that is lacking was taken by the first of them."""
    by_month: dict[Month, list[_Pot]] = {}
    for pot in pots:
        by_month.setdefault(pot.expires, []).append(pot)
    found: list[Expiry] = []
    for month, together in sorted(by_month.items()):
        lacking = sum(pot.pence for pot in together) - expired[month]
        more = max(0, -lacking)
        for pot in together:
            used = min(pot.pence, max(0, lacking))
            lacking -= used
            _use(unspent, month, used)
            rest = more if pot is together[-1] else 0
            found.append(Expiry(pot.paid_in, month, pot.pence - used + rest))
    return found


def _use(unspent: dict[Month, int], last: Month, pence: int) -> int:
    """Take up to so much of the spending up to a month, the oldest first; what could be taken."""
    wanted = pence
    for month, spent in unspent.items():
        if month > last or not wanted:
            break
        taken = min(spent, wanted)
        unspent[month] = spent - taken
        wanted -= taken
    return pence - wanted


def _without_refunds(amounts: Amounts) -> dict[Month, int]:
    """The amounts in the order of time, each refund taken off the latest ones before it; none is below zero."""
    left: dict[Month, int] = {}
    for month, pence in sorted(amounts.items()):
        owed = max(0, -pence)
        for earlier in reversed(list(left)):
            cancelled = min(left[earlier], owed)
            left[earlier] -= cancelled
            owed -= cancelled
        left[month] = max(0, pence)
    return left
