"""Apprenticeship standards: what training there is, how long it lasts and the most that it may cost."""

from datetime import date
from enum import StrEnum
from functools import cache

from pydantic import Field

from shared.reference.rules import rule, rule_if_any
from shared.reference.stored import STANDARDS, Mark, Row, stored_text
from shared.values.dates import Month, first_day_of
from shared.values.identifiers import StandardRef
from shared.values.money import Pence

_LEVEL_WITH_AGE_RULE = 7


class StandardStatus(StrEnum):
    """Where one version of a standard stands."""

    LIVE = "live"
    IN_REVISION = "in_revision"  # offered, but its content or band is about to change
    CLOSING = "closing"  # funding for new starts is being withdrawn
    SUPERSEDED = "superseded"  # replaced by a later version: never used for a new start


class StandardProblem(StrEnum):
    """Why a standard cannot be had at a start."""

    UNKNOWN = "unknown"
    RETIRED = "retired"
    NOT_OFFERED = "not_offered"  # known, but not at that start
    BAND_UNVERIFIED = "band_unverified"  # it exists, but no trustworthy band or length was found
    CLOSED_TO_NEW_STARTS = "closed_to_new_starts"


class StandardWarning(StrEnum):
    """What an employer should know before choosing a standard. A warning never refuses."""

    IN_REVISION = "standard_in_revision"
    CLOSING = "standard_closing"  # the training provider must have a capped place left
    AGE_LIMITED = "standard_age_limited"
    UNVERIFIED = "standard_unverified"


class AgeLimit(Row):
    """Who may start a standard, by age at the start, both ages included."""

    youngest: int
    oldest: int
    oldest_with_care_plan: int | None
    """For somebody with an education, health and care plan, or who was in care."""


class Standard(Row):
    """One version of a standard with its funding band: the most that levy pays for one apprentice.

    `months` is the typical length. Routes are assigned here from titles and are only a way to group.
    """

    ref: StandardRef
    version: str | None
    title: str
    level: int = Field(ge=2, le=7)
    route: str | None
    band_pence: Pence
    months: int = Field(ge=1)
    effective_from: date | None
    effective_to: date | None
    status: StandardStatus
    ages: AgeLimit | None
    lars_code: int | None
    source: str
    mark: Mark
    snapshot_on: date
    note: str | None

    def runs_on(self, day: date) -> bool:
        """Whether an apprentice could start on a day, as far as its dates are known."""
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to)


class RefusedStandard(Row):
    """A standard that somebody may well ask for and that cannot be funded here."""

    ref: StandardRef
    title: str
    problem: StandardProblem
    source: str
    note: str | None


class ClosingTitle(Row):
    """A closing standard outside health and care: its reference was not found, so it is never offered."""

    title: str
    level: int
    source: str


class StandardsFile(Row):
    """Everything held on standards. Sources are named in full once and by their short name in each row."""

    checked_on: date
    sources: dict[str, str]
    lines: tuple[Standard, ...]
    refused: tuple[RefusedStandard, ...]
    closing_titles: tuple[ClosingTitle, ...]


@cache
def standards_file() -> StandardsFile:
    """All standards held, past versions and refused ones included."""
    return StandardsFile.model_validate_json(stored_text(STANDARDS))


@cache
def _current() -> dict[str, tuple[Standard, ...]]:
    lines = [line for line in standards_file().lines if line.status is not StandardStatus.SUPERSEDED]
    return {ref: tuple(line for line in lines if line.ref == ref) for ref in {line.ref for line in lines}}


@cache
def _refused() -> dict[str, StandardProblem]:
    return {standard.ref: standard.problem for standard in standards_file().refused}


def standard_for(ref: str, start: date | Month) -> Standard | StandardProblem:
    """The standard that an apprentice starting then would follow, or why there is none.

    A month is read on its first day: a start in the month of a closing day may still be in time.
    """
    if ref in _refused():
        return _refused()[ref]
    if ref not in _current():
        return StandardProblem.UNKNOWN
    day = first_day_of(start)
    line = next((line for line in _current()[ref] if line.runs_on(day)), None)
    if line is None:
        return StandardProblem.NOT_OFFERED
    if line.status is StandardStatus.CLOSING and day >= rule("closing_standards_refused_from", day).day:
        return StandardProblem.CLOSED_TO_NEW_STARTS
    return line


def age_limit(standard: Standard, start: date | Month) -> AgeLimit | None:
    """The ages at which somebody may start the standard then: its own limit, or that of level 7."""
    if standard.ages is not None or standard.level != _LEVEL_WITH_AGE_RULE:
        return standard.ages
    oldest = rule_if_any("level_7_oldest_age", start)
    if oldest is None:
        return None
    with_care_plan = rule("level_7_oldest_age_with_care_plan", start).number
    return AgeLimit(youngest=16, oldest=oldest.number, oldest_with_care_plan=with_care_plan)


def warnings_for(standard: Standard, start: date | Month) -> tuple[StandardWarning, ...]:
    """What to say beside a standard at a start, the weightiest first."""
    holds = {
        StandardWarning.CLOSING: standard.status is StandardStatus.CLOSING,
        StandardWarning.AGE_LIMITED: age_limit(standard, start) is not None,
        StandardWarning.IN_REVISION: standard.status is StandardStatus.IN_REVISION,
        StandardWarning.UNVERIFIED: standard.mark is not Mark.SOURCED,
    }
    return tuple(warning for warning, is_true in holds.items() if is_true)


def offered_standards(start: date | Month) -> tuple[Standard, ...]:
    """The standards that an apprentice may start then, by title."""
    found = (standard_for(ref, start) for ref in _current())
    offered = (standard for standard in found if isinstance(standard, Standard))
    return tuple(sorted(offered, key=lambda standard: (standard.title, standard.ref)))
