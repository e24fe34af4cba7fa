"""An employer's HR enters what a year came to."""

from datetime import datetime

from functions.retention.domain import stability
from functions.retention.domain.decision import Decision
from functions.retention.domain.parts import employer_of
from functions.retention.domain.reasons import Reason
from functions.retention.domain.stability import EmployerYear, EnterYear
from functions.retention.stability_store import StabilityStore
from functions.retention.usecases.outcomes import is_due
from functions.retention.usecases.perform import here_of
from shared import directory
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash


def enter_year(actor: Actor, command: EnterYear, key: str, now: datetime) -> Done | Refusal:
    """Enter a year of the actor's employer, or correct it. From the day on which its figures are due it stays
    as it is, frozen or not yet."""
    store, here = StabilityStore(actor), here_of(actor, now)
    asked = Once(key, request_hash("enter_year", command))

    def look() -> Done | Refusal:
        (before, is_frozen), once = store.year_and_once(command.year, key)
        employer = directory.organisation(actor.ods_code)

        def decide() -> Decision[EmployerYear] | Refusal:
            if employer is None:
                return Refusal(Reason.NOT_FOUND)
            is_fixed = is_frozen or is_due(command.year, london_day(now))
            return stability.enter_year(before, employer_of(employer), command, is_fixed, here)

        return concluded(once, asked, decide, store.commit_year, Reason)

    return persistently(look, Reason)
