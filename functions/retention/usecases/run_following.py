"""What follows a run, an agreed group and an announcement: emails and moves, from a list of jobs.

Each job stands in the work list from the transaction of its decision until it is done, a step at a time; it is
begun at once, and gone on with by the sweep. Doing a step twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from functions.retention.domain import run_notices
from functions.retention.domain.announcing import move_of
from functions.retention.domain.cycles import Cycle, Leg, Run
from functions.retention.domain.decision import decided
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.run_items import move_writes
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases.perform import here_of
from shared import logs
from shared.outbox import Intent
from shared.table import Busy, Cancelled, Item

PROPOSED, AGREED, ANNOUNCED, TOLD = "proposed", "agreed", "announced", "told"
_AT_ONCE = 6  # steps that whoever began a job waits for
_CYCLES = 10  # groups a step
_PEOPLE = 50  # people a step


@dataclass(frozen=True)
class Job:
    """A job with all that its steps look at. `cycle` is the one group that it is about, where it is about one."""

    window: TransferWindow
    run: Run
    units: dict[str, Unit]
    cycle: int
    now: datetime

    @property
    def is_current(self) -> bool:
        """Whether the run that it is about still stands."""
        return self.window.current_run == self.run.number

    @property
    def is_proposed(self) -> bool:
        """Whether the run still takes answers."""
        return self.is_current and self.window.status is WindowStatus.PROPOSED


def follow_up(now: datetime, most: int = _AT_ONCE) -> int:
    """Take so many steps of what waits in the work list; return how many were taken. What meets a busy database
    waits for the sweep."""
    store, taken = RunOutcomes(), 0
    for row in store.follows():
        try:
            for _ in _steps(store, row, now):
                taken += 1
                if taken >= most:
                    return taken
        except (Busy, Cancelled):
            logs.warning("follow_waits", follow=row["kind"])
    return taken


def _steps(store: RunOutcomes, row: Item, now: datetime) -> Iterator[None]:
    window, run = store.window(row["window_id"]), store.run(row["window_id"], row["run"])
    if window is None or run is None:
        raise LookupError(f"{row['pk']} is about nothing")
    units = {one.unit_id: one for one in store.units(window.window_id)}
    job = Job(window, run, units, row["cycle"], now)
    while (item := store.follow(row["pk"])) is not None:
        after = _STEPS[row["kind"]](store, job, item["at"])
        if after is None:
            store.follow_is_done(row["pk"])
        else:
            store.follow_is_at(row["pk"], item["at"], after)
        yield


def _ask(store: RunOutcomes, job: Job, at: str) -> str | None:
    """Tell those whom a run asks, and those who had a proposal and have none now."""
    if not job.is_proposed:
        return None
    cycles, after = _some_cycles(store, job, at)
    for cycle in cycles:
        for leg in cycle.legs:
            _tell_all(store, job, _asked(job, leg))
    if after is None:
        lost = filter(None, (store.result(job.run, one) for one in store.lost(job.run)))
        _tell_all(store, job, (run_notices.proposal_gone(job.window, job.run, one, job.units) for one in lost))
    return after


def _ask_for_dates(store: RunOutcomes, job: Job, at: str) -> str | None:
    """Tell the keepers of the units that the people of an agreed group would leave."""
    del at
    if job.is_proposed:
        cycle = store.cycle(job.run, job.cycle)
        homes = {leg.from_unit: None for leg in cycle.legs if leg.release_on is None}
        _tell_all(store, job, (run_notices.to_release(job.window, cycle, job.units[one]) for one in homes))
    return None


def _make_moves(store: RunOutcomes, job: Job, at: str) -> str | None:
    """Make every leg of an announced run a move, and tell the keepers."""
    cycles, after = _some_cycles(store, job, at)
    for cycle in cycles:
        for leg in cycle.legs:
            _make_move(store, job, cycle, leg)
            for unit in (leg.from_unit, leg.to_unit):
                _tell_all(store, job, [run_notices.unit_moves_announced(job.window, job.units[unit])])
    return after


def _tell_everybody(store: RunOutcomes, job: Job, at: str) -> str | None:
    """Tell everybody who asked that they can see what came of it."""
    results, after = store.result_page(job.run, at or None, _PEOPLE)
    _tell_all(store, job, (run_notices.moves_announced(job.window, one, job.units) for one in results))
    return after


_STEPS: dict[str, Callable[[RunOutcomes, Job, str], str | None]] = {
    PROPOSED: _ask,
    AGREED: _ask_for_dates,
    ANNOUNCED: _make_moves,
    TOLD: _tell_everybody,
}


def _some_cycles(store: RunOutcomes, job: Job, at: str) -> tuple[list[Cycle], str | None]:
    first = int(at or 1)
    last = min(first + _CYCLES - 1, job.run.cycles)
    after = str(last + 1) if last < job.run.cycles else None
    return [store.cycle(job.run, number) for number in range(first, last + 1)], after


def _asked(job: Job, leg: Leg) -> Iterator[Intent]:
    if leg.confirmed_at is None:
        yield run_notices.to_answer(job.window, job.run, leg, job.units[leg.from_unit])
    if leg.received_at is None:
        yield run_notices.to_receive(job.window, job.run, leg, job.units[leg.to_unit])


def _make_move(store: RunOutcomes, job: Job, cycle: Cycle, leg: Leg) -> None:
    person = leg.person.person_id
    if store.move(job.window.window_id, person) is not None:
        return
    request = store.request(job.window.window_id, person)
    manifest = request.details.passport if request else ()
    sides = (job.units[leg.from_unit], job.units[leg.to_unit])
    move = move_of(job.window, job.run, cycle.number, leg, sides, manifest)
    decision = decided(move, "announce_move", here_of(None, job.now))
    store.table.commit(move_writes(decision, job.window.market.key))


def _tell_all(store: RunOutcomes, job: Job, intents: Iterable[Intent]) -> None:
    for one in intents:
        store.tell(one, job.now)
