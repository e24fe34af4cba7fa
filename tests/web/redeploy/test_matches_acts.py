"""The forms of acts on a match: each is sent as a person would, wrong ones come back with what was typed."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import Notice
from functions.redeploy.domain.stages import EntryStatus, MatchAction, MatchStatus, VacancyStatus
from shared import clock
from tests.partners import NOW
from tests.redeployments import (
    MANAGER,
    OTHER_HR,
    TODAY,
    a_person,
    a_vacancy,
    done,
    entry,
    interested,
    match_of,
    offered,
    take,
    the_person,
    vacancy,
)
from tests.web.client import Browser, Page
from tests.web.redeploy.visitors import as_actor, hr, manager, other_hr, second_hr

LONG = "x" * 2001


def at(match: MatchRecord, act: str = "") -> str:
    return f"/redeploy/matches/{match.match_id}{'/' if act else ''}{act}"


def boxes(name: str, day: date) -> dict[str, str]:
    """A day as it is typed into three boxes."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def again(match: MatchRecord) -> MatchRecord:
    return match_of(match.entry_id, match.vacancy_id)


def wanted(**person: Any) -> MatchRecord:
    return interested(a_person(**person), a_vacancy())


def accepted() -> MatchRecord:
    match = offered(a_person(), a_vacancy())
    done(take(the_person(match.entry_id), MatchAction.ACCEPT, match))
    return again(match)


def on_trial(starts_in: int = 8) -> MatchRecord:
    match = accepted()
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, match, starts_on=TODAY + timedelta(days=starts_in)))
    return again(match)


def later(days: int) -> datetime:
    now = NOW + timedelta(days=days)
    clock.use_source(lambda: now)
    return now


def sent(browser: Browser, match: MatchRecord, act: str, typed: dict[str, str]) -> Page:
    """The page after an act that must be accepted."""
    return browser.save(browser.get(at(match, act)), typed)


def test_an_invitation_is_sent_and_its_day_shown() -> None:
    match = wanted()
    page = sent(manager(), match, "invite", boxes("interview_on", date(2026, 12, 1)) | {"words": "Ward 3 at 10."})
    assert "The interview is on 1 December 2026." in page.main
    assert "Ward 3 at 10." in hr().get(at(match)).main
    assert again(match).status is MatchStatus.INTERVIEW


def test_an_interview_cannot_be_yesterday_and_what_was_typed_is_kept() -> None:
    match = wanted()
    browser = manager()
    typed = boxes("interview_on", TODAY - timedelta(days=1)) | {"words": "Bring your registration."}
    page = browser.submit(browser.get(at(match, "invite")), typed)
    assert (page.status, page.errors) == (422, {"interview_on": "Enter today or a later day"})
    assert page.title.startswith("Error: ")
    assert "Bring your registration." in page.html
    assert browser.save(page, boxes("interview_on", TODAY)).status == 200
    assert again(match).interview_words == "Bring your registration."


@pytest.mark.parametrize("day", [("", "", ""), ("31", "2", "2027"), ("1", "1", "9999"), ("x", "1", "2027")])
def test_a_day_that_is_none_is_asked_for_again(day: tuple[str, str, str]) -> None:
    match = wanted()
    browser = manager()
    typed = dict(zip(("interview_on-day", "interview_on-month", "interview_on-year"), day, strict=True))
    page = browser.submit(browser.get(at(match, "invite")), typed)
    assert page.status == 422
    assert set(page.errors) == {"interview_on"}


def test_a_rejection_waits_for_a_second_person_and_then_stands() -> None:
    match = wanted()
    browser = other_hr()
    nothing = browser.submit(browser.get(at(match, "reject")), {})
    assert nothing.errors == {"reason": "Choose a reason", "words": "Enter your reasons"}
    page = browser.save(nothing, {"reason": "essential_missing", "words": "No triage experience."})
    assert "Agree with the rejection: You proposed this rejection" in page.main
    assert at(match, "ratify") not in page.links
    assert browser.get(at(match, "ratify")).status == 409
    assert vacancy(match.vacancy_id).open_by_tier[2] == 1
    ratifying = second_hr().get(at(match, "ratify"))
    assert "No triage experience." in ratifying.main
    sent(second_hr(), match, "ratify", {"feedback": "A course in triage would help."})
    assert again(match).status is MatchStatus.REJECTED
    assert vacancy(match.vacancy_id).open_by_tier[2] == 0
    told = hr().get(at(match)).main
    for words in ("An essential criterion is not met", "No triage experience.", "A course in triage would help."):
        assert words in told
    assert OTHER_HR.name not in told


def test_a_second_person_who_does_not_agree_brings_the_person_back() -> None:
    match = wanted()
    done(take(MANAGER, MatchAction.REJECT, match, reason="safe_staffing", words="Nobody to teach."))
    browser = second_hr()
    empty = browser.submit(browser.get(at(match, "not-ratify")), {})
    assert empty.errors == {"words": "Enter your reasons"}
    browser.save(empty, {"words": "There is a teacher on Ward 4."})
    assert again(match).status is MatchStatus.INTERESTED


def test_an_offer_is_made_and_its_form_names_the_latest_lawful_start() -> None:
    notice = Notice(served_on=TODAY, ends_on=date(2026, 12, 18))  # a Friday
    match = wanted(notice=notice)
    browser = manager()
    form = browser.get(at(match, "offer"))
    assert "The latest first day of work is 18 January 2027" in form.main
    assert "out of turn" not in form.main
    typed = boxes("starts_on", date(2027, 1, 19)) | {"words": "Days only.", "protection_pence": "£1,200.50"}
    late = browser.submit(form, typed)
    assert late.errors == {
        "starts_on": "Enter 18 January 2027 or an earlier day: the law allows four weeks after the old job ends"
    }
    assert late.form().filled({}) != form.form().filled({})
    page = browser.save(late, boxes("starts_on", date(2027, 1, 18)))
    assert "First day of work 18 January 2027" in page.main
    assert "£1,200.50" in page.main
    assert "Days only." in page.main


def test_an_offer_out_of_turn_asks_for_a_reason_only_where_it_is_one() -> None:
    one, two, post = a_person(), a_person(), a_vacancy()
    matches = [interested(one, post), interested(two, post)]
    browser = manager()
    asked = [match for match in matches if "out of turn" in browser.get(at(match, "offer")).main]
    assert len(asked) == 1
    first_day = boxes("starts_on", TODAY + timedelta(days=20))
    without = browser.submit(browser.get(at(asked[0], "offer")), first_day)
    assert (without.status, set(without.errors)) == (422, {"out_of_turn"})
    browser.save(without, {"out_of_turn": "The other is on leave until May."})
    assert again(asked[0]).status is MatchStatus.OFFERED
    assert "The other is on leave until May." not in hr().get(at(asked[0])).html


def test_an_offer_that_does_not_read_is_told_field_by_field() -> None:
    match = wanted()
    browser = manager()
    typed = {"words": LONG, "protection_pence": "a lot"}
    page = browser.submit(browser.get(at(match, "offer")), typed)
    assert page.errors == {
        "starts_on": "Enter the first day of work",
        "words": "Enter 2,000 characters or fewer",
        "protection_pence": "Enter an amount in pounds, like 1,200, or leave it empty",
    }


def test_after_the_old_job_has_ended_no_offer_can_be_made() -> None:
    match = wanted(notice=Notice(served_on=TODAY - timedelta(days=60), ends_on=TODAY + timedelta(days=5)))
    now = later(6)
    page = as_actor(MANAGER, now).get(at(match))
    assert "Offer the post: The person's old job has ended." in page.main


def test_an_offer_is_taken_back() -> None:
    match = offered(a_person(), a_vacancy())
    sent(manager(), match, "withdraw-offer", {"words": "The money is gone."})
    assert again(match).status is MatchStatus.INTERESTED
    assert again(match).offer is None


def test_the_first_day_of_work_begins_a_trial_of_four_weeks() -> None:
    match = accepted()
    form = manager().get(at(match, "begin-trial"))
    assert ("starts_on-day", "22") in form.form().fields  # as in the offer
    page = sent(manager(), match, "begin-trial", boxes("starts_on", date(2026, 12, 23)))
    assert "The trial ends on 19 January 2027." in page.main
    assert "Last day 19 January 2027" in page.main


def test_a_longer_trial_needs_an_agreement_older_than_the_first_day() -> None:
    match = on_trial(starts_in=0)
    browser = manager()
    form = browser.get(at(match, "extend-trial"))
    assert "made before the person started work" in form.main
    typed = boxes("until", date(2027, 1, 31)) | {"retraining": "Cannulation."}
    late = browser.submit(form, typed | boxes("agreed_on", TODAY))
    assert late.errors == {"agreed_on": "Enter a day before the first day of work, and not in the future"}
    short = browser.submit(late, boxes("agreed_on", TODAY - timedelta(days=1)) | boxes("until", TODAY))
    assert short.errors == {"until": "Enter a day after the last day of the trial as it stands"}
    page = browser.save(short, boxes("until", date(2027, 1, 31)))
    assert "The trial ends on 31 January 2027." in page.main


def test_a_trial_is_passed_on_its_last_day_and_then_confirmed() -> None:
    match = on_trial()
    assert "It can be passed on" in manager().get(at(match, "pass-trial")).main
    now = later(35)
    browser = as_actor(MANAGER, now)
    assert "Confirm that the person now works" in sent(browser, match, "pass-trial", {}).main
    page = sent(browser, match, "confirm", {})
    assert "There is nothing left to do." in page.main
    assert entry(match.entry_id).status is EntryStatus.REDEPLOYED


def test_a_trial_that_fails_gives_everything_back() -> None:
    match = on_trial()
    page = sent(manager(), match, "fail-trial", {"words": "The shifts cannot be worked."})
    assert "The post is on hold again." in page.main
    assert entry(match.entry_id).status is EntryStatus.ACTIVE
    assert vacancy(match.vacancy_id).status is VacancyStatus.HELD


def test_a_refused_offer_is_judged_by_two_human_answers() -> None:
    match = offered(a_person(), a_vacancy())
    done(take(the_person(match.entry_id), MatchAction.REFUSE, match, words="Nights with two small children."))
    browser = hr()
    form = browser.get(at(match, "judge"))
    assert "No software decides either of them" in form.main
    assert "Nights with two small children." in form.main
    assert set(browser.submit(form, {}).errors) == {"was_suitable", "was_reasonable_to_refuse", "words"}
    typed = {"was_suitable": "yes", "was_reasonable_to_refuse": "yes", "words": "No night nursery."}
    page = browser.save(form, typed)
    assert "Was the refusal reasonable? Yes" in page.main
    assert "No night nursery." not in manager().get(at(match)).html
    judged = again(match).judgement
    assert judged is not None
    assert judged.by_name == "Name of hr"


def test_the_persons_hr_records_what_the_person_says_and_how_they_know() -> None:
    match = match_of(a_person(), a_vacancy())
    sent(hr(), match, "interest", {"rank": "2"})
    assert (again(match).status, again(match).rank) == (MatchStatus.INTERESTED, 2)
    browser = hr()
    empty = browser.submit(browser.get(at(match, "not-for-me")), {"reason": "no_answer"})
    assert empty.errors == {"words": "Enter your reasons"}
    browser.save(empty, {"words": "Rang four times, wrote twice."})
    assert again(match).status is MatchStatus.NOT_FOR_ME
    assert "Rang four times" not in manager().get(at(match)).html


def test_a_double_submit_is_a_replay_and_a_key_with_another_content_is_not() -> None:
    match = wanted()
    browser = manager()
    form = browser.get(at(match, "invite"))
    typed = boxes("interview_on", date(2026, 12, 1))
    replies = [browser.submit(form, typed) for _ in range(2)]
    assert [reply.status for reply in replies] == [303, 303]
    assert replies[0].location == replies[1].location == at(match)
    assert again(match).head.number == match.head.number + 1
    other = browser.submit(form, boxes("interview_on", date(2026, 12, 2)))
    assert (other.status, other.headings) == (409, ["You already sent this form"])


def test_a_form_of_a_match_that_has_moved_on_changes_nothing() -> None:
    match = wanted()
    browser = manager()
    form = browser.get(at(match, "invite"))
    done(take(MANAGER, MatchAction.INVITE, match, interview_on=TODAY))
    page = browser.submit(form, boxes("interview_on", date(2026, 12, 2)))
    assert (page.status, page.headings) == (409, ["This changed while you had the page open"])
    assert at(match) in page.links
    assert again(match).interview_on == TODAY


def test_an_act_that_the_status_does_not_allow_says_so() -> None:
    match = match_of(a_person(), a_vacancy())
    for act in ("ratify", "withdraw-offer", "begin-trial", "extend-trial", "pass-trial", "fail-trial", "confirm"):
        page = second_hr().get(at(match, act))
        assert (page.status, page.headings) == (409, ["This can no longer be done"]), act
    assert hr().get(at(match, "judge")).status == 409


def test_a_form_without_its_token_is_not_taken() -> None:
    match = wanted()
    reply = manager().send(at(match, "confirm"), {"key": "k" * 20, "version": "1"}, csrf="wrong")
    assert reply.status == 403


def test_somebody_elses_form_reads_as_not_there() -> None:
    match = wanted()
    known = {"key": "k" * 20, "version": str(match.head.number)}
    browser = manager()
    token = dict(browser.get(at(match, "invite")).form().fields)["csrf"]
    assert browser.send(at(match, "interest"), known | {"rank": "1"}, csrf=token).status == 404
    browser = hr()
    token = dict(browser.get(at(match, "interest")).form().fields)["csrf"]
    words = known | {"reason": "safe_staffing", "words": "No."}
    assert browser.send(at(match, "reject"), words, csrf=token).status == 404
    assert again(match) == match
