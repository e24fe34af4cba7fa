"""The groups of a run in which people would move, and who has still to say yes. All of a group move, or none.

In each group a person takes the post that another frees, or a vacancy that another's turn opens. What may be done:
`confirming.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.retention.domain.parts import PersonRef, RecordId
from functions.retention.domain.run import Result, WorkedOut
from functions.retention.domain.windows import TransferWindow
from shared.history import content_hash
from shared.records import Frozen, Record

_FIGURES = 16


class Asked(StrEnum):
    """Why somebody is asked."""

    FIRST = "first"
    PROPOSAL_CHANGED = "proposal_changed"  # it was another unit before
    GROUP_CHANGED = "group_changed"  # the same unit, with other people


class Leg(Frozen):
    """One person's move in a group, with what each of the three has said of it so far.

    The manager who would receive them may object, with a reason; the one who releases them only says from when.
    `confirmed_at` and `received_at` are kept by a later run as long as what was agreed to stays as it was.
    """

    person: PersonRef
    from_unit: RecordId
    to_unit: RecordId
    asked: Asked
    answer_by: date
    confirmed_at: datetime | None = None
    received_at: datetime | None = None
    release_on: date | None = None  # the last day in the old unit

    @property
    def move(self) -> tuple[str, str, str]:
        """Who moves from where to where."""
        return self.person.person_id, self.from_unit, self.to_unit

    @property
    def is_agreed(self) -> bool:
        """Whether the person and the receiving manager have said yes."""
        return self.confirmed_at is not None and self.received_at is not None


class Cycle(Record):
    """A group of one run. It is agreed when all its people and those who receive them have said yes; only then are
    the managers who release them told, for a date; with the dates it is settled."""

    window_id: RecordId
    run_id: str
    number: int
    legs: tuple[Leg, ...]
    release_by: date | None = None  # set when it is agreed: the day by which releasing managers answer

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"CYCLE#{self.window_id}#{self.run_id}#{self.number}"

    @property
    def is_agreed(self) -> bool:
        """Whether everybody who may say no has said yes."""
        return all(leg.is_agreed for leg in self.legs)

    @property
    def is_settled(self) -> bool:
        """Whether nobody has still to be waited for."""
        return self.is_agreed and all(leg.release_on is not None for leg in self.legs)

    def with_leg(self, at: int, leg: Leg) -> "Cycle":
        """The group with one move as it is now."""
        return self.model_copy(update={"legs": (*self.legs[:at], leg, *self.legs[at + 1 :])})

    def place_of(self, person_id: str) -> int | None:
        """Where a person stands in the group."""
        return next((at for at, leg in enumerate(self.legs) if leg.person.person_id == person_id), None)


class Run(Frozen):
    """A run of a window as it stands beside it: what it rested on, what it came to, in figures and prints alone.

    `asked_count`: how often it had changed who takes part; the run stands for as long as that is the same.
    `chunks`: how many items its inputs fill. `lengths`: how many groups there are of each length. `overfull`: the
    units that more people name as theirs than have a post there.
    """

    window_id: RecordId
    number: int
    run_id: str
    at: datetime
    by: PersonRef
    asked_count: int
    people: int
    movers: int
    cycles: int
    lengths: dict[str, int]
    input_hash: str
    market_hash: str
    result_hash: str
    chunks: int
    overfull: tuple[RecordId, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """The groups of a run, with whatever an earlier run's answers still hold for; and the people who had a
    proposal before and have none now."""

    cycles: tuple[Cycle, ...]
    lost: tuple[str, ...]

    @property
    def unsettled(self) -> int:
        """How many groups still wait for somebody."""
        return sum(not one.is_settled for one in self.cycles)


def run_id_of(number: int, *rests_on: str | int) -> str:
    """What all that a run writes is kept under. It follows from all that the run rests on, so that another run
    never touches it and the same one, made again, finds what it would write."""
    return f"{number}.{content_hash(rests_on)[:_FIGURES]}"


def proposals_of(
    window: TransferWindow,
    run_id: str,
    worked: WorkedOut,
    names: Mapping[str, PersonRef],
    before: Sequence[Cycle],
    answer_by: date,
) -> Proposals:
    """The groups that a run proposes. Where a group is the same as before, all that was said of it stays. Where it
    is not, its people are asked again, and are told why; a manager's word on one person stays with that person."""
    results = {one.person_id: one for one in worked.results}
    known = {leg.person.person_id: leg for cycle in before for leg in cycle.legs}
    same = {_moves(cycle.legs): cycle for cycle in before}
    made = []
    for number, people in enumerate(worked.cycles, start=1):
        legs = tuple(_leg(results[one], names[one], known.get(one), answer_by) for one in people)
        old = same.get(_moves(legs))
        if old is not None:
            legs = tuple(known[one] for one in people)
        made.append(
            Cycle(
                ics_code=window.ics_code,
                window_id=window.window_id,
                run_id=run_id,
                number=number,
                legs=legs,
                release_by=old.release_by if old is not None else None,
            )
        )
    moving = {one for cycle in worked.cycles for one in cycle}
    return Proposals(tuple(made), tuple(sorted(one for one in known if one in names and one not in moving)))


def lengths_of(cycles: Iterable[Cycle]) -> dict[str, int]:
    """How many groups there are of each length."""
    found: dict[str, int] = {}
    for cycle in sorted(cycles, key=lambda one: len(one.legs)):
        found[str(len(cycle.legs))] = found.get(str(len(cycle.legs)), 0) + 1
    return found


def _leg(result: Result, person: PersonRef, before: Leg | None, answer_by: date) -> Leg:
    """A move that its person is asked about; where it is the same move as before, in another group, its managers
    are not asked again."""
    leg = Leg(person=person, from_unit=result.home, to_unit=result.unit, asked=Asked.FIRST, answer_by=answer_by)
    if before is None:
        return leg
    if before.move != leg.move:
        return leg.model_copy(update={"asked": Asked.PROPOSAL_CHANGED})
    said = {"asked": Asked.GROUP_CHANGED, "received_at": before.received_at, "release_on": before.release_on}
    return leg.model_copy(update=said)


def _moves(legs: Iterable[Leg]) -> frozenset[tuple[str, str, str]]:
    return frozenset(leg.move for leg in legs)
