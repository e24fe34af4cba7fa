"""The run of a window: what it rests on, as one value that can be hashed and kept, and what follows from it. Pure.

Whoever asked nothing is no part of it but as a number: a unit's bounds become bounds on those who ask, so that
whoever stays counts and need not be named.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.retention.domain.exchange import Exchange, exchange
from functions.retention.domain.exchange_market import Applicant, Market, Organisation, objection
from functions.retention.domain.exchange_market import Unit as MarketUnit
from functions.retention.domain.exchange_reasons import ChoiceOutcome
from functions.retention.domain.parts import RecordId
from functions.retention.domain.priority import Claim, Ground, Place, hash_of_seed, priority_list
from functions.retention.domain.units import EmployerBounds, Unit
from functions.retention.domain.windows import PointsRule, TransferWindow
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.records import Frozen


class RunUnit(Frozen):
    """A unit: how many of the market hold a post there, and the fewest and most that it may have afterwards."""

    unit_id: RecordId
    employer: str
    staff: int
    floor: int
    cap: int


class RunBounds(Frozen):
    """The fewest and most of an employer over all its units, where it set bounds of its own."""

    employer: str
    floor: int
    cap: int


class RunPerson(Frozen):
    """Somebody who asks: where they are, what they want, what was declined, and what their place depends on."""

    person_id: str
    home: RecordId
    choices: tuple[RecordId, ...]
    declined: tuple[RecordId, ...]
    is_at_risk: bool
    waiting_since: date
    has_confirmed_need: bool
    works_where_hard_to_fill: bool
    months_in_post: int

    @property
    def claim(self) -> Claim:
        """What their place in the list depends on."""
        return Claim(
            person_id=self.person_id,
            is_at_risk=self.is_at_risk,
            waiting_since=self.waiting_since,
            has_confirmed_need=self.has_confirmed_need,
            works_where_hard_to_fill=self.works_where_hard_to_fill,
            months_in_post=self.months_in_post,
        )


class RunInputs(Frozen):
    """All that a run rests on but the seed, of which the hash was published: units, employers and people by id."""

    window_id: RecordId
    seed_hash: str
    points: PointsRule
    counted_on: date
    units: tuple[RunUnit, ...]
    bounds: tuple[RunBounds, ...]
    people: tuple[RunPerson, ...]

    @property
    def hash(self) -> str:
        """SHA-256 of all of it in one canonical form."""
        return content_hash(self.model_dump(mode="json"))


class Counted(Frozen):
    """Points for one ground, with how much of it there was."""

    ground: Ground
    amount: int
    points: int


class Result(Frozen):
    """What a run came to for one person; theirs alone to read. `choice`: which of their choices they have, from 1
    (0: their post stays theirs). `place`: theirs in the priority list. `cycle`: the number of the group in which
    they would move, 0 where they would not."""

    person_id: str
    home: RecordId
    unit: RecordId
    choices: tuple[RecordId, ...]
    choice: int
    why: tuple[ChoiceOutcome, ...]
    place: int
    is_at_risk: bool
    points: tuple[Counted, ...]
    ticket: str
    cycle: int


@dataclass(frozen=True)
class WorkedOut:
    """What a run comes to: each person's result, by place; the groups, in the order in which bounds hold;
    `market_hash`, which the open simulation gives for the same market."""

    results: tuple[Result, ...]
    cycles: tuple[tuple[str, ...], ...]
    market_hash: str

    @property
    def hash(self) -> str:
        """SHA-256 of every result and every group."""
        return content_hash([[one.model_dump(mode="json") for one in self.results], self.cycles])


def inputs_of(
    window: TransferWindow,
    units: Iterable[Unit],
    bounds: Iterable[EmployerBounds],
    people: Iterable[RunPerson],
) -> RunInputs:
    """The inputs of a run, each part in the order of its ids."""
    if window.points is None:
        raise ValueError("a window that was never opened")
    all_units = tuple(units)
    return RunInputs(
        window_id=window.window_id,
        seed_hash=window.seed_hash,
        points=window.points,
        counted_on=window.dates.preferences_close_on,
        units=tuple(sorted(map(_unit, all_units), key=lambda one: one.unit_id)),
        bounds=tuple(sorted((_bounds(one, all_units) for one in bounds), key=lambda one: one.employer)),
        people=tuple(sorted(people, key=lambda one: one.person_id)),
    )


def market_of(inputs: RunInputs, places: Sequence[Place]) -> Market:
    """The market of those who ask, in the order of the list. A unit that may keep `floor` of its staff, of whom
    some do not ask, must keep so many fewer of those who do."""
    people = {one.person_id: one for one in inputs.people}
    asking = Counter(one.home for one in inputs.people)
    silent = {one.unit_id: one.staff - asking[one.unit_id] for one in inputs.units}
    at_employer: Counter[str] = Counter()
    for unit in inputs.units:
        at_employer[unit.employer] += silent[unit.unit_id]
    bounded = {one.employer for one in inputs.bounds}
    return Market(
        units=tuple(
            MarketUnit(
                unit_id=one.unit_id,
                floor=max(0, one.floor - silent[one.unit_id]),
                cap=one.cap - silent[one.unit_id],
                organisation_id=one.employer if one.employer in bounded else "",
            )
            for one in inputs.units
        ),
        applicants=tuple(
            Applicant(one.person_id, one.home, one.choices, one.declined)
            for one in (people[place.person_id] for place in places)
        ),
        organisations=tuple(
            Organisation(
                one.employer, max(0, one.floor - at_employer[one.employer]), one.cap - at_employer[one.employer]
            )
            for one in inputs.bounds
        ),
    )


def work_out(window: TransferWindow, inputs: RunInputs, seed: str) -> WorkedOut | Refusal:
    """The run; always the same for the same inputs and seed. A refusal names what makes the market unsound.

    Raises ValueError where the seed or the rule is not the one that the window published.
    """
    if (inputs.seed_hash, inputs.points) != (window.seed_hash, window.points):
        raise ValueError("not the rule of this window")
    if inputs.counted_on != window.dates.preferences_close_on or hash_of_seed(seed) != inputs.seed_hash:
        raise ValueError("not the seed or the day of this window")
    places = priority_list(window, seed, (one.claim for one in inputs.people))
    market = market_of(inputs, places)
    wrong = objection(market)
    if wrong is not None:
        return wrong
    found = exchange(market)
    return WorkedOut(_results(inputs, places, found), found.cycles, found.input_hash)


def overfull(inputs: RunInputs) -> tuple[str, ...]:
    """The units that more people name as theirs than have a post there. Their bounds hold all the same, counted as
    how many more may go than come; who really works there is checked before anybody starts."""
    asking = Counter(one.home for one in inputs.people)
    return tuple(one.unit_id for one in inputs.units if asking[one.unit_id] > one.staff)


def staff_after(inputs: RunInputs, moves: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many of the market each unit has once people have moved (from, to)."""
    counts = {one.unit_id: one.staff for one in inputs.units}
    for home, unit in moves:
        counts[home] -= 1
        counts[unit] += 1
    return counts


def broken_bounds(inputs: RunInputs, moves: Iterable[tuple[str, str]]) -> list[str]:
    """The units and employers that people who move (from, to) would leave outside their bounds."""
    counts = staff_after(inputs, moves)
    at_employer: Counter[str] = Counter()
    for unit in inputs.units:
        at_employer[unit.employer] += counts[unit.unit_id]
    units = [one.unit_id for one in inputs.units if not one.floor <= counts[one.unit_id] <= one.cap]
    employers = [one.employer for one in inputs.bounds if not one.floor <= at_employer[one.employer] <= one.cap]
    return units + employers


def _results(inputs: RunInputs, places: Sequence[Place], found: Exchange) -> tuple[Result, ...]:
    people = {one.person_id: one for one in inputs.people}
    groups: Mapping[str, int] = {
        person: number for number, cycle in enumerate(found.cycles, start=1) for person in cycle
    }
    return tuple(
        Result(
            person_id=place.person_id,
            home=people[place.person_id].home,
            unit=found.assignments[place.person_id],
            choices=people[place.person_id].choices,
            choice=found.reasons[place.person_id].choice,
            why=found.reasons[place.person_id].why,
            place=place.number,
            is_at_risk=place.is_at_risk,
            points=tuple(Counted(ground=p.ground, amount=p.amount, points=p.points) for p in place.items),
            ticket=place.ticket,
            cycle=groups.get(place.person_id, 0),
        )
        for place in places
    )


def _unit(unit: Unit) -> RunUnit:
    return RunUnit(
        unit_id=unit.unit_id,
        employer=unit.employer.ods_code,
        staff=unit.details.staff_in_window,
        floor=unit.floor,
        cap=unit.cap,
    )


def _bounds(bounds: EmployerBounds, units: Sequence[Unit]) -> RunBounds:
    floor, cap = bounds.limits(units)
    return RunBounds(employer=bounds.employer.ods_code, floor=floor, cap=cap)
