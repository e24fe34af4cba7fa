"""What the pages of units show, as plain values."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from functions.retention.domain.parts import PersonRef
from functions.retention.domain.policy import (
    coordinates,
    keeps,
    may_decide_for,
    may_edit_unit,
    may_name_at_risk,
)
from functions.retention.domain.units import EmployerBounds, Unit
from functions.retention.domain.windows import Phase, TransferWindow
from functions.retention.messages.units import CLOSES, HARD_TO_FILL, UNDER_STRENGTH
from shared.actors import Actor

Shown = dict[str, Any]
Cell = str | dict[str, str]

_MAY_CHANGE = frozenset({Phase.PUBLISHED, Phase.CHOOSING})


def unit_rows(units: Iterable[Unit], base: str) -> list[list[Cell]]:
    """Units as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": unit.details.name, "href": f"{base}{unit.unit_id}"},
            unit.employer.name,
            _place(unit),
            str(unit.details.staff_in_window),
            str(unit.details.all_vacancies),
            str(unit.details.staff_in_window - unit.floor),
            _remark(unit),
        ]
        for unit in units
    ]


def bounds_rows(bounds: Iterable[EmployerBounds]) -> list[list[Cell]]:
    """The bounds of employers as the rows of a table."""
    return [
        [
            one.employer.name,
            str(one.most_net_leavers),
            "No bound" if one.most_net_joiners is None else str(one.most_net_joiners),
        ]
        for one in bounds
    ]


def unit_shown(unit: Unit, window: TransferWindow, actor: Actor, day: date) -> Shown:
    """A unit, and what its reader may do with it."""
    phase, details = window.phase_on(day), unit.details
    may_change = phase in _MAY_CHANGE
    is_hr = may_name_at_risk(actor, unit)
    return {
        "id": unit.unit_id,
        "reference": unit.reference,
        "version": unit.head.number,
        "name": details.name,
        "employer": unit.employer.name,
        "lines": _lines(unit),
        "remarks": _remarks(unit),
        "may_edit": may_change and may_edit_unit(actor, unit),
        "may_name": may_change and details.is_closing and is_hr,
        "may_change_keeper": is_hr and (may_change or phase is Phase.DECIDING),
        "may_mark": may_change and coordinates(actor),
        "may_decide": may_decide_for(actor, window, unit, day),
        "has_moves": window.current_run > 0 and keeps(actor, unit),
        "keeps_later": may_change and actor.person_id == unit.keeper.person_id,
        "is_hard_to_fill": unit.is_hard_to_fill,
    }


def keeper_items(managers: Sequence[PersonRef]) -> list[Shown]:
    """The recruiting managers to choose from."""
    return [{"value": "", "text": "Choose a manager"}] + [
        {"value": one.person_id, "text": one.name} for one in managers
    ]


def yes_or_no() -> list[Shown]:
    """The two answers."""
    return [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}]


def _place(unit: Unit) -> str:
    district = unit.details.postcode_district
    return f"{unit.details.town}, {district}" if district else unit.details.town


def _remark(unit: Unit) -> Cell:
    if unit.details.is_closing:
        return {"text": "Closes", "tag": "red"}
    if unit.is_hard_to_fill:
        return {"text": "Hard to fill", "tag": "blue"}
    return {"text": "Under strength", "tag": "yellow"} if unit.details.is_under_strength else ""


def _remarks(unit: Unit) -> list[str]:
    found = ((unit.details.is_closing, CLOSES), (unit.details.is_under_strength, UNDER_STRENGTH))
    return [words for holds, words in (*found, (unit.is_hard_to_fill, HARD_TO_FILL)) if holds]


def _lines(unit: Unit) -> list[tuple[str, str]]:
    details = unit.details
    released = f"{details.vacancies}, and {len(details.released)} released by redeployment"
    return [
        ("Employer", unit.employer.name),
        ("Place", _place(unit)),
        ("Funded posts", str(details.funded_posts)),
        ("People in post", str(details.staff_in_window)),
        ("Vacancies", released if details.released else str(details.vacancies)),
        *([("Certificates", ", ".join(details.released))] if details.released else []),
        ("After the window", f"At least {unit.floor} people, at most {unit.cap}"),
        ("Who decides on requests", unit.keeper.name),
    ]
