"""What runs without a person asking: email at each change, a sweep of what was missed, and what a new day brings.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from itertools import chain
from typing import Any

from functions.retention.emails import compose
from functions.retention.usecases.moves_nightly import due_moves
from functions.retention.usecases.nightly import due_decisions, tell
from functions.retention.usecases.outcomes import due_windows, due_years, freeze_window, freeze_year
from functions.retention.usecases.run_following import follow_up
from functions.retention.usecases.run_nightly import due_today, proposed_windows, settle
from shared import clock
from shared.schedules import Context, Event, in_batches, in_time, send_and_seal, send_from_stream, told
from shared.settings import settings
from shared.table import Table


def on_stream(event: Event, context: Context) -> dict[str, Any]:
    """Send the email whose intents have just been committed."""
    del context
    return send_from_stream(_table(), compose, event)


def sweep(event: Event, context: Context) -> dict[str, int]:
    """Send what the stream missed, seal the audit of the table, then go on with what follows a run or an
    announcement."""
    del event
    counts = send_and_seal(_table(), compose, context)
    followed = in_batches(lambda: follow_up(clock.now()), context)
    return told("retention_swept", counts | {"followed": followed})


def daily(event: Event, context: Context) -> dict[str, int]:
    """Settle silence and run again where somebody left. Tell the keepers of chosen units when they may decide, the
    coordinator when a window can be run or announced, and whoever's last day it is. Remind of moves that are
    not agreed or not recorded. Count windows and years that have been over for long enough.

    What the time does not allow waits for the next night; nobody is told twice.
    """
    del event
    now = clock.now()
    settled = sum(settle(one, now) for one in in_time(proposed_windows(now), context))
    due = chain(due_decisions(now), due_today(now), due_moves(now))
    reminded = sum(tell(one, now) for one in in_time(due, context))
    frozen = sum(freeze_window(one, now) for one in in_time(due_windows(now), context))
    frozen += sum(freeze_year(one, now) for one in in_time(due_years(now), context))
    return told("retention_day", {"settled": settled, "told": reminded, "frozen": frozen})


def _table() -> Table:
    return Table(settings().retention_table)
