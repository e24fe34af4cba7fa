"""People and the two employers settle an announced move: dates, notice, handover, checklist, start."""

from collections.abc import Callable
from datetime import datetime

from functions.retention.domain import moves_acts
from functions.retention.domain.decision import Decision
from functions.retention.domain.moves import Moving, Progress
from functions.retention.domain.moves_acts import (
    GiveNotice,
    OnMove,
    ProposeDates,
    RecordLeft,
    RecordNotStarted,
    RecordStart,
    ShareChecklist,
    TickHandover,
)
from functions.retention.domain.reasons import Reason
from functions.retention.moves_store import MovesStore
from functions.retention.usecases.perform import here_of
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash
from shared.records import Circumstances
from shared.reference.rules import rule

Decided = Decision[Progress] | Refusal


def propose_dates(actor: Actor, command: ProposeDates, key: str, now: datetime) -> Done | Refusal:
    """Say which days one would have."""
    return _on(actor, "propose_dates", command, key, now, lambda it, to: moves_acts.propose_dates(it, command, to))


def agree_dates(actor: Actor, command: OnMove, key: str, now: datetime) -> Done | Refusal:
    """Say yes to the days as they are."""
    return _on(actor, "agree_dates", command, key, now, lambda it, to: moves_acts.agree_dates(it, command, to))


def give_notice(actor: Actor, command: GiveNotice, key: str, now: datetime) -> Done | Refusal:
    """Say how long the notice is."""
    return _on(actor, "give_notice", command, key, now, lambda it, to: moves_acts.give_notice(it, command, to))


def tick_handover(actor: Actor, command: TickHandover, key: str, now: datetime) -> Done | Refusal:
    """Say what is handed over."""
    return _on(actor, "tick_handover", command, key, now, lambda it, to: moves_acts.tick_handover(it, command, to))


def share_checklist(actor: Actor, command: ShareChecklist, key: str, now: datetime) -> Done | Refusal:
    """Let the new employer's HR read one's checklist, or no longer."""

    def decide(asked: Moving, here: Circumstances) -> Decided:
        return moves_acts.share_checklist(asked, command, here)

    return _on(actor, "share_checklist", command, key, now, decide)


def record_start(actor: Actor, command: RecordStart, key: str, now: datetime) -> Done | Refusal:
    """Say that somebody started."""
    return _on(actor, "record_start", command, key, now, lambda it, to: moves_acts.record_start(it, command, to))


def record_not_started(actor: Actor, command: RecordNotStarted, key: str, now: datetime) -> Done | Refusal:
    """Say that somebody did not start."""

    def decide(asked: Moving, here: Circumstances) -> Decided:
        return moves_acts.record_not_started(asked, command, here)

    return _on(actor, "record_not_started", command, key, now, decide)


def record_left(actor: Actor, command: RecordLeft, key: str, now: datetime) -> Done | Refusal:
    """Say that somebody left the new employer early."""
    months = rule("move_early_leaver_months", london_day(now)).number

    def decide(asked: Moving, here: Circumstances) -> Decided:
        return moves_acts.record_left(asked, command, months, here)

    return _on(actor, "record_left", command, key, now, decide)


def deliver_checklist(actor: Actor, window_id: str, handle: str, now: datetime) -> Moving | None:
    """The checklist as the new employer's HR reads it; None where it is not theirs to read. Each reading is
    noted for the person, and the first one is recorded as the delivery."""
    store = MovesStore(actor)
    moving = store.move_by(window_id, handle)
    if moving is None:
        return None
    if moving.progress.delivered_at is None:
        command = OnMove(window_id=window_id, handle=handle, version=moving.progress.head.number)
        key = f"deliver:{moving.move.subject}"
        _on(actor, "deliver_checklist", command, key, now, moves_acts.deliver_checklist, is_same_always=True)
    store.note_checklist_seen(moving, now)
    return moving


def _on(
    actor: Actor,
    action: str,
    command: OnMove,
    key: str,
    now: datetime,
    decide: Callable[[Moving, Circumstances], Decided],
    *,
    is_same_always: bool = False,
) -> Done | Refusal:
    """Load, decide, commit. `is_same_always`: what is asked does not depend on what was shown."""
    store, here = MovesStore(actor), here_of(actor, now)
    asked = Once(key, action if is_same_always else request_hash(action, command))

    def look() -> Done | Refusal:
        moving, once = store.move_by_and_once(command.window_id, command.handle, key)

        def decide_on_it() -> Decided:
            return decide(moving, here) if moving else Refusal(Reason.NOT_FOUND)

        def commit(decision: Decision[Progress], done: Once) -> None:
            assert moving is not None  # noqa: S101 - nothing is decided on what is not there
            store.commit_move(moving, decision, done)

        return concluded(once, asked, decide_on_it, commit, Reason)

    return persistently(look, Reason)
