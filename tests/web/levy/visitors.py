"""Who visits the levy pages: a browser for each role, signed in as the people of `tests.levies`."""

from datetime import datetime

from functions.levy.app import app
from shared.actors import Role
from tests.partners import NOW, a_membership, a_person
from tests.web.client import Browser

ICB = "Moorland Integrated Care Board"


def approver(person_id: str = "approver", name: str = "Ada Approver", at: datetime = NOW) -> Browser:
    """One of the ICS's approvers."""
    return _visitor("QXX", Role.ICS_APPROVER, person_id=person_id, name=name, organisation=ICB, at=at)


def second_approver() -> Browser:
    """Another of them."""
    return approver("second-approver", "Sam Second")


def approver_of(ods_code: str) -> Browser:
    """An approver who belongs to an employer too, and acts for the ICS."""
    person = a_person(
        a_membership("QXX", Role.ICS_APPROVER, name=ICB),
        a_membership(ods_code),
        person_id="torn",
        name="Tess Torn",
    )
    return Browser.of(person, app, acting_for="QXX")


def approver_elsewhere() -> Browser:
    """Somebody whose own organisation calls them an approver: that is not its to give."""
    return _visitor("VLA01", Role.ICS_APPROVER, person_id="elsewhere", name="Ed Elsewhere")


def auditor() -> Browser:
    """Somebody who reads everything and changes nothing."""
    return _visitor("QXX", Role.AUDITOR, person_id="auditor", name="Audrey Auditor", organisation=ICB)


def manager(ods_code: str = "VLA01", person_id: str = "manager") -> Browser:
    """The manager of a care home."""
    return _visitor(ods_code, Role.RECEIVING_EMPLOYER, person_id=person_id, name="Mo Manager")


def finance_lead(ods_code: str = "RZZ", person_id: str = "finance-lead") -> Browser:
    """Who pledges the levy of a trust."""
    return _visitor(
        ods_code,
        Role.SENDING_EMPLOYER,
        person_id=person_id,
        name="Fay Finance",
        organisation="Moorland University Trust",
    )


def _visitor(
    ods_code: str,
    role: Role,
    *,
    person_id: str,
    name: str,
    organisation: str = "Curlew Rise Care Home",
    at: datetime = NOW,
) -> Browser:
    membership = a_membership(ods_code, role, name=organisation)
    return Browser.of(a_person(membership, person_id=person_id, name=name), app, at=at)
