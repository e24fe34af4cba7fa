"""The pages of the two: ask, invite, talk, note, follow up, choose, close, erase."""

from datetime import UTC, datetime, timedelta

import pytest

from functions.retention.conversations.domain.conversations import MOST_NOTES, Status
from shared import clock
from shared.actors import Role
from tests.conversations import COLLEAGUE, as_it_stands, asked, followed_up, invited, noted, talked
from tests.partners import NOW, an_actor
from tests.web.client import Browser
from tests.web.conversations.visitors import adviser, as_actor, second_adviser, wren

HOME = "/retention/conversations"
ADVISING = f"{HOME}/advising"


def later(days: int) -> datetime:
    clock.use_source(lambda: NOW + timedelta(days=days))
    return NOW + timedelta(days=days)


def step(browser: Browser, talk: str, name: str, **typed: str) -> str:
    """Take a step by its page; what the page of the conversation says then."""
    return browser.save(browser.get(f"{HOME}/{talk}/{name}"), typed).main


def test_a_member_of_staff_asks_a_neutral_adviser_and_both_read_all_of_it() -> None:
    browser = wren()
    form = browser.get(f"{HOME}/ask")
    assert form.headings == ["With whom do you want to talk?"]
    assert "Noor Larkspur" in form.main and "Tam Ouzel" in form.main
    assert "Ida Redstart" not in form.main  # works for the same employer
    page = browser.save(form, {"adviser_id": "adviser", "words": "Mornings suit me."})
    assert page.headings == ["Conversation with Noor Larkspur Open"]
    assert "You, 22 November 2026 at 9:00am Mornings suit me." in page.main
    listed = adviser().get(ADVISING)
    assert "Wren Tilehurst" in listed.main
    theirs = adviser().get(listed.links[-1])
    assert theirs.headings == ["Conversation with Wren Tilehurst Open"]
    assert "Wren Tilehurst, 22 November 2026 at 9:00am Mornings suit me." in theirs.main
    assert "Conversation with Noor" not in wren().get(HOME).main and "With Noor Larkspur" in wren().get(HOME).main


def test_an_adviser_has_to_be_chosen_and_what_was_typed_stays() -> None:
    browser = wren()
    page = browser.submit(browser.get(f"{HOME}/ask"), {"words": "Hello."})
    assert page.status == 422
    assert page.errors == {"adviser_id": "Choose an adviser"}
    assert "Hello." in page.html


def test_an_adviser_of_ones_own_employer_cannot_be_chosen_even_by_a_form_that_was_tampered_with() -> None:
    browser = wren()
    page = browser.submit(browser.get(f"{HOME}/ask"), {"adviser_id": "involved-adviser"})
    assert page.errors == {"adviser_id": "Choose an adviser who works for none of the employers of the person"}


def test_staff_of_the_ics_itself_are_told_that_no_adviser_is_neutral_for_them() -> None:
    page = as_actor(an_actor(Role.STAFF, ods_code="QXX", person_id="board")).get(f"{HOME}/ask")
    assert page.headings == ["No adviser is neutral for you"]
    assert "Noor Larkspur" not in page.main


def test_two_clicks_ask_once() -> None:
    browser = wren()
    form = browser.get(f"{HOME}/ask")
    replies = [browser.submit(form, {"adviser_id": "adviser"}) for _ in range(2)]
    assert {reply.location for reply in replies} == {replies[0].location}
    assert wren().get(HOME).main.count("With Noor Larkspur") == 1


def test_an_invitation_waits_for_a_yes_before_anything_is_written() -> None:
    inviting = adviser()
    page = inviting.save(
        inviting.get(f"{HOME}/invite"), {"name": "wren tilehurst", "email": "Wren@example.org", "ods_code": "rzz"}
    )
    assert page.headings == ["Conversation with Wren Tilehurst Invitation"]
    talk_id = next(one for one in page.links if one.endswith("/history")).split("/")[3]
    talk = f"{HOME}/{talk_id}"
    for name in ("reasons", "note", "talk"):
        assert inviting.get(f"{HOME}/{talk_id}/{name}").status == 409
    assert "works for none of your employers" in wren().get(talk).main
    assert "Open" in step(wren(), talk_id, "agree")
    assert inviting.get(f"{HOME}/{talk_id}/note").status == 200


def test_somebody_says_no_to_an_invitation() -> None:
    talk = invited()
    assert "Closed" in step(wren(), talk, "close")
    assert "Closed" in adviser().get(f"{HOME}/{talk}").main


@pytest.mark.parametrize(
    ("name", "email", "ods_code", "wrong"),
    [
        ("Nobody Here", "wren@example.org", "RZZ", "email"),
        ("Wren Tilehurst", "nobody@example.org", "RZZ", "email"),
        ("Wren Tilehurst", "wren@example.org", "RYY", "email"),
        ("Wren Tilehurst", "wren", "RZZ", "email"),
        ("Wren Tilehurst", "wren@example.org", "!", "ods_code"),
        ("", "wren@example.org", "RZZ", "name"),
    ],
)
def test_nobody_is_found_by_less_than_name_address_and_employer(
    name: str, email: str, ods_code: str, wrong: str
) -> None:
    browser = adviser()
    page = browser.submit(browser.get(f"{HOME}/invite"), {"name": name, "email": email, "ods_code": ods_code})
    assert page.status == 422
    assert set(page.errors) == {wrong}


def test_the_two_fill_in_what_they_talked_about() -> None:
    talk = asked()
    day = {"talked_on-day": "20", "talked_on-month": "11", "talked_on-year": "2026"}
    assert "Day of the talk 20 November 2026" in step(adviser(), talk, "talk", **day)
    browser = adviser()
    page = browser.get(f"{HOME}/{talk}/reasons")
    assert page.headings == ["Why does Wren Tilehurst think of leaving?"]
    browser.save(page, {"reasons": ["27", "21"]})
    assert "Health, Balance of work and life" in wren().get(f"{HOME}/{talk}").main
    stay = step(wren(), talk, "stay", stay="hours", stay_words="No more than two nights a week.")
    assert "Other hours or shifts" in stay and "No more than two nights a week." in stay
    actions = step(wren(), talk, "actions", actions="flexible_working", pattern="06")
    assert "Ask for flexible working: the same hours in fewer days" in actions
    assert "Ask your manager for flexible working in writing." in actions
    assert "When After 3 months Due on 20 February 2027" in wren().get(f"{HOME}/{talk}").main


def test_what_was_filled_in_stands_in_the_form_again() -> None:
    talk = asked()
    talked(talk, reasons=("18", "28"), stay_words="A quieter ward.")
    form = wren().get(f"{HOME}/{talk}/reasons").form(f"{HOME}/{talk}/reasons")
    assert [value for name, value in form.fields if name == "reasons"] == ["18", "28"]
    assert "A quieter ward." in wren().get(f"{HOME}/{talk}/stay").html
    assert ("talked_on-day", "22") in wren().get(f"{HOME}/{talk}/talk").form().fields


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"actions": "flexible_working"}, "Choose which pattern to ask for"),
        ({"actions": "wellbeing", "pattern": "06"}, "Tick flexible working above too, or choose no pattern"),
    ],
)
def test_flexible_working_has_a_pattern_and_nothing_else_has_one(typed: dict[str, str], words: str) -> None:
    browser, talk = wren(), asked()
    page = browser.submit(browser.get(f"{HOME}/{talk}/actions"), typed)
    assert page.errors == {"pattern": words}


def test_a_talk_of_tomorrow_is_not_a_talk() -> None:
    browser, talk = wren(), asked()
    day = {"talked_on-day": "23", "talked_on-month": "11", "talked_on-year": "2026"}
    page = browser.submit(browser.get(f"{HOME}/{talk}/talk"), day)
    assert page.errors == {"talked_on": "Enter today, or the day in the past on which you talked"}


def test_retiring_and_returning_is_a_signpost_and_no_advice() -> None:
    talk = asked()
    page = step(wren(), talk, "actions", actions="retire_and_return")
    assert "This is a signpost, not advice about pensions" in page


def test_notes_of_both_are_read_by_both_and_put_right_by_the_person() -> None:
    talk = asked("I work too many nights.")
    assert "She wants to leave by spring." in step(adviser(), talk, "note", words="She wants to leave by spring.")
    browser = wren()
    page = browser.get(f"{HOME}/{talk}")
    own, theirs = (link for link in page.links if "/correct" in link)
    assert (
        "I work too many late shifts."
        in browser.save(
            browser.get(own), {"words": "I work too many late shifts."}, to=f"{HOME}/{talk}/correct"
        ).main
    )
    corrected = browser.save(browser.get(theirs), {"words": "I said by autumn."}, to=f"{HOME}/{talk}/correct")
    assert "She wants to leave by spring." in corrected.main and "I said by autumn." in corrected.main
    read = adviser().get(f"{HOME}/{talk}")
    assert "I work too many nights." not in read.main
    assert "Correction by Wren Tilehurst" in read.main
    assert not [link for link in read.links if "/correct" in link]


def test_an_empty_note_is_refused_and_there_is_an_end_to_notes() -> None:
    browser, talk = wren(), asked()
    form = browser.get(f"{HOME}/{talk}/note")
    assert browser.submit(form, {"words": " "}).errors == {
        "words": "Write what you want to say, in up to 2,000 characters"
    }
    for number in range(MOST_NOTES):
        noted(talk, f"Note {number}")
    page = browser.submit(form, {"words": "One more."})
    assert page.errors == {"words": f"A conversation holds {MOST_NOTES} notes. Correct one of yours instead"}
    assert "One more." in page.html


def test_a_follow_up_is_due_on_its_day_and_what_came_of_it_is_kept() -> None:
    talk = asked()
    talked(talk)
    early = adviser().get(f"{HOME}/{talk}/follow-up")
    assert (early.status, early.headings) == (409, ["It is too early"])
    assert "Nobody is due" in adviser().get(ADVISING).main
    at = later(92)  # 22 February 2027
    browser = adviser(at)
    assert "Wren Tilehurst" in browser.get(ADVISING).main.partition("Everybody")[0]
    page = browser.save(browser.get(f"{HOME}/{talk}/follow-up"), {"months": "3", "outcome": "moved"})
    assert "With another employer of the system" in page.main
    assert "Nobody is due" in browser.get(ADVISING).main
    assert "Fill in a follow-up" not in page.main
    own = wren(at)
    put_right = own.save(own.get(f"{HOME}/{talk}/follow-up"), {"months": "3", "outcome": "stayed"})
    assert "Still with the same employer" in put_right.main


def test_a_follow_up_is_not_filled_in_before_its_day() -> None:
    talk = asked()
    talked(talk)
    browser = adviser(later(100))
    form = browser.get(f"{HOME}/{talk}/follow-up")
    page = browser.submit(form, {"months": "6", "outcome": "left"})  # the third month alone is due
    assert (page.status, page.errors) == (422, {"months": "Wait until the day on which it is due"})
    browser.save(form, {"months": "3", "outcome": "left"})
    assert browser.submit(form, {"months": "6", "outcome": "left"}).status == 409


def test_the_person_goes_on_with_another_adviser_and_the_one_before_reads_nothing_more() -> None:
    talk = asked("Please keep this.")
    browser = wren()
    form = browser.get(f"{HOME}/{talk}/adviser")
    assert "Tam Ouzel" in form.main and "Ida Redstart" not in form.main
    page = browser.save(form, {"adviser_id": "second-adviser"})
    assert page.headings == ["Conversation with Tam Ouzel Open"]
    assert adviser().get(f"{HOME}/{talk}").status == 404
    assert "Wren" not in adviser().get(ADVISING).main
    assert "Please keep this." in second_adviser().get(f"{HOME}/{talk}").main


def test_an_adviser_cannot_choose_the_adviser_nor_correct_nor_erase() -> None:
    talk = asked("Words.")
    for name in ("adviser", "correct", "erase", "keep"):
        assert adviser().get(f"{HOME}/{talk}/{name}").status == 409


def test_either_ends_it_and_nothing_is_added_any_more() -> None:
    talk = asked("Words.")
    assert "Closed" in step(adviser(), talk, "close")
    for name in ("note", "reasons", "talk", "adviser"):
        assert wren().get(f"{HOME}/{talk}/{name}").status == 409
    page = wren().get(f"{HOME}/{talk}")
    assert "Words." in page.main
    (correct,) = (link for link in page.links if "/correct" in link)  # a right that outlives the conversation
    assert wren().get(correct).status == 200


def test_the_person_erases_everything_at_any_time() -> None:
    browser, talk = wren(), asked("CANARY words.")
    talked(talk)
    form = browser.get(f"{HOME}/{talk}/erase")
    assert browser.submit(form, {}).errors == {"is_sure": "Tick the box if you want to erase it"}
    replies = [browser.submit(form, {"is_sure": "yes"}) for _ in range(2)]
    assert [reply.location for reply in replies] == [HOME, HOME]
    assert as_it_stands(talk).status is Status.ERASED
    assert as_it_stands(talk).contents is None
    for visitor in (wren(), adviser()):
        assert visitor.get(f"{HOME}/{talk}").status == 404
        assert visitor.get(f"{HOME}/{talk}/history").status == 404
    assert "You have none." in wren().get(HOME).main and "You have none." in adviser().get(ADVISING).main


def test_a_closed_conversation_is_looked_at_after_a_year_and_kept_or_erased() -> None:
    talk = asked("Words.")
    step(wren(), talk, "close")
    at = later(366)
    browser = adviser(at)
    assert "Wren Tilehurst" in browser.get(ADVISING).main.partition("Everybody")[0]
    kept = browser.save(browser.get(f"{HOME}/{talk}/keep"))
    assert "Somebody looks on 22 November 2028" in kept.main
    at = later(366 * 2)
    browser = adviser(at)
    reply = browser.submit(browser.get(f"{HOME}/{talk}/erase"), {"is_sure": "yes"})
    assert reply.location == ADVISING
    assert as_it_stands(talk).contents is None


def test_the_history_says_who_and_when_and_nothing_of_what_was_said() -> None:
    talk = asked("CANARY-NOTE")
    talked(talk, stay_words="CANARY-STAY")
    followed_up(talk, 3, "left", later(100))
    for visitor in (wren(later(100)), adviser(later(100))):
        page = visitor.get(f"{HOME}/{talk}/history")
        assert "Conversation asked for The person, 22 November 2026" in page.main
        assert "Follow-up filled in Noor Larkspur" in page.main
        for said in ("CANARY", "Wren", "Balance of work", "left", "Lara"):
            assert said not in page.main


def test_a_change_meanwhile_is_told_and_nothing_is_lost_of_what_stands() -> None:
    talk = asked()
    browser = wren()
    form = browser.get(f"{HOME}/{talk}/reasons")
    talked(talk, reasons=("28",))
    reply = browser.submit(form, {"reasons": "18"})
    assert (reply.status, reply.headings) == (409, ["This changed while you had the page open"])
    held = as_it_stands(talk).contents
    assert held and held.reasons == ("28",)


@pytest.mark.parametrize("address", [HOME, f"{HOME}/ask"])
def test_who_is_no_member_of_staff_finds_no_page_of_their_own(address: str) -> None:
    assert adviser().get(address).status == 404


@pytest.mark.parametrize("address", [ADVISING, f"{HOME}/invite", f"{HOME}/figures", f"{HOME}/figures.csv"])
def test_a_member_of_staff_finds_no_page_of_others(address: str) -> None:
    assert as_actor(COLLEAGUE).get(address).status == 404


def test_everybody_may_read_how_it_works() -> None:
    page = Browser(wren().apps).get(f"{HOME}/how-it-works")
    assert page.status == 200
    assert "Nobody else can read any of it" in page.main


def test_a_step_that_there_is_not_is_not_found() -> None:
    talk = asked()
    assert wren().get(f"{HOME}/{talk}/secrets").status == 404
    assert wren().send(f"{HOME}/{talk}/secrets", {"key": "k" * 22}).status == 404


def test_the_first_page_leads_there() -> None:
    assert HOME in wren().get("/").html
    assert ADVISING in adviser().get("/").html


def test_the_day_of_the_talk_is_a_day_in_london() -> None:
    talk = asked()
    clock.use_source(lambda: datetime(2026, 12, 31, 23, 59, tzinfo=UTC))
    assert wren(datetime(2026, 12, 31, 23, 59, tzinfo=UTC)).get(f"{HOME}/{talk}/talk").status == 200
