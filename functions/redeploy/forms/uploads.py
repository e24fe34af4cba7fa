"""A file of people, read row by row: whom it would put on the register, or what is wrong in which row."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from functions.redeploy.domain.people import PersonDetails
from functions.redeploy.forms.people import read_row
from functions.redeploy.messages.uploads import (
    EXAMPLE_EMAIL,
    NEEDED_PERSON_COLUMNS,
    PERSON_COLUMNS,
    SAME_EMAIL,
    SHEET_FAULTS,
    TOO_MUCH,
)
from shared.web.acts import Act
from shared.web.bodies import MOST_BYTES
from shared.web.forms import FieldErrors
from shared.web.uploads import NoSheet, SheetFault, Upload, read_sheet

MOST_PEOPLE = 100
"""How many people one file may post: each is matched as they are posted, and a request must end in time."""

MOST_CARRIED = MOST_BYTES - 10_000
"""How many characters of rows a page may carry in a hidden field, so that its form can be sent."""

Row = tuple[int, Mapping[str, str]]


class CheckedForm(Act):
    """The rows of a file that was checked, as the page carried them."""

    rows: str


@dataclass(frozen=True)
class WrongCell:
    """What is wrong with a cell: its row as the spreadsheet program numbers it, its column, the sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True)
class PeopleSheet:
    """What a file holds: rows by the names of the form's fields, and everything that is wrong with them."""

    rows: tuple[Row, ...] = ()
    people: tuple[tuple[int, PersonDetails], ...] = ()
    wrong: tuple[WrongCell, ...] = ()
    unknown: tuple[str, ...] = ()


def read_people(upload: Upload | None, today: date) -> PeopleSheet | str:
    """The people of a file, or the sentence that says why it holds no rows that can be read."""
    titles = {title: field for field, (title, _) in PERSON_COLUMNS.items()}
    needed = [PERSON_COLUMNS[field][0] for field in NEEDED_PERSON_COLUMNS]
    sheet = read_sheet(upload, needed, [title for title in titles if title not in needed])
    if isinstance(sheet, NoSheet):
        return _fault(sheet.fault, sheet.columns)
    rows = [(number, {titles[title]: text for title, text in row.items()}) for number, row in sheet.rows]
    real = tuple((number, row) for number, row in rows if row["email"].casefold() != EXAMPLE_EMAIL)
    if not real:
        return _fault(SheetFault.NO_ROWS)
    if len(real) > MOST_PEOPLE:
        return _fault(SheetFault.TOO_MANY_ROWS)
    people, wrong = people_of(real, today)
    return PeopleSheet(real, people, wrong, sheet.unknown)


def people_of(
    rows: Sequence[Row], today: date
) -> tuple[tuple[tuple[int, PersonDetails], ...], tuple[WrongCell, ...]]:
    """The person of each row that is right, and every wrong cell, from the first row to the last."""
    people: list[tuple[int, PersonDetails]] = []
    wrong: list[WrongCell] = []
    emails: set[str] = set()
    for number, row in rows:
        read = read_row(row, today)
        if isinstance(read, FieldErrors):
            wrong += _wrong_cells(number, read)
        elif str(read.contact.email).casefold() in emails:
            wrong.append(WrongCell(number, PERSON_COLUMNS["email"][0], SAME_EMAIL))
        else:
            people.append((number, read))
            emails.add(str(read.contact.email).casefold())
    return tuple(people), tuple(wrong)


def carried(rows: Sequence[Row]) -> str:
    """Rows as a page carries them from the check to the form that posts them; empty cells are left out."""
    filled = [[number, {field: text for field, text in row.items() if text}] for number, row in rows]
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def brought_back(text: str) -> tuple[Row, ...]:
    """The rows that `carried` wrote."""
    return tuple((number, row) for number, row in json.loads(text))


def too_much(sealed: str) -> str | None:
    """The sentence for rows that are more than a page can carry; None where they are not."""
    return TOO_MUCH if len(sealed) > MOST_CARRIED else None


def _wrong_cells(number: int, errors: FieldErrors) -> list[WrongCell]:
    order = list(PERSON_COLUMNS)
    found = sorted(errors.by_field.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order))
    return [WrongCell(number, PERSON_COLUMNS.get(field, (field, ""))[0], sentence) for field, sentence in found]


def _fault(fault: SheetFault, columns: Sequence[str] = ()) -> str:
    return SHEET_FAULTS[fault].format(most=MOST_PEOPLE, columns=", ".join(columns))
