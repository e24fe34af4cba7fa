"""Messages about an application that was sent, between those who apply for the employer and the ICS.

They change nothing of the application, and can be written in whatever status it is. Each is an event of the
correspondence's own history, so that none can be altered or taken back.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, JsonValue

from functions.levy.domain.anonymity import NAMELESS
from functions.levy.domain.applications import Application
from functions.levy.domain.commands import RecordId
from functions.levy.domain.notices import to_ics, to_receiver
from functions.levy.domain.policy import decides, has_conflict
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record
from shared.reference.rules import rule


class Side(StrEnum):
    """Who writes."""

    EMPLOYER = "employer"
    ICS = "ics"


class Correspondence(Record):
    """All messages about one application. `last_from`: whose the last one is; the other side is asked to read."""

    application_id: RecordId
    last_from: Side

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"CORRESPONDENCE#{self.application_id}"


class WriteMessage(Frozen):
    """A message; it names no apprentice by number."""

    application_id: RecordId
    words: Annotated[str, Field(min_length=1, max_length=2000), NAMELESS]


def side_of(actor: Actor, application: Application) -> Side | None:
    """For whom an actor may write about this application; None: for nobody. It must have been sent."""
    if application.submitted_at is None or actor.ics_code != application.ics_code:
        return None
    if actor.ods_code == application.employer.ods_code and actor.has(Role.RECEIVING_EMPLOYER):
        return Side.EMPLOYER
    return Side.ICS if decides(actor) else None


def write_message(
    application: Application, before: Correspondence | None, command: WriteMessage, circumstances: Circumstances
) -> Decision[Correspondence] | Refusal:
    """Write to the other side, which gets an email. Whoever belongs to the employer does not write for the ICS."""
    actor = circumstances.actor
    side = side_of(actor, application) if actor else None
    if actor is None or side is None:
        return Refusal(Reason.NOT_FOUND)
    if side is Side.ICS and has_conflict(actor, application):
        return Refusal(Reason.CONFLICT_OF_INTEREST)
    most = rule("messages_at_most", london_day(circumstances.now)).number
    begun = before or Correspondence(
        ics_code=application.ics_code, application_id=application.application_id, last_from=side
    )
    if begun.head.number >= most:
        return Refusal(Reason.MESSAGES_FULL, {"most": str(most)})
    tell = to_receiver if side is Side.ICS else to_ics
    facts: dict[str, JsonValue] = {"from": side.value}
    return decided(
        begun.model_copy(update={"last_from": side}),
        "write_message",
        circumstances,
        why=command.words,
        facts=facts,
        intents=(tell(application, f"message_from_{side}", number=begun.head.number + 1),),
    )
