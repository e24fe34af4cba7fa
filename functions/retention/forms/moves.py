"""What is typed about an announced move, read into commands."""

from datetime import date
from typing import Annotated

from pydantic import Field

from functions.retention.domain.moves import (
    MOST_NOTICE_WEEKS,
    Handover,
    MoveDates,
    Moving,
    NotStarted,
    NotStartedBecause,
)
from functions.retention.domain.moves_acts import (
    GiveNotice,
    OnMove,
    ProposeDates,
    RecordLeft,
    RecordNotStarted,
    RecordStart,
    ShareChecklist,
    TickHandover,
)
from functions.retention.domain.parts import Words
from functions.retention.domain.reasons import Reason
from functions.retention.forms.typed import ActOnDraft
from functions.retention.messages.moves import (
    DATES_WORDS,
    HANDOVER_WORDS,
    LEFT_WORDS,
    NOT_STARTED_WORDS,
    NOTICE_WORDS,
    SHARE_WORDS,
    START_WORDS,
)
from shared.web.acts import ACT_WORDS
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

DATES_FIELDS = {Reason.RELEASE_OUT_OF_RANGE: "release_on", Reason.START_OUT_OF_RANGE: "start_on"}
START_FIELDS = {Reason.START_OUT_OF_RANGE: "started_on"}
LEFT_FIELDS = {Reason.LEFT_OUT_OF_RANGE: "left_on"}
"""The fields beside which refusals stand."""


class Dates(ActOnDraft):
    """The days that somebody would have."""

    release_on: date
    start_on: date


class Notice(ActOnDraft):
    """How long the notice is."""

    weeks: Annotated[int, Field(ge=0, le=MOST_NOTICE_WEEKS)]


class Handed(ActOnDraft):
    """What is handed over."""

    handed: tuple[Handover, ...] = ()


class Shares(ActOnDraft):
    """Whether the new employer's HR may read the checklist."""

    shares: bool


class Start(ActOnDraft):
    """When somebody started."""

    started_on: date


class NoStart(ActOnDraft):
    """Why somebody did not start."""

    because: NotStartedBecause
    words: Annotated[Words, Field(max_length=1000)]


class Left(ActOnDraft):
    """When somebody left."""

    left_on: date


def read_agree(typed: FormBody, window_id: str, handle: str) -> tuple[OnMove, str] | FieldErrors:
    """A yes to the dates as they are, and the key of the form."""
    said = read(ActOnDraft, typed, ACT_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return OnMove(window_id=window_id, handle=handle, version=said.version), said.key


def read_dates(typed: FormBody, window_id: str, handle: str) -> tuple[ProposeDates, str] | FieldErrors:
    """The dates proposed, and the key of the form."""
    said = read(Dates, typed, DATES_WORDS)
    if isinstance(said, FieldErrors):
        return said
    dates = MoveDates(release_on=said.release_on, start_on=said.start_on)
    return ProposeDates(window_id=window_id, handle=handle, version=said.version, dates=dates), said.key


def read_notice(typed: FormBody, window_id: str, handle: str) -> tuple[GiveNotice, str] | FieldErrors:
    """The notice, and the key of the form."""
    said = read(Notice, typed, NOTICE_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return GiveNotice(window_id=window_id, handle=handle, version=said.version, weeks=said.weeks), said.key


def read_handover(typed: FormBody, window_id: str, handle: str) -> tuple[TickHandover, str] | FieldErrors:
    """What is ticked, and the key of the form."""
    said = read(Handed, typed, HANDOVER_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return TickHandover(window_id=window_id, handle=handle, version=said.version, handed=said.handed), said.key


def read_share(typed: FormBody, window_id: str) -> tuple[ShareChecklist, str] | FieldErrors:
    """Whether the checklist is shared, and the key of the form."""
    said = read(Shares, typed, SHARE_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return ShareChecklist(window_id=window_id, version=said.version, shares=said.shares), said.key


def read_start(typed: FormBody, window_id: str, handle: str) -> tuple[RecordStart, str] | FieldErrors:
    """The start, and the key of the form."""
    said = read(Start, typed, START_WORDS)
    if isinstance(said, FieldErrors):
        return said
    command = RecordStart(window_id=window_id, handle=handle, version=said.version, started_on=said.started_on)
    return command, said.key


def read_not_started(typed: FormBody, window_id: str, handle: str) -> tuple[RecordNotStarted, str] | FieldErrors:
    """Why there was no start, and the key of the form."""
    said = read(NoStart, typed, NOT_STARTED_WORDS)
    if isinstance(said, FieldErrors):
        return said
    reason = NotStarted(because=said.because, words=said.words)
    return RecordNotStarted(window_id=window_id, handle=handle, version=said.version, said=reason), said.key


def read_left(typed: FormBody, window_id: str, handle: str) -> tuple[RecordLeft, str] | FieldErrors:
    """When they left, and the key of the form."""
    said = read(Left, typed, LEFT_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return RecordLeft(window_id=window_id, handle=handle, version=said.version, left_on=said.left_on), said.key


def opening_form(moving: Moving) -> Form:
    """Every form of a move as it opens: what stands now."""
    progress = moving.progress
    return Form(
        {
            "release_on": progress.dates.release_on.isoformat(),
            "start_on": progress.dates.start_on.isoformat(),
            "started_on": progress.dates.start_on.isoformat(),
            "weeks": "" if progress.notice_weeks is None else progress.notice_weeks,
            "handed": [one.value for one in progress.handed],
            "shares": "yes" if progress.shared_at else "no",
        }
    )
