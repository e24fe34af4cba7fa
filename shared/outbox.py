"""Email that must follow a change: an intent in the transaction of the change, sent afterwards.

Sent at least once, one a reference. On AWS the table's stream drains at once and a schedule sweeps what was
missed; locally a thread calls the same `drain`.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from shared import logs
from shared.actors import Role
from shared.table import Item, Put, Table, Update

UNSENT = "UNSENT"
UNDELIVERABLE = "UNDELIVERABLE"
MOST_TRIES = 12
_LEASE = timedelta(minutes=2)


class Intent(BaseModel):
    """That somebody must be told. `reference` is deterministic, so a replay adds no second intent.

    It is addressed to everyone who holds `role` in the organisation; without a role to one person, whom the
    service finds by the params.
    `params` fill the email's blanks: only what its reader may see anyway.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    reference: str
    kind: str
    ods_code: str
    role: Role | None
    params: dict[str, str]


class Email(BaseModel):
    """One message to one reader, in plain text."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    reference: str
    to: str
    subject: str
    body: str


Sender = Callable[[Email], None]
Compose = Callable[[Intent], Sequence[Email]]


def intent_put(intent: Intent, at: datetime) -> Put:
    """The write that leaves the intent in the outbox."""
    body = intent.model_dump(mode="json")
    work = {"work_pk": UNSENT, "work_sk": _due(at, intent.reference), "row": {}, "tries": 0}
    return Put({"pk": f"OUTBOX#{intent.reference}", "sk": "OUTBOX", **body, **work}, if_absent=True)


def drain(table: Table, compose: Compose, send: Sender, now: datetime, most: int = 100) -> int:
    """Send what is due, oldest first, at most `most` intents; return how many were sent."""
    due = table.page("work", UNSENT, sk_up_to=_due(now, "~"), limit=most).items
    return deliver(table, [item["pk"] for item in due], compose, send, now)


def deliver(table: Table, partition_keys: Iterable[str], compose: Compose, send: Sender, now: datetime) -> int:
    """Send these intents, unless another drain holds or has sent them; return how many were sent."""
    return sum(_deliver(table, pk, compose, send, now) for pk in partition_keys)


def _deliver(table: Table, pk: str, compose: Compose, send: Sender, now: datetime) -> bool:
    item = table.get(pk, "OUTBOX")
    if item is None or item.get("work_pk") != UNSENT or item["work_sk"] > _due(now, "~"):
        return False
    lease = _due(now + _LEASE * 2 ** min(item["tries"], 8), item["reference"])
    claim = Update(pk, "OUTBOX", put={"work_sk": lease}, add={"tries": 1}, require={"work_sk": item["work_sk"]})
    if table.update(claim) is None:
        return False
    try:
        reached = _send_each(_intent(item), item, compose, send)
    except _NotSent as failed:
        logs.warning("email_not_sent", kind=item["kind"], tries=item["tries"] + 1, error=failed.error)
        _note_failure(table, item, failed)
        return False
    done = Update(
        pk, "OUTBOX", put={"sent_at": now.isoformat(), "reached": reached}, remove=("work_pk", "work_sk")
    )
    table.update(done)
    return True


class _NotSent(Exception):
    """Not every email of an intent was sent; `reached` are the references of those that were."""

    def __init__(self, error: Exception, reached: list[str]) -> None:
        self.error = type(error).__name__
        self.reached = reached


def _send_each(intent: Intent, item: Item, compose: Compose, send: Sender) -> list[str]:
    """Send to every reader whom no earlier try reached: one bad address costs the others nothing."""
    reached: list[str] = list(item.get("reached", []))
    failure: Exception | None = None
    try:
        emails = compose(intent)
    except Exception as error:
        raise _NotSent(error, reached) from error
    for email in emails:
        if email.reference in reached:
            continue
        try:
            send(email)
        except Exception as error:  # whatever it is, the others are tried
            failure = error
        else:
            reached.append(email.reference)
    if failure:
        raise _NotSent(failure, reached) from failure
    return reached


def _note_failure(table: Table, item: Item, failed: _NotSent) -> None:
    """Remember whom this try reached; after many tries, stop trying."""
    is_last = item["tries"] + 1 >= MOST_TRIES
    put = {"reached": failed.reached} | ({"work_pk": UNDELIVERABLE} if is_last else {})
    table.update(Update(item["pk"], "OUTBOX", put=put))
    if is_last:
        logs.error("email_undeliverable", kind=item["kind"])


def _intent(item: Item) -> Intent:
    return Intent.model_validate({name: item[name] for name in Intent.model_fields})


def _due(at: datetime, reference: str) -> str:
    return f"{at.isoformat(timespec='microseconds')}#{reference}"
