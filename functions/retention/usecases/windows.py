"""The coordinator plans a window, opens it, moves its days later."""

from datetime import datetime

from functions.retention.domain import opening
from functions.retention.domain.defaults import points_on, undecided_is_accepted
from functions.retention.domain.opening import EditWindow, MoveDates, OpenWindow, PlanWindow
from functions.retention.domain.reasons import Reason
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import seed_put, window_key
from functions.retention.store import RetentionStore
from functions.retention.usecases.perform import Decided, perform
from shared import directory, ids
from shared.actors import Actor, Organisation
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash
from shared.records import Circumstances
from shared.values.identifiers import OdsCode


def plan_window(actor: Actor, command: PlanWindow, now: datetime) -> Done | Refusal:
    """Plan a window. The key of its form is its id, so a double submit is a replay."""
    asked = Once(command.window_id, request_hash("plan_window", command))

    def load(store: RetentionStore) -> tuple[bool | None, Once | None]:
        is_there, once = store.there_and_once(window_key(command.window_id), asked.key)
        return (None if is_there else True), once

    def decide(_: bool, here: Circumstances) -> Decided:
        return opening.plan_window(command, _organisations(command.plan.partners), here)

    return perform(actor, asked, now, load, decide, missing=Reason.ALREADY_THERE)


def edit_window(actor: Actor, command: EditWindow, key: str, now: datetime) -> Done | Refusal:
    """Replace the plan of a window that is not open yet."""
    asked = Once(key, request_hash("edit_window", command))

    def decide(window: TransferWindow, here: Circumstances) -> Decided:
        return opening.edit_window(window, command, _organisations(command.plan.partners), here)

    return perform(actor, asked, now, lambda store: store.window_and_once(command.window_id, key), decide)


def open_window(actor: Actor, command: OpenWindow, key: str, now: datetime) -> Done | Refusal:
    """Open a window. Its seed is drawn here, and nobody sees it before the moves are announced."""
    asked = Once(key, request_hash("open_window", command))
    seed, day = ids.new_secret(), london_day(now)

    def decide(window: TransferWindow, here: Circumstances) -> Decided:
        return opening.open_window(window, command, points_on(day), undecided_is_accepted(day), seed, here)

    return perform(
        actor,
        asked,
        now,
        lambda store: store.window_and_once(command.window_id, key),
        decide,
        more=lambda _: [seed_put(command.window_id, seed)],
    )


def move_dates(actor: Actor, command: MoveDates, key: str, now: datetime) -> Done | Refusal:
    """Move days of an open window later, with the reason that is published."""
    asked = Once(key, request_hash("move_dates", command))
    return perform(
        actor,
        asked,
        now,
        lambda store: store.window_and_once(command.window_id, key),
        lambda window, here: opening.move_dates(window, command, here),
    )


def _organisations(ods_codes: tuple[OdsCode, ...]) -> list[Organisation | None]:
    return [directory.organisation(one) for one in dict.fromkeys(ods_codes)]
