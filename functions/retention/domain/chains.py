"""Who made room for whom: the moves of a window as chains that begin in a vacancy, and as rings. Pure.

Posts of a unit are alike, so there may be several true ways to tell who took whose post. One is told, always
the same: each vacancy that was filled begins one chain, which goes on with whoever took the post that was
left, and ends in a post that stays free. What is left are rings: people who took one another's posts.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Hop:
    """One move from unit to unit. `number` tells hops apart and says nothing else; `has_started` is false once
    it is known that the person did not start."""

    number: int
    from_unit: str
    to_unit: str
    has_started: bool = True


@dataclass(frozen=True)
class Flow:
    """How many moves lead from one unit to another, and how many of these people did not start."""

    from_unit: str
    to_unit: str
    people: int
    not_started: int


@dataclass(frozen=True)
class Chain:
    """Hops in the order in which posts came free: each leads into the unit that the one before it left."""

    hops: tuple[Hop, ...]

    @property
    def filled(self) -> str:
        """The unit in which the chain begins: whose vacancy was filled."""
        return self.hops[0].to_unit

    @property
    def left_free(self) -> str:
        """The unit in which it ends: which has a post free now. Of a ring it is the one where it begins."""
        return self.hops[-1].from_unit

    @property
    def is_ring(self) -> bool:
        """Whether the people took one another's posts."""
        return self.filled == self.left_free


@dataclass(frozen=True)
class Chains:
    """Every move of a window, each in one chain or one ring."""

    chains: tuple[Chain, ...]
    rings: tuple[Chain, ...]


def flows_of(hops: Iterable[Hop]) -> tuple[Flow, ...]:
    """The moves between each two units, in the order of the units."""
    people: Counter[tuple[str, str]] = Counter()
    stopped: Counter[tuple[str, str]] = Counter()
    for hop in hops:
        people[hop.from_unit, hop.to_unit] += 1
        stopped[hop.from_unit, hop.to_unit] += not hop.has_started
    return tuple(Flow(*way, people[way], stopped[way]) for way in sorted(people))


def chains_of(hops: Sequence[Hop]) -> Chains:
    """The chains and rings of some moves.

    A unit that more came to than went from begins as many chains as more came; walking from it always ends
    where more went than came. What is left goes round.
    """
    into: dict[str, deque[Hop]] = {}
    more: Counter[str] = Counter()
    for hop in sorted(hops, key=lambda one: (one.to_unit, one.from_unit, one.number)):
        into.setdefault(hop.to_unit, deque()).append(hop)
        more[hop.to_unit] += 1
        more[hop.from_unit] -= 1
    starts = [unit for unit in sorted(more) for _ in range(more[unit])]
    chains, rings = list[Chain](), list[Chain]()
    for unit in starts:
        chain, loops = _walk(into, unit)
        chains.append(Chain(chain))
        rings.extend(map(Chain, loops))
    for unit in sorted(into):
        while into[unit]:
            rings.extend(map(Chain, _walk(into, unit)[1]))
    return Chains(tuple(chains), tuple(rings))


def _walk(into: dict[str, deque[Hop]], start: str) -> tuple[tuple[Hop, ...], list[tuple[Hop, ...]]]:
    """The way on from a unit, each hop into the unit that the one before it left, for as long as there is one.
    Where it meets a unit again, what lies between is a ring of its own; what is left meets each unit once."""
    path, rings = list[Hop](), list[tuple[Hop, ...]]()
    place, at = {start: 0}, start
    while into.get(at):
        hop = into[at].popleft()
        path.append(hop)
        at = hop.from_unit
        if at in place:
            first = place[at]
            rings.append(tuple(path[first:]))
            for gone in path[first:]:
                place.pop(gone.from_unit, None)
            del path[first:]
        place[at] = len(path)
    return tuple(path), rings
