"""One's own request: a page a question, check, confirm, withdraw; nobody else reads it."""

from typing import Any

import pytest

from functions.retention.domain.eligibility import Lack
from functions.retention.domain.passport import CheckStatus, Item
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import RequestStatus
from functions.retention.emails import compose
from functions.retention.forms.requests import CheckedItem, Declared, Home, Need, Said, Sharing
from functions.retention.messages import reasons
from functions.retention.messages.requests import (
    CHECK_STATUSES,
    CHECKED_WORDS,
    DECLARATIONS_WORDS,
    HOME_WORDS,
    ITEMS,
    LACK_PAGES,
    LACKS,
    NEED_WORDS,
    SHARING_WORDS,
    STATEMENT_WORDS,
)
from functions.retention.usecases import requests as usecases
from shared.ids import new_id
from shared.outbox import UNSENT, Intent
from shared.outcomes import Refusal
from shared.web.forms import missing_words
from tests.retention import (
    ADVISER,
    CHOOSING_AT,
    CLOSING,
    COORDINATOR,
    DECIDING_AT,
    HR,
    MANAGER,
    NURSE,
    OTHER_MANAGER,
    READY_AT,
    SECOND_MANAGER,
    a_draft,
    a_request,
    a_unit,
    a_window,
    declarations,
    named_at_risk,
    on,
    request,
    retention_table,
)
from tests.web.client import Browser
from tests.web.retention.visitors import as_actor, at

AT = "/retention/windows"


def test_a_nurse_asks_page_by_page_checks_confirms_and_withdraws() -> None:
    window = a_window()
    home, first, second = a_unit(window), a_unit(window, OTHER_MANAGER, "A"), a_unit(window, OTHER_MANAGER, "B")
    own = f"{AT}/{window.window_id}/request"
    with at(CHOOSING_AT):
        nurse = as_actor(NURSE, CHOOSING_AT)
        assert "Ask to move" in nurse.get(f"{AT}/{window.window_id}").main
        assert nurse.get(f"{own}/choices").location == f"{own}/home"
        nurse.save(nurse.get(f"{own}/home"), {"home_unit": home.unit_id})
        nurse.save(nurse.get(f"{own}/choices"), {"choice_1": second.unit_id, "choice_3": first.unit_id})
        nurse.save(nurse.get(f"{own}/statement"), {"statement": "I would like to work with children."})
        post = {"months_in_post": "30", "no_live_process": "yes", "training_in_date": "yes", "has_need": "no"}
        nurse.save(nurse.get(f"{own}/post"), post)
        nurse.save(nurse.get(f"{own}/passport/dbs"), {"status": "not_checked"})
        page = nurse.save(nurse.get(f"{own}/sharing"), {"shares_profile": "yes", "wants_to_leave": "yes"})
        assert "1 of 17 items" in page.main
        check = nurse.get(f"{own}/check")
        assert "Choice 1 B," in check.main
        assert "Choice 2 A," in check.main
        assert "Morag Testing, for B" in check.main
        page = nurse.save(check)
        assert "It is binding until you withdraw it" in page.main
        made = request(window, NURSE)
        assert made is not None
        assert made.details.choices == (second.unit_id, first.unit_id)
        assert made.details.wants_to_leave is True
        page = nurse.save(nurse.get(f"{own}/withdraw"))
        assert "Withdrawn" in page.main


def begun(**changed: Any) -> tuple[Browser, str, Any]:
    """A nurse with a request that is complete and not confirmed; where it is; its window."""
    window = a_window()
    a_draft(window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER), **changed)
    return as_actor(NURSE, CHOOSING_AT), f"{AT}/{window.window_id}/request", window


def test_words_are_counted_and_a_long_statement_is_kept_to_be_shortened() -> None:
    with at(CHOOSING_AT):
        nurse, own, _ = begun()
        page = nurse.submit(nurse.get(f"{own}/statement"), {"statement": "word " * 251})
        assert page.status == 422
        assert page.errors == {"statement": "Your statement has 251 words. Use 250 words or fewer"}
        assert "word word" in page.html
        assert nurse.submit(nurse.get(f"{own}/statement"), {"statement": "word " * 250}).status == 303


@pytest.mark.parametrize("box", ["choice_1", "choice_2"])
def test_one_unit_twice_gets_a_sentence_beside_the_second(box: str) -> None:
    with at(CHOOSING_AT):
        nurse, own, window = begun()
        made = request(window, NURSE)
        assert made
        (chosen,) = made.details.choices
        typed = {"choice_1": chosen, "choice_2": "", "choice_3": ""} | {box: chosen} | {"choice_3": chosen}
        page = nurse.submit(nurse.get(f"{own}/choices"), typed)
        second = "choice_2" if box == "choice_2" else "choice_3"
        assert page.errors == {second: "Choose each unit once"}


def test_neither_ones_own_unit_nor_one_that_closes_can_be_chosen() -> None:
    window = a_window()
    home, closing = a_unit(window), a_unit(window, OTHER_MANAGER, "Ward 9", **CLOSING)
    a_draft(window, NURSE, home, a_unit(window, OTHER_MANAGER))
    with at(CHOOSING_AT):
        nurse, own = as_actor(NURSE, CHOOSING_AT), f"{AT}/{window.window_id}/request"
        page = nurse.get(f"{own}/choices")
        assert closing.unit_id not in page.html
        assert home.unit_id not in page.html
        refused = nurse.submit(page, {"choice_1": closing.unit_id})
        assert refused.errors == {"choice_1": "Choose another unit: one that you chose closes"}
        assert nurse.submit(page, {"choice_1": home.unit_id}).errors.keys() == {"choice_1"}
        assert nurse.submit(page, {"choice_1": "nowhere"}).errors == {"choice_1": "Choose units of the list"}
        assert nurse.submit(page, {"choice_1": ""}).errors.keys() == {"choice_1"}


def test_a_unit_of_the_same_manager_cannot_be_chosen_because_that_manager_would_learn() -> None:
    window = a_window()
    home, sister, other = a_unit(window), a_unit(window, name="B"), a_unit(window, SECOND_MANAGER, "C")
    a_draft(window, NURSE, home)
    with at(CHOOSING_AT):
        nurse, own = as_actor(NURSE, CHOOSING_AT), f"{AT}/{window.window_id}/request"
        page = nurse.submit(nurse.get(f"{own}/choices"), {"choice_1": sister.unit_id})
        assert "who would learn that you ask" in page.errors["choice_1"]
        assert nurse.submit(nurse.get(f"{own}/choices"), {"choice_1": other.unit_id}).status == 303


def test_an_item_of_the_passport_says_who_checked_it_and_when() -> None:
    with at(CHOOSING_AT):
        nurse, own, _ = begun()
        page = nurse.get(f"{own}/passport/right-to-work")
        assert nurse.submit(page, {"status": "checked"}).errors == {
            "checked_by": "Enter who checked it, for example your employer's HR"
        }
        days = {"checked_on-day": "1", "checked_on-month": "3", "checked_on-year": "2025"}
        ends = {"expires_on-day": "1", "expires_on-month": "3", "expires_on-year": "2026"}
        sent = {"status": "checked", "checked_by": "HR of the trust", **days, **ends}
        shown = nurse.save(page, sent)
        assert "Out of date" in shown.main
        assert nurse.get(f"{own}/passport/nothing").status == 404


@pytest.mark.parametrize(
    ("changed", "lack"),
    [
        ({"statement": ""}, Lack.NO_STATEMENT),
        ({"shares_profile": False}, Lack.NO_CONSENT),
        ({"declarations": None}, Lack.NO_DECLARATIONS),
        ({"declarations": declarations(months_in_post=8)}, Lack.TOO_SHORT_IN_POST),
        ({"declarations": declarations(no_live_process=False)}, Lack.LIVE_PROCESS),
        ({"declarations": declarations(training_in_date=False)}, Lack.TRAINING_NOT_IN_DATE),
        ({"choices": ()}, Lack.NO_CHOICES),
        ({"home_unit": ""}, Lack.NO_HOME),
    ],
)
def test_what_is_missing_or_not_met_stands_on_the_page_and_cannot_be_confirmed(
    changed: dict[str, Any], lack: Lack
) -> None:
    with at(CHOOSING_AT):
        nurse, own, window = begun(**changed)
        page = nurse.get(own)
        assert LACKS[lack].format(months=9) in page.main
        assert "Check your answers and confirm" not in page.main
        made = request(window, NURSE)
        assert made
        refused = usecases.confirm(NURSE, on(made), new_id(), CHOOSING_AT)
        assert refused == Refusal(Reason.NOT_COMPLETE)


def test_who_is_named_at_risk_is_told_so_on_their_own_page() -> None:
    window = a_window()
    home = a_unit(window, **CLOSING)
    named_at_risk(window, home, NURSE.email)
    a_draft(window, NURSE, home, a_unit(window, OTHER_MANAGER), declarations=declarations(months_in_post=1))
    with at(CHOOSING_AT):
        page = as_actor(NURSE, CHOOSING_AT).get(f"{AT}/{window.window_id}/request")
        assert "You stand at the head of the list" in page.main
        assert "Check your answers and confirm" in page.main


def test_a_confirmed_request_must_be_withdrawn_before_it_changes() -> None:
    window = a_window()
    a_request(window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER))
    with at(CHOOSING_AT):
        nurse, own = as_actor(NURSE, CHOOSING_AT), f"{AT}/{window.window_id}/request"
        page = nurse.submit(nurse.get(f"{own}/statement"), {"statement": "Other words."})
        assert page.status == 409
        assert "Withdraw it first" in page.main
        nurse.save(nurse.get(f"{own}/withdraw"))
        nurse.save(nurse.get(f"{own}/statement"), {"statement": "Other words."})
        assert "Your request is confirmed" in nurse.save(nurse.get(f"{own}/check")).main


def test_nothing_can_be_asked_before_or_after_and_all_can_be_withdrawn_until_the_run() -> None:
    window = a_window()
    home, other = a_unit(window), a_unit(window, OTHER_MANAGER)
    own = f"{AT}/{window.window_id}/request"
    nurse = as_actor(NURSE)
    assert nurse.submit(nurse.get(f"{own}/home"), {"home_unit": home.unit_id}).status == 409
    a_request(window, NURSE, home, other)
    for moment in (DECIDING_AT, READY_AT):
        with at(moment):
            later = as_actor(NURSE, moment)
            assert later.submit(later.get(f"{own}/statement"), {"statement": "Late."}).status == 409
            assert "Withdraw your request" in later.get(own).main
    with at(READY_AT):
        later = as_actor(NURSE, READY_AT)
        assert "Withdrawn" in later.save(later.get(f"{own}/withdraw")).main
    made = request(window, NURSE)
    assert made is not None
    assert made.status is RequestStatus.WITHDRAWN
    with at(READY_AT):
        again = usecases.confirm(NURSE, on(made), new_id(), READY_AT)
    assert again == Refusal(Reason.NOT_CHOOSING)


def test_an_employer_that_takes_no_part_has_no_staff_who_ask() -> None:
    window = a_window(partners=("RYY",))
    with at(CHOOSING_AT):
        assert as_actor(NURSE, CHOOSING_AT).get(f"{AT}/{window.window_id}/request").status == 404


@pytest.mark.parametrize("actor", [HR, MANAGER, COORDINATOR], ids=lambda one: one.person_id)
def test_who_is_not_staff_has_no_request(actor: Any) -> None:
    window = a_window()
    with at(CHOOSING_AT):
        assert as_actor(actor, CHOOSING_AT).get(f"{AT}/{window.window_id}/request").status == 404


def test_the_email_of_a_confirmation_does_not_say_what_it_is_about() -> None:
    window = a_window()
    a_request(window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER))
    keys = [item["pk"] for item in retention_table().page("work", UNSENT, limit=20).items]
    items = [retention_table().get(key, "OUTBOX") for key in keys]
    intents = [Intent.model_validate({name: item[name] for name in Intent.model_fields}) for item in items if item]
    (intent,) = [one for one in intents if one.kind == "request_confirmed"]
    (email,) = compose(intent)
    assert email.to == NURSE.email
    words = f"{email.subject} {email.body.partition('http')[0]}".casefold()
    assert not [one for one in ("move", "transfer", "window", "request", "ward", "choice") if one in words]


def test_a_neutral_adviser_confirms_a_need_by_its_code_and_learns_no_name() -> None:
    window = a_window()
    has_need = declarations(has_need=True)
    made = a_request(window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER), declarations=has_need)
    path = f"{AT}/{window.window_id}/need"
    with at(CHOOSING_AT):
        own = as_actor(NURSE, CHOOSING_AT).get(f"{AT}/{window.window_id}/request")
        assert made.need_code in own.main
        adviser = as_actor(ADVISER, CHOOSING_AT)
        wrong = adviser.submit(adviser.get(path), {"code": "0123456789"})
        assert wrong.errors.keys() == {"code"}
        shown = adviser.save(adviser.get(path), {"code": made.need_code.lower()})
        assert "It is confirmed" in shown.main
        assert "nurse" not in shown.main.casefold().replace("staff nurse", "")
        own = as_actor(NURSE, CHOOSING_AT).get(f"{AT}/{window.window_id}/request")
        assert "A neutral adviser has confirmed it" in own.main
        for actor in (HR, MANAGER, COORDINATOR):
            assert as_actor(actor, CHOOSING_AT).get(path).status == 404


def test_all_of_ones_own_requests_stand_on_one_page_and_nobody_elses() -> None:
    window = a_window()
    a_request(window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER))
    assert window.name in as_actor(NURSE).get("/retention/requests").main
    assert "You have made none" in as_actor(MANAGER).get("/retention/requests").main


def test_every_lack_item_reason_and_field_has_words() -> None:
    assert set(LACKS) == set(LACK_PAGES) == set(Lack)
    assert set(ITEMS) == set(Item)
    assert set(CHECK_STATUSES) == set(CheckStatus)
    assert set(reasons.TITLES) == set(reasons.SENTENCES) == set(Reason)
    for form, words in (
        (Home, HOME_WORDS),
        (Said, STATEMENT_WORDS),
        (CheckedItem, CHECKED_WORDS),
        (Declared, DECLARATIONS_WORDS),
        (Sharing, SHARING_WORDS),
        (Need, NEED_WORDS),
    ):
        assert missing_words(form, words) == []
