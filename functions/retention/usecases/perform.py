"""Every act of the transfer window, run in the one loop of load, decide, commit."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from functions.retention.domain.decision import Decision
from functions.retention.domain.reasons import Reason
from functions.retention.request_store import RequestStore
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently
from shared.records import Circumstances
from shared.reference.rules import rule_set_version
from shared.table import Write

Decided = Decision[Any] | Refusal
T = TypeVar("T")
Load = Callable[[RequestStore], tuple[T | None, Once | None]]
"""What an act looks at (None: it is not there, or not the actor's), and its form's key."""


def here_of(actor: Actor | None, now: datetime) -> Circumstances:
    """The circumstances of what somebody does now (None: the schedule)."""
    return Circumstances(now=now, rule_set=rule_set_version(), actor=actor)


def perform(
    actor: Actor,
    asked: Once,
    now: datetime,
    load: Load[T],
    decide: Callable[[T, Circumstances], Decided],
    *,
    missing: Reason = Reason.NOT_FOUND,
    market: Callable[[T], str] = lambda _: "",
    more: Callable[[T], list[Write]] = lambda _: [],
) -> Done | Refusal:
    """Load, decide, commit. `market` and `more` are what the commit needs to know beside the decision."""
    store, here = RequestStore(actor), here_of(actor, now)

    def look() -> Done | Refusal:
        loaded, once = load(store)

        def decide_on_it() -> Decided:
            return Refusal(missing) if loaded is None else decide(loaded, here)

        def commit(decision: Decision[Any], done: Once) -> None:
            assert loaded is not None  # noqa: S101 - nothing is decided on what is not there
            store.commit(decision, done, *more(loaded), market=market(loaded))

        return concluded(once, asked, decide_on_it, commit, Reason)

    return persistently(look, Reason)
