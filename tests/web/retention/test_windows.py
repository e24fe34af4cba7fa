"""The coordinator plans, opens and moves a window; everybody else reads it once it is open."""

from datetime import timedelta
from typing import Any

import pytest

from functions.retention.domain.priority import hash_of_seed
from functions.retention.domain.windows import Phase
from functions.retention.forms.windows import ChangedWindow, Moved, NewWindow
from functions.retention.messages.windows import COLOURS, MOVE_WORDS, NOW, PHASES, PLAN_WORDS
from functions.retention.run_store import RunStore
from shared.outbox import UNSENT
from shared.web.forms import missing_words
from tests import partners
from tests.retention import (
    AUDITOR,
    CHOOSING_AT,
    COORDINATOR,
    DATES,
    DECIDING_AT,
    HR,
    MANAGER,
    NURSE,
    a_planned_window,
    a_window,
    retention_table,
    window,
)
from tests.web.client import Page
from tests.web.retention.visitors import as_actor, at, boxes, send

AT = "/retention/windows"


def typed(**changed: Any) -> dict[str, Any]:
    """A plan as it is typed."""
    start = partners.NOW + timedelta(days=7)
    days = {
        **boxes("opens_on", start),
        **boxes("preferences_close_on", start + timedelta(days=21)),
        **boxes("decisions_close_on", start + timedelta(days=35)),
        **boxes("closes_on", start + timedelta(days=100)),
    }
    asked = {"name": "Staff nurses, winter", "job_role": "03007", "band": "5", "partners": ["RZZ", "RYY"]}
    return {**asked, **days, **changed}


def test_the_coordinator_plans_a_window_from_the_settings_of_the_day() -> None:
    browser = as_actor(COORDINATOR)
    page = browser.get(f"{AT}/new")
    assert 'value="9"' in page.html
    shown = browser.save(page, typed())
    assert "Only the ICS can see this plan" in shown.main
    assert "9 months" in shown.main
    assert "Homerton" in shown.main


def test_a_day_out_of_order_gets_a_sentence_beside_it_and_keeps_what_was_typed() -> None:
    browser = as_actor(COORDINATOR)
    early = boxes("decisions_close_on", partners.NOW)
    page = browser.submit(browser.get(f"{AT}/new"), typed(**early))
    assert page.status == 422
    assert page.errors == {"decisions_close_on": "Enter a day after the last one for requests"}
    assert page.title.startswith("Error: ")
    assert "Staff nurses, winter" in page.html


@pytest.mark.parametrize("field", ["name", "job_role", "band", "partners", "opens_on"])
def test_what_is_missing_gets_a_sentence_beside_it(field: str) -> None:
    browser = as_actor(COORDINATOR)
    boxes_of = [name for name in typed() if name == field or name.startswith(f"{field}-")]
    page = browser.submit(browser.get(f"{AT}/new"), typed() | dict.fromkeys(boxes_of, ""))
    assert page.status == 422
    assert set(page.errors) == {field}


def test_a_planned_window_is_not_there_for_anybody_else() -> None:
    planned = a_planned_window()
    for actor in (HR, MANAGER, NURSE, AUDITOR):
        assert as_actor(actor).get(f"{AT}/{planned.window_id}").status == 404
        assert planned.name not in as_actor(actor).get(AT).main
    assert planned.name in as_actor(COORDINATOR).get(AT).main


@pytest.mark.parametrize("actor", [HR, MANAGER, NURSE, AUDITOR], ids=lambda one: one.person_id)
def test_only_the_coordinator_plans_opens_and_moves(actor: Any) -> None:
    planned, opened, browser = a_planned_window(), a_window(), as_actor(actor)
    assert browser.get(f"{AT}/new").status == 404
    assert send(browser, f"{AT}/new", {"key": "k" * 22}).status == 404
    for act in ("edit", "open"):
        assert browser.get(f"{AT}/{planned.window_id}/{act}").status == 404
    sent = send(browser, f"{AT}/{planned.window_id}/open", {"key": "k" * 22, "version": "1"})
    assert sent.status == 404
    assert browser.get(f"{AT}/{opened.window_id}/dates").status == 404


def test_opening_fixes_the_rules_publishes_the_print_of_the_lot_and_tells_the_partners() -> None:
    planned, browser = a_planned_window(), as_actor(COORDINATOR)
    page = browser.get(f"{AT}/{planned.window_id}/open")
    assert "You can then no longer change" in page.main
    shown = browser.save(page)
    opened, seed = window(planned.window_id), RunStore().seed(planned.window_id)
    assert opened.seed_hash == hash_of_seed(seed)
    assert opened.seed_hash in shown.html
    assert seed not in shown.html
    assert browser.get(f"{AT}/{planned.window_id}/edit").status == 404
    unsent = retention_table().page("work", UNSENT, limit=10).items
    assert len(unsent) == 3


def test_the_lot_is_shown_to_nobody_before_the_moves_are_announced() -> None:
    opened = a_window()
    seed = RunStore().seed(opened.window_id)
    for actor in (COORDINATOR, AUDITOR, HR, NURSE):
        browser = as_actor(actor)
        for page in ("", "/history", "/units"):
            assert seed not in browser.get(f"{AT}/{opened.window_id}{page}").html


def test_everybody_of_the_ics_reads_an_open_window_and_its_priority_rule() -> None:
    opened = a_window()
    for actor in (HR, MANAGER, NURSE, AUDITOR):
        page = as_actor(actor).get(f"{AT}/{opened.window_id}")
        assert page.status == 200
        assert "No points are given for what somebody chooses" in page.main
        assert "counts as accepted" in page.main
        assert "24 points" in page.main


def test_dates_move_later_with_a_reason_that_everybody_reads() -> None:
    opened, browser = a_window(), as_actor(COORDINATOR)
    later = boxes("preferences_close_on", partners.NOW + timedelta(days=30))
    shown = browser.save(browser.get(f"{AT}/{opened.window_id}/dates"), {**later, "why": "Snow"})
    assert "Snow" in shown.main
    assert "Snow" in as_actor(NURSE).get(f"{AT}/{opened.window_id}").main
    assert window(opened.window_id).dates.preferences_close_on == DATES.preferences_close_on + timedelta(days=2)


def move(**changed: Any) -> Page:
    """What comes back when dates are moved while staff can ask."""
    opened, browser = a_window(), as_actor(COORDINATOR, CHOOSING_AT)
    with at(CHOOSING_AT):
        page = browser.get(f"{AT}/{opened.window_id}/dates")
        return browser.submit(page, {"why": "Snow", **changed})


def test_dates_do_not_move_earlier_nor_without_a_reason_nor_once_they_have_passed() -> None:
    earlier = move(**boxes("preferences_close_on", partners.NOW + timedelta(days=20)))
    assert earlier.errors == {"opens_on": "Enter a later day. A day that has passed stays as it is."}
    assert move(why="").errors == {"why": "Enter the reason. Everybody who can see the window can read it"}
    begun = move(**boxes("opens_on", partners.NOW + timedelta(days=9)))
    assert begun.status == 422
    assert move().errors == {"opens_on": "Enter a later day for at least one of them"}


def test_a_window_says_where_it_is() -> None:
    opened = a_window()
    assert "Staff can ask to move from 29 November 2026" in as_actor(NURSE).get(f"{AT}/{opened.window_id}").main
    with at(DECIDING_AT):
        page = as_actor(NURSE, DECIDING_AT).get(f"{AT}/{opened.window_id}")
    assert "Managers accept or decline until the end of 3 January 2027" in page.main


def test_the_history_of_a_window_tells_what_was_fixed() -> None:
    opened = a_window()
    page = as_actor(AUDITOR).get(f"{AT}/{opened.window_id}/history")
    assert "Window opened: its rules are fixed" in page.main
    assert opened.seed_hash[:12] in page.html


def test_every_phase_and_every_field_has_words() -> None:
    assert set(PHASES) == set(COLOURS) == set(NOW) == set(Phase)
    assert missing_words(NewWindow, PLAN_WORDS) == []
    assert missing_words(ChangedWindow, PLAN_WORDS) == []
    assert missing_words(Moved, MOVE_WORDS) == []
