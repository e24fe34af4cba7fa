"""The demo clock: lets a person watch deadlines pass. It can never exist on AWS.

It runs at the system's pace, so many seconds ahead or behind; how many is kept in the data folder.
"""

import calendar
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from infra.local.cloud import refuse_on_aws
from shared import clock

EARLIEST = datetime(2017, 4, 6, tzinfo=UTC)  # the first day of the levy
LATEST = datetime(2099, 1, 1, tzinfo=UTC)


class OutOfRange(ValueError):
    """A time that the demo does not go to: before the levy began, or from 2099 on."""

    def __init__(self) -> None:
        super().__init__("The demo clock goes from 6 April 2017 to the end of 2098.")


class DemoClock:
    """Moves the time that the whole product reads. One a process."""

    def __init__(self, path: Path) -> None:
        refuse_on_aws("The demo clock")
        self._path = path
        self._ahead = self._kept()
        self._apply()

    def set_to(self, instant: datetime) -> None:
        """Make it `instant` now; time goes on from there. Raises OutOfRange."""
        if not EARLIEST <= instant < LATEST:
            raise OutOfRange
        self._keep(instant - datetime.now(UTC))

    def advance(self, step: timedelta) -> None:
        """Jump forward by a span. Raises OutOfRange."""
        self.set_to(clock.now() + step)

    def advance_a_month(self) -> None:
        """Jump to the same day and hour of next month in London, or its last day. Raises OutOfRange."""
        self.set_to(_next_month(clock.now()))

    def back_to_real_time(self) -> None:
        """Read the system's time again."""
        self._keep(timedelta())

    def _keep(self, ahead: timedelta) -> None:
        scratch = self._path.with_suffix(".new")
        scratch.write_text(json.dumps({"ahead_seconds": ahead.total_seconds()}))
        scratch.replace(self._path)
        self._ahead = ahead
        self._apply()

    def _kept(self) -> timedelta:
        if not self._path.exists():
            return timedelta()
        return timedelta(seconds=json.loads(self._path.read_text())["ahead_seconds"])

    def _apply(self) -> None:
        ahead = self._ahead
        clock.use_source((lambda: datetime.now(UTC) + ahead) if ahead else None)


def parse_instant(text: str) -> datetime:
    """An instant such as `2026-11-22T09:00Z`; without a zone it is London's. Raises ValueError."""
    instant = datetime.fromisoformat(text)
    return (instant if instant.tzinfo else instant.replace(tzinfo=clock.LONDON)).astimezone(UTC)


def _next_month(instant: datetime) -> datetime:
    here = instant.astimezone(clock.LONDON)
    year, month = divmod(here.year * 12 + here.month, 12)
    day = min(here.day, calendar.monthrange(year, month + 1)[1])
    return here.replace(year=year, month=month + 1, day=day).astimezone(UTC)
