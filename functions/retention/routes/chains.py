"""The picture of who makes room for whom: of a whole window for the coordinator, of one's own group for each
person."""

from chalice.app import Blueprint

from functions.retention.domain.moves_policy import may_see_chains
from functions.retention.domain.windows import TransferWindow
from functions.retention.moves_store import MovesStore
from functions.retention.pages.chains import Drawn, chains_shown, own_hops
from functions.retention.pages.windows import window_shown
from functions.retention.routes.answers import WINDOWS, actor_of
from shared.clock import london_day
from shared.web.guard import Guard
from shared.web.pages import not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/retention/windows/{window_id}/chains", methods=["GET"])
@guard.page()
def chains(visit: Visit, window_id: str) -> Reply:
    """How many move from unit to unit in a window, and which vacancy opened which post: nobody is named."""
    window = MovesStore(actor_of(visit)).window(window_id)
    may = window is not None and may_see_chains(actor_of(visit), window)
    return _window_page(visit, window) if window and may else not_found(visit)


@routes.route("/retention/windows/{window_id}/move/chain", methods=["GET"])
@guard.page()
def own_chain(visit: Visit, window_id: str) -> Reply:
    """One's own group: from where to where its people move. Nobody else is named."""
    store = MovesStore(actor_of(visit))
    found = store.own_proposal(window_id) if store.own_move(window_id) else None
    if found is None or found.cycle is None:
        return not_found(visit)
    hops, own = own_hops(found.cycle, actor_of(visit).person_id)
    units = store.units_named(window_id, tuple(one for hop in hops for one in (hop.from_unit, hop.to_unit)))
    return _page(visit, found.window, Drawn(hops, units, own), back=f"{WINDOWS}/{window_id}/move")


def _window_page(visit: Visit, window: TransferWindow) -> Reply:
    store = MovesStore(actor_of(visit))
    units = {one.unit_id: one for one in store.units(window)}
    return _page(visit, window, Drawn(store.hops(window), units), back=f"{WINDOWS}/{window.window_id}")


def _page(visit: Visit, window: TransferWindow, drawn: Drawn, *, back: str) -> Reply:
    scope = f"chains of {window.window_id}"
    shown = chains_shown(drawn, first=int(start_of(visit, scope) or 0))
    after = str(shown["after"]) if shown["after"] else None
    return render(
        visit,
        "retention/chains/chains.html",
        window=window_shown(window, actor_of(visit), london_day(visit.now)),
        shown=shown,
        after=next_of(visit, after, scope),
        is_own=drawn.own is not None,
        back_path=back,
    )
