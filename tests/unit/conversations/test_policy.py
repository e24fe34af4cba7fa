"""Who may read and do what: the whole matrix of everybody, every action and every status."""

from datetime import date, timedelta
from itertools import product

import pytest

from functions.retention.conversations.domain.conversations import Side, Status
from functions.retention.conversations.domain.policy import (
    MAY,
    THE_PERSON,
    Action,
    Here,
    advises,
    coordinates,
    is_neutral,
    is_staff,
    may,
    may_read,
    side_of,
)
from shared.actors import Role
from tests.conversations import (
    ADVISER,
    ADVISER_ID,
    ADVISER_PERSON,
    BY_ADVISER,
    BY_PERSON,
    OTHERS,
    PERSON,
    PERSON_ID,
    WREN,
    a_record,
    acting,
    here,
)
from tests.partners import NOW, a_membership, a_person, an_actor

TODAY = NOW.date()
NOT_DUE = TODAY + timedelta(days=1)
_BOTH, _PERSON, _NOBODY = "both", "the person", "nobody"

EXPECTED: dict[Action, dict[Status, str]] = {
    Action.ASK: {},
    Action.INVITE: {},
    Action.AGREE: {Status.INVITED: _PERSON},
    Action.SAY_REASONS: {Status.OPEN: _BOTH},
    Action.SAY_STAY: {Status.OPEN: _BOTH},
    Action.SAY_ACTIONS: {Status.OPEN: _BOTH},
    Action.HOLD_TALK: {Status.OPEN: _BOTH},
    Action.WRITE_NOTE: {Status.OPEN: _BOTH},
    Action.FOLLOW_UP: {Status.OPEN: _BOTH},
    Action.CORRECT: {Status.OPEN: _PERSON, Status.CLOSED: _PERSON},
    Action.CHOOSE_ADVISER: {Status.OPEN: _PERSON},
    Action.CLOSE: {Status.INVITED: _BOTH, Status.OPEN: _BOTH},
    Action.KEEP: {},
    Action.ERASE: {Status.INVITED: _PERSON, Status.OPEN: _PERSON, Status.CLOSED: _PERSON},
}
"""Before a closed conversation is due to be looked at; from that day both may keep it, the adviser erase it."""


@pytest.mark.parametrize(("action", "status"), [*product(Action, Status)])
def test_each_of_the_two_may_do_what_the_table_says_and_nothing_else(action: Action, status: Status) -> None:
    record = a_record(status, appraise_on=NOT_DUE if status is Status.CLOSED else None)
    expected = EXPECTED[action].get(status, _NOBODY)
    assert may(Side.PERSON, action, record, TODAY) is (expected in (_BOTH, _PERSON))
    assert may(Side.ADVISER, action, record, TODAY) is (expected == _BOTH)
    assert not may(None, action, record, TODAY)


@pytest.mark.parametrize("action", Action)
def test_from_its_day_on_a_closed_conversation_may_be_kept_by_both_and_erased_by_the_adviser_too(
    action: Action,
) -> None:
    record = a_record(Status.CLOSED, appraise_on=TODAY)
    by_adviser = {one for one in Action if may(Side.ADVISER, one, record, TODAY)}
    assert by_adviser == {Action.KEEP, Action.ERASE}
    assert may(Side.PERSON, Action.KEEP, record, TODAY)


def test_every_action_has_its_row() -> None:
    assert set(EXPECTED) == set(Action)
    assert set(MAY) == set(Action) - {Action.ASK, Action.INVITE}  # which begin one, and are on none


@pytest.mark.parametrize("status", [one for one in Status if one is not Status.ERASED])
def test_the_two_read_it_wherever_it_is(status: Status) -> None:
    assert side_of(PERSON, a_record(status)) is Side.PERSON
    assert side_of(ADVISER, a_record(status)) is Side.ADVISER


@pytest.mark.parametrize(("who", "status"), [*product(OTHERS, Status)])
def test_nobody_else_reads_it_whatever_they_are_and_wherever_it_is(who: str, status: Status) -> None:
    assert side_of(OTHERS[who], a_record(status)) is None
    assert not may_read(OTHERS[who], a_record(status))


def test_nobody_reads_an_erased_one_not_even_the_two() -> None:
    assert not may_read(PERSON, a_record(Status.ERASED))
    assert not may_read(ADVISER, a_record(Status.ERASED))


def test_the_person_reads_it_for_whichever_organisation_they_act() -> None:
    two_jobs = WREN.model_copy(update={"memberships": (*WREN.memberships, a_membership("VLA01", Role.STAFF))})
    assert side_of(acting(two_jobs, "VLA01"), a_record()) is Side.PERSON


def test_the_person_reads_it_after_they_are_staff_no_more() -> None:
    left = a_person(a_membership("VLA01"), person_id=PERSON_ID)
    assert side_of(acting(left, "VLA01"), a_record()) is Side.PERSON


def test_an_adviser_reads_it_only_as_a_career_adviser_of_the_ics() -> None:
    for roles, ods_code in (((Role.AUDITOR,), "QXX"), ((Role.CAREER_ADVISER,), "RYY")):
        demoted = an_actor(*roles, ods_code=ods_code, person_id=ADVISER_ID)
        assert side_of(demoted, a_record()) is None


def test_an_adviser_who_joins_the_employer_of_the_person_reads_it_no_more() -> None:
    joined = ADVISER_PERSON.model_copy(
        update={"memberships": (*ADVISER_PERSON.memberships, a_membership("RZZ", Role.STAFF))}
    )
    assert side_of(acting(joined, "QXX"), a_record()) is None


def test_the_people_of_another_ics_are_strangers() -> None:
    elsewhere = a_record().model_copy(update={"ics_code": "QYY"})
    assert not may_read(PERSON, elsewhere)
    assert not may_read(ADVISER, elsewhere)


def test_an_adviser_is_neutral_who_belongs_to_none_of_the_persons_organisations() -> None:
    assert is_neutral(["QXX"], ["RZZ", "RYY"])
    assert not is_neutral(["QXX", "RYY"], ["RZZ", "RYY"])
    assert not is_neutral(["QXX"], ["QXX"])  # staff of the ICS itself: every adviser works there


def test_roles_count_only_where_they_are_held() -> None:
    assert is_staff(PERSON) and not is_staff(ADVISER)
    assert advises(ADVISER) and not advises(an_actor(Role.CAREER_ADVISER, ods_code="RZZ"))
    assert coordinates(OTHERS["coordinator"]) and not coordinates(an_actor(Role.ICS_COORDINATOR, ods_code="RZZ"))


def test_the_audit_names_the_adviser_and_never_the_person() -> None:
    assert BY_PERSON.who == THE_PERSON
    assert PERSON.name not in str(BY_PERSON.who.model_dump()) and PERSON_ID not in str(BY_PERSON.who.model_dump())
    assert BY_ADVISER.who.name == ADVISER.name
    assert isinstance(here(None, None), Here) and here(None, None).who.person_id == "system"


def test_a_day_is_due_from_its_morning_on() -> None:
    for appraise_on, is_due in ((date(2026, 11, 22), True), (date(2026, 11, 23), False)):
        assert may(Side.ADVISER, Action.ERASE, a_record(Status.CLOSED, appraise_on), TODAY) is is_due
