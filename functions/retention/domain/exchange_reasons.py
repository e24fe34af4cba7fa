"""What became of every choice of everybody, in codes that are true of what happened in the run.

For a choice that somebody would rather have had, exactly one code is told, the first that is true:
full at the end, and nobody moved in (`KEPT`), or all who did stand before them (`AHEAD`); somebody after them was
drawn while they could not be counted over, and this is the bound that stood in the way (`UNIT_LIMIT` and the two
of organisations); otherwise somebody after them came in by an exchange (`EXCHANGED`). Not full at the end: the
bound that stands in the way to the end.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from functions.retention.domain.exchange_market import Market
from functions.retention.domain.exchange_run import Board, Course, Log


class ChoiceOutcome(StrEnum):
    """What became of one choice, as a code whose sentence stands in `messages`."""

    GIVEN = "given"
    NOT_NEEDED = "not_needed"  # something dearer was given
    DECLINED = "declined"  # by its manager, before the run
    KEPT = "kept"  # it had no vacancy, and nobody there gave up their post
    AHEAD = "ahead"  # full: everybody who moved in stands before this person in the list
    EXCHANGED = "exchanged"  # full: somebody after them came in, for a post given up or a turn of somebody before
    UNIT_LIMIT = "unit_limit"  # their own unit could lose nobody more
    ORGANISATION_LIMIT = "organisation_limit"  # their own organisation could lose nobody more
    ORGANISATION_FULL = "organisation_full"  # the organisation of the choice could take nobody more


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a person is told: which of their choices they have, from 1 (0: their post stays theirs), and why of
    each choice, in the order of their list."""

    choice: int
    why: tuple[ChoiceOutcome, ...]


def outcomes(market: Market, board: Board, course: Course, placed: list[int]) -> list[Outcome]:
    """What became of everybody's choices, in the order of the list. `placed` has the unit of each person."""
    return _Why(market, board, course, placed).all()


class _Why:
    def __init__(self, market: Market, board: Board, course: Course, placed: list[int]) -> None:
        self.market, self.board, self.course, self.placed = market, board, course, placed
        self.numbers = {unit.unit_id: number for number, unit in enumerate(market.units)}
        self.last_in: dict[int, int] = {}  # of each unit the person last in the list who moved in
        for person, unit in enumerate(placed):
            if unit != board.homes[person]:
                self.last_in[unit] = person

    def all(self) -> list[Outcome]:
        return [self._outcome(person) for person in range(len(self.placed))]

    def _outcome(self, person: int) -> Outcome:
        told: list[ChoiceOutcome] = []
        given = 0
        applicant = self.market.applicants[person]
        for place, name in enumerate(applicant.choices, start=1):
            unit = self.numbers[name]
            if name in applicant.declined:
                told.append(ChoiceOutcome.DECLINED)
            elif given:
                told.append(ChoiceOutcome.NOT_NEEDED)
            elif self.placed[person] == unit:
                told.append(ChoiceOutcome.GIVEN)
                given = place
            else:
                told.append(self._why(person, unit))
        return Outcome(given, tuple(told))

    def _why(self, person: int, unit: int) -> ChoiceOutcome:
        if self.course.unit_logs[unit][-1][1] < self.board.caps[unit]:
            return self._bound(person, unit, len(self.course.cycles))
        if unit not in self.last_in:
            return ChoiceOutcome.KEPT
        if self.last_in[unit] < person:
            return ChoiceOutcome.AHEAD
        drawn, step = self.course.drawn.get(unit, (-1, 0))
        return self._bound(person, unit, step) if drawn > person else ChoiceOutcome.EXCHANGED

    def _bound(self, person: int, unit: int, step: int) -> ChoiceOutcome:
        """The bound that kept a person from being counted over, as things stood before a step."""
        home = self.board.homes[person]
        own, other = self.board.groups[home], self.board.groups[unit]
        if own != other and _at(self.course.group_logs[other], step) >= self.board.group_caps[other]:
            return ChoiceOutcome.ORGANISATION_FULL
        if own != other and _at(self.course.group_logs[own], step) <= self.board.group_floors[own]:
            return ChoiceOutcome.ORGANISATION_LIMIT
        return ChoiceOutcome.UNIT_LIMIT


def _at(log: Log, step: int) -> int:
    """How many there were before a step."""
    return log[bisect_right(log, step, key=lambda entry: entry[0]) - 1][1]
