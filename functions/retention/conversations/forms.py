"""What the two type, read into commands."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from functions.retention.conversations.domain.conversations import (
    CodeText,
    Conversation,
    RecordId,
    Text,
    Words,
)
from functions.retention.conversations.domain.talking import Following
from shared.values.email_address import EmailAddress
from shared.values.identifiers import OdsCode
from shared.web.acts import Act, ActOnVersion
from shared.web.forms import Form


class AskForm(Act):
    """Whom to talk with. The key becomes the conversation's id, so a double submit is a replay."""

    adviser_id: RecordId
    words: Text = ""


class InviteForm(Act):
    """Whom to invite, as the directory has them."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    email: EmailAddress
    ods_code: OdsCode


class SureForm(ActOnVersion):
    """That something is meant, where a page asked first."""


class EraseForm(ActOnVersion):
    """That all is to be erased for good."""

    is_sure: Literal["yes"]


class ReasonsForm(ActOnVersion):
    """Why the person thinks of leaving."""

    reasons: tuple[CodeText, ...] = ()


class StayForm(ActOnVersion):
    """What would make the person stay."""

    stay: tuple[CodeText, ...] = ()
    stay_words: Text = ""


class ActionsForm(Following, ActOnVersion):
    """What follows on the talk."""


class TalkForm(ActOnVersion):
    """The day of the talk."""

    talked_on: date


class NoteForm(Act):
    """Words to add: what was written meanwhile does not matter."""

    words: Words


class CorrectForm(ActOnVersion):
    """What a note should say."""

    note_id: RecordId
    words: Words


class FollowUpForm(ActOnVersion):
    """What came of it after so many months."""

    months: Annotated[int, Field(ge=1, le=60)]
    outcome: CodeText


class AdviserForm(ActOnVersion):
    """With whom to go on."""

    adviser_id: RecordId


def held_form(record: Conversation) -> Form:
    """What stands in the fields of a form about the conversation as it opens. Its fields have the names of what is
    held."""
    held = (
        record.contents.model_dump(mode="json", exclude={"notes", "follow_ups", "salt"}) if record.contents else {}
    )
    return Form({name: value for name, value in held.items() if value is not None})


def note_form(record: Conversation, note_id: str) -> Form:
    """The form that corrects a note as it opens: what it says, or the correction that stands beside it."""
    note = record.note(note_id)
    return Form({"words": (note.correction or note.words) if note else ""})
