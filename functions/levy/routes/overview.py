"""The levy of the whole ICS, for those who decide and for auditors."""

from chalice.app import Blueprint

from functions.levy.forms.overview import MORE_WORDS, AskMore
from functions.levy.pages import overview as pages
from functions.levy.routes.answers import actor_of
from functions.levy.usecases.overview import overview as whole
from shared.clock import london_day
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import Guard
from shared.web.pages import download, not_found, render
from shared.web.replies import Reply
from shared.web.uploads import csv_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/levy/overview", methods=["GET"])
@guard.page()
def overview(visit: Visit) -> Reply:
    """All pledges, all need, what is lacking, and what so much more would pay for."""
    found = whole(actor_of(visit))
    if found is None:
        return not_found(visit)
    asked = read(AskMore, visit.query, MORE_WORDS)
    is_wrong = isinstance(asked, FieldErrors)
    form, more = (asked, AskMore()) if isinstance(asked, FieldErrors) else (Form(visit.query), asked)
    shown = pages.overview_shown(found, more.more, london_day(visit.now))
    return render(visit, "levy/overview/overview.html", 422 if is_wrong else 200, shown=shown, form=form)


@routes.route("/levy/overview/sums.csv", methods=["GET"])
@guard.page()
def overview_sums(visit: Visit) -> Reply:
    """The same sums as a file."""
    found = whole(actor_of(visit))
    if found is None:
        return not_found(visit)
    today = london_day(visit.now)
    content = csv_bytes(pages.CSV_COLUMNS, pages.csv_rows(found, today))
    return download(visit, content, "text/csv; charset=utf-8", f"levy {today}.csv")
