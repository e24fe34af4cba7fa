"""Who may read and do what. A conversation is its person's and its adviser's; nobody else can tell that it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.retention.conversations.domain.conversations import Conversation, Side, Status
from shared.actors import Actor, Person, Role
from shared.history import Who
from shared.records import Circumstances

THE_PERSON = Who(person_id="person", name="The person", ods_code="")
"""How the audit names the person: by nothing, so that no erasure has to reach it."""


class Action(StrEnum):
    """What is done about a conversation. An event says this and who, never what was said."""

    ASK = "ask"
    INVITE = "invite"
    AGREE = "agree"
    SAY_REASONS = "say_reasons"
    SAY_STAY = "say_stay"
    SAY_ACTIONS = "say_actions"
    HOLD_TALK = "hold_talk"
    WRITE_NOTE = "write_note"
    CORRECT = "correct"
    FOLLOW_UP = "follow_up"
    CHOOSE_ADVISER = "choose_adviser"
    CLOSE = "close"
    KEEP = "keep"
    ERASE = "erase"


_BOTH = frozenset(Side)
_PERSON = frozenset({Side.PERSON})
_ADVISER = frozenset({Side.ADVISER})
_HELD = frozenset({Status.INVITED, Status.OPEN, Status.CLOSED})

MAY: Mapping[Action, tuple[frozenset[Side], frozenset[Status]]] = {
    Action.AGREE: (_PERSON, frozenset({Status.INVITED})),
    **{
        action: (_BOTH, frozenset({Status.OPEN}))
        for action in (
            Action.SAY_REASONS,
            Action.SAY_STAY,
            Action.SAY_ACTIONS,
            Action.HOLD_TALK,
            Action.WRITE_NOTE,
            Action.FOLLOW_UP,
        )
    },
    Action.CORRECT: (_PERSON, frozenset({Status.OPEN, Status.CLOSED})),
    Action.CHOOSE_ADVISER: (_PERSON, frozenset({Status.OPEN})),
    Action.CLOSE: (_BOTH, frozenset({Status.INVITED, Status.OPEN})),
    Action.KEEP: (_BOTH, frozenset({Status.CLOSED})),
    Action.ERASE: (_BOTH, _HELD),  # the adviser's only when it is due to be looked at: `may`
}
"""Who of the two takes an action, and where the conversation must be."""


@dataclass(frozen=True)
class Here(Circumstances):
    """The circumstances of an act; `side` is that of the one who acts, None for the schedule and for strangers."""

    side: Side | None = None

    @property
    def who(self) -> Who:
        """How the audit names the one who decides: an adviser by name, the person by nothing."""
        return THE_PERSON if self.side is Side.PERSON else super().who


def is_staff(actor: Actor) -> bool:
    """Whether they are entered as staff of the employer that they act for: these may ask for a conversation."""
    return actor.has(Role.STAFF)


def advises(actor: Actor) -> bool:
    """Whether they are a career adviser of the ICS, and act for it now."""
    return actor.has(Role.CAREER_ADVISER) and actor.ods_code == actor.ics_code


def coordinates(actor: Actor) -> bool:
    """Whether they read the published figures: the ICS's coordinator, acting for it."""
    return actor.has(Role.ICS_COORDINATOR) and actor.ods_code == actor.ics_code


def is_adviser(person: Person, ics_code: str) -> bool:
    """Whether somebody in the directory is a career adviser of the ICS."""
    return any(one.ods_code == ics_code and Role.CAREER_ADVISER in one.roles for one in person.memberships)


def organisations_of(person: Person) -> frozenset[str]:
    """Every organisation that somebody belongs to."""
    return frozenset(one.ods_code for one in person.memberships)


def is_neutral(advisers: Iterable[str], persons: Iterable[str]) -> bool:
    """Whether an adviser of these organisations belongs to none of the person's."""
    return not frozenset(advisers) & frozenset(persons)


def side_of(asker: Actor, conversation: Conversation) -> Side | None:
    """Which of the two the asker is; None for everybody else.

    An adviser is one only while they advise for the ICS and belong to no employer of the person.
    """
    held = conversation.contents
    if held is None or asker.ics_code != conversation.ics_code:
        return None
    if asker.person_id == held.person_id:
        return Side.PERSON
    is_theirs = asker.person_id == held.adviser_id and advises(asker)
    return Side.ADVISER if is_theirs and is_neutral(asker.belongs_to, held.employers) else None


def may_read(asker: Actor, conversation: Conversation) -> bool:
    """Whether they may read it: its person and its adviser, all of it. Nobody else, any of it."""
    return side_of(asker, conversation) is not None


def may(side: Side | None, action: Action, conversation: Conversation, today: date) -> bool:
    """Whether one of the two may take an action on a conversation where it stands."""
    sides, statuses = MAY.get(action, (frozenset(), frozenset()))
    if side not in sides or conversation.status not in statuses:
        return False
    if action is Action.KEEP or (action is Action.ERASE and side is Side.ADVISER):
        return is_due(conversation, today)
    return True


def is_due(conversation: Conversation, today: date) -> bool:
    """Whether a closed conversation must be looked at: is it still needed?"""
    due_on = conversation.appraise_on
    return conversation.status is Status.CLOSED and due_on is not None and due_on <= today
