"""What runs without a person asking: email at each change, a sweep of what was missed, and the daily deadlines.

Plain functions of (event, context), as Lambda calls them; the local runner calls the same.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from functions.levy.emails import compose
from functions.levy.usecases.decisions import lapse_offers
from shared import audit, clock, email, logs, outbox
from shared.settings import settings
from shared.table import Table

Event = Mapping[str, Any]

_STOP_MS = 20_000  # what is left of the time when no new batch is begun
_BATCH = 50


class Context(Protocol):
    """What is needed of Lambda's context."""

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may still run."""


def on_stream(event: Event, context: Context) -> dict[str, Any]:
    """Send the email whose intents have just been committed.

    An email that cannot be sent waits for the sweep. A record that could not even be tried is named, so that the
    stream gives it again, with those behind it.
    """
    del context
    table = Table(settings().levy_table)
    for record in event["Records"]:
        pk = record["dynamodb"]["Keys"]["pk"]["S"]
        if record["eventName"] != "INSERT" or not pk.startswith("OUTBOX#"):
            continue
        try:
            outbox.deliver(table, [pk], compose, email.sender(), clock.now())
        except Exception as error:  # whatever broke, the record must be seen again
            logs.error("stream_record_failed", error=type(error).__name__)
            return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
    return {"batchItemFailures": []}


def sweep(event: Event, context: Context) -> dict[str, int]:
    """Send what the stream missed and what is due again, then seal the audit of the levy table."""
    del event
    table = Table(settings().levy_table)
    sent = 0
    while _has_time(context):
        batch = outbox.drain(table, compose, email.sender(), clock.now(), most=_BATCH)
        sent += batch
        if not batch:
            break
    sealed = audit.seal(table, settings().ics_code, clock.now())
    return _told("levy_swept", sent=sent, sealed=sealed)


def daily(event: Event, context: Context) -> dict[str, int]:
    """Let the offers lapse whose last day is past; what the time does not allow waits for the next night."""
    del event
    lapsed = 0
    while _has_time(context):
        batch = lapse_offers(clock.now(), most=_BATCH)
        lapsed += batch
        if not batch:
            break
    return _told("levy_deadlines", lapsed=lapsed)


def _has_time(context: Context) -> bool:
    return context.get_remaining_time_in_millis() > _STOP_MS


def _told(code: str, **counts: int) -> dict[str, int]:
    """The counts, logged where there is anything to tell."""
    if any(counts.values()):
        logs.info(code, **counts)
    return counts
