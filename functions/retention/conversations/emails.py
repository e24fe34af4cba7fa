"""Sends the one email of conversations: to one of the two, that there is something to read.

Neither its title nor its words nor its link say what about: it may be read over a shoulder, or by an employer.
"""

from functions.retention.conversations.domain.conversations import Conversation, Side
from functions.retention.conversations.messages.emails import TEXTS
from functions.retention.conversations.schedule_store import ScheduleStore
from shared import directory, logs
from shared.letters import letter
from shared.outbox import Email, Intent

_START = "/"  # the front page: it lists what somebody may do once they have signed in


def compose(intent: Intent) -> list[Email]:
    """The email of an intent to the one of the two whom it is for, as they are now; to nobody once all is erased.

    Raises KeyError for a kind without words: a bug, which a test looks for.
    """
    text = TEXTS[intent.kind]
    record = ScheduleStore().as_it_stands(intent.params["conversation_id"])
    person_id = _reader(record, Side(intent.params["to"]))
    reader = directory.person(person_id) if person_id else None
    if reader is None:
        logs.warning("nobody_to_email", kind=intent.kind, organisation="")
        return []
    return [letter(intent.reference, (reader.name, reader.email), text, {}, _START)]


def _reader(record: Conversation | None, side: Side) -> str:
    if record is None or record.contents is None:
        return ""
    return record.contents.person_id if side is Side.PERSON else record.contents.adviser_id
