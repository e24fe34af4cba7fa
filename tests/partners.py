"""Organisations and people for tests: each builder shows only what the test is about."""

from datetime import UTC, datetime
from typing import Any

from shared.actors import Actor, Membership, Organisation, OrganisationType, Person, Role, SizeBand
from shared.sessions import actor_for

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def an_organisation(ods_code: str = "VLA01", **changed: Any) -> Organisation:
    """A small care home."""
    details: dict[str, Any] = {
        "ods_code": ods_code,
        "name": "Curlew Rise Care Home",
        "type": OrganisationType.CARE_HOME,
        "postcode": "ST90 1AA",
        "place": "Moorland East",
        "size_band": SizeBand.SMALL,
        "pays_levy": False,
    }
    return Organisation.model_validate(details | changed)


def a_membership(ods_code: str = "VLA01", *roles: Role, name: str = "Curlew Rise Care Home") -> Membership:
    """Membership of an organisation, as its receiving employer unless told otherwise."""
    held = frozenset(roles or {Role.RECEIVING_EMPLOYER})
    return Membership(ods_code=ods_code, organisation_name=name, roles=held)


def a_person(*memberships: Membership, person_id: str = "person-1", name: str = "Morag Testing") -> Person:
    """Somebody with one membership unless told otherwise."""
    return Person(
        person_id=person_id,
        name=name,
        email=f"{person_id}@example.org",
        memberships=memberships or (a_membership(),),
    )


def an_actor(*roles: Role, ods_code: str = "VLA01", person_id: str = "person-1") -> Actor:
    """That person, acting for an organisation in these roles."""
    actor = actor_for(a_person(a_membership(ods_code, *roles), person_id=person_id), ods_code)
    assert actor is not None
    return actor
