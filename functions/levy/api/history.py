"""The history of an application as machines read it."""

from datetime import datetime

from pydantic import JsonValue

from functions.levy.domain.policy import oversees
from functions.levy.domain.stages import Action
from shared.actors import Actor
from shared.history import Event
from shared.records import Frozen

_AMONG_APPROVERS = {Action.PROPOSE, Action.SEND_BACK}


class HistoryLine(Frozen):
    """One change. `by_name`, `rule_set` and `facts` are null where another organisation reads it."""

    number: int
    at: datetime
    action: str
    by_organisation: str
    why: str
    by_name: str | None
    rule_set: str | None
    facts: dict[str, JsonValue] | None
    hash: str


class HistoryList(Frozen):
    """Some changes, first to last; `next` is the cursor of more, null where there are none."""

    items: tuple[HistoryLine, ...]
    next: str | None


def history_line(event: Event, actor: Actor) -> HistoryLine:
    """A change for an actor who may see the record.

    An employer reads in full what its own people did; of the ICS, what was done and said to it, but not by whom,
    nor what approvers wrote to each other.
    """
    in_full = oversees(actor) or event.who.ods_code == actor.ods_code
    return HistoryLine(
        number=event.number,
        at=event.at,
        action=event.action,
        by_organisation=event.who.ods_code,
        why="" if event.action in _AMONG_APPROVERS and not in_full else event.why,
        by_name=event.who.name if in_full else None,
        rule_set=event.rule_set if in_full else None,
        facts=event.facts if in_full else None,
        hash=event.hash,
    )
