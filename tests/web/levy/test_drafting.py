"""Filling an application in and sending it: each part, each wrong field, each late or double act."""

from datetime import timedelta

import pytest

from functions.levy.app import app
from functions.levy.domain.stages import Status
from shared import clock
from tests.levies import MANAGER, read, stored_application, stored_draft
from tests.partners import NOW, a_person
from tests.web.client import Browser, Typed
from tests.web.levy.applying import SECTIONS, begun, path_of


def test_a_manager_fills_in_every_part_checks_and_sends(manager: Browser) -> None:
    here = begun(manager)
    for number, (section, typed) in enumerate(SECTIONS.items(), 1):
        page = manager.save(manager.get(f"{here}/{section}"), typed)
        assert page.headings[0] in ("Apply for a levy transfer", "The apprentices")
        assert f"{number} of 6 parts are done" in manager.get(here).main
    check = manager.get(f"{here}/check")
    for words in (
        "A transfer would save your organisation £1,500.00",
        "Whole cost, start to finish £30,000.00",
        "Your organisation would pay the rest itself: £1,000.00 in all",
        "Night team 2 apprentices aged 25 or over, working for you already",
        "Curlew College, UKPRN 10001234",
        "Employer agreement signed No",
        "ODS code VLA01",
    ):
        assert words in check.main
    sent = manager.save(check)
    assert sent.headings == ["Application sent"]
    application = read(here.rpartition("/")[2])
    assert application.status is Status.SUBMITTED
    assert f"Your reference is {application.reference}" in sent.main
    assert "We email you as soon as there is a decision" in sent.main
    assert application.priced is not None
    assert application.priced.total_pence == 3_000_000


def test_what_was_saved_stands_in_the_fields_again(manager: Browser) -> None:
    here = begun(manager)
    for section, typed in SECTIONS.items():
        manager.save(manager.get(f"{here}/{section}"), typed)
        groups = read(here.rpartition("/")[2], MANAGER).apprentices
        saved = f"apprentices/{groups[0].group_id}" if section == "add-apprentices" else section
        shown = manager.get(f"{here}/{saved}")
        fields = shown.form().fields
        for name, value in typed.items():
            held = [one for field, one in fields if field == name]
            assert held == ([value] if isinstance(value, str) else value), name


def test_an_empty_draft_cannot_be_sent_and_says_what_is_missing(manager: Browser) -> None:
    here = begun(manager)
    check = manager.get(f"{here}/check")
    assert "You cannot send it yet" in check.main
    assert "Send the application" not in check.main
    for section in ("account", "training", "rationale", "commitments", "sharing"):
        assert f"{here}/sections/{section}" in check.links


def test_a_form_sent_for_an_incomplete_draft_sends_nothing(manager: Browser) -> None:
    draft = stored_draft()
    check = manager.get(path_of(draft, "check"))
    manager.save(manager.get(path_of(draft, "sections/sharing")), {"shares_with_senders": None})
    page = manager.submit(check, {"version": str(read(draft.application_id, MANAGER).head.number)})
    assert page.status == 409
    assert page.headings == ["The application is not complete"]
    assert read(draft.application_id, MANAGER).status is Status.DRAFT


def test_answers_that_changed_since_they_were_checked_are_not_sent(manager: Browser) -> None:
    draft = stored_draft()
    check = manager.get(path_of(draft, "check"))
    manager.save(manager.get(path_of(draft, "sections/rationale")), {"relevance": "Something else."})
    page = manager.submit(check)
    assert page.status == 409
    assert page.headings == ["This changed while you had the page open"]
    assert path_of(draft) in page.links
    assert read(draft.application_id, MANAGER).status is Status.DRAFT


def test_sending_twice_sends_once(manager: Browser) -> None:
    draft = stored_draft()
    check = manager.get(path_of(draft, "check"))
    first, second = manager.submit(check), manager.submit(check)
    assert (first.status, second.status) == (303, 303)
    assert first.location == second.location == path_of(draft, "sent")
    assert read(draft.application_id).head.number == draft.head.number + 1


def test_a_sent_application_is_shown_not_edited(manager: Browser) -> None:
    application = stored_application()
    for page in ("check", "sections/training", "apprentices", "add-apprentices"):
        assert manager.get(path_of(application, page)).location == path_of(application)


def test_a_section_of_an_application_that_was_sent_meanwhile_is_not_saved(manager: Browser) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "sections/rationale"))
    manager.submit(manager.get(path_of(draft, "check")))
    late = manager.submit(page, {"relevance": "Too late."})
    assert late.status == 409
    assert late.headings == ["This can no longer be done"]
    assert read(draft.application_id).rationale == draft.rationale


def test_a_section_saved_twice_with_one_page_is_one_change(manager: Browser) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "sections/rationale"))
    assert [manager.submit(page, {"relevance": "Once."}).status for _ in range(2)] == [303, 303]
    assert read(draft.application_id, MANAGER).head.number == draft.head.number + 1


def test_the_same_page_sent_with_other_words_is_refused(manager: Browser) -> None:
    draft = stored_draft()
    page = manager.get(path_of(draft, "sections/rationale"))
    manager.submit(page, {"relevance": "Once."})
    again = manager.submit(page, {"relevance": "Twice."})
    assert again.status == 409
    assert again.headings == ["You already sent this form"]


def test_a_promise_left_out_is_kept_and_marked_as_needing_attention(manager: Browser) -> None:
    draft = stored_draft()
    page = manager.save(manager.get(path_of(draft, "sections/commitments")), {"promises": ["keeps_in_contact"]})
    assert "5 of 6 parts are done" in page.main
    assert "Needs attention" in page.main
    assert "A transfer needs the first 4 promises" in page.main


def test_training_that_can_no_longer_start_needs_attention(manager: Browser) -> None:
    draft = stored_draft()
    in_february = NOW + timedelta(days=71)
    clock.use_source(lambda: in_february)
    page = Browser.of(a_person(person_id=MANAGER.person_id), app, at=in_february).get(path_of(draft))
    assert "Enter February 2027 or a later month" in page.main
    assert "Needs attention" in page.main


@pytest.mark.parametrize(
    ("page", "typed", "field", "sentence"),
    [
        ("account", {"service_account": None}, "service_account", "Select whether your organisation has"),
        ("account", {"service_account": "half"}, "service_account", "Select whether your organisation has"),
        ("account", {"levy_position": "rich"}, "levy_position", "Select whether your organisation pays"),
        ("training", {"standard": ""}, "standard", "Select the training"),
        ("training", {"standard": "ST0508"}, "standard", "this standard is retired"),
        ("training", {"standard": "ST0384"}, "standard", "the government stops paying for new starts"),
        ("training", {"start-month": "0"}, "start", "Enter the start month in figures"),
        ("training", {"start-month": "", "start-year": ""}, "start", "Enter the month in which"),
        ("training", {"start-month": "10", "start-year": "2026"}, "start", "Enter November 2026 or a later month"),
        ("training", {"start-month": "12", "start-year": "2030"}, "start", "Enter November 2030 or an earlier"),
        ("training", {"price_each": ""}, "price_each", "Enter the price for one apprentice"),
        ("training", {"price_each": "1.234"}, "price_each", "in pounds, like 7500"),
        ("training", {"price_each": "-1"}, "price_each", "Enter a price above zero"),
        ("training", {"price_each": "0.99"}, "price_each", "Enter a price of £1 or more"),
        ("training", {"price_each": "100000.01"}, "price_each", "Enter a price of £100,000 or less"),
        ("training", {"provider_name": ""}, "provider_name", "Enter the name of the training provider"),
        ("training", {"provider_name": "x" * 201}, "provider_name", "200 characters or fewer"),
        ("training", {"ukprn": ""}, "ukprn", "The provider can tell you"),
        ("training", {"ukprn": "20001234"}, "ukprn", "8 figures, the first is 1"),
        ("rationale", {"relevance": ""}, "relevance", "Tell us how the training fits"),
        ("rationale", {"relevance": "x" * 2001}, "relevance", "2,000 characters or fewer"),
        ("rationale", {"skills_gap": ""}, "skills_gap", "Tell us what your team cannot do now"),
        ("rationale", {"skills_gap": "ULN 1748529632."}, "skills_gap", "looks like a learner's number"),
        ("rationale", {"relevance": "AB 12 34 56 C is keen"}, "relevance", "National Insurance number"),
        ("commitments", {"promises": ["everything"]}, "promises", "Select only promises from the list"),
        ("sharing", {"has_other_applications": None}, "has_other_applications", "Select yes if you asked"),
        ("sharing", {"has_other_applications": "yes"}, "other_applications", "Tell us whom you asked"),
        ("sharing", {"shares_with_senders": "perhaps"}, "shares_with_senders", "Tick the box if you agree"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_saved(
    manager: Browser, page: str, typed: Typed, field: str, sentence: str
) -> None:
    here = begun(manager)
    section = f"sections/{page}"
    answer = manager.submit(manager.get(f"{here}/{section}"), {**SECTIONS[section], **typed})
    assert answer.status == 422
    assert answer.title.startswith("Error: ")
    assert list(answer.errors) == [field]
    assert sentence in answer.errors[field]
    assert f'id="{field}"' in answer.html
    assert "0 of 6 parts are done" in manager.get(here).main


def test_a_form_with_an_error_keeps_what_was_typed_and_its_key(manager: Browser) -> None:
    page = manager.get(f"{begun(manager)}/sections/training")
    answer = manager.submit(page, {**SECTIONS["sections/training"], "ukprn": "1"})
    before, after = dict(page.form().fields), dict(answer.form().fields)
    assert after["key"] == before["key"]
    expected = {**SECTIONS["sections/training"], "ukprn": "1"}
    assert {name: after[name] for name in expected} == expected


def test_a_provider_that_is_not_chosen_yet_is_left_empty(manager: Browser) -> None:
    here = begun(manager)
    typed = {**SECTIONS["sections/training"], "provider_name": "", "ukprn": ""}
    manager.save(manager.get(f"{here}/sections/training"), typed)
    training = read(here.rpartition("/")[2], MANAGER).training
    assert training is not None
    assert (training.ukprn, training.provider_name) == (None, "")


def test_an_employer_that_pays_no_levy_need_not_say_so_again(manager: Browser) -> None:
    page = manager.get(f"{begun(manager)}/sections/account")
    assert ("levy_position", "non_levy") in page.form().fields
