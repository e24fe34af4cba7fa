"""How long matching and allocating take at ten thousand, and whether the open library gives the same answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from random import Random
from typing import TypeVar

from functions.redeploy.domain.allocation import (
    Pair,
    Standing,
    Wish,
    allocate,
    blocking_pairs,
    tie_break,
)
from functions.redeploy.domain.cards import cards
from functions.redeploy.domain.matching import Grade, match
from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec, Post, Profile
from functions.redeploy.domain.tiers import Tier
from shared.reference.districts import districts
from tests.bench.figures import Figures
from tests.profiles import TODAY, a_post, a_profile

T = TypeVar("T")

_LONGEST_LIST = 20
_CRITERIA = 10
_SKILLS = tuple(f"skill {number}" for number in range(40))
_LIBRARY_PEOPLE = 30  # with many more it runs out of stack as it copies its players
_SUITABLE = (Grade.EXACT, Grade.MEETS, Grade.TRAINABLE)


@dataclass(frozen=True)
class Measured:
    """What a run measured. Times are seconds of this process; `library_ratio` is the library's time to ours."""

    people: int
    one_post_seconds: float
    one_person_seconds: float
    cards_seconds: float
    wishes: int
    allocate_seconds: float
    blocking: int
    library_games: int
    library_equal: int
    library_ratio: float


def figures(people: int = 10_000, games: int = 50) -> Measured:
    """Measure with that many people and as many posts, and so many small games against the library."""
    chance = Random(2026)
    everybody = [_profile(chance) for _ in range(people)]
    posts = [_post(chance) for _ in range(people)]
    wishes, standing = _market(chance, people, _LONGEST_LIST)
    found, allocate_seconds = _timed(lambda: allocate(wishes, standing))
    equal, ratio = _against_library(chance, games)
    return Measured(
        people=people,
        one_post_seconds=_timed(lambda: [match(person, posts[0], TODAY) for person in everybody])[1],
        one_person_seconds=_timed(lambda: [match(everybody[0], post, TODAY) for post in posts])[1],
        cards_seconds=_timed(lambda: cards([(str(n), one) for n, one in enumerate(everybody)], TODAY))[1],
        wishes=sum(len(wish.vacancies) for wish in wishes),
        allocate_seconds=allocate_seconds,
        blocking=len(blocking_pairs(wishes, standing, found.posts)),
        library_games=games,
        library_equal=equal,
        library_ratio=ratio,
    )


def measure_redeployment(into: Figures, people: int) -> None:
    """The part of `make bench` on matching and allocating."""
    found = figures(people)
    into.part(f"Matching and allocating {people:,} people and as many posts, pure Python, one process")
    into.at_most("one post against all people, seconds", found.one_post_seconds, 1)
    into.at_most("one person against all posts, seconds", found.one_person_seconds, 1)
    into.tell("cards of all people, seconds", found.cards_seconds)
    into.at_most(f"deferred acceptance over {found.wishes:,} wishes, seconds", found.allocate_seconds, 5)
    into.exactly("pairs that the allocation wrongs", found.blocking, 0)
    into.exactly(
        f"small games ({_LIBRARY_PEOPLE} people) solved as PyPI matching solves them",
        found.library_equal,
        found.library_games,
    )
    into.at_least(
        "PyPI matching's time on them, from dictionaries to posts : ours, with reasons and hash",
        found.library_ratio,
        1,
    )


def _timed(act: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    done = act()
    return done, time.process_time() - began


def _profile(chance: Random) -> Profile:
    return a_profile(
        skills=tuple(chance.sample(_SKILLS, 12)),
        postcode_district=chance.choice(districts()).code,
        band=chance.choice(("4", "5", "6")),
    )


def _post(chance: Random) -> Post:
    asked = [
        Criterion(criterion_id=f"c{number}", kind=CriterionKind.SKILL, text=skill, trainable_months=number)
        for number, skill in enumerate(chance.sample(_SKILLS, _CRITERIA))
    ]
    spec = PersonSpec(essential=tuple(asked[:6]), desirable=tuple(asked[6:]))
    return a_post(postcode_district=chance.choice(districts()).code, spec=spec)


def _market(chance: Random, size: int, longest: int) -> tuple[list[Wish], dict[Pair, Standing]]:
    """Lists of up to `longest` of `size` vacancies, as many people; everybody may have what they ask for."""
    vacancies = [f"V{number}" for number in range(size)]
    wishes, standing = [], {}
    for number in range(size):
        person, tier = f"P{number}", chance.choice(list(Tier))
        wish = Wish(person, tuple(chance.sample(vacancies, chance.randint(1, longest))))
        wishes.append(wish)
        for vacancy in wish.vacancies:
            lot = tie_break(f"{vacancy}:2026-11-24", vacancy, person)
            standing[person, vacancy] = Standing(tier, chance.choice(_SUITABLE), lot)
    return wishes, standing


def _against_library(chance: Random, games: int) -> tuple[int, float]:
    """How many games both solve alike, and how many times as long the library takes from dictionaries to posts."""
    equal, ours, theirs = 0, 0.0, 0.0
    for _ in range(games):
        wishes, standing = _market(chance, _LIBRARY_PEOPLE, 8)
        found, seconds = _timed(partial(allocate, wishes, standing))
        solved, library_seconds = _library(wishes, standing)
        equal += found.posts == solved
        ours, theirs = ours + seconds, theirs + library_seconds
    return equal, theirs / ours


def _library(wishes: list[Wish], standing: dict[Pair, Standing]) -> tuple[dict[str, str], float]:
    people = {wish.person_id: list(wish.vacancies) for wish in wishes}
    asking: dict[str, list[str]] = {}
    for person, vacancy in standing:
        asking.setdefault(vacancy, []).append(person)
    orders = {
        vacancy: sorted(those, key=lambda person, vacancy=vacancy: standing[person, vacancy].order)  # type: ignore[misc]
        for vacancy, those in asking.items()
    }
    from_dictionaries = import_module("matching.games").HospitalResident.create_from_dictionaries
    capacities = dict.fromkeys(orders, 1)
    solved, seconds = _timed(lambda: from_dictionaries(people, orders, capacities).solve(optimal="resident"))
    return {one.name: hospital.name for hospital, placed in solved.items() for one in placed}, seconds
