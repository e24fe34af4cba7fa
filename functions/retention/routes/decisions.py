"""The keeper of a unit reads what is shared with it, and accepts or declines, while managers decide."""

from chalice.app import Blueprint

from functions.retention.domain.decisions import Asked, profile_of
from functions.retention.domain.policy import may_decide_for
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.forms.decisions import decide_form, read_decide
from functions.retention.pages import decisions as pages
from functions.retention.pages.units import unit_shown
from functions.retention.pages.windows import window_shown
from functions.retention.request_store import RequestStore
from functions.retention.routes.answers import WINDOWS, actor_of, key_of, say_no
from functions.retention.usecases import decisions as usecases
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/requests", methods=["GET"])
@guard.page()
def to_decide(visit: Visit, window_id: str, unit_id: str) -> Reply:
    """The requests to join one's unit, in an order that means nothing."""
    found = RequestStore(actor_of(visit)).unit(window_id, unit_id)
    may = found is not None and may_decide_for(actor_of(visit), *found, london_day(visit.now))
    return _list_page(visit, *found) if found and may else not_found(visit)


@routes.route("/retention/windows/{window_id}/units/{unit_id}/requests/{handle}", methods=["GET"])
@guard.page()
def profile(visit: Visit, window_id: str, unit_id: str, handle: str) -> Reply:
    """What one person shares with the unit. Opening it is noted where the person can read it."""
    asked = _asked(visit, window_id, unit_id, handle)
    if asked is None:
        return not_found(visit)
    RequestStore(actor_of(visit)).note_seen(asked, visit.now)
    return _profile_page(visit, asked, handle)


@routes.route(
    "/retention/windows/{window_id}/units/{unit_id}/requests/{handle}", methods=["POST"], content_types=FORM_TYPES
)
@guard.form()
def decide(visit: Visit, window_id: str, unit_id: str, handle: str) -> Reply:
    """Accept or decline."""
    asked = _asked(visit, window_id, unit_id, handle)
    if asked is None:
        return not_found(visit)
    command = read_decide(visit.form, window_id, unit_id, handle)
    if isinstance(command, FieldErrors):
        return _profile_page(visit, asked, handle, command)
    outcome = usecases.decide_on(actor_of(visit), *command, visit.now)
    back = f"{WINDOWS}/{window_id}/units/{unit_id}/requests"
    return say_no(visit, outcome, back=back) if isinstance(outcome, Refusal) else see_other(visit, back)


def _list_page(visit: Visit, window: TransferWindow, unit: Unit) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    scope = f"requests for {unit.unit_id}"
    profiles, after = RequestStore(actor).profiles(window, unit, day, start_of(visit, scope))
    base = visit.href(f"{WINDOWS}/{window.window_id}/units/{unit.unit_id}/requests/")
    return render(
        visit,
        "retention/decisions/list.html",
        window=window_shown(window, actor, day),
        unit=unit_shown(unit, window, actor, day),
        rows=pages.profile_list(profiles, base),
        after=next_of(visit, after, scope),
    )


def _profile_page(visit: Visit, asked: Asked, handle: str, errors: FieldErrors | None = None) -> Reply:
    actor, day = actor_of(visit), london_day(visit.now)
    form = errors or decide_form(asked.decision)
    return render(
        visit,
        "retention/decisions/request.html",
        status=422 if errors else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or (asked.decision.head.number if asked.decision else 0),
        window=window_shown(asked.window, actor, day),
        unit=unit_shown(asked.unit, asked.window, actor, day),
        profile=pages.profile_shown(profile_of(asked, handle), day),
        reasons=pages.reason_items(),
        verdicts=pages.verdict_items(),
    )


def _asked(visit: Visit, window_id: str, unit_id: str, handle: str) -> Asked | None:
    store, day = RequestStore(actor_of(visit)), london_day(visit.now)
    return store.asked_and_once(window_id, unit_id, handle, day, "")[0]
