"""What the coordinator's board counts, and how small numbers of people are hidden in it. Pure functions.

NHS Digital's method below national level (2018): 0 stays 0, 1 to 7 is shown as *, other numbers are rounded;
totals are worked out first and then rounded, so parts need not add up; what is not about people is shown as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median_low

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.stages import MatchStatus
from shared.clock import london_day
from shared.reference.rules import rule

HIDDEN = "*"
NOTICE_WEEKS = (4, 8, 12)
"""The horizons of the board for notices that end: what a notice of one to twelve weeks leaves."""


class Reached(StrEnum):
    """The furthest that a match has come, in this order, whatever became of it."""

    MATCH = "match"
    INTEREST = "interest"
    INTERVIEW = "interview"
    OFFER = "offer"
    TRIAL = "trial"
    REDEPLOYED = "redeployed"


@dataclass(frozen=True)
class Hiding:
    """How numbers of people are shown: the smallest that is, and the step that they are rounded to."""

    least_shown: int
    round_to: int

    def shown(self, people: int) -> str:
        """A number of people as the board shows it."""
        if people == 0:
            return "0"
        return HIDDEN if people < self.least_shown else str(self.rounded(people))

    def rounded(self, people: int) -> int:
        """To the nearest step; halfway goes up."""
        return (2 * people + self.round_to) // (2 * self.round_to) * self.round_to


@dataclass(frozen=True)
class Waiting:
    """The matches of one status: how many, and the middle of the days that they have been in it."""

    status: MatchStatus
    matches: int
    median_days: int


def hiding_on(day: date) -> Hiding:
    """How numbers of people are shown under the settings of a day."""
    least, step = (rule(f"redeploy_board_{name}", day).number for name in ("least_shown", "round_to"))
    return Hiding(least, step)


def reached(match: MatchRecord) -> Reached:
    """The furthest that a match has come since it was last proposed."""
    if match.confirmation:
        return Reached.REDEPLOYED
    if match.trial:
        return Reached.TRIAL
    if match.offer:
        return Reached.OFFER
    if match.interview_on:
        return Reached.INTERVIEW
    return Reached.INTEREST if match.rank else Reached.MATCH


def funnel(furthest: Iterable[str]) -> dict[Reached, int]:
    """How many matches came to each stage or beyond it."""
    held = Counter(Reached(one) for one in furthest)
    stages = list(Reached)
    return {stage: sum(held[later] for later in stages[place:]) for place, stage in enumerate(stages)}


def notices_ending(ends: Iterable[date], today: date) -> dict[int, int]:
    """How many notices end within each number of weeks from today; those that have ended are not among them."""
    days = [day for day in ends if day >= today]
    return {weeks: sum(day <= today + timedelta(weeks=weeks) for day in days) for weeks in NOTICE_WEEKS}


def waiting(since: Mapping[MatchStatus, Sequence[datetime]], today: date) -> list[Waiting]:
    """The matches of each status that has any, in the order of statuses."""
    return [
        Waiting(status, len(since[status]), median_low([(today - london_day(one)).days for one in since[status]]))
        for status in MatchStatus
        if since.get(status)
    ]


def percent(part: int, whole: int) -> int:
    """The part of a whole in percent, rounded; of nothing it is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0
