"""Windows, units and their bounds as values: phases, what is consistent, what is fixed."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from functions.retention.domain.defaults import SETTINGS, points_on, rules_on, undecided_is_accepted
from functions.retention.domain.passport import CORE_TRAINING, Checked, CheckStatus, Item, with_item
from functions.retention.domain.requests import words_in
from functions.retention.domain.units import EmployerBounds
from functions.retention.domain.windows import Phase, WindowDates, WindowStatus, market_of
from shared.reference.rules import rule
from shared.reference.stored import Mark
from tests.retention import CLOSING, DATES, TODAY, unit_details
from tests.unit.retention.test_policy import a_unit
from tests.unit.retention.test_priority import a_window


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (DATES.opens_on - timedelta(days=1), Phase.PUBLISHED),
        (DATES.opens_on, Phase.CHOOSING),
        (DATES.preferences_close_on, Phase.CHOOSING),
        (DATES.preferences_close_on + timedelta(days=1), Phase.DECIDING),
        (DATES.decisions_close_on, Phase.DECIDING),
        (DATES.decisions_close_on + timedelta(days=1), Phase.READY),
        (DATES.closes_on + timedelta(days=1), Phase.READY),
    ],
)
def test_the_day_alone_tells_where_an_open_window_is(day: date, phase: Phase) -> None:
    assert a_window().phase_on(day) is phase


@pytest.mark.parametrize("status", [one for one in WindowStatus if one is not WindowStatus.OPEN])
def test_what_was_done_with_a_window_stands_above_its_days(status: WindowStatus) -> None:
    assert a_window(status=status).phase_on(DATES.opens_on) is Phase(status.value)


@pytest.mark.parametrize(
    ("name", "day", "fault"),
    [
        ("preferences_close_on", DATES.opens_on - timedelta(days=1), "preferences_close_on.too_early"),
        ("decisions_close_on", DATES.preferences_close_on, "decisions_close_on.too_early"),
        ("closes_on", DATES.decisions_close_on, "closes_on.too_early"),
    ],
)
def test_days_out_of_order_are_no_days_of_a_window(name: str, day: date, fault: str) -> None:
    with pytest.raises(ValidationError) as refused:
        WindowDates.model_validate(DATES.model_dump() | {name: day})
    assert refused.value.errors()[0]["type"] == fault


def test_a_market_is_a_known_role_of_its_staff_group_in_a_known_band() -> None:
    assert market_of("03007", "5").key == "03-03007-5"
    for role, band in (("99999", "5"), ("03007", "55")):
        with pytest.raises(ValidationError):
            market_of(role, band)


def test_the_settings_of_a_day_are_those_of_the_sources() -> None:
    rules = rules_on(TODAY)
    assert (rules.most_choices, rules.months_in_post, rules.most_words, rules.start_within_weeks) == (3, 9, 250, 8)
    assert all(rule(key, TODAY).mark is Mark.SOURCED for key in SETTINGS.values())
    assert undecided_is_accepted(TODAY)
    assert points_on(TODAY).need == 24


def test_a_unit_may_lose_so_many_and_gain_as_many_as_its_vacancies() -> None:
    details = unit_details(released=("RC-1",), vacancies=1)
    assert (details.floor, details.cap) == (9, 12)
    assert (unit_details(most_net_leavers=0).floor, unit_details(most_net_leavers=10).floor) == (10, 0)


def test_a_unit_that_closes_may_lose_everybody_and_gains_nobody() -> None:
    details = unit_details(**CLOSING)
    assert (details.floor, details.cap) == (0, 10)


def test_people_now_always_lie_between_the_bounds_of_units_and_employer() -> None:
    units = [a_unit("a"), a_unit("b").model_copy(update={"details": unit_details(**CLOSING)})]
    for leavers in (0, 5, 100):
        for joiners in (None, 0, 3, 100):
            bounds = bounds_of(leavers, joiners)
            floor, cap = bounds.limits(units)
            assert floor <= 20 <= cap
    assert bounds_of(2, None).limits(units) == (8, 22)
    assert bounds_of(2, 1).limits(units) == (8, 21)
    assert bounds_of(0, 0).limits([a_unit("c", ods_code="RZZ")]) == (0, 0)


def bounds_of(leavers: int, joiners: int | None) -> EmployerBounds:
    return EmployerBounds.model_validate(
        {
            "ics_code": "QXX",
            "window_id": "w",
            "employer": {"ods_code": "RYY", "name": "Trust"},
            "most_net_leavers": leavers,
            "most_net_joiners": joiners,
        }
    )


def test_words_are_what_stands_between_spaces() -> None:
    assert [words_in(text) for text in ("", "  ", "one", "one  two\nthree", "well-being, too")] == [0, 0, 1, 3, 2]


def checked(item: Item, **changed: Any) -> Checked:
    known: dict[str, Any] = {
        "item": item,
        "status": CheckStatus.CHECKED,
        "checked_by": "HR",
        "checked_on": date(2025, 1, 1),
    }
    return Checked.model_validate(known | changed)


def test_the_passport_holds_each_item_once_in_its_order() -> None:
    passport = with_item(with_item((), checked(Item.DBS)), checked(Item.IDENTITY))
    assert [one.item for one in passport] == [Item.IDENTITY, Item.DBS]
    again = with_item(passport, checked(Item.DBS, checked_by="Another"))
    assert [one.checked_by for one in again] == ["HR", "Another"]
    assert len(CORE_TRAINING) == 11
    assert len(Item) == 17


def test_an_item_holds_until_its_last_day() -> None:
    item = checked(Item.DBS, expires_on=date(2026, 1, 1))
    assert item.is_in_date(date(2026, 1, 1))
    assert not item.is_in_date(date(2026, 1, 2))
    assert checked(Item.DBS).is_in_date(date(2099, 1, 1))
    assert checked(Item.DBS, status=CheckStatus.NOT_NEEDED).is_in_date(TODAY)
    assert not checked(Item.DBS, status=CheckStatus.NOT_CHECKED).is_in_date(TODAY)
