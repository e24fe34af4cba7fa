"""What the pages show, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from functions.retention.conversations.domain.conversations import Contents, Conversation, Note, Side, Status
from functions.retention.conversations.domain.policy import Action, may
from functions.retention.conversations.messages.pages import (
    ACTION_NAMES,
    DUE,
    NEXT,
    NEXT_AFTER_TALK,
    STATUS_COLOURS,
    STATUS_NAMES,
    STEP_NAMES,
)
from shared.actors import Person
from shared.history import Event
from shared.reference.conversation_codes import Code, Codes, codes_on, every_code
from shared.values.dates import uk_date

Shown = dict[str, Any]
Cell = str | dict[str, str]

_PREFIX = 12
_RETIRING = "retire_and_return"
_WINDOW = "transfer_window"
_FLEXIBLE = "flexible_working"

STEP_ACTIONS: Mapping[str, Action] = {
    "agree": Action.AGREE,
    "talk": Action.HOLD_TALK,
    "reasons": Action.SAY_REASONS,
    "stay": Action.SAY_STAY,
    "actions": Action.SAY_ACTIONS,
    "note": Action.WRITE_NOTE,
    "correct": Action.CORRECT,
    "follow-up": Action.FOLLOW_UP,
    "adviser": Action.CHOOSE_ADVISER,
    "keep": Action.KEEP,
    "close": Action.CLOSE,
    "erase": Action.ERASE,
}
"""What each step's page does, by the end of its address."""


def own_rows(rows: Iterable[Mapping[str, Any]], base: str) -> list[list[Cell]]:
    """A person's conversations as the rows of a table; `base` is the address that their ids follow."""
    return [
        [
            {"text": f"With {row['adviser_name']}", "href": f"{base}{row['conversation_id']}"},
            uk_date(date.fromisoformat(row["created_at"][:10])),
            _status(row),
        ]
        for row in rows
    ]


def advised_rows(rows: Iterable[Mapping[str, Any]], base: str) -> list[list[Cell]]:
    """An adviser's conversations as the rows of a table."""
    return [
        [
            {"text": row["person_name"], "href": f"{base}{row['conversation_id']}"},
            uk_date(date.fromisoformat(row["due_on"])) if row["due_on"] else "",
            _status(row),
        ]
        for row in rows
    ]


def conversation_page(record: Conversation, side: Side, today: date) -> Shown:
    """A conversation as either of the two reads it: all of it, and what this one may do."""
    held = record.contents
    if held is None:
        raise ValueError("nothing is shown of an erased conversation")
    return {
        **title_of(record, side),
        "status": STATUS_NAMES[record.status],
        "colour": STATUS_COLOURS[record.status],
        "since": record.status_since,
        "next": _next(record, side),
        "is_invitation": record.status is Status.INVITED,
        "is_persons": side is Side.PERSON,
        "due": _due(record, today),
        "appraise_on": record.appraise_on,
        "lines": _lines(held),
        "stay_words": held.stay_words,
        "signposts": [one for one in (_FLEXIBLE, _WINDOW, _RETIRING) if one in held.actions],
        "talked_on": held.talked_on,
        "follow_ups": _follow_ups(held),
        "notes": [_note(one, side, held) for one in held.notes],
        "may_correct": may(side, Action.CORRECT, record, today),
        "steps": steps_of(record, side, today),
    }


def title_of(record: Conversation, side: Side) -> Shown:
    """What every page about a conversation says at its head."""
    held = record.contents
    names = (held.adviser_name, held.person_name) if held else ("", "")
    return {
        "id": record.conversation_id,
        "reference": record.reference,
        "version": record.head.number,
        "with": names[0] if side is Side.PERSON else names[1],
        "person": names[1],
        "adviser": names[0],
    }


def steps_of(record: Conversation, side: Side, today: date) -> list[tuple[str, str]]:
    """What this one of the two may do now: the end of its address, and its name."""
    return [
        (name, words)
        for name, words in STEP_NAMES.items()
        if may(side, STEP_ACTIONS[name], record, today)
        and (name != "follow-up" or due_months(record, side, today))
    ]


def due_months(record: Conversation, side: Side, today: date) -> list[int]:
    """The follow-ups that may be filled in: those due; by the person also those that are filled in already."""
    held = record.contents.follow_ups if record.contents else ()
    return [one.months for one in held if one.due_on <= today and (side is Side.PERSON or not one.outcome)]


def code_items(of: Codes, today: date) -> list[dict[str, str]]:
    """The codes of a list as the choices of a form."""
    return [{"value": one.code, "text": one.asks} for one in codes_on(of, today)]


def month_items(months: Iterable[int]) -> list[dict[str, str]]:
    """Follow-ups as the choices of a form."""
    return [{"value": str(one), "text": f"After {one} months"} for one in months]


def adviser_items(advisers: Sequence[Person]) -> list[dict[str, str]]:
    """Advisers as the choices of a form."""
    return [{"value": one.person_id, "text": one.name} for one in advisers]


def history_rows(events: Iterable[Event]) -> list[Shown]:
    """A history, first to last: who did what and when. What was said is in none of it."""
    return [
        {
            "number": one.number,
            "at": one.at,
            "who": one.who.name,
            "what": ACTION_NAMES[Action(one.action)],
            "why": "",
            "facts": [],
            "rule_set": one.rule_set,
            "hash": one.hash[:_PREFIX],
        }
        for one in events
    ]


def _next(record: Conversation, side: Side) -> str:
    has_talked = record.status is Status.OPEN and record.contents is not None and record.contents.talked_on
    return NEXT_AFTER_TALK[side] if has_talked else NEXT[record.status, side]


def _due(record: Conversation, today: date) -> str:
    """What somebody has to look at, empty where nothing is due yet."""
    day = record.next_due_on
    if day is None or day > today:
        return ""
    return DUE[record.status is Status.CLOSED].format(day=uk_date(day))


def _status(row: Mapping[str, Any]) -> dict[str, str]:
    status = Status(row["status"])
    return {"text": STATUS_NAMES[status], "tag": STATUS_COLOURS[status]}


def _lines(held: Contents) -> list[tuple[str, list[str], str]]:
    """The coded answers: a heading, what was chosen, and the step that fills it in."""
    pattern = _asked(Codes.FLEXIBLE_PATTERNS, (held.pattern,)) if held.pattern else []
    actions = [
        f"{words}: {pattern[0].lower()}" if code == _FLEXIBLE and pattern else words
        for code, words in zip(held.actions, _asked(Codes.ACTIONS, held.actions), strict=True)
    ]
    return [
        ("Reasons to think of leaving", _asked(Codes.LEAVING_REASONS, held.reasons), "reasons"),
        ("What would help", _asked(Codes.STAY, held.stay), "stay"),
        ("What follows", actions, "actions"),
    ]


def _asked(of: Codes, codes: Sequence[str]) -> list[str]:
    held = {one.code: one for one in every_code(of)}
    return [held[code].asks if code in held else code for code in codes]


def _follow_ups(held: Contents) -> list[list[Cell]]:
    outcomes: dict[str, Code] = {one.code: one for one in every_code(Codes.OUTCOMES)}
    return [
        [
            f"After {one.months} months",
            uk_date(one.due_on),
            outcomes[one.outcome].asks if one.outcome else "Not filled in yet",
        ]
        for one in held.follow_ups
    ]


def _note(one: Note, side: Side, held: Contents) -> Shown:
    own = held.person_name if side is Side.PERSON else held.adviser_name
    return {
        "id": one.note_id,
        "who": "You" if (one.by, one.name) == (side, own) else one.name,
        "at": one.at,
        "words": one.words,
        "correction": one.correction,
        "corrected_at": one.corrected_at,
        "is_persons": one.by is Side.PERSON,
    }
