"""What runs without a person asking: email at each change, a sweep of what was missed, the daily deadlines,
the monthly instalments.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from typing import Any

from functions.levy.emails import compose
from functions.levy.usecases.decisions import lapse_offers
from functions.levy.usecases.monthly import draw_instalments, month_to_draw
from functions.levy.usecases.overdue import decline_stale, lapse_pledges
from shared import clock
from shared.clock import london_day
from shared.schedules import BATCH, Context, Event, in_batches, send_and_seal, send_from_stream, told
from shared.settings import settings
from shared.table import Table


def on_stream(event: Event, context: Context) -> dict[str, Any]:
    """Send the email whose intents have just been committed."""
    del context
    return send_from_stream(_table(), compose, event)


def sweep(event: Event, context: Context) -> dict[str, int]:
    """Send what the stream missed and what is due again, then seal the audit of the levy table."""
    del event
    return told("levy_swept", send_and_seal(_table(), compose, context))


def daily(event: Event, context: Context) -> dict[str, int]:
    """Do what the days that have passed do to offers, applications and pledges; what the time does not allow waits
    for the next night."""
    del event
    counts = {
        "lapsed": in_batches(lambda: lapse_offers(clock.now(), most=BATCH), context),
        "declined": in_batches(lambda: decline_stale(clock.now(), most=BATCH), context),
        "pledges_lapsed": in_batches(lambda: lapse_pledges(clock.now(), most=BATCH), context),
    }
    return told("levy_deadlines", counts)


def monthly(event: Event, context: Context) -> dict[str, int]:
    """Draw the instalments that have fallen due. Runs each night: what the time does not allow waits for the next,
    and on most nights there is nothing to draw."""
    del event
    until = month_to_draw(london_day(clock.now()))
    drawn = in_batches(lambda: draw_instalments(until, clock.now(), most=BATCH), context)
    return told("levy_instalments", {"drawn": drawn})


def _table() -> Table:
    return Table(settings().levy_table)
