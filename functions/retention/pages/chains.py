"""Who makes room for whom: a picture in whole numbers, and the same in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from functions.retention.domain.chains import Chain, Flow, Hop, chains_of, flows_of
from functions.retention.domain.cycles import Cycle
from functions.retention.domain.units import Unit
from functions.retention.messages.chains import (
    FILLED,
    FLOW,
    FLOW_NOT_STARTED,
    FREE,
    NEXT,
    RING_FIRST,
    RING_LAST,
    RING_NEXT,
    YOURS,
)
from shared.web.templates import plural

Shown = dict[str, Any]

MOST_UNITS, MOST_FLOWS = 30, 60
"""More than that on one picture, and nobody can read it: then there is the list alone."""

WIDTH = 280  # fits into a screen of 320
_ROW, _TOP = 56, 30
_LINES_AT = 156  # where the lines between units begin
_FURTHEST = 268
_NEAREST, _STEP, _BACK = 26, 14, 18  # how far a line reaches out: by how many rows it passes, and if it goes up
_APART = 9  # between where lines leave a unit and where they come in
_LONGEST = 17  # letters of a name beside a unit


@dataclass(frozen=True)
class Drawn:
    """What is to be drawn: the hops, the units that they touch, and the number of the reader's own hop, if any."""

    hops: Sequence[Hop]
    units: Mapping[str, Unit]
    own: int | None = None

    @property
    def touched(self) -> list[str]:
        """The units that somebody leaves or joins, by employer and name."""
        ids = {unit for hop in self.hops for unit in (hop.from_unit, hop.to_unit)}
        return sorted(ids, key=lambda one: (self.units[one].employer.name, self.units[one].details.name, one))


def own_hops(cycle: Cycle, person_id: str) -> tuple[tuple[Hop, ...], int | None]:
    """The hops of a group without anybody's name, and the number of the reader's own."""
    hops = tuple(Hop(at, leg.from_unit, leg.to_unit) for at, leg in enumerate(cycle.legs))
    return hops, cycle.place_of(person_id)


def chains_shown(drawn: Drawn, *, first: int = 0, most: int = 50) -> Shown:
    """The picture (None where it would be too crowded), the units with their numbers, the moves between units, and
    some of the chains and rings in words."""
    flows, units = flows_of(drawn.hops), drawn.touched
    found = chains_of(drawn.hops)
    told = [_chain_words(drawn, one) for one in (*found.chains, *found.rings)]
    is_small = len(units) <= MOST_UNITS and len(flows) <= MOST_FLOWS
    return {
        "people": len(drawn.hops),
        "chains": len(found.chains),
        "rings": len(found.rings),
        "picture": picture(drawn, units, flows) if is_small and drawn.hops else None,
        "units": [drawn.units[one].title for one in units],
        "flows": [_flow_words(drawn, one) for one in flows],
        "told": told[first : first + most],
        "after": first + most if len(told) > first + most else None,
    }


def picture(drawn: Drawn, units: Sequence[str], flows: Iterable[Flow]) -> Shown:
    """Units one below the other, and a line with an arrow and a number for each way that somebody goes. All in
    whole units of the picture."""
    rows = {one: _TOP + at * _ROW for at, one in enumerate(units)}
    own = _own_way(drawn)
    return {
        "width": WIDTH,
        "height": _TOP + len(units) * _ROW - _ROW // 2 + 10,
        "nodes": [_node(at, drawn.units[one], rows[one]) for at, one in enumerate(units, start=1)],
        "lines": [_line(one, rows, is_own=(one.from_unit, one.to_unit) == own) for one in flows],
    }


def _node(number: int, unit: Unit, y: int) -> Shown:
    return {
        "number": number,
        "y": y,
        "name": _cut(unit.details.name),
        "employer": _cut(unit.employer.name),
    }


def _line(flow: Flow, rows: Mapping[str, int], *, is_own: bool) -> Shown:
    start, end = rows[flow.from_unit] - _APART, rows[flow.to_unit] + _APART
    passed = abs(rows[flow.from_unit] - rows[flow.to_unit]) // _ROW
    reach = _LINES_AT + _NEAREST + _STEP * passed + (_BACK if end < start else 0)
    bend = min(reach, _FURTHEST)
    return {
        "path": f"M {_LINES_AT} {start} C {bend} {start} {bend} {end} {_LINES_AT + 7} {end}",
        "head": f"M {_LINES_AT} {end} l 9 -5 v 10 z",
        "x": (2 * _LINES_AT + 6 * bend) // 8,
        "y": (start + end) // 2,
        "people": flow.people,
        "is_broken": flow.not_started > 0,
        "is_own": is_own,
    }


def _own_way(drawn: Drawn) -> tuple[str, str] | None:
    return next(((one.from_unit, one.to_unit) for one in drawn.hops if one.number == drawn.own), None)


def _flow_words(drawn: Drawn, flow: Flow) -> str:
    names = _names(drawn, flow.from_unit, flow.to_unit)
    words = FLOW.format(people=plural(flow.people, "person", "people"), **names)
    if flow.not_started:
        words += FLOW_NOT_STARTED.format(people=flow.not_started)
    return words + (YOURS if (flow.from_unit, flow.to_unit) == _own_way(drawn) else "")


def _chain_words(drawn: Drawn, chain: Chain) -> list[str]:
    first, following, last = (RING_FIRST, RING_NEXT, RING_LAST) if chain.is_ring else (FILLED, NEXT, FREE)
    names = [_names(drawn, hop.from_unit, hop.to_unit) for hop in chain.hops]
    return [
        first.format_map(names[0]),
        *(following.format_map(one) for one in names[1:]),
        last.format_map(names[-1]),
    ]


def _names(drawn: Drawn, origin: str, target: str) -> dict[str, str]:
    return {"origin": _title(drawn.units[origin]), "target": _title(drawn.units[target])}


def _title(unit: Unit) -> str:
    return f"{unit.details.name}, {unit.employer.name}"


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
