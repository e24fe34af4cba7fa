"""An HR adviser posts people at risk, reads what is held of them and changes it; nobody else sees them."""

import re
from typing import Any

import pytest
from pydantic import BaseModel

from functions.redeploy.domain.people import Contact
from functions.redeploy.domain.stages import EntryStatus, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.forms.people import AnswerForm, EditForm, EraseForm, KeepForm, LeaveForm, PostForm
from functions.redeploy.messages import people as words
from functions.redeploy.messages.uploads import NEEDED_PERSON_COLUMNS, PERSON_COLUMNS, PERSON_EXAMPLE
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.people import open_changes
from shared.web.forms import missing_words
from tests.partners import NOW
from tests.redeployments import (
    AT_RISK,
    HR,
    MANAGER,
    PROTECTED,
    a_person,
    a_profile,
    a_vacancy,
    entry,
    interested,
    match_of,
)
from tests.web.client import Browser, Page, Typed
from tests.web.redeploy.visitors import (
    auditor,
    coordinator,
    home_hr,
    hr,
    manager,
    other_hr,
    second_hr,
)

LIST = "/redeploy/people"
NEW = "/redeploy/people/new"
WREN: Typed = {
    "name": "Wren Tilehurst",
    "email": "wren@moorland-trust.example",
    "phone": "01782 000111",
    "job_role": "03007",
    "framework": "afc",
    "band": "5",
    "pay_point": "5-3",
    "fte": "0.8",
    "weekly_pay": "600.50",
    "hours": "30",
    "base": "st4 6qg",
    "registration": "nmc",
    "terms": "afc_england",
    "skills": "IV therapy\nPhlebotomy",
    "experience": "Acute medicine",
    "wanted_job_roles": ["03007", "03015"],
    "most_miles": "15",
    "wanted_districts": "ST90\nDE6",
    "most_hours": "37.5",
    "accepts_band_below": "yes",
    "available_from-day": "4",
    "available_from-month": "1",
    "available_from-year": "2027",
    "continuous_years": "10",
    "reckonable_years": "12",
    "pensioned_years": "2",
    "notice_served_on-day": "16",
    "notice_served_on-month": "11",
    "notice_served_on-year": "2026",
    "notice_ends_on-day": "8",
    "notice_ends_on-month": "2",
    "notice_ends_on-year": "2027",
    "is_protected": "yes",
    "protected_until-day": "31",
    "protected_until-month": "12",
    "protected_until-year": "2027",
    "born_on-day": "27",
    "born_on-month": "3",
    "born_on-year": "1979",
    "reason": "CANARY-REASON the ward closes.",
}
STRANGERS = [other_hr, second_hr, home_hr, manager, coordinator, auditor]


def posted(browser: Browser, typed: Typed = WREN) -> Page:
    return browser.save(browser.get(NEW), typed)


def sent(browser: Browser, address: str, fields: dict[str, str]) -> Page:
    """A form of this session that no page of the visitor's holds."""
    found = re.search('name="csrf" value="([^"]*)"', browser.get("/redeploy").html)
    assert found
    return browser.send(address, fields, found[1])


def only_person(browser: Browser) -> str:
    links = [one.removeprefix(f"{LIST}/") for one in browser.get(LIST).links if one.startswith(f"{LIST}/")]
    (found,) = [one for one in links if one not in ("new", "upload")]
    return found


def wrong(typed: Typed) -> Page:
    browser = hr()
    page = browser.submit(browser.get(NEW), {**WREN, **typed})
    assert page.status == 422, page.main
    return page


def test_a_person_is_posted_and_their_page_shows_all_that_is_held() -> None:
    page = posted(hr())
    assert page.headings == ["Wren Tilehurst Looking for a post"]
    for shown in (
        "Staff Nurse",
        "NHS Agenda for Change, band 5",
        "£39,043.00 a year",
        "Share of full time 0.8",
        "£600.50",
        "30 a week",
        "Base ST4",
        "iv therapy, phlebotomy",
        "Staff Nurse, Community Nurse",
        "Hours 30 to 37.5 a week",
        "4 January 2027",
        "Of it pensioned 2 whole years",
        "Yes, until 31 December 2027",
        "27 March 1979",
        "CANARY-REASON the ward closes.",
    ):
        assert shown in page.main, shown


def test_what_is_stored_is_what_was_typed() -> None:
    browser = hr()
    posted(browser)
    stands = entry(only_person(browser))
    details = stands.details
    assert details is not None
    assert stands.employer.ods_code == "RZZ"
    assert (details.pay.annual_pence, details.pay.fte_ten_thousandths) == (3_904_300, 8_000)
    profile = details.profile
    assert (profile.staff_group, profile.postcode_district, profile.hours_week_hundredths) == ("03", "ST4", 3_000)
    assert (profile.least_hours, profile.most_hours) == (3_000, 3_750)
    assert profile.wanted_districts == ("ST90", "DE6")
    assert details.service.model_dump() == {
        "continuous_years": 10,
        "reckonable_years": 12,
        "pensioned_years": 2,
        "paid_years": 0,
    }


def test_the_postcode_of_the_base_is_not_kept() -> None:
    browser = hr()
    posted(browser)
    assert "6QG" not in entry(only_person(browser)).model_dump_json()


def test_two_clicks_post_one_person() -> None:
    browser = hr()
    form = browser.get(NEW)
    first, second = browser.submit(form, WREN), browser.submit(form, WREN)
    assert first.location == second.location
    assert only_person(browser)


def test_the_same_form_with_other_answers_says_that_it_was_sent_already() -> None:
    browser = hr()
    form = browser.get(NEW)
    browser.submit(form, WREN)
    again = browser.submit(form, {**WREN, "name": "Robin Tilehurst"})
    assert (again.status, again.headings) == (409, ["You already sent this form"])


def test_a_salary_may_be_typed_for_a_job_that_has_no_bands() -> None:
    browser = hr()
    typed: Typed = {
        "framework": "local_government",
        "terms": "local_government",
        "band": "",
        "pay_point": "",
        "salary": "£41,511.00",
    }
    posted(browser, {**WREN, **typed})
    details = entry(only_person(browser)).details
    assert details is not None
    assert (details.pay.annual_pence, details.profile.salary_pence) == (4_151_100, 4_151_100)


def test_matching_sees_the_top_of_the_band_and_the_sums_see_the_persons_own_pay() -> None:
    browser = hr()
    posted(browser, {**WREN, "pay_point": "5-1"})
    details = entry(only_person(browser)).details
    assert details is not None
    assert (details.pay.annual_pence, details.profile.salary_pence) == (3_207_300, 3_904_300)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the person's name"),
        ({"email": "wren"}, "email", "Enter an email address, like name@example.org"),
        ({"job_role": ""}, "job_role", "Choose the job role that is nearest to their post"),
        ({"job_role": "99999"}, "job_role", "Choose the job role that is nearest to their post"),
        ({"band": ""}, "band", "Choose the band: they are paid on Agenda for Change"),
        ({"pay_point": ""}, "salary", "Enter the full-time salary for a year, or choose a pay point"),
        ({"salary": "39043"}, "salary", "Enter the salary or choose a pay point, not both"),
        ({"pay_point": "6-1"}, "pay_point", "Choose a pay point of the band that you chose"),
        ({"pay_point": "5-9"}, "pay_point", "Choose a pay point of the band that you chose"),
        ({"fte": "1.2"}, "fte", "Enter a share of full-time hours above 0 and no more than 1"),
        ({"hours": "lots"}, "hours", "Enter the hours that they work in a week, from 0.01 to 75, like 37.5"),
        ({"hours": "0"}, "hours", "Enter the hours that they work in a week, from 0.01 to 75, like 37.5"),
        ({"base": "Stoke"}, "base", "Enter the postcode of their base, or the first half of it, like ST4"),
        ({"registration": "xyz"}, "registration", "Choose a register from the list"),
        ({"wanted_job_roles": ["00000"]}, "wanted_job_roles", "Choose at most 30 roles from the list"),
        ({"most_miles": "600"}, "most_miles", "Enter whole miles from 0 to 500"),
        (
            {"least_hours": "40"},
            "most_hours",
            "Enter at least as many hours as the fewest that they want",
        ),
        ({"accepts_band_below": None}, "accepts_band_below", words.POST_WORDS["accepts_band_below"]),
        ({"available_from-month": "13"}, "available_from", words.POST_WORDS["available_from"]),
        ({"continuous_years": "61"}, "continuous_years", "Enter whole years from 0 to 60"),
        (
            {"pensioned_years": "13"},
            "pensioned_years",
            "Enter no more pensioned and paid years together than reckonable years",
        ),
        (
            {"notice_ends_on-day": "", "notice_ends_on-month": "", "notice_ends_on-year": ""},
            "notice_ends_on",
            "Enter the day on which notice ends, or leave both days empty",
        ),
        (
            {"notice_ends_on-year": "2026", "notice_ends_on-month": "11"},
            "notice_ends_on",
            "Enter a day after the one on which notice was served",
        ),
        (
            {"protected_until-day": "", "protected_until-month": "", "protected_until-year": ""},
            "protected_until",
            "Enter the day on which protection ends, or your best estimate of it",
        ),
        (
            {"is_protected": "no"},
            "is_protected",
            "Choose yes, or leave the day on which protection ends empty",
        ),
        ({"born_on-year": "2016"}, "born_on", words.POST_WORDS["born_on.age"]),
        ({"reason": "x" * 2001}, "reason", "Enter 2,000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(typed: Typed, field: str, sentence: str) -> None:
    page = wrong(typed)
    assert page.title.startswith("Error: ")
    assert page.errors == {field: sentence}
    assert sentence in page.main


def test_what_was_typed_is_kept_and_nothing_is_stored() -> None:
    browser = hr()
    form = browser.get(NEW)
    page = browser.submit(form, {**WREN, "name": ""})
    kept = page.form().fields
    assert ("key", dict(form.form().fields)["key"]) in kept
    for name, value in WREN.items():
        for one in [value] if isinstance(value, str) else value or []:
            assert (name, one) in kept or name == "name", name
    assert "Nobody is on the register for your organisation." in browser.get(LIST).main


def test_the_list_shows_where_each_person_is() -> None:
    browser = hr()
    posted(browser)
    main = browser.get(LIST).main
    for shown in ("Wren Tilehurst", "Staff Nurse", "8 February 2027", "Looking for a post"):
        assert shown in main


def test_a_long_list_goes_on_with_a_link() -> None:
    for _ in range(26):
        a_person()
    browser = hr()
    first = browser.get(LIST)
    (more,) = [one for one in first.links if "after=" in one]
    assert first.html.count("Wren Tilehurst") == 25
    assert browser.get(more).html.count("Wren Tilehurst") == 1


def test_an_auditor_reads_a_timeline_by_reference_and_nothing_that_is_held() -> None:
    someone = a_person(reason="CANARY-REASON")
    for page in (auditor().get(f"{LIST}/{someone}/{name}") for name in ("history", "seen")):
        assert page.status == 200
        assert entry(someone).reference in page.main
        assert "Wren" not in page.html
        assert "CANARY-REASON" not in page.html


@pytest.mark.parametrize("visitor", STRANGERS)
def test_no_other_role_and_no_other_employer_finds_a_person(visitor: object) -> None:
    someone = a_person(reason="CANARY-REASON")
    a_vacancy()
    browser: Browser = visitor()  # type: ignore[operator]
    names = ["", "/edit", "/leave", "/answer", "/keep", "/erase", "/link"]
    names += [] if visitor is auditor else ["/seen", "/history"]
    pages = [browser.get(f"{LIST}/{someone}{name}") for name in names]
    missing = browser.get(f"{LIST}/{'x' * 22}")
    for page in pages:
        assert (page.status, page.main) == (404, missing.main)
        assert "CANARY-REASON" not in page.html
    assert "Wren" not in browser.get(LIST).html


@pytest.mark.parametrize("visitor", STRANGERS)
def test_no_other_role_and_no_other_employer_changes_a_person(visitor: object) -> None:
    someone = a_person()
    browser: Browser = visitor()  # type: ignore[operator]
    typed = {
        "key": "k" * 22,
        "version": "1",
        "because": "retired",
        "is_sure": "yes",
        "raised_id": "x",
        "words": "x",
    }
    for act in ("edit", "leave", "answer", "keep", "erase", "link"):
        assert sent(browser, f"{LIST}/{someone}/{act}", typed).status == 404, act
    assert entry(someone).head.number == 1


@pytest.mark.parametrize("visitor", [manager, coordinator, auditor])
def test_only_hr_posts_people(visitor: object) -> None:
    browser: Browser = visitor()  # type: ignore[operator]
    assert browser.get(NEW).status == 404
    assert sent(browser, NEW, {"key": "k" * 22}).status == 404
    assert browser.get(LIST).status == 404


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        (PROTECTED, "First: protected by law."),
        (PROTECTED, "Protection lasts until 31 December 2027."),
        ({}, "Second: notice of dismissal is served."),
        ({}, "Notice was served on 15 November 2026 and ends on 7 February 2027."),
        (AT_RISK, "Third: at risk, and no notice is served yet."),
    ],
)
def test_their_own_hr_reads_the_tier_in_words(changed: dict[str, Any], line: str) -> None:
    assert line in hr().get(f"{LIST}/{a_person(**changed)}").main


def test_the_page_shows_matches_with_links_to_them() -> None:
    person, post = a_person(), a_vacancy()
    page = hr().get(f"{LIST}/{person}")
    assert f"/redeploy/matches/{match_of(person, post).match_id}" in page.links
    assert "Staff nurse, acute medicine Employer Canal Community Trust Match Exact match" in page.main
    assert "Where it is Waits for the person Agreed to be named No" in page.main
    interested(person, post)
    assert "Agreed to be named Yes" in hr().get(f"{LIST}/{person}").main


def test_the_edit_form_opens_with_what_is_held_and_saved_untouched_changes_nothing() -> None:
    browser = hr()
    posted(browser)
    someone = only_person(browser)
    before = entry(someone)
    browser.save(browser.get(f"{LIST}/{someone}/edit"))
    after = entry(someone)
    assert after.details and before.details
    assert after.details.model_dump() == before.details.model_dump()
    assert after.head.number == before.head.number + 1


def test_an_edit_replaces_what_is_held() -> None:
    browser, someone = hr(), a_person(profile=a_profile(registration="nmc"))
    page = browser.save(browser.get(f"{LIST}/{someone}/edit"), {"base": "DE6", "skills": "Triage"})
    assert "Base DE6" in page.main
    details = entry(someone).details
    assert details is not None
    assert details.profile.skills == ("triage",)


def test_an_edit_of_what_somebody_else_changed_is_refused() -> None:
    browser, someone = hr(), a_person(profile=a_profile(registration="nmc"))
    form = browser.get(f"{LIST}/{someone}/edit")
    browser.save(browser.get(f"{LIST}/{someone}/edit"), {"hours": "20"})
    again = browser.submit(form, {"hours": "25"})
    assert (again.status, again.headings) == (409, ["This changed while you had the page open"])


def test_a_wrong_edit_keeps_what_was_typed_and_the_version_that_was_shown() -> None:
    browser, someone = hr(), a_person(profile=a_profile(registration="nmc"))
    page = browser.submit(browser.get(f"{LIST}/{someone}/edit"), {"hours": "never", "name": "Robin Newname"})
    assert page.status == 422
    assert ("name", "Robin Newname") in page.form().fields
    assert ("version", "1") in page.form().fields


def test_the_history_names_acts_and_no_private_words() -> None:
    someone = a_person(reason="CANARY-REASON", contact=Contact(name="CANARY-NAME", email="canary@example.org"))
    page = hr().get(f"{LIST}/{someone}/history")
    assert "Put on the register" in page.main
    assert "CANARY" not in page.html


def test_who_has_seen_the_name_is_listed() -> None:
    someone = a_person()
    assert "Nobody of another employer has seen it." in hr().get(f"{LIST}/{someone}/seen").main
    RedeployStore(HR).note_seen(someone, MANAGER, "Staff nurse, acute medicine", NOW)
    main = hr().get(f"{LIST}/{someone}/seen").main
    assert "22 November 2026" in main
    assert "Staff nurse, acute medicine" in main


def test_a_change_that_is_not_the_employers_own_cannot_be_chosen() -> None:
    assert open_changes(HR) == {}
    assert wrong({"change_id": "c" * 22}).errors == {"change_id": "Choose one of your open changes"}


def test_every_field_of_every_form_has_words() -> None:
    forms: list[tuple[type[BaseModel], object]] = [
        (PostForm, words.POST_WORDS),
        (EditForm, words.EDIT_WORDS),
        (LeaveForm, words.LEAVE_WORDS),
        (AnswerForm, words.ANSWER_WORDS),
        (EraseForm, words.ERASE_WORDS),
        (KeepForm, words.KEEP_WORDS),
    ]
    for form, said in forms:
        assert missing_words(form, said) == [], form  # type: ignore[arg-type]
    assert set(words.STATUS_NAMES) == set(words.STATUS_COLOURS) == set(words.NEXT) == set(EntryStatus)
    assert set(words.MATCH_STATUSES) == set(MatchStatus)
    assert set(words.TIERS) == set(Tier)


def test_every_field_of_a_person_is_a_column_of_the_file() -> None:
    fields = set(PostForm.model_fields) - {"key", "change_id", "pay_point"}
    assert set(PERSON_COLUMNS) == fields
    assert set(NEEDED_PERSON_COLUMNS) <= fields
    assert set(PERSON_EXAMPLE) <= fields
    needed = {name for name, field in PostForm.model_fields.items() if field.is_required()} - {"key"}
    assert set(NEEDED_PERSON_COLUMNS) == needed | {"band", "salary"}
