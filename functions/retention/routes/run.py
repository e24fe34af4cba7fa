"""The coordinator runs a window and announces the moves; an auditor reads what it came to in numbers."""

from typing import Any

from chalice.app import Blueprint

from functions.retention.domain.run_policy import may_see_run
from functions.retention.domain.windows import Phase, TransferWindow
from functions.retention.forms.confirming import read_announce, read_run
from functions.retention.pages.run import run_shown, to_run_shown
from functions.retention.pages.windows import window_shown
from functions.retention.proposal_store import ProposalStore
from functions.retention.routes.answers import WINDOWS, actor_of, carried_out, key_of
from functions.retention.usecases import run as usecases
from shared.clock import london_day
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_OVERFULL = 20  # units named on the page


@routes.route("/retention/windows/{window_id}/run", methods=["GET"])
@guard.page()
def run_page(visit: Visit, window_id: str) -> Reply:
    """What will be run, or what the run that stands came to."""
    window = _seen(visit, window_id)
    return _run_page(visit, window) if window else not_found(visit)


@routes.route("/retention/windows/{window_id}/run", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def run_window(visit: Visit, window_id: str) -> Reply:
    """Work out the moves."""
    return carried_out(
        visit, read_run(visit.form, window_id), usecases.run_window, back=f"{WINDOWS}/{window_id}/run"
    )


@routes.route("/retention/windows/{window_id}/announce", methods=["GET"])
@guard.page()
def announce_page(visit: Visit, window_id: str) -> Reply:
    """What an announcement does."""
    window = _seen(visit, window_id)
    standing = ProposalStore(actor_of(visit)).figures(window) if window else None
    if window is None or standing is None:
        return not_found(visit)
    shown = run_shown(window, standing, actor_of(visit), visit)
    if not shown["may_announce"]:
        return see_other(visit, f"{WINDOWS}/{window_id}/run")
    return _page(visit, "retention/run/announce.html", window, run=shown, key=key_of(visit))


@routes.route("/retention/windows/{window_id}/announce", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def announce(visit: Visit, window_id: str) -> Reply:
    """Announce the moves of the run that was shown."""
    return carried_out(
        visit, read_announce(visit.form, window_id), usecases.announce, back=f"{WINDOWS}/{window_id}/run"
    )


def _run_page(visit: Visit, window: TransferWindow) -> Reply:
    actor = actor_of(visit)
    store = ProposalStore(actor)
    standing = store.figures(window)
    if standing is None:
        return not_found(visit)
    is_ready = window.phase_on(london_day(visit.now)) is Phase.READY
    overfull = standing.run.overfull[:_OVERFULL] if standing.run else ()
    return _page(
        visit,
        "retention/run/run.html",
        window,
        run=run_shown(window, standing, actor, visit),
        to_run=to_run_shown(store.units(window), store.asking(window)) if is_ready else [],
        overfull=[one.title for one in store.units_named(window.window_id, overfull).values()],
        seed=store.published_seed(window),
        key=key_of(visit),
    )


def _page(visit: Visit, template: str, window: TransferWindow, **more: Any) -> Reply:
    shown = window_shown(window, actor_of(visit), london_day(visit.now))
    return render(visit, template, window=shown, **more)


def _seen(visit: Visit, window_id: str) -> TransferWindow | None:
    actor = actor_of(visit)
    window = ProposalStore(actor).window(window_id)
    return window if window and may_see_run(actor, window) else None
