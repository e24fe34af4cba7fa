"""An employer holds, changes, withdraws and releases vacancies on the pages."""

from datetime import timedelta
from typing import Any

import pytest

from functions.redeploy.domain.matches import match_id_of
from functions.redeploy.domain.people import Contact
from functions.redeploy.domain.stages import MatchAction, VacancyStatus
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.vacancies import candidates_of, vacancy_id_of
from shared import clock
from tests.partners import NOW
from tests.redeployments import (
    AT_RISK,
    AUDITOR,
    COORDINATOR,
    HOME_HR,
    HR,
    MANAGER,
    OTHER_HR,
    SECOND_HR,
    a_person,
    a_post,
    a_vacancy,
    done,
    interested,
    match_of,
    take,
    the_person,
    vacancy,
)
from tests.web.client import Browser, Page
from tests.web.redeploy.visitors import as_actor, auditor, coordinator, hr, manager, other_hr

AT = "/redeploy/vacancies"
LATER = NOW + timedelta(days=14)
JOB: dict[str, str] = {
    "employer_ref": "V-77",
    "title": "Staff nurse, acute medicine",
    "workplace": "Potters Hospital",
    "job_role": "03007",
    "is_permanent": "yes",
    "framework": "afc",
    "band": "5",
    "hours": "37.5",
    "district": "st4 6qg",
    "registration": "nmc",
    "essential_1_kind": "skill",
    "essential_1_text": "IV therapy",
    "essential_1_months": "3",
    "essential_6_kind": "experience",
    "essential_6_text": "Triage",
    "desirable_1_kind": "qualification",
    "desirable_1_text": "Mentorship",
}


def hold(browser: Browser, **changed: str) -> Page:
    """The page that follows when the answers of the form are checked and sent."""
    check = browser.submit(browser.get(f"{AT}/new"), {**JOB, **changed})
    assert check.status == 200, check.errors
    return browser.submit(check, {"step": "hold"})


def later(browser_of: Any) -> Browser:
    """A browser at a time when the holds are over."""
    clock.use_source(lambda: LATER)
    browser: Browser = as_actor(browser_of, LATER)
    return browser


# --- holding --------------------------------------------------------------------------------------------------


def test_a_vacancy_is_checked_first_and_then_held() -> None:
    browser = other_hr()
    check = browser.submit(browser.get(f"{AT}/new"), JOB)
    assert check.headings == ["Check your answers"]
    for words in (
        "Terms of pay NHS Agenda for Change, band 5",
        "Full-time salary £39,043 a year",
        "Hold 5 working days",
        "IV therapy (skill, trainable in 3 months)",
        "Triage (experience)",
    ):
        assert words in check.main
    own = vacancy_id_of("RYY", "V-77")
    with pytest.raises(KeyError):
        vacancy(own)
    page = browser.save(check, {"step": "hold"})
    assert page.headings == ["Staff nurse, acute medicine On hold"]
    assert "The hold ends on 27 November 2026" in page.main
    held = vacancy(own)
    assert held.details.post.postcode_district == "ST4"
    assert [one.criterion_id for one in held.details.post.spec.essential] == ["essential-1", "essential-6"]
    assert (held.details.post.staff_group, held.details.post.salary_pence) == ("03", 3_904_300)


def test_the_answers_can_be_changed_from_the_check_and_are_kept() -> None:
    browser = other_hr()
    check = browser.submit(browser.get(f"{AT}/new"), JOB)
    again = browser.submit(check, {"step": "change"})
    assert (again.status, again.headings) == (200, ["Hold a vacancy"])
    kept = dict(again.form().fields)
    assert {name: kept[name] for name in JOB} == JOB
    assert kept["key"] == dict(check.form().fields)["key"]


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept() -> None:
    browser = other_hr()
    wrong = {
        "title": "",
        "job_role": "99999",
        "band": "12",
        "hours": "many",
        "district": "Stoke",
        "essential_1_text": "",
        "essential_2_text": "Cannulation",
        "essential_2_months": "99",
        "desirable_1_text": "x" * 121,
    }
    sent = browser.submit(browser.get(f"{AT}/new"), {**JOB, **wrong})
    assert sent.status == 422
    assert sent.title.startswith("Error: ")
    assert sent.errors == {
        "title": "Enter the title of the job",
        "job_role": "Choose the job role from the list",
        "band": "Choose the band from the list",
        "hours": "Enter the hours a week as a number, like 37.5",
        "district": "Enter a postcode or the first part of one, like ST4",
        "essential_1_text": "Write the criterion, or clear the months beside it",
        "essential_2_months": "Enter the months of training as a whole number from 0 to 60, or leave it empty",
        "desirable_1_text": "Write the criterion in 120 characters or fewer",
    }
    kept = dict(sent.form().fields)
    assert (kept["hours"], kept["district"], kept["essential_2_months"]) == ("many", "Stoke", "99")


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"band": ""}, "band", "Choose the band: Agenda for Change pays by band"),
        ({"framework": "other"}, "band", "Leave the band empty: only Agenda for Change has bands"),
        ({"framework": "other", "band": ""}, "salary", "Enter the full-time salary a year"),
        ({"salary": "0"}, "salary", "Enter a salary above £0"),
        ({"hours": "80"}, "hours", "Enter more than 0 and at most 75 hours a week"),
        ({"hold_days": "2"}, "hold_days", "Enter from 3 to 10 working days"),
        ({"hold_days": "11"}, "hold_days", "Enter from 3 to 10 working days"),
        ({"hold_days": "5.5"}, "hold_days", "Enter the working days as a whole number, like 5"),
        ({"employer_ref": "<b>"}, "employer_ref", "Enter a reference of 40 characters or fewer"),
        ({"registration": "xyz"}, "registration", "Choose the registration from the list"),
        ({"desirable_1_kind": "magic"}, "desirable_1_kind", "Choose skill, qualification or experience"),
    ],
)
def test_each_rule_has_its_sentence(changed: dict[str, str], field: str, sentence: str) -> None:
    browser = other_hr()
    sent = browser.submit(browser.get(f"{AT}/new"), {**JOB, **changed})
    assert sent.status == 422
    assert list(sent.errors) == [field]
    assert sent.errors[field].startswith(sentence)


def test_the_same_form_sent_twice_holds_one_vacancy() -> None:
    browser = other_hr()
    check = browser.submit(browser.get(f"{AT}/new"), JOB)
    first, second = (browser.submit(check, {"step": "hold"}) for _ in range(2))
    assert (first.status, first.location) == (second.status, second.location) == (303, first.location)
    assert vacancy(vacancy_id_of("RYY", "V-77")).head.number == 1


def test_a_second_vacancy_with_the_same_reference_is_told_beside_the_reference() -> None:
    hold(other_hr())
    again = hold(other_hr(), employer_ref="v-77")
    assert again.status == 422
    assert again.errors == {"employer_ref": "Enter another reference, or change the vacancy that has it"}


def test_a_recruiting_manager_holds_vacancies_too() -> None:
    assert hold(manager()).status == 303


# --- the list -------------------------------------------------------------------------------------------------


def test_the_list_shows_the_own_vacancies_with_their_holds_and_how_many_wait() -> None:
    a_person()
    a_vacancy(title="Ward sister")
    a_vacancy(actor=HOME_HR, title="Night carer")
    page = other_hr().get(AT)
    assert "Ward sister" in page.main
    assert "On hold Hold ends 27 November 2026 Without an outcome 1 person" in page.main
    assert "Night carer" not in page.main
    assert "You have not held a vacancy yet." in hr().get(AT).main


def test_a_long_list_goes_on_behind_a_link() -> None:
    for number in range(26):
        a_vacancy(employer_ref=f"V-{number}", title=f"Post {number:02d}")
    browser = other_hr()
    first = browser.get(AT)
    [more] = [link for link in first.links if "after=" in link]
    assert ("Post 00" in first.main, "Post 25" in first.main) == (False, True)
    assert "Post 00" in browser.get(more).main


# --- the page of a vacancy ------------------------------------------------------------------------------------


def secretive(name: str = "Canary Namesworth") -> dict[str, Any]:
    return {"contact": Contact(name=name, email="canary-mail@moorland-trust.example"), "reason": "CANARY-REASON"}


def test_before_consent_a_candidate_is_a_card_and_after_it_a_name() -> None:
    person, post = a_person(**secretive()), a_vacancy()
    page = manager().get(f"{AT}/{post}")
    assert "Candidate 1 Has not answered yet" in page.main
    assert "The same job, and everything fits" in page.main
    assert "IV therapy: met" in page.main
    for canary in ("Canary Namesworth", "canary-mail", "CANARY-REASON", "Organisation RZZ", "Moorland University"):
        assert canary not in page.html
    interested(person, post)
    named = manager().get(f"{AT}/{post}")
    assert "Canary Namesworth Wants to be considered" in named.main
    assert f"/redeploy/matches/{match_id_of(person, post)}" in named.links
    for canary in ("canary-mail", "CANARY-REASON"):
        assert canary not in named.html


def test_whoever_was_shown_by_name_can_read_that_they_were() -> None:
    person, post = a_person(), a_vacancy()
    manager().get(f"{AT}/{post}")
    assert RedeployStore(the_person(person)).seen(person, None).items == []
    interested(person, post)
    manager().get(f"{AT}/{post}")
    assert [item["ods_code"] for item in RedeployStore(the_person(person)).seen(person, None).items] == ["RYY"]


def test_people_stand_in_the_order_of_their_turn_and_nobody_learns_why() -> None:
    later_turn, first_turn, post = a_person(**AT_RISK), a_person(), a_vacancy()
    page = other_hr().get(f"{AT}/{post}")
    places = [page.html.index(f"/matches/{match_id_of(one, post)}") for one in (first_turn, later_turn)]
    assert places == sorted(places)
    for word in ("tier", "Tier", "notice served", "protected", "miles", "at risk of redundancy since"):
        assert word not in page.main


def test_the_coordinator_and_auditors_see_counts_and_no_cards() -> None:
    a_person()
    post = a_vacancy()
    for browser in (coordinator(), auditor()):
        page = browser.get(f"{AT}/{post}")
        assert page.status == 200
        assert "Has not answered yet People 1" in page.main
        assert "Candidate 1" not in page.main
        assert "/redeploy/matches/" not in page.html
    for actor in (COORDINATOR, AUDITOR, HR):
        assert candidates_of(actor, vacancy(post), None, NOW).people == ()
    for browser in (coordinator(), auditor()):
        page = browser.get(f"{AT}/{post}")
        assert f"{AT}/{post}/edit" not in page.links


def test_not_yours_and_not_there_are_the_same_page() -> None:
    post = a_vacancy()
    nowhere = hr().get(f"{AT}/none").main
    for page in ("", "/edit", "/withdraw", "/release", "/certificate", "/history"):
        found = hr().get(f"{AT}/{post}{page}")
        assert (found.status, found.main) == (404, nowhere), page
    for page in ("/edit", "/withdraw", "/release"):
        assert auditor().get(f"{AT}/{post}{page}").status == 404
        assert coordinator().get(f"{AT}/{post}{page}").status == 404
    for page in ("", "/new", "/upload"):
        assert coordinator().get(f"{AT}{page}").status == 404


def test_a_form_for_another_employers_vacancy_changes_nothing() -> None:
    post = a_vacancy()
    mine = a_vacancy(actor=HOME_HR)
    browser = as_actor(HOME_HR)
    for act in ("edit", "withdraw"):
        form = browser.get(f"{AT}/{mine}/{act}").form()
        typed = dict(form.fields) | {"because": "x"}
        assert browser.send(f"{AT}/{post}/{act}", typed, csrf=typed["csrf"]).status == 404
    token = dict(browser.get(f"{AT}/{mine}/withdraw").form().fields)["csrf"]
    sent = browser.send(f"{AT}/{post}/release", {"key": "k" * 22, "version": "1"}, csrf=token)
    assert sent.status == 404
    assert vacancy(post).head.number == 1


# --- changing and withdrawing ---------------------------------------------------------------------------------


def test_a_vacancy_is_changed_on_the_same_form_and_matched_anew() -> None:
    a_person()
    browser = other_hr()
    hold(browser, essential_6_text="", essential_6_kind="skill")
    own = vacancy_id_of("RYY", "V-77")
    page = browser.get(f"{AT}/{own}/edit")
    kept = dict(page.form().fields)
    assert (kept["salary"], kept["hours"], kept["district"]) == ("39,043.00", "37.5", "ST4")
    assert (kept["essential_1_text"], kept["essential_1_months"]) == ("IV therapy", "3")
    changed = browser.save(page, {"title": "Staff nurse, surgery", "essential_2_text": "Theatre"})
    assert changed.headings == ["Staff nurse, surgery On hold"]
    held = vacancy(own)
    assert (held.details.employer_ref, held.details.hold_days) == ("V-77", 5)
    wrong = browser.submit(browser.get(f"{AT}/{own}/edit"), {"title": "", "hours": "37,5"})
    assert (wrong.status, list(wrong.errors)) == (422, ["title", "hours"])
    assert dict(wrong.form().fields)["hours"] == "37,5"


def test_a_change_of_what_has_changed_meanwhile_is_refused() -> None:
    post, browser = a_vacancy(), other_hr()
    page = browser.get(f"{AT}/{post}/edit")
    browser.save(browser.get(f"{AT}/{post}/edit"), {"title": "One"})
    late = browser.submit(page, {"title": "Two"})
    assert (late.status, late.headings) == (409, ["This changed while you had the page open"])
    assert vacancy(post).details.title == "One"


def test_a_vacancy_is_withdrawn_with_a_reason_and_its_matches_close() -> None:
    person, post, browser = a_person(), a_vacancy(), other_hr()
    page = browser.get(f"{AT}/{post}/withdraw")
    empty = browser.submit(page)
    assert (empty.status, list(empty.errors)) == (422, ["because"])
    withdrawn = browser.save(page, {"because": "The ward is smaller now."})
    assert "Withdrawn since 22 November 2026" in withdrawn.main
    assert "The ward is smaller now." in withdrawn.main
    assert match_of(person, post).status == "closed"
    assert "The ward is smaller now." not in coordinator().get(f"{AT}/{post}").html
    assert browser.submit(page, {"because": "The ward is smaller now."}).status == 303  # a replay


# --- release --------------------------------------------------------------------------------------------------


def test_the_release_page_says_what_bars_it() -> None:
    a_person()
    post, browser = a_vacancy(), other_hr()
    page = browser.get(f"{AT}/{post}/release")
    assert page.headings == ["It cannot be released yet"]
    assert "The hold ends on 27 November 2026" in page.main
    assert "Somebody who must be considered" in page.main
    assert "It cannot be released yet" in later(OTHER_HR).get(f"{AT}/{post}/release").main


def test_a_release_that_is_barred_is_refused_and_nothing_is_cleared() -> None:
    a_person()
    post = a_vacancy()
    for open_browser, title in (
        (other_hr, "The hold is not over"),
        (lambda: later(OTHER_HR), "Somebody is still waiting"),
    ):
        browser = open_browser()
        token = dict(browser.get(f"{AT}/{post}/withdraw").form().fields)
        sent = browser.send(f"{AT}/{post}/release", {"key": "k" * 22, "version": "1"}, csrf=token["csrf"])
        assert sent.status == 409
        assert sent.headings[0].startswith(title)
    assert vacancy(post).status is VacancyStatus.HELD


def test_a_cleared_vacancy_has_a_certificate_with_its_number() -> None:
    person, at_risk, post = a_person(), a_person(**AT_RISK), a_vacancy()
    interested(person, post)
    why: dict[str, Any] = {"reason": "essential_missing", "words": "CANARY-WORDS"}
    done(take(MANAGER, MatchAction.REJECT, match_of(person, post), **why))
    done(take(SECOND_HR, MatchAction.RATIFY, match_of(person, post)))
    browser = later(OTHER_HR)
    page = browser.get(f"{AT}/{post}/release")
    assert page.headings == ["Release the vacancy for advert?"]
    assert "no transfer window is open" in page.main
    first, second = browser.submit(page), browser.submit(page)
    assert (first.status, second.status) == (303, 303)
    shown = browser.get(first.location)
    cleared = vacancy(post)
    assert cleared.certificate is not None
    assert shown.headings == [f"Clearance certificate {cleared.certificate.number}"]
    assert "From 22 November 2026 to 27 November 2026 at least" in shown.main
    assert "6 December 2026" in shown.main
    assert "No transfer window is open" in shown.main
    assert "People matched fewer than 5" in shown.main
    for canary in ("CANARY-WORDS", person, at_risk, "Wren"):
        assert canary not in shown.html
    for who in (COORDINATOR, MANAGER):
        assert as_actor(who, LATER).get(first.location).main == shown.main
    assert f"Certificate {cleared.certificate.number}" in browser.get(f"{AT}/{post}").main
    assert "There is nothing to release" in browser.get(f"{AT}/{post}/release").main


def test_a_vacancy_that_is_not_cleared_has_no_certificate() -> None:
    assert other_hr().get(f"{AT}/{a_vacancy()}/certificate").status == 404


def test_a_post_of_another_registration_matches_nobody_and_says_so() -> None:
    a_person()
    post = a_vacancy(post=a_post(registration="HCPC"))
    assert "Nobody on the register suits it." in other_hr().get(f"{AT}/{post}").main


def test_the_history_says_who_did_what_and_names_no_candidate() -> None:
    a_person(**secretive())
    post, browser = a_vacancy(), other_hr()
    browser.save(browser.get(f"{AT}/{post}/edit"), {"title": "Another"})
    page = browser.get(f"{AT}/{post}/history")
    assert "Vacancy held for people at risk" in page.main
    assert "Canary" not in page.html
    assert page.main.count("Print") == 2
