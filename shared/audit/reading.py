"""The sealed audit as it is read: its blocks, newest first."""

from dataclasses import dataclass

from shared.audit.chain import Block
from shared.table import Item, Table


@dataclass(frozen=True)
class BlockPage:
    """Some blocks, newest first; `after` starts the next page, None where there is none."""

    blocks: tuple[Block, ...]
    after: str | None


def newest_blocks(table: Table, ics_code: str, after: str | None, limit: int = 10) -> BlockPage:
    """A page of sealed blocks, newest first. One query. Raises BadCursor."""
    page = table.page(None, f"BLOCKS#{ics_code}", sk_prefix="BLOCK#", limit=limit, after=after, newest_first=True)
    return BlockPage(tuple(map(_block_from, page.items)), page.after)


def block(table: Table, ics_code: str, number: int) -> Block | None:
    """The block of that number, or None."""
    item = table.get(f"BLOCKS#{ics_code}", f"BLOCK#{number:08d}")
    return _block_from(item) if item else None


def _block_from(item: Item) -> Block:
    return Block.model_validate({name: item[name] for name in Block.model_fields})
