"""Every reason that a person is told is true of what happened, and none could stand for another."""

from collections import Counter
from collections.abc import Mapping

import pytest

from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_market import Market
from functions.retention.domain.exchange_reasons import ChoiceOutcome
from tests.properties.retention.exchange_oracles import Drawing, markets, slowly

_BOUNDS = (ChoiceOutcome.UNIT_LIMIT, ChoiceOutcome.ORGANISATION_LIMIT, ChoiceOutcome.ORGANISATION_FULL)


class Told:
    """A market with what the slow mechanism did on it, against which a reason is held."""

    def __init__(self, market: Market) -> None:
        self.market, self.slow = market, slowly(market)
        self.place = {one.person_id: n for n, one in enumerate(market.applicants)}
        self.units = {one.unit_id: one for one in market.units}
        self.homes = {one.person_id: one.home for one in market.applicants}
        self.counts = Counter(self.slow.assignments.values())

    def is_true(self, person: str, unit: str, why: ChoiceOutcome) -> bool:
        """Whether it may be said of a unit that somebody would rather have had."""
        came = [p for p, got in self.slow.assignments.items() if got == unit and self.homes[p] != unit]
        after = [p for p in came if self.place[p] > self.place[person]]
        passed = [drawing for drawing in self.slow.drawings if self._passes(drawing, person, unit)]
        if self.counts[unit] < self.units[unit].cap:
            return why in _BOUNDS and self._binds(why, person, unit, self.counts)
        if why in _BOUNDS:
            return bool(after) and any(self._binds(why, person, unit, one.counts) for one in passed)
        if why is ChoiceOutcome.EXCHANGED:
            return bool(after) and not passed
        return why is (ChoiceOutcome.AHEAD if came else ChoiceOutcome.KEPT) and not after

    def _passes(self, drawing: Drawing, person: str, unit: str) -> bool:
        """Whether the unit drew somebody after this person from elsewhere while this person was still waiting."""
        drawn = drawing.drawn
        is_after = self.place[drawn] > self.place[person] and self.homes[drawn] != unit
        return drawing.unit == unit and is_after and person in drawing.left

    def _binds(self, why: ChoiceOutcome, person: str, unit: str, counts: Mapping[str, int]) -> bool:
        home = self.units[self.homes[person]]
        if why is ChoiceOutcome.UNIT_LIMIT:
            return counts[home.unit_id] == home.floor
        if home.organisation_id == self.units[unit].organisation_id:
            return False
        staff: Counter[str] = Counter()
        for one in self.market.units:
            staff[one.organisation_id] += counts.get(one.unit_id, 0)
        bounds = {one.organisation_id: one for one in self.market.organisations}
        if why is ChoiceOutcome.ORGANISATION_LIMIT:
            own = bounds[home.organisation_id]
            return staff[own.organisation_id] == own.floor
        other = bounds[self.units[unit].organisation_id]
        return staff[other.organisation_id] == other.cap


@pytest.mark.parametrize(
    ("people", "units", "organisations"), [(5, 4, 0), (6, 4, 2), (6, 5, 3), (8, 5, 2), (14, 6, 3)]
)
def test_every_reason_is_true_of_what_the_slow_mechanism_did(people: int, units: int, organisations: int) -> None:
    for market in markets(50 + people, 300, people, units, organisations):
        told, found = Told(market), exchange(market)
        for one in market.applicants:
            reason = found.reasons[one.person_id]
            got = found.assignments[one.person_id]
            assert len(reason.why) == len(one.choices)
            assert (one.choices[reason.choice - 1] if reason.choice else one.home) == got
            for place, (unit, why) in enumerate(zip(one.choices, reason.why, strict=True), start=1):
                if unit in one.declined:
                    assert why is ChoiceOutcome.DECLINED
                elif reason.choice and place >= reason.choice:
                    assert why is (ChoiceOutcome.GIVEN if place == reason.choice else ChoiceOutcome.NOT_NEEDED)
                else:
                    assert told.is_true(one.person_id, unit, why), (market, one, unit, why)


def test_every_reason_comes_up_and_none_could_stand_for_another_one_everywhere() -> None:
    """The definition of truth is no rubber stamp: each reason, told in the place of another, is found false."""
    telling = {ChoiceOutcome.KEPT, ChoiceOutcome.AHEAD, ChoiceOutcome.EXCHANGED, *_BOUNDS}
    said: Counter[ChoiceOutcome] = Counter()
    false: set[tuple[ChoiceOutcome, ChoiceOutcome]] = set()
    for market in markets(60, 400, 8, 5, 2):
        told, found = Told(market), exchange(market)
        for one in market.applicants:
            for unit, why in zip(one.choices, found.reasons[one.person_id].why, strict=True):
                said[why] += 1
                if why in telling:
                    false |= {(why, o) for o in telling if not told.is_true(one.person_id, unit, o)}
    assert set(said) == set(ChoiceOutcome)
    assert false == {(one, other) for one in telling for other in telling if one is not other}
