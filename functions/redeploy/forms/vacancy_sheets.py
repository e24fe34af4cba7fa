"""Vacancies in a spreadsheet: its columns, its rows read as the page's form is, and what travels to the check."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from functions.redeploy.domain.vacancies import VacancyDetails
from functions.redeploy.forms.criteria import CRITERIA, typed_criteria
from functions.redeploy.forms.vacancies import read_new
from functions.redeploy.messages.uploads import SHEET_FAULTS
from functions.redeploy.messages.vacancies import REFERENCE_TWICE
from shared.records import Frozen
from shared.reference.workforce import AFC, frameworks, job_roles, registrations
from shared.web.acts import FormId
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors
from shared.web.uploads import NoSheet, Upload, read_sheet

MOST_AT_ONCE = 100

COLUMNS: Mapping[str, str] = {
    "Reference": "employer_ref",
    "Title": "title",
    "Workplace": "workplace",
    "About the job": "about",
    "Job role": "job_role",
    "Terms": "framework",
    "Band": "band",
    "Salary": "salary",
    "Hours a week": "hours",
    "Postcode": "district",
    "Registration": "registration",
    "Permanent": "is_permanent",
    "Hold days": "hold_days",
    "Essential": "essential",
    "Desirable": "desirable",
}
"""The columns of a sheet, each with the field of the form that it stands for."""

NEEDED = ("Reference", "Title", "Job role", "Hours a week", "Postcode", "Permanent")
_OPTIONAL = tuple(name for name in COLUMNS if name not in NEEDED)
_FIELDS = {field: column for column, field in COLUMNS.items()}

EXAMPLE = (
    "V-2026-001",
    "Staff nurse, acute medicine",
    "Example Hospital, ward 7",
    "Example row: delete it before you send the file",
    "Staff Nurse",
    "NHS Agenda for Change",
    "5",
    "",
    "37.5",
    "ST4",
    "nmc",
    "yes",
    "5",
    "skill | IV therapy | 3; experience | Triage",
    "qualification | Mentorship",
)


@dataclass(frozen=True)
class BadCell:
    """What is wrong with a cell, named by the row and the column that the spreadsheet shows."""

    row: int
    column: str
    sentence: str


class Row(Frozen):
    """A good row."""

    number: int
    details: VacancyDetails


class Batch(Frozen):
    """Good rows on their way to the check and back, with the key that makes holding them twice a replay."""

    key: FormId
    rows: tuple[Row, ...] = Field(min_length=1, max_length=MOST_AT_ONCE)


@dataclass(frozen=True)
class BatchLost:
    """The check came back without the rows that were to be checked, or with others."""


def read_rows(upload: Upload | None, key: str, today: date) -> Batch | list[BadCell] | str:
    """The vacancies of a file; or every bad cell of it, and then none is held; or why it is no such file."""
    sheet = read_sheet(upload, NEEDED, _OPTIONAL)
    if isinstance(sheet, NoSheet):
        return SHEET_FAULTS[sheet.fault].format(columns=", ".join(sheet.columns), most=MOST_AT_ONCE)
    if len(sheet.rows) > MOST_AT_ONCE:
        return f"Choose a file with at most {MOST_AT_ONCE} rows. This one has {len(sheet.rows)}"
    good: list[Row] = []
    bad: list[BadCell] = []
    for number, cells in sheet.rows:
        found = read_new(_typed(cells, key), today)
        if isinstance(found, FieldErrors):
            bad += _bad_cells(number, found)
        else:
            good.append(Row(number=number, details=found[0]))
    bad += _twice(good)
    return sorted(bad, key=lambda one: one.row) if bad else Batch(key=key, rows=tuple(good))


def carried(batch: Batch) -> str:
    """A batch as the hidden field of the check carries it, before it is sealed."""
    return batch.model_dump_json(exclude_defaults=True)


def brought_back(text: str | None) -> Batch | BatchLost:
    """The batch that was carried; lost where its seal did not open."""
    return BatchLost() if text is None else Batch.model_validate_json(text)


def _typed(cells: Mapping[str, str], key: str) -> FormBody:
    """A row as the form would have sent it: names may stand for codes, and a band alone says the terms."""
    typed = {field: cells.get(column, "") for column, field in COLUMNS.items()}
    typed["job_role"] = _code(typed["job_role"], ((one.code, one.name) for one in job_roles()))
    typed["framework"] = _code(typed["framework"], ((one.code, one.name) for one in frameworks()))
    typed["registration"] = _code(typed["registration"], ((one.code, one.name) for one in registrations()))
    typed["band"] = typed["band"].casefold().removeprefix("band").strip()
    if typed["band"] and not typed["framework"]:
        typed["framework"] = AFC
    boxes = [box for which in CRITERIA for box in typed_criteria(which, typed.pop(which)).items()]
    return FormBody([("key", key), *typed.items(), *boxes])


def _code(typed: str, known: Iterable[tuple[str, str]]) -> str:
    """The code that was meant by a code or a name; a spreadsheet may have eaten the noughts before a number."""
    wanted = typed.casefold().strip()
    number = wanted.zfill(5) if wanted.isdecimal() else wanted
    return next((code for code, name in known if code.casefold() == number or name.casefold() == wanted), typed)


def _bad_cells(number: int, errors: FieldErrors) -> list[BadCell]:
    told = [
        (_FIELDS.get(name) or name.partition("_")[0].capitalize(), words)
        for name, words in errors.by_field.items()
    ]
    return [BadCell(number, column, words) for column, words in dict.fromkeys(told)]


def _twice(rows: list[Row]) -> list[BadCell]:
    """The rows whose reference stands in an earlier row: one reference is one vacancy."""
    seen: set[str] = set()
    bad = []
    for row in rows:
        reference = row.details.employer_ref.casefold()
        if reference in seen:
            bad.append(BadCell(row.number, "Reference", REFERENCE_TWICE))
        seen.add(reference)
    return bad
