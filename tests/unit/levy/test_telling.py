"""What an employer tells of an apprentice: who may, when, and what it does to the money."""

from datetime import datetime
from typing import Any

import pytest

from functions.levy.domain import telling
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    OnApprentice,
    PauseApprentice,
    ResumeApprentice,
    StartApprentice,
    StopApprentice,
)
from functions.levy.domain.progress import LABELS, STEPS, Progress, Step
from functions.levy.domain.reasons import Reason
from shared.actors import Role
from shared.outcomes import Refusal
from shared.values.dates import Month
from tests.apprentices import EACH_PENCE, IN_JANUARY, a_started, an_apprentice, on, the
from tests.levies import APPROVER, AUDITOR, FINANCE_LEAD, MANAGER, here
from tests.partners import NOW, an_actor

JUNE = datetime(2027, 6, 10, 9, tzinfo=NOW.tzinfo)
PAUSED: dict[str, Any] = {"status": Progress.PAUSED}

ACTS: dict[Step, tuple[Any, type[OnApprentice], dict[str, Any]]] = {
    Step.START_APPRENTICE: (telling.start_apprentice, StartApprentice, {}),
    Step.PAUSE_APPRENTICE: (telling.pause_apprentice, PauseApprentice, {"month": Month(2027, 5)}),
    Step.RESUME_APPRENTICE: (telling.resume_apprentice, ResumeApprentice, {"month": Month(2027, 5)}),
    Step.CHANGE_APPRENTICE: (
        telling.change_apprentice,
        ChangeApprentice,
        {"start": Month(2027, 1), "price_pence": 100},
    ),
    Step.STOP_APPRENTICE: (telling.stop_apprentice, StopApprentice, {"month": Month(2027, 5)}),
    Step.COMPLETE_APPRENTICE: (telling.complete_apprentice, CompleteApprentice, {"month": Month(2027, 5)}),
}


def refused(step: Step, one: Apprenticeship, now: datetime = JUNE, **changed: Any) -> Refusal | None:
    act, kind, details = ACTS[step]
    outcome = act(one, on(kind, one, **(details | changed)), here(MANAGER, now))
    return outcome if isinstance(outcome, Refusal) else None


def test_every_progress_has_a_name_and_can_be_reached() -> None:
    assert set(LABELS) == set(Progress)
    reached = {Progress.CONFIRMED}
    while more := {to for (at, _), to in STEPS.items() if at in reached} - reached:
        reached |= more
    assert reached == set(Progress)


@pytest.mark.parametrize("step", ACTS)
@pytest.mark.parametrize("at", Progress)
def test_a_step_that_the_table_does_not_have_is_refused(step: Step, at: Progress) -> None:
    if (at, step) in STEPS:
        return
    one = a_started().model_copy(update={"status": at})
    outcome = refused(step, one)
    assert outcome is not None
    assert outcome.reason is Reason.NOT_ALLOWED_NOW


@pytest.mark.parametrize("step", ACTS)
def test_nobody_but_the_employer_tells(step: Step) -> None:
    act, kind, details = ACTS[step]
    one = an_apprentice()
    others = (APPROVER, AUDITOR, FINANCE_LEAD, an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLA02"), None)
    for actor in others:
        assert act(one, on(kind, one, **details), here(actor, JUNE)) == Refusal(Reason.NOT_FOUND)


@pytest.mark.parametrize("step", ACTS)
def test_what_changed_meanwhile_is_looked_at_again(step: Step) -> None:
    act, kind, details = ACTS[step]
    one = an_apprentice()
    stale = on(kind, one, **details).model_copy(update={"version": 0})
    assert act(one, stale, here(MANAGER, JUNE)) == Refusal(Reason.CHANGED_SINCE)


def test_a_start_is_told_from_its_month_on() -> None:
    early = refused(Step.START_APPRENTICE, an_apprentice(), NOW)
    assert early == Refusal(Reason.NOT_BEGUN, {"start": "January 2027"})
    assert refused(Step.START_APPRENTICE, an_apprentice(), IN_JANUARY) is None


@pytest.mark.parametrize(
    ("step", "month", "reason"),
    [
        (Step.PAUSE_APPRENTICE, Month(2026, 12), Reason.MONTH_TOO_EARLY),
        (Step.PAUSE_APPRENTICE, Month(2027, 7), Reason.MONTH_TOO_LATE),
        (Step.STOP_APPRENTICE, Month(2026, 12), Reason.MONTH_TOO_EARLY),
        (Step.STOP_APPRENTICE, Month(2027, 7), Reason.MONTH_TOO_LATE),
        (Step.COMPLETE_APPRENTICE, Month(2027, 6), Reason.MONTH_TOO_EARLY),  # not the shortest length yet
    ],
)
def test_a_month_must_be_one_in_which_it_can_have_happened(step: Step, month: Month, reason: Reason) -> None:
    outcome = refused(step, a_started(), month=month)
    assert outcome is not None
    assert outcome.reason is reason


def test_training_goes_on_no_earlier_than_it_paused_and_pauses_do_not_overlap() -> None:
    one = a_started()
    paused = the(
        telling.pause_apprentice(one, on(PauseApprentice, one, month=Month(2027, 4)), here(MANAGER, JUNE))
    ).record
    early = refused(Step.RESUME_APPRENTICE, paused, month=Month(2027, 3))
    assert early == Refusal(Reason.MONTH_TOO_EARLY, {"earliest": "April 2027"})
    back = the(
        telling.resume_apprentice(paused, on(ResumeApprentice, paused, month=Month(2027, 6)), here(MANAGER, JUNE))
    ).record
    overlapping = refused(Step.PAUSE_APPRENTICE, back, month=Month(2027, 5))
    assert overlapping == Refusal(Reason.MONTH_TOO_EARLY, {"earliest": "June 2027"})


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"price_pence": EACH_PENCE}, Reason.NOTHING_CHANGED),
        ({"price_pence": EACH_PENCE + 1}, Reason.PRICE_NOT_LOWER),
        ({"start": Month(2026, 12)}, Reason.START_TOO_EARLY),
        ({"start": Month(2031, 12)}, Reason.START_TOO_LATE),
    ],
)
def test_a_change_lowers_the_price_or_moves_the_start_later(changed: dict[str, Any], reason: Reason) -> None:
    outcome = refused(Step.CHANGE_APPRENTICE, an_apprentice(), **({"price_pence": EACH_PENCE} | changed))
    assert outcome is not None
    assert outcome.reason is reason


def test_once_payments_began_the_start_does_not_move_and_the_price_not_below_them() -> None:
    one = a_started()
    share = one.shares[0].model_copy(update={"drawn_pence": EACH_PENCE, "held": ()})
    drawn = one.model_copy(update={"payments_drawn": 24, "shares": (share,)})
    moved = refused(Step.CHANGE_APPRENTICE, drawn, start=Month(2027, 2), price_pence=EACH_PENCE)
    assert moved == Refusal(Reason.START_DRAWN)
    below = refused(Step.CHANGE_APPRENTICE, drawn, price_pence=EACH_PENCE - 1)
    assert below == Refusal(Reason.PRICE_BELOW_DRAWN, {"drawn": "£15,000.00"})


def test_a_later_start_moves_the_payments_and_no_money() -> None:
    one = an_apprentice()
    command = on(ChangeApprentice, one, start=Month(2027, 3), price_pence=one.price_pence)
    made = the(telling.change_apprentice(one, command, here(MANAGER)))
    assert (made.record.start, made.entries, made.record.status) == (Month(2027, 3), (), Progress.CONFIRMED)
    assert made.event.facts == {"start": {"from": "2027-01", "to": "2027-03"}}


def test_a_lower_price_takes_the_employers_own_part_first() -> None:
    one = an_apprentice(price_pence=1_650_000)
    command = on(ChangeApprentice, one, start=one.start, price_pence=1_550_000)
    made = the(telling.change_apprentice(one, command, here(MANAGER)))
    assert (made.record.excess_pence, made.entries) == (50_000, ())


def test_whoever_has_started_is_not_stopped_without_a_month_and_no_money_goes_back() -> None:
    for one in (a_started(), a_started().model_copy(update=PAUSED)):
        refused = telling.stop_apprentice(one, on(StopApprentice, one, month=None), here(MANAGER, JUNE))
        assert refused == Refusal(Reason.MONTH_MISSING)
