"""Whether a person fits a post, explained criterion by criterion. It proposes; a named human decides.

The same function serves both ways round: a post among people and a person among posts. It sees a work profile and
a post, never a tier, an age, a reason or health.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from functions.redeploy.domain.profiles import Criterion, Post, Profile
from shared.reference.districts import miles_between
from shared.reference.rules import rule
from shared.reference.workforce import AFC, band_rank


class Met(StrEnum):
    """How a person stands to one criterion."""

    MET = "met"
    TRAINABLE = "trainable"  # not yet, but training in the post gets there within the set time
    NOT_MET = "not_met"


class Grade(StrEnum):
    """What a match leads to, the best first."""

    EXACT = "exact"  # slot-in proposed: the same job, every essential met, and every wish
    MEETS = "meets"  # interview guaranteed: every essential met
    TRAINABLE = "trainable"  # every essential met or trainable within the set time
    NOT_SUITABLE = "not_suitable"


GRADE_RANK = {grade: rank for rank, grade in enumerate(Grade)}


class Obstacle(StrEnum):
    """What speaks against a match; whether it rules the match out is `RULES_OUT`'s to say."""

    REGISTRATION_MISSING = "registration_missing"
    OTHER_STAFF_GROUP = "other_staff_group"  # another role in another group, and not one the person asked for
    BAND_ABOVE = "band_above"  # promotion is for open competition
    BAND_BELOW = "band_below"  # and the person has not said that a lower one is acceptable
    PAY_ABOVE = "pay_above"  # the same, by salary, where the bands cannot be compared
    PAY_BELOW = "pay_below"
    ESSENTIAL_NOT_MET = "essential_not_met"
    NEEDS_TRAINING = "needs_training"
    ROLE_NOT_WANTED = "role_not_wanted"
    TOO_FAR = "too_far"
    DISTANCE_UNKNOWN = "distance_unknown"
    HOURS_OUTSIDE_WISH = "hours_outside_wish"
    NOT_PERMANENT = "not_permanent"


RULES_OUT = frozenset(
    {
        Obstacle.REGISTRATION_MISSING,
        Obstacle.OTHER_STAFF_GROUP,
        Obstacle.BAND_ABOVE,
        Obstacle.BAND_BELOW,
        Obstacle.PAY_ABOVE,
        Obstacle.PAY_BELOW,
        Obstacle.ESSENTIAL_NOT_MET,
    }
)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion answered. `months` is the training it takes, where it is not met and can be trained."""

    criterion_id: str
    text: str
    is_essential: bool
    met: Met
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A grade with all that it rests on.

    `band_difference` is the post's rank less the person's (None unless both are Agenda for Change);
    `pay_difference_pence` the post's full-time salary less the person's; `miles` one way, None where unknown.
    """

    grade: Grade
    essentials: tuple[CriterionResult, ...]
    desirables: tuple[CriterionResult, ...]
    band_difference: int | None
    pay_difference_pence: int
    miles: int | None
    fits_travel: bool
    fits_hours: bool
    registration_met: bool
    role_wanted: bool
    obstacles: tuple[Obstacle, ...]

    @property
    def is_suitable(self) -> bool:
        """Whether the person may be proposed for the post at all."""
        return self.grade is not Grade.NOT_SUITABLE


def match(profile: Profile, post: Post, on: date) -> Match:
    """How a person fits a post under the settings of a day.

    A required registration that is not held, a higher band, a lower one that the person has not accepted (however
    many bands lower), another staff group's role that was not asked for, or an essential that cannot be trained in
    time: not suitable. Pay within `redeploy_pay_same_level_percent` stands for the same band where either side
    has none. The person's wishes (role, miles, hours) and a post that is not permanent hide nothing from the
    person: they are named as obstacles, and make an exact match one that meets the essentials.
    """
    essentials = _answers(profile, post.spec.essential, True, _months_to_train(on))
    miles = miles_between(profile.travels_from, post.postcode_district)
    fits_travel = _fits_travel(profile, post, miles)
    fits_hours = profile.least_hours <= post.hours_week_hundredths <= profile.most_hours
    role_wanted = post.job_role in (profile.wanted_job_roles or (profile.job_role,))
    registration_met = post.registration in ("", profile.registration)
    level = _level(profile, post, on)
    stands = {
        Obstacle.REGISTRATION_MISSING: not registration_met,
        Obstacle.OTHER_STAFF_GROUP: _is_foreign(profile, post),
        **_level_obstacles(profile, post, level),
        Obstacle.ESSENTIAL_NOT_MET: any(answer.met is Met.NOT_MET for answer in essentials),
        Obstacle.NEEDS_TRAINING: any(answer.met is Met.TRAINABLE for answer in essentials),
        Obstacle.ROLE_NOT_WANTED: not role_wanted,
        Obstacle.TOO_FAR: miles is not None and not fits_travel,
        Obstacle.DISTANCE_UNKNOWN: miles is None and not fits_travel,
        Obstacle.HOURS_OUTSIDE_WISH: not fits_hours,
        Obstacle.NOT_PERMANENT: not post.is_permanent,
    }
    obstacles = tuple(obstacle for obstacle, is_there in stands.items() if is_there)
    return Match(
        grade=_grade(obstacles, _is_same_job(profile, post, level)),
        essentials=essentials,
        desirables=_answers(profile, post.spec.desirable, False, _months_to_train(on)),
        band_difference=_band_difference(profile, post),
        pay_difference_pence=post.salary_pence - profile.salary_pence,
        miles=miles,
        fits_travel=fits_travel,
        fits_hours=fits_hours,
        registration_met=registration_met,
        role_wanted=role_wanted,
        obstacles=obstacles,
    )


@lru_cache(maxsize=64)
def _months_to_train(on: date) -> int:
    return rule("redeploy_trainable_months", on).number


@lru_cache(maxsize=64)
def _same_level_percent(on: date) -> int:
    return rule("redeploy_pay_same_level_percent", on).number


def _answers(
    profile: Profile, criteria: tuple[Criterion, ...], is_essential: bool, most_months: int
) -> tuple[CriterionResult, ...]:
    """Each criterion answered from all tags of the person: in which box somebody typed one must not matter."""
    tags = {*profile.skills, *profile.qualifications, *profile.experience}
    return tuple(
        _answer(one.criterion_id, one.text, is_essential, one.key in tags, one.trainable_months, most_months)
        for one in criteria
    )


@lru_cache(maxsize=4096)  # one post is matched with thousands of people, and the answers are few
def _answer(
    criterion_id: str, text: str, is_essential: bool, is_met: bool, months: int | None, most_months: int
) -> CriterionResult:
    if is_met:
        return CriterionResult(criterion_id, text, is_essential, Met.MET)
    met = Met.NOT_MET if months is None or months > most_months else Met.TRAINABLE
    return CriterionResult(criterion_id, text, is_essential, met, months)


def _fits_travel(profile: Profile, post: Post, miles: int | None) -> bool:
    """Whether the post is in a district that the person named or chose to start from, or near enough."""
    if post.postcode_district in (profile.travels_from, *profile.wanted_districts):
        return True
    return miles is not None and miles <= profile.most_miles


def _is_foreign(profile: Profile, post: Post) -> bool:
    return (
        post.job_role != profile.job_role
        and post.job_role not in profile.wanted_job_roles
        and post.staff_group != profile.staff_group
    )


def _band_difference(profile: Profile, post: Post) -> int | None:
    if profile.framework != AFC or post.framework != AFC:
        return None
    return band_rank(post.band) - band_rank(profile.band)


def _level(profile: Profile, post: Post, on: date) -> int:
    """How far the post stands above the person's level (below: negative); 0 the same. By band, else by salary."""
    steps = _band_difference(profile, post)
    if steps is not None:
        return steps
    margin = profile.salary_pence * _same_level_percent(on)
    difference = 100 * (post.salary_pence - profile.salary_pence)
    return (difference > margin) - (difference < -margin)


def _level_obstacles(profile: Profile, post: Post, level: int) -> dict[Obstacle, bool]:
    by_band = AFC == profile.framework == post.framework
    above, below = (
        (Obstacle.BAND_ABOVE, Obstacle.BAND_BELOW) if by_band else (Obstacle.PAY_ABOVE, Obstacle.PAY_BELOW)
    )
    return {above: level > 0, below: level < 0 and not profile.accepts_band_below}


def _grade(obstacles: tuple[Obstacle, ...], is_same_job: bool) -> Grade:
    if not RULES_OUT.isdisjoint(obstacles):
        return Grade.NOT_SUITABLE
    if Obstacle.NEEDS_TRAINING in obstacles:
        return Grade.TRAINABLE
    return Grade.EXACT if is_same_job and not obstacles else Grade.MEETS


def _is_same_job(profile: Profile, post: Post, level: int) -> bool:
    """The same role on the same terms at the same level: the first half of what makes a match exact."""
    return level == 0 and (profile.job_role, profile.framework) == (post.job_role, post.framework)
