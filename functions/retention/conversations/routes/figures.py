"""The published figures for the ICS's coordinator, as a page and as a file."""

from chalice.app import Blueprint

from functions.retention.conversations import figures
from functions.retention.conversations.domain.policy import coordinates
from functions.retention.conversations.routes.answers import actor_of
from functions.retention.conversations.store import ConversationStore
from shared.clock import london_day
from shared.web.guard import Guard
from shared.web.pages import download, not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.uploads import csv_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_MOST_QUARTERS = 40
"""In the file: ten years, newest first."""


@routes.route("/retention/conversations/figures", methods=["GET"])
@guard.page()
def published(visit: Visit) -> Reply:
    """The figures of a quarter, the latest first. One read."""
    actor = actor_of(visit)
    if not coordinates(actor):
        return not_found(visit)
    page = ConversationStore(actor).published(start_of(visit, "figures"))
    quarters = [figures.quarter_shown(item["body"]) for item in page.items]
    after, hiding = next_of(visit, page.after, "figures"), figures.hiding(london_day(visit.now))
    return render(visit, "retention/conversations/figures.html", quarters=quarters, after=after, hiding=hiding)


@routes.route("/retention/conversations/figures.csv", methods=["GET"])
@guard.page()
def published_file(visit: Visit) -> Reply:
    """The same figures as a file. One read."""
    actor = actor_of(visit)
    if not coordinates(actor):
        return not_found(visit)
    page = ConversationStore(actor).published(None, limit=_MOST_QUARTERS)
    rows = [line for item in page.items for line in figures.csv_rows(figures.quarter_shown(item["body"]))]
    name = f"conversations {london_day(visit.now)}.csv"
    return download(visit, csv_bytes(figures.CSV_COLUMNS, rows), "text/csv; charset=utf-8", name)
