"""What redundancy would pay: a page and a JSON route that are open to everybody."""

from chalice.app import Blueprint

from functions.redeploy.api.redundancy import REDUNDANCY, redundancy_reply
from functions.redeploy.forms.calculators import FORMS, Scheme, scheme_of, worked_out
from functions.redeploy.pages.calculators import SCHEMES, answer_shown
from shared.web.forms import FieldErrors, Form, problems
from shared.web.guard import Guard
from shared.web.pages import json_reply, problem, render
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_PER_MINUTE = 60


@routes.route("/redeploy/redundancy", methods=["GET"])
@guard.page(open=True)
def redundancy(visit: Visit) -> Reply:
    """Which payment, then what it is worked out from, then the sum with the form below."""
    if not visit.query.keys() & {"step", "scheme"}:  # `step` says that the question was sent without an answer
        return _choose(visit, Form())
    scheme = scheme_of(visit.query)
    if isinstance(scheme, FieldErrors):
        return _choose(visit, scheme, 422)
    if not visit.query.keys() & (FORMS[scheme].model_fields.keys() - {"scheme"}):
        return _calculator(visit, scheme, Form())
    answer = worked_out(visit.query, scheme)
    if isinstance(answer, FieldErrors):
        return _calculator(visit, scheme, answer, 422)
    return _calculator(visit, scheme, Form(visit.query), answer=answer_shown(answer))


@routes.route(REDUNDANCY.path, methods=[REDUNDANCY.method], name=REDUNDANCY.name + "_api")
@guard.api(open=True, per_minute=_PER_MINUTE)
def redundancy_for_machines(visit: Visit) -> Reply:
    """The sum as JSON, or a problem that names each field that stands against it."""
    found = redundancy_reply(visit.query)
    if not isinstance(found, FieldErrors):
        return json_reply(visit, found)
    wrong = problems(found)
    detail = f"Nothing was worked out. Wrong: {', '.join(one.field for one in wrong)}."
    return problem(visit, 422, "The request is not valid", detail, wrong)


def _choose(visit: Visit, form: Form, status: int = 200) -> Reply:
    return render(visit, "redeploy/calculators/scheme.html", status, form=form, schemes=SCHEMES)


def _calculator(visit: Visit, scheme: Scheme, form: Form, status: int = 200, answer: object = None) -> Reply:
    return render(visit, f"redeploy/calculators/{scheme.value}.html", status, form=form, answer=answer)
