"""What every record of a service, and every decision on one, has in common. Pure: no clock, no table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, JsonValue

from shared.actors import Actor
from shared.history import BY_SCHEDULE, Event, Head, Who, content_hash, next_event


class Frozen(BaseModel):
    """A value: frozen, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


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


def recorded(
    record: R,
    action: str,
    circumstances: Circumstances,
    *,
    why: str = "",
    facts: Mapping[str, JsonValue] | None = None,
) -> tuple[R, Event]:
    """The record as it is given, at the head of its history an event that says what was done to it."""
    event = next_event(
        record.head,
        subject=record.subject,
        ics_code=record.ics_code,
        action=action,
        at=circumstances.now,
        who=circumstances.who,
        why=why,
        rule_set=circumstances.rule_set,
        facts=dict(facts or {}),
        record=content_hash(record.body()),
    )
    return record.model_copy(update={"head": event.head}), event
