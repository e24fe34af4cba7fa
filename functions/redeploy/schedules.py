"""What runs without a person asking: email at each change, a sweep of what was missed, and what a new day brings.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from typing import Any

from functions.redeploy.emails import compose
from functions.redeploy.usecases.following import follow_up, waiting
from functions.redeploy.usecases.nightly import due_reminders, in_another_tier, match_again, remind
from shared import clock
from shared.schedules import Context, Event, in_batches, in_time, send_and_seal, send_from_stream, told
from shared.settings import settings
from shared.table import Table


def on_stream(event: Event, context: Context) -> dict[str, Any]:
    """Send the email whose intents have just been committed."""
    del context
    return send_from_stream(_table(), compose, event)


def sweep(event: Event, context: Context) -> dict[str, int]:
    """Send what the stream missed, seal the audit of the table, then do what has to follow and was cut short.

    Matching that stumbles must not keep email or the audit waiting, so it comes last.
    """
    del event
    counts = send_and_seal(_table(), compose, context)
    followed = in_batches(lambda: follow_up(waiting(), clock.now()), context)
    return told("redeploy_swept", counts | {"followed": followed})


def daily(event: Event, context: Context) -> dict[str, int]:
    """Match anew whoever's turn has changed overnight, then leave the reminders of the day in the outbox.

    What the time does not allow waits for the next night.
    """
    del event
    now = clock.now()
    matched = sum(match_again(one, now) for one in in_time(in_another_tier(now), context))
    reminded = sum(remind(one, now) for one in in_time(due_reminders(now), context))
    return told("redeploy_day", {"matched": matched, "reminded": reminded})


def _table() -> Table:
    return Table(settings().redeploy_table)
