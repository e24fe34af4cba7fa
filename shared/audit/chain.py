"""The chain of an ICS's blocks: what a block holds, where it stands, which events still wait for one.

| wanted                      | key                                          | units      |
|-----------------------------|----------------------------------------------|------------|
| a block                     | `BLOCKS#<ics>` / `BLOCK#<number>`            | 1 a 4 kB   |
| where the chain ends        | `BLOCKS#<ics>` / `END`                       | 1 read     |
| events that wait            | index `work`, `UNSEALED#<ics>` / `<time>#…`  | 0.5 a 4 kB |
"""

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from shared.history import Event, Head, content_hash, event_from, event_key
from shared.table import Item, Put, Table, Update, Write

MOST_ENTRIES = 96  # with the block and the end of the chain, below the 100 writes of a transaction
_END = "END"


class Entry(BaseModel):
    """A sealed event: its subject, its number in that subject's history, its hash."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    subject: str
    number: int
    hash: str


class Block(BaseModel):
    """A numbered block of sealed events. `root` is the hash of its entries, `hash` that of the block."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    number: int
    sealed_at: datetime
    previous: str
    entries: tuple[Entry, ...]
    root: str
    hash: str


def block_after(last: Block | None, entries: tuple[Entry, ...], sealed_at: datetime) -> Block:
    """The block that follows `last`."""
    root = content_hash([entry.model_dump() for entry in entries])
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    digest = content_hash([number, sealed_at.isoformat(), previous, root])
    return Block(number=number, sealed_at=sealed_at, previous=previous, entries=entries, root=root, hash=digest)


def block_items(table: Table, ics_code: str) -> Iterator[Item]:
    """Every block as it is stored, first to last."""
    return _all(table, None, _chain_pk(ics_code), sk_prefix="BLOCK#")


def block_from(item: Item) -> Block:
    """The block that an item holds. Raises KeyError or ValidationError for one that was tampered with."""
    return Block.model_validate({name: item[name] for name in Block.model_fields})


def last_block(table: Table, ics_code: str) -> Block | None:
    """The block that stands last."""
    newest = table.page(None, _chain_pk(ics_code), sk_prefix="BLOCK#", limit=1, newest_first=True).items
    return block_from(newest[0]) if newest else None


def chain_end(table: Table, ics_code: str) -> Head | None:
    """How many blocks there are and the hash of the last, kept beside them so that a block cut off is missed."""
    item = table.get(_chain_pk(ics_code), _END)
    return Head(number=item["number"], hash=item["hash"]) if item else None


def waiting(table: Table, ics_code: str) -> Iterator[list[Item]]:
    """The events that wait, oldest first, in batches of a block; none is looked at twice."""
    after = None
    while True:
        page = table.page("work", _waiting_pk(ics_code), limit=MOST_ENTRIES, after=after)
        if page.items:
            yield page.items
        after = page.after
        if after is None:
            return


def event_items(table: Table, subject: str) -> Iterator[Item]:
    """Every event of a record as it is stored, first to last."""
    return _all(table, None, subject, sk_prefix="EVENT#")


def history(table: Table, subject: str) -> Iterator[Event]:
    """Every event of a record, first to last."""
    return map(event_from, event_items(table, subject))


def subjects(table: Table, ics_code: str) -> list[str]:
    """Every record that the audit knows of, sealed or still waiting, each once."""
    sealed = (entry.subject for item in block_items(table, ics_code) for entry in block_from(item).entries)
    unsealed = (item["pk"] for batch in waiting(table, ics_code) for item in batch)
    return list(dict.fromkeys([*sealed, *unsealed]))


def block_writes(ics_code: str, block: Block) -> list[Write]:
    """What seals a block: itself, put if absent; the end of the chain, only over where it ended; its events."""
    pk = _chain_pk(ics_code)
    itself = {"pk": pk, "sk": f"BLOCK#{block.number:08d}", **block.model_dump(mode="json")}
    end = {"pk": pk, "sk": _END, "number": block.number, "hash": block.hash}
    before = {"number": block.number - 1, "hash": block.previous}
    return [
        Put(itself, if_absent=True),
        Put(end, if_absent=block.number == 1, require=before),
        *(_sealed(entry, ics_code, block.number) for entry in block.entries),
    ]


def _sealed(entry: Entry, ics_code: str, block_number: int) -> Write:
    """Only an event that still waits: an index may show for a moment longer what is sealed already."""
    pk, sk = event_key(entry.subject, entry.number)
    waits = {"hash": entry.hash, "work_pk": _waiting_pk(ics_code)}
    return Update(pk, sk, put={"block": block_number}, remove=("work_pk", "work_sk"), require=waits)


def _all(table: Table, index: str | None, pk: str, sk_prefix: str = "") -> Iterator[Item]:
    after = None
    while True:
        page = table.page(index, pk, sk_prefix=sk_prefix, limit=100, after=after)
        yield from page.items
        after = page.after
        if after is None:
            return


def _chain_pk(ics_code: str) -> str:
    return f"BLOCKS#{ics_code}"


def _waiting_pk(ics_code: str) -> str:
    return f"UNSEALED#{ics_code}"
