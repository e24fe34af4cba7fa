"""What a new day brings to windows that are ready or run: silence is settled as the published rule says, a run
that no longer stands is made again, and whoever has something to do is told."""

from collections.abc import Iterator
from datetime import datetime

from functions.retention.domain import run_notices
from functions.retention.domain.announcing import RunWindow
from functions.retention.domain.windows import Phase, TransferWindow
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases.confirming import settle_silence
from functions.retention.usecases.run import run_window
from shared.clock import london_day
from shared.outbox import Intent
from shared.perform import Done
from shared.settings import settings


def proposed_windows(now: datetime) -> list[TransferWindow]:
    """The windows whose moves are being confirmed."""
    day = london_day(now)
    running = RunOutcomes().running(settings().ics_code, day)
    return [one for one in running if one.phase_on(day) is Phase.PROPOSED]


def settle(window: TransferWindow, now: datetime) -> int:
    """Settle what people and managers are silent about, and run the window again where its run no longer stands;
    return how much was done."""
    store = RunOutcomes()
    standing, _ = store.standing(window)
    if standing.run is None:
        return 0
    settled = 0 if standing.is_stale else settle_silence(standing.run, window, now)
    if store.asked_count(window.window_id) == standing.run.asked_count:
        return settled
    command = RunWindow(window_id=window.window_id, version=window.head.number)
    key = f"{window.window_id}:{window.head.number}:again"
    return settled + isinstance(run_window(None, command, key, now), Done)


def due_today(now: datetime) -> Iterator[Intent]:
    """What to tell today: the coordinator, that a window can be run or its moves announced; whoever's last day for
    an answer it is, once more."""
    store, day = RunOutcomes(), london_day(now)
    for window in store.running(settings().ics_code, day):
        phase = window.phase_on(day)
        if phase is Phase.READY:
            yield run_notices.window_ready(window)
        if phase is Phase.PROPOSED:
            yield from _of_proposed(store, window, now)


def _of_proposed(store: RunOutcomes, window: TransferWindow, now: datetime) -> Iterator[Intent]:
    standing, _ = store.standing(window)
    run, day = standing.run, london_day(now)
    if run is None or standing.is_stale:
        return
    if not standing.open:
        yield run_notices.all_agreed(window, run)
        return
    units = {one.unit_id: one for one in store.units(window.window_id)}
    for cycle in store.cycles(run):
        for leg in cycle.legs:
            if leg.answer_by == day and leg.confirmed_at is None:
                yield run_notices.last_day_to_answer(window, run, leg, units[leg.from_unit])
            if leg.answer_by == day and leg.received_at is None:
                yield run_notices.last_day_to_receive(window, run, units[leg.to_unit])
