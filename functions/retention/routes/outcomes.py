"""The frozen figures of windows and years, for the coordinator and auditors: a page, a CSV, a document."""

from chalice.app import Blueprint

from functions.retention.domain.stability import may_see_outcomes
from functions.retention.messages.stability import DEFINITIONS
from functions.retention.pages import outcomes as pages
from functions.retention.pages.stability import year_shown
from functions.retention.routes.answers import actor_of
from functions.retention.stability_store import StabilityStore
from shared.clock import london_day
from shared.values.suppression import suppression_on
from shared.web.guard import Guard
from shared.web.pages import download, json_reply, not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_IN_A_FILE = 100
"""Windows and years in a file, the latest first."""


@routes.route("/retention/outcomes", methods=["GET"])
@guard.page()
def outcomes(visit: Visit) -> Reply:
    """The figures of the latest windows and years. Two reads."""
    return _page(visit) if may_see_outcomes(actor_of(visit)) else not_found(visit)


@routes.route("/retention/outcomes.csv", methods=["GET"])
@guard.page()
def outcomes_csv(visit: Visit) -> Reply:
    """The same as a file."""
    actor = actor_of(visit)
    if not may_see_outcomes(actor):
        return not_found(visit)
    store, day = StabilityStore(actor), london_day(visit.now)
    windows, _ = store.window_figures(None, _IN_A_FILE)
    content = pages.csv_of(windows, store.year_figures(_IN_A_FILE), suppression_on(day))
    return download(visit, content, "text/csv; charset=utf-8", f"transfer windows {day}.csv")


@routes.route("/retention/outcomes.json", methods=["GET"])
@guard.page()
def outcomes_json(visit: Visit) -> Reply:
    """The same as a document."""
    actor = actor_of(visit)
    if not may_see_outcomes(actor):
        return not_found(visit)
    store, by = StabilityStore(actor), suppression_on(london_day(visit.now))
    windows, _ = store.window_figures(None, _IN_A_FILE)
    return json_reply(visit, pages.document_of(windows, store.year_figures(_IN_A_FILE), by))


def _page(visit: Visit) -> Reply:
    store, scope, by = StabilityStore(actor_of(visit)), "outcomes", suppression_on(london_day(visit.now))
    start = start_of(visit, scope)
    windows, after = store.window_figures(start)
    return render(
        visit,
        "retention/outcomes/outcomes.html",
        windows=[pages.window_figures_shown(one) for one in windows],
        years=[] if start else [year_shown(one, by) for one in store.year_figures()],
        definitions=DEFINITIONS,
        hiding=pages.hiding(by),
        after=next_of(visit, after, scope),
    )
