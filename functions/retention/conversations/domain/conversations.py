"""A conversation: what a member of staff and a neutral adviser keep of it, and where it stands."""

import base64
import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.records import Frozen, Record
from shared.values.identifiers import OdsCode

MOST_NOTES = 24  # with all of them and every correction, in the longest letters, it stays below 400 kB: one item

RecordId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.~-]{1,128}$")]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Text = Annotated[str, Field(max_length=2000)]
CodeText = Annotated[str, Field(pattern=r"^[a-z0-9_]{1,32}$")]


class Side(StrEnum):
    """The two whose conversation it is."""

    PERSON = "person"
    ADVISER = "adviser"


class Status(StrEnum):
    """Where a conversation is."""

    INVITED = "invited"  # the adviser has asked; nothing is written until the person says yes
    OPEN = "open"
    CLOSED = "closed"  # nothing is added; both may still read it
    ERASED = "erased"  # nothing is held but that there was one


class Note(Frozen):
    """Words of one of the two. `correction` is what the person puts beside a note of the adviser."""

    note_id: RecordId
    by: Side
    name: str  # of the one who wrote it: an adviser may not be the present one
    words: Words
    at: datetime
    corrected_at: datetime | None = None
    correction: Text = ""


class FollowUp(Frozen):
    """A look at what came of it, so many months after the talk."""

    months: Annotated[int, Field(ge=1, le=60)]
    due_on: date
    outcome: CodeText | None = None
    recorded_at: datetime | None = None
    recorded_by: Side | None = None


class Contents(Frozen):
    """All that an erasure erases. `salt` is random: no print in the audit can be guessed back into codes."""

    salt: str
    person_id: str
    person_name: str
    employers: tuple[OdsCode, ...]  # every organisation of the person: no adviser of theirs is neutral
    adviser_id: str
    adviser_name: str
    reasons: tuple[CodeText, ...] = ()
    stay: tuple[CodeText, ...] = ()
    stay_words: Text = ""
    actions: tuple[CodeText, ...] = ()
    pattern: CodeText | None = None  # of the flexible working that is asked for
    talked_on: date | None = None
    counted_at: datetime | None = None  # when it was first recorded that they talked
    follow_ups: tuple[FollowUp, ...] = ()
    notes: tuple[Note, ...] = ()


class Conversation(Record):
    """A conversation of one member of staff and one adviser."""

    conversation_id: RecordId
    status: Status
    status_since: datetime
    created_at: datetime
    begun_by: Side
    closed_by: Side | None = None
    appraise_on: date | None = None  # when somebody must look at whether it is still needed
    contents: Contents | None  # None: erased

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"CONVERSATION#{self.conversation_id}"

    @property
    def reference(self) -> str:
        """A short form for the two to quote; it opens nothing by itself."""
        digest = hashlib.sha256(self.conversation_id.encode()).digest()
        return f"CC-{base64.b32encode(digest[:5]).decode()}"

    @property
    def next_due_on(self) -> date | None:
        """The next day on which somebody has to look at it, None where there is none."""
        if self.status is Status.CLOSED:
            return self.appraise_on
        if self.status is not Status.OPEN or self.contents is None:
            return None
        return min((one.due_on for one in self.contents.follow_ups if one.outcome is None), default=None)

    def follow_up(self, months: int) -> FollowUp | None:
        """The follow-up after so many months, once there is one."""
        held = self.contents.follow_ups if self.contents else ()
        return next((one for one in held if one.months == months), None)

    def note(self, note_id: str) -> Note | None:
        """The note of that id."""
        held = self.contents.notes if self.contents else ()
        return next((one for one in held if one.note_id == note_id), None)
