"""Histories and the sealed audit as they are read: who did what, when and why, under which rules."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from functions.retention.domain.parts import reference_of
from functions.retention.domain.policy import audits, coordinates
from functions.retention.messages.audit import ACTIONS, ANOTHER_EMPLOYER, CODES, FACTS, POINTS, PRIVATE
from shared.actors import Actor
from shared.audit import Block, Entry
from shared.history import SYSTEM, Event
from shared.values.dates import uk_date

Shown = dict[str, Any]

_PREFIX = 12


def events_shown(events: Iterable[Event], actor: Actor) -> list[Shown]:
    """A history, first to last, as its reader may read it: names of other employers' people to those alone who
    oversee."""
    return [_event(event, actor) for event in events]


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
    return {
        "number": event.number,
        "at": event.at,
        "who": _who(event, actor),
        "what": ACTIONS.get(event.action) or event.action.replace("_", " ").capitalize(),
        "why": event.why,
        "facts": [(title, _fact(name, event.facts[name])) for name, title in FACTS.items() if name in event.facts],
        "rule_set": event.rule_set,
        "hash": event.hash[:_PREFIX],
    }


def _who(event: Event, actor: Actor) -> str:
    known = {SYSTEM, actor.person_id}
    is_known = event.who.person_id in known or event.who.ods_code in (actor.ods_code, actor.ics_code)
    return event.who.name if is_known or coordinates(actor) or audits(actor) else ANOTHER_EMPLOYER


def _fact(name: str, value: Any) -> str:
    if value in ("", None, []):
        return "none"
    if name.endswith("_on"):
        return uk_date(date.fromisoformat(str(value)))
    if name.endswith("_hash"):
        return f"{str(value)[:_PREFIX]}…"  # whole on the page of what it is a print of
    return _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{words}: {value[one]}" for one, words in POINTS.items() if one in value)
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return CODES.get(str(value), str(value))


def _block(block: Block) -> Shown:
    return {
        "number": block.number,
        "sealed_at": block.sealed_at,
        "entries": len(block.entries),
        "hash": block.hash[:_PREFIX],
    }


def _entry(entry: Entry, href: str) -> list[Any]:
    name, path = _named(entry.subject)
    return [{"text": name, "href": f"{href}{path}"} if path else name, str(entry.number), entry.hash[:_PREFIX]]


def _named(subject: str) -> tuple[str, str]:
    """How an entry is named and where it leads. Whatever is about one person is named like all the others: a
    reference of its own would let those who know the person find the entry."""
    kind, _, own = subject.partition("#")
    window_id, _, rest = own.partition("#")
    path = f"/retention/windows/{window_id}"
    match kind:
        case "WINDOW":
            return f"Transfer window {reference_of('TW', window_id)}", f"{path}/history"
        case "UNIT":
            return f"Unit {reference_of('TU', rest)}", f"{path}/units/{rest}/history"
        case "BOUNDS":
            return f"Bounds of {rest}", ""
        case _:
            return PRIVATE, ""
