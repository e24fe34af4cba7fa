"""What the coordinator's board counts, and how small numbers are hidden."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.board import (
    HIDDEN,
    Hiding,
    Reached,
    funnel,
    hiding_on,
    notices_ending,
    percent,
    reached,
    waiting,
)
from functions.redeploy.domain.matches import Confirmation, MatchRecord, Offer, Trial, match_id_of
from functions.redeploy.domain.matching import match
from functions.redeploy.domain.people import EmployerRef
from functions.redeploy.domain.stages import MatchStatus
from functions.redeploy.domain.tiers import Tier
from shared.reference.rules import rule
from shared.reference.stored import Mark
from tests.partners import NOW
from tests.redeployments import TODAY, a_post, a_profile

HIDING = Hiding(least_shown=8, round_to=5)


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (15, "15"), (17, "15"), (18, "20")],
)
def test_nobody_stays_0_a_few_are_a_star_and_others_are_rounded_to_5(people: int, shown: str) -> None:
    assert hiding_on(TODAY).shown(people) == shown


def test_no_number_shown_tells_a_number_below_the_least() -> None:
    for people in range(1, 500):
        shown = HIDING.shown(people)
        assert (shown == HIDDEN) is (people < 8)
        assert shown == HIDDEN or (int(shown) % 5 == 0 and abs(int(shown) - people) <= 2)


def test_how_numbers_are_hidden_is_a_choice_of_this_system_with_its_source() -> None:
    for name in ("least_shown", "round_to"):
        assert rule(f"redeploy_board_{name}", TODAY).mark is Mark.LOCAL


def a_match(**changed: Any) -> MatchRecord:
    """A match that was only proposed, but for what is changed."""
    trust = EmployerRef(ods_code="RZZ", name="Moorland University Trust", is_nhs=True)
    details: dict[str, Any] = {
        "ics_code": "QXX",
        "match_id": match_id_of("person", "vacancy"),
        "entry_id": "person",
        "vacancy_id": "vacancy",
        "person_employer": trust,
        "post_employer": trust,
        "title": "Staff nurse",
        "tier": Tier.AT_RISK,
        "result": match(a_profile(), a_post(), TODAY),
        "status": MatchStatus.PROPOSED,
        "status_since": NOW,
        "created_at": NOW,
    }
    return MatchRecord.model_validate(details | changed)


def test_a_match_has_reached_the_furthest_that_it_came_whatever_became_of_it() -> None:
    trial = Trial(starts_on=TODAY, ends_on=TODAY)
    offer = Offer(made_on=TODAY, made_by="Fay", starts_on=TODAY)
    confirmed = Confirmation(by_name="Fay", at=NOW)
    so_far: dict[str, Any] = {"status": MatchStatus.CLOSED}
    assert reached(a_match(**so_far)) is Reached.MATCH
    for changed, furthest in (
        ({"rank": 1}, Reached.INTEREST),
        ({"interview_on": TODAY}, Reached.INTERVIEW),
        ({"offer": offer}, Reached.OFFER),
        ({"trial": trial}, Reached.TRIAL),
        ({"confirmation": confirmed}, Reached.REDEPLOYED),
    ):
        so_far |= changed
        assert reached(a_match(**so_far)) is furthest


def test_the_funnel_counts_each_stage_with_all_that_went_beyond_it() -> None:
    came = funnel(["match", "match", "interest", "offer", "redeployed"])
    assert list(came.values()) == [5, 3, 2, 2, 1, 1]
    assert list(came) == list(Reached)
    assert set(funnel([]).values()) == {0}


def test_notices_are_counted_up_to_and_including_the_last_day_of_each_horizon() -> None:
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=28), TODAY + timedelta(days=29)]
    assert notices_ending(days, TODAY) == {4: 2, 8: 3, 12: 3}
    assert notices_ending([TODAY + timedelta(days=84), TODAY + timedelta(days=85)], TODAY)[12] == 1


def test_the_age_of_a_status_is_the_middle_of_its_matches_in_london_days() -> None:
    ages = [1, 2, 30]
    since = {MatchStatus.OFFERED: [NOW - timedelta(days=days) for days in ages], MatchStatus.PROPOSED: []}
    (one,) = waiting(since, TODAY)
    assert (one.status, one.matches, one.median_days) == (MatchStatus.OFFERED, 3, 2)
    late = datetime.fromisoformat("2026-07-01T23:30:00+00:00")  # half past midnight on 2 July in London
    (summer,) = waiting({MatchStatus.OFFERED: [late]}, date(2026, 7, 2))
    assert summer.median_days == 0


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 2, 50), (1, 200, 1), (7, 7, 100)],
)
def test_a_share_is_rounded_to_a_whole_percent(part: int, whole: int, shown: int) -> None:
    assert percent(part, whole) == shown
