"""The whole matrix: who may do what to a window, a unit and a request, and who sees it, in every phase."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.retention.domain.parts import PersonRef
from functions.retention.domain.policy import (
    may_ask,
    may_decide_for,
    may_edit_unit,
    may_name_at_risk,
    may_publish,
    may_read_request,
    may_see_profile,
    may_see_window,
)
from functions.retention.domain.requests import RequestStatus, TransferRequest
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import WindowStatus
from shared.actors import Actor, Role
from tests.partners import NOW, an_actor
from tests.retention import DATES, a_plan, request_details, unit_details
from tests.unit.retention.test_priority import a_window

WINDOW = a_window(partners=tuple({"ods_code": one, "name": one} for one in a_plan().partners))
ACTORS = {
    f"{role.value} of {ods_code}": an_actor(role, ods_code=ods_code, person_id=f"{role.value}-{ods_code}")
    for role in Role
    for ods_code in ("RZZ", "RYY", "QXX", "ROTHER")
}
DAYS = {
    "published": DATES.opens_on - timedelta(days=1),
    "choosing": DATES.opens_on,
    "last day of choosing": DATES.preferences_close_on,
    "deciding": DATES.preferences_close_on + timedelta(days=1),
    "last day of deciding": DATES.decisions_close_on,
    "ready": DATES.decisions_close_on + timedelta(days=1),
}


def a_unit(unit_id: str = "unit", keeper: str = "recruiting_manager-RYY", ods_code: str = "RYY") -> Unit:
    """A unit kept by the recruiting manager of its employer."""
    return Unit.model_validate(
        {
            "ics_code": "QXX",
            "window_id": WINDOW.window_id,
            "unit_id": unit_id,
            "employer": {"ods_code": ods_code, "name": ods_code},
            "keeper": PersonRef(person_id=keeper, name="Keeper"),
            "details": unit_details(),
            "published_at": NOW,
            "published_by": PersonRef(person_id=keeper, name="Keeper"),
        }
    )


UNIT, HOME = a_unit(), a_unit("home", "recruiting_manager-RZZ", "RZZ")


def a_request(status: RequestStatus = RequestStatus.CONFIRMED, **changed: Any) -> TransferRequest:
    """The confirmed request of the member of staff of RZZ to join the unit of RYY."""
    details = request_details("home", "unit", **changed)
    return TransferRequest.model_validate(
        {
            "ics_code": "QXX",
            "window_id": WINDOW.window_id,
            "person": PersonRef(person_id="staff-RZZ", name="Staff"),
            "email": "staff@example.org",
            "employer_ods": "RZZ",
            "details": details,
            "status": status,
            "need_code": "AB12CD34EF",
            "created_at": NOW,
        }
    )


def who(may: Any) -> set[str]:
    return {name for name, actor in ACTORS.items() if may(actor)}


def test_once_it_is_open_everybody_of_the_ics_sees_a_window_and_before_the_coordinator_alone() -> None:
    assert who(lambda one: may_see_window(one, WINDOW)) == set(ACTORS)
    planned = WINDOW.model_copy(update={"status": WindowStatus.PLANNED})
    assert who(lambda one: may_see_window(one, planned)) == {"ics_coordinator of QXX"}
    elsewhere = WINDOW.model_copy(update={"ics_code": "QYY"})
    assert who(lambda one: may_see_window(one, elsewhere)) == set()


def test_hr_and_recruiting_managers_of_partners_publish() -> None:
    assert who(lambda one: may_publish(one, WINDOW)) == {
        f"{role} of {ods}" for role in ("hr_adviser", "recruiting_manager") for ods in ("RZZ", "RYY")
    }


def test_the_keeper_and_hr_of_the_employer_change_a_unit_and_hr_alone_names_people() -> None:
    assert who(lambda one: may_edit_unit(one, UNIT)) == {"hr_adviser of RYY", "recruiting_manager of RYY"}
    assert who(lambda one: may_name_at_risk(one, UNIT)) == {"hr_adviser of RYY"}
    others = a_unit(keeper="somebody else")
    assert who(lambda one: may_edit_unit(one, others)) == {"hr_adviser of RYY"}


def test_staff_of_partners_ask() -> None:
    assert who(lambda one: may_ask(one, WINDOW)) == {"staff of RZZ", "staff of RYY"}


@pytest.mark.parametrize("status", RequestStatus)
def test_the_person_alone_reads_a_request_whatever_it_is(status: RequestStatus) -> None:
    assert who(lambda one: may_read_request(one, a_request(status))) == {"staff of RZZ"}


@pytest.mark.parametrize("day", DAYS.values(), ids=DAYS)
def test_the_keeper_of_a_chosen_unit_sees_a_profile_while_managers_decide_and_nobody_ever_else(day: date) -> None:
    is_deciding = DATES.preferences_close_on < day <= DATES.decisions_close_on
    allowed = {"recruiting_manager of RYY"} if is_deciding else set()
    request = a_request()
    assert who(lambda one: may_see_profile(one, WINDOW, UNIT, HOME, request, day)) == allowed
    assert who(lambda one: may_decide_for(one, WINDOW, UNIT, day)) == allowed


DECIDING = DAYS["deciding"]
KEEPER = ACTORS["recruiting_manager of RYY"]


def sees(actor: Actor = KEEPER, unit: Unit = UNIT, home: Unit = HOME, **changed: Any) -> bool:
    request = a_request().model_copy(update=changed)
    return may_see_profile(actor, WINDOW, unit, home, request, DECIDING)


def test_a_profile_is_seen_only_of_a_confirmed_request_with_consent_that_chose_the_unit() -> None:
    assert sees()
    assert not sees(status=RequestStatus.DRAFT)
    assert not sees(status=RequestStatus.WITHDRAWN)
    assert not sees(details=request_details("home", "unit", shares_profile=False))
    assert not sees(details=request_details("home", "another"))
    assert not sees(window_id="another")
    assert not sees(home=a_unit("not-home", "x", "RZZ"))


def test_whoever_manages_the_person_does_hr_for_them_or_is_the_person_never_sees_the_profile() -> None:
    assert not sees(home=a_unit("home", KEEPER.person_id, "RZZ"))
    sister = a_unit(ods_code="RZZ", keeper="both")
    both = an_actor(Role.RECRUITING_MANAGER, Role.HR_ADVISER, ods_code="RZZ", person_id="both")
    manager = an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id="both")
    assert sees(manager, sister)
    assert not sees(both, sister)
    assert not sees(person=PersonRef(person_id=KEEPER.person_id, name="Keeper"))


def test_a_keeper_who_is_no_recruiting_manager_any_more_sees_nothing() -> None:
    former = an_actor(Role.STAFF, ods_code="RYY", person_id=KEEPER.person_id)
    elsewhere = an_actor(Role.RECRUITING_MANAGER, ods_code="RZZ", person_id=KEEPER.person_id)
    assert not sees(former)
    assert not sees(elsewhere)
