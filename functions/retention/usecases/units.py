"""Employers publish their units, bound them, and name the people of those that close."""

from collections.abc import Callable
from datetime import datetime

from functions.retention.domain import publishing
from functions.retention.domain.parts import PersonRef
from functions.retention.domain.publishing import (
    ChangeKeeper,
    EditUnit,
    MarkHardToFill,
    NameAtRisk,
    PublishUnit,
    SetBounds,
)
from functions.retention.domain.reasons import Reason
from functions.retention.domain.units import AtRiskNames, EmployerBounds, Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import unit_key
from functions.retention.store import RetentionStore
from functions.retention.usecases.perform import Decided, perform
from shared import directory
from shared.actors import Actor, Organisation, Role
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash
from shared.records import Circumstances


def publish_unit(actor: Actor, command: PublishUnit, now: datetime) -> Done | Refusal:
    """Publish a unit of the organisation that the actor acts for. The key of its form is its id."""
    asked = Once(command.unit_id, request_hash("publish_unit", command))
    key = unit_key(command.window_id, command.unit_id)

    def load(store: RetentionStore) -> tuple[tuple[TransferWindow, Organisation] | None, Once | None]:
        is_there, once = store.there_and_once(key, asked.key)
        window, employer = store.window(command.window_id), directory.organisation(actor.ods_code)
        return ((window, employer) if window and employer and not is_there else None), once

    def decide(loaded: tuple[TransferWindow, Organisation], here: Circumstances) -> Decided:
        window, employer = loaded
        return publishing.publish_unit(window, command, employer, managers_of(actor), here)

    return perform(actor, asked, now, load, decide)


def edit_unit(actor: Actor, command: EditUnit, key: str, now: datetime) -> Done | Refusal:
    """Replace what is said of a unit."""
    return _on_unit(
        actor,
        (command.window_id, command.unit_id),
        Once(key, request_hash("edit_unit", command)),
        now,
        lambda window, unit, here: publishing.edit_unit(window, unit, command, here),
    )


def change_keeper(actor: Actor, command: ChangeKeeper, key: str, now: datetime) -> Done | Refusal:
    """Name another recruiting manager for a unit."""
    return _on_unit(
        actor,
        (command.window_id, command.unit_id),
        Once(key, request_hash("change_keeper", command)),
        now,
        lambda window, unit, here: publishing.change_keeper(window, unit, command, managers_of(actor), here),
    )


def mark_hard_to_fill(actor: Actor, command: MarkHardToFill, key: str, now: datetime) -> Done | Refusal:
    """Say whether a unit is hard to fill."""
    return _on_unit(
        actor,
        (command.window_id, command.unit_id),
        Once(key, request_hash("mark_hard_to_fill", command)),
        now,
        lambda window, unit, here: publishing.mark_hard_to_fill(window, unit, command, here),
    )


def set_bounds(actor: Actor, command: SetBounds, key: str, now: datetime) -> Done | Refusal:
    """Set the bounds of the employer that the actor acts for."""
    asked = Once(key, request_hash("set_bounds", command))

    def decide(loaded: tuple[TransferWindow, EmployerBounds | None], here: Circumstances) -> Decided:
        employer = directory.organisation(actor.ods_code)
        if employer is None:
            return Refusal(Reason.NOT_FOUND)
        return publishing.set_bounds(*loaded, command, employer, here)

    return perform(actor, asked, now, lambda store: store.bounds_and_once(command.window_id, key), decide)


def name_at_risk(actor: Actor, command: NameAtRisk, key: str, now: datetime) -> Done | Refusal:
    """Name the people of a closing unit."""
    asked = Once(key, request_hash("name_at_risk", command))

    def decide(loaded: tuple[TransferWindow, Unit, AtRiskNames | None], here: Circumstances) -> Decided:
        return publishing.name_at_risk(*loaded, command, here)

    return perform(
        actor,
        asked,
        now,
        lambda store: store.at_risk_and_once(command.window_id, command.unit_id, key),
        decide,
    )


def managers_of(actor: Actor) -> tuple[PersonRef, ...]:
    """The recruiting managers of the organisation that the actor acts for, at most 50. One query."""
    found = directory.contacts(actor.ods_code, Role.RECRUITING_MANAGER)
    return tuple(PersonRef(person_id=one.person_id, name=one.name) for one in found)


def _on_unit(
    actor: Actor,
    where: tuple[str, str],
    asked: Once,
    now: datetime,
    decide: Callable[[TransferWindow, Unit, Circumstances], Decided],
) -> Done | Refusal:
    return perform(
        actor,
        asked,
        now,
        lambda store: store.unit_and_once(*where, asked.key),
        lambda loaded, here: decide(*loaded, here),
    )
