"""Histories and the sealed audit as they are read: who did what, when and why, under which rules."""

from collections.abc import Callable, Iterable
from typing import Any

from functions.levy.domain.applications import DeclineReason, reference_of
from functions.levy.domain.cost import InstalmentKind
from functions.levy.domain.pledges import Criteria, PledgeStatus
from functions.levy.domain.policy import oversees
from functions.levy.domain.stages import Action
from functions.levy.messages.applications import DECLINE_REASONS
from functions.levy.messages.audit import ACTIONS, FACTS, LEDGER_MOVES, PAYMENTS, THE_ICS
from functions.levy.messages.pledges import STATUS_NAMES
from functions.levy.pages.drafting import standard_title
from functions.levy.pages.pledges import criteria_lines
from shared.actors import Actor
from shared.audit import Block, Entry
from shared.history import SYSTEM, Event
from shared.values.dates import Month, uk_month
from shared.values.money import pounds

Shown = dict[str, Any]

_PREFIX = 12
_AMONG_APPROVERS = frozenset({Action.PROPOSE, Action.SEND_BACK})
"""What two approvers say to one another before there is a decision. The applicant sees that it happened."""


def events_shown(events: Iterable[Event], actor: Actor) -> list[Shown]:
    """A history, first to last. Only auditors and the ICS see who of the ICS acted, and what approvers said."""
    return [_event(event, actor) for event in events]


def messages_shown(events: Iterable[Event], actor: Actor) -> list[Shown]:
    """Messages about an application. The employer reads that the ICS wrote, not who of it."""
    return [{"who": _who(event, actor), "at": event.at, "words": event.why} for event in events]


def blocks_shown(blocks: Iterable[Block]) -> list[Shown]:
    """Blocks of the sealed audit in a list."""
    return [_block(block) for block in blocks]


def block_shown(block: Block, href: str) -> Shown:
    """A block with its entries; `href` is the address that a record's path follows."""
    return {
        **_block(block),
        "full_hash": block.hash,
        "previous": block.previous,
        "root": block.root,
        "rows": [_entry(entry, href) for entry in block.entries],
    }


def _event(event: Event, actor: Actor) -> Shown:
    shows_all = oversees(actor) or event.action not in _AMONG_APPROVERS
    return {
        "number": event.number,
        "at": event.at,
        "who": _who(event, actor),
        "what": ACTIONS[event.action],
        "why": event.why if shows_all else "",
        "facts": _facts(event) if shows_all else [],
        "rule_set": event.rule_set,
        "hash": event.hash[:_PREFIX],
    }


def _who(event: Event, actor: Actor) -> str:
    """Somebody else's people are their organisation's affair; the schedule is nobody's."""
    if oversees(actor) or event.who.person_id == SYSTEM or event.who.ods_code == actor.ods_code:
        return event.who.name
    return THE_ICS


def _facts(event: Event) -> list[tuple[str, str]]:
    known = [(title, _fact(name, event.facts[name])) for name, title in FACTS.items() if name in event.facts]
    moves: Any = event.facts.get("ledger", [])
    return known + [(LEDGER_MOVES[one["move"]], pounds(one["pence"])) for one in moves]


def _fact(name: str, value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return f"{_plain(name, value['from'])} became {_plain(name, value['to'])}"
    return _plain(name, value)


def _plain(name: str, value: Any) -> str:
    return _READERS[name](value) if name in _READERS else str(value) or "nothing"


def _by_year(years: dict[str, int]) -> str:
    return "; ".join(f"{year}: {pounds(pence)}" for year, pence in sorted(years.items())) or "nothing"


_READERS: dict[str, Callable[[Any], str]] = {
    "amount_pence": pounds,
    "total_pence": pounds,
    "declared_pence": pounds,
    "elsewhere": _by_year,
    "allowed_by_year": _by_year,
    "price_pence": pounds,
    "month": lambda value: uk_month(Month.parse(value)),
    "payment": lambda value: PAYMENTS[InstalmentKind(value)],
    "standard": standard_title,
    "start": lambda value: uk_month(Month.parse(value)),
    "reasons": lambda value: " ".join(DECLINE_REASONS[DeclineReason(reason)] for reason in value),
    "status": lambda value: STATUS_NAMES[PledgeStatus(value)],
    "shows_name": lambda value: "Yes" if value else "No",
    "criteria": lambda value: "; ".join(
        f"{title}: {words}" for title, words in criteria_lines(Criteria.model_validate(value))
    ),
}


def _block(block: Block) -> Shown:
    return {
        "number": block.number,
        "sealed_at": block.sealed_at,
        "entries": len(block.entries),
        "hash": block.hash[:_PREFIX],
    }


def _entry(entry: Entry, href: str) -> list[Any]:
    kind, _, record_id = entry.subject.partition("#")
    applied = record_id.rpartition(".")[0]
    name, path = {
        "APP": (reference_of(record_id), f"/levy/applications/{record_id}/history"),
        "CORRESPONDENCE": (f"Messages on {reference_of(record_id)}", f"/levy/applications/{record_id}/messages"),
        "ACCOUNT": ("A levy account", f"/levy/allowance/{record_id}/history"),
        "APPR": (
            f"Apprentice of {reference_of(applied)}",
            f"/levy/apprentices/{record_id}/history",
        ),
        "PLEDGE": ("A pledge", f"/levy/pledges/{record_id}/history"),
    }.get(kind, (kind, ""))
    return [{"text": name, "href": f"{href}{path}"} if path else name, str(entry.number), entry.hash[:_PREFIX]]
