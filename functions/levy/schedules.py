"""What runs without a person asking: email at each change, a sweep of what was missed, and the daily deadlines.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from typing import Any

from functions.levy.emails import compose
from functions.levy.usecases.decisions import lapse_offers
from shared import clock
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
    """Let the offers lapse whose last day is past; what the time does not allow waits for the next night."""
    del event
    lapsed = in_batches(lambda: lapse_offers(clock.now(), most=BATCH), context)
    return told("levy_deadlines", {"lapsed": lapsed})


def _table() -> Table:
    return Table(settings().levy_table)
