"""Messages about an application: one page for both sides."""

from chalice.app import Blueprint

from functions.levy.domain.applications import Application
from functions.levy.domain.correspondence import side_of
from functions.levy.domain.policy import has_conflict, oversees
from functions.levy.forms.correspondence import MessageForm
from functions.levy.messages.applications import MESSAGE_WORDS
from functions.levy.pages.audit import messages_shown
from functions.levy.routes.answers import actor_of, key_of, say_no
from functions.levy.store import LevyStore
from functions.levy.usecases.correspondence import write_message as write
from shared.history import event_from
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/levy/applications/{application_id}/messages", methods=["GET"])
@guard.page()
def messages(visit: Visit, application_id: str) -> Reply:
    """What was written about an application, newest first, and room to write. Two reads."""
    return _page(visit, application_id, Form())


@routes.route("/levy/applications/{application_id}/messages", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def write_message(visit: Visit, application_id: str) -> Reply:
    """Write to the other side."""
    asked = read(MessageForm, visit.form, MESSAGE_WORDS)
    if isinstance(asked, FieldErrors):
        return _page(visit, application_id, asked, 422)
    here = f"/levy/applications/{application_id}/messages"
    outcome = write(actor_of(visit), asked.command(application_id), asked.key, visit.now)
    if isinstance(outcome, Refusal):
        return say_no(visit, outcome, back=here, back_text="See the messages")
    return see_other(visit, here)


def _page(visit: Visit, application_id: str, form: Form, status: int = 200) -> Reply:
    actor, scope = actor_of(visit), f"messages about {application_id}"
    store = LevyStore(actor)
    application = store.application(application_id)
    if application is None or application.submitted_at is None:
        return not_found(visit)
    page = store.messages(application, start_of(visit, scope))
    return render(
        visit,
        "levy/applications/messages.html",
        status,
        application=_named(application, is_own=not oversees(actor)),
        may_write=side_of(actor, application) is not None and not _is_torn(visit, application),
        messages=messages_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
        form=form,
        key=key_of(visit),
    )


def _named(application: Application, *, is_own: bool) -> dict[str, str]:
    here = f"/levy/applications/{application.application_id}"
    return {
        "reference": application.reference,
        "employer": application.employer.name,
        "here": here,
        "back": here if is_own else f"{here}/decide",
        "to": "the ICS" if is_own else application.employer.name,
    }


def _is_torn(visit: Visit, application: Application) -> bool:
    """Whether the reader decides for the ICS and belongs to the employer."""
    return oversees(actor_of(visit)) and has_conflict(actor_of(visit), application)
