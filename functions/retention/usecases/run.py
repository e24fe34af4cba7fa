"""The coordinator runs a window, and announces the moves; the schedule runs it again where somebody left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.retention.domain import announcing
from functions.retention.domain.announcing import Announce, RunWindow, Standing
from functions.retention.domain.cycles import Proposals, Run, lengths_of, proposals_of, run_id_of
from functions.retention.domain.decision import Decision
from functions.retention.domain.decisions import Verdict
from functions.retention.domain.parts import PersonRef
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.run import RunInputs, RunPerson, WorkedOut, inputs_of, overfull, work_out
from functions.retention.domain.run_policy import may_run
from functions.retention.domain.windows import TransferWindow
from functions.retention.run_items import asked_check, closed, follow_put, part_writes, pieces_of, switch_writes
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases.perform import here_of
from functions.retention.usecases.run_following import ANNOUNCED, PROPOSED, TOLD, follow_up
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash
from shared.records import Circumstances
from shared.reference.bank_holidays import working_days_after
from shared.reference.rules import rule


@dataclass(frozen=True)
class Prepared:
    """A run that is worked out and kept, and does not stand yet."""

    run: Run
    proposals: Proposals
    standing: Standing
    answers: int


def run_window(actor: Actor | None, command: RunWindow, key: str, now: datetime) -> Done | Refusal:
    """Work out who would move where, and make that the run that stands. Its parts are written first; then one
    transaction makes it stand, so that nobody ever sees half a run, and of two runs at once one wins."""
    store, here = RunOutcomes(), here_of(actor, now)
    asked, made = Once(key, request_hash("run_window", command)), list[Prepared]()

    def look() -> Done | Refusal:
        window = store.window(command.window_id)
        if window is None or (actor is not None and not may_run(actor, window)):
            return Refusal(Reason.NOT_FOUND)

        def decide() -> Decision[TransferWindow] | Refusal:
            prepared = _prepared(store, window, command, here)
            if isinstance(prepared, Refusal):
                return prepared
            made.append(prepared)
            return announcing.run_window(window, prepared.run, here)

        def commit(decision: Decision[TransferWindow], done: Once) -> None:
            one = made[-1]
            writes = switch_writes(one.run, one.proposals.unsettled, one.standing.run, one.answers)
            store.commit(decision, here.who.person_id, done, *writes, follow_put(PROPOSED, one.run))

        return concluded(store.once(here.who.person_id, key), asked, decide, commit, Reason)

    outcome = persistently(look, Reason)
    if made and isinstance(outcome, Done):
        follow_up(now)
    return outcome


def announce(actor: Actor, command: Announce, key: str, now: datetime) -> Done | Refusal:
    """Make every group of the run that stands into moves, in one transaction that holds only while everybody's yes
    does. What each move needs besides follows from the work list."""
    store, here = RunOutcomes(), here_of(actor, now)
    asked = Once(key, request_hash("announce", command))

    def look() -> Done | Refusal:
        window = store.window(command.window_id)
        if window is None:
            return Refusal(Reason.NOT_FOUND)
        standing, _ = store.standing(window)

        def commit(decision: Decision[TransferWindow], done: Once) -> None:
            run = standing.run
            assert run is not None  # noqa: S101 - nothing is announced without a run
            store.commit(
                decision,
                actor.person_id,
                done,
                closed(run, require={"open": 0}),
                asked_check(run.window_id, run.asked_count),
                follow_put(ANNOUNCED, run),
                follow_put(TOLD, run),
            )

        return concluded(
            store.once(actor.person_id, key),
            asked,
            lambda: announcing.announce(window, standing, command, here),
            commit,
            Reason,
        )

    outcome = persistently(look, Reason)
    if isinstance(outcome, Done):
        follow_up(now)
    return outcome


def answer_by(day: date) -> date:
    """The day by which whoever is asked on a day answers."""
    return working_days_after(day, rule("window_confirm_working_days", day).number)


def _prepared(
    store: RunOutcomes, window: TransferWindow, command: RunWindow, here: Circumstances
) -> Prepared | Refusal:
    """Read how often things changed, then the things, then work them out and keep what came of it."""
    standing, answers = store.standing(window)
    refusal = announcing.may_run_now(window, command.version, standing, here)
    if refusal:
        return refusal
    requests, day = tuple(store.requests(window.window_id)), london_day(here.now)
    most = rule("window_most_people", day).number
    if len(requests) > most:
        return Refusal(Reason.TOO_MANY_PEOPLE, {"people": f"{len(requests):,}", "most": f"{most:,}"})
    inputs = _inputs(store, window, requests)
    worked = work_out(window, inputs, store.seed(window.window_id))
    if isinstance(worked, Refusal):
        return Refusal(Reason.UNSOUND)
    return _kept(store, window, Attempt(standing, answers, requests, inputs, worked), here)


@dataclass(frozen=True)
class Attempt:
    """A run that is worked out from a reading."""

    standing: Standing
    answers: int
    requests: Sequence[TransferRequest]
    inputs: RunInputs
    worked: WorkedOut


def _kept(store: RunOutcomes, window: TransferWindow, one: Attempt, here: Circumstances) -> Prepared:
    number, day, before = window.current_run + 1, london_day(here.now), one.standing.run
    run_id = run_id_of(number, one.inputs.hash, one.worked.hash, one.standing.asked_count, one.answers, str(day))
    proposals = proposals_of(
        window,
        run_id,
        one.worked,
        {request.person.person_id: request.person for request in one.requests},
        tuple(store.cycles(before)) if before else (),
        answer_by(day),
    )
    run = _run(window, number, run_id, one, proposals, here)
    store.write_parts(part_writes(run, one.inputs, one.worked.results, proposals))
    return Prepared(run, proposals, one.standing, one.answers)


def _run(
    window: TransferWindow, number: int, run_id: str, one: Attempt, made: Proposals, here: Circumstances
) -> Run:
    return Run(
        window_id=window.window_id,
        number=number,
        run_id=run_id,
        at=here.now,
        by=PersonRef(person_id=here.who.person_id, name=here.who.name),
        asked_count=one.standing.asked_count,
        people=len(one.requests),
        movers=sum(len(cycle.legs) for cycle in made.cycles),
        cycles=len(made.cycles),
        lengths=lengths_of(made.cycles),
        input_hash=one.inputs.hash,
        market_hash=one.worked.market_hash,
        result_hash=one.worked.hash,
        chunks=len(pieces_of(one.inputs)),
        overfull=overfull(one.inputs),
    )


def _inputs(store: RunOutcomes, window: TransferWindow, requests: Sequence[TransferRequest]) -> RunInputs:
    units, bounds = store.units(window.window_id), store.bounds(window.window_id)
    verdicts = {(one.person_id, one.unit_id): one.verdict for one in store.decided(window.window_id)}
    claims = {one.person_id: one for one in store.claims(requests, units)}

    def people() -> Iterator[RunPerson]:
        for request in requests:
            own = request.person.person_id
            declined = [
                unit
                for unit in request.details.choices
                if _is_declined(verdicts.get((own, unit)), window.undecided_is_accepted)
            ]
            claim = claims[own]
            yield RunPerson(
                person_id=own,
                home=request.details.home_unit,
                choices=request.details.choices,
                declined=tuple(declined),
                is_at_risk=claim.is_at_risk,
                waiting_since=claim.waiting_since,
                has_confirmed_need=claim.has_confirmed_need,
                works_where_hard_to_fill=claim.works_where_hard_to_fill,
                months_in_post=claim.months_in_post,
            )

    return inputs_of(window, units, bounds, people())


def _is_declined(verdict: str | None, undecided_is_accepted: bool) -> bool:
    return not undecided_is_accepted if verdict is None else verdict == Verdict.DECLINE
