"""An accepted award on its pages: set up, confirmed, told of, drawn; and nobody else's to see."""

from datetime import datetime

import pytest
from pydantic import BaseModel

from functions.levy.app import app
from functions.levy.forms import apprentices as forms
from functions.levy.messages import apprentices as words
from functions.levy.usecases.monthly import draw_instalments
from shared import clock
from shared.values.dates import Month
from shared.web.forms import missing_words
from tests.apprentices import read_apprentice, stored_accepted, stored_apprentice, stored_started
from tests.levies import read
from tests.partners import NOW, a_person
from tests.web.client import Browser
from tests.web.levy.applying import path_of
from tests.web.levy.visitors import approver, auditor, finance_lead, second_approver
from tests.web.levy.visitors import manager as manager_of

JUNE = datetime(2027, 6, 25, 9, tzinfo=NOW.tzinfo)
CONFIRMATION: dict[str, str] = {
    "own_reference": "Night team 1",
    "start-month": "1",
    "start-year": "2027",
    "months": "24",
    "price_each": "15,000",
}
FORMS = (
    (forms.ConfirmForm, words.CONFIRM_WORDS),
    (forms.ReferencesForm, words.REFERENCES_WORDS),
    (forms.StepForm, words.STEP_WORDS),
    (forms.StartForm, words.START_WORDS),
    (forms.PauseForm, words.MONTH_WORDS),
    (forms.ResumeForm, words.MONTH_WORDS),
    (forms.ChangeForm, words.CHANGE_WORDS),
    (forms.StopForm, words.STOP_WORDS),
    (forms.CompleteForm, words.MONTH_WORDS),
)


@pytest.mark.parametrize(("form", "said"), FORMS)
def test_every_field_has_a_sentence_and_no_sentence_is_idle(form: type[BaseModel], said: dict[str, str]) -> None:
    assert missing_words(form, said) == []
    assert {name.partition(".")[0] for name in said} == set(form.model_fields)


def path(apprenticeship_id: str, *more: str) -> str:
    return "/".join((f"/levy/apprentices/{apprenticeship_id}", *more))


def test_an_employer_confirms_an_apprentice_from_the_page_of_the_application(manager: Browser) -> None:
    accepted = stored_accepted()
    page = manager.get(path_of(accepted))
    assert "Confirm 1 apprentice by 22 February 2027" in page.main
    form = manager.get(path_of(accepted, "confirm-apprentice"))
    assert "Confirm apprentice 1 of 1" in form.main
    after = manager.save(form, CONFIRMATION)
    assert "1: Night team 1" in after.main
    assert "£0.00 drawn, £15,000.00 still kept for them" in after.main
    assert read(accepted.application_id).confirmed_apprentices == 1
    again = manager.get(path_of(accepted, "confirm-apprentice"))
    assert manager.submit(again, CONFIRMATION).status == 409


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"own_reference": ""}, "own_reference", "Enter your own reference"),
        ({"own_reference": "ULN 1748529632"}, "own_reference", "learner's number"),
        ({"start-year": "2026", "start-month": "10"}, "start", "November 2026 or a later month"),
        ({"months": "7"}, "months", "8 months or more"),
        ({"price_each": "free"}, "price_each", "Enter the price for this apprentice in pounds"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(
    manager: Browser, typed: dict[str, str], field: str, sentence: str
) -> None:
    accepted = stored_accepted()
    page = manager.submit(manager.get(path_of(accepted, "confirm-apprentice")), CONFIRMATION | typed)
    assert page.status == 422
    assert sentence in page.errors[field]
    assert read(accepted.application_id).confirmed_apprentices == 0


def test_codes_and_days_of_the_apprenticeship_service_are_kept(manager: Browser) -> None:
    accepted = stored_accepted()
    after = manager.save(manager.get(path_of(accepted, "set-up")), {"pledge_code": "v7yg 2k"})
    assert "Pledge code V7YG2K" in after.main
    form = manager.get(path_of(accepted, "set-up", "transfer_approved"))
    late = manager.submit(form, {"on-day": "23", "on-month": "11", "on-year": "2026"})
    assert (late.status, late.errors["on"][:16]) == (422, "Enter 22 Novembe")
    after = manager.save(late, {"on-day": "20", "on-month": "11", "on-year": "2026"})
    assert "The sending employer approved the transfer 20 November 2026" in after.main
    assert manager.get(path_of(accepted, "set-up", "no-such-step")).status == 404


def test_the_life_of_an_apprentice_on_its_page(manager: Browser) -> None:
    one = stored_apprentice()
    clock.use_source(lambda: JUNE)
    late = Browser.of(a_person(person_id="manager"), app, at=JUNE)
    page = late.get(path(one.apprenticeship_id))
    assert "Payments begin in the month after" in page.main
    page = late.save(late.get(path(one.apprenticeship_id, "tell", "start")), {})
    assert "Started" in page.main
    draw_instalments(Month(2027, 6), JUNE)
    page = late.get(path(one.apprenticeship_id))
    assert "Drawn £2,500.00" in page.main
    paused = late.save(
        late.get(path(one.apprenticeship_id, "tell", "pause")), {"month-month": "6", "month-year": "2027"}
    )
    assert "Paused: Since June 2027" in paused.main
    form = late.get(path(one.apprenticeship_id, "tell", "resume"))
    early = late.submit(form, {"month-month": "5", "month-year": "2027"})
    assert early.errors == {"month": "Enter June 2027 or a later month"}
    late.save(early, {"month-month": "6", "month-year": "2027"})
    page = late.save(
        late.get(path(one.apprenticeship_id, "tell", "stop")), {"month-month": "5", "month-year": "2027"}
    )
    assert "Last month of training: May 2027" in page.main
    assert "Still kept £0.00" in page.main
    history = late.get(path(one.apprenticeship_id, "history"))
    assert "Training stopped" in history.main
    assert "Payment drawn" in history.main


def test_a_lower_price_and_an_end_are_told(manager: Browser) -> None:
    one = stored_started()
    clock.use_source(lambda: JUNE)
    late = Browser.of(a_person(person_id="manager"), app, at=JUNE)
    form = late.get(path(one.apprenticeship_id, "tell", "change"))
    assert late.submit(form).errors == {"price_each": "Change the price or the start month"}
    after = late.save(form, {"price_each": "12000"})
    assert "Award £12,000.00" in after.main
    early = late.submit(
        late.get(path(one.apprenticeship_id, "tell", "complete")), {"month-month": "6", "month-year": "2027"}
    )
    assert early.errors == {"month": "Enter September 2027 or a later month"}


def test_a_stop_of_whoever_has_started_needs_its_month(manager: Browser) -> None:
    one = stored_started()
    clock.use_source(lambda: JUNE)
    late = Browser.of(a_person(person_id="manager"), app, at=JUNE)
    page = late.submit(late.get(path(one.apprenticeship_id, "tell", "stop")))
    assert (page.status, page.errors) == (422, {"month": "Enter the last month of training"})


def test_a_step_that_is_not_possible_leads_back_to_the_apprentice(manager: Browser) -> None:
    one = stored_apprentice()
    page = manager.get(path(one.apprenticeship_id, "tell", "pause"))
    assert page.location == path(one.apprenticeship_id)
    assert manager.get(path(one.apprenticeship_id, "tell", "dance")).status == 404


def test_an_apprentice_is_its_employers_and_those_who_oversee(manager: Browser, stranger: Browser) -> None:
    one = stored_started()
    for nobody in (stranger, finance_lead(), manager_of("VLA02", "other")):
        for more in ((), ("history",), ("tell", "stop")):
            assert nobody.get(path(one.apprenticeship_id, *more)).status == 404
    for reader in (approver(), auditor(), second_approver()):
        assert "Night team 1" in reader.get(path(one.apprenticeship_id)).main
        assert reader.get(path(one.apprenticeship_id, "tell", "stop")).status == 404
    assert read_apprentice(one.apprenticeship_id).status == "started"


def test_the_ics_and_the_sender_see_counts_and_money_and_the_sender_no_more(manager: Browser) -> None:
    one = stored_started()
    draw_instalments(Month(2027, 3), JUNE)
    decided = approver().get(f"/levy/applications/{one.application_id}/decided")
    assert "Started How many 1" in decided.main
    assert "£1,000.00 drawn, £14,000.00 still kept" in decided.main
    pledge = finance_lead().get(f"/levy/pledges/{one.shares[0].pledge_id}")
    assert "Started Apprentices 1" in pledge.main
    assert "Drawn Amount £1,000.00" in pledge.main
    assert "Night team 1" not in pledge.html
    assert one.application_id not in pledge.html


def test_the_same_form_twice_confirms_one_apprentice(manager: Browser) -> None:
    accepted = stored_accepted()
    form = manager.get(path_of(accepted, "confirm-apprentice"))
    first, second = manager.submit(form, CONFIRMATION), manager.submit(form, CONFIRMATION)
    assert first.location == second.location == path_of(accepted)
    assert read(accepted.application_id).confirmed_apprentices == 1
