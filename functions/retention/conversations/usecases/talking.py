"""What the two keep of a talk, each act in one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from functions.retention.conversations.domain import talking
from functions.retention.conversations.domain.conversations import Conversation
from functions.retention.conversations.domain.decision import Decision
from functions.retention.conversations.domain.opening import OnConversation
from functions.retention.conversations.domain.policy import Here
from functions.retention.conversations.domain.talking import (
    Correct,
    HoldTalk,
    RecordFollowUp,
    SayActions,
    SayReasons,
    SayStay,
    WriteNote,
)
from functions.retention.conversations.usecases.perform import asked_of, on_conversation
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done

_Decide = Callable[[Conversation, Any, Here], Decision | Refusal]
_ACTS: Mapping[type[OnConversation] | type[WriteNote], _Decide] = {
    SayReasons: talking.say_reasons,
    SayStay: talking.say_stay,
    SayActions: talking.say_actions,
    HoldTalk: talking.hold_talk,
    WriteNote: talking.write_note,
    Correct: talking.correct,
    RecordFollowUp: talking.record_follow_up,
}


def take(actor: Actor, command: OnConversation | WriteNote, key: str, now: datetime) -> Done | Refusal:
    """Take the act that a command is of. Raises KeyError for one that is no act of a talk: a bug."""
    decide = _ACTS[type(command)]
    return on_conversation(
        actor,
        command.conversation_id,
        asked_of(key, type(command).__name__, command),
        now,
        lambda record, here: decide(record, command, here),
    )
