"""Transfer windows: everybody of the ICS reads those that are open, the coordinator plans, opens and moves
them."""

from chalice.app import Blueprint

from functions.retention.domain.policy import coordinates
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.forms.windows import (
    MOVE_FIELDS,
    PLAN_FIELDS,
    edit_form,
    move_form,
    new_form,
    read_edit,
    read_move,
    read_new,
    read_open,
)
from functions.retention.pages import windows as pages
from functions.retention.pages.audit import events_shown
from functions.retention.routes.answers import WINDOWS, actor_of, errors_of, key_of, say_no, stale
from functions.retention.store import RetentionStore
from functions.retention.usecases import windows as usecases
from shared import directory
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

_MOST_LISTED = 100  # organisations to choose partners from


@routes.route("/retention/windows", methods=["GET"])
@guard.page()
def windows(visit: Visit) -> Reply:
    """The windows of the ICS, the latest first; to the coordinator also those that are planned."""
    return _list_page(visit)


@routes.route("/retention/windows/new", methods=["GET"])
@guard.page()
def new_window(visit: Visit) -> Reply:
    """The form of a new window."""
    return _new_page(visit, new_form(london_day(visit.now))) if _coordinates(visit) else not_found(visit)


@routes.route("/retention/windows/new", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def plan_window(visit: Visit) -> Reply:
    """Plan a window."""
    if not _coordinates(visit):
        return not_found(visit)
    command = read_new(visit.form)
    if isinstance(command, FieldErrors):
        return _new_page(visit, command)
    outcome = usecases.plan_window(actor_of(visit), command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, PLAN_FIELDS)
        return _new_page(visit, errors) if errors else say_no(visit, outcome, back=WINDOWS)
    return see_other(visit, f"{WINDOWS}/{outcome.id}")


@routes.route("/retention/windows/{window_id}", methods=["GET"])
@guard.page()
def window(visit: Visit, window_id: str) -> Reply:
    """A window with its rules, and where they come from."""
    found = _found(visit, window_id)
    return _window_page(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/edit", methods=["GET"])
@guard.page()
def edit_window(visit: Visit, window_id: str) -> Reply:
    """The form that changes a plan."""
    return _edit_page(visit, window_id)


@routes.route("/retention/windows/{window_id}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_window(visit: Visit, window_id: str) -> Reply:
    """Replace a plan."""
    command = read_edit(visit.form, window_id)
    if isinstance(command, FieldErrors):
        return _edit_page(visit, window_id, command)
    outcome = usecases.edit_window(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, PLAN_FIELDS)
        return _edit_page(visit, window_id, errors) if errors else _no(visit, outcome, window_id)
    return see_other(visit, f"{WINDOWS}/{window_id}")


@routes.route("/retention/windows/{window_id}/open", methods=["GET"])
@guard.page()
def open_window_page(visit: Visit, window_id: str) -> Reply:
    """What will be fixed when the window is opened."""
    found = _found(visit, window_id)
    is_open = found is None or found.is_opened or not _coordinates(visit)
    return not_found(visit) if is_open or found is None else _open_page(visit, found)


@routes.route("/retention/windows/{window_id}/open", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def open_window(visit: Visit, window_id: str) -> Reply:
    """Open the window: its rules are published and fixed."""
    command = read_open(visit.form, window_id)
    if isinstance(command, FieldErrors):
        return stale(visit, back=f"{WINDOWS}/{window_id}")
    outcome = usecases.open_window(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        return _no(visit, outcome, window_id)
    return see_other(visit, f"{WINDOWS}/{window_id}")


@routes.route("/retention/windows/{window_id}/dates", methods=["GET"])
@guard.page()
def move_dates_page(visit: Visit, window_id: str) -> Reply:
    """Ask for later days, and why."""
    return _move_page(visit, window_id)


@routes.route("/retention/windows/{window_id}/dates", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def move_dates(visit: Visit, window_id: str) -> Reply:
    """Move days later, with the reason that everybody can read."""
    command = read_move(visit.form, window_id)
    if isinstance(command, FieldErrors):
        return _move_page(visit, window_id, command)
    outcome = usecases.move_dates(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, MOVE_FIELDS)
        return _move_page(visit, window_id, errors) if errors else _no(visit, outcome, window_id)
    return see_other(visit, f"{WINDOWS}/{window_id}")


@routes.route("/retention/windows/{window_id}/history", methods=["GET"])
@guard.page()
def window_history(visit: Visit, window_id: str) -> Reply:
    """What was done with a window, first to last. Two reads."""
    found = _found(visit, window_id)
    return _history_page(visit, found) if found else not_found(visit)


def _list_page(visit: Visit) -> Reply:
    store, scope, day = RetentionStore(actor_of(visit)), "windows", london_day(visit.now)
    page, base = store.windows(start_of(visit, scope)), visit.href(f"{WINDOWS}/")
    planned = store.planned_windows(None)
    return render(
        visit,
        "retention/windows/list.html",
        rows=pages.window_rows((item["row"] for item in page.items), base, day),
        planned=pages.window_rows((item["row"] for item in planned.items), base, day),
        is_cut=planned.after is not None,
        after=next_of(visit, page.after, scope),
        coordinates=_coordinates(visit),
        oversees=store.oversees,
    )


def _window_page(visit: Visit, found: TransferWindow) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    return render(
        visit,
        "retention/windows/window.html",
        window=pages.window_shown(found, actor, day),
        rules=pages.rules_shown(found, day),
        seed=RetentionStore(actor).published_seed(found),
    )


def _open_page(visit: Visit, found: TransferWindow) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    return render(
        visit,
        "retention/windows/open.html",
        window=pages.window_shown(found, actor, day),
        rules=pages.rules_shown(found, day),
        key=key_of(visit),
    )


def _new_page(visit: Visit, form: Form) -> Reply:
    status = 422 if form.by_field else 200
    lists = _lists(visit)
    return render(visit, "retention/windows/new.html", status=status, form=form, key=key_of(visit), **lists)


def _edit_page(visit: Visit, window_id: str, errors: FieldErrors | None = None) -> Reply:
    found = _found(visit, window_id)
    if found is None or found.is_opened or not _coordinates(visit):
        return not_found(visit)
    form = errors or edit_form(found)
    return render(
        visit,
        "retention/windows/edit.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        window=pages.window_shown(found, actor_of(visit), london_day(visit.now)),
        **_lists(visit),
    )


def _move_page(visit: Visit, window_id: str, errors: FieldErrors | None = None) -> Reply:
    found = _found(visit, window_id)
    if found is None or found.status is not WindowStatus.OPEN or not _coordinates(visit):
        return not_found(visit)
    form = errors or move_form(found)
    return render(
        visit,
        "retention/windows/dates.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found.head.number,
        window=pages.window_shown(found, actor_of(visit), london_day(visit.now)),
    )


def _history_page(visit: Visit, found: TransferWindow) -> Reply:
    actor, scope = actor_of(visit), f"history of window {found.window_id}"
    page = RetentionStore(actor).history(found, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Transfer window {found.reference}",
        back_path=f"{WINDOWS}/{found.window_id}",
        events=events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )


def _lists(visit: Visit) -> dict[str, object]:
    listed = directory.organisations(limit=_MOST_LISTED)
    return {
        "job_roles": pages.role_items(),
        "bands": pages.band_items(),
        "partners": pages.partner_items(listed.organisations, actor_of(visit).ics_code),
        "is_cut": listed.after is not None,
    }


def _found(visit: Visit, window_id: str) -> TransferWindow | None:
    return RetentionStore(actor_of(visit)).window(window_id)


def _coordinates(visit: Visit) -> bool:
    return coordinates(actor_of(visit))


def _no(visit: Visit, refusal: Refusal, window_id: str) -> Reply:
    return say_no(visit, refusal, back=f"{WINDOWS}/{window_id}", back_text="See the window as it is now")
