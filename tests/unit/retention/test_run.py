"""What a run rests on and comes to: bounds over those who ask, its prints, and what an earlier answer still holds
for."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.retention.domain.cycles import Asked, Cycle, Leg, lengths_of, proposals_of, run_id_of
from functions.retention.domain.parts import PersonRef
from functions.retention.domain.run import (
    RunInputs,
    RunPerson,
    WorkedOut,
    broken_bounds,
    inputs_of,
    market_of,
    overfull,
    staff_after,
    work_out,
)
from functions.retention.domain.units import EmployerBounds, Unit
from functions.retention.run_items import inputs_from, pieces_of
from tests.partners import NOW
from tests.retention import CLOSING, unit_details
from tests.unit.retention.test_priority import SEED, a_window

DAY = date(2027, 1, 11)


def a_unit(unit_id: str, employer: str = "RZZ", **said: Any) -> Unit:
    full = {"funded_posts": 10, "staff_in_window": 10, "vacancies": 0, "most_net_leavers": 0}
    keeper = PersonRef(person_id=f"keeper-{unit_id}", name="Keeper")
    return Unit.model_validate(
        {
            "ics_code": "QXX",
            "window_id": "window",
            "unit_id": unit_id,
            "employer": {"ods_code": employer, "name": employer},
            "keeper": keeper,
            "details": unit_details(**(full | said)),
            "published_at": NOW,
            "published_by": keeper,
        }
    )


def asks(who: str, home: str, *choices: str, declined: tuple[str, ...] = (), **said: Any) -> RunPerson:
    return RunPerson.model_validate(
        {
            "person_id": who,
            "home": home,
            "choices": choices,
            "declined": declined,
            "is_at_risk": False,
            "waiting_since": DAY,
            "has_confirmed_need": False,
            "works_where_hard_to_fill": False,
            "months_in_post": 12,
        }
        | said
    )


def inputs(units: list[Unit], *people: RunPerson, bounds: tuple[EmployerBounds, ...] = ()) -> RunInputs:
    return inputs_of(a_window(), units, bounds, people)


def worked(found: RunInputs) -> WorkedOut:
    outcome = work_out(a_window(), found, SEED)
    assert isinstance(outcome, WorkedOut), outcome
    return outcome


def moved(found: RunInputs) -> dict[str, str]:
    return {one.person_id: one.unit for one in worked(found).results if one.unit != one.home}


def test_a_unit_whose_staff_mostly_ask_nothing_may_lose_no_more_than_it_said() -> None:
    units = [a_unit("a", most_net_leavers=1), a_unit("b", vacancies=3, funded_posts=13)]
    found = inputs(units, *(asks(f"p{number}", "a", "b") for number in range(4)))
    assert len(moved(found)) == 1
    market = market_of(found, ())
    assert (market.units[0].floor, market.units[0].cap) == (3, 4)
    assert (market.units[1].floor, market.units[1].cap) == (0, 3)


def test_a_closing_unit_may_lose_everybody_and_gain_nobody() -> None:
    found = inputs(
        [a_unit("a", **CLOSING), a_unit("b", vacancies=2, funded_posts=12)],
        asks("p", "a", "b"),
        asks("q", "a", "b"),
    )
    assert moved(found) == {"p": "b", "q": "b"}


def test_the_bounds_of_an_employer_hold_over_all_its_units() -> None:
    bounds = EmployerBounds.model_validate(
        {
            "ics_code": "QXX",
            "window_id": "window",
            "employer": {"ods_code": "RZZ", "name": "RZZ"},
            "most_net_leavers": 1,
        }
    )
    units = [
        a_unit("a", most_net_leavers=2),
        a_unit("b", most_net_leavers=2),
        a_unit("c", "RYY", vacancies=5, funded_posts=15),
    ]
    people = [asks("p", "a", "c"), asks("q", "b", "c"), asks("r", "b", "c")]
    assert len(moved(inputs(units, *people))) == 3
    assert len(moved(inputs(units, *people, bounds=(bounds,)))) == 1


def test_a_unit_that_more_people_name_than_it_has_is_told_of_and_keeps_its_bound() -> None:
    units = [a_unit("a", staff_in_window=1, funded_posts=1), a_unit("b", vacancies=3, funded_posts=13)]
    found = inputs(units, asks("p", "a", "b"), asks("q", "a", "b"))
    assert overfull(found) == ("a",)
    assert moved(found) == {}


def test_a_declined_choice_is_no_choice_and_is_told() -> None:
    units = [a_unit("a", most_net_leavers=1), a_unit("b", vacancies=1, funded_posts=11)]
    found = worked(inputs(units, asks("p", "a", "b", declined=("b",))))
    assert [why.value for why in found.results[0].why] == ["declined"]


def test_the_same_inputs_have_the_same_prints_whatever_their_order_and_any_change_has_others() -> None:
    units = [a_unit("a"), a_unit("b")]
    people = [asks("p", "a", "b"), asks("q", "b", "a")]
    one, other = inputs(units, *people), inputs(units[::-1], *people[::-1])
    assert one.hash == other.hash and worked(one) == worked(other)
    assert inputs(units, people[0], asks("q", "b")).hash != one.hash
    assert inputs(units, people[0], asks("q", "b", "a", months_in_post=13)).hash != one.hash
    assert worked(inputs(units, people[0], asks("q", "b"))).hash != worked(one).hash


def test_inputs_come_back_from_their_pieces_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("functions.retention.run_items._CHUNK", 200)
    found = inputs([a_unit("a"), a_unit("b")], *(asks(f"p{number}", "a", "b") for number in range(30)))
    assert len(pieces_of(found)) > 2
    assert inputs_from(pieces_of(found)) == found


def test_a_seed_that_is_not_the_published_one_is_a_bug() -> None:
    found = inputs([a_unit("a")], asks("p", "a"))
    with pytest.raises(ValueError, match="seed"):
        work_out(a_window(), found, "another")
    with pytest.raises(ValueError, match="rule"):
        work_out(a_window(seed_hash="0" * 64), found, SEED)


def test_bounds_that_moves_break_are_named() -> None:
    found = inputs([a_unit("a"), a_unit("b", vacancies=1, funded_posts=11)])
    assert staff_after(found, [("a", "b")]) == {"a": 9, "b": 11}
    assert broken_bounds(found, [("a", "b")]) == ["a"]
    assert broken_bounds(found, [("b", "a")]) == ["a", "b"]
    assert broken_bounds(found, []) == []


# -- what an earlier run's answers still hold for --------------------------------------------------------------


def ring(*moves: tuple[str, str, str], number: int = 1, **said: Any) -> Cycle:
    legs = tuple(
        Leg.model_validate(
            {
                "person": PersonRef(person_id=who, name=who),
                "from_unit": home,
                "to_unit": unit,
                "asked": Asked.FIRST,
                "answer_by": DAY,
                "confirmed_at": NOW,
                "received_at": NOW,
                "release_on": DAY + timedelta(days=30),
            }
            | said
        )
        for who, home, unit in moves
    )
    return Cycle(ics_code="QXX", window_id="window", run_id="1.x", number=number, legs=legs, release_by=DAY)


def proposed(found: RunInputs, *before: Cycle) -> tuple[dict[str, Leg], tuple[str, ...], tuple[Cycle, ...]]:
    names = {one.person_id: PersonRef(person_id=one.person_id, name=one.person_id) for one in found.people}
    made = proposals_of(a_window(), "2.y", worked(found), names, before, DAY + timedelta(days=7))
    return {leg.person.person_id: leg for cycle in made.cycles for leg in cycle.legs}, made.lost, made.cycles


def test_a_group_that_is_the_same_keeps_every_answer_wherever_it_begins() -> None:
    found = inputs([a_unit("a"), a_unit("b")], asks("p", "a", "b"), asks("q", "b", "a"))
    legs, lost, cycles = proposed(found, ring(("q", "b", "a"), ("p", "a", "b")))
    assert all(leg.confirmed_at and leg.release_on and leg.answer_by == DAY for leg in legs.values())
    assert lost == () and cycles[0].release_by == DAY and cycles[0].is_settled


def test_the_same_move_in_another_group_is_asked_of_its_person_again_and_not_of_its_managers() -> None:
    found = inputs([a_unit("a"), a_unit("b")], asks("p", "a", "b"), asks("q", "b", "a"))
    legs, _, cycles = proposed(found, ring(("p", "a", "b"), ("q", "b", "c"), ("r", "c", "a")))
    assert legs["p"].asked is Asked.GROUP_CHANGED
    assert legs["p"].confirmed_at is None and legs["p"].received_at == NOW and legs["p"].release_on
    assert legs["q"].asked is Asked.PROPOSAL_CHANGED
    assert (legs["q"].confirmed_at, legs["q"].received_at, legs["q"].release_on) == (None, None, None)
    assert legs["q"].answer_by == DAY + timedelta(days=7)
    assert not cycles[0].is_agreed


def test_who_had_a_proposal_and_has_none_is_told_unless_they_left() -> None:
    found = inputs([a_unit("a"), a_unit("b")], asks("p", "a", "b"))
    _, lost, cycles = proposed(found, ring(("p", "a", "b"), ("q", "b", "a")))
    assert lost == ("p",) and cycles == ()


def test_groups_are_counted_by_their_length_and_a_run_has_a_place_of_its_own() -> None:
    rings = [ring(("p", "a", "b"), ("q", "b", "a")), ring(("r", "c", "d")), ring(("s", "d", "c"))]
    assert lengths_of(rings) == {"1": 2, "2": 1}
    assert run_id_of(2, "x", 3) == run_id_of(2, "x", 3) != run_id_of(2, "x", 4)
