"""Who may see and do what, walked over every role, action and status."""

from itertools import product

import pytest

from functions.levy.domain.policy import APPLICANTS, APPROVERS, has_conflict, may, may_see, may_see_pledge
from functions.levy.domain.stages import Action, Status
from shared.actors import Role
from tests.levies import a_pledge, an_application
from tests.partners import NOW, an_actor

OWNERS = {Role.RECEIVING_EMPLOYER}
READERS = {Role.ICS_APPROVER, Role.AUDITOR}


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_an_action_is_open_to_one_role_in_the_right_organisation(role: Role, action: Action) -> None:
    application = an_application()

    assert may(an_actor(role, ods_code="VLA01"), action, application) == (role in OWNERS and action in APPLICANTS)
    assert not may(an_actor(role, ods_code="VLA02"), action, application)
    assert may(an_actor(role, ods_code="QXX"), action, application) == (
        role == Role.ICS_APPROVER and action in APPROVERS
    )


@pytest.mark.parametrize(("role", "status"), list(product(Role, Status)))
def test_an_application_is_seen_by_its_employer_and_once_sent_by_the_ics(role: Role, status: Status) -> None:
    is_sent = status != Status.DRAFT
    application = an_application(status=status, submitted_at=NOW if is_sent else None)

    assert may_see(an_actor(role, ods_code="VLA01"), application) == (
        role in OWNERS or (role == Role.AUDITOR and is_sent)
    )
    assert may_see(an_actor(role, ods_code="VLA02"), application) == (role == Role.AUDITOR and is_sent)
    assert may_see(an_actor(role, ods_code="QXX"), application) == (role in READERS and is_sent)


@pytest.mark.parametrize("role", Role)
def test_a_pledge_is_seen_by_its_sender_and_the_ics(role: Role) -> None:
    assert may_see_pledge(an_actor(role, ods_code="RZZ"), a_pledge()) == (
        role in {Role.SENDING_EMPLOYER, Role.AUDITOR}
    )
    assert may_see_pledge(an_actor(role, ods_code="RYY"), a_pledge()) == (role == Role.AUDITOR)
    assert may_see_pledge(an_actor(role, ods_code="QXX"), a_pledge()) == (role in READERS)


@pytest.mark.parametrize("role", Role)
def test_another_ics_sees_and_does_nothing(role: Role) -> None:
    foreign = an_actor(role, ods_code="VLA01").model_copy(update={"ics_code": "QYY"})

    assert not may_see(foreign, an_application())
    assert not may_see_pledge(foreign.model_copy(update={"ods_code": "RZZ"}), a_pledge())
    assert not any(may(foreign, action, an_application()) for action in Action)


def test_a_conflict_is_belonging_to_the_applicant() -> None:
    assert has_conflict(an_actor(Role.ICS_APPROVER, ods_code="VLA01"), an_application())
    assert not has_conflict(an_actor(Role.ICS_APPROVER, ods_code="QXX"), an_application())
