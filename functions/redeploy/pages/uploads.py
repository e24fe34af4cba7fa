"""What the pages about files of people show, as plain values."""

from collections.abc import Sequence
from typing import Any

from functions.redeploy.domain.people import PersonDetails
from functions.redeploy.forms.uploads import MOST_PEOPLE, PeopleSheet
from functions.redeploy.messages.audit import TERMS
from functions.redeploy.messages.uploads import NEEDED_PERSON_COLUMNS, PERSON_COLUMNS, PERSON_EXAMPLE
from functions.redeploy.pages.person import role_name
from shared.reference.workforce import frameworks, job_roles, registrations, staff_groups
from shared.values.dates import uk_date

Codes = list[tuple[str, list[list[str]]]]

MOST_SHOWN = 200
"""How many wrong cells a page names: whoever has more starts with these."""


def template_rows() -> tuple[list[str], list[list[str]]]:
    """The columns of the template, and its example row."""
    return (
        [title for title, _ in PERSON_COLUMNS.values()],
        [[PERSON_EXAMPLE.get(field, "") for field in PERSON_COLUMNS]],
    )


def columns_shown() -> list[list[str]]:
    """Each column, whether a file must have it, and what to enter there."""
    return [
        [title, "Yes" if field in NEEDED_PERSON_COLUMNS else "No", words]
        for field, (title, words) in PERSON_COLUMNS.items()
    ]


def codes_shown() -> Codes:
    """The codes that a file may hold, list by list."""
    roles = [(group.name, job_roles(group.code)) for group in staff_groups()]
    return [
        ("Pay terms", [[one.code, one.name] for one in frameworks()]),
        ("Redundancy terms", [[terms.value, name] for terms, name in TERMS.items()]),
        ("Registers", [[one.code, one.name] for one in registrations() if one.code]),
        *((f"Job roles: {name}", [[role.code, role.name] for role in held]) for name, held in roles if held),
    ]


def check_page(sheet: PeopleSheet) -> dict[str, Any]:
    """What a file holds, and what is wrong with it."""
    wrong_rows = {cell.row for cell in sheet.wrong}
    return {
        "count": len(sheet.people),
        "rows": [_person_row(number, details) for number, details in sheet.people],
        "wrong": [[str(cell.row), cell.column, cell.sentence] for cell in sheet.wrong[:MOST_SHOWN]],
        "wrong_rows": len(wrong_rows),
        "all_rows": len(sheet.rows),
        "more_wrong": max(0, len(sheet.wrong) - MOST_SHOWN),
        "unknown": list(sheet.unknown),
        "most": MOST_PEOPLE,
    }


def refused_rows(refused: Sequence[tuple[int, str]]) -> list[list[str]]:
    """The rows that were refused, each with the sentence of why."""
    return [[str(number), sentence] for number, sentence in refused]


def _person_row(number: int, details: PersonDetails) -> list[str]:
    ends_on = details.notice.ends_on
    return [
        str(number),
        details.contact.name,
        role_name(details.profile.job_role),
        details.profile.band,
        uk_date(ends_on) if ends_on else "",
    ]
