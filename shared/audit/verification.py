"""The walk over every block and every history, which names the first thing that is wrong."""

from collections import defaultdict
from dataclasses import dataclass

from pydantic import ValidationError

from shared.audit.chain import Block, block_after, block_from, block_items, chain_end, event_items, waiting
from shared.history import Head, content_hash, event_from, event_key
from shared.table import Item, Key, Table


@dataclass(frozen=True)
class Fault:
    """The first thing found wrong: what it is and where."""

    kind: str  # "altered", "missing" or "foreign"
    where: str


@dataclass(frozen=True)
class Verified:
    """How much was walked, and the first fault (None: all is whole)."""

    blocks: int
    sealed: int
    unsealed: int
    fault: Fault | None


def verify(table: Table, ics_code: str) -> Verified:
    """Walk every block and every history; report the first altered, missing or foreign entry.

    Safe beside running decisions: what is written during the walk is neither counted nor accused.
    """
    end = chain_end(table, ics_code)
    chain, fault = _read_chain(table, ics_code)
    sealed: dict[str, dict[int, str]] = defaultdict(dict)
    for block in chain:
        for entry in block.entries:
            sealed[entry.subject][entry.number] = entry.hash
    unsealed = [item["pk"] for batch in waiting(table, ics_code) for item in batch]
    fault = fault or _chain_fault(chain) or _end_fault(chain, end or chain_end(table, ics_code))
    for subject in dict.fromkeys([*sealed, *unsealed]):
        if fault:
            break
        fault = _history_fault(table, subject, sealed.get(subject, {}), len(chain))
    return Verified(len(chain), sum(map(len, sealed.values())), len(unsealed), fault)


def _read_chain(table: Table, ics_code: str) -> tuple[list[Block], Fault | None]:
    """The blocks up to the first that cannot be read."""
    chain: list[Block] = []
    for item in block_items(table, ics_code):
        try:
            chain.append(block_from(item))
        except (KeyError, ValidationError):
            return chain, Fault("altered", f"block {len(chain) + 1}")
    return chain, None


def _chain_fault(chain: list[Block]) -> Fault | None:
    last: Block | None = None
    for block in chain:
        expected = last.number + 1 if last else 1
        if block.number != expected:
            return Fault("missing", f"block {expected}")
        if block != block_after(last, block.entries, block.sealed_at):
            return Fault("altered", f"block {block.number}")
        last = block
    return None


def _end_fault(chain: list[Block], end: Head | None) -> Fault | None:
    """The end of the chain is kept beside it, so that blocks cut off its end are missed."""
    if end is None:
        return Fault("missing", "the end of the chain") if chain else None
    if len(chain) < end.number:
        return Fault("missing", f"block {len(chain) + 1}")
    if chain[end.number - 1].hash != end.hash:
        return Fault("altered", f"block {end.number}")
    return None


def _history_fault(table: Table, subject: str, sealed: dict[int, str], blocks: int) -> Fault | None:
    record = table.get(*_record_key(subject))
    if record is None:
        return Fault("missing", f"the record {subject}")
    head = Head.model_validate(record["head"])
    number, previous, vouched = 0, "", ""
    for item in event_items(table, subject):
        number += 1
        fault = _event_fault(item, subject, number, previous) or _seal_fault(item, sealed.get(number), blocks)
        if fault or (number == head.number and item["hash"] != head.hash):
            return Fault(fault or "altered", f"{subject} event {number}")
        previous = item["hash"]
        vouched = item["record"] if number == head.number else vouched
    if number < max(head.number, *sealed, 0):
        return Fault("missing", f"{subject} event {number + 1}")
    if vouched and vouched != content_hash(record.get("body")):
        return Fault("altered", f"the record {subject}")
    now = _record_head(table, subject) if number > head.number else head
    if now is None or now.number < number:  # no decision of this record made the last events
        return Fault("foreign", f"{subject} event {head.number + 1}")
    return None


def _record_key(subject: str) -> Key:
    return subject, subject.partition("#")[0]


def _record_head(table: Table, subject: str) -> Head | None:
    record = table.get(*_record_key(subject))
    return Head.model_validate(record["head"]) if record else None


def _event_fault(item: Item, subject: str, number: int, previous: str) -> str | None:
    expected = event_key(subject, number)[1]
    if item["sk"] != expected:
        return "missing" if item["sk"] > expected else "foreign"
    try:
        event = event_from(item)
    except (KeyError, ValidationError):
        return "altered"
    is_whole = event.number == number and event.subject == subject and event.previous == previous
    return None if is_whole and event.hash == event.recomputed() else "altered"


def _seal_fault(item: Item, sealed_hash: str | None, blocks: int) -> str | None:
    if sealed_hash is not None:
        return None if sealed_hash == item["hash"] else "altered"
    waits = "work_pk" in item or item.get("block", 0) > blocks
    return None if waits else "foreign"
