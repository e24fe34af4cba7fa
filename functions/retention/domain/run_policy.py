"""Who may do what with a run, and who sees what of it.

| who                           | sees                                                                     |
|-------------------------------|--------------------------------------------------------------------------|
| a person who asked            | their own result with its reasons; of their group, how many must still answer |
| the manager who would receive | who would come, and from where                                           |
| the manager who would release | who would go, once all of the group have said yes; not where to          |
| the coordinator, an auditor   | numbers, lengths of groups and prints: never who                         |

Before the moves are announced nobody sees more; a proposal may still be none.
"""

from functions.retention.domain.cycles import Cycle, Leg
from functions.retention.domain.policy import audits, coordinates, keeps
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow, WindowStatus
from shared.actors import Actor

_AFTER = frozenset({WindowStatus.ANNOUNCED, WindowStatus.CLOSED})


def may_run(actor: Actor | None, window: TransferWindow) -> bool:
    """Whether they run a window and announce its moves: the coordinator of its ICS."""
    return actor is not None and coordinates(actor) and actor.ics_code == window.ics_code


def may_see_run(actor: Actor, window: TransferWindow) -> bool:
    """Whether they see what a run comes to in numbers, and its prints: who runs it, and an auditor of its ICS."""
    return actor.ics_code == window.ics_code and (coordinates(actor) or audits(actor))


def is_theirs(actor: Actor | None, leg: Leg) -> bool:
    """Whether a proposed move is the actor's own."""
    return actor is not None and actor.person_id == leg.person.person_id


def may_receive(actor: Actor | None, leg: Leg, unit: Unit) -> bool:
    """Whether they see who would come to a unit, and answer for it."""
    return leg.to_unit == unit.unit_id and keeps(actor, unit)


def may_release(actor: Actor | None, cycle: Cycle, leg: Leg, unit: Unit) -> bool:
    """Whether they see who would leave a unit, and say from when: only once the group is agreed, so that a manager
    never learns of a wish to leave that comes to nothing for want of a yes."""
    return leg.from_unit == unit.unit_id and cycle.is_agreed and keeps(actor, unit)


def is_public(window: TransferWindow) -> bool:
    """Whether the moves of a window are announced."""
    return window.status in _AFTER
