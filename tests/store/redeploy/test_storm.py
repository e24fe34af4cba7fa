"""A small storm of HR clients over the same people and vacancies, and races that happen every time."""

from datetime import timedelta
from typing import Any

import pytest

from functions.redeploy.domain.holding import ReleaseVacancy
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister
from functions.redeploy.domain.stages import EntryStatus, MatchAction, MatchStatus, VacancyStatus
from functions.redeploy.usecases import people, vacancies
from functions.redeploy.usecases.following import follow_up, waiting
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.bench.figures import Figures
from tests.bench.races import raced
from tests.bench.reconciliation import everything
from tests.bench.redeploy_books import faults_of, settled_faults_of
from tests.bench.redeploy_races import meanwhile
from tests.bench.redeploy_storm import SMALL, storm_redeployment
from tests.partners import NOW
from tests.redeployments import (
    HR,
    MANAGER,
    OTHER_HR,
    a_person,
    a_vacancy,
    done,
    entry,
    interested,
    match_of,
    offered,
    take,
    the_person,
    vacancy,
    with_partners,
)
from tests.tables import Tables

LATER = NOW + timedelta(days=14)
NO: dict[str, Any] = {"reason": "travel"}


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


def faults_in(tables: Tables) -> list[str]:
    while todo := waiting():
        follow_up(todo, NOW)
    items = list(everything(tables["redeploy"]))
    return faults_of(items) + settled_faults_of(items, NOW)


def release(vacancy_id: str) -> Done | Refusal:
    command = ReleaseVacancy(vacancy_id=vacancy_id, version=vacancy(vacancy_id).head.number)
    return vacancies.release_vacancy(OTHER_HR, command, new_id(), LATER)


def test_a_small_storm_leaves_one_post_a_person_one_person_a_post_and_skips_nobody() -> None:
    figures = Figures("storm")
    storm_redeployment(figures, SMALL)
    assert [str(one) for one in figures.missed] == []
    told = {one.name: one.value for one in next(iter(figures.parts.values()))}
    assert told["of these: post"] == "20" and told["of these: hold"] == "40"


def test_of_two_offers_accepted_at_once_the_person_has_one_post(tables: Tables) -> None:
    person, one, two = a_person(), a_vacancy(), a_vacancy()
    both = [offered(person, post) for post in (one, two)]
    outcomes = raced([lambda match=match: take(the_person(person), MatchAction.ACCEPT, match) for match in both])  # type: ignore[misc]
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1
    assert entry(person).status is EntryStatus.PLACED
    assert faults_in(tables) == []


def test_of_two_offers_of_one_post_made_at_once_one_is_made(tables: Tables) -> None:
    start: dict[str, Any] = {"starts_on": NOW.date() + timedelta(days=9), "out_of_turn": "Both agreed."}
    post = a_vacancy()
    both = [interested(a_person(), post) for _ in range(2)]
    outcomes = raced([lambda match=match: take(MANAGER, MatchAction.OFFER, match, **start) for match in both])  # type: ignore[misc]
    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 1
    assert vacancy(post).offers_out == 1
    assert faults_in(tables) == []


def test_a_change_of_mind_at_the_moment_of_a_release_keeps_the_vacancy_held(tables: Tables) -> None:
    person, post = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.SAY_NOT_FOR_ME, match_of(person, post), **NO))

    def changes_their_mind() -> None:
        done(take(the_person(person), MatchAction.EXPRESS_INTEREST, match_of(person, post), rank=1))

    with meanwhile(changes_their_mind):
        release(post)
    assert vacancy(post).status is VacancyStatus.HELD
    assert faults_in(tables) == []


def test_who_comes_on_the_register_at_the_moment_of_a_release_is_not_skipped(tables: Tables) -> None:
    post, came = a_vacancy(), list[str]()
    with meanwhile(lambda: came.append(a_person())):
        release(post)
    assert match_of(came[0], post).status is MatchStatus.PROPOSED
    assert vacancy(post).status is VacancyStatus.HELD
    assert faults_in(tables) == []


def test_who_comes_while_a_vacancy_is_matched_keeps_their_match(tables: Tables) -> None:
    came: list[str] = []
    with meanwhile(
        lambda: came.append(a_person()), before="Query", number=2
    ):  # the register is read, not yet closed
        post = a_vacancy()
    assert match_of(came[0], post).status is MatchStatus.PROPOSED
    assert faults_in(tables) == []


def test_a_person_whose_trial_fails_while_their_matches_are_closed_is_matched_anew(tables: Tables) -> None:
    person, post, other = a_person(), a_vacancy(), a_vacancy()
    offer = offered(person, post)

    def does_not_start() -> None:
        match = match_of(person, post)
        if match.status is MatchStatus.ACCEPTED:
            done(take(MANAGER, MatchAction.FAIL_TRIAL, match, words="They did not start."))

    with meanwhile(does_not_start, number=2):  # the acceptance is written, the first closing is about to be
        done(take(the_person(person), MatchAction.ACCEPT, offer))
    assert match_of(person, other).status is MatchStatus.PROPOSED
    assert faults_in(tables) == []


def test_a_person_who_leaves_while_they_change_their_mind_leaves_no_open_match(tables: Tables) -> None:
    person, post = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.SAY_NOT_FOR_ME, match_of(person, post), **NO))

    def leaves() -> None:
        command = LeaveRegister(entry_id=person, version=entry(person).head.number, because=LeaveReason.RESIGNED)
        done(people.leave_register(HR, command, new_id(), NOW))

    with meanwhile(leaves):
        take(the_person(person), MatchAction.EXPRESS_INTEREST, match_of(person, post), rank=1)
    assert faults_in(tables) == []
