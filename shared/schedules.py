"""What every service runs without a person asking: email at each change, and a sweep of what was missed.

Each service's `schedules.py` has the plain functions of (event, context) that Lambda calls, made of these.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeVar

from shared import audit, clock, email, logs, outbox
from shared.outbox import Compose
from shared.settings import settings
from shared.table import Table

Event = Mapping[str, Any]
T = TypeVar("T")

BATCH = 50
"""How much is done between two looks at the time that is left."""

_STOP_MS = 20_000  # what is left of the time when no new batch is begun


class Context(Protocol):
    """What is needed of Lambda's context."""

    def get_remaining_time_in_millis(self) -> int:
        """How long the function may still run."""


def send_from_stream(table: Table, compose: Compose, event: Event) -> dict[str, Any]:
    """Send the email whose intents have just been committed.

    An email that cannot be sent waits for the sweep. A record that could not even be tried is named, so that the
    stream gives it again, with those behind it.
    """
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


def send_and_seal(table: Table, compose: Compose, context: Context) -> dict[str, int]:
    """Send what the stream missed and what is due again, then seal the audit of the table."""

    def send() -> int:
        return outbox.drain(table, compose, email.sender(), clock.now(), most=BATCH)

    return {
        "sent": in_batches(send, context),
        "sealed": audit.seal(table, settings().ics_code, clock.now()),
    }


def in_batches(batch: Callable[[], int], context: Context) -> int:
    """Repeat a batch, which returns how much it did, until there is nothing left or no time; return the whole."""
    done = 0
    while has_time(context):
        last = batch()
        done += last
        if not last:
            break
    return done


def in_time(items: Iterable[T], context: Context) -> Iterator[T]:
    """The items for as long as there is time; the rest waits for the next run."""
    for item in items:
        if not has_time(context):
            return
        yield item


def has_time(context: Context) -> bool:
    """Whether another batch may begin."""
    return context.get_remaining_time_in_millis() > _STOP_MS


def told(code: str, counts: dict[str, int]) -> dict[str, int]:
    """The counts, logged where there is anything to tell."""
    if any(counts.values()):
        logs.info(code, **counts)
    return counts
