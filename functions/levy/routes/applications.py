"""A receiving employer's applications: the list, a new one, and one with where it is and what happens next."""

from chalice.app import Blueprint

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.applications import Application
from functions.levy.domain.stages import Status
from functions.levy.forms.applications import StartForm
from functions.levy.messages.applications import START_WORDS
from functions.levy.pages.applications import application_shown, rows_shown
from functions.levy.pages.apprentices import apprentices_shown
from functions.levy.pages.drafting import answers_shown, employer_shown, own_saving_shown, price_shown, tasks_shown
from functions.levy.routes.answers import actor_of, say_no
from functions.levy.usecases import applications as usecases
from functions.levy.usecases.viewing import own_application, own_applications
from shared import ids
from shared.actors import Role
from shared.outcomes import Refusal
from shared.web.acts import STALE
from shared.web.forms import FieldErrors, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, refused, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_LIST = "applications"


@routes.route("/levy/applications", methods=["GET"])
@guard.page()
def own_list(visit: Visit) -> Reply:
    """The organisation's applications, newest first."""
    actor = actor_of(visit)
    if not actor.has(Role.RECEIVING_EMPLOYER):
        return _not_an_applicant(visit)
    page = own_applications(actor, start_of(visit, _LIST))
    return render(
        visit,
        "levy/applications/list.html",
        rows=rows_shown(item["row"] for item in page.items),
        after=next_of(visit, page.after, _LIST),
        new_id=ids.new_id(),
    )


@routes.route("/levy/applications", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def start(visit: Visit) -> Reply:
    """Begin an application; its id came with the form, so a second click begins no second one."""
    actor = actor_of(visit)
    if not actor.has(Role.RECEIVING_EMPLOYER):
        return _not_an_applicant(visit)
    asked = read(StartForm, visit.form, START_WORDS)
    if isinstance(asked, FieldErrors):
        return refused(visit, "Nothing was begun", f"{STALE}.", back="/levy/applications", status=400)
    outcome = usecases.start_application(actor, asked.application_id, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back="/levy/applications", back_text="See your applications")
    return see_other(visit, f"/levy/applications/{outcome.id}")


@routes.route("/levy/applications/{application_id}", methods=["GET"])
@guard.page()
def own(visit: Visit, application_id: str) -> Reply:
    """One application: what is left to do in a draft; where it is and what happens next once it was sent."""
    application = own_application(actor_of(visit), application_id)
    if application is None:
        return not_found(visit)
    show = _task_list if application.status == Status.DRAFT else _where_it_is
    return show(visit, application)


@routes.route("/levy/applications/{application_id}/sent", methods=["GET"])
@guard.page()
def sent(visit: Visit, application_id: str) -> Reply:
    """That the application was sent, its reference, and what happens next."""
    application = own_application(actor_of(visit), application_id)
    if application is None:
        return not_found(visit)
    if application.status != Status.SUBMITTED:
        return see_other(visit, f"/levy/applications/{application_id}")
    shown = application_shown(application, visit.now)
    return render(visit, "levy/applications/sent.html", application=shown)


def _task_list(visit: Visit, application: Application) -> Reply:
    return render(
        visit,
        "levy/applications/tasks.html",
        id=application.application_id,
        list=tasks_shown(application, visit.now),
        employer=employer_shown(application.employer),
    )


def _where_it_is(visit: Visit, application: Application) -> Reply:
    rows = ApprenticeshipStore(actor_of(visit)).apprentices_if_any(application)
    return render(
        visit,
        "levy/applications/application.html",
        application=application_shown(application, visit.now),
        employer=employer_shown(application.employer),
        answers=answers_shown(application),
        cost=price_shown(application),
        saving=own_saving_shown(application),
        apprentices=apprentices_shown(application, rows, visit.href("/levy/apprentices/")),
    )


def _not_an_applicant(visit: Visit) -> Reply:
    return refused(
        visit,
        "You do not apply for levy here",
        f"You are acting for {actor_of(visit).organisation_name}, without the part of somebody who applies."
        " Ask its administrator for it, or choose another organisation.",
        back="/organisations/choose",
        back_text="Choose another organisation",
        status=403,
    )
