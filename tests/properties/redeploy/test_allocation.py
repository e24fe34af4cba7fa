"""Deferred acceptance against oracles that share nothing with it, on small markets."""

from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.redeploy.domain.allocation import (
    Pair,
    Standing,
    Wish,
    WishOutcome,
    allocate,
    blocking_pairs,
    tie_break,
)
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.tiers import Tier

Market = tuple[tuple[Wish, ...], dict[Pair, Standing]]
Posts = dict[str, str]

_PEOPLE = ("p1", "p2", "p3", "p4")
_VACANCIES = ("v1", "v2", "v3", "v4")
_BEST_FIRST = [Grade.EXACT, Grade.MEETS, Grade.TRAINABLE]


@st.composite
def markets(draw: st.DrawFn, people: int = 4, vacancies: int = 4) -> Market:
    """Lists of any length, any tiers and grades, some pairs not possible, lots as they are published."""
    offered = _VACANCIES[: draw(st.integers(1, vacancies))]
    wishes, standing = [], {}
    for person in _PEOPLE[: draw(st.integers(1, people))]:
        order = draw(st.permutations(offered))
        wishes.append(Wish(person, tuple(order[: draw(st.integers(0, len(offered)))])))
        tier = draw(st.sampled_from(Tier))
        for vacancy in offered:
            grade = draw(st.sampled_from([*Grade, None]))
            if grade is not None:
                standing[person, vacancy] = Standing(tier, grade, tie_break("seed", vacancy, person))
    return tuple(wishes), standing


def _order(one: Standing) -> tuple[int, int, str]:
    """The order of a vacancy, written down again: tier, then grade, then lot."""
    return (int(one.tier), _BEST_FIRST.index(one.grade), one.tie_break)


def _possible(wish: Wish, standing: dict[Pair, Standing]) -> list[str]:
    pairs = [(wish.person_id, vacancy) for vacancy in wish.vacancies]
    return [pair[1] for pair in pairs if pair in standing and standing[pair].grade in _BEST_FIRST]


def _is_stable(posts: Posts, market: Market) -> bool:
    wishes, standing = market
    holders = {vacancy: person for person, vacancy in posts.items()}
    for wish in wishes:
        for vacancy in _possible(wish, standing):
            if posts.get(wish.person_id) == vacancy:
                break
            holder = holders.get(vacancy)
            mine = standing[wish.person_id, vacancy]
            if holder is None or _order(mine) < _order(standing[holder, vacancy]):
                return False
    return True


def _every_allocation(market: Market) -> list[Posts]:
    """All ways to give possible posts, at most one each and each to at most one."""
    wishes, standing = market
    choices = [[*_possible(wish, standing), None] for wish in wishes]
    found = []
    for chosen in product(*choices):
        given_out = [vacancy for vacancy in chosen if vacancy is not None]
        if len(given_out) == len(set(given_out)):
            found.append({w.person_id: vacancy for w, vacancy in zip(wishes, chosen, strict=True) if vacancy})
    return found


def _place(wish: Wish, posts: Posts) -> int:
    """The place on the person's list of what they got; past the end where they got nothing."""
    got = posts.get(wish.person_id)
    return wish.vacancies.index(got) if got is not None else len(wish.vacancies)


@given(markets())
@settings(max_examples=400, deadline=None)
def test_the_allocation_is_stable_and_the_best_stable_one_for_every_person_at_once(market: Market) -> None:
    found = allocate(*market).posts
    stable = [posts for posts in _every_allocation(market) if _is_stable(posts, market)]
    assert found in stable
    for wish in market[0]:
        assert _place(wish, found) == min(_place(wish, posts) for posts in stable)


@given(markets())
@settings(max_examples=300, deadline=None)
def test_no_lower_tier_gets_a_post_that_somebody_suitable_of_a_higher_tier_wanted_more(market: Market) -> None:
    """The law's order, said without any algorithm."""
    wishes, standing = market
    posts = allocate(wishes, standing).posts
    for holder, vacancy in posts.items():
        for wish in wishes:
            wanted = vacancy in _possible(wish, standing) and wish.vacancies.index(vacancy) < _place(wish, posts)
            assert not (wanted and standing[wish.person_id, vacancy].tier < standing[holder, vacancy].tier)


@given(markets(people=3, vacancies=3))
@settings(max_examples=200, deadline=None)
def test_the_oracle_for_blocking_pairs_agrees_with_the_definition_on_every_allocation(market: Market) -> None:
    for posts in _every_allocation(market):
        assert (blocking_pairs(*market, posts) == []) == _is_stable(posts, market)


@given(markets(people=3, vacancies=3), st.data())
@settings(max_examples=150, deadline=None)
def test_nobody_gains_by_any_other_list_than_what_they_want(market: Market, data: st.DataObject) -> None:
    wishes, standing = market
    liar = data.draw(st.sampled_from(wishes))
    honest = _place(liar, allocate(wishes, standing).posts)
    offered = sorted({vacancy for _, vacancy in standing} | set(liar.vacancies))
    for length in range(len(offered) + 1):
        for lie in permutations(offered, length):
            told = tuple(Wish(w.person_id, lie) if w is liar else w for w in wishes)
            got = allocate(told, standing).posts.get(liar.person_id)
            truly = liar.vacancies.index(got) if got in liar.vacancies else len(liar.vacancies)
            assert truly >= honest


@given(markets(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_who_asks_first_changes_nothing(market: Market, chance: Random) -> None:
    wishes = list(market[0])
    chance.shuffle(wishes)
    assert allocate(wishes, market[1]) == allocate(*market)


@given(markets())
@settings(deadline=None)
def test_every_wish_has_a_reason_and_the_reason_is_true(market: Market) -> None:
    wishes, standing = market
    found = allocate(wishes, standing)
    holders = {vacancy: person for person, vacancy in found.posts.items()}
    for wish in wishes:
        reasons = found.reasons[wish.person_id]
        assert len(reasons) == len(wish.vacancies)
        assert (WishOutcome.GIVEN in reasons) == (wish.person_id in found.posts)
        for vacancy, why in zip(wish.vacancies, reasons, strict=True):
            if why in (WishOutcome.HIGHER_TIER_PLACED, WishOutcome.BETTER_MATCH, WishOutcome.TIE_BREAK):
                mine, theirs = standing[wish.person_id, vacancy], standing[holders[vacancy], vacancy]
                same_tier, same_grade = mine.tier is theirs.tier, mine.grade is theirs.grade
                assert (why is WishOutcome.HIGHER_TIER_PLACED) == (not same_tier)
                assert (why is WishOutcome.TIE_BREAK) == (same_tier and same_grade)
                assert _order(theirs) < _order(mine)


@given(markets())
@settings(max_examples=100, deadline=None)
def test_the_open_library_for_matching_games_gives_the_same_posts(market: Market) -> None:
    games = pytest.importorskip("matching.games")
    wishes, standing = market
    people = {wish.person_id: _possible(wish, standing) for wish in wishes if _possible(wish, standing)}
    wanted = sorted({vacancy for vacancies in people.values() for vacancy in vacancies})
    orders = {
        vacancy: sorted(
            (person for person, vacancies in people.items() if vacancy in vacancies),
            key=lambda person, vacancy=vacancy: _order(standing[person, vacancy]),  # type: ignore[misc]
        )
        for vacancy in wanted
    }
    expected: Posts = {}
    if people:
        game = games.HospitalResident.create_from_dictionaries(people, orders, dict.fromkeys(wanted, 1))
        solved = game.solve(optimal="resident")
        expected = {one.name: hospital.name for hospital, placed in solved.items() for one in placed}
    assert allocate(wishes, standing).posts == expected
