"""What the templates of the savings ledger show, as plain values."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.ledger import LedgerLine, Sums, by_evidence, by_year, financial_year_of, sums_of
from functions.redeploy.domain.people import reference_of
from functions.redeploy.domain.redundancy import Reading
from functions.redeploy.domain.savings import EvidenceGrade
from functions.redeploy.domain.terms import Terms
from functions.redeploy.messages.calculators import EVIDENCE_GRADES, READINGS
from functions.redeploy.messages.savings import ACTIONS, FACTS, KIND_NAMES, PAYMENTS, TERMS_NAMES
from functions.redeploy.published import published_savings
from functions.redeploy.savings_store import Unrecorded
from shared.clock import london_day
from shared.history import Event
from shared.table import Item
from shared.values.dates import uk_date
from shared.values.money import pounds

Cell = str | dict[str, str]
Rows = list[list[Cell]]
Shown = dict[str, Any]

COLUMNS = (
    "Reference", "Entry", "Booked on", "Financial year", "Releasing employer", "Receiving employer",
    "Gross GBP", "Net GBP", "Attributable GBP", "Evidence", "Print of the inputs", "Rule set",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program would read as a formula
_PREFIX = 12


def ledger_rows(lines: Iterable[LedgerLine], base: str) -> Rows:
    """Entries as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": line.reference, "href": f"{base}{line.match_id}"},
            f"{KIND_NAMES[line.kind]} on {uk_date(line.booked_on)}",
            f"{line.releasing.name} to {line.receiving.name}",
            *_amounts(line),
            line.evidence.upper(),
        ]
        for line in lines
    ]


def totals_shown(lines: Sequence[LedgerLine]) -> Shown:
    """What the entries add up to: in all, by financial year and so far, by evidence grade."""
    return {
        "years": [[one.year, str(one.sums.people), *_amounts(one.sums)] for one in by_year(lines)],
        "so_far": [[one.year, str(one.so_far.people), *_amounts(one.so_far)] for one in by_year(lines)],
        "evidence": [
            [EVIDENCE_GRADES[grade], str(sums.people), *_amounts(sums)]
            for grade, sums in by_evidence(lines).items()
        ],
        "total": ["All years", str(sums_of(lines).people), *_amounts(sums_of(lines))],
    }


def published_shown() -> Shown:
    """What was published of savings elsewhere, with its mark: a table of its own."""
    held = published_savings()
    return {
        "place": held.place,
        "mark": held.mark,
        "note": held.note,
        "rows": [[one.when, one.people_words, one.pence_words, one.source, held.mark] for one in held.figures],
    }


def ledger_csv(lines: Iterable[LedgerLine]) -> bytes:
    """The ledger as a CSV in UTF-8 that Excel opens. Amounts are plain numbers; no cell is read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_csv_row(line) for line in lines)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def unrecorded_rows(found: Iterable[Unrecorded], base: str) -> Rows:
    """Confirmed moves whose saving is to be opened. Their employer's HR sees its own people's names."""
    return [
        [
            {"text": _named(one), "href": f"{base}{one.match_id}/open"},
            f"{one.title}, {one.post_employer}",
            uk_date(london_day(datetime.fromisoformat(one.confirmed_since))),
        ]
        for one in found
    ]


def open_rows(rows: Iterable[Item], base: str, signer_id: str) -> Rows:
    """Savings that wait to be signed off, and by whom; `signer_id` is the finance lead who asks, or empty."""
    return [
        [
            {"text": row["reference"], "href": f"{base}{row['match_id']}"},
            row["receiving"],
            row["prepared_by_name"],
            _who_signs(row, signer_id),
        ]
        for row in rows
    ]


def choices() -> dict[str, list[dict[str, Any]]]:
    """What may be chosen on the form of a saving."""
    return {
        "terms": [{"value": one.value, "text": TERMS_NAMES[one]} for one in Terms],
        "yes_no": [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}],
        "payment": [{"value": value, "text": words} for value, words in PAYMENTS.items()],
        "reading": [{"value": one.value, "text": READINGS[one].capitalize()} for one in Reading],
        "evidence": [{"value": one.value, "text": EVIDENCE_GRADES[one]} for one in EvidenceGrade],
    }


def events_shown(events: Iterable[Event]) -> list[Shown]:
    """The history of a saving, first to last."""
    return [
        {
            "number": event.number,
            "at": event.at,
            "who": event.who.name,
            "what": ACTIONS[event.action],
            "why": event.why,
            "facts": [
                (title, _fact(name, event.facts[name])) for name, title in FACTS.items() if name in event.facts
            ],
            "rule_set": event.rule_set,
            "hash": event.hash[:_PREFIX],
        }
        for event in events
    ]


def _who_signs(row: Item, signer_id: str) -> str:
    if not signer_id:
        return "A finance lead"
    return "Another finance lead" if row["prepared_by"] == signer_id else "You, or another finance lead"


def _amounts(of: LedgerLine | Sums) -> tuple[str, str, str]:
    return pounds(of.gross_pence), pounds(of.net_pence), pounds(of.attributable_pence)


def _named(one: Unrecorded) -> str:
    if one.person is None:
        return "Somebody whose record was erased"
    reference = reference_of("RD", one.person.entry_id)
    details = one.person.details
    return f"{details.contact.name} ({reference})" if details else f"{reference}, erased"


def _fact(name: str, value: Any) -> str:
    match name:
        case "gross_pence" | "net_pence" | "attributable_pence":
            return pounds(value)
        case "reading":
            return READINGS[Reading(value)]
        case "evidence":
            return EVIDENCE_GRADES[EvidenceGrade(value)]
        case "redundant_again_on":
            return uk_date(date.fromisoformat(value))
        case "inputs_hash" | "fingerprint":
            return str(value)[:_PREFIX]
    return str(value)


def _csv_row(line: LedgerLine) -> list[str]:
    words = [
        line.reference,
        KIND_NAMES[line.kind],
        line.booked_on.isoformat(),
        financial_year_of(line.booked_on),
        line.releasing.name,
        line.receiving.name,
    ]
    amounts = [amount.replace("£", "").replace(",", "") for amount in _amounts(line)]
    last = [line.evidence.upper(), line.inputs_hash, line.rule_set]
    return [*map(_harmless, words), *amounts, *last]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
