"""The audit of a whole table: a scheduled sealer gathers new events into numbered blocks.

Each block carries the hash of the block before and the root of its entries, so an event that is altered,
missing or slipped in afterwards is found by `verify`, which names the first. Sealing stands after the
decisions, never between them: two approvals at once share no chain head.
"""

from shared.audit.chain import MOST_ENTRIES, Block, Entry, history, subjects
from shared.audit.sealing import seal
from shared.audit.verification import Fault, Verified, verify

__all__ = ["MOST_ENTRIES", "Block", "Entry", "Fault", "Verified", "history", "seal", "subjects", "verify"]
