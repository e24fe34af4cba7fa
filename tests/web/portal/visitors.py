"""Who visits the portal: somebody who has signed in, or nobody known."""

from functions.portal.app import app
from shared.actors import Person
from tests.web.client import Browser


def stranger() -> Browser:
    """A browser in which nobody has signed in."""
    return Browser((app,))


def visitor(person: Person) -> Browser:
    """The browser of somebody who has signed in."""
    return Browser.of(person, app)
