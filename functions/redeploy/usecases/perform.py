"""Every act on a person, a vacancy or a match, run in the one loop of load, decide, commit; then what follows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from functions.redeploy.change_store import ChangeStore
from functions.redeploy.domain.changes import Change
from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Asker, Here, Redeployee
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.store import Bound, RedeployStore
from functions.redeploy.usecases.following import SETTLES, follow_up
from shared import directory
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently
from shared.reference.rules import rule_set_version
from shared.table import Key

Decided = Decision[Any] | Refusal
T = TypeVar("T")


def here_of(asker: Asker | None, now: datetime) -> Here:
    """The circumstances of what an asker does now (None: the schedule)."""
    actor = asker if isinstance(asker, Actor) else None
    person = asker if isinstance(asker, Redeployee) else None
    return Here(now=now, rule_set=rule_set_version(), actor=actor, redeployee=person)


def on_person(
    asker: Asker, entry_id: str, asked: Once, now: datetime, decide: Callable[[PoolEntry, Here], Decided]
) -> Done | Refusal:
    """Take an action on a person of whom the asker may see all that is held."""
    store = RedeployStore(asker)
    return _perform(store, asked, now, lambda: store.person_and_once(entry_id, asked.key), decide)


def on_vacancy(
    asker: Asker, vacancy_id: str, asked: Once, now: datetime, decide: Callable[[Vacancy, Here], Decided]
) -> Done | Refusal:
    """Take an action on a vacancy that the asker may see."""
    store = RedeployStore(asker)
    return _perform(store, asked, now, lambda: store.vacancy_and_once(vacancy_id, asked.key), decide)


def on_match(
    asker: Asker, match_id: str, asked: Once, now: datetime, decide: Callable[[Bound, Here], Decided]
) -> Done | Refusal:
    """Take an action on a match that the asker may see."""
    store = RedeployStore(asker)
    return _perform(store, asked, now, lambda: store.bound_and_once(match_id, asked.key), decide)


def on_change(
    actor: Actor, change_id: str, asked: Once, now: datetime, decide: Callable[[Change, Here], Decided]
) -> Done | Refusal:
    """Take an action on an organisational change that the actor may see."""
    store = ChangeStore(actor)
    return _perform(store, asked, now, lambda: store.change_and_once(change_id, asked.key), decide)


def new_record(
    actor: Actor, key: Key, asked: Once, now: datetime, decide: Callable[[Organisation, Here], Decided]
) -> Done | Refusal:
    """Write a record that does not exist yet, for the organisation that the actor acts for."""
    store = RedeployStore(actor)

    def load() -> tuple[Organisation | None, Once | None]:
        is_there, once = store.there_and_once(key, asked.key)
        return None if is_there else directory.organisation(actor.ods_code), once

    return _perform(store, asked, now, load, decide, missing=Reason.ALREADY_THERE)


def _perform(
    store: RedeployStore,
    asked: Once,
    now: datetime,
    load: Callable[[], tuple[T | None, Once | None]],
    decide: Callable[[T, Here], Decided],
    missing: Reason = Reason.NOT_FOUND,
) -> Done | Refusal:
    here = here_of(store.asker, now)
    committed: list[Decision[Any]] = []

    def commit(decision: Decision[Any], once: Once) -> None:
        store.commit(decision, once)
        committed.append(decision)

    def look() -> Done | Refusal:
        loaded, once = load()

        def decide_on_it() -> Decided:
            return Refusal(missing) if loaded is None else decide(loaded, here)

        return concluded(once, asked, decide_on_it, commit, Reason)

    outcome = persistently(look, Reason)
    for decision in committed:
        follow_up(follows_of(decision), now, SETTLES)
    return outcome


def follows_of(decision: Decision[Any]) -> list[tuple[Follow, str, str]]:
    """What has to follow a decision, stamped as it stands in the work list."""
    return [(follow, record_id, decision.event.hash) for follow, record_id in decision.follows]
