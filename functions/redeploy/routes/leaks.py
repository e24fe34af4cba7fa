"""The leak detector: adverts that came out while their vacancy was held."""

from chalice.app import Blueprint

from functions.redeploy.domain.policy import audits, coordinates
from functions.redeploy.forms.leaks import Adverts, brought_back, carried, read_adverts
from functions.redeploy.messages.leaks import COLUMNS
from functions.redeploy.pages import leaks as pages
from functions.redeploy.routes.answers import actor_of
from functions.redeploy.usecases import leaks as usecases
from shared.web.forms import FieldErrors, Form
from shared.web.guard import UPLOAD_TYPES, Guard
from shared.web.pages import download, not_found, render
from shared.web.paging import sealed_for, unsealed_for
from shared.web.replies import Reply
from shared.web.uploads import MOST_ROWS, csv_bytes
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_EMPTY = Form()
_SCOPE = "adverts compared"


@routes.route("/redeploy/leaks", methods=["GET"])
@guard.page()
def leaks(visit: Visit) -> Reply:
    """Where adverts are pasted or a file of them is chosen."""
    return _form_page(visit) if usecases.may_compare(actor_of(visit)) else not_found(visit)


@routes.route("/redeploy/leaks", methods=["POST"], content_types=UPLOAD_TYPES)
@guard.upload()
def compare(visit: Visit) -> Reply:
    """The report, on a page or as a file. Nothing is stored: sent again, it is worked out again."""
    if not usecases.may_compare(actor_of(visit)):
        return not_found(visit)
    if "adverts" in visit.form:
        return _as_file(visit)
    adverts = read_adverts(visit.form, visit.upload)
    if isinstance(adverts, FieldErrors):
        return _form_page(visit, adverts)
    return _report_page(visit, adverts)


def _form_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    return render(
        visit,
        "redeploy/leaks/form.html",
        status=422 if form.by_field else 200,
        form=form,
        most=MOST_ROWS,
        sees_all=coordinates(actor) or audits(actor),
        employer=actor.organisation_name,
    )


def _report_page(visit: Visit, adverts: Adverts) -> Reply:
    report = usecases.compare(actor_of(visit), adverts.items)
    return render(
        visit,
        "redeploy/leaks/report.html",
        report=pages.report_page(report, visit.href("/redeploy/vacancies/")),
        adverts=sealed_for(visit, carried(adverts), _SCOPE),
        most=usecases.MOST_COMPARED,
    )


def _as_file(visit: Visit) -> Reply:
    adverts = brought_back(visit.form, unsealed_for(visit, visit.form["adverts"], _SCOPE))
    if isinstance(adverts, FieldErrors):
        return _form_page(visit, adverts)
    report = usecases.compare(actor_of(visit), adverts.items)
    content = csv_bytes(COLUMNS, pages.report_rows(report.findings))
    return download(visit, content, "text/csv; charset=utf-8", "adverts-compared.csv")
