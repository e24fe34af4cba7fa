"""Load, decide, commit: the one loop in which every act of every service runs.

A lost race looks again, at most twice, then says so. An act that was done already is replayed: the same reply,
no second effect. The same key with another content is refused.

| wanted                       | key                            | units            |
|------------------------------|--------------------------------|------------------|
| what a form's key stands for | `ONCE#<person>#<key>` / `ONCE` | 1 read, 2 writes |
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from pydantic import BaseModel

from shared.history import content_hash
from shared.outcomes import Refusal
from shared.records import Frozen, Record
from shared.table import Busy, Cancelled, Item, Key, Put, Write

_LOOKS = 3


class Done(Frozen):
    """What an act led to: enough for the next page or the reply, and the same at every replay."""

    id: str
    status: str
    version: int


@dataclass(frozen=True)
class Once:
    """A form's key: permanent, so the same act never has two effects. `request` is the hash of what it asked."""

    key: str
    request: str
    result: str = ""


Reasons = type[StrEnum]
"""A service's own refusals; among them `key_reused`, `lost_race` and `busy`, which no rule of its own decides."""


class Decided(Protocol):
    """A decision: at the least the record that it leaves."""

    @property
    def record(self) -> Record:
        """The record as the decision leaves it."""


D = TypeVar("D", bound=Decided)


def request_hash(action: str, command: BaseModel) -> str:
    """What an act asks, in one hash: the content that its key stands for."""
    return content_hash([action, command.model_dump(mode="json")])


def once_key(person_id: str, key: str) -> Key:
    """Where a form's key of this person stands ("system": the schedule's)."""
    return f"ONCE#{person_id}#{key}", "ONCE"


def once_from(item: Item | None) -> Once | None:
    """The record of an act that was done already, if it was."""
    return Once("", item["request"], item["result"]) if item else None


def once_writes(person_id: str, once: Once) -> list[Write]:
    """The write that keeps a form's key for good."""
    pk, sk = once_key(person_id, once.key)
    return [Put({"pk": pk, "sk": sk, "request": once.request, "result": once.result}, if_absent=True)]


def persistently(look: Callable[[], Done | Refusal], reasons: Reasons) -> Done | Refusal:
    """Look, decide and commit until nothing stands in the way, at most three times."""
    for _ in range(_LOOKS):
        try:
            return look()
        except Cancelled:
            continue
        except Busy:
            return Refusal(reasons("busy"))
    return Refusal(reasons("lost_race"))


def concluded(
    before: Once | None,
    asked: Once,
    decide: Callable[[], D | Refusal],
    commit: Callable[[D, Once], None],
    reasons: Reasons,
) -> Done | Refusal:
    """Replay what was done already; else decide, and commit with the record that it was done."""
    if before:
        is_same = before.request == asked.request
        return Done.model_validate_json(before.result) if is_same else Refusal(reasons("key_reused"))
    decision = decide()
    if isinstance(decision, Refusal):
        return decision
    done = done_with(decision.record)
    commit(decision, replace(asked, result=done.model_dump_json()))
    return done


def done_with(record: Record) -> Done:
    """What an act led to, told of the record that it left."""
    status = str(getattr(record, "status", ""))
    return Done(id=record.subject.partition("#")[2], status=status, version=record.head.number)
