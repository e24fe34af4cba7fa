"""The employer tells what became of an apprentice: started, paused, resumed, changed, stopped, completed.

Each returns or re-times the money: the schedule follows from the record, and what will not be drawn goes back by a
new entry. Nothing that was drawn is undone here: the apprenticeship service corrects what it paid. Pure functions.
"""

from collections.abc import Sequence

from pydantic import JsonValue

from functions.levy.domain.apprenticeships import Apprenticeship, AwardShare, Pause
from functions.levy.domain.commands import (
    ChangeApprentice,
    CompleteApprentice,
    OnApprentice,
    PauseApprentice,
    ResumeApprentice,
    StartApprentice,
    StopApprentice,
)
from functions.levy.domain.confirming import refuse_late_start, refuse_standard
from functions.levy.domain.cost import monthly_pence
from functions.levy.domain.ledger import LedgerEntry
from functions.levy.domain.notices import of_apprentice, of_released
from functions.levy.domain.policy import may_tell
from functions.levy.domain.progress import STEPS, Progress, Step
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.releasing import release_entries, released_each
from functions.levy.domain.schedule import payments_left
from functions.levy.domain.shares import given_back
from shared.actors import Role
from shared.clock import london_day
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.values.dates import Month, uk_month
from shared.values.money import pounds

Told = Decision[Apprenticeship] | Refusal


def start_apprentice(
    apprenticeship: Apprenticeship, command: StartApprentice, circumstances: Circumstances
) -> Told:
    """Tell that the apprentice started in the confirmed month: from now on instalments are drawn."""
    refusal = refuse_step(apprenticeship, Step.START_APPRENTICE, command, circumstances)
    if refusal:
        return refusal
    if apprenticeship.start > _this_month(circumstances):
        return Refusal(Reason.NOT_BEGUN, {"start": uk_month(apprenticeship.start)})
    moved = _moved(apprenticeship, Step.START_APPRENTICE, circumstances)
    return decided(moved, Step.START_APPRENTICE, circumstances, facts={"start": str(apprenticeship.start)})


def pause_apprentice(
    apprenticeship: Apprenticeship, command: PauseApprentice, circumstances: Circumstances
) -> Told:
    """No payment falls in `month` or later until the apprentice is back."""
    refusal = refuse_step(apprenticeship, Step.PAUSE_APPRENTICE, command, circumstances)
    refusal = refusal or _refuse_month(command.month, _after_pauses(apprenticeship), circumstances)
    if refusal:
        return refusal
    pauses = (*apprenticeship.pauses, Pause(starts=command.month))
    moved = _moved(apprenticeship, Step.PAUSE_APPRENTICE, circumstances, pauses=pauses)
    return decided(moved, Step.PAUSE_APPRENTICE, circumstances, facts={"month": str(command.month)})


def resume_apprentice(
    apprenticeship: Apprenticeship, command: ResumeApprentice, circumstances: Circumstances
) -> Told:
    """Payments go on in `month`: all that was not drawn moves by the length of the pause."""
    refusal = refuse_step(apprenticeship, Step.RESUME_APPRENTICE, command, circumstances)
    if refusal:
        return refusal
    *earlier, last = apprenticeship.pauses
    refusal = _refuse_month(command.month, last.starts, circumstances)
    if refusal:
        return refusal
    pauses = (*earlier, last.model_copy(update={"ends": command.month}))
    moved = _moved(apprenticeship, Step.RESUME_APPRENTICE, circumstances, pauses=pauses)
    return decided(moved, Step.RESUME_APPRENTICE, circumstances, facts={"month": str(command.month)})


def change_apprentice(
    apprenticeship: Apprenticeship, command: ChangeApprentice, circumstances: Circumstances
) -> Told:
    """Lower the price, or move the start later before anything is drawn; what it costs less goes back."""
    refusal = refuse_step(apprenticeship, Step.CHANGE_APPRENTICE, command, circumstances)
    refusal = refusal or _refuse_change(apprenticeship, command, circumstances)
    if refusal:
        return refusal
    most = sum(share.pence for share in apprenticeship.shares)
    back = released_each(_held(apprenticeship), max(most - command.price_pence, 0))
    changed = _moved(
        _less(apprenticeship, back),
        Step.CHANGE_APPRENTICE,
        circumstances,
        start=command.start,
        price_pence=command.price_pence,
        excess_pence=max(command.price_pence - most, 0),
        status_since=apprenticeship.status_since,
    )
    entries = _release(apprenticeship, back, circumstances)
    return decided(
        changed,
        Step.CHANGE_APPRENTICE,
        circumstances,
        facts=_changes(apprenticeship, command),
        entries=entries,
        intents=of_released(changed, entries),
    )


def stop_apprentice(apprenticeship: Apprenticeship, command: StopApprentice, circumstances: Circumstances) -> Told:
    """Training ended in `month`: what falls due later goes back. Once training has started, `month` is needed:
    without it all would go back."""
    refusal = refuse_step(apprenticeship, Step.STOP_APPRENTICE, command, circumstances)
    has_started = apprenticeship.status is not Progress.CONFIRMED
    ended = command.month if has_started else None
    if refusal is None and has_started:
        refusal = (
            _refuse_month(ended, apprenticeship.start, circumstances) if ended else Refusal(Reason.MONTH_MISSING)
        )
    if refusal:
        return refusal
    stopped = _moved(apprenticeship, Step.STOP_APPRENTICE, circumstances, ended=ended)
    due = len(payments_left(stopped))
    back = [share.held_pence - share.monthly_pence * due for share in apprenticeship.shares]
    entries = _release(apprenticeship, back, circumstances)
    return decided(
        _less(stopped, back, keeps_instalments=True),
        Step.STOP_APPRENTICE,
        circumstances,
        why=command.why,
        facts={"month": str(ended)} if ended else {},
        entries=entries,
        intents=(_to_ics(stopped, "apprentice_stopped"), *of_released(stopped, entries)),
    )


def complete_apprentice(
    apprenticeship: Apprenticeship, command: CompleteApprentice, circumstances: Circumstances
) -> Told:
    """The apprentice finished in `month`: whatever is left is drawn in the month after."""
    refusal = refuse_step(apprenticeship, Step.COMPLETE_APPRENTICE, command, circumstances)
    least = rule("minimum_duration_months", apprenticeship.start).number
    earliest = max(apprenticeship.start.plus(least), _after_pauses(apprenticeship))
    refusal = refusal or _refuse_month(command.month, earliest, circumstances)
    if refusal:
        return refusal
    moved = _moved(apprenticeship, Step.COMPLETE_APPRENTICE, circumstances, ended=command.month)
    return decided(
        moved,
        Step.COMPLETE_APPRENTICE,
        circumstances,
        facts={"month": str(command.month)},
        intents=(_to_ics(moved, "apprentice_completed"),),
    )


def refuse_step(
    apprenticeship: Apprenticeship, step: Step, command: OnApprentice, circumstances: Circumstances
) -> Refusal | None:
    """The guards of every act: is it yours to tell, is it what you were shown, may it happen now."""
    if circumstances.actor is None or not may_tell(circumstances.actor, apprenticeship):
        return Refusal(Reason.NOT_FOUND)
    if apprenticeship.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    if (apprenticeship.status, step) not in STEPS:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": apprenticeship.status})
    return None


def _refuse_month(month: Month, earliest: Month, circumstances: Circumstances) -> Refusal | None:
    """What is told happened: not before it can have, and not later than this month."""
    latest = _this_month(circumstances)
    if month < earliest:
        return Refusal(Reason.MONTH_TOO_EARLY, {"earliest": uk_month(earliest)})
    if month > latest:
        return Refusal(Reason.MONTH_TOO_LATE, {"latest": uk_month(latest)})
    return None


def _refuse_change(
    apprenticeship: Apprenticeship, command: ChangeApprentice, circumstances: Circumstances
) -> Refusal | None:
    if (command.start, command.price_pence) == (apprenticeship.start, apprenticeship.price_pence):
        return Refusal(Reason.NOTHING_CHANGED)
    if command.price_pence > apprenticeship.price_pence:
        return Refusal(Reason.PRICE_NOT_LOWER, {"price": pounds(apprenticeship.price_pence)})
    if command.price_pence < apprenticeship.drawn_pence:
        return Refusal(Reason.PRICE_BELOW_DRAWN, {"drawn": pounds(apprenticeship.drawn_pence)})
    if command.start == apprenticeship.start:
        return None
    return _refuse_new_start(apprenticeship, command.start, circumstances)


def _refuse_new_start(
    apprenticeship: Apprenticeship, start: Month, circumstances: Circumstances
) -> Refusal | None:
    if apprenticeship.payments_drawn or apprenticeship.pauses:
        return Refusal(Reason.START_DRAWN)
    if start < apprenticeship.start:
        return Refusal(Reason.START_TOO_EARLY, {"earliest": uk_month(apprenticeship.start)})
    if apprenticeship.status is Progress.STARTED and start > _this_month(circumstances):
        return Refusal(Reason.START_TOO_LATE, {"latest": uk_month(_this_month(circumstances))})
    today = london_day(circumstances.now)
    return refuse_late_start(start, today) or refuse_standard(apprenticeship.standard, start)


def _moved(
    apprenticeship: Apprenticeship, step: Step, circumstances: Circumstances, **changes: object
) -> Apprenticeship:
    status = STEPS[apprenticeship.status, step]
    return apprenticeship.model_copy(update={"status": status, "status_since": circumstances.now, **changes})


def _this_month(circumstances: Circumstances) -> Month:
    return Month.of(london_day(circumstances.now))


def _after_pauses(apprenticeship: Apprenticeship) -> Month:
    """The first month that no pause covers any more."""
    ends = [pause.ends for pause in apprenticeship.pauses if pause.ends]
    return max([apprenticeship.start, *ends])


def _held(apprenticeship: Apprenticeship) -> list[int]:
    return [share.held_pence for share in apprenticeship.shares]


def _less(
    apprenticeship: Apprenticeship, back: Sequence[int], *, keeps_instalments: bool = False
) -> Apprenticeship:
    """The apprenticeship with so much less of each share to draw."""
    left = apprenticeship.months - apprenticeship.payments_drawn
    shares = tuple(
        _smaller(share, pence, None if keeps_instalments else (apprenticeship.months, left))
        for share, pence in zip(apprenticeship.shares, back, strict=True)
    )
    return apprenticeship.model_copy(update={"shares": shares})


def _smaller(share: AwardShare, less_pence: int, months: tuple[int, int] | None) -> AwardShare:
    """A share with so much less to draw; with (all, left) months, its instalments to come are worked out anew.

    The last payment stays a fifth of the whole, as far as what is left allows.
    """
    if not less_pence:
        return share
    pence, held_pence = share.pence - less_pence, share.held_pence - less_pence
    each = share.monthly_pence
    if months:
        whole, left = months
        completion = min(held_pence, pence - monthly_pence(pence, whole) * whole)
        each = (held_pence - completion) // left if left > 0 else 0
    _, held = given_back(share.held, less_pence)
    return share.model_copy(update={"pence": pence, "monthly_pence": each, "held": held})


def _release(
    apprenticeship: Apprenticeship, back: Sequence[int], circumstances: Circumstances
) -> tuple[LedgerEntry, ...]:
    return release_entries(apprenticeship, [share.held for share in apprenticeship.shares], back, circumstances)


def _to_ics(apprenticeship: Apprenticeship, kind: str) -> Intent:
    return of_apprentice(apprenticeship, kind, apprenticeship.ics_code, Role.ICS_APPROVER)


def _changes(apprenticeship: Apprenticeship, command: ChangeApprentice) -> dict[str, JsonValue]:
    pairs: list[tuple[str, JsonValue, JsonValue]] = [
        ("start", str(apprenticeship.start), str(command.start)),
        ("price_pence", apprenticeship.price_pence, command.price_pence),
    ]
    return {name: {"from": before, "to": after} for name, before, after in pairs if before != after}
