"""What comes of a move once it is announced: its dates, its handover, its start; and the checklist that goes
with it.

The move itself (`announcing.Move`) stays as it was announced. What may be done: `moves_acts.py`; by whom:
`moves_policy.py`.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from functions.retention.domain.announcing import Move
from functions.retention.domain.parts import RecordId, Words, reference_of
from functions.retention.domain.windows import TransferWindow
from shared.records import Frozen, Record
from shared.values.dates import Month

MOST_NOTICE_WEEKS = 26


class Party(StrEnum):
    """Who has to agree to the dates of a move."""

    PERSON = "person"
    RELEASING = "releasing"  # the keeper of the old unit, or the HR of its employer
    RECEIVING = "receiving"  # the keeper of the new unit, or the HR of its employer


class Stage(StrEnum):
    """Where a move is."""

    ANNOUNCED = "announced"
    STARTED = "started"
    NOT_STARTED = "not_started"
    LEFT = "left"  # started, and left the new employer early


class Handover(StrEnum):
    """What is settled before somebody leaves a unit. Codes alone: a text would come to hold patients and
    people."""

    TALKED = "talked"
    ROTA = "rota"
    LEAVE = "leave"
    OPEN_WORK = "open_work"
    RECORDS = "records"
    EQUIPMENT = "equipment"
    ACCESS = "access"
    PAY = "pay"


class NotStartedBecause(StrEnum):
    """Why somebody did not start."""

    PERSON_STAYS = "person_stays"
    OTHER_JOB = "other_job"
    CHECK = "check"
    DECLARATION = "declaration"  # what the person said of their employment was not so
    POST_GONE = "post_gone"
    OTHER = "other"


class MoveDates(Frozen):
    """The last day in the old unit, and the first in the new."""

    release_on: date
    start_on: date


class NotStarted(Frozen):
    """That somebody did not start, with the reason that they can read."""

    because: NotStartedBecause
    words: Annotated[Words, Field(max_length=1000)]


class Progress(Record):
    """What has come of a move so far. `agreed`: who has said yes to these dates. `settled_at`: when it was
    recorded that the person started, or did not. `shared_at`: since when the person lets the new employer's HR
    read the checklist; `delivered_at`: when it first did."""

    window_id: RecordId
    person_id: RecordId
    stage: Stage
    dates: MoveDates
    agreed: tuple[Party, ...]
    notice_weeks: Annotated[int, Field(ge=0, le=MOST_NOTICE_WEEKS)] | None = None
    handed: tuple[Handover, ...] = ()
    shared_at: datetime | None = None
    delivered_at: datetime | None = None
    started_on: date | None = None
    not_started: NotStarted | None = None
    settled_at: datetime | None = None
    left_on: date | None = None
    left_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"PROGRESS#{self.window_id}#{self.person_id}"

    @property
    def is_agreed(self) -> bool:
        """Whether all three have said yes to the dates."""
        return set(self.agreed) == set(Party)


@dataclass(frozen=True)
class Moving:
    """A move as an act on it looks at it."""

    window: TransferWindow
    move: Move
    progress: Progress

    @property
    def reference(self) -> str:
        """A short form to quote; it opens nothing by itself."""
        return reference_of("TM", self.move.subject)

    @property
    def is_within_employer(self) -> bool:
        """Whether the employer stays the same."""
        return self.move.releasing.employer.ods_code == self.move.receiving.employer.ods_code


def begun(move: Move) -> Progress:
    """The progress of a move of which nothing is recorded: the day that the old unit's keeper named before the
    announcement stands, and the two others have still to agree to it."""
    return Progress(
        ics_code=move.ics_code,
        window_id=move.window_id,
        person_id=move.person.person_id,
        stage=Stage.ANNOUNCED,
        dates=MoveDates(release_on=move.release_on, start_on=move.start_on),
        agreed=(Party.RELEASING,),
    )


def notice_ends_on(announced_on: date, weeks: int) -> date:
    """The last day of a notice that is given on the day of the announcement."""
    return announced_on + timedelta(weeks=weeks)


def early_until(started_on: date, months: int) -> date:
    """The last day on which whoever leaves counts as an early leaver: before so many whole months are over."""
    month = Month.of(started_on).plus(months)
    same_day = date(month.year, month.month, min(started_on.day, month.last_day.day))
    return same_day - timedelta(days=1)
