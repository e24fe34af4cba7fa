"""What a new day brings to announced moves: who has still to agree to dates, and whether somebody started."""

from collections.abc import Iterator
from datetime import date, datetime

from functions.retention.domain.moves import Moving, Stage
from functions.retention.domain.moves_notices import dates_due, is_reminded_on, start_due
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.outcomes_store import OutcomesStore
from shared.clock import london_day
from shared.outbox import Intent
from shared.reference.rules import rule


def due_moves(now: datetime) -> Iterator[Intent]:
    """What to tell today, those that were told already among it. A window whose moves are long over is not
    read."""
    store, day = OutcomesStore(), london_day(now)
    for window in store.announced():
        if window.status is WindowStatus.ANNOUNCED and not _is_long_over(window, day):
            for moving in store.moves(window):
                yield from _due(moving, day)


def _due(moving: Moving, day: date) -> Iterator[Intent]:
    progress = moving.progress
    if progress.stage is not Stage.ANNOUNCED:
        return
    if not progress.is_agreed:
        every = rule("move_remind_every_days", day).number
        number = is_reminded_on(london_day(moving.move.announced_at), day, every)
        if number:
            yield from dates_due(moving, number)
    elif progress.dates.start_on < day:
        yield from start_due(moving)


def _is_long_over(window: TransferWindow, day: date) -> bool:
    """Whether nothing is left to remind of: the figures of the window are frozen by then."""
    after = rule("window_figures_after_days", day).number
    return (day - window.dates.closes_on).days > after
