"""Messages about an application: written, and read by both sides."""

from datetime import datetime

from functions.levy.domain import correspondence
from functions.levy.domain.correspondence import Correspondence, WriteMessage
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash


def write_message(actor: Actor, command: WriteMessage, key: str, now: datetime) -> Done | Refusal:
    """Write about an application that the actor may see. Two who write at once both are heard."""
    store, here = LevyStore(actor), circumstances(actor, now)
    asked = Once(key, request_hash("write_message", command))

    def look() -> Done | Refusal:
        application, before, once = store.correspondence_and_once(command.application_id, key)

        def decide() -> Decision[Correspondence] | Refusal:
            if application is None:
                return Refusal(Reason.NOT_FOUND)
            return correspondence.write_message(application, before, command, here)

        return concluded(once, asked, decide, store.commit_correspondence, Reason)

    return persistently(look, Reason)
