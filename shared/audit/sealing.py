"""The scheduled sealer: gathers the events that wait into numbered blocks."""

from datetime import datetime

from shared import logs
from shared.audit.chain import Entry, block_after, block_writes, last_block, waiting
from shared.table import Cancelled, Table

_BLOCK, _CHAIN_END = 0, 1  # the places of these among a block's writes


def seal(table: Table, ics_code: str, now: datetime) -> int:
    """Seal the events that wait into as many blocks as they fill; return how many were sealed.

    Safe to run twice at once: a block number is put if absent, and the loser leaves the rest to the winner.
    A chain that somebody cut is never continued: `verify` names the place.
    """
    sealed = 0
    last = last_block(table, ics_code)
    for batch in waiting(table, ics_code):
        entries = tuple(
            Entry(subject=item["pk"], number=item["row"]["number"], hash=item["row"]["hash"]) for item in batch
        )
        last = block_after(last, entries, now)
        try:
            table.commit(block_writes(ics_code, last))
        except Cancelled as cancelled:
            if _CHAIN_END in cancelled.failed and _BLOCK not in cancelled.failed:
                logs.error("audit_chain_cut", block=last.number)
            return sealed
        sealed += len(entries)
    return sealed
