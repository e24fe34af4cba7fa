"""Whom a run and what follows it tells by email: to staff no word of what it is about, to managers no name."""

from collections.abc import Mapping

from functions.retention.domain.cycles import Cycle, Leg, Run
from functions.retention.domain.notices import TO_A_PERSON
from functions.retention.domain.run import Result
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from shared.actors import Role
from shared.history import content_hash
from shared.outbox import Intent
from shared.values.dates import uk_date

_FIGURES = 24


def to_answer(window: TransferWindow, run: Run, leg: Leg, home: Unit) -> Intent:
    """To somebody with a proposed move: answer by a day."""
    return _to_person(
        window, f"{run.run_id}:to_answer", leg.person.person_id, home, {"day": uk_date(leg.answer_by)}
    )


def proposal_gone(window: TransferWindow, run: Run, result: Result, units: Mapping[str, Unit]) -> Intent:
    """To somebody who had a proposal and has none now."""
    return _to_person(window, f"{run.run_id}:proposal_gone", result.person_id, units[result.home], {})


def moves_announced(window: TransferWindow, result: Result, units: Mapping[str, Unit]) -> Intent:
    """To everybody who asked: what came of it is on their page."""
    return _to_person(window, "announced:moves_announced", result.person_id, units[result.home], {})


def to_receive(window: TransferWindow, run: Run, leg: Leg, unit: Unit) -> Intent:
    """To the keeper of a unit that somebody would join."""
    return _to_keeper(window, f"{run.run_id}:to_receive", unit, {"day": uk_date(leg.answer_by)})


def to_release(window: TransferWindow, cycle: Cycle, unit: Unit) -> Intent:
    """To the keeper of a unit that somebody would leave, once nobody can say no but the person."""
    day = uk_date(cycle.release_by) if cycle.release_by else ""
    return _to_keeper(window, f"{cycle.run_id}:{cycle.number}:to_release", unit, {"day": day})


def unit_moves_announced(window: TransferWindow, unit: Unit) -> Intent:
    """To the keeper of a unit that somebody joins or leaves."""
    return _to_keeper(window, "announced:unit_moves_announced", unit, {})


def last_day_to_answer(window: TransferWindow, run: Run, leg: Leg, home: Unit) -> Intent:
    """To somebody who has not answered: today is the last day."""
    return _to_person(window, f"{run.run_id}:last_day_to_answer", leg.person.person_id, home, {})


def last_day_to_receive(window: TransferWindow, run: Run, unit: Unit) -> Intent:
    """To the keeper of a unit that somebody would join, who has not answered: today is the last day."""
    return _to_keeper(window, f"{run.run_id}:last_day_to_receive", unit, {})


def window_ready(window: TransferWindow) -> Intent:
    """To the coordinators: everything is in, and the window can be run."""
    return _to_coordinators(window, "window_ready", "ready")


def all_agreed(window: TransferWindow, run: Run) -> Intent:
    """To the coordinators: everybody has said yes, and the moves can be announced."""
    return _to_coordinators(window, "all_agreed", run.run_id)


def _to_coordinators(window: TransferWindow, kind: str, of: str) -> Intent:
    return Intent(
        reference=f"{window.window_id}:{of}:{kind}",
        kind=kind,
        ods_code=window.ics_code,
        role=Role.ICS_COORDINATOR,
        params={"window_id": window.window_id, "name": window.name},
    )


def _to_person(window: TransferWindow, what: str, person_id: str, home: Unit, params: dict[str, str]) -> Intent:
    """Its reference does not say whose it is."""
    own = content_hash([window.window_id, person_id])[:_FIGURES]
    return Intent(
        reference=f"{window.window_id}:{what}:{own}",
        kind=what.rpartition(":")[2],
        ods_code=home.employer.ods_code,
        role=None,
        params={TO_A_PERSON: person_id, "window_id": window.window_id, **params},
    )


def _to_keeper(window: TransferWindow, what: str, unit: Unit, params: dict[str, str]) -> Intent:
    return Intent(
        reference=f"{window.window_id}:{what}:{unit.unit_id}:{unit.keeper.person_id}",
        kind=what.rpartition(":")[2],
        ods_code=unit.employer.ods_code,
        role=None,
        params={
            TO_A_PERSON: unit.keeper.person_id,
            "window_id": window.window_id,
            "unit_id": unit.unit_id,
            "unit": unit.details.name,
            **params,
        },
    )
