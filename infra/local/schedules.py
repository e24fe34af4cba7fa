"""What AWS runs by EventBridge and table streams, run here by a thread: the same functions, another bell.

A schedule is due by the demo clock, so that a jump of a month rings the daily ones; the thread itself
wakes by the system's.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from types import ModuleType
from typing import Any

from chalice.local import LambdaContext

from shared import clock, logs
from shared.ids import new_id

_MEMORY_MB = 512
_LIMIT_MS = 60_000
_FUNCTIONS = {
    "daily": None,
    "monthly": None,
    "sweep": timedelta(seconds=1),  # on AWS every five minutes, and the table's stream in between
}
"""In this order, so that the email of what a day did is sent in the same round."""


@dataclass(frozen=True)
class Schedule:
    """Run `job` when it is due: `every` so often, or (None) once for each new London day."""

    name: str
    every: timedelta | None
    job: Callable[[], object]


def schedules_of(services: Iterable[ModuleType]) -> list[Schedule]:
    """The schedules of the services' modules: those of `sweep`, `daily` and `monthly` that each has."""
    return [
        Schedule(f"{service.__name__}.{name}", every, partial(_ring, getattr(service, name)))
        for service in services
        for name, every in _FUNCTIONS.items()
        if hasattr(service, name)
    ]


def is_due(schedule: Schedule, last: datetime | None, now: datetime) -> bool:
    """Whether a schedule that last ran at `last` (None: not yet) must run.

    A clock that was put back makes it due too: otherwise it would sleep until the old time comes again.
    """
    if last is None:
        return True
    if schedule.every is None:
        return clock.london_day(now) != clock.london_day(last)
    return now < last or now - last >= schedule.every


class Bell:
    """Rings the schedules in turn, in one thread, until it is stopped. A failing job is tried again."""

    def __init__(self, schedules: Sequence[Schedule], tick_seconds: float = 1.0) -> None:
        self._schedules = schedules
        self._tick_seconds = tick_seconds
        self._last: dict[str, datetime] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="schedules", daemon=True)

    def start(self) -> None:
        """Begin, with every schedule due at once."""
        self._thread.start()

    def stop(self, within_seconds: float) -> None:
        """Ring no more, and wait for the job that is running."""
        self._stopping.set()
        self._thread.join(within_seconds)

    def ring(self, now: datetime) -> None:
        """Run what is due at `now`. An exception is logged as a code, and the job is due again next time."""
        for schedule in self._schedules:
            if not is_due(schedule, self._last.get(schedule.name), now):
                continue
            try:
                schedule.job()
            except Exception as error:  # whatever a job does, the others must go on
                logs.error("schedule_failed", schedule=schedule.name, error=type(error).__name__)
            else:
                self._last[schedule.name] = now

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.ring(clock.now())
            self._stopping.wait(self._tick_seconds)


def _ring(function: Callable[[dict[str, Any], LambdaContext], object]) -> None:
    """Call a Lambda function as EventBridge does."""
    event = {
        "version": "0",
        "id": new_id(),
        "source": "aws.events",
        "detail-type": "Scheduled Event",
        "account": "000000000000",
        "region": "eu-west-2",
        "time": clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "resources": [],
        "detail": {},
    }
    function(event, LambdaContext("local", _MEMORY_MB, _LIMIT_MS))
