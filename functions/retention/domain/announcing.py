"""What the coordinator does with a window that is ready: run it, and when everybody has said yes announce its
moves. Pure functions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pydantic import JsonValue

from functions.retention.domain.confirming import latest_release
from functions.retention.domain.cycles import Leg, Run
from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.parts import EmployerRef, Name, PersonRef, RecordId
from functions.retention.domain.passport import Passport
from functions.retention.domain.reasons import Reason
from functions.retention.domain.run_policy import may_run
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import Phase, TransferWindow, WindowStatus
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record

_DAY = timedelta(days=1)
_MAY_RUN = frozenset({Phase.READY, Phase.PROPOSED})


class RunWindow(Frozen):
    """Run a window as it was shown."""

    window_id: RecordId
    version: int


class Announce(Frozen):
    """Announce the moves of the run that was shown."""

    window_id: RecordId
    run: int


class MoveStatus(StrEnum):
    """Where a move is."""

    ANNOUNCED = "announced"


class Side(Frozen):
    """A unit as a move keeps it."""

    unit_id: RecordId
    name: Name
    town: Name
    employer: EmployerRef
    keeper: PersonRef


class Move(Record):
    """A move that was announced. `release_on` is the last day in the old unit, `start_on` the first in the new, at
    the latest; the manifest says what was checked, by whom and until when, and holds no document."""

    window_id: RecordId
    person: PersonRef
    run: int
    cycle: int
    releasing: Side
    receiving: Side
    release_on: date
    start_on: date
    start_by: date
    manifest: Passport
    status: MoveStatus
    announced_at: datetime

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"MOVE#{self.window_id}#{self.person.person_id}"


@dataclass(frozen=True)
class Standing:
    """The run that stands, and what has happened since: how many groups still wait for somebody, and how often it
    had changed who takes part."""

    run: Run | None
    open: int
    asked_count: int

    @property
    def is_stale(self) -> bool:
        """Whether the run no longer rests on what is true: somebody left, or was declined."""
        return self.run is not None and self.run.asked_count != self.asked_count


def may_run_now(window: TransferWindow, version: int, standing: Standing, here: Circumstances) -> Refusal | None:
    """What stands against a run: only a window in which everything is in, or whose run no longer stands."""
    if here.actor is not None and not may_run(here.actor, window):
        return Refusal(Reason.NOT_FOUND)
    if window.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    today = london_day(here.now)
    if window.phase_on(today) not in _MAY_RUN:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    if today > window.dates.closes_on:
        return Refusal(Reason.WINDOW_OVER)
    if window.status is WindowStatus.PROPOSED and not standing.is_stale:
        return Refusal(Reason.NOTHING_CHANGED)
    return None


def run_window(window: TransferWindow, run: Run, here: Circumstances) -> Decision[TransferWindow]:
    """The run stands from now on. Its event has its figures and its prints: with the inputs that are kept and the
    seed that is published, anybody can check it."""
    proposed = window.model_copy(update={"status": WindowStatus.PROPOSED, "current_run": run.number})
    return decided(proposed, "run_window", here, facts=_facts(run))


def announce(
    window: TransferWindow, standing: Standing, command: Announce, here: Circumstances
) -> Decision[TransferWindow] | Refusal:
    """Every group becomes moves at once, or none does: of the run that stands, with nobody left to wait for and
    nobody gone since. The seed is shown from now on."""
    if not may_run(here.actor, window):
        return Refusal(Reason.NOT_FOUND)
    run = standing.run
    if window.status is not WindowStatus.PROPOSED or run is None:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    refusal = _not_yet(window, run, standing, command, here)
    if refusal:
        return refusal
    announced = window.model_copy(update={"status": WindowStatus.ANNOUNCED, "announced_at": here.now})
    return decided(announced, "announce", here, facts=_facts(run))


def _not_yet(
    window: TransferWindow, run: Run, standing: Standing, command: Announce, here: Circumstances
) -> Refusal | None:
    if run.number != command.run:
        return Refusal(Reason.RUN_CHANGED)
    if london_day(here.now) > window.dates.closes_on:
        return Refusal(Reason.WINDOW_OVER)
    if standing.is_stale:
        return Refusal(Reason.RUN_STALE)
    return Refusal(Reason.STILL_WAITING, {"groups": str(standing.open)}) if standing.open else None


def move_of(
    window: TransferWindow, run: Run, cycle: int, leg: Leg, sides: tuple[Unit, Unit], manifest: Passport
) -> Move:
    """The move that a leg of an announced run becomes. `sides` are the unit that releases and the one that
    receives. Raises ValueError for a window that is not announced, or a leg without a date."""
    if window.announced_at is None or leg.release_on is None:
        raise ValueError("not announced")
    day = london_day(window.announced_at)
    release_on = max(leg.release_on, day)
    return Move(
        ics_code=window.ics_code,
        window_id=window.window_id,
        person=leg.person,
        run=run.number,
        cycle=cycle,
        releasing=_side(sides[0]),
        receiving=_side(sides[1]),
        release_on=release_on,
        start_on=release_on + _DAY,
        start_by=latest_release(window, day) + _DAY,
        manifest=manifest,
        status=MoveStatus.ANNOUNCED,
        announced_at=window.announced_at,
    )


def _side(unit: Unit) -> Side:
    details = unit.details
    return Side(
        unit_id=unit.unit_id, name=details.name, town=details.town, employer=unit.employer, keeper=unit.keeper
    )


def _facts(run: Run) -> dict[str, JsonValue]:
    return {
        "run": run.number,
        "people_asking": run.people,
        "moves": run.movers,
        "groups": run.cycles,
        "input_hash": run.input_hash,
        "market_hash": run.market_hash,
        "result_hash": run.result_hash,
    }
