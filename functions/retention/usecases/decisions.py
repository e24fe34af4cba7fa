"""The keeper of a unit decides on the requests to join it."""

from datetime import datetime

from functions.retention.domain import decisions
from functions.retention.domain.decisions import DecideOn
from functions.retention.usecases.perform import perform
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash


def decide_on(actor: Actor, command: DecideOn, key: str, now: datetime) -> Done | Refusal:
    """Accept or decline a request."""
    asked, day = Once(key, request_hash("decide_on", command)), london_day(now)
    where = (command.window_id, command.unit_id, command.handle)
    return perform(
        actor,
        asked,
        now,
        lambda store: store.asked_and_once(*where, day, key),
        lambda one, here: decisions.decide_on(one, command, here),
    )
