"""Every act on an application, an apprenticeship or a pledge, run in the one loop of load, decide, commit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import TypeVar

from functions.levy.account_store import AccountStore
from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.accounts import Left
from functions.levy.domain.applications import Application
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.store import LevyStore
from shared.actors import Organisation
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently

R = TypeVar("R", Application, Pledge)


@dataclass(frozen=True)
class Money:
    """The money that an act on an application is decided on: the pledges that it names, and what the allowances of
    their employers have left. `left` is empty at the first look: the commit is held to it all the same, and only
    where it fails is it worth a trip to say why."""

    pledges: dict[str, Pledge]
    left: dict[str, Left]


DecideApplication = Callable[[Application, Money], Decision[Application] | Refusal]
DecideSending = Callable[[Application, Organisation], Decision[Application] | Refusal]
DecidePledge = Callable[[Pledge], Decision[Pledge] | Refusal]
DecideApprenticeship = Callable[[Apprenticeship], Decision[Apprenticeship] | Refusal]
DecideNew = Callable[[Organisation], Decision[R] | Refusal]


def on_application(
    store: LevyStore,
    application_id: str,
    key: str,
    request: str,
    decide: DecideApplication,
    pledge_ids: Sequence[str] = (),
) -> Done | Refusal:
    """Take an action on an application that exists, and that the actor may see."""
    looks = count()

    def look() -> Done | Refusal:
        application, once, pledges = store.application_and_once(application_id, key, pledge_ids)
        is_first = next(looks) == 0
        senders = () if is_first else [pledge.ods_code for pledge in pledges.values()]
        money = Money(pledges, AccountStore(store.actor, store.table).left_of(senders))

        def decide_on_it() -> Decision[Application] | Refusal:
            return decide(application, money) if application else Refusal(Reason.NOT_FOUND)

        return concluded(once, Once(key, request), decide_on_it, store.commit_application, Reason)

    return persistently(look, Reason)


def on_sending(
    store: LevyStore, application_id: str, key: str, request: str, decide: DecideSending
) -> Done | Refusal:
    """Send an application that the actor may see, with the organisation that they act for as it is today."""

    def look() -> Done | Refusal:
        application, employer, once = store.application_to_send(application_id, key)

        def decide_on_it() -> Decision[Application] | Refusal:
            return decide(application, employer) if application and employer else Refusal(Reason.NOT_FOUND)

        return concluded(once, Once(key, request), decide_on_it, store.commit_sent, Reason)

    return persistently(look, Reason)


def new_application(store: LevyStore, key: str, request: str, decide: DecideNew[Application]) -> Done | Refusal:
    """Write an application that does not exist yet. Its id is the key: a double submit is a replay."""
    return _new(store, Once(key, request), decide, store.commit_application)


def on_pledge(
    store: LevyStore,
    pledge_id: str,
    key: str,
    request: str,
    decide: DecidePledge,
    commit_over: Callable[[Decision[Pledge], Once, Pledge], None] | None = None,
) -> Done | Refusal:
    """Take an action on a pledge that exists, and that the actor may see; `commit_over` writes it another way."""

    def look() -> Done | Refusal:
        pledge, once = store.pledge_and_once(pledge_id, key)

        def decide_on_it() -> Decision[Pledge] | Refusal:
            return decide(pledge) if pledge else Refusal(Reason.NOT_FOUND)

        def commit(decision: Decision[Pledge], asked: Once) -> None:
            if commit_over and pledge:
                commit_over(decision, asked, pledge)
            else:
                store.commit_pledge(decision, asked, pledge)

        return concluded(once, Once(key, request), decide_on_it, commit, Reason)

    return persistently(look, Reason)


def on_apprenticeship(
    store: ApprenticeshipStore,
    apprenticeship_id: str,
    key: str,
    request: str,
    decide: DecideApprenticeship,
    commit: Callable[[Decision[Apprenticeship], Once], None],
) -> Done | Refusal:
    """Take a step in an apprenticeship that exists, and that the actor may see."""

    def look() -> Done | Refusal:
        apprenticeship, once = store.apprenticeship_and_once(apprenticeship_id, key)

        def decide_on_it() -> Decision[Apprenticeship] | Refusal:
            return decide(apprenticeship) if apprenticeship else Refusal(Reason.NOT_FOUND)

        return concluded(once, Once(key, request), decide_on_it, commit, Reason)

    return persistently(look, Reason)


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

        return concluded(once, asked, decide_for_it, commit, Reason)

    return persistently(look, Reason)
