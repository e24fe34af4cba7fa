"""Whether the money adds up: each pledge's balances against its ledger, each ledger entry against its decision,
what each employer has left to promise against both.

The ledger is told three times: by the entries, by the balances that moved with them, and by the audited decisions
that made them. Here the three are read independently and compared; what differs is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from functions.levy.domain.ledger import MOVES, EntryKind, LedgerEntry, has_own_key, sum_years
from functions.levy.items import entry_from, pledge_key
from functions.levy.reconcile_promises import reconcile_promises
from shared import audit
from shared.audit import Fault
from shared.history import Event
from shared.schema import ROW
from shared.table import Item, Table

_FIGURES = ("amount_pence", "available_pence", "reserved_pence", "drawn_pence", "lapsed_pence")
_MOST_LOOKS = 5
_DECIDING = ("APP#", "APPR#", "PLEDGE#")

Told = Mapping[str, int]
"""The entries that decisions told of: the pence of each, by its key in the ledger."""


@dataclass(frozen=True)
class Reconciled:
    """How much was added up, the pence that nothing explains, and the first thing that is wrong."""

    pledges: int
    entries: int
    unexplained_pence: int
    fault: Fault | None


@dataclass(frozen=True)
class Difference:
    """A stored figure of a pledge that is not what its history and ledger add up to."""

    figure: str
    stored_pence: int
    expected_pence: int


def expected_figures(amount_pence: int, entries: Iterable[LedgerEntry]) -> dict[str, int]:
    """The balances of a pledge of this amount once these entries are made, in any order."""
    figures = dict.fromkeys(_FIGURES, 0) | {"amount_pence": amount_pence, "available_pence": amount_pence}
    for entry in entries:
        source, target = MOVES[entry.kind]
        figures[source] -= entry.pence
        figures[target] += entry.pence
    return figures


def differences(
    stored: Mapping[str, int],
    stored_by_year: Mapping[str, int],
    amount_pence: int,
    entries: tuple[LedgerEntry, ...],
) -> tuple[Difference, ...]:
    """Where the stored balances, whole-life or of a tax year, are not what they must be."""
    whole = [
        Difference(name, stored.get(name, 0), expected)
        for name, expected in expected_figures(amount_pence, entries).items()
    ]
    years = sum_years(entries)
    yearly = [
        Difference(f"reserved in {year}", stored_by_year.get(year, 0), years.get(year, 0))
        for year in sorted({*years, *stored_by_year})
    ]
    return tuple(one for one in (*whole, *yearly) if one.stored_pence != one.expected_pence)


def reconcile(table: Table, ics_code: str) -> Reconciled:
    """Add up every pledge that the audit knows of, and its employer's promises. Safe beside running decisions."""
    subjects = audit.subjects(table, ics_code)
    told = _told(table, (subject for subject in subjects if subject.startswith(_DECIDING)))
    drawn = [_drawn_fault(table, subject) for subject in subjects if subject.startswith("APPR#")]
    pledge_ids = [subject.partition("#")[2] for subject in subjects if subject.startswith("PLEDGE#")]
    added_up = [_reconcile_pledge(table, pledge_id, told[pledge_id]) for pledge_id in pledge_ids]
    employers = [subject.partition("#")[2] for subject in subjects if subject.startswith("ACCOUNT#")]
    promises = reconcile_promises(table, pledge_ids, employers)
    return Reconciled(
        pledges=len(added_up),
        entries=sum(one.entries for one in added_up),
        unexplained_pence=sum(one.unexplained_pence for one in added_up) + promises.unexplained_pence,
        fault=next((fault for fault in (*(one.fault for one in added_up), *drawn) if fault), promises.fault),
    )


def _drawn_fault(table: Table, subject: str) -> Fault | None:
    """Whether an apprenticeship has drawn from each pledge what its history tells, up to the version read."""
    item = table.get(subject, "APPR")
    if item is None:
        return Fault("missing", f"the record {subject}")
    drawn: dict[str, int] = defaultdict(int)
    for event in audit.history(table, subject):
        moves: Any = event.facts.get("ledger", []) if event.number <= item["version"] else []
        for one in moves:
            drawn[one["pledge_id"]] += one["pence"] if one["move"] == EntryKind.DRAW else 0
    for share in item["body"]["shares"]:
        explained = drawn[share["pledge_id"]]
        if share["drawn_pence"] != explained:
            wrong = Difference(f"drawn from PLEDGE#{share['pledge_id']}", share["drawn_pence"], explained)
            return Fault("altered", f"{subject} {_said(wrong)}")
    return None


def _told(table: Table, subjects: Iterable[str]) -> dict[str, dict[str, int]]:
    """What the histories of applications, apprenticeships and pledges tell of each pledge's ledger."""
    told: dict[str, dict[str, int]] = defaultdict(dict)
    for subject in subjects:
        for pledge_id, key, pence in _lines(subject, audit.history(table, subject)):
            told[pledge_id][key] = pence
    return told


def _lines(subject: str, events: Iterable[Event]) -> Iterator[tuple[str, str, int]]:
    """An event told before there were apprenticeships names no key: it was the one of its application."""
    record_id = subject.partition("#")[2]
    for event in events:
        moves: Any = event.facts.get("ledger", [])
        for one in moves:
            yield one["pledge_id"], one.get("key", f"{record_id}:{one['move']}"), one["pence"]


def _reconcile_pledge(table: Table, pledge_id: str, told: Told) -> Reconciled:
    item, entry_items = _still(table, pledge_id)
    if item is None:
        return Reconciled(1, len(entry_items), 0, Fault("missing", f"the record PLEDGE#{pledge_id}"))
    read = [_entry(table, one, told) for one in entry_items]
    faults = [one for one in read if isinstance(one, Fault)]
    entries = tuple(one for one in read if isinstance(one, LedgerEntry))
    faults += [
        Fault("missing", _where(pledge_id, key)) for key in told if key not in {_key(one) for one in entry_items}
    ]
    wrong = differences(item, item["reserved_by_year"], _amount_pence(table, pledge_id, item), entries)
    faults += [Fault("altered", f"PLEDGE#{pledge_id} {_said(one)}") for one in wrong]
    unexplained = max((abs(one.stored_pence - one.expected_pence) for one in wrong), default=0)
    return Reconciled(1, len(entry_items), unexplained, faults[0] if faults else None)


def _still(table: Table, pledge_id: str) -> tuple[Item | None, list[Item]]:
    """A pledge and its entries between two equal looks at it, so that no decision fell in between."""
    before = table.get(*pledge_key(pledge_id))
    for _ in range(_MOST_LOOKS):
        entries = list(_entry_items(table, pledge_id))
        after = table.get(*pledge_key(pledge_id))
        if after == before:
            break
        before = after
    return before, entries


def _entry_items(table: Table, pledge_id: str) -> Iterator[Item]:
    after = None
    while True:
        page = table.page(None, f"PLEDGE#{pledge_id}", sk_prefix="LEDGER#", limit=200, after=after)
        yield from page.items
        after = page.after
        if after is None:
            return


def _entry(table: Table, item: Item, told: Told) -> LedgerEntry | Fault:
    """The entry, if it is what its decision told: looked up again where the decision is newer than the walk."""
    where = f"{item['pk']} {item['sk']}"
    try:
        entry = entry_from(item)
    except (KeyError, ValidationError):
        return Fault("altered", where)
    key = _key(item)
    pence = told.get(key)
    if pence is None:
        pence = _told(table, [_decided_by(entry)])[entry.pledge_id].get(key)
    if pence is None:
        return Fault("foreign", where)
    is_itself = item["pk"] == f"PLEDGE#{entry.pledge_id}" and key == entry.key and has_own_key(entry)
    is_whole = is_itself and entry.pence == pence and item.get(ROW) == item["body"]
    return entry if is_whole else Fault("altered", where)


def _decided_by(entry: LedgerEntry) -> str:
    """The record whose history tells of an entry."""
    if entry.apprenticeship_id:
        return f"APPR#{entry.apprenticeship_id}"
    return f"APP#{entry.application_id}" if entry.application_id else f"PLEDGE#{entry.pledge_id}"


def _key(item: Item) -> str:
    return str(item["sk"]).removeprefix("LEDGER#")


def _where(pledge_id: str, key: str) -> str:
    return f"PLEDGE#{pledge_id} LEDGER#{key}"


def _said(difference: Difference) -> str:
    return f"{difference.figure}: {difference.stored_pence} where {difference.expected_pence} is explained"


def _amount_pence(table: Table, pledge_id: str, item: Item) -> int:
    """The amount that the pledge's own history says, up to the version that was read."""
    amount = 0
    for event in audit.history(table, f"PLEDGE#{pledge_id}"):
        if event.number > item["version"]:
            break
        said = event.facts.get("amount_pence", amount)
        changed = said["to"] if isinstance(said, dict) else said
        amount = changed if isinstance(changed, int) else amount
    return amount
