"""HR posts people at risk and keeps what is held of them; people see and do what is theirs."""

from datetime import datetime

from functions.redeploy.domain import posting
from functions.redeploy.domain.policy import Asker
from functions.redeploy.domain.posting import (
    AnswerMatter,
    EditPerson,
    ErasePerson,
    KeepPerson,
    LeaveRegister,
    PostPerson,
    RaiseMatter,
)
from functions.redeploy.items import entry_key
from functions.redeploy.usecases.perform import new_record, on_person
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash


def post_person(actor: Actor, command: PostPerson, now: datetime) -> Done | Refusal:
    """Put a person of the organisation that the actor acts for on the register, and look for posts at once."""
    asked = Once(command.entry_id, request_hash("post_person", command))
    return new_record(
        actor,
        entry_key(command.entry_id),
        asked,
        now,
        lambda employer, here: posting.post_person(command, employer, here),
    )


def edit_person(actor: Actor, command: EditPerson, key: str, now: datetime) -> Done | Refusal:
    """Replace what is held of a person, and match them anew."""
    asked = Once(key, request_hash("edit_person", command))
    return on_person(
        actor, command.entry_id, asked, now, lambda entry, here: posting.edit_person(entry, command, here)
    )


def leave_register(asker: Asker, command: LeaveRegister, key: str, now: datetime) -> Done | Refusal:
    """Take a person off the register; the person may do so too."""
    asked = Once(key, request_hash("leave_register", command))
    return on_person(
        asker, command.entry_id, asked, now, lambda entry, here: posting.leave_register(entry, command, here)
    )


def raise_matter(asker: Asker, command: RaiseMatter, key: str, now: datetime) -> Done | Refusal:
    """The person asks for a correction, complains or contests."""
    asked = Once(key, request_hash("raise_matter", command))
    return on_person(
        asker, command.entry_id, asked, now, lambda entry, here: posting.raise_matter(entry, command, here)
    )


def answer_matter(actor: Actor, command: AnswerMatter, key: str, now: datetime) -> Done | Refusal:
    """HR answers what a person raised."""
    asked = Once(key, request_hash("answer_matter", command))
    return on_person(
        actor, command.entry_id, asked, now, lambda entry, here: posting.answer_matter(entry, command, here)
    )


def erase_person(actor: Actor, command: ErasePerson, key: str, now: datetime) -> Done | Refusal:
    """Erase what is held of a person who has left the register."""
    asked = Once(key, request_hash("erase_person", command))
    return on_person(
        actor, command.entry_id, asked, now, lambda entry, here: posting.erase_person(entry, command, here)
    )


def keep_person(actor: Actor, command: KeepPerson, key: str, now: datetime) -> Done | Refusal:
    """Appraise a due record: it is still needed."""
    asked = Once(key, request_hash("keep_person", command))
    return on_person(
        actor, command.entry_id, asked, now, lambda entry, here: posting.keep_person(entry, command, here)
    )
