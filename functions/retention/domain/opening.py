"""What the coordinator does with a window before its run: plan it, open it, move its days later. Pure
functions."""

from collections.abc import Sequence
from datetime import date

from pydantic import JsonValue

from functions.retention.domain import notices
from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.parts import EmployerRef, RecordId, Words, employer_of, person_of
from functions.retention.domain.policy import coordinates
from functions.retention.domain.priority import hash_of_seed
from functions.retention.domain.reasons import Reason
from functions.retention.domain.windows import (
    DateMove,
    PointsRule,
    TransferWindow,
    WindowDates,
    WindowPlan,
    WindowStatus,
)
from shared.actors import Organisation
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen


class PlanWindow(Frozen):
    """Plan a window. The id was minted with the form."""

    window_id: RecordId
    plan: WindowPlan


class EditWindow(Frozen):
    """Replace the plan of a window that is not open yet."""

    window_id: RecordId
    version: int
    plan: WindowPlan


class OpenWindow(Frozen):
    """Open a window: from now on its rules are published and fixed."""

    window_id: RecordId
    version: int


class MoveDates(Frozen):
    """Move days of an open window later, with the reason that is published."""

    window_id: RecordId
    version: int
    dates: WindowDates
    why: Words


def plan_window(
    command: PlanWindow, partners: Sequence[Organisation | None], here: Circumstances
) -> Decision[TransferWindow] | Refusal:
    """A new window, seen by the ICS alone until it is opened. `partners` are the organisations that it names, None
    for one that is not there."""
    if here.actor is None or not coordinates(here.actor):
        return Refusal(Reason.NOT_FOUND)
    found = _partners(partners)
    if isinstance(found, Refusal):
        return found
    plan = command.plan
    window = TransferWindow(
        ics_code=here.actor.ics_code,
        window_id=command.window_id,
        name=plan.name,
        market=plan.market,
        partners=found,
        dates=plan.dates,
        rules=plan.rules,
        status=WindowStatus.PLANNED,
        created_at=here.now,
        created_by=person_of(here.actor),
    )
    return decided(window, "plan_window", here, facts=_facts(window))


def edit_window(
    window: TransferWindow, command: EditWindow, partners: Sequence[Organisation | None], here: Circumstances
) -> Decision[TransferWindow] | Refusal:
    """Replace the plan while nobody relies on it."""
    refusal = _refuse(window, command.version, here)
    if refusal:
        return refusal
    if window.is_opened:
        return Refusal(Reason.WINDOW_FIXED)
    found = _partners(partners)
    if isinstance(found, Refusal):
        return found
    plan = command.plan
    changed = window.model_copy(
        update={
            "name": plan.name,
            "market": plan.market,
            "partners": found,
            "dates": plan.dates,
            "rules": plan.rules,
        }
    )
    return decided(changed, "edit_window", here, facts=_facts(changed))


def open_window(
    window: TransferWindow,
    command: OpenWindow,
    points: PointsRule,
    undecided_is_accepted: bool,
    seed: str,
    here: Circumstances,
) -> Decision[TransferWindow] | Refusal:
    """Open the window: the priority rule of the day and the hash of the seed are fixed with everything else,
    and the partners are told. The seed goes into an item of its own; it is in no event."""
    refusal = _refuse(window, command.version, here)
    if refusal:
        return refusal
    if window.is_opened:
        return Refusal(Reason.WINDOW_FIXED)
    if window.dates.opens_on < london_day(here.now):
        return Refusal(Reason.OPENS_TOO_SOON)
    opened = window.model_copy(
        update={
            "status": WindowStatus.OPEN,
            "opened_at": here.now,
            "points": points,
            "undecided_is_accepted": undecided_is_accepted,
            "seed_hash": hash_of_seed(seed),
        }
    )
    facts = {**_facts(opened), "points": points.model_dump(mode="json"), "seed_hash": opened.seed_hash}
    return decided(opened, "open_window", here, facts=facts, intents=notices.window_opened(opened))


def move_dates(
    window: TransferWindow, command: MoveDates, here: Circumstances
) -> Decision[TransferWindow] | Refusal:
    """Move days later. A day that has come stays as it is: whoever relied on it has acted."""
    refusal = _refuse(window, command.version, here)
    if refusal:
        return refusal
    if window.status is not WindowStatus.OPEN:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    before, after = window.dates.model_dump(), command.dates.model_dump()
    changed = [name for name in before if after[name] != before[name]]
    if not changed:
        return Refusal(Reason.NOTHING_MOVED)
    today = london_day(here.now)
    if any(not _may_move(name, before[name], after[name], today) for name in changed):
        return Refusal(Reason.ONLY_LATER)
    if here.actor is None:
        return Refusal(Reason.NOT_FOUND)
    move = DateMove(before=window.dates, at=here.now, by=person_of(here.actor), why=command.why)
    moved = window.model_copy(update={"dates": command.dates, "moved": (*window.moved, move)})
    return decided(moved, "move_dates", here, why=command.why, facts=_days(moved))


def _may_move(name: str, before: date, after: date, today: date) -> bool:
    """The first day must not have come yet; of the others the last day itself is still open."""
    is_still_ahead = before > today if name == "opens_on" else before >= today
    return is_still_ahead and after > before


def _refuse(window: TransferWindow, version: int, here: Circumstances) -> Refusal | None:
    if not coordinates(here.actor) or here.actor is None or here.actor.ics_code != window.ics_code:
        return Refusal(Reason.NOT_FOUND)
    return Refusal(Reason.CHANGED_SINCE) if window.head.number != version else None


def _partners(organisations: Sequence[Organisation | None]) -> tuple[EmployerRef, ...] | Refusal:
    found = {one.ods_code: employer_of(one) for one in organisations if one}
    if not found or None in organisations:
        return Refusal(Reason.NO_PARTNERS)
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.ods_code)))


def _facts(window: TransferWindow) -> dict[str, JsonValue]:
    return {
        "market": window.market.key,
        "partners": [one.ods_code for one in window.partners],
        **_days(window),
        **window.rules.model_dump(mode="json"),
    }


def _days(window: TransferWindow) -> dict[str, JsonValue]:
    return dict(window.dates.model_dump(mode="json"))
