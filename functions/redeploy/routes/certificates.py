"""To find a clearance certificate by the number that is printed on it."""

from chalice.app import Blueprint

from functions.redeploy.certificate_store import CertificateStore
from functions.redeploy.domain.policy import may_find_certificates
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.forms.certificates import read_number, unknown
from functions.redeploy.messages.vacancies import STATUS_NAMES
from functions.redeploy.routes.answers import actor_of
from shared.web.forms import FieldErrors, Form
from shared.web.guard import Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/redeploy/certificates", methods=["GET"])
@guard.page()
def certificates(visit: Visit) -> Reply:
    """Ask for a number; lead to the certificate that has it, or say that it holds no longer."""
    if not may_find_certificates(actor_of(visit)):
        return not_found(visit)
    if "number" not in visit.query:
        return _form(visit, Form())
    typed = visit.query["number"]
    number = read_number(typed)
    return _form(visit, number, 422) if isinstance(number, FieldErrors) else _found(visit, number, typed)


def _found(visit: Visit, number: str, typed: str) -> Reply:
    found = CertificateStore(actor_of(visit)).certified(number)
    match [one for one in found if _holds(one, number)]:
        case [one]:
            return see_other(visit, f"/redeploy/vacancies/{one.vacancy_id}/certificate")
        case [] if not found:
            return _form(visit, unknown(typed), 422)
    rows = [_row(visit, one, number) for one in found]
    return render(visit, "redeploy/certificates/number.html", number=number, rows=rows)


def _holds(vacancy: Vacancy, number: str) -> bool:
    return vacancy.certificate is not None and vacancy.certificate.number == number


def _row(visit: Visit, vacancy: Vacancy, number: str) -> list[object]:
    href = visit.href(f"/redeploy/vacancies/{vacancy.vacancy_id}")
    return [
        {"text": vacancy.details.title, "href": href},
        vacancy.employer.name,
        STATUS_NAMES[vacancy.status],
        "Holds" if _holds(vacancy, number) else "Holds no longer",
    ]


def _form(visit: Visit, form: Form, status: int = 200) -> Reply:
    return render(visit, "redeploy/certificates/find.html", status, form=form)
