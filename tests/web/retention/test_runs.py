"""The pages of the run, of confirmation and of the announcement: what each person may see of it and do."""

import re
from datetime import datetime, timedelta

import pytest

from functions.retention.domain.windows import WindowStatus
from functions.retention.forms.confirming import ActOnRun, Receive, Release
from functions.retention.messages.run import RECEIVE_WORDS, RELEASE_WORDS, RUN_WORDS
from functions.retention.run_store import RunStore
from shared.actors import Actor
from shared.web.forms import missing_words
from tests.retention import AUDITOR, COORDINATOR, HR, MANAGER, NURSE, OTHER_HR, READY_AT
from tests.retention_runs import (
    Setting,
    a_keeper,
    a_run,
    a_setting,
    all_agree,
    announce,
    confirm,
    handle_at,
    leave,
    object_to,
    receive,
    run_it,
)
from tests.web.client import Page
from tests.web.retention.visitors import as_actor, at, boxes, send

GROUPS = (("ana", "A", "B"), ("ben", "B", "A", "C"), ("cleo", "C", "B"))
"""Ben changes places with Ana or with Cleo, whichever has the better lot; the other keeps her post."""


def opened(actor: Actor, address: str, moment: datetime = READY_AT) -> Page:
    with at(moment):
        return as_actor(actor, moment).get(address)


def sent(actor: Actor, address: str, **fields: str) -> Page:
    with at(READY_AT):
        return send(as_actor(actor, READY_AT), address, {"key": "k" * 22, **fields})


def path(one: Setting, rest: str) -> str:
    return f"/retention/windows/{one.window_id}/{rest}"


def moves(one: Setting, unit: str, way: str = "", who: str = "") -> str:
    unit_id = one.units[unit].unit_id
    own = f"/{way}/{handle_at(one, unit, who)}" if who else ""
    return path(one, f"units/{unit_id}/moves{own}")


def test_every_field_of_every_form_has_its_sentences() -> None:
    assert missing_words(ActOnRun, RUN_WORDS) == []
    assert missing_words(Receive, RECEIVE_WORDS) == []
    assert missing_words(Release, RELEASE_WORDS) == []


def test_the_coordinator_sees_what_will_be_run_in_numbers_and_runs_it_from_the_page() -> None:
    one = a_setting()
    page = opened(COORDINATOR, path(one, "run"))
    assert "People who ask to move 2" in page.main
    assert "Ana" not in page.html and "ana" not in re.findall(r"\bana\b", page.html)
    outcome = sent(COORDINATOR, path(one, "run"), version=str(one.window.head.number))
    assert outcome.status == 303
    assert one.window.status is WindowStatus.PROPOSED
    page = opened(COORDINATOR, path(one, "run"))
    assert "People who would move 2" in page.main
    assert one.run.input_hash in page.main
    assert "Ana" not in page.html and "Ben" not in page.html
    assert RunStore().seed(one.window_id) not in page.html
    again = sent(COORDINATOR, path(one, "run"), version=str(one.window.head.number))
    assert again.status == 409, "the same key asked for something else"


@pytest.mark.parametrize("actor", [HR, MANAGER, NURSE, OTHER_HR], ids=lambda one: one.person_id)
def test_nobody_else_sees_or_makes_a_run(actor: Actor) -> None:
    one = a_setting()
    for rest in ("run", "announce"):
        assert opened(actor, path(one, rest)).status == 404
        assert sent(actor, path(one, rest), version="2", run="1").status == 404
    assert one.window.status is WindowStatus.OPEN


def test_an_auditor_reads_the_figures_and_has_nothing_to_press() -> None:
    one = a_run()
    page = opened(AUDITOR, path(one, "run"))
    assert one.run.result_hash in page.main
    assert "<form" not in page.html.partition('id="main-content"')[2]
    assert sent(AUDITOR, path(one, "run"), version="3").status == 404


def test_a_person_reads_their_own_proposal_and_reasons_and_confirms_it() -> None:
    one = a_run()
    page = opened(one.people["ana"], path(one, "proposal"))
    assert "You can move to B" in page.main
    assert "It is your first choice. You move in a group of 2 people" in page.main
    assert "You are number" in page.main and "Whole years in post" in page.main
    assert "Ben" not in page.html
    assert sent(one.people["ana"], path(one, "proposal/confirm"), run="1").status == 303
    page = opened(one.people["ana"], path(one, "proposal"))
    assert "You have said yes." in page.main
    assert one.leg("ana").confirmed_at is not None


def test_who_keeps_their_post_reads_why_of_each_choice_and_a_declined_one_with_its_words() -> None:
    one = a_run(GROUPS)
    declined = "ana" if "ana" in one.moves else "cleo"
    object_to(one, declined)
    run_it(one)
    page = opened(one.people[declined], path(one, "proposal"))
    assert "You keep your post" in page.main
    assert "Its manager declined. The hours or shifts do not fit. “We need nights.”" in page.main


def test_what_came_of_a_request_is_there_for_nobody_else() -> None:
    one = a_run()
    for actor in (COORDINATOR, AUDITOR, HR, MANAGER, NURSE, a_keeper("A")):
        page = opened(actor, path(one, "proposal"))
        assert page.status == 404
        assert sent(actor, path(one, "proposal/confirm"), run="1").status == 404
    assert all(leg.confirmed_at is None for leg in one.legs)


def test_a_person_leaves_after_a_page_that_says_what_that_means() -> None:
    one = a_run()
    assert "worked out again without you" in opened(one.people["ana"], path(one, "proposal/leave")).main
    assert sent(one.people["ana"], path(one, "proposal/leave"), version="2").status == 303
    assert "You left this window" in opened(one.people["ana"], path(one, "proposal")).main
    assert "worked out again" in opened(one.people["ben"], path(one, "proposal")).main
    assert "worked out again" in opened(COORDINATOR, path(one, "run")).main
    assert opened(COORDINATOR, path(one, "announce")).status == 303


def test_a_proposal_that_was_worked_out_again_is_not_confirmed_by_an_old_page() -> None:
    one = a_run((("ana", "A", "B"), ("ben", "B", "A"), ("cleo", "C", "D"), ("dan", "D", "C")))
    leave(one, "ben")
    run_it(one)
    page = sent(one.people["cleo"], path(one, "proposal/confirm"), run="1")
    assert page.status == 409
    assert "worked out again" in page.title


def test_the_receiving_manager_sees_who_would_come_and_from_where_and_nothing_of_who_would_go() -> None:
    one = a_run()
    page = opened(a_keeper("B"), moves(one, "B"))
    assert "Ana" in page.main and "Ben" not in page.html
    shown = opened(a_keeper("B"), moves(one, "B", "in", "ana"))
    assert "Works now in A, Moorland University Trust" in shown.main
    assert opened(a_keeper("B"), moves(one, "B", "out", "ben")).status == 404
    for actor in (a_keeper("A"), COORDINATOR, HR, OTHER_HR, one.people["ben"]):
        assert opened(actor, moves(one, "B")).status == 404
        assert opened(actor, moves(one, "B", "in", "ana")).status == 404


def test_the_releasing_manager_sees_who_would_go_only_once_all_have_said_yes_and_never_where_to() -> None:
    one = a_run()
    for name in ("ana", "ben"):
        confirm(one, name)
        receive(one, name)
    page = opened(a_keeper("A"), moves(one, "A", "out", "ana"))
    assert "Ana would leave A" in page.main
    assert "Canal" not in page.html
    address = moves(one, "A", "out", "ana")
    late = sent(a_keeper("A"), address, run="1", **boxes("release_on", READY_AT + timedelta(days=90)))
    assert late.status == 422
    assert "Enter a day from today to" in late.main
    assert sent(a_keeper("A"), address, run="1").status == 422
    good = {"key": "z" * 22, "run": "1", **boxes("release_on", READY_AT + timedelta(days=30))}
    with at(READY_AT):
        assert send(as_actor(a_keeper("A"), READY_AT), address, good).status == 303
    assert one.leg("ana").release_on is not None


def test_a_manager_who_declines_gives_a_reason_beside_which_it_says_what_is_missing() -> None:
    one = a_run()
    address = moves(one, "B", "in", "ana")
    page = sent(a_keeper("B"), address, run="1", verdict="decline", words="Nights only.")
    assert page.status == 422
    assert "Choose why you decline" in page.main and "Nights only." in page.html
    done = {"run": "1", "verdict": "decline", "because": "hours_or_shifts", "words": "Nights only."}
    assert sent(a_keeper("B"), address, **done).status == 303
    run_it(one)
    assert one.moves == {}


def test_the_announcement_shows_the_lot_the_move_and_the_names_to_both_managers() -> None:
    one = a_run()
    all_agree(one)
    assert "cannot be taken back" in opened(COORDINATOR, path(one, "announce")).main
    assert sent(COORDINATOR, path(one, "announce"), run="1").status == 303
    seed = RunStore().seed(one.window_id)
    assert seed in opened(COORDINATOR, path(one, "run")).html
    page = opened(one.people["ana"], path(one, "proposal"))
    assert "You move to B" in page.main and seed in page.html
    assert "Your last day in your present unit is" in page.main
    for unit, who in (("A", "Ana"), ("B", "Ben")):
        listed = opened(a_keeper(unit), moves(one, unit)).main
        assert "Ana" in listed and "Ben" in listed
        assert f"{who} leaves {unit}" in opened(a_keeper(unit), moves(one, unit, "out", who.lower())).main
    assert sent(one.people["ana"], path(one, "proposal/leave"), version="2").status in (404, 409)


def test_an_announcement_that_came_too_soon_says_why() -> None:
    one = a_run()
    page = sent(COORDINATOR, path(one, "announce"), run="1")
    assert page.status == 409
    assert "Groups that still wait for somebody: 1" in page.main
    assert announce(one) is not None
