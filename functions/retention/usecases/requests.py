"""A person writes their own request, confirms it, withdraws it; a neutral adviser confirms a need."""

from collections.abc import Callable
from datetime import datetime

from functions.retention.domain import requesting
from functions.retention.domain.eligibility import Lack, lacks
from functions.retention.domain.policy import advises
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requesting import Change, OnRequest
from functions.retention.domain.windows import TransferWindow
from functions.retention.request_store import Own, RequestStore
from functions.retention.usecases.perform import Decided, perform
from shared import ids
from shared.actors import Actor
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash
from shared.records import Circumstances

Decide = Callable[[Own, Circumstances], Decided]


def save(
    actor: Actor, command: OnRequest, change: Change, said: object, key: str, now: datetime
) -> Done | Refusal:
    """Keep a part of one's own request. `said` is what the page sent, plain: what the form's key stands for."""
    asked = Once(key, content_hash(["save_request", command.model_dump(), said]))

    def decide(own: Own, here: Circumstances) -> Decided:
        return requesting.save_request(own.window, own.request, command, change, _new_code(), here)

    return perform(actor, asked, now, lambda store: store.own_and_once(command.window_id, key), decide)


def confirm(actor: Actor, command: OnRequest, key: str, now: datetime) -> Done | Refusal:
    """Make one's own request binding until it is withdrawn."""
    asked = Once(key, request_hash("confirm_request", command))

    def decide(own: Own, here: Circumstances) -> Decided:
        return requesting.confirm_request(
            own.window, own.request, command, own.units, own.at_risk, own.waiting, here
        )

    return _with_market(actor, command, asked, now, decide)


def withdraw(actor: Actor, command: OnRequest, key: str, now: datetime) -> Done | Refusal:
    """Take one's own confirmed request back."""
    asked = Once(key, request_hash("withdraw_request", command))
    return _with_market(
        actor,
        command,
        asked,
        now,
        lambda own, here: requesting.withdraw_request(own.window, own.request, command, here),
    )


def confirm_need(actor: Actor, window_id: str, code: str, key: str, now: datetime) -> Done | Refusal:
    """Confirm the need behind a code, as a neutral adviser of the ICS."""
    asked = Once(key, content_hash(["confirm_need", window_id, code]))

    def decide(loaded: tuple[TransferWindow, bool], here: Circumstances) -> Decided:
        window, is_waiting = loaded
        if not advises(actor):
            return Refusal(Reason.NOT_FOUND)
        return requesting.confirm_need(window, code, is_waiting, here)

    return perform(actor, asked, now, lambda store: store.need_and_once(window_id, code, key), decide)


def lacks_of(own: Own) -> tuple[Lack, ...]:
    """All that stands in the way of confirming one's own request."""
    return lacks(own.request, own.window, own.units, own.at_risk) if own.request else (Lack.NO_HOME,)


def _with_market(actor: Actor, command: OnRequest, asked: Once, now: datetime, decide: Decide) -> Done | Refusal:
    def load(store: RequestStore) -> tuple[Own | None, Once | None]:
        return store.own_and_once(command.window_id, asked.key)

    return perform(actor, asked, now, load, decide, market=lambda own: own.window.market.key)


def _new_code() -> str:
    """A code that says nothing of anybody, short enough to be read out."""
    return content_hash(ids.new_secret())[:10].upper()
