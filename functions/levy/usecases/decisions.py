"""The ICS decides on applications, one or many; the schedule does what their deadlines say."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from functions.levy.domain import appeals, approvals, decisions, offers, overdue
from functions.levy.domain.applications import Application
from functions.levy.domain.commands import (
    AnswerAppeal,
    Approve,
    Ask,
    Confirm,
    Decline,
    DeclineAll,
    OnVersion,
    PutOnWaitingList,
    SendBack,
)
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import STAGES, Action, Status
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from functions.levy.usecases.perform import Money, on_application
from shared import logs
from shared.actors import Actor
from shared.clock import london_day
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.perform import Done, request_hash
from shared.records import Circumstances
from shared.table import Item

Decide = Callable[[Application, Money, Circumstances], Decision[Application] | Refusal]


def approve(actor: Actor, command: Approve, key: str, now: datetime) -> Done | Refusal:
    """Approve against one pledge or several, in full or for fewer apprentices; reserve the money with it."""
    pledge_ids = [share.pledge_id for share in command.shares]
    return _decide(
        actor,
        command,
        key,
        "approve",
        now,
        lambda one, money, here: approvals.approve(one, money.pledges, command, here, money.left),
        pledge_ids,
    )


def confirm(actor: Actor, command: Confirm, key: str, now: datetime) -> Done | Refusal:
    """Confirm another approver's proposal; reserve the money with it."""
    return _decide(
        actor,
        command,
        key,
        "confirm",
        now,
        lambda one, money, here: approvals.confirm(one, money.pledges, command, here, money.left),
        command.pledge_ids,
    )


def send_back(actor: Actor, command: SendBack, key: str, now: datetime) -> Done | Refusal:
    """Do not confirm another approver's proposal."""
    return _decide(
        actor, command, key, "send_back", now, lambda one, _, here: decisions.send_back(one, command, here)
    )


def put_on_waiting_list(actor: Actor, command: PutOnWaitingList, key: str, now: datetime) -> Done | Refusal:
    """Keep an application until there is money."""
    return _decide(
        actor,
        command,
        key,
        "put_on_waiting_list",
        now,
        lambda one, _, here: decisions.put_on_waiting_list(one, command, here),
    )


def ask(actor: Actor, command: Ask, key: str, now: datetime) -> Done | Refusal:
    """Ask the applicant a question."""
    return _decide(actor, command, key, "ask", now, lambda one, _, here: decisions.ask(one, command, here))


def decline(actor: Actor, command: Decline, key: str, now: datetime) -> Done | Refusal:
    """Decline, with reasons."""
    return _decide(actor, command, key, "decline", now, lambda one, _, here: decisions.decline(one, command, here))


def allow_appeal(actor: Actor, command: AnswerAppeal, key: str, now: datetime) -> Done | Refusal:
    """Allow an appeal: the application waits for a decision again."""
    return _decide(
        actor, command, key, "allow_appeal", now, lambda one, _, here: appeals.allow_appeal(one, command, here)
    )


def uphold(actor: Actor, command: AnswerAppeal, key: str, now: datetime) -> Done | Refusal:
    """Let the decline stand."""
    return _decide(actor, command, key, "uphold", now, lambda one, _, here: appeals.uphold(one, command, here))


def decline_all(
    actor: Actor,
    shown: Sequence[tuple[str, int]],
    wanted: DeclineAll,
    key: str,
    now: datetime,
) -> list[tuple[str, Done | Refusal]]:
    """Decline each of these (application, version as shown), each in its own transaction with its own key.

    One that has moved on meanwhile is refused alone; the same key again replays all.
    """
    outcomes: list[tuple[str, Done | Refusal]] = []
    for application_id, version in shown:
        command = Decline(application_id=application_id, version=version, **dict(wanted))
        own_key = content_hash([key, application_id])
        outcomes.append((application_id, decline(actor, command, own_key, now)))
    return outcomes


def lapse_offers(now: datetime, most: int = 500) -> int:
    """Do what each stage's deadline does where its last day is past: an offer lapses, unused money goes back.

    At most `most` a run; returns how many. By schedule.
    """
    store = LevyStore(None)
    here = circumstances(None, now)
    last_day = (london_day(now) - timedelta(days=1)).isoformat()
    lapsed = 0
    after = None
    while lapsed < most:
        page = store.offers_past(last_day, after)
        for item in page.items:
            lapsed += _past_deadline(store, item["row"], here)
        after = page.after
        if after is None:
            break
    return lapsed


def _past_deadline(store: LevyStore, row: Item, here: Circumstances) -> bool:
    action = STAGES[Status(row["status"])].on_deadline
    if action is None:  # it moved on since the work list was written
        return False
    return by_schedule(store, row["application_id"], action, lambda one: _ON_DEADLINE[action](one, here))


_ON_DEADLINE: dict[Action, Callable[[Application, Circumstances], Decision[Application] | Refusal]] = {
    Action.LAPSE: offers.lapse,
    Action.RELEASE_UNUSED: overdue.release_unused,
}


def by_schedule(
    store: LevyStore,
    application_id: str,
    action: Action,
    decide: Callable[[Application], Decision[Application] | Refusal],
) -> bool:
    """Take an action of the schedule, under a key that makes it happen once; whether it happened."""
    command = OnVersion(application_id=application_id, version=0)
    key, request = f"{application_id}:{action}", request_hash(action, command)
    outcome = on_application(store, application_id, key, request, lambda one, _: decide(one))
    if isinstance(outcome, Refusal):
        logs.warning("not_done_by_schedule", action=action, application=application_id, reason=outcome.reason)
        return False
    return True


def _decide(
    actor: Actor,
    command: OnVersion,
    key: str,
    action: str,
    now: datetime,
    decide: Decide,
    pledge_ids: Sequence[str] = (),
) -> Done | Refusal:
    here = circumstances(actor, now)
    return on_application(
        LevyStore(actor),
        command.application_id,
        key,
        request_hash(action, command),
        lambda one, money: decide(one, money, here),
        pledge_ids,
    )
