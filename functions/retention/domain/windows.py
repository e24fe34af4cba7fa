"""A transfer window: one market, its partners, its days, the rules that people rely on. What it does:
`opening.py`."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.retention.domain.parts import EmployerRef, Name, PersonRef, RecordId, Words, reference_of
from shared.records import Frozen, Record
from shared.reference.workforce import bands, job_role
from shared.values.faults import fault
from shared.values.identifiers import OdsCode

MOST_PARTNERS = 60
"""So that opening a window, with an email to each partner, is one transaction."""


class WindowStatus(StrEnum):
    """What has been done with a window. What the day alone tells is its phase."""

    PLANNED = "planned"
    OPEN = "open"  # opened: its rules are fixed and published
    PROPOSED = "proposed"  # a run stands; its people are asked to confirm
    ANNOUNCED = "announced"
    CLOSED = "closed"


class Phase(StrEnum):
    """Where a window is on a day."""

    PLANNED = "planned"  # seen by the ICS alone
    PUBLISHED = "published"  # units are published; nobody can ask yet
    CHOOSING = "choosing"  # staff ask, units may still be changed
    DECIDING = "deciding"  # managers accept or decline
    READY = "ready"  # everything is in; the run may be made
    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    CLOSED = "closed"


class Market(Frozen):
    """One staff group, job role and band: a floor means like for like only among these."""

    staff_group: str
    job_role: str
    band: str

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        role = job_role(self.job_role)
        if role is None or role.staff_group != self.staff_group:
            raise fault("job_role.unknown")
        if self.band not in bands():
            raise fault("band.unknown")
        return self

    @property
    def key(self) -> str:
        """The market in one word."""
        return f"{self.staff_group}-{self.job_role}-{self.band}"


def market_of(role: str, band: str) -> Market:
    """The market of a job role in a band. Raises ValueError: `job_role.unknown`, `band.unknown`."""
    known = job_role(role)
    return Market(staff_group=known.staff_group if known else "", job_role=role, band=band)


class WindowDates(Frozen):
    """The days of a window in London, each inclusive: staff ask from `opens_on` to `preferences_close_on`,
    managers decide from the day after to `decisions_close_on`, and all is over after `closes_on`."""

    opens_on: date
    preferences_close_on: date
    decisions_close_on: date
    closes_on: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.preferences_close_on < self.opens_on:
            raise fault("preferences_close_on.too_early")
        if self.decisions_close_on <= self.preferences_close_on:
            raise fault("decisions_close_on.too_early")
        if self.closes_on <= self.decisions_close_on:
            raise fault("closes_on.too_early")
        return self


class WindowRules(Frozen):
    """What a request must keep to: choices, whole months in post, words; and the weeks within which a move
    starts."""

    most_choices: Annotated[int, Field(ge=1, le=10)]
    months_in_post: Annotated[int, Field(ge=0, le=60)]
    most_words: Annotated[int, Field(ge=50, le=500)]
    start_within_weeks: Annotated[int, Field(ge=1, le=52)]


class PointsRule(Frozen):
    """The published priority rule: how many points for what. None depends on what somebody chooses: a priority
    that did would reward a false choice."""

    each_waiting_month: Annotated[int, Field(ge=0, le=100)]
    most_waiting_months: Annotated[int, Field(ge=0, le=240)]
    need: Annotated[int, Field(ge=0, le=1000)]
    hard_to_fill: Annotated[int, Field(ge=0, le=1000)]
    each_tenure_year: Annotated[int, Field(ge=0, le=100)]
    most_tenure_years: Annotated[int, Field(ge=0, le=60)]


class WindowPlan(Frozen):
    """All that the coordinator says of a window before it is opened."""

    name: Name
    market: Market
    partners: Annotated[tuple[OdsCode, ...], Field(min_length=1, max_length=MOST_PARTNERS)]
    dates: WindowDates
    rules: WindowRules


class DateMove(Frozen):
    """That dates of an open window were moved later: from which days, when, by whom, why. Published with it."""

    before: WindowDates
    at: datetime
    by: PersonRef
    why: Words


class TransferWindow(Record):
    """A window. `seed_hash` is published at opening; the seed itself is an item of its own until the window
    closes. `current_run` is the number of the run that stands, 0 before the first."""

    window_id: RecordId
    name: Name
    market: Market
    partners: tuple[EmployerRef, ...]
    dates: WindowDates
    rules: WindowRules
    status: WindowStatus
    created_at: datetime
    created_by: PersonRef
    opened_at: datetime | None = None
    points: PointsRule | None = None  # set at opening
    undecided_is_accepted: bool = True  # set at opening
    seed_hash: str = ""  # set at opening
    moved: tuple[DateMove, ...] = ()
    current_run: int = 0
    announced_at: datetime | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"WINDOW#{self.window_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of("TW", self.window_id)

    @property
    def is_opened(self) -> bool:
        """Whether its rules are published and fixed."""
        return self.status is not WindowStatus.PLANNED

    def is_partner(self, ods_code: OdsCode) -> bool:
        """Whether an employer takes part."""
        return any(one.ods_code == ods_code for one in self.partners)

    def phase_on(self, day: date) -> Phase:
        """Where the window is on a London day."""
        return phase_of(self.status, self.dates, day)


def phase_of(status: WindowStatus, dates: WindowDates, day: date) -> Phase:
    """Where a window of that status and those days is on a London day."""
    if status is not WindowStatus.OPEN:
        return Phase(status.value)
    if day < dates.opens_on:
        return Phase.PUBLISHED
    if day <= dates.preferences_close_on:
        return Phase.CHOOSING
    return Phase.DECIDING if day <= dates.decisions_close_on else Phase.READY
