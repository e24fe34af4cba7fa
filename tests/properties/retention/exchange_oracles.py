"""What judges an exchange and shares no code with it: the mechanism written down slowly, and brute force."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, permutations, product
from random import Random

from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_market import Applicant, Market, Organisation, Unit

Assignments = Mapping[str, str]
Mechanism = Callable[[Market], Assignments]


def proposed(market: Market) -> Assignments:
    """The mechanism under test."""
    return exchange(market).assignments


# --- the definition, slowly -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawing:
    """In one cycle somebody pointed at a unit, and it at `drawn`; who was left and how many worked where."""

    entrant: str
    unit: str
    drawn: str
    left: frozenset[str]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Slow:
    """What the slow mechanism did."""

    assignments: dict[str, str]
    cycles: list[tuple[str, ...]]
    drawings: list[Drawing]


def within_bounds(market: Market, counts: Mapping[str, int]) -> bool:
    """Whether so many people in each unit keep every bound."""
    staff: Counter[str] = Counter()
    for unit in market.units:
        staff[unit.organisation_id] += counts.get(unit.unit_id, 0)
        if not unit.floor <= counts.get(unit.unit_id, 0) <= unit.cap:
            return False
    return all(one.floor <= staff[one.organisation_id] <= one.cap for one in market.organisations)


def slowly(market: Market) -> Slow:
    """Top trading cycles under bounds, as they are defined: everything is looked at again after each cycle."""
    left = {one.person_id: one for one in market.applicants}
    counts = Counter(one.home for one in market.applicants)
    done = Slow({}, [], [])
    while left:
        points = {unit.unit_id: _point(market, unit.unit_id, list(left.values()), counts) for unit in market.units}
        aims = {one.person_id: _aim(one, points) for one in left.values()}
        way = [next(iter(left))]
        while (drawn := points[aims[way[-1]]]) not in way:
            assert drawn is not None
            way.append(drawn)
        cycle = way[way.index(drawn) :]
        for place, person in enumerate(cycle):
            after = cycle[(place + 1) % len(cycle)]
            done.drawings.append(Drawing(person, aims[person], after, frozenset(left), dict(counts)))
        for person in cycle:
            done.assignments[person] = aims[person]
        counts.update(aims[person] for person in cycle)
        counts.subtract(left[person].home for person in cycle)
        movers = tuple(person for person in cycle if aims[person] != left[person].home)
        done.cycles.extend([movers] if movers else [])
        left = {person: one for person, one in left.items() if person not in cycle}
    return done


def _point(market: Market, unit: str, left: list[Applicant], counts: Mapping[str, int]) -> str | None:
    for one in left:
        moved = Counter(counts)
        moved[unit] += 1
        moved[one.home] -= 1
        if one.home == unit or within_bounds(market, moved):
            return one.person_id
    return None


def _aim(one: Applicant, points: Mapping[str, str | None]) -> str:
    wanted = [unit for unit in one.choices if unit not in one.declined]
    return next((unit for unit in wanted if points[unit] is not None), one.home)


# --- brute force ----------------------------------------------------------------------------------------------


def is_feasible(market: Market, assignments: Assignments) -> bool:
    """Everybody has a unit, and every bound holds."""
    placed = [assignments[one.person_id] for one in market.applicants]
    return len(assignments) == len(placed) and within_bounds(market, Counter(placed))


def liked(one: Applicant) -> list[str]:
    """The units that a person likes, the dearest first; their own comes last."""
    return [*(unit for unit in one.choices if unit not in one.declined), one.home]


def leaves_nobody_worse_off(market: Market, assignments: Assignments) -> bool:
    """Everybody has their own post or one that they would rather have."""
    return all(assignments[one.person_id] in liked(one) for one in market.applicants)


def is_efficient(market: Market, assignments: Assignments) -> bool:
    """Nothing within the bounds is better for somebody and as good for everybody: all that could be is tried."""
    held = [assignments[one.person_id] for one in market.applicants]
    at_least = [
        liked(one)[: liked(one).index(unit) + 1] for one, unit in zip(market.applicants, held, strict=True)
    ]
    return not any(list(other) != held and within_bounds(market, Counter(other)) for other in product(*at_least))


def is_right(market: Market, mechanism: Mechanism = proposed) -> bool:
    """Feasible, nobody worse off, efficient."""
    found = mechanism(market)
    return is_feasible(market, found) and leaves_nobody_worse_off(market, found) and is_efficient(market, found)


@cache
def every_list(units: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Every ordered list of some of these units."""
    return tuple(one for length in range(len(units) + 1) for one in permutations(units, length))


def lies_that_pay(market: Market, mechanism: Mechanism = proposed) -> tuple[int, int]:
    """How many false lists of one person were tried, over all people, and how many got that person more."""
    honest = mechanism(market)
    tried = paid = 0
    for place, one in enumerate(market.applicants):
        others = tuple(unit.unit_id for unit in market.units if unit.unit_id != one.home)
        truly = liked(one)
        for lie in every_list(others):
            if lie == one.choices:
                continue
            tried += 1
            got = mechanism(_told(market, {place: lie}))[one.person_id]
            paid += got in truly and truly.index(got) < truly.index(honest[one.person_id])
    return tried, paid


def pair_lies_that_pay(market: Market, mechanism: Mechanism = proposed) -> tuple[int, int]:
    """The same for lies that two people agree on: one gets more, the other no less."""
    honest = mechanism(market)
    tried = paid = 0
    for pair in combinations(range(len(market.applicants)), 2):
        two = [market.applicants[place] for place in pair]
        offered = [
            every_list(tuple(unit.unit_id for unit in market.units if unit.unit_id != one.home)) for one in two
        ]
        for lies in product(*offered):
            tried += 1
            found = mechanism(_told(market, dict(zip(pair, lies, strict=True))))
            ranks = [_rank(one, found) - _rank(one, honest) for one in two]
            paid += min(ranks) < 0 and max(ranks) <= 0
    return tried, paid


def _rank(one: Applicant, found: Assignments) -> int:
    """How far down the true list a unit stands; below everything where it is not on it."""
    truly, got = liked(one), found[one.person_id]
    return truly.index(got) if got in truly else len(truly)


def _told(market: Market, lies: Mapping[int, tuple[str, ...]]) -> Market:
    told = tuple(
        replace(one, choices=lies[place], declined=()) if place in lies else one
        for place, one in enumerate(market.applicants)
    )
    return replace(market, applicants=told)


# --- instances ------------------------------------------------------------------------------------------------


def every_market(people: int, units: int, longest: int | None = None) -> Iterator[Market]:
    """Every market of so many people and units, all lists (up to `longest`) and all bounds, no organisations.

    Left out is only what would be the same again: units under other names, caps that more people than want in
    could not fill, floors that more people than want out could not reach.
    """
    names = tuple("ABCDEFGH"[:units])
    lists = {home: every_list(tuple(name for name in names if name != home)) for home in names}
    if longest is not None:
        lists = {home: tuple(one for one in those if len(one) <= longest) for home, those in lists.items()}
    for homes in _homes(people, names):
        held = Counter(homes)
        for chosen in product(*(lists[home] for home in homes)):
            applicants = tuple(Applicant(f"p{n}", homes[n], chosen[n]) for n in range(people))
            for bounds in product(*(_bounds_of(name, held[name], applicants) for name in names)):
                yield Market(bounds, applicants)


def _homes(people: int, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Everybody's unit, where each unit that comes up for the first time is the next by name."""
    for homes in product(names, repeat=people):
        first = list(dict.fromkeys(homes))
        if first == list(names[: len(first)]):
            yield homes


def _bounds_of(name: str, held: int, applicants: tuple[Applicant, ...]) -> list[Unit]:
    wanting_in = sum(name in one.choices for one in applicants)
    wanting_out = sum(one.home == name and bool(one.choices) for one in applicants)
    floors, caps = range(held - wanting_out, held + 1), range(held, held + wanting_in + 1)
    return [Unit(name, floor, cap) for floor in floors for cap in caps]


def a_market(chance: Random, people: int = 5, units: int = 4, organisations: int = 0) -> Market:
    """A market at random: any lists, any bounds that hold at the start, now and then a declined choice."""
    names = [f"u{n}" for n in range(units)]
    homes = [chance.choice(names) for _ in range(people)]
    held, applicants = Counter(homes), []
    for number, home in enumerate(homes):
        others = [name for name in names if name != home]
        choices = tuple(chance.sample(others, chance.randint(0, len(others))))
        declined = tuple(one for one in choices if chance.random() < 0.05)
        applicants.append(Applicant(f"p{number}", home, choices, declined))
    of = {name: f"o{chance.randrange(organisations)}" if organisations else "" for name in names}
    offered = tuple(
        Unit(name, max(0, held[name] - chance.randint(0, 2)), held[name] + chance.choice((0, 0, 1, 2)), of[name])
        for name in names
    )
    staff = Counter(of[home] for home in homes)
    bounded = tuple(
        Organisation(
            f"o{n}", max(0, staff[f"o{n}"] - chance.randint(0, 2)), staff[f"o{n}"] + chance.choice((0, 0, 1, 2))
        )
        for n in range(organisations)
    )
    return Market(offered, tuple(applicants), bounded)


def markets(seed: int, number: int, people: int = 5, units: int = 4, organisations: int = 0) -> list[Market]:
    """So many of them, always the same for the same seed."""
    chance = Random(seed)
    return [a_market(chance, people, units, organisations) for _ in range(number)]
