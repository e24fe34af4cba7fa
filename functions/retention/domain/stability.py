"""How stable the staff of an employer is over a year, and that of the ICS, to which a move from one of its
employers to another is no loss.

Definitions, each with where it comes from (`messages/stability.py` says so on the page):
- employer-level stability: of those in post on the first day, how many are with the employer on the last;
- system-level stability: the same, where whoever left for another employer of the ICS counts as still there;
- leaver rate: leavers of the year by the mean of the headcounts of the first and the last day;
- early leavers: leavers who were with the employer for less than twelve months.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.outcomes_hiding import percent_of, span_of, tenths_of
from functions.retention.domain.parts import EmployerRef
from functions.retention.domain.policy import audits, coordinates, is_hr_of
from functions.retention.domain.reasons import Reason
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record
from shared.values.faults import fault
from shared.values.suppression import HIDDEN, Suppression

Heads = Annotated[int, Field(ge=0, le=1_000_000)]
Year = Annotated[int, Field(ge=2015, le=2100)]


class YearCounts(Frozen):
    """What HR counts of a year, in heads. `leavers_of_start`: leavers who were in post on the first day;
    `moved_within_ics`: of these, who left for another employer of the ICS; `early_leavers`: leavers with less than
    twelve months of service, among them everybody who came and left within the year."""

    at_start: Heads
    at_end: Heads
    leavers: Heads
    leavers_of_start: Heads
    moved_within_ics: Heads
    early_leavers: Heads

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.leavers_of_start > self.at_start:
            raise fault("leavers_of_start.more_than_start")
        if self.leavers_of_start > self.leavers:
            raise fault("leavers_of_start.more_than_leavers")
        if self.moved_within_ics > self.leavers_of_start:
            raise fault("moved_within_ics.more_than_leavers")
        if self.early_leavers > self.leavers:
            raise fault("early_leavers.more_than_leavers")
        if self.early_leavers < self.leavers - self.leavers_of_start:
            raise fault("early_leavers.too_few")
        if self.at_end < self.at_start - self.leavers_of_start:
            raise fault("at_end.fewer_than_stayed")
        return self


class EmployerYear(Record):
    """A year of an employer, from 1 April of `year` to 31 March after, as its HR counted it. It can be
    corrected until the figures of the year are frozen."""

    year: Year
    employer: EmployerRef
    counts: YearCounts
    entered_at: datetime

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"STABILITY#{self.year}#{self.employer.ods_code}"


class EnterYear(Frozen):
    """Enter a year, or correct it. `version`: 0 where nothing was entered before."""

    year: Year
    version: Annotated[int, Field(ge=0)]
    counts: YearCounts


class YearLine(Frozen):
    """What is shown of an employer's year; None where it is withheld."""

    employer: EmployerRef
    at_start: str
    at_end: str
    leavers: str | None
    leavers_of_start: str | None
    moved_within_ics: str | None
    early_leavers: str | None

    @property
    def employer_stability(self) -> str:
        """In percent, from what is shown."""
        return _stability(self.at_start, self.leavers_of_start, "0")

    @property
    def system_stability(self) -> str:
        """In percent, from what is shown."""
        return _stability(self.at_start, self.leavers_of_start, self.moved_within_ics)

    @property
    def leaver_rate(self) -> str:
        """In percent of the mean headcount, from what is shown."""
        if self.leavers is None or HIDDEN in (self.leavers, self.at_start, self.at_end):
            return HIDDEN
        return tenths_of(2 * int(self.leavers), int(self.at_start) + int(self.at_end))

    @property
    def early_share(self) -> str:
        """Early leavers of all leavers, from what is shown."""
        if self.leavers is None or self.early_leavers is None:
            return HIDDEN
        return percent_of(self.early_leavers, self.leavers)


class YearFigures(Frozen):
    """The frozen figures of a year: what is shown of each employer that had entered it."""

    year: Year
    counted_at: datetime
    lines: tuple[YearLine, ...]


@dataclass(frozen=True)
class Whole:
    """The ICS as a whole, worked out from what is shown of those employers of which enough is: each share as
    the least and the most that it can be."""

    employers: int
    employer_stability: tuple[str, str]
    system_stability: tuple[str, str]


def first_day(year: int) -> date:
    """The first day of a year."""
    return date(year, 4, 1)


def last_day(year: int) -> date:
    """The last day of a year."""
    return date(year + 1, 3, 31)


def last_over(today: date) -> int:
    """The last year that is over."""
    return today.year - 1 if today > last_day(today.year - 1) else today.year - 2


def may_enter_year(actor: Actor) -> bool:
    """Whether they enter the years of the employer that they act for: its HR."""
    return is_hr_of(actor, actor.ods_code)


def may_see_outcomes(actor: Actor) -> bool:
    """Whether they see the figures of windows and years: the coordinator and auditors of the ICS."""
    return coordinates(actor) or audits(actor)


def enter_year(
    before: EmployerYear | None, employer: EmployerRef, command: EnterYear, is_frozen: bool, here: Circumstances
) -> Decision[EmployerYear] | Refusal:
    """HR enters a year that is over, or corrects it, until its figures are frozen."""
    if here.actor is None or not is_hr_of(here.actor, employer.ods_code):
        return Refusal(Reason.NOT_FOUND)
    if (before.head.number if before else 0) != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    if last_day(command.year) >= london_day(here.now):
        return Refusal(Reason.YEAR_NOT_OVER)
    if is_frozen:
        return Refusal(Reason.FIGURES_FROZEN)
    known = EmployerYear(
        ics_code=here.actor.ics_code,
        year=command.year,
        employer=employer,
        counts=command.counts,
        entered_at=here.now,
    )
    entered = known if before is None else known.model_copy(update={"head": before.head})
    return decided(entered, "enter_year" if before is None else "correct_year", here)


def year_figures(year: int, entered: Iterable[EmployerYear], by: Suppression, counted_at: datetime) -> YearFigures:
    """The figures of a year as they are shown, by employer."""
    lines = tuple(line_of(one.employer, one.counts, by) for one in entered)
    return YearFigures(year=year, counted_at=counted_at, lines=lines)


def line_of(employer: EmployerRef, counts: YearCounts, by: Suppression) -> YearLine:
    """What is shown of an employer's year. Nothing but the headcount where few were in post on the first day;
    no early leavers where they, with the other numbers shown, could narrow down a *: which is decided without
    looking at them, or their absence would say what they are."""
    has_many = counts.at_start >= by.least_shown
    leavers, of_start = by.shown(counts.leavers), by.shown(counts.leavers_of_start)
    is_early_safe = has_many and _is_early_safe(leavers, of_start, by)
    return YearLine(
        employer=employer,
        at_start=by.shown(counts.at_start),
        at_end=by.shown(counts.at_end),
        leavers=leavers if has_many else None,
        leavers_of_start=of_start if has_many else None,
        moved_within_ics=by.shown(counts.moved_within_ics) if has_many else None,
        early_leavers=by.shown(counts.early_leavers) if is_early_safe else None,
    )


def whole_of(figures: YearFigures, by: Suppression) -> Whole | None:
    """The ICS as a whole; None where of no employer enough is shown."""
    known = [one for one in figures.lines if one.leavers_of_start is not None and one.at_start != HIDDEN]
    started = sum(int(one.at_start) for one in known)
    if not started:
        return None
    left = [one.leavers_of_start or "0" for one in known]
    moved = [one.moved_within_ics or "0" for one in known]
    least_left, most_left = span_of(left, by)
    least_moved, most_moved = span_of(moved, by)
    return Whole(
        employers=len(known),
        employer_stability=_shares(started - most_left, started - least_left, started),
        system_stability=_shares(started - most_left + least_moved, started - least_left + most_moved, started),
    )


def _shares(least: int, most: int, of: int) -> tuple[str, str]:
    return tenths_of(max(0, least), of), tenths_of(min(most, of), of)


def _stability(at_start: str, left: str | None, moved: str | None) -> str:
    if left is None or moved is None or HIDDEN in (at_start, left, moved):
        return HIDDEN
    stayed = int(at_start) - int(left) + int(moved)
    return tenths_of(min(max(stayed, 0), int(at_start)), int(at_start))


@cache
def _is_early_safe(leavers: str, of_start: str, by: Suppression) -> bool:
    """Whether every way in which early leavers could be shown leaves each * as wide as it is. Early leavers are at
    least those leavers who were not there on the first day, and at most all leavers."""
    all_leavers, at_first = by.could_be(leavers), by.could_be(of_start)
    pairs = [(one, other) for one in all_leavers for other in at_first if other <= one]
    shown = {by.shown(early) for one, other in pairs for early in range(one - other, one + 1)}
    return all(_is_wide(pairs, early, (leavers, of_start), by) for early in shown)


def _is_wide(pairs: Sequence[tuple[int, int]], early: str, others: tuple[str, str], by: Suppression) -> bool:
    fitting = [
        (one, other, count) for one, other in pairs for count in by.could_be(early) if one - other <= count <= one
    ]
    few = set(by.could_be(HIDDEN))
    return all(
        {counts[place] for counts in fitting} == few
        for place, shown in enumerate((*others, early))
        if shown == HIDDEN
    )
