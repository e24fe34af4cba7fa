"""Who moves where: small windows worked by hand, and each market on which nothing may be run."""

import json
import time
from dataclasses import replace
from hashlib import sha256

import pytest

from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_market import (
    Applicant,
    Market,
    Objection,
    Organisation,
    Unit,
    input_hash,
    objection,
)
from functions.retention.domain.exchange_reasons import ChoiceOutcome, Outcome

GIVEN, KEPT, AHEAD = ChoiceOutcome.GIVEN, ChoiceOutcome.KEPT, ChoiceOutcome.AHEAD


def unit(name: str, held: int, leavers: int = 0, vacancies: int = 0, organisation: str = "") -> Unit:
    """A unit as it is published: people in the window, most net leavers, vacancies."""
    return Unit(name, max(0, held - leavers), held + vacancies, organisation)


def test_two_who_want_each_others_posts_swap_though_neither_unit_may_lose_anybody() -> None:
    market = Market((unit("A", 1), unit("B", 1)), (Applicant("ann", "A", ("B",)), Applicant("bob", "B", ("A",))))
    found = exchange(market)
    assert found.assignments == {"ann": "B", "bob": "A"}
    assert found.cycles == (("ann", "bob"),)
    assert found.reasons == {"ann": Outcome(1, (GIVEN,)), "bob": Outcome(1, (GIVEN,))}


def test_a_vacancy_goes_to_the_first_in_the_list_whose_unit_can_let_them_go() -> None:
    market = Market(
        (unit("A", 1), unit("B", 1, leavers=1), unit("C", 1, leavers=1), unit("D", 0, vacancies=1)),
        (Applicant("ann", "A", ("D",)), Applicant("bob", "B", ("D",)), Applicant("cat", "C", ("D",))),
    )
    found = exchange(market)
    assert found.assignments == {"ann": "A", "bob": "D", "cat": "C"}
    assert found.cycles == (("bob",),)
    assert found.reasons["ann"] == Outcome(0, (ChoiceOutcome.UNIT_LIMIT,))
    assert found.reasons["cat"] == Outcome(0, (AHEAD,))


def test_a_vacancy_starts_a_chain_in_which_each_takes_the_post_of_the_next() -> None:
    """Ann wants Bob's post, he wants the vacancy: her turn opens it for him, and he makes room for her."""
    market = Market(
        (unit("A", 1, leavers=1), unit("B", 1), unit("C", 0, vacancies=1)),
        (Applicant("ann", "A", ("B",)), Applicant("bob", "B", ("C",))),
    )
    found = exchange(market)
    assert found.assignments == {"ann": "B", "bob": "C"}
    assert found.cycles == (("ann", "bob"),)


def test_a_person_at_risk_is_placed_by_a_colleague_who_moves_on() -> None:
    """No vacancy suits Ann, whose unit closes. Bob would like the vacancy, and his post suits her."""
    market = Market(
        (unit("closing", 1, leavers=1), unit("B", 1), unit("C", 0, vacancies=1)),
        (Applicant("ann", "closing", ("B",)), Applicant("bob", "B", ("C",))),
    )
    assert exchange(market).assignments == {"ann": "B", "bob": "C"}


def test_several_people_of_a_closing_unit_may_all_leave_it_and_nobody_comes_in() -> None:
    """Its cap is the number who are left at the start. As nobody has it on a list, leaving opens it for nobody."""
    at_risk = tuple(Applicant(f"r{n}", "closing", ("B", "C")) for n in range(3))
    market = Market((unit("closing", 3, leavers=3), unit("B", 0, vacancies=1), unit("C", 0, vacancies=1)), at_risk)
    found = exchange(market)
    assert found.assignments == {"r0": "B", "r1": "C", "r2": "closing"}
    assert found.reasons["r2"] == Outcome(0, (AHEAD, AHEAD))


def test_a_bound_on_the_organisation_that_counts_a_closing_unit_would_keep_its_people_there() -> None:
    """So a window leaves the people of closing units out of an organisation's floor."""
    bound = Organisation("X", 2, 2)
    market = Market(
        (
            unit("closing", 1, leavers=1, organisation="X"),
            unit("B", 1, organisation="X"),
            unit("C", 0, vacancies=1),
        ),
        (Applicant("ann", "closing", ("C",)), Applicant("bob", "B")),
        (bound,),
    )
    assert exchange(market).reasons["ann"] == Outcome(0, (ChoiceOutcome.ORGANISATION_LIMIT,))
    loose = replace(market, organisations=(replace(bound, floor=1),))
    assert exchange(loose).assignments["ann"] == "C"


def test_moves_within_one_organisation_pass_where_its_own_bounds_let_nobody_in_or_out() -> None:
    market = Market(
        (
            unit("X1", 1, leavers=1, organisation="X"),
            unit("X2", 0, vacancies=1, organisation="X"),
            unit("Y1", 1, leavers=1, vacancies=1, organisation="Y"),
        ),
        (Applicant("ann", "X1", ("Y1", "X2")), Applicant("bob", "Y1", ("X2", "X1"))),
        (Organisation("X", 1, 1), Organisation("Y", 0, 3)),
    )
    found = exchange(market)
    assert found.assignments == {"ann": "Y1", "bob": "X2"}  # one out, one in: together they keep X's bounds
    alone = exchange(replace(market, applicants=(market.applicants[0], Applicant("bob", "Y1"))))
    assert alone.assignments == {"ann": "X2", "bob": "Y1"}
    assert alone.reasons["ann"] == Outcome(2, (ChoiceOutcome.ORGANISATION_LIMIT, GIVEN))


def test_an_organisation_that_is_full_says_so_though_its_unit_has_room() -> None:
    market = Market(
        (unit("A", 1, leavers=1), unit("X1", 1, vacancies=1, organisation="X")),
        (Applicant("ann", "A", ("X1",)), Applicant("bob", "X1")),
        (Organisation("X", 0, 1),),
    )
    assert exchange(market).reasons["ann"] == Outcome(0, (ChoiceOutcome.ORGANISATION_FULL,))


def test_a_choice_that_nobody_leaves_says_that_everybody_kept_their_post() -> None:
    market = Market(
        (unit("A", 1, leavers=1), unit("B", 1)), (Applicant("ann", "A", ("B",)), Applicant("bob", "B"))
    )
    assert exchange(market).reasons == {"ann": Outcome(0, (KEPT,)), "bob": Outcome(0, ())}


def test_who_comes_after_may_take_a_post_by_an_exchange_and_who_comes_before_is_told_that() -> None:
    market = Market(
        (unit("A", 1, leavers=1), unit("B", 1), unit("C", 1)),
        (Applicant("ann", "A", ("B",)), Applicant("bob", "B", ("C",)), Applicant("cat", "C", ("B",))),
    )
    found = exchange(market)
    assert found.assignments == {"ann": "A", "bob": "C", "cat": "B"}
    assert found.reasons["ann"] == Outcome(0, (ChoiceOutcome.EXCHANGED,))


def test_a_declined_choice_plays_no_part_and_keeps_its_place_in_the_reasons() -> None:
    market = Market(
        (unit("A", 1, leavers=1), unit("B", 0, vacancies=1), unit("C", 0, vacancies=1)),
        (Applicant("ann", "A", ("B", "C"), declined=("B",)),),
    )
    found = exchange(market)
    assert found.assignments == {"ann": "C"}
    assert found.reasons["ann"] == Outcome(2, (ChoiceOutcome.DECLINED, GIVEN))


def test_who_stands_on_a_cycle_and_keeps_their_post_is_not_among_those_who_move() -> None:
    """Bob is first of his unit and wants nothing; it still has room, which opens Ann's way to the vacancy."""
    market = Market(
        (unit("A", 1, leavers=1), unit("B", 1, leavers=1, vacancies=1)),
        (Applicant("bob", "B"), Applicant("ann", "A", ("B",))),
    )
    found = exchange(market)
    assert found.assignments == {"bob": "B", "ann": "B"}
    assert found.cycles == (("ann",),)


def test_a_market_of_nobody_has_nothing_to_exchange() -> None:
    found = exchange(Market((), ()))
    assert (found.assignments, found.cycles, found.reasons) == ({}, (), {})


def test_the_print_can_be_worked_out_by_anybody() -> None:
    market = Market(
        (Unit("B", 0, 2, "X"), Unit("A", 1, 1)),
        (Applicant("zoë", "A", ("B",), ("B",)), Applicant("bob", "B", ())),
        (Organisation("X", 0, 9),),
    )
    written = (
        '{"organisations":[["X",0,9]],"people":[["zoë","A",["B"],["B"]],["bob","B",[],[]]],'
        '"units":[["A",1,1,""],["B",0,2,"X"]]}'
    )
    assert json.loads(written)
    assert input_hash(market) == exchange_print(market) == sha256(written.encode()).hexdigest()


def exchange_print(market: Market) -> str:
    return exchange(market).input_hash


def test_anything_that_is_changed_changes_the_print() -> None:
    ann = Applicant("ann", "A", ("B", "C"))
    market = Market(
        (unit("A", 2), unit("B", 0), unit("C", 0)), (ann, Applicant("bob", "A")), (Organisation("X", 0, 1),)
    )
    others = [
        replace(market, applicants=market.applicants[::-1]),
        replace(market, applicants=(replace(ann, choices=("C", "B")), market.applicants[1])),
        replace(market, applicants=(replace(ann, declined=("B",)), market.applicants[1])),
        replace(market, units=(replace(market.units[0], cap=3), *market.units[1:])),
        replace(market, units=(replace(market.units[0], floor=1), *market.units[1:])),
        replace(market, units=(*market.units[:2], replace(market.units[2], organisation_id="X"))),
        replace(market, organisations=(Organisation("X", 0, 2),)),
    ]
    assert len({input_hash(one) for one in (market, *others)}) == len(others) + 1


_SOUND = Market(
    (Unit("A", 1, 1, "X"), Unit("B", 0, 1)), (Applicant("ann", "A", ("B",)),), (Organisation("X", 1, 1),)
)


@pytest.mark.parametrize(
    ("wrong", "why", "named"),
    [
        (replace(_SOUND, units=(*_SOUND.units, Unit("B", 0, 0))), Objection.UNIT_TWICE, "B"),
        (
            replace(_SOUND, organisations=_SOUND.organisations * 2),
            Objection.ORGANISATION_TWICE,
            "X",
        ),
        (replace(_SOUND, applicants=_SOUND.applicants * 2), Objection.PERSON_TWICE, "ann"),
        (replace(_SOUND, organisations=()), Objection.ORGANISATION_UNKNOWN, "X"),
        (replace(_SOUND, units=(_SOUND.units[0], Unit("B", 2, 1))), Objection.UNIT_FLOOR_ABOVE_CAP, "B"),
        (replace(_SOUND, organisations=(Organisation("X", 2, 1),)), Objection.ORGANISATION_FLOOR_ABOVE_CAP, "X"),
        (replace(_SOUND, applicants=(Applicant("ann", "Z"),)), Objection.HOME_UNKNOWN, "ann"),
        (replace(_SOUND, applicants=(Applicant("ann", "A", ("Z",)),)), Objection.CHOICE_UNKNOWN, "ann"),
        (replace(_SOUND, applicants=(Applicant("ann", "A", ("B", "B")),)), Objection.CHOICE_TWICE, "ann"),
        (replace(_SOUND, applicants=(Applicant("ann", "A", ("A",)),)), Objection.CHOICE_IS_HOME, "ann"),
        (replace(_SOUND, applicants=(Applicant("ann", "A", (), ("B",)),)), Objection.DECLINED_NOT_CHOSEN, "ann"),
        (replace(_SOUND, units=(Unit("A", 2, 3, "X"), _SOUND.units[1])), Objection.UNIT_OUT_OF_BOUNDS, "A"),
        (replace(_SOUND, units=(Unit("A", 0, 0, "X"), _SOUND.units[1])), Objection.UNIT_OUT_OF_BOUNDS, "A"),
        (replace(_SOUND, organisations=(Organisation("X", 2, 3),)), Objection.ORGANISATION_OUT_OF_BOUNDS, "X"),
        (replace(_SOUND, organisations=(Organisation("X", 0, 0),)), Objection.ORGANISATION_OUT_OF_BOUNDS, "X"),
    ],
)
def test_what_cannot_be_run_is_named_by_its_reason_and_its_id(wrong: Market, why: Objection, named: str) -> None:
    found = objection(wrong)
    assert found is not None
    assert (found.reason, found.details["id"]) == (why, named)
    with pytest.raises(ValueError, match=why.value):
        exchange(wrong)


def test_a_sound_market_meets_no_objection() -> None:
    assert objection(_SOUND) is None


def test_a_long_line_of_full_units_takes_no_longer_than_its_length() -> None:
    """Everybody wants the next unit, and the last unit's person stays: looked at afresh each time, this is n²."""
    number = 6_000
    units = tuple(unit(f"u{n}", 1) for n in range(number))
    people = tuple(Applicant(f"p{n}", f"u{n}", (f"u{n + 1}",) if n + 1 < number else ()) for n in range(number))
    began = time.process_time()
    found = exchange(Market(units, people))
    assert found.cycles == ()
    assert time.process_time() - began < 2  # n² takes above a minute
