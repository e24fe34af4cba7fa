"""What the HR adviser's pages show of their people, as plain values."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from functions.redeploy.domain.people import PoolEntry, Raised
from functions.redeploy.domain.policy import may_see_person
from functions.redeploy.domain.posting import ON_REGISTER, LeaveReason
from functions.redeploy.domain.stages import EntryStatus, MatchStatus
from functions.redeploy.forms.person import points_of
from functions.redeploy.messages.audit import GRADES, LEAVE_REASONS, RAISED_KINDS, TERMS
from functions.redeploy.messages.people import MATCH_STATUSES, NEXT, STATUS_COLOURS, STATUS_NAMES, TIERS
from functions.redeploy.pages.person import groups_of, role_name
from shared.actors import Actor
from shared.clock import london_day
from shared.reference.workforce import bands, frameworks, job_roles, registrations, staff_groups
from shared.values.dates import uk_date
from shared.values.money import pounds

Shown = dict[str, Any]
Cell = str | dict[str, str]


def person_rows(rows: Iterable[Mapping[str, Any]], base: str) -> list[list[Cell]]:
    """People of a list page as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": row["name"] or f"Erased ({row['reference']})", "href": f"{base}{row['entry_id']}"},
            role_name(row["job_role"]) if row["job_role"] else "",
            row["band"],
            _day(row["notice_ends_on"]),
            {
                "text": STATUS_NAMES[EntryStatus(row["status"])],
                "tag": STATUS_COLOURS[EntryStatus(row["status"])],
            },
            str(row["unanswered"]) if row["unanswered"] else "",
        ]
        for row in rows
    ]


def person_page(entry: PoolEntry, now: datetime) -> Shown:
    """A person with all that is held of them, and what may be done."""
    today = london_day(now)
    is_gone = entry.status in (EntryStatus.LEFT, EntryStatus.REDEPLOYED)
    return {
        **person_title(entry),
        "status": STATUS_NAMES[entry.status],
        "colour": STATUS_COLOURS[entry.status],
        "since": entry.status_since,
        "next": NEXT[entry.status],
        "because": LEAVE_REASONS[LeaveReason(entry.left_because)] if entry.left_because else "",
        "placed_in": entry.placed_in,
        "is_on_register": entry.status in ON_REGISTER,
        "may_leave": entry.status is EntryStatus.ACTIVE,
        "may_erase": is_gone,
        "appraise_on": entry.appraise_on,
        "is_due": is_due(entry, today),
        "tier": tier_lines(entry, today) if entry.status in ON_REGISTER else [],
        "groups": groups_of(entry.details) if entry.details else [],
        "raised": [raised_shown(one) for one in entry.raised],
    }


def timeline_title(entry: PoolEntry, actor: Actor) -> Shown:
    """The head of a timeline: an auditor reads the reference in place of the name."""
    title = person_title(entry)
    return title if may_see_person(actor, entry) else title | {"name": entry.reference}


def person_title(entry: PoolEntry) -> Shown:
    """What every page about a person says at its head."""
    return {
        "id": entry.entry_id,
        "reference": entry.reference,
        "version": entry.head.number,
        "name": entry.details.contact.name if entry.details else "Erased person",
        "is_erased": entry.details is None,
    }


def is_due(entry: PoolEntry, today: date) -> bool:
    """Whether somebody must say now whether the record is still needed."""
    return entry.appraise_on is not None and entry.appraise_on <= today


def tier_lines(entry: PoolEntry, today: date) -> list[str]:
    """In whose turn the person is and for how long, for their own HR alone."""
    words = [TIERS[entry.tier(today)]]
    if entry.details is None:
        return words
    protection, notice = entry.details.protection, entry.details.notice
    if protection.is_protected and protection.until:
        is_over = protection.until < today
        words.append(f"Protection {'ended on' if is_over else 'lasts until'} {uk_date(protection.until)}.")
    if notice.served_on and notice.ends_on:
        words.append(f"Notice was served on {uk_date(notice.served_on)} and ends on {uk_date(notice.ends_on)}.")
    return words


def raised_shown(one: Raised) -> Shown:
    """Something that the person raised, with its answer."""
    return {
        "id": one.raised_id,
        "kind": RAISED_KINDS[one.kind],
        "words": one.words,
        "at": one.at,
        "answer": one.answer,
        "answered_by": one.answered_by,
        "answered_at": one.answered_at,
    }


def match_rows(rows: Iterable[Mapping[str, Any]], base: str) -> list[list[Cell]]:
    """A person's matches as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": row["title"], "href": f"{base}{row['match_id']}"},
            row["post_employer"],
            GRADES[row["grade"]],
            MATCH_STATUSES[MatchStatus(row["status"])],
            "Yes" if row["is_named"] else "No",
        ]
        for row in rows
    ]


def seen_rows(items: Iterable[Mapping[str, Any]]) -> list[list[Cell]]:
    """Who has seen a person's named profile, as the rows of a table."""
    return [
        [
            uk_date(london_day(datetime.fromisoformat(item["sk"].split("#")[1]))),
            item["who"],
            item["organisation"],
            item["what"],
        ]
        for item in items
    ]


def choices(today: date) -> Shown:
    """What may be chosen in the form of a person."""
    return {
        "frameworks": [_item(one.code, one.name) for one in frameworks()],
        "bands": [_item(band, f"Band {band}") for band in bands()],
        "points": [(f"Band {band}", _points(band, today)) for band in bands()],
        "roles": [
            (group.name, [_item(role.code, role.name) for role in job_roles(group.code)])
            for group in staff_groups()
        ],
        "registrations": [_item(one.code, one.name) for one in registrations()],
        "terms": [_item(terms.value, name) for terms, name in TERMS.items()],
    }


def leave_items() -> list[dict[str, str]]:
    """Why somebody may leave the register."""
    return [_item(reason.value, words) for reason, words in LEAVE_REASONS.items()]


def _points(band: str, today: date) -> list[dict[str, str]]:
    return [
        _item(f"{band}-{number}", f"Band {band}, {pounds(pence)}")
        for number, pence in enumerate(points_of(band, today), start=1)
    ]


def _item(value: str, text: str) -> dict[str, str]:
    return {"value": value, "text": text}


def _day(text: str) -> str:
    return uk_date(date.fromisoformat(text)) if text else ""
