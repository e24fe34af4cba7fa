"""The run of an exchange: top trading cycles under bounds, over one priority list, in numbers instead of ids.

Everybody who is left points at the best unit of their list that can still take somebody; their own unit always
can. A unit points at the first person left who works there or who could be counted out of where they work and
into it without breaking a bound. Whoever is first in the list begins; the way from person to unit to person comes
back to itself, and everybody on that cycle gets the unit that they pointed at. Then the next.

It takes about n log n steps instead of n times everything:
- A unit can only ever point at the first person left of some other unit, so each unit has a queue of its people.
- Whether somebody may be counted over depends on whether the unit has room and the home can release, and for two
  organisations on the same of them. So the first who can be released is the top of a heap, one for each
  organisation (moves inside it leave its own number as it is) and one over all of them.
- Whoever is pointed at and is not on the cycle stays pointed at: only the first of a queue ever leaves, and a unit
  or organisation that draws from outside draws the same person as every other that could. So the way that led to a
  cycle is still right after it, and is gone on from where the cycle began. For the same reason whoever could be
  released when they became first of their queue still can.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

from functions.retention.domain.exchange_market import Market

Log = list[tuple[int, int]]
"""A number over the run: from which cycle on it was how many."""


@dataclass(frozen=True, slots=True)
class Board:
    """A market in numbers: people by their place in the list, units by theirs. A unit without an organisation
    makes a group of its own that binds nothing."""

    homes: list[int]
    wants: list[list[int]]
    floors: list[int]
    caps: list[int]
    groups: list[int]
    group_floors: list[int]
    group_caps: list[int]


@dataclass(frozen=True, slots=True)
class Cycle:
    """People in trading order, and the unit that each gets; the next person, or the first, makes its place."""

    people: tuple[int, ...]
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What happened: the cycles in order, and every count over time. `drawn` has of each unit whom it drew from
    elsewhere last, and in which cycle; those before stood before them in the list."""

    cycles: list[Cycle]
    unit_logs: list[Log]
    group_logs: list[Log]
    drawn: dict[int, tuple[int, int]]


def board_of(market: Market) -> Board:
    """The market in numbers."""
    number = {unit.unit_id: place for place, unit in enumerate(market.units)}
    group = {one.organisation_id: place for place, one in enumerate(market.organisations)}
    floors = [one.floor for one in market.organisations]
    caps = [one.cap for one in market.organisations]
    groups = []
    for unit in market.units:
        if unit.organisation_id:
            groups.append(group[unit.organisation_id])
        else:
            groups.append(len(floors))
            floors.append(0)
            caps.append(len(market.applicants) + 1)
    return Board(
        homes=[number[one.home] for one in market.applicants],
        wants=[[number[c] for c in one.choices if c not in one.declined] for one in market.applicants],
        floors=[unit.floor for unit in market.units],
        caps=[unit.cap for unit in market.units],
        groups=groups,
        group_floors=floors,
        group_caps=caps,
    )


def run(board: Board) -> Course:
    """The cycles of the market, those in which somebody keeps their post alone among them."""
    return _Run(board).finish()


class _Run:
    def __init__(self, board: Board) -> None:
        self.board = board
        self.nobody = len(board.homes)
        self.queues: list[list[int]] = [[] for _ in board.floors]
        for person in reversed(range(self.nobody)):
            self.queues[board.homes[person]].append(person)  # the first in the list stands last: it is popped
        self.counts = [len(queue) for queue in self.queues]
        self.group_counts = [0] * len(board.group_floors)
        for unit, count in enumerate(self.counts):
            self.group_counts[board.groups[unit]] += count
        self.local: list[list[int]] = [[] for _ in board.group_floors]
        self.everywhere: list[int] = []
        self.step = 0
        self.course = Course([], [[(0, n)] for n in self.counts], [[(0, n)] for n in self.group_counts], {})
        self._offer(range(len(self.counts)), range(len(self.group_counts)))

    def finish(self) -> Course:
        """Run until nobody is left."""
        path: list[int] = []
        aims: list[int] = []
        place = [-1] * self.nobody  # on the path
        is_left = [True] * self.nobody
        for first in range(self.nobody):
            while is_left[first]:
                if not path:
                    place[first] = 0
                    path.append(first)
                unit, drawn = self._aim(path[-1])
                aims.append(unit)
                if place[drawn] < 0:
                    place[drawn] = len(path)
                    path.append(drawn)
                    continue
                start = place[drawn]
                cycle = Cycle(tuple(path[start:]), tuple(aims[start:]))
                self._trade(cycle)
                for person in cycle.people:
                    is_left[person] = False
                del path[start:]
                del aims[max(start - 1, 0) :]  # whoever pointed into the cycle looks again
        return self.course

    def _aim(self, person: int) -> tuple[int, int]:
        """The best unit that a person can point at, and whom it points at."""
        for unit in self.board.wants[person]:
            drawn = self._point(unit)
            if drawn < self.nobody:
                return unit, drawn
        home = self.board.homes[person]
        return home, self._point(home)

    def _point(self, unit: int) -> int:
        """The first person whom a unit can draw, `nobody` where it can draw none."""
        queue = self.queues[unit]
        best = queue[-1] if queue else self.nobody
        if self.counts[unit] < self.board.caps[unit]:
            group = self.board.groups[unit]
            best = min(best, self._first_of(group))
            if self.group_counts[group] < self.board.group_caps[group]:
                best = min(best, self._first_of_all())
        return best

    def _first_of(self, group: int) -> int:
        """The first person left whom a unit of the group can release to another unit of the group."""
        heap, homes, queues = self.local[group], self.board.homes, self.queues
        while heap:
            person, home = heap[0], homes[heap[0]]
            if queues[home] and queues[home][-1] == person:
                return person
            heappop(heap)
        return self.nobody

    def _first_of_all(self) -> int:
        """The first person left whom a unit and its group can release to another group."""
        while self.everywhere:
            person = self.everywhere[0]
            if self._first_of(self.board.groups[self.board.homes[person]]) == person:
                return person
            heappop(self.everywhere)
        return self.nobody

    def _trade(self, cycle: Cycle) -> None:
        """Give everybody on the cycle their unit."""
        homes, groups = self.board.homes, self.board.groups
        units = {*cycle.units, *(homes[person] for person in cycle.people)}
        touched = {groups[unit] for unit in units}
        for person, unit in zip(cycle.people, cycle.units, strict=True):
            self.queues[homes[person]].pop()
            self._shift(homes[person], -1)
            self._shift(unit, 1)
        self._note(cycle, units, touched)
        self._offer(units, touched)

    def _shift(self, unit: int, by: int) -> None:
        self.counts[unit] += by
        self.group_counts[self.board.groups[unit]] += by

    def _offer(self, units: Iterable[int], groups: Iterable[int]) -> None:
        """Put the first of each queue that can be released where whoever looks for one finds them."""
        for unit in units:
            if self.queues[unit] and self.counts[unit] > self.board.floors[unit]:
                heappush(self.local[self.board.groups[unit]], self.queues[unit][-1])
        for group in groups:
            first = self._first_of(group)
            if first < self.nobody and self.group_counts[group] > self.board.group_floors[group]:
                heappush(self.everywhere, first)

    def _note(self, cycle: Cycle, units: Iterable[int], groups: Iterable[int]) -> None:
        """Keep what the reasons are made from."""
        for place, unit in enumerate(cycle.units):
            drawn = cycle.people[(place + 1) % len(cycle.people)]
            if self.board.homes[drawn] != unit:
                self.course.drawn[unit] = (drawn, self.step)
        self.step += 1
        self.course.cycles.append(cycle)
        for logs, counts, changed in (
            (self.course.unit_logs, self.counts, units),
            (self.course.group_logs, self.group_counts, groups),
        ):
            for one in changed:
                if logs[one][-1][1] != counts[one]:
                    logs[one].append((self.step, counts[one]))
