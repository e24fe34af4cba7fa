"""A match as each side reads it, and who may do what with it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.matching import Obstacle
from functions.redeploy.domain.people import Contact, Protection
from functions.redeploy.domain.profiles import PersonSpec
from functions.redeploy.domain.stages import MatchAction, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.forms.matches import FORMS
from functions.redeploy.messages import matches as words
from functions.redeploy.pages.matches import PATHS, reference
from functions.redeploy.store import RedeployStore
from shared.ids import new_id
from shared.web.forms import missing_words
from tests.redeployments import (
    AT_RISK,
    HR,
    IV_THERAPY,
    MANAGER,
    OTHER_HR,
    PROTECTED,
    TODAY,
    TRIAGE,
    a_person,
    a_post,
    a_profile,
    a_vacancy,
    done,
    interested,
    match_of,
    offered,
    take,
    the_person,
)
from tests.web.client import Browser
from tests.web.redeploy.visitors import (
    auditor,
    coordinator,
    home_hr,
    hr,
    manager,
    other_hr,
    second_hr,
)

CANARIES: dict[str, Any] = {
    "contact": Contact(name="CANARY-NAME", email="canary@moorland-trust.example", phone="CANARY-PHONE"),
    "reason": "CANARY-REASON",
    "born_on": date(1980, 12, 12),
    "protection": Protection(is_protected=True, until=TODAY + timedelta(days=300)),
}
NAMING = ("CANARY-NAME", "canary@moorland-trust.example", "CANARY-PHONE", "Moorland University Trust")
NEVER = ("CANARY-REASON", "pregnancy", "protected by law", "12 December 1980", "£39,043.00", "10 years")
"""What no page of the post's side may say. The salary of the post itself is another in these tests."""


def at(match: MatchRecord, act: str = "") -> str:
    return f"/redeploy/matches/{match.match_id}{'/' if act else ''}{act}"


def pair(**person: Any) -> MatchRecord:
    """Somebody with canaries, and a post that asks for something with other pay."""
    spec = PersonSpec(essential=(IV_THERAPY,), desirable=(TRIAGE,))
    who, post = a_person(**(CANARIES | person)), a_vacancy(post=a_post(spec=spec, salary_pence=3_500_000))
    return match_of(who, post)


def again(match: MatchRecord) -> MatchRecord:
    return match_of(match.entry_id, match.vacancy_id)


def named(match: MatchRecord) -> MatchRecord:
    return interested(match.entry_id, match.vacancy_id)


def test_before_consent_the_posts_side_reads_a_card_the_grade_and_which_essentials_are_met() -> None:
    match = pair()
    page = manager().get(at(match))
    assert page.status == 200
    assert page.headings == [f"Match {reference(match)} Staff nurse, acute medicine"]
    assert "This is a card without a name." in page.main
    assert "Someone on the register" in page.main
    assert "Criterion IV therapy Result Met" in page.main
    assert "one way" not in page.main
    assert "Criterion Triage" not in page.main
    for secret in (*NAMING, *NEVER, "RZZ"):
        assert secret not in page.html, secret


def test_with_consent_the_posts_side_reads_who_it_is_and_the_whole_explanation() -> None:
    match = named(pair())
    page = manager().get(at(match))
    for shown in NAMING:
        assert shown in page.main
    assert "0 miles one way, within what the person wants" in page.main
    assert "Criterion Triage Result Not met" in page.main
    for secret in NEVER:
        assert secret not in page.html, secret


def test_that_the_name_was_read_is_noted_for_the_person_and_only_then() -> None:
    match = pair()
    manager().get(at(match))
    hr().get(at(match))
    assert seen(match) == []
    named(match)
    manager().get(at(match))
    hr().get(at(match))
    assert [(one["ods_code"], one["what"]) for one in seen(match)] == [("RYY", match.title)]


def test_when_the_match_is_over_the_name_is_not_shown_to_the_posts_side_any_more() -> None:
    match = named(pair())
    done(
        take(the_person(match.entry_id), MatchAction.SAY_NOT_FOR_ME, match, reason="caring", words="CANARY-WORDS")
    )
    page = manager().get(at(match))
    assert "The person is not shown to you any more." in page.main
    for secret in (*NAMING, "CANARY-WORDS", "Caring"):
        assert secret not in page.html
    own = hr().get(at(match)).main
    assert "Caring for somebody" in own
    assert "CANARY-WORDS" in own


def test_a_refused_offer_does_not_tell_the_posts_side_why_or_who() -> None:
    match = offered(*ids(pair()))
    done(take(the_person(match.entry_id), MatchAction.REFUSE, match, words="CANARY-WORDS"))
    page = manager().get(at(match))
    for secret in (*NAMING, "CANARY-WORDS"):
        assert secret not in page.html
    assert "CANARY-WORDS" in hr().get(at(match)).main


def test_the_persons_hr_reads_all_of_the_persons_side_with_the_tier_in_words() -> None:
    match = pair()
    page = hr().get(at(match))
    for shown in ("CANARY-NAME", words.TIERS[Tier.PROTECTED], "£4,043.00 a year less", "0 miles one way"):
        assert shown in page.main
    assert f"/redeploy/people/{match.entry_id}" in page.links
    assert at(match, "interest") in page.links
    assert at(match, "reject") not in page.links


def test_the_coordinator_and_auditors_read_where_it_stands_and_no_name() -> None:
    match = named(pair())
    for browser in (coordinator(), auditor()):
        page = browser.get(at(match))
        assert page.status == 200
        assert "Wants to be considered" in page.main
        for secret in (*NAMING, *NEVER, "IV therapy"):
            assert secret not in page.html, secret
        assert browser.get(at(match, "offer")).status == 404
        assert browser.get(at(match, "interest")).status == 404


def test_what_is_not_theirs_reads_as_not_there() -> None:
    match = named(pair())
    unknown = home_hr().get(f"/redeploy/matches/{new_id()}")
    assert unknown.status == 404
    for act in ("", "history", "calendar.ics", *PATHS.values()):
        page = home_hr().get(at(match, act))
        assert (page.status, page.main) == (404, unknown.main)


@pytest.mark.parametrize("act", ["invite", "reject", "offer", "withdraw-offer", "begin-trial", "confirm"])
def test_the_persons_hr_cannot_do_what_is_the_posts(act: str) -> None:
    match = named(pair())
    assert hr().get(at(match, act)).status == 404


@pytest.mark.parametrize("act", ["interest", "not-for-me", "judge"])
def test_the_posts_side_cannot_do_what_is_the_persons(act: str) -> None:
    match = named(pair())
    assert manager().get(at(match, act)).status == 404
    assert other_hr().get(at(match, act)).status == 404


def test_a_recruiting_manager_cannot_ratify() -> None:
    match = named(pair())
    done(take(OTHER_HR, MatchAction.REJECT, match, reason="safe_staffing", words="Nobody to teach."))
    assert manager().get(at(match, "ratify")).status == 404


def test_what_bars_an_act_is_said_without_saying_anybodys_tier() -> None:
    first, second, post = a_person(**PROTECTED), a_person(**AT_RISK), a_vacancy()
    before = manager().get(at(match_of(second, post)))
    assert at(match_of(second, post), "invite") not in before.links
    wants = interested(second, post)
    page = manager().get(at(wants))
    assert "Offer the post: Somebody else has to be considered first." in page.main
    assert at(wants, "offer") not in page.links
    for secret in ("tier", "protected", "notice served", "Third", "Second"):
        assert secret not in page.main
    refused = manager().get(at(wants, "offer"))
    assert (refused.status, refused.headings) == (409, ["Somebody else has to be considered first"])
    assert first not in refused.html


def test_without_consent_there_is_no_offer_or_invitation() -> None:
    match = pair()
    done(take(the_person(match.entry_id), MatchAction.EXPRESS_INTEREST, match, rank=1))
    page = manager().get(at(match))
    assert "Invite to an interview: The person has not agreed to be named for this vacancy." in page.main
    assert manager().get(at(match, "invite")).status == 409


def test_a_post_with_an_offer_out_is_offered_to_nobody_else() -> None:
    one, two, post = a_person(), a_person(), a_vacancy()
    other = interested(two, post)
    offered(one, post, out_of_turn="The other is on leave.")
    page = manager().get(at(other))
    assert "Offer the post: Somebody has an offer for this post already" in page.main
    assert manager().get(at(other, "offer")).status == 409


def test_a_manager_of_the_persons_own_employer_reads_no_name_before_consent() -> None:
    match = match_of(a_person(OTHER_HR, **CANARIES), a_vacancy())
    done(take(OTHER_HR, MatchAction.EXPRESS_INTEREST, match, rank=1))
    for page in (manager().get(at(match)), manager().get(at(match, "history"))):
        assert "CANARY-NAME" not in page.html
        assert "Name of other-hr" not in page.html
    assert "The person or their employer," in manager().get(at(match, "history")).main


def test_the_history_tells_each_side_only_its_own_people() -> None:
    match = named(pair())
    done(take(MANAGER, MatchAction.INVITE, match, interview_on=TODAY + timedelta(days=3)))
    posts, persons = manager().get(at(match, "history")).main, hr().get(at(match, "history")).main
    assert "Interview on: 25 November 2026" in posts
    assert f"{MANAGER.name}," in posts
    assert "Tier" not in posts
    assert "Canal Community Trust," in persons
    assert f"{MANAGER.name}," not in persons
    assert "Tier: 1" in persons
    assert f"{MANAGER.name}," in auditor().get(at(match, "history")).main
    assert "Canal Community Trust," in coordinator().get(at(match, "history")).main


def test_the_history_hides_why_a_person_said_no_and_a_rejection_that_nobody_agreed_to() -> None:
    match = named(pair())
    done(take(OTHER_HR, MatchAction.REJECT, match, reason="safe_staffing", words="CANARY-REJECT"))
    assert "Safe staffing" in manager().get(at(match, "history")).main
    assert "Safe staffing" not in hr().get(at(match, "history")).main
    assert "CANARY-REJECT" not in hr().get(at(match)).main
    done(take(the_person(match.entry_id), MatchAction.SAY_NOT_FOR_ME, again(match), reason="caring"))
    assert "Caring" not in manager().get(at(match, "history")).html
    assert "Caring for somebody" in hr().get(at(match, "history")).main


@pytest.mark.parametrize("browser", [manager, hr])
def test_the_days_go_into_a_calendar_that_names_nobody(browser: Callable[[], Browser]) -> None:
    match = named(pair())
    assert browser().get(at(match, "calendar.ics")).status == 404
    done(take(MANAGER, MatchAction.INVITE, match, interview_on=TODAY + timedelta(days=3)))
    assert at(match, "calendar.ics") in browser().get(at(match)).links
    page = browser().get(at(match, "calendar.ics"))
    assert page.all("content-type") == ["text/calendar; charset=utf-8"]
    assert page.all("content-disposition")[0].startswith("attachment")
    [entry] = Calendar.from_ical(page.html).walk("VEVENT")
    assert entry["summary"] == f"Interview: Staff nurse, acute medicine ({reference(match)})"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (TODAY + timedelta(3), TODAY + timedelta(4))
    for secret in NAMING:
        assert secret not in page.html
    assert coordinator().get(at(match, "calendar.ics")).status == 404


def test_the_calendar_has_the_first_and_the_last_day_of_a_trial() -> None:
    match = offered(*ids(pair()))
    done(take(the_person(match.entry_id), MatchAction.ACCEPT, match))
    done(take(MANAGER, MatchAction.BEGIN_TRIAL, again(match), starts_on=TODAY + timedelta(days=8)))
    entries = Calendar.from_ical(manager().get(at(match, "calendar.ics")).html).walk("VEVENT")
    assert [one.decoded("dtstart") for one in entries] == [TODAY + timedelta(8), TODAY + timedelta(35)]


def test_an_offer_before_notice_is_warned_of_with_the_tribunal_named() -> None:
    match = named(pair(**AT_RISK))
    page = manager().get(at(match, "offer"))
    assert "Notice comes before the offer" in page.main
    assert "section 141" in page.main
    served = named(pair())
    assert "Notice comes before the offer" not in manager().get(at(served, "offer")).main


def test_every_status_act_bar_and_obstacle_has_words() -> None:
    assert set(words.POSTS_NEXT) == set(words.PERSONS_NEXT) == set(words.TAG_COLOURS) == set(MatchStatus)
    assert set(words.TIERS) == set(Tier)
    assert set(words.OBSTACLES) == set(Obstacle)
    assert set(PATHS) == set(words.ACT_TITLES) == set(FORMS)
    for form, _ in FORMS.values():
        assert missing_words(form, words.FORM_WORDS) == []


def seen(match: MatchRecord) -> list[Any]:
    return list(RedeployStore(HR).seen(match.entry_id, None).items)


def ids(match: MatchRecord) -> tuple[str, str]:
    return match.entry_id, match.vacancy_id


def test_a_person_far_away_is_told_apart_by_miles_only_after_consent() -> None:
    match = match_of(a_person(profile=a_profile(postcode_district="ST13", most_miles=60)), a_vacancy())
    miles = f"{match.result.miles} miles"
    assert miles not in manager().get(at(match)).main
    named(match)
    assert miles in second_hr().get(at(match)).main
