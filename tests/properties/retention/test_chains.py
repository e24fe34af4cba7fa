"""Chains and rings: every move is in one, each follows on the one before, vacancies begin and free posts end
them."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from functions.retention.domain.chains import Hop, chains_of, flows_of

units = st.sampled_from("ABCDEF")
ways = st.lists(st.tuples(units, units).filter(lambda way: way[0] != way[1]), max_size=40)


def hops(found: list[tuple[str, str]]) -> list[Hop]:
    """Moves from unit to unit."""
    return [Hop(number, *way) for number, way in enumerate(found)]


@given(ways)
def test_every_move_is_in_just_one_chain_or_ring(found: list[tuple[str, str]]) -> None:
    all_of_them = hops(found)
    told = chains_of(all_of_them)
    numbers = [hop.number for one in (*told.chains, *told.rings) for hop in one.hops]
    assert sorted(numbers) == [hop.number for hop in all_of_them]


@given(ways)
def test_each_move_leads_into_the_unit_that_the_one_before_it_left(found: list[tuple[str, str]]) -> None:
    told = chains_of(hops(found))
    for one in (*told.chains, *told.rings):
        assert all(hop.from_unit == after.to_unit for hop, after in zip(one.hops, one.hops[1:], strict=False))


@given(ways)
def test_a_unit_begins_and_ends_as_many_chains_as_it_gains_or_loses_people(found: list[tuple[str, str]]) -> None:
    told = chains_of(hops(found))
    gained = Counter(to for _, to in found)
    gained.subtract(Counter(home for home, _ in found))
    begun, ended = Counter(one.filled for one in told.chains), Counter(one.left_free for one in told.chains)
    for unit in "ABCDEF":
        assert begun[unit] == max(0, gained[unit])
        assert ended[unit] == max(0, -gained[unit])
    assert not any(one.is_ring for one in told.chains)


@given(ways)
def test_a_ring_comes_back_to_where_it_began_and_nothing_meets_a_unit_twice(found: list[tuple[str, str]]) -> None:
    told = chains_of(hops(found))
    assert all(ring.is_ring for ring in told.rings)
    for one in (*told.chains, *told.rings):
        left = [hop.from_unit for hop in one.hops]
        assert len(set(left)) == len(left)


@given(ways, st.randoms())
def test_the_same_moves_are_told_the_same_way_whatever_their_order(
    found: list[tuple[str, str]], draw: object
) -> None:
    all_of_them = hops(found)
    mixed = list(all_of_them)
    draw.shuffle(mixed)  # type: ignore[attr-defined]
    assert chains_of(mixed) == chains_of(all_of_them)


@given(ways)
def test_the_lines_of_the_picture_count_every_move_once(found: list[tuple[str, str]]) -> None:
    flows = flows_of(hops(found))
    assert {(one.from_unit, one.to_unit): one.people for one in flows} == dict(Counter(found))
