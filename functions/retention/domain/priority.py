"""The published priority list: people of closing units first, then by points, then by a lottery that anybody
can work out again. Pure, and the same whatever the order in which people are given.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.retention.domain.windows import PointsRule, TransferWindow


class Ground(StrEnum):
    """What points are given for."""

    WAITING = "waiting"
    NEED = "need"
    HARD_TO_FILL = "hard_to_fill"
    TENURE = "tenure"


@dataclass(frozen=True)
class Points:
    """Points for one ground, with how much of it there was: months waited, years in post, or 1."""

    ground: Ground
    amount: int
    points: int


@dataclass(frozen=True)
class Claim:
    """All that a person's place depends on. What they choose is not in it, so no choice can better the place."""

    person_id: str
    is_at_risk: bool
    waiting_since: date
    has_confirmed_need: bool
    works_where_hard_to_fill: bool
    months_in_post: int


@dataclass(frozen=True)
class Place:
    """A person's place in the list, 1 the first, with what it rests on. `ticket` is their lot, the lowest
    first."""

    person_id: str
    number: int
    is_at_risk: bool
    items: tuple[Points, ...]
    ticket: str

    @property
    def points(self) -> int:
        """All points together."""
        return sum(one.points for one in self.items)


def hash_of_seed(seed: str) -> str:
    """What is published of the seed when a window opens; when it closes, anybody can compare."""
    return hashlib.sha256(seed.encode()).hexdigest()


def ticket_of(seed: str, person_id: str) -> str:
    """A person's lot: nobody can know it before the seed is published, or change it after its hash is."""
    return hashlib.sha256(f"{seed}|{person_id}".encode()).hexdigest()


def points_of(claim: Claim, rule: PointsRule, day: date) -> tuple[Points, ...]:
    """A person's points item by item, as they stand on a day: the one on which preferences close."""
    months = min(_whole_months(claim.waiting_since, day), rule.most_waiting_months)
    years = min(claim.months_in_post // 12, rule.most_tenure_years)
    need, hard = int(claim.has_confirmed_need), int(claim.works_where_hard_to_fill)
    return (
        Points(Ground.WAITING, months, months * rule.each_waiting_month),
        Points(Ground.NEED, need, need * rule.need),
        Points(Ground.HARD_TO_FILL, hard, hard * rule.hard_to_fill),
        Points(Ground.TENURE, years, years * rule.each_tenure_year),
    )


def priority_list(window: TransferWindow, seed: str, claims: Iterable[Claim]) -> tuple[Place, ...]:
    """Everybody in order. Raises ValueError where the seed is not the one whose hash was published, or where
    somebody stands in it twice."""
    if window.points is None or hash_of_seed(seed) != window.seed_hash:
        raise ValueError("not the seed of this window")
    rule, day = window.points, window.dates.preferences_close_on
    given = tuple(claims)
    known = {claim.person_id: claim for claim in given}
    if len(known) < len(given):
        raise ValueError("somebody claims twice")
    items = {own: points_of(claim, rule, day) for own, claim in known.items()}

    def turn(own: str) -> tuple[bool, int, str, str]:
        total = sum(one.points for one in items[own])
        return (not known[own].is_at_risk, -total, ticket_of(seed, own), own)

    return tuple(
        Place(own, number, known[own].is_at_risk, items[own], ticket_of(seed, own))
        for number, own in enumerate(sorted(known, key=turn), start=1)
    )


def _whole_months(since: date, day: date) -> int:
    months = (day.year - since.year) * 12 + day.month - since.month
    return max(0, months - (day.day < since.day))
