"""People and posts for the tests of redeployment: ordinary ones, changed where a test says so."""

from datetime import date
from typing import Any

from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec, Post, Profile

TODAY = date(2026, 11, 24)


def a_profile(**changes: Any) -> Profile:
    """A staff nurse on band 5 in Stoke who wants the same work, full-time or four days, within fifteen miles."""
    usual = {
        "job_role": "03007",
        "staff_group": "03",
        "framework": "afc",
        "band": "5",
        "salary_pence": 3_904_300,
        "hours_week_hundredths": 3_750,
        "postcode_district": "ST4",
        "registration": "nmc",
        "skills": ("wound care", "cannulation"),
        "most_miles": 15,
        "least_hours": 3_000,
        "most_hours": 3_750,
        "available_from": date(2027, 1, 4),
    }
    return Profile.model_validate(usual | changes)


def a_post(**changes: Any) -> Post:
    """The same job in the next town."""
    usual = {
        "job_role": "03007",
        "staff_group": "03",
        "framework": "afc",
        "band": "5",
        "salary_pence": 3_904_300,
        "hours_week_hundredths": 3_750,
        "postcode_district": "ST5",
        "registration": "nmc",
        "is_permanent": True,
    }
    return Post.model_validate(usual | changes)


def a_criterion(text: str, **changes: Any) -> Criterion:
    """A criterion that cannot be trained in the post."""
    usual = {"criterion_id": text.casefold().replace(" ", "-")[:32], "kind": CriterionKind.SKILL, "text": text}
    return Criterion.model_validate(usual | changes)


def asking(*essential: Criterion, desirable: tuple[Criterion, ...] = ()) -> PersonSpec:
    """A person specification."""
    return PersonSpec(essential=essential, desirable=desirable)
