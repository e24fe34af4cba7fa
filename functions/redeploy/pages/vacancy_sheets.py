"""What the templates of a file of vacancies show, as plain values."""

from collections.abc import Iterable
from typing import Any

from functions.redeploy.forms.vacancies import hours_text
from functions.redeploy.forms.vacancy_sheets import Batch
from functions.redeploy.messages.reasons import sentence
from functions.redeploy.messages.vacancies import COLUMN_HINTS
from functions.redeploy.usecases.vacancies import HeldAll
from shared.reference.workforce import job_roles, staff_groups
from shared.values.money import pounds

Cell = str | dict[str, str]


def batch_rows(batch: Batch) -> list[list[Cell]]:
    """Rows of a sheet to be checked."""
    return [
        [
            str(row.number),
            row.details.employer_ref,
            row.details.title,
            f"{hours_text(row.details.post.hours_week_hundredths)} hours, {pounds(row.details.post.salary_pence)}",
            f"{len(row.details.post.spec.essential)} essential, {len(row.details.post.spec.desirable)} desirable",
        ]
        for row in batch.rows
    ]


def held_page(held: HeldAll, batch: Batch) -> dict[str, Any]:
    """What became of a sheet of which some rows were refused."""
    titles = {row.number: row.details for row in batch.rows}
    rows = [
        [str(number), titles[number].employer_ref, titles[number].title, sentence(refusal)]
        for number, refusal in held.refused
    ]
    return {"count": held.count, "rows": rows}


def column_rows(columns: Iterable[str], needed: Iterable[str]) -> list[list[Cell]]:
    """The columns of a sheet, each with what goes into it."""
    wanted = set(needed)
    return [[name, "Yes" if name in wanted else "No", COLUMN_HINTS[name]] for name in columns]


def code_rows() -> list[list[Cell]]:
    """The job roles that a sheet may name, by code or by name."""
    groups = {group.code: group.name for group in staff_groups()}
    return [[role.code, role.name, groups[role.staff_group]] for role in job_roles()]
