"""People read what came of their request and answer for it; keepers answer for whoever would come or go."""

from chalice.app import Blueprint

from functions.retention.domain.confirming import ObjectToMove, Proposed, ReceiveMove
from functions.retention.domain.policy import keeps
from functions.retention.domain.run_policy import is_public
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.forms.confirming import (
    RELEASE_FIELDS,
    read_confirm,
    read_leave,
    read_receive,
    read_release,
    release_form,
)
from functions.retention.pages.confirming import answer_items, own_shown, unit_move_rows, unit_move_shown
from functions.retention.pages.decisions import reason_items
from functions.retention.pages.units import unit_shown
from functions.retention.pages.windows import window_shown
from functions.retention.proposal_store import OwnProposal, ProposalStore
from functions.retention.routes.answers import WINDOWS, actor_of, carried_out, errors_of, key_of, say_no
from functions.retention.usecases import confirming as usecases
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/retention/windows/{window_id}/proposal", methods=["GET"])
@guard.page()
def proposal(visit: Visit, window_id: str) -> Reply:
    """What came of one's own request, and why."""
    own = ProposalStore(actor_of(visit)).own_proposal(window_id)
    return _own_page(visit, own) if own else not_found(visit)


@routes.route("/retention/windows/{window_id}/proposal/confirm", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def confirm(visit: Visit, window_id: str) -> Reply:
    """Say yes to one's own move."""
    return carried_out(
        visit, read_confirm(visit.form, window_id), usecases.confirm_move, back=f"{WINDOWS}/{window_id}/proposal"
    )


@routes.route("/retention/windows/{window_id}/proposal/leave", methods=["GET"])
@guard.page()
def leave_page(visit: Visit, window_id: str) -> Reply:
    """What leaving the window means."""
    own = ProposalStore(actor_of(visit)).own_proposal(window_id)
    shown = own_shown(own, {}, {}) if own else None
    if own is None or shown is None or not shown["may_leave"]:
        return not_found(visit)
    return _page(visit, "retention/confirming/leave.html", own.window, own=shown, key=key_of(visit))


@routes.route("/retention/windows/{window_id}/proposal/leave", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def leave(visit: Visit, window_id: str) -> Reply:
    """Leave the window."""
    return carried_out(
        visit, read_leave(visit.form, window_id), usecases.leave_window, back=f"{WINDOWS}/{window_id}/proposal"
    )


@routes.route("/retention/windows/{window_id}/units/{unit_id}/moves", methods=["GET"])
@guard.page()
def unit_moves(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Who would come to one's unit, and who would go."""
    actor = actor_of(visit)
    found = ProposalStore(actor).unit(window_id, unit_id)
    return _unit_page(visit, *found) if found and keeps(actor, found[1]) else not_found(visit)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/moves/in/{handle}", methods=["GET"])
@guard.page()
def coming(visit: Visit, window_id: str, unit_id: str, handle: str) -> Reply:
    """Somebody who would come."""
    asked = _move(visit, window_id, unit_id, "in", handle)
    return _coming_page(visit, asked, handle) if asked else not_found(visit)


@routes.route(
    "/retention/windows/{window_id}/units/{unit_id}/moves/in/{handle}", methods=["POST"], content_types=FORM_TYPES
)
@guard.form()
def receive(visit: Visit, window_id: str, unit_id: str, handle: str) -> Reply:
    """Say that they are expected, or why not."""
    asked = _move(visit, window_id, unit_id, "in", handle)
    if asked is None:
        return not_found(visit)
    command = read_receive(visit.form, window_id, unit_id, handle)
    if isinstance(command, FieldErrors):
        return _coming_page(visit, asked, handle, command)
    outcome = _received(visit, *command)
    back = f"{WINDOWS}/{window_id}/units/{unit_id}/moves"
    return say_no(visit, outcome, back=back) if isinstance(outcome, Refusal) else see_other(visit, back)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/moves/out/{handle}", methods=["GET"])
@guard.page()
def going(visit: Visit, window_id: str, unit_id: str, handle: str) -> Reply:
    """Somebody who would go."""
    asked = _move(visit, window_id, unit_id, "out", handle)
    return _going_page(visit, asked, handle) if asked else not_found(visit)


@routes.route(
    "/retention/windows/{window_id}/units/{unit_id}/moves/out/{handle}", methods=["POST"], content_types=FORM_TYPES
)
@guard.form()
def release(visit: Visit, window_id: str, unit_id: str, handle: str) -> Reply:
    """Name the last day of whoever would go."""
    asked = _move(visit, window_id, unit_id, "out", handle)
    if asked is None:
        return not_found(visit)
    command = read_release(visit.form, window_id, unit_id, handle)
    if isinstance(command, FieldErrors):
        return _going_page(visit, asked, handle, command)
    outcome = usecases.release_move(actor_of(visit), *command, visit.now)
    return _released(visit, asked, handle, outcome)


def _received(visit: Visit, command: ReceiveMove | ObjectToMove, key: str) -> Done | Refusal:
    actor = actor_of(visit)
    if isinstance(command, ReceiveMove):
        return usecases.receive_move(actor, command, key, visit.now)
    return usecases.object_to_move(actor, command, key, visit.now)


def _released(visit: Visit, asked: Proposed, handle: str, outcome: Done | Refusal) -> Reply:
    back = f"{WINDOWS}/{asked.window.window_id}/units/{asked.leg.from_unit}/moves"
    if not isinstance(outcome, Refusal):
        return see_other(visit, back)
    errors = errors_of(visit.form, outcome, RELEASE_FIELDS)
    return _going_page(visit, asked, handle, errors) if errors else say_no(visit, outcome, back=back)


def _own_page(visit: Visit, own: OwnProposal) -> Reply:
    store = ProposalStore(actor_of(visit))
    window_id, result = own.window.window_id, own.result
    units = store.units_named(window_id, result.choices) if result else {}
    said = store.own_decisions(result, window_id) if result else {}
    return _page(
        visit,
        "retention/confirming/own.html",
        own.window,
        own=own_shown(own, units, said),
        seed=store.published_seed(own.window),
        number=store.actor.person_id,
        key=key_of(visit),
    )


def _unit_page(visit: Visit, window: TransferWindow, unit: Unit) -> Reply:
    actor, scope = actor_of(visit), f"moves of {unit.unit_id}"
    moves, after = ProposalStore(actor).unit_moves(window, unit, start_of(visit, scope))
    base = visit.href(f"{WINDOWS}/{window.window_id}/units/{unit.unit_id}/moves/")
    return _page(
        visit,
        "retention/confirming/unit.html",
        window,
        unit=unit_shown(unit, window, actor, london_day(visit.now)),
        coming=unit_move_rows(moves, base, "in"),
        going=unit_move_rows(moves, base, "out"),
        after=next_of(visit, after, scope),
        is_announced=is_public(window),
    )


def _coming_page(visit: Visit, asked: Proposed, handle: str, errors: FieldErrors | None = None) -> Reply:
    home = ProposalStore(actor_of(visit)).units_named(asked.window.window_id, (asked.leg.from_unit,))
    return _move_page(
        visit,
        "retention/confirming/coming.html",
        asked,
        errors or Form(),
        handle=handle,
        move=unit_move_shown(asked, "in", home.get(asked.leg.from_unit), visit),
        reasons=reason_items(),
        verdicts=answer_items(),
    )


def _going_page(visit: Visit, asked: Proposed, handle: str, errors: FieldErrors | None = None) -> Reply:
    return _move_page(
        visit,
        "retention/confirming/going.html",
        asked,
        errors or release_form(asked.leg.release_on),
        handle=handle,
        move=unit_move_shown(asked, "out", None, visit),
    )


def _move_page(visit: Visit, template: str, asked: Proposed, form: Form, **more: object) -> Reply:
    assert asked.unit is not None  # noqa: S101 - a keeper's act is about their unit
    unit = unit_shown(asked.unit, asked.window, actor_of(visit), london_day(visit.now))
    status = 422 if isinstance(form, FieldErrors) else 200
    return _page(visit, template, asked.window, status, form=form, unit=unit, key=key_of(visit), **more)


def _page(visit: Visit, template: str, window: TransferWindow, status: int = 200, **more: object) -> Reply:
    shown = window_shown(window, actor_of(visit), london_day(visit.now))
    return render(visit, template, status=status, window=shown, **more)


def _move(visit: Visit, window_id: str, unit_id: str, way: str, handle: str) -> Proposed | None:
    return ProposalStore(actor_of(visit)).move_and_once(window_id, unit_id, way, handle, "")[0]
