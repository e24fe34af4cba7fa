"""The audit of a whole table: a scheduled sealer gathers new events into numbered blocks.

Each block carries the hash of the block before and the root of its entries, so an event that is altered,
missing or slipped in afterwards is found by `verify`, which names the first. Sealing stands after the
decisions, never between them: two approvals at once share no chain head.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from shared.history import Event, content_hash, event_from, event_key
from shared.table import Cancelled, Item, Put, Table, Update, Write

MOST_ENTRIES = 96  # with the block and the head of the chain, below the 100 writes of a transaction


class Entry(BaseModel):
    """A sealed event: its subject, its number in that subject's history, its hash."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    number: int
    hash: str


class Block(BaseModel):
    """A numbered block of sealed events. `root` is the hash of its entries, `hash` that of the block."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    sealed_at: datetime
    previous: str
    entries: tuple[Entry, ...]
    root: str
    hash: str


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


def block_after(last: Block | None, entries: tuple[Entry, ...], sealed_at: datetime) -> Block:
    """The block that follows `last`."""
    root = content_hash([entry.model_dump() for entry in entries])
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    digest = content_hash([number, sealed_at.isoformat(), previous, root])
    return Block(number=number, sealed_at=sealed_at, previous=previous, entries=entries, root=root, hash=digest)


def seal(table: Table, ics_code: str, now: datetime) -> int:
    """Seal the events that wait into as many blocks as they fill; return how many were sealed.

    Safe to run twice at once: a block number is put if absent, and the loser leaves the rest to the winner.
    """
    sealed = 0
    last = _last_block(table, ics_code)
    while waiting := table.page("work", f"UNSEALED#{ics_code}", limit=MOST_ENTRIES).items:
        entries = tuple(
            Entry(subject=item["pk"], number=item["row"]["number"], hash=item["row"]["hash"]) for item in waiting
        )
        last = block_after(last, entries, now)
        try:
            table.commit([_block_put(ics_code, last), *(_sealed(entry, last.number) for entry in entries)])
        except Cancelled:
            return sealed
        sealed += len(entries)
    return sealed


def verify(table: Table, ics_code: str) -> Verified:
    """Walk every block and every history; report the first altered, missing or foreign entry.

    Safe beside running decisions: what is written during the walk is neither counted nor accused.
    """
    blocks = list(_blocks(table, ics_code))
    sealed: dict[str, dict[int, str]] = defaultdict(dict)
    for block in blocks:
        for entry in block.entries:
            sealed[entry.subject][entry.number] = entry.hash
    waiting = list(_unsealed_subjects(table, ics_code))
    fault = _chain_fault(blocks)
    for subject in dict.fromkeys([*sealed, *waiting]):
        if fault:
            break
        fault = _history_fault(table, subject, sealed.get(subject, {}), len(blocks))
    return Verified(len(blocks), sum(map(len, sealed.values())), len(waiting), fault)


def history(table: Table, subject: str) -> Iterator[Event]:
    """Every event of a record, first to last."""
    return map(event_from, _event_items(table, subject))


def _event_items(table: Table, subject: str) -> Iterator[Item]:
    return _all(table, None, subject, sk_prefix="EVENT#")


def _all(table: Table, index: str | None, pk: str, sk_prefix: str = "") -> Iterator[Item]:
    after = None
    while True:
        page = table.page(index, pk, sk_prefix=sk_prefix, limit=100, after=after)
        yield from page.items
        after = page.after
        if after is None:
            return


def _chain_fault(blocks: list[Block]) -> Fault | None:
    last: Block | None = None
    for block in blocks:
        expected = last.number + 1 if last else 1
        if block.number != expected:
            return Fault("missing", f"block {expected}")
        if block != block_after(last, block.entries, block.sealed_at):
            return Fault("altered", f"block {block.number}")
        last = block
    return None


def _history_fault(table: Table, subject: str, sealed: dict[int, str], blocks: int) -> Fault | None:
    record = table.get(subject, subject.partition("#")[0])
    if record is None:
        return Fault("missing", f"the record {subject}")
    head, number, previous = record["head"], 0, ""
    for item in _event_items(table, subject):
        number += 1
        event = event_from(item)
        fault = _event_fault(event, subject, number, previous) or _seal_fault(item, sealed.get(number), blocks)
        if fault or (number == head["number"] and event.hash != head["hash"]):
            return Fault(fault or "altered", f"{subject} event {number}")
        previous = event.hash
    if number < max(head["number"], *sealed, 0):
        return Fault("missing", f"{subject} event {number + 1}")
    return None


def _event_fault(event: Event, subject: str, number: int, previous: str) -> str | None:
    if event.number != number:
        return "missing"
    if event.subject != subject or event.previous != previous or event.hash != event.recomputed():
        return "altered"
    return None


def _seal_fault(item: Item, sealed_hash: str | None, blocks: int) -> str | None:
    if sealed_hash is not None:
        return None if sealed_hash == item["hash"] else "altered"
    waits = "work_pk" in item or item.get("block", 0) > blocks
    return None if waits else "foreign"


def _block_put(ics_code: str, block: Block) -> Write:
    key = {"pk": f"BLOCKS#{ics_code}", "sk": f"BLOCK#{block.number:08d}"}
    return Put(key | block.model_dump(mode="json"), if_absent=True)


def _sealed(entry: Entry, block_number: int) -> Write:
    pk, sk = event_key(entry.subject, entry.number)
    return Update(pk, sk, put={"block": block_number}, remove=("work_pk", "work_sk"), require={"hash": entry.hash})


def _blocks(table: Table, ics_code: str) -> Iterator[Block]:
    return map(_block_from, _all(table, None, f"BLOCKS#{ics_code}"))


def _block_from(item: Item) -> Block:
    return Block.model_validate({name: item[name] for name in Block.model_fields})


def _last_block(table: Table, ics_code: str) -> Block | None:
    newest = table.page(None, f"BLOCKS#{ics_code}", limit=1, newest_first=True).items
    return _block_from(newest[0]) if newest else None


def _unsealed_subjects(table: Table, ics_code: str) -> Iterator[str]:
    return (item["pk"] for item in _all(table, "work", f"UNSEALED#{ics_code}"))
