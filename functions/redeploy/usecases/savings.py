"""Opening, entering again, signing off and taking back a saving, each in the one loop of load, decide, commit."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from functions.redeploy.domain import recognising
from functions.redeploy.domain.ledger import LedgerEntry
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.recognising import EditSaving, OpenSaving, SavingDecision, SignOff, TakeBack
from functions.redeploy.savings_store import Kept, SavingsStore
from functions.redeploy.store import Bound
from functions.redeploy.usecases.perform import here_of
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash

T = TypeVar("T")
Decided = SavingDecision | Refusal


def open_saving(actor: Actor, command: OpenSaving, key: str, now: datetime) -> Done | Refusal:
    """Open the saving of a confirmed move of one of the employer's people."""
    store, asked = SavingsStore(actor), Once(key, request_hash("open_saving", command))

    def decide(bound: Bound, here: Here) -> Decided:
        if store.is_opened(command.match_id):
            return Refusal(Reason.ALREADY_THERE)
        return recognising.open_saving(bound.match, bound.entry, command, here)

    return _perform(store, asked, now, lambda: store.unopened_and_once(command.match_id, key), decide)


def edit_saving(actor: Actor, command: EditSaving, key: str, now: datetime) -> Done | Refusal:
    """Enter again what an open saving follows from."""
    asked = Once(key, request_hash("edit_saving", command))
    return _on_saving(
        actor, command.match_id, asked, now, lambda kept, here: recognising.edit_saving(kept.record, command, here)
    )


def sign_off(actor: Actor, command: SignOff, key: str, now: datetime) -> Done | Refusal:
    """Recognise an open saving: it becomes an entry of the ledger."""
    asked = Once(key, request_hash("sign_off_saving", command))
    return _on_saving(
        actor, command.match_id, asked, now, lambda kept, here: recognising.sign_off(kept.record, command, here)
    )


def take_back(actor: Actor, command: TakeBack, key: str, now: datetime) -> Done | Refusal:
    """Take a recognised saving back, by an entry of its own."""
    asked = Once(key, request_hash("take_back_saving", command))

    def decide(kept: Kept, here: Here) -> Decided:
        booked: LedgerEntry | None = next(iter(kept.entries), None)
        if booked is None:
            return Refusal(Reason.NOT_ALLOWED_NOW)
        return recognising.take_back(kept.record, booked, command, here)

    return _on_saving(actor, command.match_id, asked, now, decide)


def _on_saving(
    actor: Actor, match_id: str, asked: Once, now: datetime, decide: Callable[[Kept, Here], Decided]
) -> Done | Refusal:
    store = SavingsStore(actor)
    return _perform(store, asked, now, lambda: store.kept_and_once(match_id, asked.key), decide)


def _perform(
    store: SavingsStore,
    asked: Once,
    now: datetime,
    load: Callable[[], tuple[T | None, Once | None]],
    decide: Callable[[T, Here], Decided],
) -> Done | Refusal:
    here = here_of(store.asker, now)

    def look() -> Done | Refusal:
        loaded, once = load()

        def decide_on_it() -> Decided:
            return Refusal(Reason.NOT_FOUND) if loaded is None else decide(loaded, here)

        return concluded(once, asked, decide_on_it, store.commit_saving, Reason)

    return persistently(look, Reason)
