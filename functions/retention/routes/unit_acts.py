"""What HR and the coordinator do with the units of a window: bounds of the employer, people at risk, another
manager, hard to fill."""

from chalice.app import Blueprint

from functions.retention.domain.policy import coordinates, is_hr_of, may_name_at_risk, may_publish
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.forms.units import (
    AT_RISK_FIELDS,
    UNIT_FIELDS,
    bounds_form,
    named_form,
    read_bounds,
    read_hard,
    read_keeper,
    read_named,
)
from functions.retention.pages import units as pages
from functions.retention.pages.windows import window_shown
from functions.retention.routes.answers import WINDOWS, actor_of, errors_of, key_of, say_no
from functions.retention.store import RetentionStore
from functions.retention.usecases import units as usecases
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_EMPTY = Form()


@routes.route("/retention/windows/{window_id}/bounds", methods=["GET"])
@guard.page()
def bounds(visit: Visit, window_id: str) -> Reply:
    """Ask for the bounds of the whole employer."""
    return _bounds_page(visit, window_id)


@routes.route("/retention/windows/{window_id}/bounds", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def set_bounds(visit: Visit, window_id: str) -> Reply:
    """Set the bounds of the employer that the actor acts for."""
    command = read_bounds(visit.form, window_id)
    if isinstance(command, FieldErrors):
        return _bounds_page(visit, window_id, command)
    outcome = usecases.set_bounds(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=f"{WINDOWS}/{window_id}/units")
    return see_other(visit, f"{WINDOWS}/{window_id}/units")


@routes.route("/retention/windows/{window_id}/units/{unit_id}/at-risk", methods=["GET"])
@guard.page()
def at_risk(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Ask who holds a post in a unit that closes."""
    return _at_risk_page(visit, window_id, unit_id)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/at-risk", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def name_at_risk(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Name the people of a unit that closes."""
    command = read_named(visit.form, window_id, unit_id)
    if isinstance(command, FieldErrors):
        return _at_risk_page(visit, window_id, unit_id, command)
    outcome = usecases.name_at_risk(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, AT_RISK_FIELDS)
        return (
            _at_risk_page(visit, window_id, unit_id, errors) if errors else _no(visit, outcome, window_id, unit_id)
        )
    return see_other(visit, f"{WINDOWS}/{window_id}/units/{unit_id}")


@routes.route("/retention/windows/{window_id}/units/{unit_id}/keeper", methods=["GET"])
@guard.page()
def keeper(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Ask who decides from now on."""
    return _keeper_page(visit, window_id, unit_id)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/keeper", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def change_keeper(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Name another manager for a unit."""
    command = read_keeper(visit.form, window_id, unit_id)
    if isinstance(command, FieldErrors):
        return _keeper_page(visit, window_id, unit_id, command)
    outcome = usecases.change_keeper(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, UNIT_FIELDS)
        return (
            _keeper_page(visit, window_id, unit_id, errors) if errors else _no(visit, outcome, window_id, unit_id)
        )
    return see_other(visit, f"{WINDOWS}/{window_id}/units/{unit_id}")


@routes.route("/retention/windows/{window_id}/units/{unit_id}/hard-to-fill", methods=["GET"])
@guard.page()
def hard_to_fill(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Ask whether a unit is hard to fill."""
    return _hard_page(visit, window_id, unit_id)


@routes.route(
    "/retention/windows/{window_id}/units/{unit_id}/hard-to-fill", methods=["POST"], content_types=FORM_TYPES
)
@guard.form()
def mark_hard_to_fill(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """Say whether a unit is hard to fill."""
    command = read_hard(visit.form, window_id, unit_id)
    if isinstance(command, FieldErrors):
        return _hard_page(visit, window_id, unit_id, command)
    outcome = usecases.mark_hard_to_fill(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        return _no(visit, outcome, window_id, unit_id)
    return see_other(visit, f"{WINDOWS}/{window_id}/units/{unit_id}")


def _bounds_page(visit: Visit, window_id: str, errors: FieldErrors | None = None) -> Reply:
    actor = actor_of(visit)
    store = RetentionStore(actor)
    window = store.window(window_id)
    if window is None or not (may_publish(actor, window) and is_hr_of(actor, actor.ods_code)):
        return not_found(visit)
    stands = store.own_bounds(window)
    form = errors or bounds_form(stands)
    return render(
        visit,
        "retention/units/bounds.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or (stands.head.number if stands else 0),
        window=window_shown(window, actor, london_day(visit.now)),
    )


def _at_risk_page(visit: Visit, window_id: str, unit_id: str, errors: FieldErrors | None = None) -> Reply:
    found = _unit_of_own(visit, window_id, unit_id)
    if found is None or not found[1].details.is_closing:
        return not_found(visit)
    stands = RetentionStore(actor_of(visit)).at_risk_names(found[1])
    form = errors or named_form(stands)
    version = form.value("version") or (stands.head.number if stands else 0)
    return _act_page(visit, "at_risk", found, form, version=version)


def _keeper_page(visit: Visit, window_id: str, unit_id: str, form: Form = _EMPTY) -> Reply:
    found = _unit_of_own(visit, window_id, unit_id)
    if found is None:
        return not_found(visit)
    version = form.value("version") or found[1].head.number
    keepers = pages.keeper_items(usecases.managers_of(actor_of(visit)))
    return _act_page(visit, "keeper", found, form, version=version, keepers=keepers)


def _hard_page(visit: Visit, window_id: str, unit_id: str, errors: FieldErrors | None = None) -> Reply:
    actor = actor_of(visit)
    found = RetentionStore(actor).unit(window_id, unit_id)
    if found is None or not coordinates(actor):
        return not_found(visit)
    form = errors or Form({"is_hard_to_fill": "yes" if found[1].is_hard_to_fill else "no"})
    version = form.value("version") or found[1].head.number
    return _act_page(visit, "hard_to_fill", found, form, version=version, answers=pages.yes_or_no())


def _act_page(visit: Visit, page: str, found: tuple[TransferWindow, Unit], form: Form, **context: object) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    return render(
        visit,
        f"retention/units/{page}.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        window=window_shown(found[0], actor, day),
        unit=pages.unit_shown(found[1], found[0], actor, day),
        **context,
    )


def _unit_of_own(visit: Visit, window_id: str, unit_id: str) -> tuple[TransferWindow, Unit] | None:
    """The unit with its window, if the actor does HR for its employer."""
    found = RetentionStore(actor_of(visit)).unit(window_id, unit_id)
    return found if found and may_name_at_risk(actor_of(visit), found[1]) else None


def _no(visit: Visit, refusal: Refusal, window_id: str, unit_id: str) -> Reply:
    return say_no(visit, refusal, back=f"{WINDOWS}/{window_id}/units/{unit_id}")
