"""Load, decide, commit: the one loop in which every act on an application or a pledge runs.

A lost race looks again, at most twice, then says so. An act that was done already is replayed: the same reply,
no second effect. The same key with another content is refused.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pydantic import BaseModel

from functions.levy.domain.applications import Application
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, Frozen
from functions.levy.items import Once
from functions.levy.store import LevyStore
from shared.actors import Organisation
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.table import Busy, Cancelled

_LOOKS = 3


class Done(Frozen):
    """What an act led to: enough for the next page or the reply, and the same at every replay."""

    id: str
    status: str
    version: int


R = TypeVar("R", Application, Pledge)
DecideApplication = Callable[[Application, dict[str, Pledge]], Decision[Application] | Refusal]
DecidePledge = Callable[[Pledge], Decision[Pledge] | Refusal]
DecideNew = Callable[[Organisation], Decision[R] | Refusal]


def request_hash(action: str, command: BaseModel) -> str:
    """What an act asks, in one hash: the content that its key stands for."""
    return content_hash([action, command.model_dump(mode="json")])


def on_application(
    store: LevyStore,
    application_id: str,
    key: str,
    request: str,
    decide: DecideApplication,
    pledge_ids: Sequence[str] = (),
) -> Done | Refusal:
    """Take an action on an application that exists, and that the actor may see."""

    def look() -> Done | Refusal:
        application, once, pledges = store.application_and_once(application_id, key, pledge_ids)

        def decide_on_it() -> Decision[Application] | Refusal:
            return decide(application, pledges) if application else Refusal(Reason.NOT_FOUND)

        return _concluded(once, Once(key, request), decide_on_it, store.commit_application)

    return _persistently(look)


def new_application(store: LevyStore, key: str, request: str, decide: DecideNew[Application]) -> Done | Refusal:
    """Write an application that does not exist yet. Its id is the key: a double submit is a replay."""
    return _new(store, Once(key, request), decide, store.commit_application)


def on_pledge(store: LevyStore, pledge_id: str, key: str, request: str, decide: DecidePledge) -> Done | Refusal:
    """Take an action on a pledge that exists, and that the actor may see."""

    def look() -> Done | Refusal:
        pledge, once = store.pledge_and_once(pledge_id, key)

        def decide_on_it() -> Decision[Pledge] | Refusal:
            return decide(pledge) if pledge else Refusal(Reason.NOT_FOUND)

        return _concluded(once, Once(key, request), decide_on_it, partial(store.commit_pledge, before=pledge))

    return _persistently(look)


def new_pledge(store: LevyStore, key: str, request: str, decide: DecideNew[Pledge]) -> Done | Refusal:
    """Write a pledge that does not exist yet. Its id is the key: a double submit is a replay."""
    return _new(store, Once(key, request), decide, partial(store.commit_pledge, before=None))


def _new(
    store: LevyStore, asked: Once, decide: DecideNew[R], commit: Callable[[Decision[R], Once], None]
) -> Done | Refusal:
    def look() -> Done | Refusal:
        employer, once = store.employer_and_once(asked.key)

        def decide_for_it() -> Decision[R] | Refusal:
            return decide(employer) if employer else Refusal(Reason.NOT_FOUND)

        return _concluded(once, asked, decide_for_it, commit)

    return _persistently(look)


def _persistently(look: Callable[[], Done | Refusal]) -> Done | Refusal:
    for _ in range(_LOOKS):
        try:
            return look()
        except Cancelled:
            continue
        except Busy:
            return Refusal(Reason.BUSY)
    return Refusal(Reason.LOST_RACE)


def _concluded(
    before: Once | None,
    asked: Once,
    decide: Callable[[], Decision[R] | Refusal],
    commit: Callable[[Decision[R], Once], None],
) -> Done | Refusal:
    """Replay what was done already; else decide, and commit with the record that it was done."""
    if before:
        is_same = before.request == asked.request
        return Done.model_validate_json(before.result) if is_same else Refusal(Reason.KEY_REUSED)
    decision = decide()
    if isinstance(decision, Refusal):
        return decision
    record = decision.record
    done = Done(id=record.subject.partition("#")[2], status=record.status, version=record.head.number)
    commit(decision, replace(asked, result=done.model_dump_json()))
    return done
