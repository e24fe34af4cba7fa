"""Laws of the priority list: reproducible, better for whoever has more, and where equal an honest lot."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.retention.domain.priority import Claim, Place, hash_of_seed, priority_list
from tests.unit.retention.test_priority import CLOSE, a_window

SEEDS = st.text(alphabet="abcdefghij-_0123456789", min_size=1, max_size=20)
CLAIMS = st.builds(
    Claim,
    person_id=st.text(alphabet="abcdefgh", min_size=1, max_size=4),
    is_at_risk=st.booleans(),
    waiting_since=st.integers(0, 900).map(lambda days: CLOSE - timedelta(days=days)),
    has_confirmed_need=st.booleans(),
    works_where_hard_to_fill=st.booleans(),
    months_in_post=st.integers(0, 300),
)
LISTS = st.lists(CLAIMS, max_size=12, unique_by=lambda one: one.person_id)


def listed(seed: str, claims: list[Claim]) -> tuple[Place, ...]:
    return priority_list(a_window(seed_hash=hash_of_seed(seed)), seed, claims)


@given(SEEDS, LISTS, st.randoms(use_true_random=False))
def test_the_order_in_which_people_are_given_changes_nothing(
    seed: str, claims: list[Claim], chance: object
) -> None:
    shuffled = [*claims]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert listed(seed, claims) == listed(seed, shuffled)


@given(SEEDS, LISTS)
def test_everybody_stands_in_it_once_and_in_falling_order(seed: str, claims: list[Claim]) -> None:
    places = listed(seed, claims)
    assert [place.number for place in places] == list(range(1, len(claims) + 1))
    assert {place.person_id for place in places} == {one.person_id for one in claims}
    turns = [(not place.is_at_risk, -place.points, place.ticket) for place in places]
    assert turns == sorted(turns)


@given(SEEDS, LISTS, CLAIMS)
def test_who_comes_in_or_goes_changes_no_order_among_the_others(
    seed: str, claims: list[Claim], more: Claim
) -> None:
    others = [one for one in claims if one.person_id != more.person_id]
    without = [place.person_id for place in listed(seed, others)]
    among = [place.person_id for place in listed(seed, [*others, more]) if place.person_id != more.person_id]
    assert without == among


@given(SEEDS, LISTS)
def test_more_of_any_ground_never_costs_a_place(seed: str, claims: list[Claim]) -> None:
    before = {place.person_id: place.number for place in listed(seed, claims)}
    for at, one in enumerate(claims):
        for better in (
            replace(one, has_confirmed_need=True),
            replace(one, works_where_hard_to_fill=True),
            replace(one, months_in_post=one.months_in_post + 12),
            replace(one, waiting_since=one.waiting_since - timedelta(days=31)),
            replace(one, is_at_risk=True),
        ):
            after = listed(seed, [*claims[:at], better, *claims[at + 1 :]])
            (number,) = [place.number for place in after if place.person_id == one.person_id]
            assert number <= before[one.person_id]


@given(SEEDS, LISTS)
def test_the_points_are_the_sum_of_the_items_and_none_is_below_zero(seed: str, claims: list[Claim]) -> None:
    for place in listed(seed, claims):
        assert place.points == sum(one.points for one in place.items)
        assert all(one.points >= 0 and one.amount >= 0 for one in place.items)


def test_the_lot_favours_no_name() -> None:
    """Over many seeds each of ten people is first about as often: far from it would be a lot that knows names."""
    claims = [Claim(f"person-{number}", False, CLOSE, False, False, 12) for number in range(10)]
    first = [listed(f"seed-{number}", claims)[0].person_id for number in range(2_000)]
    counts = [first.count(one.person_id) for one in claims]
    assert min(counts) > 140
    assert max(counts) < 260
