"""What an employer says of its units in a window, and the bounds of the whole employer. Pure functions.

All of it may change until preferences close; whether a unit closes only until people may choose.
"""

from collections.abc import Sequence
from datetime import date

from pydantic import JsonValue

from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.parts import Count, EmployerRef, PersonRef, RecordId, employer_of, person_of
from functions.retention.domain.policy import (
    coordinates,
    is_hr_of,
    may_edit_unit,
    may_name_at_risk,
    may_publish,
    recruits_for,
)
from functions.retention.domain.reasons import Reason
from functions.retention.domain.units import AtRiskNames, EmployerBounds, Unit, UnitDetails
from functions.retention.domain.windows import Phase, TransferWindow
from shared.actors import Actor, Organisation
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record
from shared.values.email_address import EmailAddress

_MAY_CHANGE = frozenset({Phase.PUBLISHED, Phase.CHOOSING})


class PublishUnit(Frozen):
    """Publish a unit. `keeper` is the recruiting manager who will decide; empty for whoever publishes it."""

    window_id: RecordId
    unit_id: RecordId
    keeper: str = ""
    details: UnitDetails


class EditUnit(Frozen):
    """Replace what is said of a unit."""

    window_id: RecordId
    unit_id: RecordId
    version: int
    details: UnitDetails


class ChangeKeeper(Frozen):
    """Name another recruiting manager for a unit."""

    window_id: RecordId
    unit_id: RecordId
    version: int
    keeper: str


class MarkHardToFill(Frozen):
    """Say whether a unit is hard to fill."""

    window_id: RecordId
    unit_id: RecordId
    version: int
    is_hard_to_fill: bool


class SetBounds(Frozen):
    """Set the bounds of an employer over all its units. `version` 0: there were none."""

    window_id: RecordId
    version: int
    most_net_leavers: Count
    most_net_joiners: Count | None = None


class NameAtRisk(Frozen):
    """Name the people whose posts go with a closing unit. `version` 0: nobody was named."""

    window_id: RecordId
    unit_id: RecordId
    version: int
    emails: tuple[EmailAddress, ...]


def publish_unit(
    window: TransferWindow,
    command: PublishUnit,
    employer: Organisation,
    managers: Sequence[PersonRef],
    here: Circumstances,
) -> Decision[Unit] | Refusal:
    """A new unit of the employer. `managers` are its recruiting managers."""
    actor = here.actor
    if actor is None or employer.ods_code != actor.ods_code:
        return Refusal(Reason.NOT_FOUND)
    refusal = _refuse_to_publish(window, actor, here)
    if refusal:
        return refusal
    keeper = _keeper(command.keeper, actor, managers)
    if keeper is None:
        return Refusal(Reason.KEEPER_UNKNOWN)
    unit = Unit(
        ics_code=window.ics_code,
        window_id=window.window_id,
        unit_id=command.unit_id,
        employer=employer_of(employer),
        keeper=keeper,
        details=command.details,
        published_at=here.now,
        published_by=person_of(actor),
    )
    return decided(unit, "publish_unit", here, facts=_facts(unit))


def edit_unit(
    window: TransferWindow, unit: Unit, command: EditUnit, here: Circumstances
) -> Decision[Unit] | Refusal:
    """Replace what is said of a unit."""
    refusal = _refuse(unit, command.version, here, here.actor is not None and may_edit_unit(here.actor, unit))
    refusal = refusal or _refuse_change(window, here)
    if refusal:
        return refusal
    is_closing = command.details.is_closing
    if is_closing is not unit.details.is_closing and window.phase_on(_day(here)) is not Phase.PUBLISHED:
        return Refusal(Reason.CLOSING_FIXED)
    changed = unit.model_copy(update={"details": command.details})
    return decided(changed, "edit_unit", here, facts=_facts(changed))


def change_keeper(
    window: TransferWindow, unit: Unit, command: ChangeKeeper, managers: Sequence[PersonRef], here: Circumstances
) -> Decision[Unit] | Refusal:
    """Name another manager, while managers decide too: somebody may be away. HR alone does this, and can name
    only a recruiting manager."""
    may = here.actor is not None and may_name_at_risk(here.actor, unit)
    refusal = _refuse(unit, command.version, here, may)
    if refusal:
        return refusal
    if window.phase_on(_day(here)) not in _MAY_CHANGE | {Phase.DECIDING}:
        return Refusal(Reason.UNITS_FIXED)
    keeper = next((one for one in managers if one.person_id == command.keeper), None)
    if keeper is None:
        return Refusal(Reason.KEEPER_UNKNOWN)
    changed = unit.model_copy(update={"keeper": keeper})
    return decided(changed, "change_keeper", here, facts={"keeper": keeper.name})


def mark_hard_to_fill(
    window: TransferWindow, unit: Unit, command: MarkHardToFill, here: Circumstances
) -> Decision[Unit] | Refusal:
    """Say whether a unit is hard to fill: the coordinator's to say, because it gives points to those who work
    there."""
    may = coordinates(here.actor) and here.actor is not None and here.actor.ics_code == unit.ics_code
    refusal = _refuse(unit, command.version, here, may) or _refuse_change(window, here)
    if refusal:
        return refusal
    changed = unit.model_copy(update={"is_hard_to_fill": command.is_hard_to_fill})
    return decided(changed, "mark_hard_to_fill", here, facts={"is_hard_to_fill": command.is_hard_to_fill})


def set_bounds(
    window: TransferWindow,
    before: EmployerBounds | None,
    command: SetBounds,
    employer: Organisation,
    here: Circumstances,
) -> Decision[EmployerBounds] | Refusal:
    """Set the bounds of the employer that the actor does HR for."""
    actor = here.actor
    if actor is None or not may_publish(actor, window) or not is_hr_of(actor, employer.ods_code):
        return Refusal(Reason.NOT_FOUND)
    refusal = _refuse_version(before, command.version) or _refuse_change(window, here)
    if refusal:
        return refusal
    said = {"most_net_leavers": command.most_net_leavers, "most_net_joiners": command.most_net_joiners}
    bounds = (before or _no_bounds(window, employer_of(employer))).model_copy(update=said)
    return decided(bounds, "set_bounds", here, facts=dict(said))


def name_at_risk(
    window: TransferWindow, unit: Unit, before: AtRiskNames | None, command: NameAtRisk, here: Circumstances
) -> Decision[AtRiskNames] | Refusal:
    """Name the people of a closing unit. The events count them and name nobody."""
    if here.actor is None or not may_name_at_risk(here.actor, unit):
        return Refusal(Reason.NOT_FOUND)
    refusal = _refuse_version(before, command.version) or _refuse_change(window, here)
    if refusal:
        return refusal
    if not unit.details.is_closing:
        return Refusal(Reason.NOT_CLOSING)
    emails = tuple({one.casefold(): one for one in command.emails}.values())
    if len(emails) > unit.details.staff_in_window:
        return Refusal(Reason.MORE_THAN_STAFF, {"staff": str(unit.details.staff_in_window)})
    names = (before or _no_names(unit)).model_copy(update={"emails": emails})
    return decided(names, "name_at_risk", here, facts={"people": len(emails)})


def _keeper(named: str, actor: Actor, managers: Sequence[PersonRef]) -> PersonRef | None:
    """The manager named; whoever publishes it themself, where they are one; the only one there is."""
    if not named and recruits_for(actor, actor.ods_code):
        return person_of(actor)
    if not named:
        return managers[0] if len(managers) == 1 else None
    return next((one for one in managers if one.person_id == named), None)


def _refuse_to_publish(window: TransferWindow, actor: Actor, here: Circumstances) -> Refusal | None:
    if not may_publish(actor, window):
        return Refusal(Reason.NOT_FOUND)
    return _refuse_change(window, here)


def _refuse(unit: Unit, version: int, here: Circumstances, may: bool) -> Refusal | None:
    if here.actor is None or not may:
        return Refusal(Reason.NOT_FOUND)
    return _refuse_version(unit, version)


def _refuse_version(record: Record | None, version: int) -> Refusal | None:
    stands = record.head.number if record else 0
    return None if stands == version else Refusal(Reason.CHANGED_SINCE)


def _refuse_change(window: TransferWindow, here: Circumstances) -> Refusal | None:
    return None if window.phase_on(_day(here)) in _MAY_CHANGE else Refusal(Reason.UNITS_FIXED)


def _day(here: Circumstances) -> date:
    return london_day(here.now)


def _no_bounds(window: TransferWindow, employer: EmployerRef) -> EmployerBounds:
    return EmployerBounds(
        ics_code=window.ics_code, window_id=window.window_id, employer=employer, most_net_leavers=0
    )


def _no_names(unit: Unit) -> AtRiskNames:
    return AtRiskNames(
        ics_code=unit.ics_code,
        window_id=unit.window_id,
        unit_id=unit.unit_id,
        employer=unit.employer,
        emails=(),
    )


def _facts(unit: Unit) -> dict[str, JsonValue]:
    shown = unit.details.model_dump(mode="json", exclude={"name", "town", "postcode_district"})
    return {**shown, "floor": unit.floor, "cap": unit.cap, "keeper": unit.keeper.name}
