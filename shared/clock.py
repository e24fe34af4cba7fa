"""The only module that reads the time. Everywhere else a time is an argument."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present instant, aware and in UTC."""
    return _source()


def use_source(source: Callable[[], datetime] | None) -> None:
    """Read the time from `source` instead (None: the system again): the demo clock of the local runner.

    Raises RuntimeError on AWS, where a deadline must never be movable.
    """
    global _source  # noqa: PLW0603 - the one replaceable clock of the process
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        raise RuntimeError("The clock cannot be replaced on AWS.")
    _source = source or _system


def is_demo() -> bool:
    """Whether a demo clock stands in for the system's."""
    return _source is not _system


def london_day(instant: datetime) -> date:
    """The calendar day in London at an instant: the day that every deadline means."""
    return instant.astimezone(LONDON).date()
