"""What the pages of employers' years show, as plain values."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from functions.retention.domain.stability import (
    EmployerYear,
    Whole,
    YearFigures,
    first_day,
    last_day,
    whole_of,
)
from functions.retention.messages.stability import WITHHELD
from shared.clock import london_day
from shared.values.dates import uk_date
from shared.values.suppression import Suppression

Shown = dict[str, Any]
Cell = str | dict[str, str]

YEARS_SHOWN = 5
LINE_COLUMNS = (
    "Employer",
    "In post on the first day",
    "In post on the last day",
    "Leavers",
    "Leavers of those in post on the first day",
    "Moved within the ICS",
    "Early leavers",
    "Employer-level stability",
    "System-level stability",
    "Leaver rate",
    "Early leavers of all leavers",
)
_TABLES = (("People of each employer", slice(1, 7)), ("Shares of each employer", slice(7, None)))
"""A page shows the columns in two tables: together they are too wide to read."""
_LEFT_TO_DO = {
    (False, False): "Enter it",
    (True, False): "Correct it",
    (False, True): "Nothing: the time to enter it is over",
    (True, True): "Nothing: its figures are fixed",
}
"""By whether it is entered, and whether it is fixed."""


def year_name(year: int) -> str:
    """A year as a page names it."""
    return f"{uk_date(first_day(year))} to {uk_date(last_day(year))}"


def year_rows(years: Iterable[tuple[int, EmployerYear | None, bool]], base: str) -> list[list[Cell]]:
    """An employer's years as the rows of a table; `base` is the address that a year follows. `True`: it is
    fixed."""
    return [
        [
            year_name(year) if is_fixed else {"text": year_name(year), "href": f"{base}{year}"},
            {"text": "Entered", "tag": "green"} if entered else {"text": "Not entered", "tag": "grey"},
            _LEFT_TO_DO[bool(entered), is_fixed],
        ]
        for year, entered, is_fixed in years
    ]


def line_rows(figures: YearFigures) -> list[list[str]]:
    """What is shown of each employer's year, in the order of `LINE_COLUMNS`."""
    return [
        [
            one.employer.name,
            one.at_start,
            one.at_end,
            *(
                WITHHELD if shown is None else shown
                for shown in (one.leavers, one.leavers_of_start, one.moved_within_ics, one.early_leavers)
            ),
            one.employer_stability,
            one.system_stability,
            one.leaver_rate,
            one.early_share,
        ]
        for one in figures.lines
    ]


def year_shown(figures: YearFigures, by: Suppression) -> Shown:
    """The frozen figures of a year."""
    whole, rows = whole_of(figures, by), line_rows(figures)
    return {
        "name": year_name(figures.year),
        "counted_on": london_day(figures.counted_at),
        "tables": [_table_of(title, places, rows) for title, places in _TABLES] if rows else [],
        "whole": whole_shown(whole) if whole else None,
    }


def whole_shown(whole: Whole) -> Shown:
    """The ICS as a whole, each share as a span where hidden numbers leave one."""
    return {
        "employers": whole.employers,
        "employer_stability": _span(whole.employer_stability),
        "system_stability": _span(whole.system_stability),
    }


def years_to_enter(last: int, first: date) -> list[int]:
    """The years that a page lists, the latest first."""
    return list(range(last, max(first.year, last - YEARS_SHOWN + 1) - 1, -1))


def _table_of(title: str, places: slice, rows: list[list[str]]) -> Shown:
    columns = [{"text": LINE_COLUMNS[0]}, *({"text": one, "number": True} for one in LINE_COLUMNS[places])]
    return {"title": title, "columns": columns, "rows": [[row[0], *row[places]] for row in rows]}


def _span(shares: tuple[str, str]) -> str:
    least, most = shares
    return least if least == most else f"{least} to {most}"
