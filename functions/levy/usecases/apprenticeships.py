"""The employer sets an accepted transfer up, confirms its apprentices, and tells what becomes of each."""

from collections.abc import Callable
from datetime import datetime

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain import confirming, telling
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    ConfirmApprentice,
    OnApprentice,
    OnVersion,
    PauseApprentice,
    RecordReferences,
    RecordSetUpStep,
    ResumeApprentice,
    StartApprentice,
    StopApprentice,
)
from functions.levy.domain.confirming import Confirmation
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from functions.levy.usecases.perform import DecideApplication, on_application, on_apprenticeship
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, concluded, persistently, request_hash
from shared.records import Circumstances

Decide = Callable[[Apprenticeship, Circumstances], Decision[Apprenticeship] | Refusal]


def confirm_apprentice(actor: Actor, command: ConfirmApprentice, key: str, now: datetime) -> Done | Refusal:
    """Confirm the next of the approved apprentices."""
    store, here = ApprenticeshipStore(actor), circumstances(actor, now)
    asked = Once(key, request_hash("confirm_apprentice", command))

    def look() -> Done | Refusal:
        application, once, _ = store.application_and_once(command.application_id, key)

        def decide() -> Confirmation | Refusal:
            if application is None:
                return Refusal(Reason.NOT_FOUND)
            return confirming.confirm_apprentice(application, command, here)

        return concluded(once, asked, decide, store.commit_confirmation, Reason)

    return persistently(look, Reason)


def record_references(actor: Actor, command: RecordReferences, key: str, now: datetime) -> Done | Refusal:
    """Keep the codes of the apprenticeship service."""
    here = circumstances(actor, now)
    return _on_application(
        actor, command, key, "references", lambda one, _: confirming.record_references(one, command, here)
    )


def record_set_up_step(actor: Actor, command: RecordSetUpStep, key: str, now: datetime) -> Done | Refusal:
    """Tell when a step in the apprenticeship service was done."""
    here = circumstances(actor, now)
    return _on_application(
        actor, command, key, "set_up_step", lambda one, _: confirming.record_set_up_step(one, command, here)
    )


def start_apprentice(actor: Actor, command: StartApprentice, key: str, now: datetime) -> Done | Refusal:
    """Tell that the apprentice started."""
    return _tell(actor, command, key, "start", now, lambda one, here: telling.start_apprentice(one, command, here))


def pause_apprentice(actor: Actor, command: PauseApprentice, key: str, now: datetime) -> Done | Refusal:
    """Tell that the training paused."""
    return _tell(actor, command, key, "pause", now, lambda one, here: telling.pause_apprentice(one, command, here))


def resume_apprentice(actor: Actor, command: ResumeApprentice, key: str, now: datetime) -> Done | Refusal:
    """Tell that the training goes on."""
    return _tell(
        actor, command, key, "resume", now, lambda one, here: telling.resume_apprentice(one, command, here)
    )


def change_apprentice(actor: Actor, command: ChangeApprentice, key: str, now: datetime) -> Done | Refusal:
    """Tell a lower price or a later start."""
    return _tell(
        actor, command, key, "change", now, lambda one, here: telling.change_apprentice(one, command, here)
    )


def stop_apprentice(actor: Actor, command: StopApprentice, key: str, now: datetime) -> Done | Refusal:
    """Tell that the training stopped."""
    return _tell(actor, command, key, "stop", now, lambda one, here: telling.stop_apprentice(one, command, here))


def complete_apprentice(actor: Actor, command: CompleteApprentice, key: str, now: datetime) -> Done | Refusal:
    """Tell that the apprentice finished."""
    return _tell(
        actor, command, key, "complete", now, lambda one, here: telling.complete_apprentice(one, command, here)
    )


def _on_application(
    actor: Actor, command: OnVersion, key: str, action: str, decide: DecideApplication
) -> Done | Refusal:
    request = request_hash(action, command)
    return on_application(LevyStore(actor), command.application_id, key, request, decide)


def _tell(
    actor: Actor, command: OnApprentice, key: str, action: str, now: datetime, decide: Decide
) -> Done | Refusal:
    here, store = circumstances(actor, now), ApprenticeshipStore(actor)
    request = request_hash(action, command)
    return on_apprenticeship(
        store, command.apprenticeship_id, key, request, lambda one: decide(one, here), store.commit_act
    )
