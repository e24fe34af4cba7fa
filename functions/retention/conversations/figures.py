"""The published figures as the coordinator's page and file show them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from functions.retention.conversations.domain.figures import Figure, Snapshot
from functions.retention.conversations.domain.quarters import Quarter
from functions.retention.conversations.messages.figures import (
    ACTIONS,
    HIDING,
    OUTCOMES,
    REASONS,
    STAY,
    TALKED,
    WITHHELD,
)
from shared.reference.conversation_codes import Codes, code_name
from shared.values.suppression import suppression_on

Shown = dict[str, Any]
CSV_COLUMNS = ("Quarter", "Table", "Code", "Row", "People")


def hiding(today: date) -> str:
    """How numbers are hidden and rounded."""
    by = suppression_on(today)
    return HIDING.format(most_hidden=by.least_shown - 1, step=by.step)


def quarter_shown(body: Mapping[str, Any]) -> Shown:
    """A quarter as it was published: its tables, each with its title and rows, or why it is not shown."""
    held = Snapshot.model_validate(body)
    return {
        "name": Quarter.parse(held.quarter).name,
        "published_on": held.published_on,
        "talked": held.talked,
        "tables": [
            _table(REASONS, Codes.LEAVING_REASONS, held.reasons),
            _table(STAY, Codes.STAY, held.stay),
            _table(ACTIONS, Codes.ACTIONS, held.actions),
            *(_table(OUTCOMES.format(months=one.months), Codes.OUTCOMES, one.figures) for one in held.outcomes),
        ],
    }


def csv_rows(shown: Shown) -> list[list[str]]:
    """A quarter as lines of a file; a table that is withheld has one line that says so."""
    lines = [[shown["name"], TALKED, "", TALKED, shown["talked"]]]
    for table in shown["tables"]:
        lines += [
            [shown["name"], table["title"], code, *row]
            for code, row in zip(table["codes"], table["rows"], strict=True)
        ]
        if table["withheld"]:
            lines.append([shown["name"], table["title"], "", table["withheld"], ""])
    return lines


def _table(title: str, of: Codes, held: Sequence[Figure] | None) -> Shown:
    figures = held or ()
    return {
        "title": title,
        "codes": [one.code for one in figures],
        "rows": [[code_name(of, one.code), one.shown] for one in figures],
        "withheld": WITHHELD if held is None else "",
    }
