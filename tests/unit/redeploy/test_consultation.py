"""When collective consultation is due: the law's figures, the windows, the words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.redeploy.domain.consultation import (
    ConsultationState,
    Counter,
    Planned,
    Window,
    award_days,
    by_establishment,
    counter,
    planned_from,
    rules_on,
    windows,
)
from shared.reference.rules import rule
from shared.reference.stored import Mark

TODAY = date(2026, 11, 22)
FIRST = date(2027, 3, 1)


def planned(people: int, first_on: date = FIRST, starts_on: date | None = None, **changed: str) -> Planned:
    known = {"change_id": f"change-{first_on}-{people}", "postcode": "ST4 6QG"} | changed
    return Planned(known["change_id"], known["postcode"], first_on, people, starts_on)


def alone(people: int, starts_on: date | None = None, today: date = TODAY) -> Counter:
    return counter([planned(people, starts_on=starts_on)], today)


@pytest.mark.parametrize(("people", "days"), [(1, 0), (19, 0), (20, 30), (99, 30), (100, 45), (10_000, 45)])
def test_consultation_starts_30_days_before_20_dismissals_and_45_before_100(people: int, days: int) -> None:
    (duty,) = alone(people).duties
    assert duty.days_before == days
    assert duty.start_by == (FIRST - timedelta(days=days) if days else None)


def test_the_first_and_the_last_of_90_days_count_together_and_the_91st_does_not() -> None:
    within = counter([planned(10), planned(10, FIRST + timedelta(days=89))], TODAY)
    beyond = counter([planned(10), planned(10, FIRST + timedelta(days=90))], TODAY)
    assert within.busiest == Window(FIRST, FIRST + timedelta(days=89), 20)
    assert beyond.busiest == Window(FIRST, FIRST, 10)
    assert [duty.state for duty in beyond.duties] == [ConsultationState.NOT_DUE] * 2


def test_a_start_on_the_last_day_is_in_time_and_one_a_day_later_is_not() -> None:
    last = FIRST - timedelta(days=30)
    assert alone(20, last).worst.state is ConsultationState.IN_TIME
    late = alone(20, last + timedelta(days=1)).worst
    assert late.state is ConsultationState.TOO_LATE
    assert late.earliest_dismissal_on == FIRST + timedelta(days=1)


def test_without_a_start_it_is_due_until_the_last_day_and_too_late_after_it() -> None:
    last = FIRST - timedelta(days=30)
    due = alone(20, today=last).worst
    assert (due.state, due.earliest_dismissal_on) == (ConsultationState.DUE, FIRST)
    late = alone(20, today=last + timedelta(days=1)).worst
    assert (late.state, late.earliest_dismissal_on) == (
        ConsultationState.TOO_LATE,
        FIRST + timedelta(days=1),
    )


def test_a_second_change_makes_consultation_due_for_both_and_from_the_first_dismissal() -> None:
    later = FIRST + timedelta(days=20)
    both = counter([planned(12), planned(12, later)], TODAY)
    assert [duty.start_by for duty in both.duties] == [FIRST - timedelta(days=30)] * 2
    assert {duty.binding for duty in both.duties} == {Window(FIRST, later, 24)}


def test_the_strictest_window_binds_although_another_has_more_people() -> None:
    """25 from the first day need 30 days; the 120 around the later ones need 45, from a later first dismissal."""
    middle, last = FIRST + timedelta(days=60), FIRST + timedelta(days=149)
    found = counter([planned(20), planned(5, middle), planned(110, last)], TODAY)
    duty = found.duties[1]
    assert duty.busiest == Window(middle, last, 115)
    assert duty.days_before == 45
    assert duty.binding == Window(FIRST, middle, 25)
    assert duty.start_by == FIRST - timedelta(days=30)


def test_the_worst_duty_is_what_presses_most() -> None:
    found = counter([planned(30, starts_on=FIRST), planned(1, FIRST + timedelta(days=200))], TODAY)
    assert found.worst.state is ConsultationState.TOO_LATE
    assert found.worst.planned.people == 30


def test_each_establishment_has_its_own_counter() -> None:
    elsewhere = planned(15, postcode="ST5 1AA", change_id="b")
    found = by_establishment([planned(15), elsewhere], TODAY)
    assert {postcode: one.busiest.people for postcode, one in found.items()} == {"ST4 6QG": 15, "ST5 1AA": 15}
    assert counter([planned(15), elsewhere], TODAY).busiest.people == 30
    same = by_establishment([planned(15), replace(elsewhere, postcode="ST4 6QG")], TODAY)
    assert same["ST4 6QG"].busiest.people == 30


def test_nothing_planned_has_no_counter() -> None:
    assert list(windows([], 90)) == []
    assert by_establishment([], TODAY) == {}
    with pytest.raises(ValueError, match="nothing is planned"):
        counter([], TODAY)


def test_the_award_is_capped_at_90_days_until_5_april_2026_and_at_180_from_the_6th() -> None:
    assert award_days(date(2026, 4, 5)) == 90
    assert award_days(date(2026, 4, 6)) == 180


def test_the_laws_figures_are_sourced_and_the_2027_trigger_is_not_taken_for_law() -> None:
    assert rules_on(TODAY).days_before(20) == 30
    names = ("window_days", "from_people", "days", "large_from_people", "large_days", "award_days")
    assert {rule(f"consultation_{name}", TODAY).mark for name in names} == {Mark.SOURCED}
    options = rule("consultation_wide_options", TODAY)
    assert options.mark is Mark.UNVERIFIED
    assert options.note is not None
    assert "Not law yet" in options.note


def test_a_row_says_what_is_planned() -> None:
    row = {
        "change_id": "c",
        "postcode": "ST4 6QG",
        "first_dismissal_on": "2027-03-01",
        "proposed": 20,
        "consultation_starts_on": "",
    }
    assert planned_from(row) == planned(20, change_id="c")
    started = planned_from(row | {"consultation_starts_on": "2027-01-04"})
    assert started.consultation_starts_on == date(2027, 1, 4)
