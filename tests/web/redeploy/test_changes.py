"""Organisational changes: HR opens, edits and closes them; the counter says when consultation is due."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from functions.redeploy.change_store import ChangeStore
from functions.redeploy.domain.changes import Change, ChangeDetails, CloseChangeReason, EditChange, OpenChange
from functions.redeploy.domain.consultation import ConsultationState
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.forms.changes import Close, Edit, New
from functions.redeploy.messages.changes import (
    CHANGE_WORDS,
    CLOSE_WORDS,
    STATE_COLOURS,
    STATE_NAMES,
    STATUS_NAMES,
)
from functions.redeploy.usecases import changes as usecases
from shared.actors import Actor
from shared.audit import seal, verify
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.settings import settings
from shared.table import Table
from shared.web.forms import missing_words
from tests.partners import NOW
from tests.redeployments import HR, MANAGER, OTHER_HR, TODAY, done
from tests.web.client import Browser, Page
from tests.web.redeploy import visitors

AT = "/redeploy/changes"
SECRET = "CANARY-TITLE"
TYPED = {
    "title": SECRET,
    "establishment": "Potters Hospital",
    "postcode": "st46qg",
    "proposed": "20",
    "first_dismissal_on-day": "1",
    "first_dismissal_on-month": "3",
    "first_dismissal_on-year": "2027",
    "consultation_starts_on-day": "",
    "consultation_starts_on-month": "",
    "consultation_starts_on-year": "",
}


def starting(day: date) -> dict[str, str]:
    """The boxes of the day on which consultation starts."""
    boxes = {"day": day.day, "month": day.month, "year": day.year}
    return {f"consultation_starts_on-{box}": str(value) for box, value in boxes.items()}


def opened(actor: Actor = HR, **changed: Any) -> str:
    """An open change, by its use case; the id."""
    details: dict[str, Any] = {
        "title": "The night team",
        "establishment": "Potters Hospital",
        "postcode": "ST4 6QG",
        "proposed": 20,
        "first_dismissal_on": date(2027, 3, 1),
    }
    command = OpenChange(change_id=new_id(), details=ChangeDetails.model_validate(details | changed))
    return done(usecases.open_change(actor, command, NOW)).id


def token(browser: Browser) -> str:
    """The token that the forms of this session carry."""
    found = re.search('name="csrf" value="([^"]*)"', browser.get("/redeploy").html)
    assert found
    return found[1]


def stands(change_id: str) -> Change:
    found = ChangeStore(HR).change(change_id)
    assert found is not None
    return found


def test_hr_opens_a_change_and_is_told_when_consultation_is_due() -> None:
    browser = visitors.hr()
    page = browser.save(browser.get(f"{AT}/new"), TYPED)
    assert page.headings == [f"{SECRET} Open"]
    for line in (
        "Redundancies proposed 20",
        "First dismissal planned on 1 March 2027",
        "Potters Hospital, ST4 6QG",
        "Consultation is due now. It must start on or before 30 January 2027: 30 days before 1 March 2027, the"
        " first of 20 dismissals that are counted together.",
        "Earliest lawful dismissal, if consultation starts today: 22 December 2026",
        "a tribunal may award each person up to 180 days' pay",
        "This is not law yet",
        "Doyle Clayton",
    ):
        assert line in page.main


def test_too_late_is_said_with_the_earliest_lawful_day() -> None:
    browser = visitors.hr()
    page = browser.save(browser.get(f"{AT}/new"), TYPED | starting(date(2027, 2, 10)))
    assert "Too late" in page.main
    assert "Consultation starts on 10 February 2027. It had to start on or before 30 January 2027" in page.main
    assert "Earliest lawful dismissal: 12 March 2027" in page.main


def test_the_limit_of_the_award_follows_the_day_of_the_dismissal() -> None:
    browser = visitors.hr()
    before = browser.get(f"{AT}/{opened(first_dismissal_on=date(2026, 4, 5))}").main
    assert "up to 90 days' pay. This is the limit for a dismissal on 5 April 2026" in before
    assert "It is too late for the planned day." in before


def test_fewer_than_20_are_not_due_until_another_change_joins_them() -> None:
    browser, first = visitors.hr(), opened(proposed=19)
    assert "Collective consultation is due from 20." in browser.get(f"{AT}/{first}").main
    opened(proposed=1, first_dismissal_on=date(2027, 3, 1) + timedelta(days=89))
    page = browser.get(f"{AT}/{first}").main
    assert "Consultation is due now." in page
    assert "In the whole organisation at most 20 fall within 90 days: 1 March 2027 to 29 May 2027." in page


def test_the_list_counts_each_establishment_and_another_employers_changes_never() -> None:
    opened(proposed=30)
    opened(proposed=40, postcode="ST5 1AA", establishment="Moor House")
    opened(OTHER_HR, proposed=500, title="CANARY-OTHER")
    page = visitors.hr().get(AT)
    assert "Potters Hospital, ST4 6QG Most within 90 days 30" in page.main
    assert "Moor House, ST5 1AA Most within 90 days 40" in page.main
    assert "at most 70 fall within 90 days" in page.main
    assert "CANARY-OTHER" not in page.html
    assert "could come into play" not in page.main


def test_the_trigger_that_is_not_law_is_named_from_250_and_called_so() -> None:
    opened(proposed=250)
    page = visitors.hr().get(AT).main
    assert "You plan 250 within 90 days in the whole organisation, so it could come into play." in page
    assert "This is not law yet and we could not verify it" in page


def test_what_is_wrong_is_told_beside_each_field_and_what_was_typed_is_kept() -> None:
    browser = visitors.hr()
    wrong = {"title": "", "postcode": "Stoke", "proposed": "none", "first_dismissal_on-day": "31",
             "first_dismissal_on-month": "2"}  # fmt: skip
    page = browser.submit(browser.get(f"{AT}/new"), TYPED | wrong)
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert set(page.errors) == {"title", "postcode", "proposed", "first_dismissal_on"}
    kept = dict(page.form().fields)
    assert (kept["postcode"], kept["proposed"], kept["establishment"]) == ("Stoke", "none", "Potters Hospital")
    late = browser.submit(browser.get(f"{AT}/new"), TYPED | starting(date(2027, 3, 1)))
    assert late.errors == {"consultation_starts_on": "Enter a day before the first dismissal"}


def test_the_same_form_twice_opens_one_change() -> None:
    browser = visitors.hr()
    form = browser.get(f"{AT}/new")
    first, second = browser.submit(form, TYPED), browser.submit(form, TYPED)
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location
    assert browser.get(AT).main.count(SECRET) == 1


def test_an_edit_is_kept_in_the_history_without_its_words() -> None:
    browser, change_id = visitors.hr(), opened()
    page = browser.save(browser.get(f"{AT}/{change_id}/edit"), {"title": SECRET, "proposed": "110"})
    assert "Redundancies proposed 110" in page.main
    assert "45 days before 1 March 2027" in page.main
    history = browser.get(f"{AT}/{change_id}/history")
    assert "Change opened" in history.main
    assert "Change edited Name of hr, 22 November 2026" in history.main
    assert "Changed: redundancies proposed, title" in history.main
    assert "Redundancies proposed: 110" in history.main
    assert SECRET not in history.main


def test_an_edit_of_an_older_version_saves_nothing() -> None:
    browser, change_id = visitors.hr(), opened()
    first = browser.get(f"{AT}/{change_id}/edit")
    second = browser.get(f"{AT}/{change_id}/edit")
    browser.save(first, {"proposed": "30"})
    assert browser.submit(second, {"proposed": "40"}).status == 409
    assert stands(change_id).proposed == 30


def test_a_closed_change_counts_no_more_and_cannot_be_changed() -> None:
    browser, change_id = visitors.hr(), opened()
    form = browser.get(f"{AT}/{change_id}/edit")
    assert browser.submit(browser.get(f"{AT}/{change_id}/close")).errors == {"because": CLOSE_WORDS["because"]}
    page = browser.save(browser.get(f"{AT}/{change_id}/close"), {"because": "called_off"})
    assert "It was called off" in page.main
    assert "it counts no more" in page.main
    assert "Earliest lawful dismissal" not in page.main
    assert browser.get(f"{AT}/{change_id}/edit").status == 404
    assert browser.submit(form, {"proposed": "30"}).status == 409
    assert "Closed It was called off" not in browser.get(AT).main
    assert "Change closed Name of hr, 22 November 2026 at 9:00am It was called off" in (
        browser.get(f"{AT}/{change_id}/history").main
    )


@pytest.mark.parametrize("path", ["", "/edit", "/close", "/history"])
def test_another_employer_and_another_role_get_the_page_of_what_is_not_there(path: str) -> None:
    change_id = opened(title=SECRET)
    missing = visitors.other_hr().get(f"{AT}/{new_id()}{path}")
    for browser in (visitors.other_hr(), visitors.home_hr(), visitors.manager()):
        page = browser.get(f"{AT}/{change_id}{path}")
        assert page.status == 404
        assert page.main == missing.main
        assert SECRET not in page.html


def test_a_recruiting_manager_has_no_list_and_opens_nothing() -> None:
    browser = visitors.manager()
    assert browser.get(AT).status == 404
    assert browser.get(f"{AT}/new").status == 404
    assert browser.send(f"{AT}/new", {**TYPED, "key": new_id()}, token(browser)).status == 404


def test_nobody_but_its_hr_changes_a_change() -> None:
    change_id = opened()
    fields = {**TYPED, "key": new_id(), "version": "1", "because": "completed"}
    for browser in (visitors.other_hr(), visitors.manager(), visitors.coordinator(), visitors.auditor()):
        for act in ("edit", "close"):
            assert browser.send(f"{AT}/{change_id}/{act}", fields, token(browser)).status == 404
    assert stands(change_id).head.number == 1


def test_the_coordinator_and_auditors_read_every_open_change_and_may_change_none() -> None:
    mine, other = opened(title="First plan"), opened(OTHER_HR, title="Second plan")
    closed = opened(title="Third plan")
    close(closed)
    for browser in (visitors.coordinator(), visitors.auditor()):
        page = browser.get(AT)
        assert "First plan" in page.main
        assert "Second plan" in page.main
        assert "Third plan" not in page.main
        for change_id in (mine, other):
            assert "Edit the change" not in browser.get(f"{AT}/{change_id}").main
            assert browser.get(f"{AT}/{change_id}/history").status == 200
            assert browser.get(f"{AT}/{change_id}/edit").status == 404


def close(change_id: str) -> None:
    browser = visitors.hr()
    browser.save(browser.get(f"{AT}/{change_id}/close"), {"because": "completed"})


def test_a_long_list_is_read_page_by_page() -> None:
    for number in range(26):
        opened(title=f"Plan {number:02d}", proposed=1)
    browser = visitors.hr()
    page = browser.get(AT)
    (more,) = [link for link in page.links if "after=" in link]
    assert (page.main.count("Plan "), browser.get(more).main.count("Plan ")) == (25, 1)


def test_the_counter_says_when_there_are_more_changes_than_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecases, "MOST_COUNTED", 2)
    for _ in range(2):
        opened(proposed=1)
    assert "are counted here" not in visitors.hr().get(AT).main
    opened(proposed=1)
    assert "Only the first 2 open changes are counted here." in visitors.hr().get(AT).main


def test_the_domain_repeats_what_the_form_asks() -> None:
    details = stands(opened())
    late = ChangeDetails(
        title="Late", establishment="A", postcode="ST4 6QG", proposed=1,
        first_dismissal_on=TODAY, consultation_starts_on=TODAY,
    )  # fmt: skip
    command = OpenChange(change_id=new_id(), details=late)
    assert usecases.open_change(HR, command, NOW) == Refusal(Reason.DATES_OUT_OF_ORDER)
    again = EditChange(change_id=details.change_id, version=1, details=late)
    assert usecases.edit_change(HR, again, new_id(), NOW) == Refusal(Reason.DATES_OUT_OF_ORDER)
    assert usecases.open_change(MANAGER, command, NOW) == Refusal(Reason.NOT_FOUND)


def test_every_field_state_and_status_has_its_words() -> None:
    for form in (New, Edit):
        assert missing_words(form, CHANGE_WORDS) == []
    assert missing_words(Close, CLOSE_WORDS) == []
    assert STATE_NAMES.keys() == STATE_COLOURS.keys() == set(ConsultationState)
    assert len(STATUS_NAMES) == 2
    shown: Page = visitors.hr().get(f"{AT}/{opened()}/close")
    assert all(f'value="{one.value}"' in shown.html for one in CloseChangeReason)


def test_changes_stand_in_the_audit_and_it_verifies() -> None:
    change_id = opened()
    close(change_id)
    table = Table(settings().redeploy_table)
    assert seal(table, "QXX", NOW) == 2
    assert verify(table, "QXX").fault is None
