"""HR answers what a person raised, takes them off the register, keeps or erases the record, and makes a link."""

from datetime import timedelta

import pytest

from functions.redeploy.domain.people import RaisedKind
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister, RaiseMatter
from functions.redeploy.domain.stages import EntryStatus, MatchStatus
from functions.redeploy.usecases import people
from functions.redeploy.usecases.links import LinkState, link_state
from shared import clock
from shared.ids import new_id
from tests.partners import NOW
from tests.redeployments import HR, a_person, a_vacancy, done, entry, match_of, the_person
from tests.web.client import Browser
from tests.web.redeploy.visitors import as_actor, hr, other_hr

LIST = "/redeploy/people"
NEXT_YEAR = NOW + timedelta(days=366)


def raised(someone: str, words: str = "My hours are wrong.") -> str:
    own = new_id()
    command = RaiseMatter(entry_id=someone, raised_id=own, kind=RaisedKind.CORRECTION, words=words)
    done(people.raise_matter(the_person(someone), command, new_id(), NOW))
    return own


def left(someone: str) -> None:
    command = LeaveRegister(
        entry_id=someone, version=entry(someone).head.number, because=LeaveReason.MADE_REDUNDANT
    )
    done(people.leave_register(HR, command, new_id(), NOW))


def next_year() -> Browser:
    clock.use_source(lambda: NEXT_YEAR)
    return as_actor(HR, NEXT_YEAR)


def test_somebody_leaves_the_register_and_their_matches_are_closed() -> None:
    browser, someone, post = hr(), a_person(), a_vacancy()
    page = browser.save(browser.get(f"{LIST}/{someone}/leave"), {"because": "retired"})
    assert page.headings == ["Wren Tilehurst Left the register"]
    assert "Since 22 November 2026: retired." in page.main
    assert (entry(someone).status, entry(someone).left_because) == (EntryStatus.LEFT, "retired")
    assert match_of(someone, post).status is MatchStatus.CLOSED


def test_a_reason_to_leave_is_asked_for() -> None:
    browser, someone = hr(), a_person()
    page = browser.submit(browser.get(f"{LIST}/{someone}/leave"))
    assert page.errors == {"because": "Choose why they leave the register"}
    assert entry(someone).status is EntryStatus.ACTIVE


def test_two_clicks_take_somebody_off_once() -> None:
    browser, someone = hr(), a_person()
    form = browser.get(f"{LIST}/{someone}/leave")
    replies = [browser.submit(form, {"because": "resigned"}) for _ in range(2)]
    assert [reply.status for reply in replies] == [303, 303]
    assert entry(someone).head.number == 2


@pytest.mark.parametrize("act", ["leave", "edit"])
def test_who_has_left_can_neither_leave_nor_be_changed(act: str) -> None:
    browser, someone = hr(), a_person()
    left(someone)
    page = browser.get(f"{LIST}/{someone}/{act}")
    assert (page.status, page.headings) == (409, ["This can no longer be done"])
    assert f"{LIST}/{someone}/{act}" not in browser.get(f"{LIST}/{someone}").links


@pytest.mark.parametrize("act", ["erase", "keep", "answer"])
def test_who_is_on_the_register_is_neither_erased_nor_appraised_nor_answered_unasked(act: str) -> None:
    browser, someone = hr(), a_person()
    assert browser.get(f"{LIST}/{someone}/{act}").status == 409
    assert f"{LIST}/{someone}/{act}" not in browser.get(f"{LIST}/{someone}").links


def test_what_a_person_raised_waits_in_the_list_until_it_is_answered() -> None:
    browser, someone = hr(), a_person()
    own = raised(someone)
    assert "Waiting for your answer 1" in browser.get(LIST).main
    form = browser.get(f"{LIST}/{someone}/answer?matter={own}")
    assert "My hours are wrong." in form.main
    page = browser.save(form, {"words": "They are put right."})
    assert "Answered by Name of hr on 22 November 2026 They are put right." in page.main
    assert entry(someone).raised[0].answer == "They are put right."
    assert "Waiting for your answer 1" not in browser.get(LIST).main


def test_the_person_page_links_to_the_answer_of_each_matter() -> None:
    browser, someone = hr(), a_person()
    own = raised(someone)
    assert f"{LIST}/{someone}/answer?matter={own}" in browser.get(f"{LIST}/{someone}").links


def test_an_answer_needs_words_and_is_given_once() -> None:
    browser, someone = hr(), a_person()
    form = browser.get(f"{LIST}/{someone}/answer?matter={raised(someone)}")
    empty = browser.submit(form)
    assert (empty.status, empty.errors) == (422, {"words": "Enter your answer"})
    assert "My hours are wrong." in empty.main
    browser.save(empty, {"words": "First."})
    again = browser.submit(form, {"words": "Second."})
    assert again.status == 409
    assert entry(someone).raised[0].answer == "First."


def test_erasing_leaves_no_name_and_says_so() -> None:
    browser, someone = hr(), a_person(reason="CANARY-REASON")
    left(someone)
    ask = browser.get(f"{LIST}/{someone}/erase")
    assert browser.submit(ask).errors == {"is_sure": "Tick the box if the record is to be erased"}
    page = browser.save(ask, {"is_sure": "yes"})
    assert page.headings == ["Erased person Erased"]
    listed = browser.get(LIST)
    for html in (page.html, listed.html, browser.get(f"{LIST}/{someone}/history").html):
        assert "Wren" not in html
        assert "CANARY-REASON" not in html
    assert entry(someone).details is None
    assert f"Erased ({entry(someone).reference})" in listed.main
    assert browser.get(f"{LIST}/{someone}/link").status == 404


def test_a_record_that_is_due_is_asked_about_and_kept_for_another_while() -> None:
    someone = a_person()
    left(someone)
    assert f"{LIST}/{someone}/keep" not in hr().get(f"{LIST}/{someone}").links
    browser = next_year()
    assert f"{LIST}/{someone}/keep" in browser.get(f"{LIST}/{someone}").links
    page = browser.save(browser.get(f"{LIST}/{someone}/keep"))
    assert f"{LIST}/{someone}/keep" not in page.links
    assert entry(someone).appraise_on == (NEXT_YEAR + timedelta(days=365)).date()


def test_a_link_is_shown_once_and_stands_in_no_address() -> None:
    browser, someone = hr(), a_person()
    page = browser.submit(browser.get(f"{LIST}/{someone}/link"))
    assert page.status == 200
    assert page.all("location") == []
    secret = page.main.partition("/redeploy/link/")[2].split()[0]
    assert link_state(secret, NOW) is LinkState.GOOD
    assert "It works once, within 7 days." in page.main
    assert secret not in browser.get(f"{LIST}/{someone}/link").html
    assert secret not in browser.get(f"{LIST}/{someone}").html
    assert "no-store" in page.all("cache-control")[0]


def test_nobody_else_gets_a_link() -> None:
    someone = a_person()
    browser = other_hr()
    assert browser.get(f"{LIST}/{someone}/link").status == 404
