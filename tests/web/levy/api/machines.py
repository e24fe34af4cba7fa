"""Who calls the levy API, and what they send: a machine for each role, bodies that are accepted."""

from typing import Any

from functions.levy.app import app
from shared import directory
from shared.actors import Actor, Role
from tests.partners import a_membership, a_person, an_actor
from tests.web.machine import Machine, machine_of

OTHER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLB02", person_id="other")
ANYBODY = Machine(app)


def machine(actor: Actor) -> Machine:
    """The machine of somebody who is in the directory, with a token of theirs."""
    membership = a_membership(actor.ods_code, *actor.roles, name=actor.organisation_name)
    directory.put_person(a_person(membership, person_id=actor.person_id, name=actor.name))
    return machine_of(app, actor)


def pledge_body(**changed: Any) -> dict[str, Any]:
    """A new pledge of £100,000."""
    terms = {"amount_pence": 10_000_000, "tax_year": "2026/27", "shows_name": False, "criteria": {}, "note": "x"}
    return terms | changed


def approve_body(application: Any, pledge_id: str, **changed: Any) -> dict[str, Any]:
    """The approval of one apprentice, paid whole by one pledge."""
    shares = [{"pledge_id": pledge_id, "pence": application.priced.total_pence}]
    version = application.head.number
    decision = {"version": version, "has_conflict": False, "apprentices": 1, "shares": shares, "why": "Needed."}
    return decision | changed
