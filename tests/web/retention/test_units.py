"""Employers publish units with bounds that are consistent; HR names keepers and people at risk, never more."""

from datetime import datetime
from typing import Any

import pytest

from functions.retention.domain.publishing import ChangeKeeper, EditUnit, MarkHardToFill
from functions.retention.domain.reasons import Reason
from functions.retention.domain.windows import Phase
from functions.retention.forms.units import Bounds, ChangedUnit, Hard, Keeper, Named, NewUnit
from functions.retention.messages.units import AT_RISK_WORDS, BOUNDS_WORDS, HARD_WORDS, KEEPER_WORDS, UNIT_WORDS
from functions.retention.run_store import RunStore
from functions.retention.usecases import units as usecases
from shared.actors import Actor
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.web.forms import missing_words
from tests.partners import NOW
from tests.retention import (
    AUDITOR,
    CHOOSING_AT,
    CLOSING,
    COORDINATOR,
    DECIDING_AT,
    HR,
    MANAGER,
    NURSE,
    OTHER_HR,
    OTHER_MANAGER,
    READY_AT,
    SECOND_MANAGER,
    a_unit,
    a_window,
    bounded,
    done,
    unit,
    unit_details,
)
from tests.web.client import Page
from tests.web.retention.visitors import as_actor, at, send

AT = "/retention/windows"
TYPED = {
    "name": "Ward 7",
    "town": "Potters Hospital",
    "postcode_district": "st4",
    "funded_posts": "12",
    "staff_in_window": "10",
    "vacancies": "1",
    "released": "RC-1",
    "most_net_leavers": "1",
}


def published(actor: Actor = MANAGER, **changed: Any) -> Page:
    """What comes back when a unit is published by its form."""
    window, browser = a_window(), as_actor(actor)
    return browser.submit(browser.get(f"{AT}/{window.window_id}/units/new"), TYPED | changed)


def test_a_manager_publishes_a_unit_and_keeps_it() -> None:
    window, browser = a_window(), as_actor(MANAGER)
    shown = browser.save(browser.get(f"{AT}/{window.window_id}/units/new"), TYPED)
    assert "At least 9 people, at most 12" in shown.main
    assert "Who decides on requests Morag Testing" in shown.main
    assert "ST4" in shown.main
    assert "Ward 7" in as_actor(NURSE).get(f"{AT}/{window.window_id}/units").main


def test_hr_publishes_a_unit_for_a_recruiting_manager_and_can_keep_none() -> None:
    page = published(HR)
    assert page.errors == {"keeper": "Choose one of your organisation's recruiting managers"}
    assert published(HR, keeper="hr").errors.keys() == {"keeper"}
    assert published(HR, keeper="other-manager").errors.keys() == {"keeper"}
    assert published(HR, keeper="second-manager").status == 303


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"most_net_leavers": "11"}, "most_net_leavers", "Enter no more than the people who hold a post there"),
        ({"funded_posts": "9"}, "funded_posts", "Enter at least as many as the people who hold a post there"),
        (
            {"vacancies": "2"},
            "vacancies",
            "Vacancies, with those released, cannot be more than the free posts",
        ),
        (
            {"is_under_strength": "yes"},
            "most_net_leavers",
            "Enter 0: you say that the unit is under strength",
        ),
        (
            {"is_closing": "yes"},
            "vacancies",
            "A unit that closes has no vacancies. Enter 0 and no certificates",
        ),
        ({"staff_in_window": "ten"}, "staff_in_window", "Enter a whole number, 0 or more"),
        ({"vacancies": "-1"}, "vacancies", "Enter a whole number, 0 or more"),
        ({"name": ""}, "name", "Enter the name of the unit, as people there know it"),
        ({"postcode_district": "nowhere"}, "postcode_district", "Enter a postcode district, like ST4"),
    ],
)
def test_numbers_that_do_not_fit_get_a_sentence_beside_the_field(
    changed: dict[str, str], field: str, sentence: str
) -> None:
    page = published(MANAGER, **changed)
    assert page.status == 422
    assert page.errors == {field: sentence}
    assert 'value="Ward 7"' in page.html or field == "name"


def test_an_employer_that_takes_no_part_publishes_nothing() -> None:
    window = a_window(partners=("RYY",))
    assert as_actor(MANAGER).get(f"{AT}/{window.window_id}/units/new").status == 404
    assert send(as_actor(MANAGER), f"{AT}/{window.window_id}/units/new", TYPED | {"key": "k" * 22}).status == 404


@pytest.mark.parametrize("actor", [NURSE, COORDINATOR, AUDITOR], ids=lambda one: one.person_id)
def test_staff_coordinator_and_auditor_publish_nothing(actor: Actor) -> None:
    window = a_window()
    assert as_actor(actor).get(f"{AT}/{window.window_id}/units/new").status == 404


@pytest.mark.parametrize("actor", [OTHER_HR, OTHER_MANAGER, SECOND_MANAGER, NURSE], ids=lambda one: one.person_id)
def test_only_the_keeper_and_hr_of_the_employer_change_a_unit(actor: Actor) -> None:
    window = a_window()
    own = a_unit(window)
    assert as_actor(actor).get(f"{AT}/{window.window_id}/units/{own.unit_id}/edit").status == 404
    assert as_actor(HR).get(f"{AT}/{window.window_id}/units/{own.unit_id}/edit").status == 200
    browser = as_actor(MANAGER)
    page = browser.get(f"{AT}/{window.window_id}/units/{own.unit_id}/edit")
    assert "At least 8 people" in browser.save(page, {"most_net_leavers": "2"}).main


def edit_at(moment: datetime, **changed: Any) -> object:
    window = a_window()
    own = a_unit(window)
    command = EditUnit(window_id=window.window_id, unit_id=own.unit_id, version=1, details=unit_details(**changed))
    return usecases.edit_unit(MANAGER, command, new_id(), moment)


@pytest.mark.parametrize("moment", [DECIDING_AT, READY_AT])
def test_nothing_of_a_unit_changes_once_preferences_are_closed(moment: datetime) -> None:
    assert edit_at(moment, vacancies=0) == Refusal(Reason.UNITS_FIXED)
    window = a_window()
    own = a_unit(window)
    mark = MarkHardToFill(window_id=window.window_id, unit_id=own.unit_id, version=1, is_hard_to_fill=True)
    assert usecases.mark_hard_to_fill(COORDINATOR, mark, new_id(), moment) == Refusal(Reason.UNITS_FIXED)
    assert window.phase_on(moment.date()) in (Phase.DECIDING, Phase.READY)


def test_while_people_choose_numbers_may_change_and_whether_the_unit_closes_may_not() -> None:
    assert not isinstance(edit_at(CHOOSING_AT, vacancies=0), Refusal)
    assert edit_at(CHOOSING_AT, **CLOSING) == Refusal(Reason.CLOSING_FIXED)
    assert not isinstance(edit_at(NOW, **CLOSING), Refusal)


def test_hr_names_the_people_of_a_closing_unit_and_nobody_else_sees_the_names() -> None:
    window = a_window()
    closing = a_unit(window, **CLOSING)
    path = f"{AT}/{window.window_id}/units/{closing.unit_id}/at-risk"
    browser = as_actor(HR)
    page = browser.submit(browser.get(path), {"emails": "nurse@example.org\nnot an address"})
    assert page.errors == {"emails": "Enter email addresses, one a line, up to 500"}
    browser.save(browser.get(path), {"emails": "nurse@example.org, colleague@example.org"})
    assert "colleague@example.org" in browser.get(path).html
    names = RunStore().at_risk_names([closing])[closing.unit_id]
    assert names.emails == ("nurse@example.org", "colleague@example.org")
    for actor in (MANAGER, OTHER_HR, COORDINATOR, AUDITOR, NURSE):
        assert as_actor(actor).get(path).status == 404
        for address in ("", "/history"):
            shown = as_actor(actor).get(f"{AT}/{window.window_id}/units/{closing.unit_id}{address}")
            assert "colleague@example.org" not in shown.html


def test_no_more_people_are_named_than_the_unit_has() -> None:
    window = a_window()
    closing = a_unit(window, staff_in_window=1, funded_posts=1, **CLOSING)
    browser = as_actor(HR)
    path = f"{AT}/{window.window_id}/units/{closing.unit_id}/at-risk"
    page = browser.submit(browser.get(path), {"emails": "a@example.org\nb@example.org"})
    assert page.errors == {"emails": "The unit has 1 people. Enter no more than that"}


def test_nobody_is_named_of_a_unit_that_stays() -> None:
    window = a_window()
    own = a_unit(window)
    assert as_actor(HR).get(f"{AT}/{window.window_id}/units/{own.unit_id}/at-risk").status == 404


def test_hr_sets_the_bounds_of_the_employer_and_everybody_reads_them() -> None:
    window = a_window()
    browser = as_actor(HR)
    page = browser.get(f"{AT}/{window.window_id}/bounds")
    assert browser.submit(page, {}).errors == {"most_net_leavers": "Enter how many more may leave than come"}
    browser.save(page, {"most_net_leavers": "2"})
    shown = as_actor(NURSE).get(f"{AT}/{window.window_id}/units").main
    assert "Moorland University Trust" in shown
    assert "No bound" in shown
    browser.save(
        browser.get(f"{AT}/{window.window_id}/bounds"), {"most_net_leavers": "3", "most_net_joiners": "1"}
    )
    (bounds,) = RunStore().bounds(window.window_id)
    assert (bounds.most_net_leavers, bounds.most_net_joiners) == (3, 1)
    assert as_actor(MANAGER).get(f"{AT}/{window.window_id}/bounds").status == 404


def test_hr_lets_another_manager_decide_also_while_managers_decide_and_never_hr() -> None:
    window = a_window()
    own = a_unit(window)
    browser = as_actor(HR, DECIDING_AT)
    with at(DECIDING_AT):
        page = browser.get(f"{AT}/{window.window_id}/units/{own.unit_id}/keeper")
        browser.save(page, {"keeper": "second-manager"})
    assert unit(window, own.unit_id).keeper.person_id == "second-manager"
    command = ChangeKeeper(window_id=window.window_id, unit_id=own.unit_id, version=2, keeper="hr")
    refused = usecases.change_keeper(HR, command, new_id(), DECIDING_AT)
    assert refused == Refusal(Reason.KEEPER_UNKNOWN)
    assert as_actor(MANAGER).get(f"{AT}/{window.window_id}/units/{own.unit_id}/keeper").status == 404


def test_only_the_coordinator_says_that_a_unit_is_hard_to_fill() -> None:
    window = a_window()
    own = a_unit(window)
    path = f"{AT}/{window.window_id}/units/{own.unit_id}/hard-to-fill"
    for actor in (HR, MANAGER, NURSE):
        assert as_actor(actor).get(path).status == 404
    browser = as_actor(COORDINATOR)
    assert (
        "those who work there have more points" in browser.save(browser.get(path), {"is_hard_to_fill": "yes"}).main
    )


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    window = a_window()
    own = a_unit(window)
    browser = as_actor(HR)
    page = browser.get(f"{AT}/{window.window_id}/units/{own.unit_id}/edit")
    command = EditUnit(window_id=window.window_id, unit_id=own.unit_id, version=1, details=unit_details("Ward 8"))
    done(usecases.edit_unit(MANAGER, command, new_id(), NOW))
    refused = browser.submit(page, {"name": "Ward 9"})
    assert refused.status == 409
    assert "changed while you had the page open" in refused.main


def test_the_history_of_a_unit_names_people_of_other_employers_only_to_who_oversees() -> None:
    window = a_window()
    own = a_unit(window)
    bounded(window)
    path = f"{AT}/{window.window_id}/units/{own.unit_id}/history"
    assert "Morag Testing" in as_actor(AUDITOR).get(path).main
    assert "Somebody of another employer" in as_actor(OTHER_MANAGER).get(path).main


def test_a_list_of_units_says_when_there_are_more() -> None:
    window = a_window()
    for number in range(51):
        a_unit(window, name=f"Unit {number:02}")
    browser = as_actor(NURSE)
    page = browser.get(f"{AT}/{window.window_id}/units")
    (more,) = [link for link in page.links if "after=" in link]
    assert "Unit 49" in page.main
    assert "Unit 50" in browser.get(more).main


def test_every_field_has_words() -> None:
    for form, words in (
        (NewUnit, UNIT_WORDS),
        (ChangedUnit, UNIT_WORDS),
        (Bounds, BOUNDS_WORDS),
        (Named, AT_RISK_WORDS),
        (Keeper, KEEPER_WORDS),
        (Hard, HARD_WORDS),
    ):
        assert missing_words(form, words) == []
