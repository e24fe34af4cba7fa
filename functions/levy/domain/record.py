"""What every record and every decision on one has in common."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue

from functions.levy.domain.ledger import LedgerEntry
from shared.actors import Actor
from shared.history import BY_SCHEDULE, Event, Head, Who, content_hash, next_event
from shared.outbox import Intent


class Frozen(BaseModel):
    """A value: frozen, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(Frozen):
    """Something with a history; the number of its last event is its version."""

    ics_code: str
    head: Head = Head()

    @property
    def subject(self) -> str:
        """Its partition key, which names it in the audit."""
        raise NotImplementedError

    def body(self) -> dict[str, JsonValue]:
        """What changes only with its history: what is stored of it, and what its events vouch for."""
        return self.model_dump(mode="json", exclude={"head"})


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Circumstances:
    """When, under which rule set, and by whom something is decided (`actor` None: by schedule)."""

    now: datetime
    rule_set: str
    actor: Actor | None

    @property
    def who(self) -> Who:
        """How the audit names the one who decides."""
        if self.actor is None:
            return BY_SCHEDULE
        return Who(person_id=self.actor.person_id, name=self.actor.name, ods_code=self.actor.ods_code)


@dataclass(frozen=True)
class Decision(Generic[R]):
    """All that must become true together: the record as it will be, its event, its money, its emails."""

    record: R
    event: Event
    entries: tuple[LedgerEntry, ...] = ()
    intents: tuple[Intent, ...] = field(default=())


def decided(
    record: R,
    action: str,
    circumstances: Circumstances,
    *,
    why: str = "",
    facts: dict[str, JsonValue] | None = None,
    entries: tuple[LedgerEntry, ...] = (),
    intents: tuple[Intent, ...] = (),
) -> Decision[R]:
    """The decision that leaves `record` as it is given, with the event of it at the head of its history."""
    event = next_event(
        record.head,
        subject=record.subject,
        ics_code=record.ics_code,
        action=action,
        at=circumstances.now,
        who=circumstances.who,
        why=why,
        rule_set=circumstances.rule_set,
        facts=(facts or {}) | _money_facts(entries),
        record=content_hash(record.body()),
    )
    return Decision(record.model_copy(update={"head": event.head}), event, entries, intents)


def _money_facts(entries: tuple[LedgerEntry, ...]) -> dict[str, JsonValue]:
    if not entries:
        return {}
    moves: list[JsonValue] = [
        {"move": one.kind.value, "pence": one.pence, "pledge_id": one.pledge_id} for one in entries
    ]
    return {"ledger": moves}
