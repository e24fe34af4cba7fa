"""`python -m functions.redeploy.reproduce_savings`: works every saving of the ledger out again.

It reads each entry's own facts and the dated rules, works the sums out anew, and compares them with the entry, and
the entry with what its audited event tells of it; it names the first that differs. It changes nothing and may run
beside the service. On the data folder of a local run: `python -m infra.local.attach --data dir
functions.redeploy.reproduce_savings`.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from functions.redeploy.domain.ledger import EntryKind, LedgerEntry, Sums, changed_rules, reproduced, sums_of
from functions.redeploy.savings_items import entry_from, ledger_key, ledger_pk, whole_ledger_pk
from shared import audit
from shared.audit import Fault
from shared.reference.rules import RuleNotFound
from shared.schema import ROW
from shared.settings import settings
from shared.table import Item, Table
from shared.values.money import pounds


@dataclass(frozen=True)
class Reproduction:
    """How much was worked out again, what the entries add up to, and the first that differs (None: none does)."""

    savings: int
    entries: int
    sums: Sums
    fault: Fault | None


def reproduce(table: Table, ics_code: str) -> Reproduction:
    """Work out again every entry of every saving that the audit knows of, in the order of their ids; and look for
    entries in the lists that no saving has."""
    subjects = sorted(one for one in audit.subjects(table, ics_code) if one.startswith("SAVING#"))
    looked_at = [one for subject in subjects for one in _entries(table, subject, ics_code)]
    faults = [one for one in looked_at if isinstance(one, Fault)]
    faults += [] if faults else _strays(table, ics_code, set(subjects))
    found = [one for one in looked_at if isinstance(one, LedgerEntry)]
    sums = sums_of(entry.line for entry in found)
    return Reproduction(len(subjects), len(found), sums, faults[0] if faults else None)


def report(found: Reproduction) -> list[str]:
    """The findings in words, a line each."""
    sums = found.sums
    return [
        f"savings: {found.savings}, ledger entries worked out again: {found.entries}",
        f"gross {pounds(sums.gross_pence)}, net {pounds(sums.net_pence)},"
        f" attributable {pounds(sums.attributable_pence)}",
        *([f"FAULT: {found.fault.kind}: {found.fault.where}"] if found.fault else []),
        "The ledger cannot be reproduced." if found.fault else "Every entry is reproduced.",
    ]


def main() -> int:
    """Print the findings; 1 where an entry is altered, missing or foreign, or a rule has been rewritten."""
    found = reproduce(Table(settings().redeploy_table), settings().ics_code)
    print("\n".join(report(found)))  # noqa: T201 - a command's answer
    return 1 if found.fault else 0


def _entries(table: Table, subject: str, ics_code: str) -> Iterator[LedgerEntry | Fault]:
    """Each entry of a saving, or what is wrong with it; what its history tells of and is not there; what is there
    and no event tells of."""
    told = _told(table, subject)
    items = {item["sk"]: item for item in table.page(None, subject, sk_prefix="LEDGER#").items}
    for kind in EntryKind:
        item = items.pop(ledger_key("", kind)[1], None)
        if item is not None or kind in told:
            yield _checked(item, f"{subject} {kind}", told.get(kind), ics_code)
    yield from (Fault("foreign", f"{subject} {sk}") for sk in items)


def _told(table: Table, subject: str) -> dict[str, str]:
    """The fingerprint of each entry that the history of a saving tells of."""
    events = (event.facts for event in audit.history(table, subject))
    return {str(facts["entry"]): str(facts["fingerprint"]) for facts in events if "entry" in facts}


def _checked(item: Item | None, where: str, told: str | None, ics_code: str) -> LedgerEntry | Fault:
    if item is None:
        return Fault("missing", where)
    if told is None:
        return Fault("foreign", where)
    try:
        entry = entry_from(item)
        is_same = reproduced(entry)
    except (KeyError, ValidationError, RuleNotFound):
        return Fault("altered", where)
    rewritten = changed_rules(entry)
    if rewritten:
        return Fault("altered", f"{where}: the rule {rewritten[0]} no longer says what it said")
    is_whole = is_same and entry.fingerprint == told and _is_listed(item, entry, ics_code)
    return entry if is_whole else Fault("altered", where)


def _is_listed(item: Item, entry: LedgerEntry, ics_code: str) -> bool:
    """Whether both lists have the entry as it is, so that their totals count it."""
    line = entry.line.model_dump(mode="json")
    owner, whole = ledger_pk(entry.releasing.ods_code), whole_ledger_pk(ics_code)
    return (item.get(ROW), item.get("by_owner_pk"), item.get("by_state_pk")) == (line, owner, whole)


def _strays(table: Table, ics_code: str, known: set[str]) -> list[Fault]:
    """Entries in the list of the ICS whose saving the audit does not know."""
    after, faults = None, []
    while True:
        page = table.page("by_state", whole_ledger_pk(ics_code), limit=200, after=after)
        for item in page.items:
            if item["pk"] not in known and not _told(table, item["pk"]):  # none that was made during the walk
                faults.append(Fault("foreign", f"{item['pk']} {item['sk']}"))
        if (after := page.after) is None:
            return faults


if __name__ == "__main__":
    sys.exit(main())
