"""The coordinator's board: numbers with small ones hidden, lists without names, who would get what."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.allocation import WishOutcome
from functions.redeploy.domain.board import Reached
from functions.redeploy.domain.people import Contact, Notice, reference_of
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.messages.board import OUTCOMES, REACHED, TIER_NAMES
from functions.redeploy.usecases import board as usecases
from functions.redeploy.usecases.sharing import proposed_allocation
from tests.partners import NOW
from tests.redeployments import (
    AT_RISK,
    COORDINATOR,
    HR,
    OTHER_HR,
    PROTECTED,
    SECOND_HR,
    TODAY,
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
from tests.web.redeploy import visitors
from tests.web.redeploy.test_changes import opened

AT = "/redeploy/board"
PAGES = (AT, f"{AT}/numbers.csv", f"{AT}/people", f"{AT}/vacancies", f"{AT}/matches", "/redeploy/allocation")
CANARIES = ("CANARY-NAME", "canary-mail", "CANARY-REASON", "1971")


def a_secret_person(actor: Any = HR, **changed: Any) -> str:
    """Somebody on the register whose confidential fields hold canaries."""
    secrets: dict[str, Any] = {
        "contact": Contact(name="CANARY-NAME", email="canary-mail@moorland-trust.example"),
        "reason": "CANARY-REASON",
        "born_on": date(1971, 5, 5),
    }
    return a_person(actor, **(secrets | changed))


def tables(html: str) -> dict[str, dict[str, list[str]]]:
    """The rows of each table of a page, by its caption and the row's heading."""
    found = {}
    for one in re.findall(r"<table.*?</table>", html, re.DOTALL):
        rows = re.findall(r"<tr role=\"row\" class.*?</tr>", one, re.DOTALL)
        found[_words(re.findall(r"<caption.*?</caption>", one, re.DOTALL)[0])] = dict(map(_row, rows))
    return found


def _row(html: str) -> tuple[str, list[str]]:
    cells = [
        _words(re.sub(r'<span class="nhsuk-table__heading".*?</span>', "", cell))
        for cell in re.findall(r"<(?:th|td) role.*?</(?:th|td)>", html, re.DOTALL)
    ]
    return cells[0], cells[1:]


def _words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def test_only_the_coordinator_and_auditors_have_the_board() -> None:
    missing = visitors.manager().get("/redeploy/changes/nothing")
    for page in PAGES:
        for browser in (visitors.coordinator(), visitors.auditor()):
            assert browser.get(page).status == 200
        for browser in (visitors.hr(), visitors.manager(), visitors.home_hr()):
            shown = browser.get(page)
            assert (shown.status, shown.main) == (404, missing.main)


def test_numbers_of_people_are_hidden_and_rounded_and_only_totals_are_told_of_tiers() -> None:
    for _ in range(9):
        a_secret_person()
    a_secret_person(**PROTECTED)
    a_secret_person(OTHER_HR, **AT_RISK, profile=a_profile(band="6", salary_pence=4_811_700))
    shown = tables(visitors.coordinator().get(AT).html)
    assert shown["People who look for a post"] == {"Everybody": ["10"]}
    assert shown["By employer"] == {"Canal Community Trust": ["*"], "Moorland University Trust": ["10"]}
    assert shown["By band"] == {"Band 5": ["10"], "Band 6": ["*"]}
    assert shown["By tier"] == {
        "First: protected by law": ["*"],
        "Second: notice is served": ["10"],
        "Third: at risk": ["*"],
    }
    assert list(shown["By staff group"].values()) == [["10"]]
    assert shown["Why people were rejected"]["Safe staffing"] == ["0"]


def test_notices_that_end_within_4_8_and_12_weeks_are_counted() -> None:
    for weeks in (3, 7, 11):
        for _ in range(8):
            a_person(notice=Notice(served_on=TODAY, ends_on=TODAY + timedelta(weeks=weeks)))
    shown = tables(visitors.auditor().get(AT).html)["Notices that end"]
    assert shown == {"Within 4 weeks": ["10"], "Within 8 weeks": ["15"], "Within 12 weeks": ["25"]}


def test_holds_are_counted_by_their_last_day_and_by_whether_somebody_is_matched() -> None:
    a_vacancy(hold_days=3)
    a_vacancy(hold_days=5)
    a_vacancy(hold_days=5, post=a_post(registration="HCPC"))
    a_person()
    shown = tables(visitors.coordinator().get(AT).html)
    assert list(shown["When the holds end"].values()) == [["1"], ["2"]]
    assert shown["Vacancies on hold"] == {
        "On hold": ["3"],
        "With a match that waits for an outcome": ["2"],
        "Share of those on hold": ["67%"],
    }


def test_a_hold_that_is_over_stands_first() -> None:
    a_vacancy(now=NOW - timedelta(days=60))
    assert next(iter(tables(visitors.coordinator().get(AT).html)["When the holds end"])) == (
        "Ended, and not released yet"
    )


def test_matches_are_counted_by_status_with_their_age_and_by_how_far_they_came() -> None:
    posts = [a_vacancy() for _ in range(3)]
    people = [a_person() for _ in range(3)]
    offered(people[0], posts[0])
    shown = tables(visitors.coordinator().get(AT).html)
    assert shown["Matches by status"]["Waits for the person"] == ["10", "0"]
    assert shown["Matches by status"]["Offer waits for the person"] == ["*", "*"]
    assert shown["How far matches came"] == {
        "Matched": ["10"],
        "Wanted by the person": ["*"],
        "Interview": ["*"],
        "Offer": ["*"],
        "Trial begun": ["0"],
        "Redeployed": ["0"],
    }


def test_reasons_of_rejections_that_stand_are_counted() -> None:
    post = a_vacancy()
    why: dict[str, Any] = {"reason": "safe_staffing", "words": "CANARY-REASON"}
    people = [a_person() for _ in range(8)]
    for person in people:
        interested(person, post)
        done(take(OTHER_HR, MatchAction.REJECT, match_of(person, post), **why))
    for person in people[1:]:
        done(take(SECOND_HR, MatchAction.RATIFY, match_of(person, post)))
    assert tables(visitors.coordinator().get(AT).html)["Why people were rejected"]["Safe staffing"] == ["*"]
    done(take(SECOND_HR, MatchAction.RATIFY, match_of(people[0], post)))
    shown = visitors.coordinator().get(AT)
    assert tables(shown.html)["Why people were rejected"]["Safe staffing"] == ["10"]
    assert "CANARY-REASON" not in shown.html


def test_consultation_is_shown_for_each_establishment_and_small_plans_without_their_number() -> None:
    opened(proposed=30, title="CANARY-TITLE")
    opened(OTHER_HR, proposed=3, postcode="ST5 1AA", establishment="Moor House")
    page = visitors.coordinator().get(AT)
    assert tables(page.html)["Consultation on open changes"] == {
        "Moorland University Trust: Potters Hospital, ST4 6QG": [
            "30", "Due now", "30 January 2027", "22 December 2026",
        ],
        "Canal Community Trust: Moor House, ST5 1AA": ["Fewer than 20", "Not due", "", ""],
    }  # fmt: skip
    assert "CANARY-TITLE" not in page.html


def test_the_csv_holds_the_numbers_of_the_page_and_no_others() -> None:
    for _ in range(9):
        a_secret_person()
    a_secret_person(**PROTECTED)
    a_vacancy()
    browser = visitors.coordinator()
    file = browser.get(f"{AT}/numbers.csv")
    head, *lines = csv.reader(io.StringIO(file.html.removeprefix("\ufeff")))
    assert head == ["Table", "Row", "Column", "Value"]
    assert ["By tier", "First: protected by law", "People", "*"] in lines
    assert file.all("content-disposition")[0].startswith("attachment")
    shown = {
        (title, row, value)
        for title, rows in tables(browser.get(AT).html).items()
        for row, values in rows.items()
        for value in values
    }
    assert {(title, row, value) for title, row, _, value in lines} == shown


def test_a_board_that_does_not_read_all_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(usecases, "MOST_READ", 2)
    people = [a_person() for _ in range(2)]
    a_vacancy()
    assert "There are more than" not in visitors.coordinator().get(AT).main
    people.append(a_person())
    page = visitors.coordinator().get(AT).main
    assert page.count("only the first 2 are counted here.") >= 5


@pytest.fixture
def everything() -> Iterator[list[str]]:
    """Two people and two posts, one of the people wanting both."""
    people, posts = [a_secret_person(), a_secret_person(**PROTECTED)], [a_vacancy(), a_vacancy()]
    for person in people:
        for rank, post in enumerate(posts, 1):
            interested(person, post, rank)
    yield people


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_named_anywhere_and_nothing_confidential_is_told(everything: list[str], page: str) -> None:
    for browser in (visitors.coordinator(), visitors.auditor()):
        for status in ("", "?status=active", "?status=held", "?status=interested"):
            html = browser.get(f"{page}{status}").html
            assert not [one for one in CANARIES if one in html]
            assert not re.search(r"\b[Tt]ier [123]\b", html)


def test_the_lists_show_references_and_lead_to_what_may_be_seen(everything: list[str]) -> None:
    browser, person = visitors.coordinator(), everything[0]
    people = browser.get(f"{AT}/people").main
    assert reference_of("RD", person) in people
    assert "Moorland University Trust" in people
    assert not [link for link in browser.get(f"{AT}/people").links if person in link]
    vacancies = browser.get(f"{AT}/vacancies")
    assert "Staff nurse, acute medicine" in vacancies.main
    assert any(link.startswith("/redeploy/vacancies/") for link in vacancies.links)
    matches = browser.get(f"{AT}/matches?status=interested")
    assert matches.main.count(reference_of("RD", person)) == 2
    assert "There are none." in browser.get(f"{AT}/matches?status=offered").main
    assert browser.get(f"{AT}/people?status=erased").main == people
    assert browser.get(f"{AT}/people?status=nonsense").main == people


def test_a_long_list_is_read_page_by_page() -> None:
    for _ in range(26):
        a_vacancy()
    browser = visitors.coordinator()
    page = browser.get(f"{AT}/vacancies?status=held")
    (more,) = [link for link in page.links if "after=" in link]
    assert page.main.count("RV-") == 25
    assert browser.get(more).main.count("RV-") == 1


def test_the_proposal_says_who_would_get_what_and_why_each_wish_is_met_or_not(everything: list[str]) -> None:
    page = visitors.coordinator().get("/redeploy/allocation")
    notice, protected = everything
    shown = tables(page.html)
    first, second = (list(shown[f"Wishes of {reference_of('RD', one)}, the dearest first"].values()) for one in (
        protected, notice,
    ))  # fmt: skip
    told = [[outcome for _, outcome in wishes] for wishes in (first, second)]
    assert told == [
        [OUTCOMES[WishOutcome.GIVEN], OUTCOMES[WishOutcome.NOT_NEEDED]],
        [OUTCOMES[WishOutcome.HIGHER_TIER_PLACED], OUTCOMES[WishOutcome.GIVEN]],
    ]
    assert "2 people want posts that nobody has yet. 2 of them would get one." in page.main
    assert "This proposes; people decide." in page.main
    assert proposed_allocation(COORDINATOR).allocation.input_hash in page.main


def test_a_long_proposal_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch, everything: list[str]) -> None:
    monkeypatch.setattr("functions.redeploy.routes.board._A_PAGE", 1)
    browser = visitors.coordinator()
    page = browser.get("/redeploy/allocation")
    (more,) = [link for link in page.links if "after=" in link]
    seen = [reference_of("RD", one) in page.main for one in sorted(everything)]
    following = browser.get(more)
    assert seen == [True, False]
    assert reference_of("RD", sorted(everything)[1]) in following.main
    assert not [link for link in following.links if "after=" in link]


def test_the_proposal_changes_nothing(everything: list[str]) -> None:
    before = usecases.proposal(COORDINATOR, NOW, 0, 25)
    visitors.coordinator().get("/redeploy/allocation")
    after = usecases.proposal(COORDINATOR, NOW, 0, 25)
    assert before == after
    assert usecases.proposal(HR, NOW, 0, 25) is None
    assert usecases.board(the_person(everything[0]), NOW) is None


def test_nobody_wanting_anything_is_said() -> None:
    page = visitors.coordinator().get("/redeploy/allocation").main
    assert "Nobody wants a post that is free." in page


def test_every_code_of_the_board_has_its_words() -> None:
    assert OUTCOMES.keys() == set(WishOutcome)
    assert REACHED.keys() == set(Reached)
    assert TIER_NAMES.keys() == set(Tier)
