"""What runs without a person asking: email at each change, a sweep of what was missed, and what a new day brings.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from typing import Any

from functions.retention.emails import compose
from functions.retention.usecases.nightly import due_decisions, tell
from shared import clock
from shared.schedules import Context, Event, in_time, send_and_seal, send_from_stream, told
from shared.settings import settings
from shared.table import Table


def on_stream(event: Event, context: Context) -> dict[str, Any]:
    """Send the email whose intents have just been committed."""
    del context
    return send_from_stream(_table(), compose, event)


def sweep(event: Event, context: Context) -> dict[str, int]:
    """Send what the stream missed, and seal the audit of the table."""
    del event
    return told("retention_swept", send_and_seal(_table(), compose, context))


def daily(event: Event, context: Context) -> dict[str, int]:
    """On the first day of deciding, tell the keepers of the units that somebody asks to join.

    What the time does not allow waits for the next night; nobody is told twice.
    """
    del event
    now = clock.now()
    reminded = sum(tell(one, now) for one in in_time(due_decisions(now), context))
    return told("retention_day", {"told": reminded})


def _table() -> Table:
    return Table(settings().retention_table)
