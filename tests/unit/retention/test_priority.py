"""The published order: people of closing units, then points, then a lot that anybody can work out again."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest

from functions.retention.domain.defaults import points_on
from functions.retention.domain.parts import EmployerRef, PersonRef
from functions.retention.domain.priority import Claim, Ground, hash_of_seed, points_of, priority_list, ticket_of
from functions.retention.domain.windows import TransferWindow, WindowStatus
from tests.partners import NOW
from tests.retention import DATES, TODAY, a_plan

SEED = "a-seed"
CLOSE = DATES.preferences_close_on
RULE = points_on(TODAY)


def a_window(**changed: Any) -> TransferWindow:
    """An open window whose seed is `SEED`."""
    plan = a_plan()
    known: dict[str, Any] = {
        "ics_code": "QXX",
        "window_id": "w" * 22,
        "name": plan.name,
        "market": plan.market,
        "partners": (EmployerRef(ods_code="RZZ", name="Trust"),),
        "dates": plan.dates,
        "rules": plan.rules,
        "status": WindowStatus.OPEN,
        "created_at": NOW,
        "created_by": PersonRef(person_id="coordinator", name="Olwen"),
        "points": RULE,
        "seed_hash": hash_of_seed(SEED),
    }
    return TransferWindow.model_validate(known | changed)


def claim(person_id: str = "p", **changed: Any) -> Claim:
    """Somebody without any points."""
    known: dict[str, Any] = {
        "person_id": person_id,
        "is_at_risk": False,
        "waiting_since": CLOSE,
        "has_confirmed_need": False,
        "works_where_hard_to_fill": False,
        "months_in_post": 9,
    }
    return Claim(**(known | changed))


def order(*claims: Claim) -> list[str]:
    return [place.person_id for place in priority_list(a_window(), SEED, claims)]


def points(**changed: Any) -> dict[Ground, int]:
    return {one.ground: one.points for one in points_of(claim(**changed), RULE, CLOSE) if one.points}


def test_each_ground_gives_its_published_points() -> None:
    assert points() == {}
    assert points(has_confirmed_need=True) == {Ground.NEED: 24}
    assert points(works_where_hard_to_fill=True) == {Ground.HARD_TO_FILL: 12}
    assert points(months_in_post=60) == {Ground.TENURE: 10}
    assert points(months_in_post=71) == {Ground.TENURE: 10}
    assert points(waiting_since=date(2026, 6, 20)) == {Ground.WAITING: 12}


@pytest.mark.parametrize(
    ("since", "months"),
    [
        (date(2026, 11, 20), 1),
        (date(2026, 11, 21), 0),
        (date(2026, 12, 20), 0),
        (date(2027, 3, 1), 0),
        (date(2025, 12, 20), 12),
    ],
)
def test_only_whole_months_of_waiting_count(since: date, months: int) -> None:
    assert date(2026, 12, 20) == CLOSE
    assert points(waiting_since=since) == ({Ground.WAITING: months * 2} if months else {})


def test_waiting_and_tenure_count_up_to_their_limits() -> None:
    assert points(waiting_since=CLOSE - timedelta(days=5_000)) == {Ground.WAITING: 48}
    assert points(months_in_post=480) == {Ground.TENURE: 20}


def test_people_of_a_closing_unit_come_before_whoever_has_most_points() -> None:
    most = claim("most", has_confirmed_need=True, works_where_hard_to_fill=True, months_in_post=200)
    assert order(most, claim("at-risk", is_at_risk=True)) == ["at-risk", "most"]


def test_more_points_come_first_and_equal_points_go_by_lot() -> None:
    assert order(claim("less"), claim("more", months_in_post=12)) == ["more", "less"]
    equal = [claim(f"p{number}") for number in range(20)]
    assert order(*equal) == sorted((one.person_id for one in equal), key=lambda own: ticket_of(SEED, own))


def test_a_ticket_is_what_the_page_says_that_it_is() -> None:
    assert ticket_of(SEED, "p1") == hashlib.sha256(b"a-seed|p1").hexdigest()
    assert hash_of_seed(SEED) == hashlib.sha256(b"a-seed").hexdigest()


def test_another_seed_than_the_one_whose_hash_was_published_gives_no_list() -> None:
    with pytest.raises(ValueError, match="not the seed"):
        priority_list(a_window(), "another", [claim()])
    with pytest.raises(ValueError, match="twice"):
        priority_list(a_window(), SEED, [claim(), claim()])
    with pytest.raises(ValueError, match="not the seed"):
        priority_list(a_window(points=None), SEED, [claim()])


def test_a_place_says_what_it_rests_on() -> None:
    (place,) = priority_list(a_window(), SEED, [claim(has_confirmed_need=True, months_in_post=24)])
    assert (place.number, place.points, place.ticket) == (1, 28, ticket_of(SEED, "p"))
    assert {one.ground: (one.amount, one.points) for one in place.items} == {
        Ground.WAITING: (0, 0),
        Ground.NEED: (1, 24),
        Ground.HARD_TO_FILL: (0, 0),
        Ground.TENURE: (2, 4),
    }
