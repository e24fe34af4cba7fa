"""Histories and the sealed audit as they are read: who did what, when and why, under which rules."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import reference_of
from functions.redeploy.domain.policy import Asker, Redeployee, audits, coordinates
from functions.redeploy.domain.proposing import CloseReason
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.terms import Terms
from functions.redeploy.messages.audit import (
    A_MATCH,
    A_PERSON,
    ACTIONS,
    ANOTHER_EMPLOYER,
    DETAILS,
    FACTS,
    GRADES,
    NO_LONGER_AVAILABLE,
    PRIVATE_FACTS,
    TERMS,
    WHYS,
)
from shared.audit import Block, Entry
from shared.history import SYSTEM, Event
from shared.values.dates import uk_date
from shared.values.money import pounds

Shown = dict[str, Any]

_PREFIX = 12
_PERSON = "ENTRY#"
_KINDS = ("ENTRY#", "VACANCY#", "MATCH#", "CHANGE#")
_CODE = re.compile("[a-z][a-z_]*")
_OF_THE_PERSON = frozenset({CloseReason.PERSON_PLACED.value, CloseReason.PERSON_LEFT.value})


def events_shown(events: Iterable[Event], asker: Asker, *, persons_side: bool = False) -> list[Shown]:
    """A history, first to last, as its asker may read it.

    `persons_side` says that the asker is the HR of the person's own employer; the person is on it anyway. To
    anybody else but an auditor no entry tells a tier, notice, protection, terms, why the person said no, or who of
    the other employer acted, which would say where the person works.
    """
    own = persons_side or isinstance(asker, Redeployee)
    return [_event(event, asker, own) for event in events]


def blocks_shown(blocks: Iterable[Block]) -> list[Shown]:
    """Blocks of the sealed audit in a list."""
    return [_block(block) for block in blocks]


def block_shown(block: Block, href: str, reads_people: bool) -> Shown:
    """A block with its entries; `href` is the address that a record's path follows."""
    return {
        **_block(block),
        "full_hash": block.hash,
        "previous": block.previous,
        "root": block.root,
        "rows": [_entry(entry, href, reads_people) for entry in block.entries],
    }


def _event(event: Event, asker: Asker, own: bool) -> Shown:
    sees_all = own or audits(asker)
    return {
        "number": event.number,
        "at": event.at,
        "who": _who(event, asker),
        "what": ACTIONS.get(event.action) or _words(event.action),
        "why": _why(event, asker, sees_all),
        "facts": _facts(event, sees_all),
        "rule_set": event.rule_set,
        "hash": event.hash[:_PREFIX],
    }


def _who(event: Event, asker: Asker) -> str:
    """A named human, to the person and to those who oversee; to an employer only its own people."""
    if isinstance(asker, Redeployee) or coordinates(asker) or audits(asker):
        return event.who.name
    if event.who.person_id == SYSTEM or event.who.person_id.startswith(_PERSON):
        return event.who.name
    return event.who.name if event.who.ods_code == asker.ods_code else ANOTHER_EMPLOYER


def _why(event: Event, asker: Asker, sees_all: bool) -> str:
    known = WHYS.get(event.action)
    if known is None:
        return _words(event.why) if _CODE.fullmatch(event.why) else ""
    if not sees_all and event.action == MatchAction.SAY_NOT_FOR_ME:
        return ""
    if not sees_all and event.action in (MatchAction.REJECT, MatchAction.RATIFY) and coordinates(asker):
        return ""  # the coordinator sees how often a reason was given, not to whom
    if not sees_all and event.why in _OF_THE_PERSON:
        return NO_LONGER_AVAILABLE
    return known.get(event.why, "")


def _facts(event: Event, sees_all: bool) -> list[tuple[str, str]]:
    nested = event.facts.get("tier_dates")
    facts = {**event.facts, **(nested if isinstance(nested, dict) else {})}
    facts.pop("tier_dates", None)
    if not event.subject.startswith(_KINDS):  # a ledger's: its own page decides who reads it
        return [
            (FACTS.get(name) or _words(name.removesuffix("_pence")), _fact(name, facts[name])) for name in facts
        ]
    return [
        (title, _fact(name, facts[name]))
        for name, title in FACTS.items()
        if name in facts and (sees_all or name not in PRIVATE_FACTS)
    ]


def _fact(name: str, value: Any) -> str:
    if isinstance(value, dict) and set(value) == {"from", "to"}:
        return f"{_plain(name, value['from'])} became {_plain(name, value['to'])}"
    return _plain(name, value)


def _plain(name: str, value: Any) -> str:
    if value in ("", None):
        return "none"
    if name in _READERS:
        return _READERS[name](value)
    if name.endswith(("_on", "_until")) or name == "until":
        return uk_date(date.fromisoformat(str(value)))
    if name.endswith("_pence"):
        return pounds(int(value))
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return _words(value) if isinstance(value, str) and _CODE.fullmatch(value) else str(value)


_READERS: dict[str, Callable[[Any], str]] = {
    "terms": lambda value: TERMS[Terms(value)],
    "grade": lambda value: GRADES[Grade(value)],
    "changed": lambda value: ", ".join(DETAILS.get(one, one.replace("_", " ")) for one in value) or "nothing",
}


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _block(block: Block) -> Shown:
    return {
        "number": block.number,
        "sealed_at": block.sealed_at,
        "entries": len(block.entries),
        "hash": block.hash[:_PREFIX],
    }


def _entry(entry: Entry, href: str, reads_people: bool) -> list[Any]:
    kind, _, record_id = entry.subject.partition("#")
    name, path = {
        "ENTRY": (
            f"{A_PERSON}, {reference_of('RD', record_id)}",
            f"/redeploy/people/{record_id}/history" if reads_people else "",
        ),
        "VACANCY": (f"Vacancy {reference_of('RV', record_id)}", f"/redeploy/vacancies/{record_id}/history"),
        "MATCH": (f"{A_MATCH}, {reference_of('RM', record_id)}", f"/redeploy/matches/{record_id}/history"),
        "SAVING": (f"Saving {reference_of('SV', record_id)}", f"/redeploy/savings/{record_id}/history"),
        "CHANGE": (f"Change {reference_of('RC', record_id)}", f"/redeploy/changes/{record_id}/history"),
    }.get(kind, (_words(kind.lower()), ""))
    return [{"text": name, "href": f"{href}{path}"} if path else name, str(entry.number), entry.hash[:_PREFIX]]
