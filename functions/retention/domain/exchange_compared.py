"""What an exchange is held against: the plain pass over vacancies, and the figures of both."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from functions.retention.domain.exchange_market import Applicant, Market


@dataclass(frozen=True, slots=True)
class Tally:
    """What an outcome comes to. `first_choices` are people whose first choice is theirs; `placed` are those of
    `at_risk` who have another post than that of the closing unit."""

    moves: int
    first_choices: int
    at_risk: int
    placed: int


def tally(market: Market, assignments: Mapping[str, str], at_risk: frozenset[str]) -> Tally:
    """The figures of an outcome; `at_risk` holds the people whose unit closes."""
    moved = [one for one in market.applicants if assignments[one.person_id] != one.home]
    return Tally(
        moves=len(moved),
        first_choices=sum(assignments[one.person_id] == one.choices[0] for one in moved),
        at_risk=len(at_risk),
        placed=sum(one.person_id in at_risk for one in moved),
    )


def with_one_more_leaver(market: Market) -> Market:
    """The same market, in which every unit that has people left to lose may lose one more."""
    return replace(market, units=tuple(replace(one, floor=max(0, one.floor - 1)) for one in market.units))


def vacancies_first(market: Market, *, to_the_end: bool = False) -> dict[str, str]:
    """The plain way: down the list, everybody takes the best choice that has a vacancy at that moment.

    It goes down the list once, or again `to_the_end`, for those who have not moved, until nobody moves any more.
    The same bounds hold. Nobody can swap.
    """
    return _Pass(market).finish(to_the_end)


class _Pass:
    def __init__(self, market: Market) -> None:
        self.market = market
        self.units = {unit.unit_id: unit for unit in market.units}
        self.organisations = {one.organisation_id: one for one in market.organisations}
        self.placed = {one.person_id: one.home for one in market.applicants}
        self.counts = Counter(self.placed.values())
        self.staff: Counter[str] = Counter()
        for unit, count in self.counts.items():
            self.staff[self.units[unit].organisation_id] += count

    def finish(self, to_the_end: bool) -> dict[str, str]:
        waiting = list(self.market.applicants)
        while True:
            left = [one for one in waiting if not self._takes_a_vacancy(one)]
            if not to_the_end or len(left) == len(waiting):
                return self.placed
            waiting = left

    def _takes_a_vacancy(self, one: Applicant) -> bool:
        for unit in one.choices:
            if unit not in one.declined and self._may_move(one.home, unit):
                self.placed[one.person_id] = unit
                for name, by in ((one.home, -1), (unit, 1)):
                    self.counts[name] += by
                    self.staff[self.units[name].organisation_id] += by
                return True
        return False

    def _may_move(self, home: str, unit: str) -> bool:
        if self.counts[unit] >= self.units[unit].cap or self.counts[home] <= self.units[home].floor:
            return False
        own, other = self.units[home].organisation_id, self.units[unit].organisation_id
        if own == other:
            return True
        releases = not own or self.staff[own] > self.organisations[own].floor
        return releases and (not other or self.staff[other] < self.organisations[other].cap)
