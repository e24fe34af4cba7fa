"""HR posts people at risk and keeps what is held of them; people see and do what is theirs."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from functions.redeploy.change_store import ChangeStore
from functions.redeploy.domain import posting
from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.people import PersonDetails, PoolEntry
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
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.items import entry_key
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.following import follow_up
from functions.redeploy.usecases.perform import follows_of, here_of, new_record, on_person
from shared import directory
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash

MATCHED_AT_ONCE = 5
"""How many people of a file are matched before the answer; a request must end in time."""

MOST_CHANGES = 100
"""How many open changes a person can be chosen to belong to: no employer has so many at a time."""


@dataclass(frozen=True)
class Posted:
    """What became of the rows of a file: how many people are on the register, and which rows were refused."""

    posted: int
    refused: tuple[tuple[int, Refusal], ...] = ()


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


def post_people(actor: Actor, key: str, rows: Iterable[tuple[int, PersonDetails]], now: datetime) -> Posted:
    """Post the people of a file, each in a decision of their own. The same file and key again post nobody twice.

    All are stored before anybody is matched, so that a long file ends in time; the first are matched here, the
    others from the work list, where the decision of each has left them.
    """
    employer = directory.organisation(actor.ods_code)
    waits: list[tuple[Follow, str, str]] = []
    outcomes = [
        (
            number,
            _store_person(actor, employer, PostPerson(entry_id=row_id(key, number), details=details), now, waits),
        )
        for number, details in rows
    ]
    follow_up(waits[:MATCHED_AT_ONCE], now)
    refused = tuple((number, outcome) for number, outcome in outcomes if isinstance(outcome, Refusal))
    return Posted(len(outcomes) - len(refused), refused)


def _store_person(
    actor: Actor,
    employer: Organisation | None,
    command: PostPerson,
    now: datetime,
    waits: list[tuple[Follow, str, str]],
) -> Done | Refusal:
    """`post_person` without what follows, which is added to `waits`."""
    store, here = RedeployStore(actor), here_of(actor, now)
    asked = Once(command.entry_id, request_hash("post_person", command))

    def commit(decision: Decision[PoolEntry], once: Once) -> None:
        store.commit(decision, once)
        waits.extend(follows_of(decision))

    def look() -> Done | Refusal:
        is_there, once = store.there_and_once(entry_key(command.entry_id), asked.key)

        def decide() -> Decision[PoolEntry] | Refusal:
            if is_there or employer is None:
                return Refusal(Reason.ALREADY_THERE if is_there else Reason.NOT_FOUND)
            return posting.post_person(command, employer, here)

        return concluded(once, asked, decide, commit, Reason)

    return persistently(look, Reason)


def row_id(key: str, number: int) -> str:
    """The id of the person in a row of the file that was sent under a key: the same at every replay."""
    digest = hashlib.sha256(f"{key}#{number}".encode()).digest()
    return base64.urlsafe_b64encode(digest[:16]).decode().rstrip("=")


def open_changes(actor: Actor) -> dict[str, str]:
    """The open changes of the employer that the actor acts for, newest first: titles by id. At most a hundred."""
    rows = islice(ChangeStore(actor).open_changes_of(actor.ods_code), MOST_CHANGES)
    return {row["change_id"]: f"{row['title']}, {row['establishment']}" for row in rows}


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
