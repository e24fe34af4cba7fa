"""The circumstances of an act: who, when, under which rule set."""

from datetime import datetime

from shared.actors import Actor
from shared.records import Circumstances
from shared.reference.rules import rule_set_version


def circumstances(actor: Actor | None, now: datetime) -> Circumstances:
    """For what an actor does now; `actor` None for the schedule."""
    return Circumstances(now=now, rule_set=rule_set_version(), actor=actor)
