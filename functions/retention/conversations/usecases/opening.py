"""A conversation begins, changes its adviser, ends and is erased; and which advisers are neutral for whom."""

from collections.abc import Iterable
from datetime import datetime

from functions.retention.conversations.domain import opening
from functions.retention.conversations.domain.conversations import Conversation, Side
from functions.retention.conversations.domain.opening import Agree, Ask, ChooseAdviser, Close, Erase, Invite, Keep
from functions.retention.conversations.domain.policy import advises, is_adviser, is_neutral, organisations_of
from functions.retention.conversations.domain.reasons import Reason
from functions.retention.conversations.usecases.perform import asked_of, new_conversation, on_conversation
from shared import directory
from shared.actors import Actor, Person, Role
from shared.outcomes import Refusal
from shared.perform import Done


def ask(actor: Actor, command: Ask, now: datetime) -> Done | Refusal:
    """A member of staff asks an adviser for a conversation."""
    adviser = directory.person(command.adviser_id)
    return new_conversation(
        actor,
        asked_of(command.conversation_id, "ask", command),
        Side.PERSON,
        now,
        lambda salt, here: opening.ask(command, adviser, salt, here),
    )


def invite(actor: Actor, conversation_id: str, who: tuple[str, str, str], now: datetime) -> Done | Refusal:
    """An adviser invites a member of staff, by the employer's code, the name and the email address that the
    directory has: all three, so that an adviser finds nobody whom they do not know."""
    if not advises(actor):
        return Refusal(Reason.NOT_FOUND)
    person = _staff(*who)
    if person is None:
        return Refusal(Reason.NOT_STAFF)
    command = Invite(conversation_id=conversation_id, person_id=person.person_id)
    return new_conversation(
        actor,
        asked_of(conversation_id, "invite", command),
        Side.ADVISER,
        now,
        lambda salt, here: opening.invite(command, person, salt, here),
    )


def agree(actor: Actor, command: Agree, key: str, now: datetime) -> Done | Refusal:
    """The person says yes to an invitation."""
    return on_conversation(
        actor,
        command.conversation_id,
        asked_of(key, "agree", command),
        now,
        lambda record, here: opening.agree(record, command, here),
    )


def choose_adviser(actor: Actor, command: ChooseAdviser, key: str, now: datetime) -> Done | Refusal:
    """The person goes on with another adviser."""
    adviser = directory.person(command.adviser_id)
    return on_conversation(
        actor,
        command.conversation_id,
        asked_of(key, "choose_adviser", command),
        now,
        lambda record, here: opening.choose_adviser(record, command, adviser, here),
    )


def close(actor: Actor, command: Close, key: str, now: datetime) -> Done | Refusal:
    """One of the two ends it."""
    return on_conversation(
        actor,
        command.conversation_id,
        asked_of(key, "close", command),
        now,
        lambda record, here: opening.close(record, command, here),
    )


def keep(actor: Actor, command: Keep, key: str, now: datetime) -> Done | Refusal:
    """It was looked at, and is still needed."""
    return on_conversation(
        actor,
        command.conversation_id,
        asked_of(key, "keep", command),
        now,
        lambda record, here: opening.keep(record, command, here),
    )


def erase(actor: Actor, command: Erase, key: str, now: datetime) -> Done | Refusal:
    """Erase all that is held."""
    return on_conversation(
        actor,
        command.conversation_id,
        asked_of(key, "erase", command),
        now,
        lambda record, here: opening.erase(record, command, here),
    )


def advisers_for(actor: Actor, employers: Iterable[str]) -> list[Person]:
    """The advisers of the ICS who are neutral for somebody of these organisations, in order of name; two reads."""
    ids = [one.person_id for one in directory.contacts(actor.ics_code, Role.CAREER_ADVISER)]
    found = directory.people_by_id(ids)
    return [
        one
        for one in found
        if is_adviser(one, actor.ics_code) and is_neutral(organisations_of(one), frozenset(employers))
    ]


def employers_of(actor: Actor, record: Conversation | None) -> frozenset[str]:
    """The organisations that an adviser may not belong to."""
    held = record.contents if record else None
    return frozenset(held.employers) if held else actor.belongs_to


def _staff(ods_code: str, name: str, email: str) -> Person | None:
    found = directory.contact(ods_code, Role.STAFF, name, email)
    return directory.person(found.person_id) if found else None
