"""Who may do what with an announced move, as a matrix: every act against everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from functions.retention.domain.announcing import Move, MoveStatus, Side
from functions.retention.domain.moves import Moving, Progress, Stage, begun, early_until, notice_ends_on
from functions.retention.domain.moves_policy import (
    may_end,
    may_give_notice,
    may_hand_over,
    may_read_checklist,
    may_say_left,
    may_see_move,
    may_start,
    parties_of,
)
from functions.retention.domain.parts import EmployerRef, PersonRef
from functions.retention.domain.windows import TransferWindow, WindowRules, WindowStatus, market_of
from shared.actors import Actor, Role
from tests.partners import NOW, an_actor
from tests.retention import ADVISER, AUDITOR, COORDINATOR, DATES, HR, NURSE, OTHER_HR, TODAY

RELEASER = an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id="releaser")
RECEIVER = an_actor(Role.RECRUITING_MANAGER, ods_code="RYY", person_id="receiver")
THIRD_MANAGER = an_actor(Role.RECRUITING_MANAGER, ods_code="RYY", person_id="third")
MOVER = an_actor(Role.STAFF, ods_code="RZZ", person_id="mover")
MOVER_AS_HR = an_actor(Role.HR_ADVISER, ods_code="RYY", person_id="mover")
LAPSED = an_actor(Role.STAFF, ods_code="RZZ", person_id="releaser")
ELSEWHERE = HR.model_copy(update={"ics_code": "QYY"})
CARE_HOME_HR = an_actor(Role.HR_ADVISER, ods_code="VLA01", person_id="third-hr")

ACTORS = {
    "the person": MOVER,
    "the person, who does HR there": MOVER_AS_HR,
    "keeper of the old unit": RELEASER,
    "the same, no manager any more": LAPSED,
    "HR of the old employer": HR,
    "keeper of the new unit": RECEIVER,
    "HR of the new employer": OTHER_HR,
    "another manager there": THIRD_MANAGER,
    "HR of another ICS": ELSEWHERE,
    "HR of a third employer": CARE_HOME_HR,
    "a colleague": NURSE,
    "coordinator": COORDINATOR,
    "auditor": AUDITOR,
    "adviser": ADVISER,
}
PERSON = {"the person", "the person, who does HR there"}
OLD = {"keeper of the old unit", "HR of the old employer"}
NEW = {"keeper of the new unit", "HR of the new employer"}


def side(unit_id: str, ods_code: str, keeper: Actor) -> Side:
    """A unit as a move keeps it."""
    person = PersonRef(person_id=keeper.person_id, name=keeper.name)
    return Side(
        unit_id=unit_id, name=unit_id, town="Potters", employer=EmployerRef(ods_code=ods_code, name=ods_code),
        keeper=person,
    )  # fmt: skip


MOVE = Move(
    ics_code="QXX",
    window_id="w" * 22,
    person=PersonRef(person_id="mover", name="Morag Testing"),
    run=1,
    cycle=1,
    releasing=side("A", "RZZ", RELEASER),
    receiving=side("B", "RYY", RECEIVER),
    release_on=TODAY + timedelta(days=28),
    start_on=TODAY + timedelta(days=29),
    start_by=TODAY + timedelta(days=56),
    manifest=(),
    status=MoveStatus.ANNOUNCED,
    announced_at=NOW,
)
WINDOW = TransferWindow(
    ics_code="QXX",
    window_id=MOVE.window_id,
    name="Staff nurses, winter",
    market=market_of("03007", "5"),
    partners=(),
    dates=DATES,
    rules=WindowRules(most_choices=3, months_in_post=9, most_words=250, start_within_weeks=8),
    status=WindowStatus.ANNOUNCED,
    created_at=NOW,
    created_by=PersonRef(person_id="coordinator", name="Morag Testing"),
)


def who(may: Callable[[Actor, Move], bool]) -> set[str]:
    """Everybody who may."""
    return {name for name, actor in ACTORS.items() if may(actor, MOVE)}


@pytest.mark.parametrize(
    ("may", "they"),
    [
        (may_see_move, PERSON | OLD | NEW),
        (may_hand_over, PERSON | OLD),
        (may_give_notice, OLD),
        (may_start, NEW),
        (may_end, OLD | NEW),
        (may_say_left, {"HR of the new employer"}),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_each_act_is_open_to_these_and_nobody_else(may: Callable[[Actor, Move], bool], they: set[str]) -> None:
    assert who(may) == they


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("is_shared", [True, False])
def test_the_checklist_is_the_persons_and_by_consent_the_new_employers_hr(
    stage: Stage, *, is_shared: bool
) -> None:
    changed = {"stage": stage, "shared_at": NOW if is_shared else None}
    progress: Progress = begun(MOVE).model_copy(update=changed)
    moving = Moving(WINDOW, MOVE, progress)
    readers = {name for name, actor in ACTORS.items() if may_read_checklist(actor, moving)}
    may = is_shared and stage in (Stage.ANNOUNCED, Stage.STARTED)
    assert readers == PERSON | ({"HR of the new employer"} if may else set())


def test_who_moves_speaks_for_themself_alone_whatever_else_they_are() -> None:
    assert len(parties_of(MOVER_AS_HR, MOVE)) == 1


def test_the_hr_of_an_employer_with_both_units_speaks_for_both() -> None:
    within = MOVE.model_copy(update={"receiving": side("C", "RZZ", RELEASER)})
    assert len(parties_of(HR, within)) == 2


def test_notice_and_the_year_of_an_early_leaver_by_the_calendar() -> None:
    assert notice_ends_on(TODAY, 8) == TODAY + timedelta(days=56)
    assert early_until(TODAY, 12) == TODAY.replace(year=TODAY.year + 1) - timedelta(days=1)
    leap = TODAY.replace(year=2028, month=2, day=29)
    assert early_until(leap, 12).isoformat() == "2029-02-27"
