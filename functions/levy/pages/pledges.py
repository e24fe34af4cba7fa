"""What the templates of pledges show, as plain values."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from functions.levy.domain.applications import reference_of
from functions.levy.domain.ledger import LedgerEntry
from functions.levy.domain.pledges import Criteria, Pledge, PledgeStatus, is_year_over
from functions.levy.forms.pledges import LEVELS
from functions.levy.messages.applications import ORGANISATION_TYPES
from functions.levy.messages.pledges import ENTRY_NAMES, STATUS_COLOURS, STATUS_NAMES
from shared.actors import OrganisationType
from shared.clock import london_day
from shared.reference.standards import offered_standards
from shared.values.dates import tax_year_of, uk_date
from shared.values.money import pounds

Cell = str | dict[str, str]
Choices = dict[str, list[str]]
Items = list[dict[str, Any]]


def pledge_rows(pledges: Sequence[Pledge], base: str) -> list[list[Cell]]:
    """Pledges as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": f"{one.organisation_name}, {one.tax_year}", "href": f"{base}{one.pledge_id}"},
            *(pounds(pence) for pence in _amounts(one)),
            {"text": STATUS_NAMES[one.status], "tag": STATUS_COLOURS[one.status]},
        ]
        for one in pledges
    ]


def pledge_page(pledge: Pledge, today: date) -> dict[str, Any]:
    """A pledge with its balances, and what may be done with it."""
    is_open = pledge.status is PledgeStatus.OPEN
    return {
        "id": pledge.pledge_id,
        "version": pledge.head.number,
        "ods_code": pledge.ods_code,
        "employer": pledge.organisation_name,
        "tax_year": pledge.tax_year,
        "status": STATUS_NAMES[pledge.status],
        "colour": STATUS_COLOURS[pledge.status],
        "is_open": is_open,
        "may_reopen": not is_open and not is_year_over(pledge, today),
        "shows_name": pledge.shows_name,
        "public_name": pledge.public_name,
        "note": pledge.note,
        "criteria": criteria_lines(pledge.criteria),
        "balances": _balances(pledge),
        "years": [[year, pounds(pence)] for year, pence in sorted(pledge.reserved_by_year.items()) if pence],
    }


def criteria_lines(criteria: Criteria) -> list[tuple[str, str]]:
    """Whom a pledge is for, a line for each of the four."""
    levels = ", ".join(f"level {level}" for level in criteria.levels)
    return [
        ("Places", ", ".join(criteria.places) or "Any place"),
        (
            "Kinds of employer",
            ", ".join(ORGANISATION_TYPES[one] for one in criteria.organisation_types) or "Any kind",
        ),
        ("Apprenticeships", ", ".join(criteria.standards) or "Any apprenticeship"),
        ("Levels", levels.capitalize() or "Any level"),
    ]


def ledger_rows(rows: Iterable[dict[str, Any]], opens_applications: bool, base: str) -> list[list[Cell]]:
    """The ledger as the rows of a table. Only who may see an application gets a link to it."""
    return [_ledger_row(LedgerEntry.model_validate(row), opens_applications, base) for row in rows]


def choices(places: Sequence[str], today: date, already: Criteria | None = None) -> Choices:
    """What may be ticked under each of the criteria: what is offered today, and what the pledge has already."""
    had = already or Criteria()
    standards = [standard.ref for standard in offered_standards(today)]
    return {
        "places": list(dict.fromkeys([*places, *had.places])),
        "organisation_types": [one.value for one in OrganisationType],
        "standards": list(dict.fromkeys([*standards, *had.standards])),
        "levels": [str(level) for level in LEVELS],
    }


def choice_items(offered: Choices, today: date) -> dict[str, Items]:
    """The same as boxes with their words."""
    titles = {one.ref: f"{one.title}, level {one.level} ({one.ref})" for one in offered_standards(today)}
    words = {
        "organisation_types": {one.value: name for one, name in ORGANISATION_TYPES.items()},
        "standards": titles,
        "levels": {str(level): f"Level {level}" for level in LEVELS},
    }
    return {
        name: [{"value": value, "text": words.get(name, {}).get(value, value)} for value in values]
        for name, values in offered.items()
    }


def tax_year_items(today: date) -> Items:
    """This tax year and the next."""
    this = tax_year_of(today)
    following = tax_year_of(date(int(this[:4]) + 1, 4, 6))
    return [
        {"value": this, "text": this, "hint": {"text": f"It ends on 5 April {following[:4]}."}},
        {"value": following, "text": following, "hint": {"text": f"It starts on 6 April {following[:4]}."}},
    ]


def _amounts(pledge: Pledge) -> tuple[int, ...]:
    held = pledge.balances
    return (
        held.amount_pence,
        held.available_pence,
        held.reserved_pence,
        held.drawn_pence,
        held.lapsed_pence,
    )


def _balances(pledge: Pledge) -> dict[str, str]:
    names = ("amount", "available", "reserved", "drawn", "lapsed")
    return {name: pounds(pence) for name, pence in zip(names, _amounts(pledge), strict=True)} | {
        "promised": pounds(pledge.balances.amount_pence - pledge.balances.available_pence)
    }


def _ledger_row(entry: LedgerEntry, opens_applications: bool, base: str) -> list[Cell]:
    reference = reference_of(entry.application_id) if entry.application_id else "None"
    opens = opens_applications and bool(entry.application_id)
    return [
        uk_date(london_day(entry.at)),
        ENTRY_NAMES[entry.kind],
        pounds(entry.pence),
        "; ".join(f"{year.tax_year}: {pounds(year.pence)}" for year in entry.years),
        {"text": reference, "href": f"{base}{entry.application_id}/decide"} if opens else reference,
    ]
