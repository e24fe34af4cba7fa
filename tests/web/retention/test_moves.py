"""The pages of announced moves: what each of the three sees and does, the checklist, the picture, the calendar."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from functions.retention.domain.moves import Handover, NotStartedBecause, Party, Stage
from functions.retention.domain.passport import Checked, CheckStatus, Item
from functions.retention.forms.moves import Dates, Handed, Left, NoStart, Notice, Shares, Start
from functions.retention.messages.moves import (
    DATES_WORDS,
    HANDOVER_WORDS,
    HANDOVERS,
    LEFT_WORDS,
    NOT_STARTED_REASONS,
    NOT_STARTED_WORDS,
    NOTICE_WORDS,
    PARTIES,
    SHARE_WORDS,
    STAGES,
    START_WORDS,
)
from functions.retention.pages.moves import checklist_rows
from shared.actors import Actor
from shared.web.forms import missing_words
from tests.retention import ADVISER, AUDITOR, COORDINATOR, HR, NURSE, OTHER_HR, READY_AT
from tests.retention_moves import (
    CHAIN,
    HR_OF,
    LATER,
    WITH_VACANCY,
    agree,
    announced,
    do_not_start,
    done,
    handle,
    moving,
    share,
    start,
)
from tests.retention_runs import Setting, a_keeper
from tests.web.client import Page
from tests.web.retention.visitors import as_actor, at, boxes

AT = "/retention/windows"


def own(one: Setting, name: str = "ana", rest: str = "") -> str:
    """The address of one's own move."""
    del name
    return f"{AT}/{one.window_id}/move{rest}"


def theirs(one: Setting, name: str = "ana", rest: str = "") -> str:
    """The address of somebody's move for the two units."""
    return f"{AT}/{one.window_id}/moves/{handle(one, name)}{rest}"


def read(actor: Actor, address: str) -> Page:
    """A page as somebody opens it once the moves are announced."""
    with at(READY_AT):
        return as_actor(actor, READY_AT).get(address)


def test_the_person_agrees_to_the_dates_and_sees_who_has_still_to() -> None:
    one = announced()
    with at(READY_AT):
        browser = as_actor(one.people["ana"], READY_AT)
        page = browser.get(own(one))
        assert page.headings == ["Your move To start"]
        assert "The unit that they leave: Agreed" in page.main
        assert "The person who moves: Not yet agreed" in page.main
        after = browser.save(browser.get(own(one, rest="/agree")))
    assert "The person who moves: Agreed" in after.main
    assert own(one, rest="/agree") not in after.links


def test_other_dates_are_typed_in_three_boxes_and_wrong_ones_stay_with_a_sentence() -> None:
    one = announced()
    with at(READY_AT):
        browser = as_actor(a_keeper("B"), READY_AT)
        page = browser.get(theirs(one, rest="/dates"))
        wrong = boxes("release_on", READY_AT + timedelta(days=30)) | boxes(
            "start_on", READY_AT + timedelta(days=90)
        )
        again = browser.submit(page, wrong)
        assert (again.status, list(again.errors)) == (422, ["start_on"])
        assert again.errors["start_on"].startswith("Enter a day from ")
        assert f'value="{(READY_AT + timedelta(days=90)).year}"' in again.html
        right = wrong | boxes("start_on", READY_AT + timedelta(days=40))
        assert browser.save(page, right).status == 200
    assert moving(one, "ana").progress.agreed == (Party.RECEIVING,)


def test_a_day_that_is_none_gets_a_sentence_beside_its_boxes() -> None:
    one = announced()
    with at(READY_AT):
        browser = as_actor(one.people["ana"], READY_AT)
        page = browser.get(own(one, rest="/dates"))
        again = browser.submit(page, {"start_on-day": "31", "start_on-month": "2", "start_on-year": "2027"})
    assert again.errors == {"start_on": DATES_WORDS["start_on"]}
    assert again.title.startswith("Error: ")


def test_the_old_units_manager_enters_the_notice_which_everybody_reads() -> None:
    one = announced()
    with at(READY_AT):
        browser = as_actor(a_keeper("A"), READY_AT)
        page = browser.get(theirs(one, rest="/notice"))
        assert browser.submit(page, {"weeks": "27"}).errors == {"weeks": NOTICE_WORDS["weeks"]}
        assert "8 weeks. It ends on" in browser.save(page, {"weeks": "8"}).main
    shown = read(one.people["ana"], own(one)).main
    assert "the two employers have to agree on a shorter one" in shown
    assert read(a_keeper("B"), theirs(one, rest="/notice")).status == 404


def test_within_one_employer_there_is_no_notice() -> None:
    one = announced((("ana", "A", "C"), ("cat", "C", "A")))
    assert "The employer stays the same" in read(one.people["ana"], own(one)).main
    assert read(a_keeper("A"), theirs(one, rest="/notice")).status == 404


def test_the_handover_is_ticked_and_holds_no_text_at_all() -> None:
    one = announced()
    with at(READY_AT):
        browser = as_actor(a_keeper("A"), READY_AT)
        page = browser.get(theirs(one, rest="/handover"))
        assert "<textarea" not in page.html
        assert not re.search('<input[^>]*type="text"', page.html)
        after = browser.save(page, {"handed": ["rota", "pay"]})
        assert browser.submit(page, {"handed": ["patients"]}).errors == {"handed": HANDOVER_WORDS["handed"]}
    assert f"{HANDOVERS[Handover.ROTA]}: Done" in after.main
    assert f"{HANDOVERS[Handover.LEAVE]}: Not done" in after.main


def test_the_checklist_is_opened_by_consent_and_each_reading_stands_where_the_person_finds_it() -> None:
    one = announced()
    reader = HR_OF[moving(one, "ana").move.receiving.employer.ods_code]
    assert read(reader, theirs(one, rest="/checklist")).status == 404
    with at(READY_AT):
        browser = as_actor(one.people["ana"], READY_AT)
        for _ in range(2):  # the second time it is so already
            assert "may read it" in browser.save(browser.get(own(one, rest="/share")), {"shares": "yes"}).main
    page = read(reader, theirs(one, rest="/checklist"))
    assert "Identity" in page.main
    assert "Moorland University Trust" in page.main
    assert read(a_keeper("B"), theirs(one, rest="/checklist")).status == 404
    seen = read(one.people["ana"], f"{AT}/{one.window_id}/request/seen").main
    assert "Passport checklist, for B" in seen
    assert "Morag Testing, Organisation RYY" in seen
    assert "They first read it on" in read(one.people["ana"], own(one)).main
    done(share(one, "ana", shares=False))
    assert read(reader, theirs(one, rest="/checklist")).status == 404


def test_who_did_not_start_has_their_checklist_closed_again() -> None:
    one = announced()
    done(share(one, "ana"))
    done(do_not_start(one, "ana"))
    reader = HR_OF[moving(one, "ana").move.receiving.employer.ods_code]
    assert read(reader, theirs(one)).status == 200
    assert read(reader, theirs(one, rest="/checklist")).status == 404


def test_the_new_units_manager_records_the_start() -> None:
    one = announced()
    with at(LATER):
        browser = as_actor(a_keeper("B"), LATER)
        page = browser.get(theirs(one, rest="/started"))
        future = browser.submit(page, boxes("started_on", LATER + timedelta(days=1)))
        assert future.errors.keys() == {"started_on"}
        after = browser.save(page, boxes("started_on", LATER))
    assert after.headings == ["Ana Started"]
    assert moving(one, "ana").progress.stage is Stage.STARTED


def test_that_somebody_does_not_start_needs_a_reason_and_says_what_it_means() -> None:
    one = announced(CHAIN, **WITH_VACANCY)
    with at(LATER):
        browser = as_actor(a_keeper("C"), LATER)
        page = browser.get(theirs(one, "ben", "/not-started"))
        assert "The moves of everybody else stand." in page.main
        again = browser.submit(page, {"because": "", "words": ""})
        assert again.errors.keys() == {"because", "words"}
        browser.save(page, {"because": "other_job", "words": "They took a post elsewhere."})
        shown = as_actor(one.people["ben"], LATER).get(own(one)).main
    assert "They took a post elsewhere." in shown
    assert "is a vacancy of C, " in shown
    assert moving(one, "ana").progress.stage is Stage.ANNOUNCED


def test_hr_records_that_somebody_left_early_and_a_manager_does_not() -> None:
    one = announced()
    done(start(one, "ana"))
    reader = HR_OF[moving(one, "ana").move.receiving.employer.ods_code]
    moment = LATER + timedelta(days=90)
    with at(moment):
        assert as_actor(a_keeper("B"), moment).get(theirs(one, rest="/left")).status == 404
        browser = as_actor(reader, moment)
        after = browser.save(browser.get(theirs(one, rest="/left")), boxes("left_on", moment - timedelta(days=1)))
    assert after.headings == ["Ana Started and left"]


def test_the_lists_show_hr_the_employer_and_a_manager_their_unit() -> None:
    one = announced((("ana", "A", "B"), ("ben", "B", "A"), ("cat", "C", "D"), ("dan", "D", "C")))
    base = f"{AT}/{one.window_id}/moves"
    assert {"Ben", "Dan"} == names(read(HR, base))
    assert {"Ana", "Cat"} == names(read(HR, f"{base}/leaving"))
    assert {"Ben"} == names(read(a_keeper("A"), base))
    for actor in (NURSE, COORDINATOR, AUDITOR, ADVISER):
        assert read(actor, base).status == 404


def names(page: Page) -> set[str]:
    """Who stands on a page."""
    return {name for name in ("Ana", "Ben", "Cat", "Dan") if name in page.main}


@pytest.mark.parametrize("actor", [NURSE, COORDINATOR, AUDITOR, ADVISER], ids=lambda one: one.person_id)
def test_to_everybody_else_a_move_is_not_there(actor: Actor) -> None:
    one = announced()
    for rest in (
        "",
        "/agree",
        "/dates",
        "/notice",
        "/handover",
        "/started",
        "/not-started",
        "/left",
        "/checklist",
    ):
        assert read(actor, theirs(one, rest=rest)).status == 404
    for rest in ("", "/chain", "/share", "/checklist", "/calendar.ics", "/history"):
        assert read(actor, own(one, rest=rest)).status == 404


def test_one_persons_page_is_not_anothers() -> None:
    one = announced()
    assert "Ben" not in read(one.people["ana"], own(one, rest="/chain")).main
    assert read(one.people["ana"], theirs(one, "ben")).status == 404


def test_the_two_days_go_into_a_calendar_and_nobody_is_named() -> None:
    one = announced()
    for page in (
        read(one.people["ana"], own(one, rest="/calendar.ics")),
        read(HR, theirs(one, rest="/calendar.ics")),
    ):
        assert page.all("content-type") == ["text/calendar; charset=utf-8"]
        assert page.html.count("BEGIN:VEVENT") == 2
        assert "First day in B" in page.html.replace("\r\n ", "")
        assert "Ana" not in page.html


def test_the_history_of_a_move_is_the_persons() -> None:
    one = announced()
    done(agree(one, "ana", a_keeper("B")))
    page = read(one.people["ana"], own(one, rest="/history"))
    assert "Dates agreed to" in page.main


def test_the_person_sees_their_group_as_a_picture_and_in_words_without_a_name() -> None:
    one = announced((("ana", "A", "B"), ("ben", "B", "C"), ("cat", "C", "A")))
    page = read(one.people["ana"], own(one, rest="/chain"))
    assert "3 people move." in page.main
    assert "(you are among them)" in page.main
    assert page.html.count("<circle") == 3
    assert not names(page)
    assert "nobody's post stays free" in page.html.replace("&#39;", "'")


def test_the_picture_says_in_words_what_it_shows_and_the_coordinator_sees_no_name() -> None:
    one = announced((*CHAIN, ("cat", "A", "D"), ("dan", "D", "A")), **WITH_VACANCY)
    done(do_not_start(one, "ben"))
    page = read(COORDINATOR, f"{AT}/{one.window_id}/chains")
    counts = [
        int(found)
        for found in re.findall(r"<text[^>]*text-anchor=\"middle\"[^>]*font-size=\"14\"[^>]*>(\d+)<", page.html)
    ]
    told = [int(found) for found in re.findall(r"to [A-D], [^:<]*: (\d+) pe", page.html)]
    assert sum(counts) == sum(told) == 4
    assert sorted(counts) == sorted(told)
    assert "of whom 1 did not start" in page.main
    assert page.html.count("stroke-dasharray") == 1
    assert "A vacancy in C" in page.main
    assert "stays free, as a vacancy." in page.main
    assert not names(page)
    assert '<svg viewBox="0 0 280 ' in page.html
    assert 'role="img"' in page.html
    for actor in (HR, OTHER_HR, NURSE, AUDITOR, ADVISER, a_keeper("A")):
        assert read(actor, f"{AT}/{one.window_id}/chains").status == 404


def test_every_line_of_the_picture_stays_on_a_screen_of_320() -> None:
    one = announced((("ana", "A", "F"), ("flo", "F", "A"), ("ben", "B", "E"), ("eve", "E", "B")))
    page = read(COORDINATOR, f"{AT}/{one.window_id}/chains")
    curves = re.findall(r'd="M (\d+) \d+ C (\d+) ', page.html)
    assert len(curves) == 4
    assert max((int(begin) + 3 * int(out)) // 4 for begin, out in curves) + 10 <= 280  # a number's box beside it
    places = [(int(x), int(y)) for x, y in re.findall(r'<rect x="(\d+)" y="(\d+)" width="18"', page.html)]
    apart = [max(abs(x - z), abs(y - w)) for at, (x, y) in enumerate(places) for z, w in places[at + 1 :]]
    assert min(apart) >= 18  # no number covers another


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Dates, DATES_WORDS),
        (Notice, NOTICE_WORDS),
        (Handed, HANDOVER_WORDS),
        (Shares, SHARE_WORDS),
        (Start, START_WORDS),
        (NoStart, NOT_STARTED_WORDS),
        (Left, LEFT_WORDS),
    ],
)
def test_every_field_has_a_sentence(model: type, words: dict[str, str]) -> None:
    assert missing_words(model, words) == []


def test_every_code_has_words() -> None:
    assert HANDOVERS.keys() == set(Handover)
    assert NOT_STARTED_REASONS.keys() == set(NotStartedBecause)
    assert PARTIES.keys() == set(Party)
    assert STAGES.keys() == set(Stage)


def test_what_ends_is_marked_on_the_checklist() -> None:
    found = moving(announced(), "ana")
    starts = found.progress.dates.start_on

    def marked(until: date | None, status: CheckStatus = CheckStatus.CHECKED) -> object:
        checked = Checked(
            item=Item.DBS, status=status, checked_by="HR", checked_on=date(2025, 1, 1), expires_on=until
        )
        changed = replace(found, move=found.move.model_copy(update={"manifest": (checked,)}))
        cell = checklist_rows(changed, READY_AT.date(), 12)[0][-1]
        return cell["text"] if isinstance(cell, dict) else cell

    assert marked(READY_AT.date() - timedelta(days=1)) == "Ended"
    assert marked(starts - timedelta(days=1)) == "Ends before the start"
    assert marked(starts) == "Ends soon after the start"
    assert marked(starts + timedelta(weeks=12)) == ""
    assert marked(None) == ""
    assert marked(None, CheckStatus.NOT_CHECKED) == "Not checked"
