"""Organisational changes, kept by the employer's HR, with the counter that says when consultation is due. The
coordinator and auditors read them."""

from chalice.app import Blueprint

from functions.redeploy.change_store import ChangeStore
from functions.redeploy.domain.changes import Change, may_edit_change
from functions.redeploy.domain.policy import audits, coordinates, is_hr_of
from functions.redeploy.forms.changes import FIELDS, edit_form, read_close, read_edit, read_new
from functions.redeploy.messages.changes import IS_CUT
from functions.redeploy.pages import changes as pages
from functions.redeploy.pages.audit import events_shown
from functions.redeploy.routes.answers import actor_of, errors_of, key_of, say_no
from functions.redeploy.usecases import changes as usecases
from shared.actors import Actor
from shared.clock import london_day
from shared.history import event_from
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_BASE = "/redeploy/changes"
_EMPTY = Form()


@routes.route("/redeploy/changes", methods=["GET"])
@guard.page()
def changes(visit: Visit) -> Reply:
    """The employer's own changes with its counter; for the ICS and auditors all that are open."""
    actor = actor_of(visit)
    if not (_is_hr(actor) or _oversees(actor)):
        return not_found(visit)
    is_own = _is_hr(actor) and not (_oversees(actor) and visit.query.get("of") == "ics")
    return _own_page(visit, actor) if is_own else _ics_page(visit, actor)


@routes.route("/redeploy/changes/new", methods=["GET"])
@guard.page()
def new_change(visit: Visit) -> Reply:
    """The form of a new change."""
    return _new_page(visit) if _is_hr(actor_of(visit)) else not_found(visit)


@routes.route("/redeploy/changes/new", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def open_change(visit: Visit) -> Reply:
    """Open a change."""
    if not _is_hr(actor_of(visit)):
        return not_found(visit)
    command = read_new(visit.form)
    if isinstance(command, FieldErrors):
        return _new_page(visit, command)
    outcome = usecases.open_change(actor_of(visit), command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, FIELDS)
        no = say_no(visit, outcome, back=_BASE, back_text="Go to your changes")
        return _new_page(visit, errors) if errors else no
    return see_other(visit, f"{_BASE}/{outcome.id}")


@routes.route("/redeploy/changes/{change_id}", methods=["GET"])
@guard.page()
def change(visit: Visit, change_id: str) -> Reply:
    """A change, and when consultation on it is due."""
    found = ChangeStore(actor_of(visit)).change(change_id)
    return _change_page(visit, found) if found else not_found(visit)


@routes.route("/redeploy/changes/{change_id}/edit", methods=["GET"])
@guard.page()
def edit_change(visit: Visit, change_id: str) -> Reply:
    """The form that changes a change."""
    return _edit_page(visit, change_id)


@routes.route("/redeploy/changes/{change_id}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_change(visit: Visit, change_id: str) -> Reply:
    """Replace what is said of a change."""
    command = read_edit(visit.form, change_id)
    if isinstance(command, FieldErrors):
        return _edit_page(visit, change_id, command)
    outcome = usecases.edit_change(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, FIELDS)
        return _edit_page(visit, change_id, errors) if errors else _no(visit, outcome, change_id)
    return see_other(visit, f"{_BASE}/{change_id}")


@routes.route("/redeploy/changes/{change_id}/close", methods=["GET"])
@guard.page()
def close_change_page(visit: Visit, change_id: str) -> Reply:
    """Ask why a change is closed."""
    return _close_page(visit, change_id)


@routes.route("/redeploy/changes/{change_id}/close", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def close_change(visit: Visit, change_id: str) -> Reply:
    """Close a change: it counts no more."""
    command = read_close(visit.form, change_id)
    if isinstance(command, FieldErrors):
        return _close_page(visit, change_id, command)
    outcome = usecases.close_change(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        return _no(visit, outcome, change_id)
    return see_other(visit, f"{_BASE}/{change_id}")


@routes.route("/redeploy/changes/{change_id}/history", methods=["GET"])
@guard.page()
def change_history(visit: Visit, change_id: str) -> Reply:
    """What was done with a change, first to last. Two reads."""
    found = ChangeStore(actor_of(visit)).change(change_id)
    return _history_page(visit, found) if found else not_found(visit)


def _own_page(visit: Visit, actor: Actor) -> Reply:
    scope, today = f"changes of {actor.ods_code}", london_day(visit.now)
    page = ChangeStore(actor).changes_of(actor, start_of(visit, scope))
    counted = usecases.counted(actor, actor.ods_code)
    return render(
        visit,
        "redeploy/changes/list.html",
        rows=pages.change_rows((item["row"] for item in page.items), visit.href(f"{_BASE}/"), False),
        after=next_of(visit, page.after, scope),
        counters=pages.counter_rows(counted.rows, today),
        employer=pages.employer_line(counted.rows, today),
        cut=_cut(counted),
        rules=pages.rules_shown(today),
        may_switch=_oversees(actor),
    )


def _ics_page(visit: Visit, actor: Actor) -> Reply:
    scope = "open changes of the ics"
    page = ChangeStore(actor).open_changes(start_of(visit, scope))
    return render(
        visit,
        "redeploy/changes/ics.html",
        rows=pages.change_rows((item["row"] for item in page.items), visit.href(f"{_BASE}/"), True),
        after=next_of(visit, page.after, scope),
        may_switch=_is_hr(actor),
    )


def _change_page(visit: Visit, found: Change) -> Reply:
    actor, today = actor_of(visit), london_day(visit.now)
    counted = usecases.counted(actor, found.employer.ods_code, found)
    return render(
        visit,
        "redeploy/changes/change.html",
        change=pages.change_shown(found, may_edit_change(actor, found)),
        duty=pages.duty_shown(found, counted.rows, today) if found.is_open else None,
        counters=pages.counter_rows(counted.rows, today),
        employer=pages.employer_line(counted.rows, today),
        cut=_cut(counted),
        rules=pages.rules_shown(found.first_dismissal_on),
    )


def _history_page(visit: Visit, found: Change) -> Reply:
    actor, scope = actor_of(visit), f"history of change {found.change_id}"
    page = ChangeStore(actor).history(found, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Change {found.reference}",
        back_path=f"{_BASE}/{found.change_id}",
        events=events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )


def _new_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    status = 422 if form.by_field else 200
    return render(visit, "redeploy/changes/new.html", status=status, form=form, key=key_of(visit))


def _edit_page(visit: Visit, change_id: str, errors: FieldErrors | None = None) -> Reply:
    found = _own(visit, change_id)
    if found is None:
        return not_found(visit)
    form = errors or edit_form(found)
    return render(
        visit,
        "redeploy/changes/edit.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        change=pages.change_shown(found, True),
    )


def _close_page(visit: Visit, change_id: str, form: Form = _EMPTY) -> Reply:
    found = _own(visit, change_id)
    if found is None:
        return not_found(visit)
    return render(
        visit,
        "redeploy/changes/close.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        change=pages.change_shown(found, True),
        reasons=pages.close_items(),
    )


def _own(visit: Visit, change_id: str) -> Change | None:
    """The change, if the actor may change it and it is open."""
    found = ChangeStore(actor_of(visit)).change(change_id)
    return found if found and found.is_open and may_edit_change(actor_of(visit), found) else None


def _is_hr(actor: Actor) -> bool:
    return is_hr_of(actor, actor.ods_code, actor.ics_code)


def _oversees(actor: Actor) -> bool:
    return coordinates(actor) or audits(actor)


def _cut(counted: usecases.Counted) -> str:
    return IS_CUT.format(most=usecases.MOST_COUNTED) if counted.is_cut else ""


def _no(visit: Visit, refusal: Refusal, change_id: str) -> Reply:
    return say_no(visit, refusal, back=f"{_BASE}/{change_id}", back_text="See the change as it is now")
