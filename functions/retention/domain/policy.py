"""Who may do what in a transfer window, and who sees what of it. 'Not yours' reads as 'not there'."""

from datetime import date

from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import Phase, TransferWindow, WindowStatus
from shared.actors import Actor, Role
from shared.values.identifiers import OdsCode


def coordinates(actor: Actor | None) -> bool:
    """Whether they open and run windows, acting for the board of the ICS."""
    return actor is not None and actor.has(Role.ICS_COORDINATOR) and actor.ods_code == actor.ics_code


def audits(actor: Actor | None) -> bool:
    """Whether they read the histories of windows, units and bounds, acting for the board of the ICS."""
    return actor is not None and actor.has(Role.AUDITOR) and actor.ods_code == actor.ics_code


def advises(actor: Actor | None) -> bool:
    """Whether they are a neutral career adviser, acting for the board of the ICS."""
    return actor is not None and actor.has(Role.CAREER_ADVISER) and actor.ods_code == actor.ics_code


def is_hr_of(actor: Actor | None, ods_code: OdsCode) -> bool:
    """Whether they advise on HR for that employer, and act for it now."""
    return actor is not None and actor.has(Role.HR_ADVISER) and actor.ods_code == ods_code


def recruits_for(actor: Actor | None, ods_code: OdsCode) -> bool:
    """Whether they are a recruiting manager of that employer, and act for it now."""
    return actor is not None and actor.has(Role.RECRUITING_MANAGER) and actor.ods_code == ods_code


def is_staff_of(actor: Actor | None, ods_code: OdsCode) -> bool:
    """Whether they work for that employer, and act for it now."""
    return actor is not None and actor.has(Role.STAFF) and actor.ods_code == ods_code


def may_see_window(actor: Actor, window: TransferWindow) -> bool:
    """Whether they may read a window: once it is opened everybody of the ICS, before that the coordinator
    alone."""
    if actor.ics_code != window.ics_code:
        return False
    return window.status is not WindowStatus.PLANNED or coordinates(actor)


def may_publish(actor: Actor, window: TransferWindow) -> bool:
    """Whether they may publish a unit of the employer that they act for."""
    if not (may_see_window(actor, window) and window.is_opened and window.is_partner(actor.ods_code)):
        return False
    return is_hr_of(actor, actor.ods_code) or recruits_for(actor, actor.ods_code)


def keeps(actor: Actor | None, unit: Unit) -> bool:
    """Whether the unit is theirs: its keeper, while they are a recruiting manager of its employer."""
    return (
        actor is not None
        and actor.ics_code == unit.ics_code
        and actor.person_id == unit.keeper.person_id
        and recruits_for(actor, unit.employer.ods_code)
    )


def may_edit_unit(actor: Actor, unit: Unit) -> bool:
    """Whether they may change what a unit says of itself: its keeper, and the HR of its employer."""
    return keeps(actor, unit) or (actor.ics_code == unit.ics_code and is_hr_of(actor, unit.employer.ods_code))


def may_name_at_risk(actor: Actor, unit: Unit) -> bool:
    """Whether they may say, and see, whose posts go with a unit: the HR of its employer alone."""
    return actor.ics_code == unit.ics_code and is_hr_of(actor, unit.employer.ods_code)


def may_ask(actor: Actor, window: TransferWindow) -> bool:
    """Whether they may make a request in a window: staff of a partner."""
    if not (may_see_window(actor, window) and window.is_opened):
        return False
    return window.is_partner(actor.ods_code) and is_staff_of(actor, actor.ods_code)


def may_read_request(actor: Actor, request: TransferRequest) -> bool:
    """Whether they may read a request: the person alone. No manager, HR, adviser, coordinator or auditor."""
    return actor.ics_code == request.ics_code and actor.person_id == request.person.person_id


def may_decide_for(actor: Actor, window: TransferWindow, unit: Unit, day: date) -> bool:
    """Whether a unit's requests are theirs to see and decide on that day: its keeper, while managers decide."""
    return unit.window_id == window.window_id and keeps(actor, unit) and window.phase_on(day) is Phase.DECIDING


def may_see_profile(
    actor: Actor, window: TransferWindow, unit: Unit, home: Unit, request: TransferRequest, day: date
) -> bool:
    """Whether they may see what a person shares with a unit: who may decide for it, of a confirmed request that
    chose it. Never who manages the person now, or does the HR of where they work, or is the person."""
    if not may_decide_for(actor, window, unit, day):
        return False
    is_shared = request.is_confirmed and request.details.shares_profile
    is_for_it = request.window_id == unit.window_id and unit.unit_id in request.details.choices
    is_close = (
        home.keeper.person_id == actor.person_id
        or is_hr_of(actor, home.employer.ods_code)
        or request.person.person_id == actor.person_id
    )
    return is_shared and is_for_it and home.unit_id == request.details.home_unit and not is_close
