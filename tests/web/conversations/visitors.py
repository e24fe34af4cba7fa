"""Who visits: a browser for each of the two, and for anybody else."""

from datetime import datetime

from functions.portal.app import app as portal
from functions.retention.conversations.app import app
from shared.actors import Actor, Person
from tests.conversations import ADVISER_PERSON, ICS, SECOND_PERSON, WREN
from tests.partners import NOW, a_membership, a_person
from tests.web.client import Browser


def as_person(person: Person, acting_for: str, at: datetime = NOW) -> Browser:
    """The browser of somebody who is in the directory."""
    return Browser.of(person, app, portal, at=at, acting_for=acting_for)


def as_actor(actor: Actor, at: datetime = NOW) -> Browser:
    """The browser of an actor of the tests, who belongs to what the actor belongs to."""
    own = [
        a_membership(code, *(actor.roles if code == actor.ods_code else ()), name=f"Organisation {code}")
        for code in sorted(actor.belongs_to)
    ]
    person = a_person(*own, person_id=actor.person_id, name=actor.name)
    return as_person(person, actor.ods_code, at)


def wren(at: datetime = NOW) -> Browser:
    """The member of staff."""
    return as_person(WREN, "RZZ", at)


def adviser(at: datetime = NOW) -> Browser:
    """Their adviser."""
    return as_person(ADVISER_PERSON, ICS, at)


def second_adviser(at: datetime = NOW) -> Browser:
    """Another neutral adviser."""
    return as_person(SECOND_PERSON, ICS, at)
