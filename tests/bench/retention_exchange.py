"""How long an exchange takes and how much memory, what it gains over the plain way, and brute force at length.

python -m tests.bench.retention_exchange          the part of `make bench`
python -m tests.bench.retention_exchange --small  the same, small
python -m tests.bench.retention_exchange --all    every market of the sizes of `WHOLE`, and many at random
"""

import argparse
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from random import Random
from typing import TypeVar

from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_compared import tally, vacancies_first
from functions.retention.domain.exchange_drawn import Asked, Drawn, drawn
from functions.retention.domain.exchange_market import Market, Unit
from tests.bench.figures import Figures
from tests.properties.retention.exchange_oracles import (
    a_market,
    every_market,
    is_right,
    lies_that_pay,
    pair_lies_that_pay,
    proposed,
    slowly,
)

T = TypeVar("T")

WHOLE = ((2, 4, 3), (3, 3, 2), (4, 2, 1), (5, 2, 1), (4, 3, 2), (3, 4, 3))
"""People, units and the longest list, of which every market is tried, the best part of an hour long. Of 5 and 4
there are more than can be tried one by one: they are drawn at random."""

_MEDIUM = Asked(
    units=400, people_per_unit=25, choices=4, vacancies_percent=8, most_leavers=1, at_risk_percent=0, seed=2026
)
_LARGE = replace(_MEDIUM, units=2_000, people_per_unit=50)
_AT_RISK = Asked(
    units=40, people_per_unit=10, choices=4, vacancies_percent=8, most_leavers=1, at_risk_percent=10, seed=1
)
_LAMBDA_MB = 1_769
_LIBRARY_PEOPLE = 30  # with many more the library runs out of stack as it copies its players


@dataclass(frozen=True)
class Cost:
    """What one run took: seconds of this process, and the most memory at a time beyond the market itself."""

    people: int
    seconds: float
    peak_mb: float


def measure_exchange(into: Figures, *, small: bool = False) -> None:
    """The part of `make bench` on the exchange of a transfer window."""
    medium = drawn(replace(_MEDIUM, units=40) if small else _MEDIUM)
    large = drawn(replace(_LARGE, units=100) if small else _LARGE)
    _measure_time(into, medium, large)
    _measure_gain(into, medium)
    _measure_at_risk(into, 5 if small else 30)
    _measure_library(into, 10 if small else 50)
    _measure_oracles(into, 100 if small else 3_000)


def _measure_time(into: Figures, medium: Drawn, large: Drawn) -> None:
    into.part("The exchange of a transfer window, pure Python, one process")
    costs = [_cost(medium.market), _cost(large.market)]
    for lot, cost, most in zip((medium, large), costs, (2, 60), strict=True):
        name = f"{cost.people:,} people, {len(lot.market.units):,} units"
        into.at_most(f"{name}: seconds, with reasons and hash", cost.seconds, most)
        into.at_most(f"{name}: peak memory of the run, MB", cost.peak_mb, _LAMBDA_MB // 2)
    more = costs[1].people / costs[0].people
    into.at_most(f"{more:g} times the people, seconds", costs[1].seconds / costs[0].seconds, 3 * more)


def _measure_gain(into: Figures, lot: Drawn) -> None:
    into.part(f"The same {len(lot.market.applicants):,} people by exchange and by vacancies first (drawn by lot)")
    ways = _ways(lot.market)
    for name, assignments in ways.items():
        counted = tally(lot.market, assignments, lot.at_risk)
        into.tell(f"{name}: moves, first choices", f"{counted.moves:,}, {counted.first_choices:,}")


def _measure_at_risk(into: Figures, draws: int) -> None:
    into.part(f"People at risk who get a post: {draws} draws of 400 people and 40 at risk, 32 vacancies")
    placed: dict[str, int] = {}
    for seed in range(1, draws + 1):
        lot = drawn(replace(_AT_RISK, seed=seed))
        for name, assignments in _ways(lot.market).items():
            placed[name] = placed.get(name, 0) + tally(lot.market, assignments, lot.at_risk).placed
    for name, number in placed.items():
        into.tell(f"{name}: people at risk placed, on average of 40", round(number / draws, 1))
    into.at_least("exchange : vacancies once", placed["exchange"] / placed["vacancies, once down the list"], 1)


def _measure_library(into: Figures, games: int) -> None:
    """PyPI `matching` knows no endowments, no floors and no exchange. What both can express: people without a
    post to lose (all at risk, in one closing unit) and vacancies with one common priority list. There deferred
    acceptance and the exchange must agree."""
    into.part(f"Against PyPI matching, where it can express the case: {_LIBRARY_PEOPLE} people at risk, vacancies")
    equal, ours, theirs = 0, 0.0, 0.0
    for seed in range(1, games + 1):
        market = _all_at_risk(seed)
        found, seconds = _timed(lambda market=market: proposed(market))  # type: ignore[misc]
        solved, library_seconds = _library(market)
        equal += {person: unit for person, unit in found.items() if unit != "closing"} == solved
        ours, theirs = ours + seconds, theirs + library_seconds
    into.exactly("games solved alike", equal, games)
    into.at_least("its time : ours, with reasons and hash", theirs / ours, 1)


def _measure_oracles(into: Figures, number: int) -> None:
    into.part(f"The exchange against its definition and brute force: {number:,} markets at random of each kind")
    chance = Random(2027)
    some = [a_market(chance, 5, 4, organisations) for organisations in (0, 2) for _ in range(number)]
    into.exactly("not as the definition", sum(proposed(one) != slowly(one).assignments for one in some), 0)
    into.exactly("infeasible, worse off or not efficient", sum(not is_right(one) for one in some), 0)
    fewer = [a_market(chance, 4, 4, organisations) for organisations in (0, 2) for _ in range(number // 2)]
    tried, paid = map(sum, zip(*map(lies_that_pay, fewer), strict=True))
    into.exactly(f"lies of one person that pay, of {tried:,}", paid, 0)
    pairs = [a_market(chance, 3, 3, organisations) for organisations in (0, 2) for _ in range(number // 4)]
    tried, paid = map(sum, zip(*map(pair_lies_that_pay, pairs), strict=True))
    into.exactly(f"lies of two people that pay, of {tried:,}", paid, 0)


def _ways(market: Market) -> dict[str, Mapping[str, str]]:
    return {
        "exchange": exchange(market).assignments,
        "vacancies, once down the list": vacancies_first(market),
        "vacancies, until nobody moves": vacancies_first(market, to_the_end=True),
    }


def _cost(market: Market) -> Cost:
    _, seconds = _timed(lambda: exchange(market))
    tracemalloc.start()
    exchange(market)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Cost(len(market.applicants), seconds, peak / 1_000_000)


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    done = act()
    return done, time.process_time() - began


def _all_at_risk(seed: int) -> Market:
    lot = drawn(Asked(10, 2, 4, 50, 0, 0, seed))
    people = tuple(
        replace(one, person_id=f"p{number}", home="closing") for number, one in enumerate(lot.market.applicants)
    )
    more = tuple(replace(one, person_id=f"q{number}") for number, one in enumerate(people[:10]))
    units = tuple(Unit(one.unit_id, 0, 2) for one in lot.market.units)
    everybody = (*people, *more)
    return Market((*units, Unit("closing", 0, len(everybody))), everybody)


def _library(market: Market) -> tuple[dict[str, str], float]:
    """One common list: every unit ranks whoever names it in the order of the list."""
    wishes = {one.person_id: list(one.choices) for one in market.applicants}
    named = {unit for choices in wishes.values() for unit in choices}
    units = {one.unit_id: one.cap for one in market.units if one.unit_id in named}
    orders = {unit: [person for person, choices in wishes.items() if unit in choices] for unit in units}
    create = import_module("matching.games").HospitalResident.create_from_dictionaries
    solved, seconds = _timed(lambda: create(wishes, orders, units).solve(optimal="resident"))
    return {one.name: unit.name for unit, placed in solved.items() for one in placed}, seconds


def try_all(seconds: int) -> int:
    """Every market of the sizes of `WHOLE`, then 5 people and 4 units at random for so long; the exit code."""
    wrong = 0
    for people, units, longest in WHOLE:
        seen = 0
        for market in every_market(people, units, longest):
            seen += 1
            wrong += not is_right(market) or proposed(market) != slowly(market).assignments
        size = f"{people} people, {units} units, every list of up to {longest}, every bound"
        print(f"{size}: {seen:,} markets, wrong: {wrong}", flush=True)
    chance, seen, began = Random(2028), 0, time.monotonic()
    while time.monotonic() - began < seconds:
        seen += 1
        market = a_market(chance, 5, 4, chance.choice((0, 0, 2, 3)))
        wrong += not is_right(market) or proposed(market) != slowly(market).assignments
    print(f"5 people, 4 units at random: {seen:,} markets, wrong: {wrong}", flush=True)
    return 1 if wrong else 0


def main(arguments: list[str]) -> int:
    """Measure, or try all."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.retention_exchange", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few and small markets")
    parser.add_argument("--all", action="store_true", help="every small market, then at random")
    parser.add_argument("--seconds", type=int, default=600, help="how long at random")
    chosen = parser.parse_args(arguments)
    if chosen.all:
        return try_all(chosen.seconds)
    figures = Figures("bench")
    measure_exchange(figures, small=chosen.small)
    return figures.closed(keep=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
