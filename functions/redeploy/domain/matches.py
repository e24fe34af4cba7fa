"""A person and a vacancy that suit one another, and how far the two have come."""

import base64
import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StrictBool

from functions.redeploy.domain.matching import Match as Result
from functions.redeploy.domain.people import EmployerRef, Line, Text, Words
from functions.redeploy.domain.stages import OPEN, MatchStatus
from functions.redeploy.domain.tiers import Tier
from shared.records import Frozen, Record

_ID_LENGTH = 22  # 132 bits


class RejectReason(StrEnum):
    """Why a manager does not take somebody: local codes, there is no national list."""

    ESSENTIAL_MISSING = "essential_missing"
    NOT_TRAINABLE_IN_TIME = "not_trainable_in_time"
    SAFE_STAFFING = "safe_staffing"
    CHECK_OR_HEALTH_RESTRICTION = "check_or_health_restriction"  # a flag only, never the detail
    HOURS_OR_PLACE = "hours_or_place"
    NOT_BEST_AFTER_INTERVIEW = "not_best_after_interview"
    POST_WITHDRAWN = "post_withdrawn"


class NotForMeReason(StrEnum):
    """Why a person does not want a post."""

    TRAVEL = "travel"
    HOURS = "hours"
    PAY_OR_BAND = "pay_or_band"
    KIND_OF_WORK = "kind_of_work"
    STATUS = "status"
    CARING = "caring"
    NO_ANSWER = "no_answer"  # recorded by their HR after trying to reach them
    OTHER = "other"


class Rejection(Frozen):
    """A manager's proposal to reject, and who ratified it."""

    reason: RejectReason
    words: Words
    by_person_id: str
    by_name: str
    ratified_by: str = ""
    ratified_at: datetime | None = None
    feedback: Text = ""


class Offer(Frozen):
    """An offer in writing. `precedes_notice`: it was made before notice was served, so the law's trial may not
    arise (a tribunal found so in 2024); shown as a warning."""

    made_on: date
    made_by: str
    starts_on: date
    words: Text = ""
    out_of_turn: Text = ""  # why not the person whom the published order puts first
    precedes_notice: bool = False
    old_job_ends_on: date | None = None
    accepted_at: datetime | None = None
    protection_pence: Annotated[int, Field(ge=0)] = 0


class Trial(Frozen):
    """The trial in the new post. `ends_on` is its last day, `extended_to` the last day agreed for retraining."""

    starts_on: date
    ends_on: date
    extended_to: date | None = None
    extension_agreed_on: date | None = None
    retraining: Text = ""
    ended_on: date | None = None
    words: Text = ""

    @property
    def last_day(self) -> date:
        """The last day of the trial as it stands."""
        return self.extended_to or self.ends_on


class Judgement(Frozen):
    """Two human judgements on a refused offer, of the releasing employer. No software decides either."""

    was_suitable: StrictBool
    was_reasonable_to_refuse: StrictBool
    words: Words
    by_name: str
    at: datetime


class Confirmation(Frozen):
    """The receiving employer confirms that the person works there: only then is a saving recognised."""

    by_name: str
    at: datetime
    nothing_was_paid: bool | None = None  # confirmed by the releasing employer, where the move left the NHS


class MatchRecord(Record):
    """One person for one vacancy. Its id comes from theirs: there is one such record at most."""

    match_id: str
    entry_id: str
    vacancy_id: str
    person_employer: EmployerRef
    post_employer: EmployerRef
    title: Line
    tier: Tier
    result: Result
    status: MatchStatus
    status_since: datetime
    created_at: datetime
    rank: Annotated[int, Field(ge=0, le=999)] = 0  # the person's own order; 0: not ranked
    consented_at: datetime | None = None
    not_for_me: NotForMeReason | None = None
    person_words: Text = ""
    interview_on: date | None = None
    interview_words: Text = ""
    rejection: Rejection | None = None
    offer: Offer | None = None
    trial: Trial | None = None
    judgement: Judgement | None = None
    confirmation: Confirmation | None = None
    closed_because: Line = ""

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"MATCH#{self.match_id}"

    @property
    def is_open(self) -> bool:
        """Whether it has no outcome yet."""
        return self.status in OPEN

    @property
    def is_named(self) -> bool:
        """Whether the employer of the post may see who the person is."""
        return self.consented_at is not None


def match_id_of(entry_id: str, vacancy_id: str) -> str:
    """The id of the match of a person and a vacancy: the same for the same two, and telling neither.

    An employer with several vacancies must not see that two of their matches are of one person, who may have
    agreed to be named for one of them alone.
    """
    digest = hashlib.sha256(f"{entry_id}|{vacancy_id}".encode()).digest()
    return base64.urlsafe_b64encode(digest).decode()[:_ID_LENGTH]
