"""Who makes room for whom: a picture in whole numbers, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
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
_LINES_AT = 168  # where the lines between units begin
_NEAREST, _FURTHEST = 200, 300  # how far out a line is drawn; it reaches three quarters of the way
_APART = 9  # between where lines leave a unit and where they come in
_LONGEST = 15  # letters of a line of a name beside a unit
_BASELINES = {0: (), 1: (5,), 2: (-3, 13)}  # of the lines of a name, from the middle of its row
_BOX = 21  # the side of the box of a number, with the room around it
_EIGHTHS = (4, 3, 5, 2, 6)  # where on a line its number may stand, the middle first


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


def picture(drawn: Drawn, units: Sequence[str], flows: Sequence[Flow]) -> Shown:
    """Units one below the other, and a line with an arrow and a number for each way that somebody goes: the
    further the way, the further out. All in whole units of the picture."""
    rows = {one: _TOP + at * _ROW for at, one in enumerate(units)}
    own, lines = _own_way(drawn), list[Shown]()
    in_lanes = sorted(flows, key=lambda one: abs(rows[one.from_unit] - rows[one.to_unit]))
    for lane, flow in enumerate(in_lanes):
        out = _NEAREST + lane * (_FURTHEST - _NEAREST) // max(1, len(in_lanes) - 1)
        lines.append(_line(flow, rows, out, lines, is_own=(flow.from_unit, flow.to_unit) == own))
    return {
        "width": WIDTH,
        "height": _TOP + len(units) * _ROW - _ROW // 2 + 10,
        "nodes": [_node(at, drawn.units[one], rows[one]) for at, one in enumerate(units, start=1)],
        "lines": lines,
    }


def _node(number: int, unit: Unit, y: int) -> Shown:
    lines = wrap(unit.details.name, _LONGEST, max_lines=2, placeholder="…")
    return {
        "number": number,
        "y": y,
        "name": [{"text": text, "y": y + off} for text, off in zip(lines, _BASELINES[len(lines)], strict=True)],
    }


def _line(flow: Flow, rows: Mapping[str, int], out: int, others: Sequence[Shown], *, is_own: bool) -> Shown:
    start, end = rows[flow.from_unit] - _APART, rows[flow.to_unit] + _APART
    x, y = _place(start, end, out, others)
    return {
        "path": f"M {_LINES_AT} {start} C {out} {start} {out} {end} {_LINES_AT + 7} {end}",
        "head": f"M {_LINES_AT} {end} l 9 -5 v 10 z",
        "x": x,
        "y": y,
        "people": flow.people,
        "is_broken": flow.not_started > 0,
        "is_own": is_own,
    }


def _place(start: int, end: int, out: int, others: Sequence[Shown]) -> tuple[int, int]:
    """Where on a line its number stands: in the middle, or where it covers no other number."""
    places = [_on_line(start, end, out, eighth) for eighth in _EIGHTHS]
    free = ((x, y) for x, y in places if all(abs(x - o["x"]) >= _BOX or abs(y - o["y"]) >= _BOX for o in others))
    return next(free, places[0])


def _on_line(start: int, end: int, out: int, eighth: int) -> tuple[int, int]:
    """The point of a line after so many eighths of its way."""
    left = 8 - eighth
    near = left**3 + eighth**3
    further = 3 * left * eighth * 8
    x = (near * _LINES_AT + further * out) // 512
    y = ((left**3 + 3 * left * left * eighth) * start + (eighth**3 + 3 * left * eighth * eighth) * end) // 512
    return x, y


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
