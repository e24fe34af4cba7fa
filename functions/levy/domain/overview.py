"""The levy of the whole ICS at a glance: what is pledged, what is asked for, and what is lacking. Pure functions.

Needs are applications that were sent and wait for a decision. Money is whole pence.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from functions.levy.domain.pledges import Pledge, is_year_over
from functions.levy.domain.stages import Status
from shared.actors import OrganisationType
from shared.values.identifiers import StandardRef

AGES = (14, 42, 91)
"""Days after which an application is counted as older: two weeks, six, and the three months after which the
national service gives an application up (the rule of this service stands in `rules.json`)."""


@dataclass(frozen=True)
class Wanting:
    """An application that waits, as its row tells it. `district`: the first half of the employer's postcode."""

    application_id: str
    reference: str
    employer: str
    organisation_type: OrganisationType
    district: str
    standard: StandardRef
    apprentices: int
    pence: int
    sent_on: date
    status: Status


class Sum(NamedTuple):
    """So many applications for so many apprentices at such a cost."""

    applications: int = 0
    apprentices: int = 0
    pence: int = 0


@dataclass(frozen=True)
class PledgedYear:
    """The pledges of a tax year together. `free_pence`: available in pledges that take applications now."""

    tax_year: str
    pledges: int
    amount_pence: int
    free_pence: int
    reserved_pence: int
    drawn_pence: int
    lapsed_pence: int


@dataclass(frozen=True)
class WouldFund:
    """What a sum would pay for, and what would be left of it."""

    funded: tuple[Wanting, ...]
    left_pence: int


def summed(waiting: Iterable[Wanting]) -> Sum:
    """All of them together."""
    listed = list(waiting)
    return Sum(len(listed), sum(one.apprentices for one in listed), sum(one.pence for one in listed))


def summed_by(waiting: Iterable[Wanting], key: Callable[[Wanting], str]) -> list[tuple[str, Sum]]:
    """The sums of each group, the dearest first."""
    groups: dict[str, list[Wanting]] = {}
    for one in waiting:
        groups.setdefault(key(one), []).append(one)
    found = [(name, summed(group)) for name, group in groups.items()]
    return sorted(found, key=lambda pair: (-pair[1].pence, pair[0]))


def summed_by_age(waiting: Sequence[Wanting], today: date) -> list[Sum]:
    """The sums by days since they were sent: up to each of `AGES`, and older than the last."""
    ages = [(one, (today - one.sent_on).days) for one in waiting]
    edges = (-1, *AGES)
    groups = [[one for one, age in ages if low < age <= high] for low, high in zip(edges, AGES, strict=False)]
    return [summed(group) for group in (*groups, [one for one, age in ages if age > AGES[-1]])]


def unmet_pence(waiting: Iterable[Wanting], years: Iterable[PledgedYear]) -> int:
    """How much more is asked for than could be reserved now; 0 where there is enough."""
    return max(0, summed(waiting).pence - sum(one.free_pence for one in years))


def would_fund(waiting: Iterable[Wanting], pence: int) -> WouldFund:
    """What so much more would pay for in full: the longest waiting first; what does not fit is passed over, so
    that a dear application holds up nobody behind it. It decides nothing: an approver does."""
    funded: list[Wanting] = []
    left = pence
    for one in sorted(waiting, key=lambda one: (one.sent_on, one.application_id)):
        if one.pence <= left:
            funded.append(one)
            left -= one.pence
    return WouldFund(tuple(funded), left)


def by_year(pledges: Iterable[Pledge], today: date) -> list[PledgedYear]:
    """The money of each tax year's pledges, the earliest first."""
    years: dict[str, list[Pledge]] = {}
    for pledge in pledges:
        years.setdefault(pledge.tax_year, []).append(pledge)
    return [_pledged(year, group, today) for year, group in sorted(years.items())]


def promised_by_year(pledges: Iterable[Pledge]) -> list[tuple[str, int]]:
    """What is reserved, by the tax year in which it is due."""
    due: dict[str, int] = {}
    for pledge in pledges:
        for year, pence in pledge.reserved_by_year.items():
            due[year] = due.get(year, 0) + pence
    return sorted((year, pence) for year, pence in due.items() if pence)


def _pledged(tax_year: str, pledges: Sequence[Pledge], today: date) -> PledgedYear:
    held = [one.balances for one in pledges]
    open_now = [one.balances for one in pledges if one.status == "open" and not is_year_over(one, today)]
    return PledgedYear(
        tax_year=tax_year,
        pledges=len(pledges),
        amount_pence=sum(one.amount_pence for one in held),
        free_pence=sum(one.available_pence for one in open_now),
        reserved_pence=sum(one.reserved_pence for one in held),
        drawn_pence=sum(one.drawn_pence for one in held),
        lapsed_pence=sum(one.lapsed_pence for one in held),
    )
