"""Markets drawn by lot, the plain pass over vacancies, and the figures of an outcome: worked by hand."""

from collections import Counter
from dataclasses import replace

import pytest

from functions.retention.domain.exchange import exchange
from functions.retention.domain.exchange_compared import Tally, tally, vacancies_first, with_one_more_leaver
from functions.retention.domain.exchange_drawn import CLOSING, Asked, drawn
from functions.retention.domain.exchange_market import Applicant, Market, Organisation, Unit, objection
from tests.properties.retention.exchange_oracles import is_feasible, leaves_nobody_worse_off, markets

ASKED = Asked(
    units=12, people_per_unit=5, choices=3, vacancies_percent=10, most_leavers=1, at_risk_percent=10, seed=7
)


def test_a_vacancy_is_taken_by_the_first_who_wants_it_and_whose_unit_can_let_them_go() -> None:
    market = Market(
        (Unit("A", 1, 1), Unit("B", 0, 1), Unit("C", 0, 1)),
        (Applicant("ann", "A", ("C",)), Applicant("bob", "B", ("C",)), Applicant("cat", "A")),
    )
    market = replace(market, units=(Unit("A", 2, 2), *market.units[1:]))
    assert vacancies_first(market) == {"ann": "A", "bob": "C", "cat": "A"}


def test_once_down_the_list_misses_what_opens_later_and_again_and_again_does_not() -> None:
    market = Market(
        (Unit("A", 0, 1), Unit("B", 0, 1), Unit("C", 0, 1)),
        (Applicant("ann", "A", ("B",)), Applicant("bob", "B", ("C",))),
    )
    assert vacancies_first(market) == {"ann": "A", "bob": "C"}
    assert vacancies_first(market, to_the_end=True) == {"ann": "B", "bob": "C"}


def test_nobody_can_swap_in_the_plain_way() -> None:
    market = Market((Unit("A", 0, 1), Unit("B", 0, 1)), (Applicant("a", "A", ("B",)), Applicant("b", "B", ("A",))))
    assert vacancies_first(market, to_the_end=True) == {"a": "A", "b": "B"}
    assert exchange(market).assignments == {"a": "B", "b": "A"}


def test_the_plain_way_passes_over_what_a_manager_declined() -> None:
    market = Market((Unit("A", 0, 1), Unit("B", 0, 1)), (Applicant("ann", "A", ("B",), ("B",)),))
    assert vacancies_first(market) == {"ann": "A"}


@pytest.mark.parametrize("to_the_end", [False, True])
def test_the_plain_way_keeps_every_bound_and_leaves_nobody_worse_off(to_the_end: bool) -> None:
    for market in markets(100, 400, 8, 5, 3):
        found = vacancies_first(market, to_the_end=to_the_end)
        assert is_feasible(market, found)
        assert leaves_nobody_worse_off(market, found)


def test_the_bounds_of_organisations_are_among_them() -> None:
    market = Market(
        (Unit("A", 0, 1, "X"), Unit("B", 0, 1, "Y")),
        (Applicant("ann", "A", ("B",)),),
        (Organisation("X", 0, 9), Organisation("Y", 0, 9)),
    )
    assert vacancies_first(market) == {"ann": "B"}
    for one in (Organisation("X", 1, 9), Organisation("Y", 0, 0)):
        others = tuple(held for held in market.organisations if held.organisation_id != one.organisation_id)
        assert vacancies_first(replace(market, organisations=(*others, one))) == {"ann": "A"}


def test_a_tally_counts_moves_first_choices_and_people_at_risk_who_have_a_post() -> None:
    market = Market(
        (Unit("A", 0, 9), Unit("B", 0, 9), Unit("closing", 0, 2)),
        (
            Applicant("r1", "closing", ("A", "B")),
            Applicant("r2", "closing", ("A",)),
            Applicant("ann", "A", ("B",)),
            Applicant("bob", "B"),
        ),
    )
    found = {"r1": "B", "r2": "closing", "ann": "B", "bob": "B"}
    assert tally(market, found, frozenset({"r1", "r2"})) == Tally(2, 1, 2, 1)


def test_one_more_leaver_lowers_every_floor_by_one_but_none_below_nobody() -> None:
    market = Market((Unit("A", 2, 2), Unit("B", 0, 1)), (Applicant("a", "A"), Applicant("b", "A")))
    assert [one.floor for one in with_one_more_leaver(market).units] == [1, 0]


def test_a_drawn_market_has_what_was_asked_for() -> None:
    lot = drawn(ASKED)
    market = lot.market
    assert objection(market) is None
    held = Counter(one.home for one in market.applicants)
    assert sorted(held.values()) == [5] * 12 + [6]
    assert held[CLOSING] == len(lot.at_risk) == 6
    assert {one.person_id for one in market.applicants[:6]} == lot.at_risk
    assert all(len(one.choices) == 3 and CLOSING not in one.choices for one in market.applicants)
    assert sum(one.cap for one in market.units) - len(market.applicants) == 6
    assert {one.floor for one in market.units if one.unit_id != CLOSING} == {4}


def test_a_drawn_market_follows_from_its_seed_alone() -> None:
    assert drawn(ASKED) == drawn(ASKED)
    assert len({exchange(drawn(replace(ASKED, seed=seed)).market).input_hash for seed in range(1, 21)}) == 20


def test_the_list_is_drawn_too_and_not_in_the_order_of_units() -> None:
    staff = [one.home for one in drawn(ASKED).market.applicants[6:]]
    assert staff != sorted(staff, key=staff.index)


def test_a_market_without_people_at_risk_has_no_closing_unit() -> None:
    lot = drawn(replace(ASKED, at_risk_percent=0))
    assert lot.at_risk == frozenset()
    assert CLOSING not in {one.unit_id for one in lot.market.units}


def test_nobody_can_have_as_many_choices_as_there_are_units() -> None:
    with pytest.raises(ValueError, match="the unit that they are in"):
        drawn(replace(ASKED, units=3))
