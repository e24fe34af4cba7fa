"""Who visits the redeployment pages: a browser for each role, signed in as the people of `tests.redeployments`."""

from datetime import datetime

from functions.redeploy.app import app
from shared.actors import Actor
from tests.partners import NOW, a_membership, a_person
from tests.redeployments import (
    AUDITOR,
    COORDINATOR,
    HOME_HR,
    HR,
    MANAGER,
    OTHER_HR,
    SECOND_HR,
)
from tests.web.client import Browser


def as_actor(actor: Actor, at: datetime = NOW) -> Browser:
    """The browser of an actor of the tests."""
    membership = a_membership(actor.ods_code, *actor.roles, name=f"Organisation {actor.ods_code}")
    person = a_person(membership, person_id=actor.person_id, name=f"Name of {actor.person_id}")
    return Browser.of(person, app, at=at)


def hr() -> Browser:
    """The HR adviser of the trust whose people are at risk (`HR`, RZZ)."""
    return as_actor(HR)


def other_hr() -> Browser:
    """The HR adviser of the trust that holds vacancies (`OTHER_HR`, RYY)."""
    return as_actor(OTHER_HR)


def second_hr() -> Browser:
    """Another HR adviser there."""
    return as_actor(SECOND_HR)


def manager() -> Browser:
    """A recruiting manager there (`MANAGER`)."""
    return as_actor(MANAGER)


def home_hr() -> Browser:
    """Who does HR for a care home (`HOME_HR`, VLA01)."""
    return as_actor(HOME_HR)


def coordinator() -> Browser:
    """The ICS's coordinator of redeployment."""
    return as_actor(COORDINATOR)


def auditor() -> Browser:
    """Somebody who reads every history and changes nothing."""
    return as_actor(AUDITOR)
