"""The pages that are open to everybody: what a levy transfer is, and what it would pay."""

from chalice.app import Blueprint

from functions.levy.domain.quotes import quote
from functions.levy.forms.acts import errors_of
from functions.levy.forms.public import ESTIMATE_FIELDS, EstimateForm
from functions.levy.messages.estimates import ESTIMATE_WORDS
from functions.levy.pages import choices
from functions.levy.pages.estimates import quote_shown
from functions.levy.pages.public import settings_shown
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.values.dates import Month
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import Guard
from shared.web.pages import render
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/levy", methods=["GET"])
@guard.page(open=True)
def start(visit: Visit) -> Reply:
    """What a levy transfer is, in plain words, and where to go from here."""
    return render(visit, "levy/public/start.html", settings=settings_shown(london_day(visit.now)))


@routes.route("/levy/estimate", methods=["GET"])
@guard.page(open=True)
def estimate(visit: Visit) -> Reply:
    """What a transfer would pay, and what it would save: the empty form, or the answer with the form below."""
    if not visit.query.keys() & EstimateForm.model_fields.keys():
        return _estimate_page(visit, Form())
    asked = read(EstimateForm, visit.query, ESTIMATE_WORDS)
    if isinstance(asked, FieldErrors):
        return _estimate_page(visit, asked, 422)
    answer = quote(asked.command(), london_day(visit.now))
    if isinstance(answer, Refusal):
        errors = errors_of(visit.query, answer, ESTIMATE_FIELDS)
        return _estimate_page(visit, errors or Form(visit.query), 422)
    return _estimate_page(visit, Form(visit.query), answer=quote_shown(answer))


def _estimate_page(visit: Visit, form: Form, status: int = 200, answer: object = None) -> Reply:
    return render(
        visit,
        "levy/public/estimate.html",
        status,
        form=form,
        answer=answer,
        standards=choices.standards(Month.of(london_day(visit.now))),
        kinds=choices.KINDS,
    )
