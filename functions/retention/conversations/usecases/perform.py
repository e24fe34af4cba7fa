"""Every act on a conversation, run in the one loop of load, decide, commit.

A form's key is kept with the hash of what was asked. That hash has the conversation's salt in it: once all is
erased, nothing that is left can be guessed back into what somebody chose.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel

from functions.retention.conversations.domain.conversations import Conversation, Side
from functions.retention.conversations.domain.decision import Decision
from functions.retention.conversations.domain.policy import Here, side_of
from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.store import ConversationStore
from shared.actors import Actor
from shared.history import content_hash
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash
from shared.reference.rules import rule_set_version

Decided = Decision | Refusal


def here_of(asker: Actor, side: Side | None, now: datetime) -> Here:
    """The circumstances of what one of the two does now."""
    return Here(now=now, rule_set=rule_set_version(), actor=asker, side=side)


def on_conversation(
    asker: Actor,
    conversation_id: str,
    asked: Once,
    now: datetime,
    decide: Callable[[Conversation, Here], Decided],
) -> Done | Refusal:
    """Take an action on a conversation of which the asker is one of the two."""
    store = ConversationStore(asker)

    def look() -> Done | Refusal:
        loaded, before = store.with_once(conversation_id, asked.key)
        if loaded is None:
            return _replayed(before, _of_an_erased(asked, asker))
        own = _salted(asked, loaded.contents.salt if loaded.contents else "")
        here = here_of(asker, side_of(asker, loaded), now)

        def commit(decision: Decision, once: Once) -> None:
            if decision.record.contents is None:
                once = replace(once, request=_of_an_erased(asked, asker).request)
            store.commit(decision, once, loaded)

        return concluded(before, own, lambda: decide(loaded, here), commit, Reason)

    return persistently(look, Reason)


def new_conversation(
    asker: Actor, asked: Once, side: Side, now: datetime, decide: Callable[[str, Here], Decided]
) -> Done | Refusal:
    """Begin a conversation under the form's key, with a new salt; the same form again is a replay."""
    store, here, new_salt = ConversationStore(asker), here_of(asker, side, now), new_id()

    def look() -> Done | Refusal:
        loaded, before = store.with_once(asked.key, asked.key)
        salt = loaded.contents.salt if loaded and loaded.contents else new_salt
        own = _salted(asked, salt)
        return concluded(before, own, lambda: decide(salt, here), store.commit, Reason)

    return persistently(look, Reason)


def asked_of(key: str, action: str, command: BaseModel) -> Once:
    """What a form's key stands for."""
    return Once(key, request_hash(action, command))


def _salted(asked: Once, salt: str) -> Once:
    return replace(asked, request=content_hash([asked.request, salt]))


def _of_an_erased(asked: Once, asker: Actor) -> Once:
    """An erasure is told again by who sent it: there is no salt any more, and no word in what was asked."""
    return replace(asked, request=content_hash([asked.request, asker.person_id]))


def _replayed(before: Once | None, asked: Once) -> Done | Refusal:
    """The reply of an erasure that was done already; to everything else, nothing is there."""
    if before is None or before.request != asked.request:
        return Refusal(Reason.NOT_FOUND)
    return Done.model_validate_json(before.result)
