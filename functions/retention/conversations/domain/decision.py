"""A decision of the conversations service: all that must become true together."""

from dataclasses import dataclass

from functions.retention.conversations.domain.conversations import Contents, Conversation, Side
from functions.retention.conversations.domain.policy import Action, Here, may, side_of
from functions.retention.conversations.domain.reasons import Reason
from shared.clock import london_day
from shared.history import Event
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import recorded

SOMETHING_TO_READ = "something_to_read"
"""The one kind of email: it says that there is something to read, and nothing else."""


@dataclass(frozen=True)
class Decision:
    """The conversation as it will be, its event, and whom to email."""

    record: Conversation
    event: Event
    intents: tuple[Intent, ...] = ()


def decided(record: Conversation, action: Action, here: Here, *told: Side) -> Decision:
    """The decision that leaves `record` as it is given, and tells these that there is something to read.

    Its event has no reason and no facts: there is nothing here to fill them with.
    """
    changed, event = recorded(record, action, here)
    return Decision(changed, event, tuple(to_read(changed, side, str(changed.head.number)) for side in told))


def to_read(record: Conversation, side: Side, what: str) -> Intent:
    """Tell one of the two that there is something to read. It names neither: who it is, is looked up when sent."""
    return Intent(
        reference=f"{record.subject}:{what}:{side}",
        kind=SOMETHING_TO_READ,
        ods_code="",
        role=None,
        params={"conversation_id": record.conversation_id, "to": side.value},
    )


def changed(record: Conversation, **changes: object) -> Conversation:
    """The conversation with other contents. Raises ValueError for one that is erased: no act reaches it."""
    return record.model_copy(update={"contents": held_of(record).model_copy(update=changes)})


def held_of(record: Conversation) -> Contents:
    """What is held. Raises ValueError for one that is erased: no act reaches it."""
    if record.contents is None:
        raise ValueError("nothing is held of an erased conversation")
    return record.contents


def refuse(record: Conversation, action: Action, here: Here, version: int | None) -> Refusal | None:
    """The guards of every act: is it yours, is it as you were shown (None: never mind), may it be now."""
    asker = here.actor
    if asker is None or here.side is None or here.side is not side_of(asker, record):
        return Refusal(Reason.NOT_FOUND)
    if version is not None and record.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    return None if may(here.side, action, record, london_day(here.now)) else Refusal(Reason.NOT_ALLOWED_NOW)


def other(side: Side | None) -> Side:
    """The other of the two."""
    return Side.PERSON if side is Side.ADVISER else Side.ADVISER
