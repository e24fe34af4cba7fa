"""A conversation begins, changes its adviser, ends and is erased. Pure functions."""

from collections.abc import Iterable
from datetime import date, timedelta

from functions.retention.conversations.domain.conversations import (
    Contents,
    Conversation,
    Note,
    RecordId,
    Side,
    Status,
    Text,
)
from functions.retention.conversations.domain.decision import Decision, changed, decided, held_of, other, refuse
from functions.retention.conversations.domain.policy import (
    Action,
    Here,
    advises,
    is_adviser,
    is_neutral,
    is_staff,
    organisations_of,
)
from functions.retention.conversations.domain.reasons import Reason
from shared.actors import Person
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.rules import rule


class Ask(Frozen):
    """Ask an adviser for a conversation. The id was minted with the form."""

    conversation_id: RecordId
    adviser_id: RecordId
    words: Text = ""


class Invite(Frozen):
    """Invite a member of staff to a conversation. The id was minted with the form."""

    conversation_id: RecordId
    person_id: RecordId


class OnConversation(Frozen):
    """A command on a conversation as it was shown."""

    conversation_id: RecordId
    version: int


class Agree(OnConversation):
    """The person says yes to an invitation."""


class ChooseAdviser(OnConversation):
    """The person goes on with another adviser."""

    adviser_id: RecordId


class Close(OnConversation):
    """One of the two ends the conversation."""


class Keep(OnConversation):
    """It was looked at, and is still needed."""


class Erase(OnConversation):
    """Erase all that is held."""


def ask(command: Ask, adviser: Person | None, salt: str, here: Here) -> Decision | Refusal:
    """A member of staff asks a neutral adviser: the conversation is open at once, with their first words in it."""
    actor = here.actor
    if actor is None or not is_staff(actor):
        return Refusal(Reason.NOT_FOUND)
    if adviser is None or not _may_be_theirs(adviser, actor.belongs_to, actor.ics_code):
        return Refusal(Reason.NOT_NEUTRAL)
    notes = _first_note(command, here) if command.words else ()
    contents = Contents(
        salt=salt,
        person_id=actor.person_id,
        person_name=actor.name,
        employers=tuple(sorted(actor.belongs_to)),
        adviser_id=adviser.person_id,
        adviser_name=adviser.name,
        notes=notes,
    )
    return decided(_begun(command.conversation_id, contents, here), Action.ASK, here, Side.ADVISER)


def invite(command: Invite, person: Person | None, salt: str, here: Here) -> Decision | Refusal:
    """An adviser invites a member of staff of an employer that is not their own. Nothing is written until the
    person says yes."""
    actor = here.actor
    if actor is None or not advises(actor):
        return Refusal(Reason.NOT_FOUND)
    if person is None or not is_neutral(actor.belongs_to, organisations_of(person)):
        return Refusal(Reason.NOT_NEUTRAL)
    contents = Contents(
        salt=salt,
        person_id=person.person_id,
        person_name=person.name,
        employers=tuple(sorted(organisations_of(person))),
        adviser_id=actor.person_id,
        adviser_name=actor.name,
    )
    return decided(_begun(command.conversation_id, contents, here), Action.INVITE, here, Side.PERSON)


def agree(record: Conversation, command: Agree, here: Here) -> Decision | Refusal:
    """The person says yes to the invitation: the conversation is open."""
    refusal = refuse(record, Action.AGREE, here, command.version)
    return refusal or decided(_moved(record, Status.OPEN, here), Action.AGREE, here, Side.ADVISER)


def choose_adviser(
    record: Conversation, command: ChooseAdviser, adviser: Person | None, here: Here
) -> Decision | Refusal:
    """The person goes on with another neutral adviser, who reads all of it; the one before reads nothing more."""
    refusal = refuse(record, Action.CHOOSE_ADVISER, here, command.version)
    if refusal:
        return refusal
    held = held_of(record)
    if adviser is None or not _may_be_theirs(adviser, held.employers, record.ics_code):
        return Refusal(Reason.NOT_NEUTRAL)
    if adviser.person_id == held.adviser_id:
        return Refusal(Reason.SAME_ADVISER)
    handed = changed(record, adviser_id=adviser.person_id, adviser_name=adviser.name)
    return decided(handed, Action.CHOOSE_ADVISER, here, Side.ADVISER)


def close(record: Conversation, command: Close, here: Here) -> Decision | Refusal:
    """One of the two ends it: nothing is added, nobody is followed up. Both may still read it; the person may
    erase it at any time."""
    refusal = refuse(record, Action.CLOSE, here, command.version)
    if refusal:
        return refusal
    ended = _moved(record, Status.CLOSED, here, closed_by=here.side, appraise_on=_appraise_on(here))
    return decided(ended, Action.CLOSE, here, other(here.side))


def keep(record: Conversation, command: Keep, here: Here) -> Decision | Refusal:
    """Looked at: it is kept, and asked about again after the set time."""
    refusal = refuse(record, Action.KEEP, here, command.version)
    if refusal:
        return refusal
    return decided(record.model_copy(update={"appraise_on": _appraise_on(here)}), Action.KEEP, here)


def erase(record: Conversation, command: Erase, here: Here) -> Decision | Refusal:
    """Erase all that is held: the person at any time, the adviser only what is due to be looked at. History and
    audit stay whole, and never held a word of it."""
    refusal = refuse(record, Action.ERASE, here, command.version)
    if refusal:
        return refusal
    return decided(_moved(record, Status.ERASED, here, contents=None, appraise_on=None), Action.ERASE, here)


def _may_be_theirs(adviser: Person, employers: Iterable[str], ics_code: str) -> bool:
    return is_adviser(adviser, ics_code) and is_neutral(organisations_of(adviser), employers)


def _first_note(command: Ask, here: Here) -> tuple[Note, ...]:
    name = here.actor.name if here.actor else ""
    first = Note(
        note_id=f"{command.conversation_id}-1", by=Side.PERSON, name=name, words=command.words, at=here.now
    )
    return (first,)


def _begun(conversation_id: str, contents: Contents, here: Here) -> Conversation:
    by_person = here.side is Side.PERSON
    return Conversation(
        ics_code=here.actor.ics_code if here.actor else "",
        conversation_id=conversation_id,
        status=Status.OPEN if by_person else Status.INVITED,
        status_since=here.now,
        created_at=here.now,
        begun_by=Side.PERSON if by_person else Side.ADVISER,
        contents=contents,
    )


def _moved(record: Conversation, status: Status, here: Here, **changes: object) -> Conversation:
    return record.model_copy(update={"status": status, "status_since": here.now, **changes})


def _appraise_on(here: Here) -> date:
    today = london_day(here.now)
    return today + timedelta(days=rule("conversation_appraise_after_days", today).number)
