"""The history of a record: one event a change, each carrying the hash of the one before.

An event is at the same time the audit entry of the decision: who, when, what, why, under which rule set. It is
put only if absent, in the transaction of the change itself; the record keeps the `Head` of its history, so the
number of the last event is the record's version.
"""

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue

from shared.schema import ROW
from shared.table import Item, Put

SYSTEM = "system"


class Head(BaseModel):
    """Where a history stands: how many events, and the hash of the last."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    number: int = 0
    hash: str = ""


class Who(BaseModel):
    """Who made a change: a person acting for an organisation, or the system by a schedule."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    person_id: str
    name: str
    ods_code: str


BY_SCHEDULE = Who(person_id=SYSTEM, name="Workforce Exchange (by schedule)", ods_code="")


class Event(BaseModel):
    """One change of one record. `facts` hold what changed, ready to be read by an auditor; `record` is the hash
    of the record as the change left it (empty where a record keeps no body), so that an altered record shows."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    subject: str  # the partition key of the record
    number: int
    ics_code: str
    action: str
    at: datetime
    who: Who
    why: str
    rule_set: str
    facts: dict[str, JsonValue]
    record: str
    previous: str
    hash: str

    @property
    def head(self) -> Head:
        """The head of the history once this event is in it."""
        return Head(number=self.number, hash=self.hash)

    def recomputed(self) -> str:
        """The hash that these contents must have."""
        return content_hash(self.model_dump(mode="json", exclude={"hash"}))


def content_hash(contents: Any) -> str:
    """SHA-256 of plain values in one canonical form."""
    canonical = json.dumps(contents, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def next_event(
    head: Head,
    *,
    subject: str,
    ics_code: str,
    action: str,
    at: datetime,
    who: Who,
    why: str,
    rule_set: str,
    facts: dict[str, JsonValue],
    record: str = "",
) -> Event:
    """The event that follows `head`."""
    unhashed = Event(
        subject=subject,
        number=head.number + 1,
        ics_code=ics_code,
        action=action,
        at=at,
        who=who,
        why=why,
        rule_set=rule_set,
        facts=facts,
        record=record,
        previous=head.hash,
        hash="",
    )
    return unhashed.model_copy(update={"hash": unhashed.recomputed()})


def event_key(subject: str, number: int) -> tuple[str, str]:
    """Where an event stands: beside its record, in order."""
    return subject, f"EVENT#{number:06d}"


def event_put(event: Event) -> Put:
    """The write that appends the event, and leaves it in the work list of the sealer."""
    pk, sk = event_key(event.subject, event.number)
    body = event.model_dump(mode="json")
    work = {
        "work_pk": f"UNSEALED#{event.ics_code}",
        "work_sk": f"{body['at']}#{event.subject}#{event.number:06d}",
        ROW: {"number": event.number, "hash": event.hash},
    }
    return Put({"pk": pk, "sk": sk, **body, **work}, if_absent=True)


def event_from(item: Item) -> Event:
    """The event that an item holds."""
    return Event.model_validate({name: item[name] for name in Event.model_fields})
