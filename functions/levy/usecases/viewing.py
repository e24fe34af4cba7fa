"""What a receiving employer looks at: its own applications, and nobody else's."""

from functions.levy.domain.applications import Application
from functions.levy.domain.policy import may
from functions.levy.domain.stages import Action
from functions.levy.store import LevyStore
from shared import directory
from shared.actors import Actor
from shared.table import Page


def own_application(actor: Actor, application_id: str) -> Application | None:
    """An application of the organisation that the actor applies for; None for any other. One read."""
    application = LevyStore(actor).application(application_id)
    if application is None or not may(actor, Action.SAVE, application):
        return None
    return application


def own_applications(actor: Actor, after: str | None) -> Page:
    """A page of rows of the organisation's applications, newest first. One query."""
    return LevyStore(actor).applications_of(actor.ods_code, after)


def pays_levy(actor: Actor) -> bool:
    """Whether the directory says that the actor's organisation pays the levy. One read."""
    organisation = directory.organisation(actor.ods_code)
    return organisation is not None and organisation.pays_levy
