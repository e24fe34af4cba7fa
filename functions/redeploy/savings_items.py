"""Savings and their ledger entries as DynamoDB items: keys, item <-> model, the writes of a decision.

| item         | pk                | sk            | indexes                                                |
|--------------|-------------------|---------------|--------------------------------------------------------|
| saving       | `SAVING#match_id` | `SAVING`      | by_owner (its employer's open ones), while open        |
| ledger entry | `SAVING#match_id` | `LEDGER#kind` | by_owner (its employer's ledger), by_state (the ICS's) |
"""

from functions.redeploy.domain.ledger import EntryKind, LedgerEntry, LedgerLine
from functions.redeploy.domain.recognising import SavingDecision, SavingRecord, SavingStatus
from shared.schema import ROW
from shared.table import Item, Key, Put, Write
from shared.values.identifiers import OdsCode


def saving_key(match_id: str) -> Key:
    """Where the saving of a match stands."""
    return f"SAVING#{match_id}", "SAVING"


def ledger_key(match_id: str, kind: EntryKind) -> Key:
    """Where an entry of a saving stands: there is one of each kind at most."""
    return f"SAVING#{match_id}", f"LEDGER#{kind}"


def ledger_pk(ods_code: OdsCode) -> str:
    """The partition of an employer's entries, in order of time."""
    return f"ORG#{ods_code}#LEDGER"


def whole_ledger_pk(ics_code: str) -> str:
    """The partition of all entries of the ICS, in order of time."""
    return f"LEDGER#{ics_code}"


def open_pk(ods_code: OdsCode) -> str:
    """The partition of an employer's savings that wait to be signed off."""
    return f"ORG#{ods_code}#OPENSAVINGS"


def saving_from(item: Item) -> SavingRecord:
    """The saving that an item holds."""
    return SavingRecord.model_validate(item["body"] | {"head": item["head"]})


def entry_from(item: Item) -> LedgerEntry:
    """The ledger entry that an item holds."""
    return LedgerEntry.model_validate(item["body"])


def line_from(item: Item) -> LedgerLine:
    """What an index has of a ledger entry."""
    return LedgerLine.model_validate(item[ROW])


def saving_writes(decision: SavingDecision) -> list[Write]:
    """The saving over the version that it was decided on and no other, and its new entry, if absent."""
    entry = decision.entry
    return [_saving_put(decision.record), *([_entry_put(decision, entry)] if entry else [])]


def _saving_put(record: SavingRecord) -> Put:
    pk, sk = saving_key(record.match_id)
    before = record.head.number - 1
    item: Item = {
        "pk": pk,
        "sk": sk,
        "version": record.head.number,
        "head": record.head.model_dump(),
        "body": record.body(),
    }
    waits: Item = {
        ROW: {
            "match_id": record.match_id,
            "reference": record.reference,
            "receiving": record.receiving.name,
            "prepared_by": record.prepared_by,
            "prepared_by_name": record.prepared_by_name,
            "status_since": record.status_since.isoformat(),
        },
        "by_owner_pk": open_pk(record.releasing.ods_code),
        "by_owner_sk": f"{record.created_at.isoformat()}#{record.match_id}",
    }
    is_open = record.status is SavingStatus.OPEN
    return Put(item | (waits if is_open else {}), if_absent=before == 0, require={"version": before})


def _entry_put(decision: SavingDecision, entry: LedgerEntry) -> Put:
    pk, sk = ledger_key(entry.match_id, entry.kind)
    order = f"{decision.event.at.isoformat(timespec='microseconds')}#{entry.match_id}#{entry.kind}"
    return Put(
        {
            "pk": pk,
            "sk": sk,
            "body": entry.model_dump(mode="json"),
            ROW: entry.line.model_dump(mode="json"),
            "by_owner_pk": ledger_pk(entry.releasing.ods_code),
            "by_owner_sk": order,
            "by_state_pk": whole_ledger_pk(decision.record.ics_code),
            "by_state_sk": order,
        },
        if_absent=True,
    )
