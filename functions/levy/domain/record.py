"""A decision of the levy service: all that must become true together."""

from dataclasses import dataclass, field
from typing import Generic

from pydantic import JsonValue

from functions.levy.domain.ledger import LedgerEntry
from shared.history import Event
from shared.outbox import Intent
from shared.records import Circumstances, R, recorded


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
    told = (facts or {}) | _money_facts(entries)
    return Decision(*recorded(record, action, circumstances, why=why, facts=told), entries, intents)


def _money_facts(entries: tuple[LedgerEntry, ...]) -> dict[str, JsonValue]:
    if not entries:
        return {}
    moves: list[JsonValue] = [
        {"move": one.kind.value, "pence": one.pence, "pledge_id": one.pledge_id, "key": one.key} for one in entries
    ]
    return {"ledger": moves}
