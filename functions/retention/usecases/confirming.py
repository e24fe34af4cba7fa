"""People and managers answer for proposed moves; the schedule answers for those who are silent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from functions.retention.domain import confirming
from functions.retention.domain.confirming import (
    Answer,
    ConfirmMove,
    LeaveWindow,
    ObjectToMove,
    Proposed,
    ReceiveMove,
    ReleaseMove,
)
from functions.retention.domain.cycles import Cycle, Run
from functions.retention.domain.decision import Decision
from functions.retention.domain.decisions import UnitDecision
from functions.retention.domain.parts import PersonRef
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import asked_count_key
from functions.retention.proposal_store import OwnProposal, ProposalStore
from functions.retention.run_items import answered, follow_put, takes_answers, unchanged
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases.perform import here_of
from functions.retention.usecases.run import answer_by
from functions.retention.usecases.run_following import AGREED, follow_up
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash
from shared.records import Circumstances
from shared.table import Tally, Write

Found = tuple[Proposed | None, Once | None]


def confirm_move(actor: Actor, command: ConfirmMove, key: str, now: datetime) -> Done | Refusal:
    """Say yes to one's own proposed move."""
    store, release_by = ProposalStore(actor), answer_by(london_day(now))

    def load() -> Found:
        own, once = store.own_proposal_and_once(command.window_id, key)
        return (own.proposed if own else None), once

    return _answer(
        here_of(actor, now),
        Once(key, request_hash("confirm_move", command)),
        load,
        lambda asked, here: confirming.confirm_move(asked, command, release_by, here),
    )


def receive_move(actor: Actor, command: ReceiveMove, key: str, now: datetime) -> Done | Refusal:
    """Say yes to whoever would come to a unit of one's own."""
    store, release_by = ProposalStore(actor), answer_by(london_day(now))
    where = (command.window_id, command.unit_id, "in", command.handle)
    return _answer(
        here_of(actor, now),
        Once(key, request_hash("receive_move", command)),
        lambda: store.move_and_once(*where, key),
        lambda asked, here: confirming.receive_move(asked, command, release_by, here),
    )


def release_move(actor: Actor, command: ReleaseMove, key: str, now: datetime) -> Done | Refusal:
    """Say which day is the last in a unit of one's own."""
    store = ProposalStore(actor)
    where = (command.window_id, command.unit_id, "out", command.handle)
    return _answer(
        here_of(actor, now),
        Once(key, request_hash("release_move", command)),
        lambda: store.move_and_once(*where, key),
        lambda asked, here: confirming.release_move(asked, command, here),
    )


def object_to_move(actor: Actor, command: ObjectToMove, key: str, now: datetime) -> Done | Refusal:
    """Decline whoever would come to a unit of one's own, with the reason."""
    store = ProposalStore(actor)
    where = (command.window_id, command.unit_id, "in", command.handle)
    return _object(
        here_of(actor, now),
        Once(key, request_hash("object_to_move", command)),
        lambda: store.move_and_once(*where, key),
        lambda asked, before, here: confirming.object_to_move(asked, command, before, here),
    )


def leave_window(actor: Actor, command: LeaveWindow, key: str, now: datetime) -> Done | Refusal:
    """Take one's own request out of a window that has been run."""
    store, here = ProposalStore(actor), here_of(actor, now)
    asked = Once(key, request_hash("leave_window", command))

    def load() -> tuple[OwnProposal | None, Once | None]:
        return store.own_proposal_and_once(command.window_id, key)

    def look() -> Done | Refusal:
        own, once = load()

        def decide() -> Decision[TransferRequest] | Refusal:
            if own is None:
                return Refusal(Reason.NOT_FOUND)
            return confirming.leave_window(own.window, own.request, command.version, here)

        def commit(decision: Decision[TransferRequest], done: Once) -> None:
            assert own is not None and own.standing.run is not None  # noqa: S101 - it was decided on
            _leave(own.window, own.standing.run, decision, here, done)

        return concluded(once, asked, decide, commit, Reason)

    return persistently(look, Reason)


def settle_silence(run: Run, window: TransferWindow, now: datetime) -> int:
    """Do for everybody who has not answered by their day what the published rule says; return for how many."""
    store, here = RunOutcomes(), here_of(None, now)
    return sum(
        _speak_for(store, window, run, cycle.number, at, here)
        for cycle in store.cycles(run)
        for at in range(len(cycle.legs))
        if _has_late(cycle, at, here)
    )


def _speak_for(
    store: RunOutcomes, window: TransferWindow, run: Run, number: int, at: int, here: Circumstances
) -> bool:
    """Whether something was done for a move about which somebody is silent."""
    day = london_day(here.now)

    def load(once: Once) -> Found:
        return Proposed(window, run, store.cycle(run, number), at), store.once(here.who.person_id, once.key)

    leg = store.cycle(run, number).legs[at]
    if leg.confirmed_at is None and leg.answer_by < day:
        return _leave_by_silence(store, window, run, leg.person, here)
    asked = Once(f"{run.run_id}:{number}:{at}:{day}:silence", "silence")
    if leg.received_at is None and not window.undecided_is_accepted:
        outcome = _object(here, asked, lambda: load(asked), confirming.object_by_silence)
    else:
        release_by = answer_by(day)
        outcome = _answer(
            here,
            asked,
            lambda: load(asked),
            lambda proposed, here: confirming.let_silence_speak(proposed, release_by, here),
        )
    return isinstance(outcome, Done)


def _leave_by_silence(
    store: RunOutcomes, window: TransferWindow, run: Run, person: PersonRef, here: Circumstances
) -> bool:
    asked = Once(f"{run.run_id}:{person.person_id}:silence", "leave_window")

    def look() -> Done | Refusal:
        request = store.request(window.window_id, person.person_id)
        version = request.head.number if request else 0
        return concluded(
            store.once(here.who.person_id, asked.key),
            asked,
            lambda: confirming.leave_window(window, request, version, here),
            lambda decision, done: _leave(window, run, decision, here, done),
            Reason,
        )

    return isinstance(persistently(look, Reason), Done)


def _has_late(cycle: Cycle, at: int, here: Circumstances) -> bool:
    leg, day = cycle.legs[at], london_day(here.now)
    if leg.answer_by < day and not leg.is_agreed:
        return True
    return leg.release_on is None and cycle.release_by is not None and cycle.release_by < day


def _answer(
    here: Circumstances,
    asked: Once,
    load: Callable[[], Found],
    decide: Callable[[Proposed, Circumstances], Answer | Refusal],
) -> Done | Refusal:
    """Load, decide, commit an answer that changes a group, while its run still takes answers."""
    store, told = RunOutcomes(), list[bool]()

    def look() -> Done | Refusal:
        proposed, once = load()
        answers: list[Answer] = []

        def decide_on_it() -> Decision[Cycle] | Refusal:
            found = decide(proposed, here) if proposed else Refusal(Reason.NOT_FOUND)
            if isinstance(found, Refusal):
                return found
            answers.append(found)
            return found.decision

        def commit(decision: Decision[Cycle], done: Once) -> None:
            assert proposed is not None  # noqa: S101 - it was decided on
            answer = answers[-1]
            more: list[Write] = [answered(proposed.run, answer.settles)]
            if answer.is_newly_agreed:
                more.append(follow_put(AGREED, proposed.run, proposed.cycle.number))
            store.commit(decision, here.who.person_id, done, *more)
            told.append(answer.is_newly_agreed)

        return concluded(once, asked, decide_on_it, commit, Reason)

    outcome = persistently(look, Reason)
    if any(told):
        follow_up(here.now)
    return outcome


def _object(
    here: Circumstances,
    asked: Once,
    load: Callable[[], Found],
    decide: Callable[[Proposed, UnitDecision | None, Circumstances], Decision[UnitDecision] | Refusal],
) -> Done | Refusal:
    """Load, decide, commit an objection: the run rests on something else from now on."""
    store = RunOutcomes()

    def look() -> Done | Refusal:
        proposed, once = load()

        def decide_on_it() -> Decision[UnitDecision] | Refusal:
            if proposed is None:
                return Refusal(Reason.NOT_FOUND)
            leg = proposed.leg
            before = store.decision(proposed.window.window_id, leg.to_unit, leg.person.person_id)
            return decide(proposed, before, here)

        def commit(decision: Decision[Any], done: Once) -> None:
            assert proposed is not None  # noqa: S101 - it was decided on
            run = proposed.run
            changed = Tally(*asked_count_key(run.window_id))
            group = unchanged(proposed.cycle)
            store.commit(decision, here.who.person_id, done, takes_answers(run), group, changed)

        return concluded(once, asked, decide_on_it, commit, Reason)

    return persistently(look, Reason)


def _leave(
    window: TransferWindow, run: Run, decision: Decision[TransferRequest], here: Circumstances, done: Once
) -> None:
    """What a request is found by goes with it, and how often things changed is one more: so the run stands no
    longer."""
    RunOutcomes().commit(decision, here.who.person_id, done, takes_answers(run), market=window.market.key)
