"""The emails of a run: words for every kind, nothing that their reader may not know; who may do and see what."""

import re
from typing import Any

import pytest

from functions.retention.domain import run_notices
from functions.retention.domain.cycles import Asked, Cycle, Leg, Run
from functions.retention.domain.parts import PersonRef
from functions.retention.domain.run import Result
from functions.retention.domain.run_policy import may_receive, may_release, may_run, may_see_run
from functions.retention.emails import compose
from functions.retention.messages.emails import PATHS, TEXTS
from shared import directory
from shared.actors import Role
from shared.outbox import Intent
from tests.partners import NOW
from tests.unit.retention.test_emails import PERSON, READER
from tests.unit.retention.test_policy import ACTORS, HOME, UNIT, WINDOW

LEG = Leg(
    person=PersonRef(person_id="staff-RZZ", name="Ada Zimmer"),
    from_unit=HOME.unit_id,
    to_unit=UNIT.unit_id,
    asked=Asked.FIRST,
    answer_by=NOW.date(),
)
AGREED = LEG.model_copy(update={"confirmed_at": NOW, "received_at": NOW})
RUN = Run(
    window_id=WINDOW.window_id,
    number=1,
    run_id="1.x",
    at=NOW,
    by=PersonRef(person_id="coordinator", name="Olwen"),
    asked_count=1,
    people=1,
    movers=1,
    cycles=1,
    lengths={"1": 1},
    input_hash="",
    market_hash="",
    result_hash="",
    chunks=1,
)
RESULT = Result(
    person_id="staff-RZZ",
    home=HOME.unit_id,
    unit=HOME.unit_id,
    choices=(),
    choice=0,
    why=(),
    place=1,
    is_at_risk=False,
    points=(),
    ticket="",
    cycle=0,
)


def cycle(leg: Leg) -> Cycle:
    known: dict[str, Any] = {"ics_code": "QXX", "window_id": WINDOW.window_id, "run_id": "1.x", "number": 1}
    return Cycle.model_validate(known | {"legs": (leg,), "release_by": NOW.date()})


@pytest.fixture(autouse=True)
def _directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "contacts", lambda *_: [READER])
    monkeypatch.setattr(directory, "person", lambda _: PERSON)


def before_it_is_announced() -> list[Intent]:
    """One of every kind that goes to a person or a manager while nobody may know."""
    units = {HOME.unit_id: HOME, UNIT.unit_id: UNIT}
    return [
        run_notices.to_answer(WINDOW, RUN, LEG, HOME),
        run_notices.last_day_to_answer(WINDOW, RUN, LEG, HOME),
        run_notices.proposal_gone(WINDOW, RUN, RESULT, units),
        run_notices.moves_announced(WINDOW, RESULT, units),
        run_notices.to_receive(WINDOW, RUN, LEG, UNIT),
        run_notices.last_day_to_receive(WINDOW, RUN, UNIT),
        run_notices.to_release(WINDOW, cycle(AGREED), HOME),
    ]


def every_kind() -> list[Intent]:
    return [
        *before_it_is_announced(),
        run_notices.unit_moves_announced(WINDOW, UNIT),
        run_notices.window_ready(WINDOW),
        run_notices.all_agreed(WINDOW, RUN),
    ]


def test_every_kind_has_words_whose_blanks_are_filled_and_a_page_to_go_to() -> None:
    assert {one.kind for one in every_kind()} <= TEXTS.keys() & PATHS.keys()
    for one in every_kind():
        (sent,) = compose(one)
        assert "{" not in sent.subject + sent.body
        assert "/retention/windows/" in sent.body


def test_before_the_announcement_no_email_says_that_anybody_wants_to_move_or_who() -> None:
    for one in before_it_is_announced():
        (sent,) = compose(one)
        words = re.sub(
            r"https?://\S+|latest day that the window's rule", "", f"{sent.subject} {sent.body}"
        ).casefold()
        assert not [word for word in ("transfer", "move", "leav", "join", "zimmer") if word in words], one.kind


def test_a_reference_does_not_say_whose_it_is_and_no_two_are_alike() -> None:
    references = [one.reference for one in every_kind()]
    assert len(set(references)) == len(references)
    assert not [one for one in references if "staff-RZZ" in one]


@pytest.mark.parametrize("name", ACTORS)
def test_only_the_coordinator_runs_and_only_they_and_an_auditor_see_its_figures(name: str) -> None:
    actor = ACTORS[name]
    assert may_run(actor, WINDOW) is (name == f"{Role.ICS_COORDINATOR} of QXX")
    assert may_see_run(actor, WINDOW) is (name in {f"{Role.ICS_COORDINATOR} of QXX", f"{Role.AUDITOR} of QXX"})


@pytest.mark.parametrize("name", ACTORS)
def test_only_the_keeper_of_each_unit_sees_a_proposed_move_and_the_releasing_one_only_once_it_is_agreed(
    name: str,
) -> None:
    actor = ACTORS[name]
    assert may_receive(actor, LEG, UNIT) is (name == f"{Role.RECRUITING_MANAGER} of RYY")
    assert not may_receive(actor, LEG, HOME)
    assert not may_release(actor, cycle(LEG), LEG, HOME)
    assert may_release(actor, cycle(AGREED), AGREED, HOME) is (name == f"{Role.RECRUITING_MANAGER} of RZZ")
    assert not may_release(actor, cycle(AGREED), AGREED, UNIT)
