"""What is done with an announced move, until it has started or will not. Pure functions.

A move stands by itself from the announcement on: whoever does not start takes nobody else's move away. The post
that they would have had is a vacancy of its unit again; they stay with their employer.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

from functions.retention.domain.announcing import Move
from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.moves import (
    MOST_NOTICE_WEEKS,
    Handover,
    MoveDates,
    Moving,
    NotStarted,
    Party,
    Progress,
    Stage,
    early_until,
)
from functions.retention.domain.moves_notices import dates_proposed, not_started
from functions.retention.domain.moves_policy import (
    may_end,
    may_give_notice,
    may_hand_over,
    may_read_checklist,
    may_say_left,
    may_start,
    parties_of,
)
from functions.retention.domain.parts import RecordId
from functions.retention.domain.reasons import Reason
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen
from shared.values.dates import uk_date

_DAY = timedelta(days=1)
MOVES = {
    (Stage.ANNOUNCED, "record_start"): Stage.STARTED,
    (Stage.ANNOUNCED, "record_not_started"): Stage.NOT_STARTED,
    (Stage.STARTED, "record_left"): Stage.LEFT,
}
"""Where an act takes a move; what is not here leaves it where it is, and is done before it starts."""


class OnMove(Frozen):
    """An act on a move as it was shown. `handle` names it; none: it is the actor's own. `version` is that of what
    was recorded of it, 0 where nothing was."""

    window_id: RecordId
    handle: str = ""
    version: Annotated[int, Field(ge=0)]


class ProposeDates(OnMove):
    """Say which days one would have; the two others are asked."""

    dates: MoveDates


class GiveNotice(OnMove):
    """Say how many weeks' notice the person has to give."""

    weeks: Annotated[int, Field(ge=0, le=MOST_NOTICE_WEEKS)]


class TickHandover(OnMove):
    """Say what of the handover is settled."""

    handed: tuple[Handover, ...]


class ShareChecklist(OnMove):
    """Let the new employer's HR read one's passport checklist, or no longer."""

    shares: bool


class RecordStart(OnMove):
    """Say on which day somebody started."""

    started_on: date


class RecordNotStarted(OnMove):
    """Say that somebody did not start, and why."""

    said: NotStarted


class RecordLeft(OnMove):
    """Say on which day somebody left the new employer, early."""

    left_on: date


Made = Decision[Progress] | Refusal


def propose_dates(asked: Moving, command: ProposeDates, here: Circumstances) -> Made:
    """Other days, or the same ones said yes to by whoever has not: who proposes agrees, the others are asked."""
    parties = _parties(asked, here)
    refusal = _refuse(asked, command, bool(parties)) or _unfit(asked.move, command.dates, london_day(here.now))
    if refusal:
        return refusal
    if command.dates == asked.progress.dates:
        return _agreed(asked, parties, here)
    changed = asked.progress.model_copy(update={"dates": command.dates, "agreed": _in_order(parties)})
    facts = {"agreed_by": len(parties), **command.dates.model_dump(mode="json")}
    return decided(changed, "propose_dates", here, facts=facts, intents=dates_proposed(asked, parties, changed))


def agree_dates(asked: Moving, command: OnMove, here: Circumstances) -> Made:
    """Say yes to the dates as they are."""
    parties = _parties(asked, here)
    refusal = _refuse(asked, command, bool(parties))
    return refusal or _agreed(asked, parties, here)


def give_notice(asked: Moving, command: GiveNotice, here: Circumstances) -> Made:
    """The releasing side says how long the notice is; it is shown to all three and bars no date: two employers may
    agree on a shorter one."""
    refusal = _refuse(asked, command, _is(asked, here, may_give_notice))
    if refusal:
        return refusal
    return _changed(asked, "give_notice", here, notice_weeks=command.weeks)


def tick_handover(asked: Moving, command: TickHandover, here: Circumstances) -> Made:
    """Replace what is ticked."""
    refusal = _refuse(asked, command, _is(asked, here, may_hand_over))
    if refusal:
        return refusal
    handed = tuple(one for one in Handover if one in command.handed)
    return _changed(asked, "tick_handover", here, {"handed": len(handed)}, handed=handed)


def share_checklist(asked: Moving, command: ShareChecklist, here: Circumstances) -> Made:
    """The person lets the new employer's HR read the checklist, or no longer: theirs alone to say, before and
    after they started."""
    if here.actor is None or parties_of(here.actor, asked.move) != {Party.PERSON}:
        return Refusal(Reason.NOT_FOUND)
    if asked.progress.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    if command.shares == (asked.progress.shared_at is not None):
        return Refusal(Reason.ALREADY_THERE)
    action = "share_checklist" if command.shares else "unshare_checklist"
    return _changed(asked, action, here, shared_at=here.now if command.shares else None)


def deliver_checklist(asked: Moving, here: Circumstances) -> Made:
    """The new employer's HR reads the checklist for the first time: it is delivered."""
    is_reader = here.actor is not None and may_read_checklist(here.actor, asked)
    if here.actor is None or not is_reader or Party.PERSON in parties_of(here.actor, asked.move):
        return Refusal(Reason.NOT_FOUND)
    if asked.progress.delivered_at is not None:
        return Refusal(Reason.ALREADY_THERE)
    return _changed(asked, "deliver_checklist", here, {"items": len(asked.move.manifest)}, delivered_at=here.now)


def record_start(asked: Moving, command: RecordStart, here: Circumstances) -> Made:
    """The receiving side says that somebody started: from the day of the announcement to today."""
    refusal = _refuse(asked, command, _is(asked, here, may_start))
    if refusal:
        return refusal
    announced_on, today = london_day(asked.move.announced_at), london_day(here.now)
    if not announced_on <= command.started_on <= today:
        return Refusal(Reason.START_OUT_OF_RANGE, {"first": uk_date(announced_on), "last": uk_date(today)})
    facts = {"started_on": command.started_on.isoformat()}
    return _changed(asked, "record_start", here, facts, started_on=command.started_on, settled_at=here.now)


def record_not_started(asked: Moving, command: RecordNotStarted, here: Circumstances) -> Made:
    """Either employer's side says that somebody did not start. Nobody else's move changes by it."""
    refusal = _refuse(asked, command, _is(asked, here, may_end))
    if refusal:
        return refusal
    facts = {"because": command.said.because.value}
    changed = _moved(asked, "record_not_started", not_started=command.said, settled_at=here.now)
    return decided(changed, "record_not_started", here, facts=facts, intents=not_started(asked, changed))


def record_left(asked: Moving, command: RecordLeft, early_months: int, here: Circumstances) -> Made:
    """The new employer's HR says that somebody who started has left before so many whole months were over."""
    if not _is(asked, here, may_say_left):
        return Refusal(Reason.NOT_FOUND)
    progress, today = asked.progress, london_day(here.now)
    if progress.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    if progress.stage is not Stage.STARTED or progress.started_on is None:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    last = min(today, early_until(progress.started_on, early_months))
    if not progress.started_on <= command.left_on <= last:
        return Refusal(Reason.LEFT_OUT_OF_RANGE, {"first": uk_date(progress.started_on), "last": uk_date(last)})
    facts = {"left_on": command.left_on.isoformat()}
    return _changed(asked, "record_left", here, facts, left_on=command.left_on, left_at=here.now)


def _agreed(asked: Moving, parties: frozenset[Party], here: Circumstances) -> Made:
    agreed = frozenset(asked.progress.agreed) | parties
    if agreed == set(asked.progress.agreed):
        return Refusal(Reason.ALREADY_THERE)
    return _changed(asked, "agree_dates", here, {"agreed_by": len(agreed)}, agreed=_in_order(agreed))


def _changed(
    asked: Moving, action: str, here: Circumstances, facts: Mapping[str, str | int] | None = None, **values: object
) -> Decision[Progress]:
    return decided(_moved(asked, action, **values), action, here, facts=dict(facts or {}))


def _moved(asked: Moving, action: str, **values: object) -> Progress:
    stage = MOVES.get((asked.progress.stage, action), asked.progress.stage)
    return asked.progress.model_copy(update={"stage": stage, **values})


def _parties(asked: Moving, here: Circumstances) -> frozenset[Party]:
    return parties_of(here.actor, asked.move) if here.actor else frozenset()


def _is(asked: Moving, here: Circumstances, may: Callable[[Actor, Move], bool]) -> bool:
    return here.actor is not None and may(here.actor, asked.move)


def _refuse(asked: Moving, command: OnMove, may: bool) -> Refusal | None:
    """What stands against any act before somebody has started."""
    if not may:
        return Refusal(Reason.NOT_FOUND)
    if asked.progress.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    return None if asked.progress.stage is Stage.ANNOUNCED else Refusal(Reason.NOT_ALLOWED_NOW)


def _unfit(move: Move, dates: MoveDates, today: date) -> Refusal | None:
    """Dates fit from today on; the new post begins after the old one ends, within the weeks of the window's
    rule."""
    if not today <= dates.release_on < move.start_by:
        return Refusal(Reason.RELEASE_OUT_OF_RANGE, {"latest": uk_date(move.start_by - _DAY)})
    if not dates.release_on < dates.start_on <= move.start_by:
        first = uk_date(dates.release_on + _DAY)
        return Refusal(Reason.START_OUT_OF_RANGE, {"first": first, "last": uk_date(move.start_by)})
    return None


def _in_order(parties: frozenset[Party]) -> tuple[Party, ...]:
    return tuple(one for one in Party if one in parties)
