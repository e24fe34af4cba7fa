"""A decision of the transfer window: all that must become true together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic

from pydantic import JsonValue

from shared.history import Event
from shared.outbox import Intent
from shared.records import Circumstances, R, Record, recorded


@dataclass(frozen=True)
class Decision(Generic[R]):
    """The record as it will be with its event; other records that change with it, each with its event; whom to
    email."""

    record: R
    event: Event
    also: tuple[tuple[Record, Event], ...] = ()
    intents: tuple[Intent, ...] = field(default=())

    @property
    def changes(self) -> tuple[tuple[Record, Event], ...]:
        """Every record that changes, with its event."""
        return ((self.record, self.event), *self.also)


def decided(
    record: R,
    action: str,
    circumstances: Circumstances,
    *,
    why: str = "",
    facts: Mapping[str, JsonValue] | None = None,
    also: tuple[tuple[Record, Event], ...] = (),
    intents: tuple[Intent, ...] = (),
) -> Decision[R]:
    """The decision that leaves `record` as it is given. `why` and `facts` say nothing of a person."""
    changed, event = recorded(record, action, circumstances, why=why, facts=facts)
    return Decision(changed, event, also, intents)
