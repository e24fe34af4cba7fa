"""The exchange against its definition and brute force, and every oracle against a mechanism that is wrong."""

from collections import Counter
from dataclasses import replace
from itertools import islice
from random import Random

import pytest

from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_market import Applicant, Market, Unit, objection
from tests.properties.retention.exchange_oracles import (
    Assignments,
    Mechanism,
    a_market,
    every_market,
    is_efficient,
    is_feasible,
    is_right,
    leaves_nobody_worse_off,
    lies_that_pay,
    liked,
    markets,
    pair_lies_that_pay,
    proposed,
    slowly,
)

_SIZES = [(5, 4, 0), (6, 4, 2), (6, 5, 3), (8, 5, 2)]


# --- it does what its definition says -------------------------------------------------------------------------


@pytest.mark.parametrize(("people", "units", "organisations"), [*_SIZES, (14, 6, 3), (30, 8, 3)])
def test_the_quick_way_does_what_the_slow_definition_does_cycle_by_cycle(
    people: int, units: int, organisations: int
) -> None:
    for market in markets(people, 250, people, units, organisations):
        quick, slow = exchange(market), slowly(market)
        assert quick.assignments == slow.assignments
        assert list(quick.cycles) == slow.cycles


def test_the_bounds_hold_after_every_cycle_and_a_cycle_names_those_who_move_once() -> None:
    for market in markets(2, 300, 8, 5, 2):
        found = exchange(market)
        standing = {one.person_id: one.home for one in market.applicants}
        for cycle in found.cycles:
            standing.update({person: found.assignments[person] for person in cycle})
            assert is_feasible(market, standing)
        assert standing == found.assignments
        moved = [person for cycle in found.cycles for person in cycle]
        assert len(moved) == len(set(moved))


def test_each_person_of_a_cycle_takes_the_post_of_the_next_or_a_place_that_was_free() -> None:
    """Without room anywhere, everybody gets the very post that the next person in the cycle leaves."""
    for market in markets(3, 300, 8, 5):
        held = Counter(one.home for one in market.applicants)
        full = replace(market, units=tuple(replace(one, cap=held[one.unit_id]) for one in market.units))
        homes = {one.person_id: one.home for one in market.applicants}
        found = exchange(full)
        for cycle in found.cycles:
            for place, person in enumerate(cycle):
                assert found.assignments[person] == homes[cycle[(place + 1) % len(cycle)]]


# --- feasible, nobody worse off, efficient --------------------------------------------------------------------


@pytest.mark.parametrize(("people", "units", "organisations"), _SIZES)
def test_it_is_feasible_and_efficient_and_leaves_nobody_worse_off(
    people: int, units: int, organisations: int
) -> None:
    assert all(is_right(market) for market in markets(10 + people, 1_000, people, units, organisations))


@pytest.mark.parametrize(
    ("people", "units", "step"), [(1, 4, 1), (2, 3, 1), (3, 2, 1), (3, 3, 7), (4, 2, 1), (5, 2, 7)]
)
def test_so_it_is_on_every_small_market(people: int, units: int, step: int) -> None:
    """Whole where `step` is 1. `python -m tests.bench.retention_exchange --all` leaves none out."""
    seen = 0
    for market in islice(every_market(people, units), 0, None, step):
        seen += 1
        assert is_right(market), market
    assert seen > 100


@pytest.mark.parametrize("organisations", [0, 2, 3])
def test_nobody_gains_by_any_other_list_than_what_they_want(organisations: int) -> None:
    tried = 0
    for market in markets(20, 100, 4, 4, organisations):
        lies, paid = lies_that_pay(market)
        assert paid == 0, market
        tried += lies
    assert tried > 5_000


def test_nor_do_two_who_agree_on_what_to_say() -> None:
    for market in markets(30, 15, 3, 4, 2):
        assert pair_lies_that_pay(market)[1] == 0, market


# --- an oracle that could not fail would say nothing ----------------------------------------------------------


def without_bounds(market: Market) -> Assignments:
    loose = tuple(Unit(one.unit_id, 0, len(market.applicants)) for one in market.units)
    return proposed(Market(loose, market.applicants))


def without_floors(market: Market) -> Assignments:
    return proposed(replace(market, units=tuple(replace(one, floor=0) for one in market.units)))


def without_organisations(market: Market) -> Assignments:
    return proposed(Market(tuple(replace(one, organisation_id="") for one in market.units), market.applicants))


def backwards(market: Market) -> Assignments:
    return proposed(replace(market, applicants=market.applicants[::-1]))


def cut(market: Market) -> Assignments:
    """No cycle longer than two: what a rule against long chains would do."""
    found = exchange(market)
    short = {person for cycle in found.cycles if len(cycle) <= 2 for person in cycle}
    homes = {one.person_id: one.home for one in market.applicants}
    return {person: unit if person in short else homes[person] for person, unit in found.assignments.items()}


def half_cycles(market: Market) -> Assignments:
    """The first of each cycle moves, the others were not asked."""
    found = exchange(market)
    first = {cycle[0] for cycle in found.cycles}
    homes = {one.person_id: one.home for one in market.applicants}
    return {person: unit if person in first else homes[person] for person, unit in found.assignments.items()}


def swaps_only(market: Market) -> Assignments:
    """Vacancies are not used."""
    held = Counter(one.home for one in market.applicants)
    units = tuple(replace(one, cap=held[one.unit_id], floor=held[one.unit_id]) for one in market.units)
    return proposed(Market(tuple(replace(one, organisation_id="") for one in units), market.applicants))


def first_choices_first(market: Market) -> Assignments:
    """Vacancies go by rank of choice, so that naming what is free pays."""
    placed = {one.person_id: one.home for one in market.applicants}
    for rank in range(len(market.units)):
        for one in market.applicants:
            wanted = liked(one)[:-1]
            if placed[one.person_id] == one.home and rank < len(wanted):
                tried = placed | {one.person_id: wanted[rank]}
                placed = tried if is_feasible(market, tried) else placed
    return placed


def against_their_will(market: Market) -> Assignments:
    """Whoever gets nothing is put where there is room."""
    placed = dict(proposed(market))
    for one in market.applicants:
        for unit in market.units:
            tried = placed | {one.person_id: unit.unit_id}
            if unit.unit_id not in liked(one) and is_feasible(market, tried):
                return tried
    return placed


@pytest.mark.parametrize(
    ("broken", "check"),
    [
        (without_bounds, is_feasible),
        (without_floors, is_feasible),
        (without_organisations, is_feasible),
        (half_cycles, is_feasible),
        (against_their_will, leaves_nobody_worse_off),
        (cut, is_efficient),
        (swaps_only, is_efficient),
    ],
)
def test_each_oracle_sees_the_mechanism_that_breaks_what_it_guards(broken: Mechanism, check: object) -> None:
    assert callable(check)
    seen = [check(market, broken(market)) for market in markets(40, 400, 6, 4, 2)]
    assert not all(seen)
    assert all(check(market, proposed(market)) for market in markets(40, 400, 6, 4, 2))


def test_the_oracle_for_lies_sees_the_mechanism_under_which_they_pay() -> None:
    fooled = [market for market in markets(41, 150, 3, 4) if lies_that_pay(market, first_choices_first)[1]]
    assert fooled
    assert pair_lies_that_pay(fooled[0], first_choices_first)[1] > 0


def test_the_definition_sees_a_priority_list_that_is_read_backwards() -> None:
    """Read backwards it is as feasible and as efficient: only the definition tells the two apart."""
    some = markets(42, 200, 6, 4)
    assert all(is_right(market, backwards) for market in some)
    assert any(backwards(market) != slowly(market).assignments for market in some)


def test_the_market_of_every_instance_may_be_run_and_none_comes_twice() -> None:
    seen = list(every_market(2, 3))
    assert all(objection(market) is None for market in seen)
    assert len(seen) == len(set(seen))


# --- people at risk -------------------------------------------------------------------------------------------


def test_the_first_of_a_closing_unit_gets_at_least_what_vacancies_alone_would_give_them() -> None:
    """A closing unit is nobody's choice. The first at risk gets no less than the best vacancy on their list."""
    chance = Random(70)
    for _ in range(400):
        market = a_market(chance, 7, 4)
        at_risk = [Applicant(f"r{n}", "closing", _some(chance, market)) for n in range(2)]
        closing = Unit("closing", 0, len(at_risk))
        whole = Market((*market.units, closing), (*at_risk, *market.applicants))
        found = exchange(whole).assignments
        assert is_right(whole)
        held = Counter(one.home for one in market.applicants)
        free = [one.unit_id for one in market.units if held[one.unit_id] < one.cap]
        open_to_first = [unit for unit in at_risk[0].choices if unit in free]
        if open_to_first:
            best = liked(at_risk[0]).index(found["r0"])
            assert best <= at_risk[0].choices.index(open_to_first[0])


def _some(chance: Random, market: Market) -> tuple[str, ...]:
    names = [one.unit_id for one in market.units]
    return tuple(chance.sample(names, chance.randint(0, len(names))))


def test_the_order_of_units_and_of_organisations_changes_nothing() -> None:
    chance = Random(80)
    for market in markets(80, 200, 6, 5, 2):
        units, organisations = list(market.units), list(market.organisations)
        chance.shuffle(units)
        chance.shuffle(organisations)
        again = Market(tuple(units), market.applicants, tuple(organisations))
        assert exchange(again) == exchange(market)


def test_the_same_market_always_has_the_same_outcome_and_another_one_another_print() -> None:
    for market in markets(90, 50, 6, 4, 2):
        assert exchange(market) == exchange(market)
    prints = [exchange(market).input_hash for market in markets(91, 300, 6, 4, 2)]
    assert len(set(prints)) == len(prints)
