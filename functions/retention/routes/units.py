"""The units of a window: everybody reads them, employers publish and change them."""

from chalice.app import Blueprint

from functions.retention.domain.policy import is_hr_of, may_edit_unit, may_publish, recruits_for
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.forms.units import UNIT_FIELDS, read_edit, read_new, unit_form
from functions.retention.messages.units import NOBODY_TO_KEEP
from functions.retention.pages import units as pages
from functions.retention.pages.audit import events_shown
from functions.retention.pages.windows import window_shown
from functions.retention.routes.answers import WINDOWS, actor_of, errors_of, key_of, say_no
from functions.retention.store import RetentionStore
from functions.retention.usecases import units as usecases
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

_EMPTY = Form({"vacancies": 0, "most_net_leavers": 0})


@routes.route("/retention/windows/{window_id}/units", methods=["GET"])
@guard.page()
def units(visit: Visit, window_id: str) -> Reply:
    """Every unit of a window, by employer, with the bounds of the employers."""
    found = RetentionStore(actor_of(visit)).window(window_id)
    return _list_page(visit, found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/units/new", methods=["GET"])
@guard.page()
def new_unit(visit: Visit, window_id: str) -> Reply:
    """The form of a new unit."""
    return _new_page(visit, window_id)


@routes.route("/retention/windows/{window_id}/units/new", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def publish_unit(visit: Visit, window_id: str) -> Reply:
    """Publish a unit of the employer that the actor acts for."""
    command = read_new(visit.form, window_id)
    if isinstance(command, FieldErrors):
        return _new_page(visit, window_id, command)
    outcome = usecases.publish_unit(actor_of(visit), command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, UNIT_FIELDS)
        no = say_no(visit, outcome, back=f"{WINDOWS}/{window_id}/units")
        return _new_page(visit, window_id, errors) if errors else no
    return see_other(visit, f"{WINDOWS}/{window_id}/units/{command.unit_id}")


@routes.route("/retention/windows/{window_id}/units/{unit_id}", methods=["GET"])
@guard.page()
def unit(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """A unit with its bounds."""
    found = RetentionStore(actor_of(visit)).unit(window_id, unit_id)
    return _unit_page(visit, *found) if found else not_found(visit)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/edit", methods=["GET"])
@guard.page()
def edit_unit(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """The form that changes a unit."""
    return _edit_page(visit, window_id, unit_id)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_unit(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Replace what is said of a unit."""
    command = read_edit(visit.form, window_id, unit_id)
    if isinstance(command, FieldErrors):
        return _edit_page(visit, window_id, unit_id, command)
    outcome = usecases.edit_unit(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, UNIT_FIELDS)
        no = say_no(visit, outcome, back=f"{WINDOWS}/{window_id}/units/{unit_id}")
        return _edit_page(visit, window_id, unit_id, errors) if errors else no
    return see_other(visit, f"{WINDOWS}/{window_id}/units/{unit_id}")


@routes.route("/retention/windows/{window_id}/units/{unit_id}/history", methods=["GET"])
@guard.page()
def unit_history(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """What was done with a unit, first to last. Two reads."""
    found = RetentionStore(actor_of(visit)).unit(window_id, unit_id)
    return _history_page(visit, found[1]) if found else not_found(visit)


def _list_page(visit: Visit, window: TransferWindow) -> Reply:
    actor, scope = actor_of(visit), f"units of {window.window_id}"
    store = RetentionStore(actor)
    listed, after = store.unit_page(window, start_of(visit, scope))
    return render(
        visit,
        "retention/units/list.html",
        window=window_shown(window, actor, london_day(visit.now)),
        rows=pages.unit_rows(listed, visit.href(f"{WINDOWS}/{window.window_id}/units/")),
        bounds=pages.bounds_rows(store.bounds(window)),
        after=next_of(visit, after, scope),
        is_hr=is_hr_of(actor, actor.ods_code),
    )


def _unit_page(visit: Visit, window: TransferWindow, found: Unit) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    return render(
        visit,
        "retention/units/unit.html",
        window=window_shown(window, actor, day),
        unit=pages.unit_shown(found, window, actor, day),
    )


def _new_page(visit: Visit, window_id: str, form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    window = RetentionStore(actor).window(window_id)
    if window is None or not may_publish(actor, window):
        return not_found(visit)
    is_own = recruits_for(actor, actor.ods_code)
    managers = usecases.managers_of(actor)
    return render(
        visit,
        "retention/units/new.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        window=window_shown(window, actor, london_day(visit.now)),
        keepers=[] if is_own else pages.keeper_items(managers),
        nobody=NOBODY_TO_KEEP if not (is_own or managers) else "",
    )


def _edit_page(visit: Visit, window_id: str, unit_id: str, errors: FieldErrors | None = None) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    found = RetentionStore(actor).unit(window_id, unit_id)
    if found is None or not may_edit_unit(actor, found[1]):
        return not_found(visit)
    form = errors or unit_form(found[1])
    return render(
        visit,
        "retention/units/edit.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or found[1].head.number,
        window=window_shown(found[0], actor, day),
        unit=pages.unit_shown(found[1], found[0], actor, day),
    )


def _history_page(visit: Visit, found: Unit) -> Reply:
    actor, scope = actor_of(visit), f"history of unit {found.unit_id}"
    page = RetentionStore(actor).history(found, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=f"Unit {found.reference}",
        back_path=f"{WINDOWS}/{found.window_id}/units/{found.unit_id}",
        events=events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )
