"""A person's own page: who is let in, what it says, and what its forms do."""

import hashlib
import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest

from functions.redeploy.app import app
from functions.redeploy.domain.matches import match_id_of
from functions.redeploy.domain.people import Contact
from functions.redeploy.domain.posting import AnswerMatter
from functions.redeploy.domain.stages import EntryStatus, MatchAction, MatchStatus
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import links, people
from functions.redeploy.usecases.sharing import named_profile
from shared import clock
from shared.cookies import SESSION
from shared.ids import new_id
from shared.sessions import IDLE_TIME_OUT
from tests import redeployments
from tests.partners import NOW
from tests.redeployments import (
    AT_RISK,
    HOME_HR,
    HR,
    MANAGER,
    PROTECTED,
    SECOND_HR,
    TODAY,
    a_person,
    a_post,
    a_vacancy,
    done,
    entry,
    interested,
    match_of,
    offered,
    take,
    the_person,
)
from tests.web.client import Browser
from tests.web.redeploy import visitors

HOME = "/redeploy/mine"


def nobody() -> Browser:
    return Browser([app])


def a_link(entry_id: str) -> str:
    path = links.make_link(HR, entry_id, NOW)
    assert isinstance(path, str)
    return path


def by_link(entry_id: str) -> Browser:
    browser = nobody()
    browser.save(browser.get(a_link(entry_id)), {"do": "open"})
    return browser


def page_of(entry_id: str, vacancy_id: str, act: str = "") -> str:
    return f"{HOME}/matches/{match_id_of(entry_id, vacancy_id)}" + (f"/{act}" if act else "")


# -- getting in ---------------------------------------------------------------------------------------------


def test_a_link_shows_one_button_and_the_button_opens_the_page() -> None:
    browser, path = nobody(), a_link(a_person())
    for _ in range(3):
        page = browser.get(path)
        assert page.status == 200 and page.headings == ["Open your page"]
    assert SESSION not in browser.cookies
    home = browser.save(page, {"do": "open"})
    assert home.status == 200 and "Wren Tilehurst" in home.headings[0]
    assert browser.cookies[SESSION].startswith("entry-")


def test_the_page_of_a_link_tells_no_other_page_its_address() -> None:
    page = nobody().get(a_link(a_person()))
    assert page.all("referrer-policy") == ["strict-origin"]
    assert page.all("cache-control") == ["no-store"]


def test_a_used_link_says_so_and_can_send_another() -> None:
    person = a_person()
    path = a_link(person)
    first, second = nobody(), nobody()
    open_form = second.get(path)
    first.save(first.get(path), {"do": "open"})
    late = second.submit(open_form, {"do": "open"})
    assert late.status == 404 and late.headings == ["This link has been used"]
    assert SESSION not in second.cookies
    sent = second.save(late, {"do": "another"})
    assert sent.headings == ["Look in your email"]


def test_an_expired_and_a_wrong_link_say_how_to_get_another() -> None:
    path = a_link(a_person())
    clock.use_source(lambda: NOW + timedelta(days=7))
    expired = nobody().get(path)
    assert expired.status == 404 and expired.headings == ["This link no longer works"]
    wrong = nobody().get(f"/redeploy/link/{'x' * 43}")
    assert wrong.status == 404 and wrong.headings == ["This link does not work"]
    assert "Ask your HR adviser" in wrong.main


def test_signing_out_forgets_the_session_and_the_cookie() -> None:
    browser = by_link(a_person())
    cookie = browser.cookies[SESSION]
    assert browser.send(f"{HOME}/sign-out", {}, csrf=_token(browser)).location.endswith("/redeploy")
    assert SESSION not in browser.cookies
    assert links.identify(cookie, NOW) is None
    assert browser.get(HOME).status == 403


def test_whoever_is_timed_out_is_told_how_to_get_in_and_keeps_what_they_typed() -> None:
    browser = by_link(a_person())
    form = browser.get(f"{HOME}/raise")
    clock.use_source(lambda: NOW + IDLE_TIME_OUT)
    page = browser.get(HOME)
    assert page.status == 403 and page.headings == ["You have been signed out"]
    unsent = browser.submit(form, {"kind": "complaint", "words": "My own words."})
    assert unsent.status == 403 and "My own words." in unsent.main


def test_the_session_can_be_kept_alive_by_the_script() -> None:
    browser = by_link(a_person())
    assert '"seconds_left":1800' in browser.get(f"{HOME}/session").html
    assert f'data-stay-href="{HOME}/session"' in browser.get(HOME).html


def test_the_frame_offers_no_organisation_to_somebody_who_came_by_a_link() -> None:
    home = by_link(a_person()).get(HOME).html
    assert "Choose an organisation" not in home
    assert f'action="{HOME}/sign-out"' in home and 'action="/sign-out"' not in home


def test_an_account_that_a_link_remembers_opens_the_page_from_then_on() -> None:
    person = a_person()
    browser = visitors.home_hr()
    assert browser.get(HOME).status == 404
    asked = browser.get(a_link(person))
    assert "Let my sign-in open it from now on" in asked.main
    assert "Wren Tilehurst" in browser.save(asked, {"do": "remember"}).main
    again = visitors.as_actor(HOME_HR)
    assert again.get(HOME).status == 200


def test_opening_a_link_signs_the_account_out_of_that_browser() -> None:
    browser = visitors.home_hr()
    home = browser.save(browser.get(a_link(a_person())), {"do": "open"})
    assert "Wren Tilehurst" in home.main and browser.cookies[SESSION].startswith("entry-")


ROLES: list[Callable[[], Browser]] = [
    visitors.hr,
    visitors.other_hr,
    visitors.manager,
    visitors.home_hr,
    visitors.coordinator,
    visitors.auditor,
]


@pytest.mark.parametrize("visitor", ROLES)
def test_to_everybody_else_the_page_is_not_there(visitor: Callable[[], Browser]) -> None:
    person, post = a_person(), a_vacancy()
    browser = visitor()
    for path in (HOME, f"{HOME}/held", f"{HOME}/seen", f"{HOME}/raise", page_of(person, post, "interest")):
        page = browser.get(path)
        assert page.status == 404 and page.headings == ["Page not found"]


def test_a_person_reads_no_match_of_another() -> None:
    own, other, post = a_person(), a_person(contact=Contact(name="CANARY-NAME", email="c@x.example")), a_vacancy()
    browser = by_link(own)
    theirs = browser.get(page_of(other, post))
    assert theirs.status == 404 and theirs.html.count("CANARY") == 0
    form = browser.get(page_of(own, post, "not-for-me"))
    sent = browser.send(page_of(other, post, "not-for-me"), dict(form.form().fields), csrf=_token(browser))
    assert sent.status in (404, 422)
    assert match_of(other, post).status is MatchStatus.PROPOSED


def test_a_form_without_its_token_is_not_accepted() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    for path in (page_of(person, post, "interest"), f"{HOME}/raise", f"{HOME}/leave", f"{HOME}/sign-out"):
        assert browser.send(path, {"rank": "1"}, csrf="made-up").status == 403
    assert match_of(person, post).status is MatchStatus.PROPOSED


# -- where things stand -------------------------------------------------------------------------------------


def test_the_page_says_what_waits_and_by_when() -> None:
    person, post = a_person(), a_vacancy()
    home = by_link(person).get(HOME)
    assert "1 post waits for your answer" in home.main
    hold = redeployments.vacancy(post).hold_ends_on
    assert f"{hold.day} {hold:%B} {hold.year}" in home.main
    assert page_of(person, post) in home.links


def test_a_person_without_a_match_is_told_that_nothing_is_asked_of_them() -> None:
    home = by_link(a_person()).get(HOME)
    assert "Nothing is asked of you now" in home.main and "No post fits at this moment" in home.main


@pytest.mark.parametrize(
    ("details", "title"),
    [({}, "Second: notice has been served"), (AT_RISK, "Third: at risk"), (PROTECTED, "First: protected by law")],
)
def test_the_turn_is_told_in_words_with_its_reason(details: dict[str, Any], title: str) -> None:
    browser = by_link(a_person(**details))
    assert title in browser.get(HOME).main
    assert title in browser.get(f"{HOME}/held").main


def test_everything_that_is_held_can_be_read() -> None:
    person = a_person(reason="CANARY-REASON", born_on=TODAY.replace(year=1980))
    page = by_link(person).get(f"{HOME}/held").main
    for told in ("CANARY-REASON", "1980", "wren@moorland-trust.example", "£39,043.00", "10 complete years", "ST4"):
        assert told in page


def test_who_has_seen_the_person_and_how_the_page_was_opened_can_be_read() -> None:
    person, post = a_person(), a_vacancy()
    interested(person, post)
    bound = RedeployStore(MANAGER).bound(match_id_of(person, post))
    assert bound is not None and named_profile(MANAGER, bound, NOW) is not None
    page = by_link(person).get(f"{HOME}/seen").main
    assert MANAGER.name in page and "Staff nurse, acute medicine" in page
    assert f"With a link that {HR.name} made on 22 November 2026" in page


def test_the_history_says_who_did_what() -> None:
    person, post = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.ACCEPT, offered(person, post)))
    page = by_link(person).get(f"{HOME}/history").main
    assert "You were put on the register" in page and HR.name in page
    assert "You accepted an offer You," in page


def test_the_page_of_a_post_says_what_hr_recorded_for_the_person_and_who_did() -> None:
    person, post = a_person(), a_vacancy()
    done(take(HR, MatchAction.EXPRESS_INTEREST, match_of(person, post), rank=1))
    no: dict[str, Any] = {"reason": "travel", "words": "I changed my mind."}
    done(take(the_person(person), MatchAction.SAY_NOT_FOR_ME, match_of(person, post), **no))
    page = by_link(person).get(f"{HOME}/matches/{match_id_of(person, post)}").main
    assert f"{HR.name} of your HR recorded for you that you want to be considered: 22 November 2026" in page
    assert "You said that you do not want it" in page
    assert "You said that you want to be considered" not in page


def test_how_it_works_is_open_to_everybody_and_names_the_law_and_the_settings() -> None:
    page = nobody().get(f"{HOME}/how-it-works")
    assert page.status == 200
    for told in ("5 February 2026", "5 working days", "SHA-256", "section", "Information Commissioner"):
        assert told in page.main
    assert by_link(a_person()).get(f"{HOME}/how-it-works").status == 200


# -- a post -------------------------------------------------------------------------------------------------


def test_a_post_is_explained_criterion_by_criterion() -> None:
    person = a_person(profile=redeployments.a_profile(skills=()))
    post = a_vacancy(post=a_post(postcode_district="ST5", hours_week_hundredths=2000))
    page = by_link(person).get(page_of(person, post)).main
    assert "IV therapy" in page and "Can be learned" in page and "about 3 months" in page
    assert "one way" in page and "Not as you asked for" in page and "The same as yours" in page
    assert "You would need training in the post" in page


def test_the_lot_can_be_worked_out_again_by_the_person() -> None:
    person, post = a_person(), a_vacancy()
    page = by_link(person).get(page_of(person, post)).main
    found = re.search(r"The text (\S+) Your lot (\S+)", page)
    assert found is not None
    assert hashlib.sha256(found[1].encode()).hexdigest() == found[2]


def test_the_person_never_reads_of_others_on_a_post() -> None:
    others = [a_person(contact=Contact(name="CANARY-OTHER", email="o@x.example")) for _ in range(2)]
    person, post = a_person(), a_vacancy()
    interested(others[0], post)
    page = by_link(person).get(page_of(person, post)).html
    assert "CANARY" not in page and not any(one in page for one in others)


def test_interest_then_consent_then_taken_back() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    shown = browser.save(browser.get(page_of(person, post, "interest")), {"rank": "1"})
    assert "does not know who you are" in shown.main
    consent = browser.get(page_of(person, post, "consent"))
    for told in ("why you are at risk", "your age, your health", "name, email address", "HR advisers"):
        assert told in consent.main
    refused = browser.submit(consent)
    assert refused.status == 422 and refused.errors == {
        "agrees": "Tick the box if you want this employer to see who you are"
    }
    shown = browser.save(consent, {"agrees": "yes"})
    assert match_of(person, post).is_named and "can see who you are" in shown.main
    browser.save(browser.get(page_of(person, post, "withdraw-consent")))
    assert not match_of(person, post).is_named


@pytest.mark.parametrize("rank", ["", "0", "first", "1000"])
def test_a_wrong_rank_is_told_beside_the_field_and_kept(rank: str) -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    page = browser.submit(browser.get(page_of(person, post, "interest")), {"rank": rank})
    assert page.status == 422 and set(page.errors) == {"rank"} and page.title.startswith("Error: ")
    assert dict(page.form().fields)["rank"] == rank
    assert match_of(person, post).status is MatchStatus.PROPOSED


def test_the_same_form_sent_twice_counts_once() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    form = browser.get(page_of(person, post, "interest"))
    first, second = (browser.submit(form, {"rank": "2"}) for _ in range(2))
    assert (first.status, first.location) == (second.status, second.location) == (303, page_of(person, post))
    assert match_of(person, post).head.number == 2
    changed = browser.submit(form, {"rank": "3"})
    assert changed.status == 409 and changed.headings == ["You already sent this form"]


def test_a_page_that_is_out_of_date_changes_nothing() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    form = browser.get(page_of(person, post, "not-for-me"))
    browser.save(browser.get(page_of(person, post, "interest")), {"rank": "1"})
    late = browser.submit(form, {"reason": "travel"})
    assert late.status == 409 and match_of(person, post).status is MatchStatus.INTERESTED


def test_not_for_me_needs_a_reason_of_the_persons_own_and_can_be_thought_better_of() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    form = browser.get(page_of(person, post, "not-for-me"))
    for reason in (None, "no_answer", "nonsense"):
        page = browser.submit(form, {"reason": reason, "words": "Too far for me."})
        assert page.status == 422 and set(page.errors) == {"reason"} and "Too far for me." in page.html
    shown = browser.save(form, {"reason": "travel", "words": "Two buses."})
    assert "Two buses." in shown.main and match_of(person, post).status is MatchStatus.NOT_FOR_ME
    browser.save(browser.get(page_of(person, post, "interest")), {"rank": "1"})
    assert match_of(person, post).status is MatchStatus.INTERESTED


def test_an_offer_is_accepted_with_a_tick_and_after_reading_what_it_means() -> None:
    person, post = a_person(), a_vacancy()
    offered(person, post, words="Come and join us.")
    browser = by_link(person)
    assert "You have 1 offer" in browser.get(HOME).main
    page = browser.get(page_of(person, post, "accept"))
    for told in ("4 weeks", "Come and join us.", "18 January 2027", "not legal advice", "before you start"):
        assert told in page.main
    assert browser.submit(page).errors == {"accepts": "Tick the box to accept the offer"}
    shown = browser.save(page, {"accepts": "yes"})
    assert "You accepted" in shown.main and entry(person).status is EntryStatus.PLACED
    assert "You have accepted a post" in browser.get(HOME).main


def test_an_offer_before_notice_warns_and_one_outside_the_nhs_says_what_to_ask() -> None:
    person = a_person(**AT_RISK)
    post = a_vacancy(HOME_HR)
    match = interested(person, post)
    done(take(HOME_HR, MatchAction.OFFER, match, starts_on=TODAY + timedelta(days=30)))
    page = by_link(person).get(page_of(person, post, "accept")).main
    assert "No notice has been served yet" in page and "Ask about your service" in page


def test_a_refusal_needs_words_and_is_judged_by_people_and_read_by_the_person() -> None:
    person, post = a_person(), a_vacancy()
    offered(person, post)
    browser = by_link(person)
    page = browser.get(page_of(person, post, "refuse"))
    assert "No software decides either" in page.main
    assert set(browser.submit(page).errors) == {"words"}
    shown = browser.save(page, {"words": "I care for my father."})
    assert "I care for my father." in shown.main and "was it reasonable" in shown.main
    judged: dict[str, Any] = {"was_suitable": True, "was_reasonable_to_refuse": True, "words": "Caring counts."}
    done(take(HR, MatchAction.JUDGE, match_of(person, post), **judged))
    shown = browser.get(page_of(person, post))
    assert "It was reasonable to refuse it" in shown.main and "Caring counts." in shown.main


def test_a_rejection_is_told_once_a_second_person_agreed_and_not_before() -> None:
    person, post = a_person(), a_vacancy()
    match = interested(person, post)
    done(take(MANAGER, MatchAction.REJECT, match, reason="essential_missing", words="CANARY-WORDS"))
    browser = by_link(person)
    page = browser.get(page_of(person, post)).main
    assert "Being checked" in page and "CANARY" not in page
    done(take(SECOND_HR, MatchAction.RATIFY, match_of(person, post), feedback="Ask for a course."))
    page = browser.get(page_of(person, post)).main
    assert "CANARY-WORDS" in page and "Ask for a course." in page and SECOND_HR.name in page


def test_what_the_employer_wrote_last_is_read_until_the_interview_is_off() -> None:
    person, post = a_person(), a_vacancy()
    match = interested(person, post)
    done(take(MANAGER, MatchAction.REJECT, match, reason="essential_missing", words="No."))
    done(take(SECOND_HR, MatchAction.NOT_RATIFY, match_of(person, post), words="Look again."))
    browser = by_link(person)
    page = browser.get(page_of(person, post)).main
    assert "Look again." in page and "No." not in page
    invitation: dict[str, Any] = {"interview_on": TODAY + timedelta(days=3), "words": "Come at ten."}
    done(take(MANAGER, MatchAction.INVITE, match_of(person, post), **invitation))
    page = browser.get(page_of(person, post)).main
    assert "Come at ten." in page and "25 November 2026" in page
    browser.save(browser.get(page_of(person, post, "withdraw-consent")))
    page = browser.get(page_of(person, post)).main
    assert "Come at ten." not in page and "25 November 2026" not in page


def test_why_an_offer_was_out_of_turn_is_not_told() -> None:
    person, post = a_person(), a_vacancy()
    match = interested(person, post)
    asked: dict[str, Any] = {
        "starts_on": TODAY + timedelta(days=30),
        "out_of_turn": "CANARY-TURN",
        "protection_pence": 123_456,
    }
    done(take(MANAGER, MatchAction.OFFER, match, **asked))
    browser = by_link(person)
    for path in (page_of(person, post), page_of(person, post, "accept"), page_of(person, post, "refuse")):
        html = browser.get(path).html
        assert "CANARY" not in html and "1,234.56" not in html


def test_an_act_that_cannot_be_taken_now_leads_back_to_the_post() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    for act in ("accept", "refuse", "consent", "withdraw-consent"):
        page = browser.get(page_of(person, post, act))
        assert (page.status, page.location) == (303, page_of(person, post))


def test_a_post_that_is_gone_cannot_be_wanted_after_all() -> None:
    first, second, post = a_person(), a_person(), a_vacancy()
    browser = by_link(first)
    browser.save(browser.get(page_of(first, post, "not-for-me")), {"reason": "travel"})
    form = browser.get(page_of(first, post, "interest"))
    done(take(the_person(second), MatchAction.ACCEPT, offered(second, post)))
    late = browser.submit(form, {"rank": "1"})
    assert late.status == 409 and late.headings == ["This post has gone"]
    assert "considered after all" not in browser.get(page_of(first, post)).main
    assert browser.get(page_of(first, post, "interest")).status == 303


def test_a_trial_shows_its_last_day() -> None:
    person, post = a_person(), a_vacancy()
    done(take(the_person(person), MatchAction.ACCEPT, offered(person, post)))
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, match_of(person, post), starts_on=TODAY + timedelta(days=30)))
    page = by_link(person).get(page_of(person, post)).main
    assert "Its last day is 18 January 2027" in page


# -- what is raised, and leaving ----------------------------------------------------------------------------


def test_something_raised_is_answered_by_a_named_person_and_read_here() -> None:
    person = a_person()
    browser = by_link(person)
    form = browser.get(f"{HOME}/raise")
    page = browser.submit(form, {"kind": None, "words": "Kept words."})
    assert page.status == 422 and set(page.errors) == {"kind"} and "Kept words." in page.html
    shown = browser.save(form, {"kind": "contest", "words": "I do have IV therapy."})
    assert "I do have IV therapy." in shown.main and "Not answered yet" in shown.main
    browser.submit(form, {"kind": "contest", "words": "I do have IV therapy."})
    assert len(entry(person).raised) == 1
    assert "HR must still answer 1 thing" in browser.get(HOME).main
    held = entry(person)
    command = AnswerMatter(
        entry_id=person, version=held.head.number, raised_id=held.raised[0].raised_id, words="We added it."
    )
    done(people.answer_matter(HR, command, new_id(), NOW))
    shown = browser.get(f"{HOME}/raise")
    assert "We added it." in shown.main and HR.name in shown.main


def test_what_was_typed_comes_back_escaped() -> None:
    browser = by_link(a_person())
    typed = "<script>alert(1)</script>"
    shown = browser.save(browser.get(f"{HOME}/raise"), {"kind": "complaint", "words": typed})
    assert typed not in shown.html and typed in unescape(shown.html)


def test_leaving_asks_for_a_tick_closes_what_is_open_and_costs_nothing() -> None:
    person, post = a_person(), a_vacancy()
    browser = by_link(person)
    form = browser.get(f"{HOME}/leave")
    assert browser.submit(form).errors == {"is_sure": "Tick the box if you want to leave the register"}
    home = browser.save(form, {"is_sure": "yes"})
    assert "You are no longer on the register" in home.main
    assert entry(person).status is EntryStatus.LEFT
    assert match_of(person, post).status is MatchStatus.CLOSED
    assert "You left the register." in browser.get(page_of(person, post)).main
    assert "cannot leave the register at this moment" in browser.get(f"{HOME}/leave").main


def test_every_page_has_one_heading_and_a_way_back() -> None:
    person, post = a_person(), a_vacancy()
    offered(person, post)
    browser = by_link(person)
    paths = [HOME, *(f"{HOME}/{name}" for name in ("held", "seen", "history", "raise", "leave", "how-it-works"))]
    paths += [page_of(person, post), page_of(person, post, "accept"), page_of(person, post, "refuse")]
    for path in paths:
        page = browser.get(path)
        assert page.status == 200 and len(page.headings) == 1, path
        assert "None" not in page.headings[0]


def _token(browser: Browser) -> str:
    return dict(browser.get(f"{HOME}/raise").form().fields)["csrf"]
