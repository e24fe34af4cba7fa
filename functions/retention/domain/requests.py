"""A request to move: where somebody works, where they would rather, and what they say of themself.

It is the person's alone until the run. What they choose stands above their own post, which they keep
otherwise. What may be done with it: `requesting.py`.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from functions.retention.domain.parts import PersonRef, RecordId, Statement, reference_of
from functions.retention.domain.passport import Passport
from shared.records import Frozen, Record
from shared.values.identifiers import OdsCode


class RequestStatus(StrEnum):
    """Where a request is. What became of it after the run stands in the run's result and the move."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"  # binding until it is withdrawn
    WITHDRAWN = "withdrawn"


class Declarations(Frozen):
    """What the person says of their employment. Their employer is not asked before the moves are announced: the
    question alone would tell it that they want to leave (ADR 0021). It is checked then; a move that rests on a
    false word does not take place."""

    months_in_post: Annotated[int, Field(ge=0, le=720)]
    no_live_process: bool  # no disciplinary, capability or sickness process is under way
    training_in_date: bool  # mandatory training and appraisal are complete
    has_need: bool = False  # caring or health; why is never asked


class Waiting(Frozen):
    """Since when somebody waits to move in this market, and with which window that began."""

    since: date
    window_id: RecordId


class RequestDetails(Frozen):
    """All that the person says. `choices` are units in the order in which they would rather work there than where
    they work now. `wants_to_leave` (would you otherwise leave?) is counted and never shown with a name."""

    home_unit: str = ""
    choices: tuple[RecordId, ...] = ()
    statement: Statement = ""
    passport: Passport = ()
    declarations: Declarations | None = None
    shares_profile: bool = False
    wants_to_leave: bool | None = None


class TransferRequest(Record):
    """One person's request in one window. `employer_ods` is whom they acted for when they began it."""

    window_id: RecordId
    person: PersonRef
    email: str
    employer_ods: OdsCode
    details: RequestDetails
    status: RequestStatus
    need_code: str  # what a neutral adviser confirms a need by; it opens nothing
    created_at: datetime
    confirmed_at: datetime | None = None
    waiting: Waiting | None = None  # set when it is confirmed

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"REQUEST#{self.window_id}#{self.person.person_id}"

    @property
    def reference(self) -> str:
        """A short form for the person to quote; made of the code, so that nobody works it out from who they
        are."""
        return reference_of("TR", self.need_code)

    @property
    def is_confirmed(self) -> bool:
        """Whether it takes part."""
        return self.status is RequestStatus.CONFIRMED


class NeedConfirmation(Record):
    """That a neutral adviser has seen that the need behind a code is real: no name, no detail."""

    window_id: RecordId
    code: str
    confirmed_at: datetime

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"NEED#{self.window_id}#{self.code}"


def words_in(text: str) -> int:
    """How many words a statement has: what stands between spaces."""
    return len(text.split())
