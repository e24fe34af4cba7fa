"""Conversations for tests: the two, everybody else, and builders that show only what the test is about."""

from datetime import date, datetime
from typing import Any

from functions.retention.conversations.domain.conversations import Contents, Conversation, Note, Side, Status
from functions.retention.conversations.domain.opening import Ask
from functions.retention.conversations.domain.policy import Here
from functions.retention.conversations.domain.talking import (
    HoldTalk,
    RecordFollowUp,
    SayActions,
    SayReasons,
    SayStay,
    WriteNote,
)
from functions.retention.conversations.schedule_store import ScheduleStore
from functions.retention.conversations.usecases import opening, talking
from shared import directory
from shared.actors import Actor, OrganisationType, Person, Role
from shared.history import Head
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.sessions import actor_for
from tests.partners import NOW, a_membership, a_person, an_actor, an_organisation

ICS = "QXX"
PERSON_ID, ADVISER_ID, SECOND_ID = "wren", "adviser", "second-adviser"
NAME, EMAIL = "Wren Tilehurst", "wren@example.org"

WREN = a_person(a_membership("RZZ", Role.STAFF, name="Moorland University Trust"), person_id=PERSON_ID, name=NAME)
ADVISER_PERSON = a_person(a_membership(ICS, Role.CAREER_ADVISER), person_id=ADVISER_ID, name="Noor Larkspur")
SECOND_PERSON = a_person(a_membership(ICS, Role.CAREER_ADVISER), person_id=SECOND_ID, name="Tam Ouzel")
INVOLVED_PERSON = a_person(
    a_membership(ICS, Role.CAREER_ADVISER),
    a_membership("RZZ", Role.STAFF),
    person_id="involved-adviser",
    name="Ida Redstart",
)


def acting(person: Person, ods_code: str) -> Actor:
    """The person, acting for one of their organisations."""
    actor = actor_for(person, ods_code)
    assert actor is not None
    return actor


PERSON = acting(WREN, "RZZ")
ADVISER = acting(ADVISER_PERSON, ICS)
SECOND = acting(SECOND_PERSON, ICS)
INVOLVED = acting(INVOLVED_PERSON, ICS)
COLLEAGUE = an_actor(Role.STAFF, ods_code="RZZ", person_id="colleague")
OTHERS: dict[str, Actor] = {
    "colleague": COLLEAGUE,
    "line manager": an_actor(Role.RECRUITING_MANAGER, Role.STAFF, ods_code="RZZ", person_id="manager"),
    "hr of the employer": an_actor(Role.HR_ADVISER, ods_code="RZZ", person_id="hr"),
    "hr elsewhere": an_actor(Role.HR_ADVISER, ods_code="RYY", person_id="other-hr"),
    "administrator": an_actor(Role.ORGANISATION_ADMIN, ods_code="RZZ", person_id="admin"),
    "coordinator": an_actor(Role.ICS_COORDINATOR, ods_code=ICS, person_id="coordinator"),
    "auditor": an_actor(Role.AUDITOR, ods_code=ICS, person_id="auditor"),
    "approver": an_actor(Role.ICS_APPROVER, ods_code=ICS, person_id="approver"),
    "another adviser": SECOND,
    "an adviser of the person's employer": INVOLVED,
    "everything at once, in the ICS": an_actor(*Role, ods_code=ICS, person_id="everything"),
    "everything at once, at the employer": an_actor(*Role, ods_code="RZZ", person_id="everything-there"),
}
"""Everybody who may not read a conversation of the two, whatever they are."""


def with_people() -> None:
    """Put the organisations, the two and the other advisers in the directory."""
    for ods_code, name in (("RZZ", "Moorland University Trust"), ("RYY", "Canal Community Trust")):
        directory.put_organisation(
            an_organisation(ods_code, name=name, type=OrganisationType.NHS_TRUST, pays_levy=True), NOW
        )
    for person in (WREN, ADVISER_PERSON, SECOND_PERSON, INVOLVED_PERSON):
        directory.put_person(person)


def contents(**changed: Any) -> Contents:
    """What is held of a conversation of the two that has just begun."""
    held: dict[str, Any] = {
        "salt": "salt",
        "person_id": PERSON_ID,
        "person_name": NAME,
        "employers": ("RZZ",),
        "adviser_id": ADVISER_ID,
        "adviser_name": ADVISER.name,
    }
    return Contents.model_validate(held | changed)


def a_record(status: Status = Status.OPEN, appraise_on: date | None = None, **changed: Any) -> Conversation:
    """A conversation of the two, as the domain has it."""
    return Conversation(
        ics_code=ICS,
        head=Head(number=1, hash="hash"),
        conversation_id="conversation-1",
        status=status,
        status_since=NOW,
        created_at=NOW,
        begun_by=Side.PERSON,
        appraise_on=appraise_on,
        contents=None if status is Status.ERASED else contents(**changed),
    )


def a_note(note_id: str = "note-1", by: Side = Side.PERSON, words: str = "I am tired of nights.") -> Note:
    """A note of one of the two."""
    name = NAME if by is Side.PERSON else ADVISER.name
    return Note(note_id=note_id, by=by, name=name, words=words, at=NOW)


def here(actor: Actor | None, side: Side | None, now: datetime = NOW) -> Here:
    """The circumstances of what one of the two does."""
    return Here(now=now, rule_set="rules", actor=actor, side=side)


BY_PERSON = here(PERSON, Side.PERSON)
BY_ADVISER = here(ADVISER, Side.ADVISER)


def done(outcome: Done | Refusal) -> Done:
    """The outcome of an act that must have been done."""
    assert isinstance(outcome, Done), outcome
    return outcome


def asked(words: str = "", now: datetime = NOW, actor: Actor = PERSON, adviser_id: str = ADVISER_ID) -> str:
    """A conversation that the person asked for, by its use case; the id."""
    return done(opening.ask(actor, Ask(conversation_id=new_id(), adviser_id=adviser_id, words=words), now)).id


def invited(now: datetime = NOW) -> str:
    """A conversation to which the adviser has invited the person; the id."""
    return done(opening.invite(ADVISER, new_id(), ("RZZ", NAME, EMAIL), now)).id


def as_it_stands(conversation_id: str) -> Conversation:
    """A conversation as it stands."""
    found = ScheduleStore().as_it_stands(conversation_id)
    assert found is not None
    return found


def on(conversation_id: str, command: type[Any], **said: Any) -> Any:
    """A command on a conversation as it stands."""
    return command(conversation_id=conversation_id, version=as_it_stands(conversation_id).head.number, **said)


def noted(conversation_id: str, words: str, actor: Actor = PERSON, now: datetime = NOW) -> None:
    """Words of one of the two, added."""
    note = WriteNote(conversation_id=conversation_id, note_id=new_id(), words=words)
    done(talking.take(actor, note, new_id(), now))


def talked(conversation_id: str, now: datetime = NOW, actor: Actor = ADVISER, **said: Any) -> None:
    """A talk that was held on the day, with what was said where the test says so."""
    given = {"reasons": ("27",), "stay": ("hours",), "stay_words": "", "actions": ("development",)} | said
    day = now.date()
    steps: list[tuple[type[Any], dict[str, Any]]] = [
        (HoldTalk, {"talked_on": day}),
        (SayReasons, {"reasons": given["reasons"]}),
        (SayStay, {"stay": given["stay"], "stay_words": given["stay_words"]}),
        (SayActions, {"actions": given["actions"], "pattern": given.get("pattern")}),
    ]
    for command, fields in steps:
        done(talking.take(actor, on(conversation_id, command, **fields), new_id(), now))


def followed_up(conversation_id: str, months: int, outcome: str, now: datetime, actor: Actor = ADVISER) -> None:
    """What came of it, so many months after the talk."""
    command = on(conversation_id, RecordFollowUp, months=months, outcome=outcome)
    done(talking.take(actor, command, new_id(), now))
