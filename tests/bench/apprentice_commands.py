"""The commands of apprentices and what days that pass do, each ready to be sent: the same act, the same key."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import TypeVar

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.applications import SetUpStep
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    OnApprentice,
    PauseApprentice,
    RecordReferences,
    RecordSetUpStep,
    ResumeApprentice,
    StartApprentice,
    StopApprentice,
)
from functions.levy.usecases import apprenticeships, decisions, monthly, overdue
from shared.ids import new_id
from shared.values.dates import Month
from tests.apprentices import (
    IN_JANUARY,
    a_confirmation,
    on,
    read_apprentice,
    stored_accepted,
    stored_apprentice,
    stored_started,
)
from tests.levies import MANAGER, done, stored_application, stored_pledge
from tests.partners import NOW

Act = Callable[[], object]
C = TypeVar("C", bound=OnApprentice)

HALVES = (700_001, 799_999)
LATER = NOW.replace(year=2028, month=3)


def confirm_apprentice() -> Act:
    command = a_confirmation(stored_accepted(1, *HALVES), price_pence=1_400_000)
    return partial(apprenticeships.confirm_apprentice, MANAGER, command, new_id(), NOW)


def record_references() -> Act:
    accepted = stored_accepted()
    on_it = {"application_id": accepted.application_id, "version": accepted.head.number}
    command = RecordReferences.model_validate(on_it | {"cohort_code": "ABC123"})
    return partial(apprenticeships.record_references, MANAGER, command, new_id(), NOW)


def record_set_up_step() -> Act:
    accepted = stored_accepted()
    command = RecordSetUpStep(
        application_id=accepted.application_id,
        version=accepted.head.number,
        step=SetUpStep.TRANSFER_APPROVED,
        on=date(2026, 11, 20),
    )
    return partial(apprenticeships.record_set_up_step, MANAGER, command, new_id(), NOW)


def start_apprentice() -> Act:
    one = stored_apprentice()
    return partial(apprenticeships.start_apprentice, MANAGER, on(StartApprentice, one), new_id(), IN_JANUARY)


def pause_apprentice() -> Act:
    command = on(PauseApprentice, stored_started(), month=Month(2027, 5))
    return partial(apprenticeships.pause_apprentice, MANAGER, command, new_id(), LATER)


def resume_apprentice() -> Act:
    one = stored_started()
    paused = on(PauseApprentice, one, month=Month(2027, 5))
    done(apprenticeships.pause_apprentice(MANAGER, paused, new_id(), LATER))
    command = on(ResumeApprentice, read_apprentice(one.apprenticeship_id), month=Month(2027, 8))
    return partial(apprenticeships.resume_apprentice, MANAGER, command, new_id(), LATER)


def change_apprentice() -> Act:
    one = _split()
    command = on(ChangeApprentice, one, start=one.start, price_pence=1_000_000)
    return partial(apprenticeships.change_apprentice, MANAGER, command, new_id(), NOW)


def stop_apprentice() -> Act:
    command = on(StopApprentice, _split_and_started(), month=Month(2027, 5))
    return partial(apprenticeships.stop_apprentice, MANAGER, command, new_id(), LATER)


def complete_apprentice() -> Act:
    command = on(CompleteApprentice, stored_started(), month=Month(2028, 1))
    return partial(apprenticeships.complete_apprentice, MANAGER, command, new_id(), LATER)


def draw_instalments() -> Act:
    """Two apprentices, one paid by two pledges, three months behind; night after night, until nothing is due."""
    _split_and_started()
    stored_started()

    def act() -> None:
        store, until = ApprenticeshipStore(None), Month(2027, 4)
        while store.due_by(until, None).items:
            monthly.draw_instalments(until, NOW.replace(year=2027, month=4))

    return act


def release_unused() -> Act:
    stored_apprentice(stored_accepted(1, *HALVES))
    stored_accepted(1, *HALVES)

    def act() -> None:
        decisions.lapse_offers(NOW + timedelta(days=120))

    return act


def decline_stale() -> Act:
    stored_application()

    def act() -> None:
        overdue.decline_stale(NOW + timedelta(days=120))

    return act


def lapse_pledges() -> Act:
    stored_pledge()

    def act() -> None:
        overdue.lapse_pledges(NOW.replace(year=2027, month=4, day=6))

    return act


APPRENTICE_COMMANDS: tuple[Callable[[], Act], ...] = (
    confirm_apprentice,
    record_references,
    record_set_up_step,
    start_apprentice,
    pause_apprentice,
    resume_apprentice,
    change_apprentice,
    stop_apprentice,
    complete_apprentice,
    draw_instalments,
    release_unused,
    decline_stale,
    lapse_pledges,
)

SCHEDULED = frozenset({draw_instalments, release_unused, decline_stale, lapse_pledges})
"""What nobody asks for: where the database is busy it fails, and runs again in its time."""


def _split() -> Apprenticeship:
    return stored_apprentice(stored_accepted(1, *HALVES))


def _split_and_started() -> Apprenticeship:
    return stored_started(stored_accepted(1, *HALVES))
