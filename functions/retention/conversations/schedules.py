"""What runs without a person asking: email at each change, a sweep of what was missed, and what a new day brings.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from typing import Any

from functions.retention.conversations.emails import compose
from functions.retention.conversations.usecases.nightly import due_reminders, publish, remind, unpublished
from shared import clock
from shared.schedules import Context, Event, in_time, send_and_seal, send_from_stream, told
from shared.settings import settings
from shared.table import Table


def on_stream(event: Event, context: Context) -> dict[str, Any]:
    """Send the email whose intents have just been committed."""
    del context
    return send_from_stream(_table(), compose, event)


def sweep(event: Event, context: Context) -> dict[str, int]:
    """Send what the stream missed, then seal the audit of the table."""
    del event
    return told("conversations_swept", send_and_seal(_table(), compose, context))


def daily(event: Event, context: Context) -> dict[str, int]:
    """Publish the figures of the quarters that are over, then remind the two of every follow-up that is due.

    What the time does not allow waits for the next night.
    """
    del event
    now = clock.now()
    published = sum(publish(one, now) for one in in_time(unpublished(now), context))
    reminded = sum(remind(one, now) for one in in_time(due_reminders(now), context))
    return told("conversations_day", {"published": published, "reminded": reminded})


def _table() -> Table:
    return Table(settings().conversations_table)
