"""Confirmation, before anything is announced: yes, no, or a date, of everybody whom a proposed move needs.

A no, whoever's, is never the end of a group alone: it changes what the run rested on, and the run is made again.
Pure functions.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from functions.retention.domain.cycles import Cycle, Leg, Run
from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.decisions import DeclineReason, UnitDecision, Verdict
from functions.retention.domain.parts import PersonRef, RecordId, Words
from functions.retention.domain.policy import may_read_request
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import RequestStatus, TransferRequest
from functions.retention.domain.run_policy import is_theirs, may_receive, may_release
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow, WindowStatus
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen
from shared.values.dates import uk_date

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_NO_ANSWER = "The manager gave no answer by the day."


class ConfirmMove(Frozen):
    """Say yes to one's own proposed move, of the run that was shown."""

    window_id: RecordId
    run: Annotated[int, Field(ge=1)]


class LeaveWindow(Frozen):
    """Take one's own request out of a window that has been run."""

    window_id: RecordId
    version: int


class ReceiveMove(Frozen):
    """Say yes to whoever would come, of the run that was shown."""

    window_id: RecordId
    unit_id: RecordId
    handle: str
    run: Annotated[int, Field(ge=1)]


class ObjectToMove(Frozen):
    """Decline whoever would come, with the reason that they will read."""

    window_id: RecordId
    unit_id: RecordId
    handle: str
    run: Annotated[int, Field(ge=1)]
    because: DeclineReason
    words: Annotated[Words, Field(max_length=1000)]


class ReleaseMove(Frozen):
    """Say which day is the last in the old unit."""

    window_id: RecordId
    unit_id: RecordId
    handle: str
    run: Annotated[int, Field(ge=1)]
    release_on: date


@dataclass(frozen=True)
class Proposed:
    """A proposed move as an act on it looks at it: its window, the run that stands, its group, its place there;
    and for a manager the unit that they answer for."""

    window: TransferWindow
    run: Run
    cycle: Cycle
    at: int
    unit: Unit | None = None

    @property
    def leg(self) -> Leg:
        """The move itself."""
        return self.cycle.legs[self.at]


def confirm_move(
    asked: Proposed, command: ConfirmMove, release_by: date, here: Circumstances
) -> "Answer | Refusal":
    """The person says yes. They may still leave until the moves are announced."""
    refusal = _refuse(asked, command.run, is_theirs(here.actor, asked.leg))
    if refusal:
        return refusal
    if asked.leg.confirmed_at is not None:
        return Refusal(Reason.ALREADY_THERE)
    return _answered(asked, {"confirmed_at": here.now}, "confirm_move", release_by, here)


def receive_move(
    asked: Proposed, command: ReceiveMove, release_by: date, here: Circumstances
) -> "Answer | Refusal":
    """The manager of the unit that somebody would join says yes."""
    may = asked.unit is not None and may_receive(here.actor, asked.leg, asked.unit)
    refusal = _refuse(asked, command.run, may)
    if refusal:
        return refusal
    if asked.leg.received_at is not None:
        return Refusal(Reason.ALREADY_THERE)
    return _answered(asked, {"received_at": here.now}, "receive_move", release_by, here)


def release_move(asked: Proposed, command: ReleaseMove, here: Circumstances) -> "Answer | Refusal":
    """The manager of the unit that somebody leaves says from when; whether is not theirs to say. They may say
    another day until the moves are announced."""
    may = asked.unit is not None and may_release(here.actor, asked.cycle, asked.leg, asked.unit)
    refusal = _refuse(asked, command.run, may)
    if refusal:
        return refusal
    today = london_day(here.now)
    latest = latest_release(asked.window, today)
    if not today <= command.release_on <= latest:
        return Refusal(Reason.RELEASE_OUT_OF_RANGE, {"latest": uk_date(latest)})
    return _answered(asked, {"release_on": command.release_on}, "release_move", None, here)


def let_silence_speak(asked: Proposed, release_by: date, here: Circumstances) -> "Answer | Refusal":
    """What a manager has not answered by the day counts as agreed: silence must not cost anybody their move. To be
    decided by the schedule alone."""
    today, leg, cycle = london_day(here.now), asked.leg, asked.cycle
    refusal = _refuse(asked, asked.run.number, here.actor is None)
    if refusal:
        return refusal
    if leg.received_at is None and leg.answer_by < today and asked.window.undecided_is_accepted:
        return _answered(asked, {"received_at": here.now}, "receive_by_silence", release_by, here)
    is_late = cycle.is_agreed and cycle.release_by is not None and cycle.release_by < today
    if leg.release_on is None and is_late:
        latest = latest_release(asked.window, today)
        return _answered(asked, {"release_on": latest}, "release_by_silence", None, here)
    return Refusal(Reason.NOT_ALLOWED_NOW)


def leave_window(
    window: TransferWindow, request: TransferRequest | None, version: int, here: Circumstances
) -> Decision[TransferRequest] | Refusal:
    """Leave a window that has been run and not announced: the person stays in their unit as one of its staff, and
    the run is made again. By the schedule: of somebody who has not answered by the day."""
    is_own = here.actor is None or (request is not None and may_read_request(here.actor, request))
    if request is None or not is_own:
        return Refusal(Reason.NOT_FOUND)
    if request.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    if window.status is not WindowStatus.PROPOSED or not request.is_confirmed:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    left = request.model_copy(update={"status": RequestStatus.WITHDRAWN})
    return decided(left, "withdraw_request", here)


def object_to_move(
    asked: Proposed, command: ObjectToMove, before: UnitDecision | None, here: Circumstances
) -> Decision[UnitDecision] | Refusal:
    """The manager of the unit that somebody would join declines them, as they could before the run: the choice
    leaves that person's list, and the run is made again. Who has agreed cannot go back on it."""
    may = asked.unit is not None and may_receive(here.actor, asked.leg, asked.unit)
    refusal = _refuse(asked, command.run, may)
    if refusal:
        return refusal
    if asked.leg.received_at is not None or (before is not None and before.verdict is Verdict.DECLINE):
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return _declined(asked, before, command.because, command.words, here)


def object_by_silence(
    asked: Proposed, before: UnitDecision | None, here: Circumstances
) -> Decision[UnitDecision] | Refusal:
    """What a manager has not answered by the day is declined, in a window whose published rule says so. For the
    schedule alone."""
    refusal = _refuse(asked, asked.run.number, here.actor is None and not asked.window.undecided_is_accepted)
    if refusal:
        return refusal
    if asked.leg.received_at is not None or asked.leg.answer_by >= london_day(here.now):
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return _declined(asked, before, DeclineReason.OTHER, _NO_ANSWER, here)


def latest_release(window: TransferWindow, today: date) -> date:
    """The latest last day in the old unit: the day after it is still within the weeks of the window's rule."""
    return today + window.rules.start_within_weeks * _WEEK - _DAY


@dataclass(frozen=True)
class Answer:
    """What an answer leads to: the group as it will be; whether it is now agreed, so that those who release are
    told; whether it settles the group or (never) opens it."""

    decision: Decision[Cycle]
    is_newly_agreed: bool
    settles: int


def _answered(
    asked: Proposed, said: dict[str, object], action: str, release_by: date | None, here: Circumstances
) -> Answer:
    """`release_by` is kept where the answer is the last that the group was waiting for."""
    changed = asked.cycle.with_leg(asked.at, asked.leg.model_copy(update=said))
    is_newly_agreed = changed.is_agreed and not asked.cycle.is_agreed
    if is_newly_agreed:
        changed = changed.model_copy(update={"release_by": release_by})
    settles = int(changed.is_settled) - int(asked.cycle.is_settled)
    facts = {"moves": len(changed.legs), "agreed": changed.is_agreed, "settled": changed.is_settled}
    return Answer(decided(changed, action, here, facts=dict(facts)), is_newly_agreed, settles)


def _declined(
    asked: Proposed, before: UnitDecision | None, because: DeclineReason, words: str, here: Circumstances
) -> Decision[UnitDecision]:
    said: dict[str, object] = {
        "verdict": Verdict.DECLINE,
        "because": because,
        "words": words,
        "decided_at": here.now,
        "decided_by": PersonRef(person_id=here.who.person_id, name=here.who.name),
    }
    known = {
        "ics_code": asked.window.ics_code,
        "window_id": asked.window.window_id,
        "unit_id": asked.leg.to_unit,
        "person_id": asked.leg.person.person_id,
    }
    changed = before.model_copy(update=said) if before else UnitDecision.model_validate(known | said)
    return decided(changed, "object", here, facts={"because": because.value})


def _refuse(asked: Proposed, run: int, may: bool) -> Refusal | None:
    if not may:
        return Refusal(Reason.NOT_FOUND)
    if asked.window.status is not WindowStatus.PROPOSED:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    if asked.run.number != run:
        return Refusal(Reason.RUN_CHANGED)
    return None
