"""The frozen figures of windows as a page, a CSV and a document show them: the same strings in each."""

from collections.abc import Iterable, Sequence
from typing import Any

from functions.retention.domain.outcomes import Movers, WindowFigures
from functions.retention.domain.outcomes_hiding import mean_of, percent_of
from functions.retention.domain.stability import YearFigures, whole_of
from functions.retention.messages.outcomes import CAME, CHOICES, DECLINES, FIGURES, LENGTHS, TABLES
from functions.retention.messages.stability import HIDING, WITHHELD
from functions.retention.pages.stability import LINE_COLUMNS, line_rows, whole_shown, year_name
from shared.clock import london_day
from shared.values.dates import uk_date
from shared.values.suppression import HIDDEN, Suppression
from shared.web.uploads import csv_bytes

Shown = dict[str, Any]
CSV_COLUMNS = ("Period", "Counted on", "Table", "Row", "Shown")


def hiding(by: Suppression) -> str:
    """How numbers are hidden and rounded."""
    return HIDING.format(most_hidden=by.least_shown - 1, step=by.step)


def window_figures_shown(figures: WindowFigures) -> Shown:
    """The figures of a window: single ones, then its tables, each with its rows or None where it is withheld."""
    return {
        "id": figures.window_id,
        "name": figures.name,
        "closes_on": figures.closes_on,
        "counted_on": london_day(figures.counted_at),
        "rows": [[FIGURES[name], WITHHELD if shown is None else shown] for name, shown in _singles(figures)],
        "tables": [
            {"title": TABLES[name][0], "column": TABLES[name][1], "rows": _rows(titles, shown)}
            for name, titles, shown in _tables(figures)
        ],
    }


def document_of(windows: Iterable[WindowFigures], years: Iterable[YearFigures], by: Suppression) -> Shown:
    """All of it as a document, for machines."""
    return {
        "hiding": hiding(by),
        "windows": [_window_document(one) for one in windows],
        "years": [_year_document(one, by) for one in years],
    }


def csv_of(windows: Iterable[WindowFigures], years: Iterable[YearFigures], by: Suppression) -> bytes:
    """All of it as lines of one file."""
    lines = [line for one in windows for line in _window_lines(one)]
    lines += [line for one in years for line in _year_lines(one, by)]
    return csv_bytes(CSV_COLUMNS, lines)


def _singles(figures: WindowFigures) -> list[tuple[str, str | None]]:
    movers = figures.movers
    choices = movers.choices if movers else None
    return [
        ("asked", figures.asked),
        ("moved", figures.moved),
        ("at_risk", figures.at_risk),
        ("at_risk_moved", movers.at_risk if movers else None),
        ("would_leave", figures.would_leave),
        ("kept", movers.kept if movers else None),
        ("left_after_run", figures.left_after_run),
        ("first_share", percent_of(choices[0], figures.moved) if choices else HIDDEN),
        ("mean", mean_of(choices)),
    ]


def _tables(figures: WindowFigures) -> list[tuple[str, Sequence[str], Sequence[str] | None]]:
    movers: Movers | None = figures.movers
    return [
        ("came", CAME, movers.came if movers else None),
        ("choices", CHOICES, movers.choices if movers else None),
        ("lengths", LENGTHS, movers.lengths if movers else None),
        ("declined", DECLINES, figures.declined),
    ]


def _rows(titles: Sequence[str], shown: Sequence[str] | None) -> list[list[str]] | None:
    return None if shown is None else [list(pair) for pair in zip(titles, shown, strict=True)]


def _window_lines(figures: WindowFigures) -> Iterable[list[str]]:
    shown = window_figures_shown(figures)
    head = [figures.name, uk_date(shown["counted_on"])]
    yield from ([*head, "", *row] for row in shown["rows"])
    for table in shown["tables"]:
        rows = [["", WITHHELD]] if table["rows"] is None else table["rows"]
        yield from ([*head, table["title"], *row] for row in rows)


def _year_lines(figures: YearFigures, by: Suppression) -> Iterable[list[str]]:
    head = [year_name(figures.year), uk_date(london_day(figures.counted_at))]
    for row in line_rows(figures):
        yield from ([*head, row[0], title, shown] for title, shown in zip(LINE_COLUMNS[1:], row[1:], strict=True))
    whole = whole_of(figures, by)
    if whole:
        shown = whole_shown(whole)
        yield [*head, "All whose figures are shown", "Employer-level stability", shown["employer_stability"]]
        yield [*head, "All whose figures are shown", "System-level stability", shown["system_stability"]]


def _window_document(figures: WindowFigures) -> Shown:
    singles = _singles(figures)
    return {
        "window_id": figures.window_id,
        "name": figures.name,
        "closes_on": figures.closes_on.isoformat(),
        "counted_at": figures.counted_at.isoformat(),
        "figures": dict(singles),
        "tables": {name: _rows(titles, shown) for name, titles, shown in _tables(figures)},
    }


def _year_document(figures: YearFigures, by: Suppression) -> Shown:
    whole = whole_of(figures, by)
    return {
        "year": figures.year,
        "counted_at": figures.counted_at.isoformat(),
        "employers": [
            one.model_dump(mode="json")
            | {
                "employer_stability": one.employer_stability,
                "system_stability": one.system_stability,
                "leaver_rate": one.leaver_rate,
                "early_share": one.early_share,
            }
            for one in figures.lines
        ],
        "whole": whole_shown(whole) if whole else None,
    }
