"""Once an application is sent: the applicant answers a question, accepts or turns down an offer, or withdraws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalice.app import Blueprint

from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Action, allowed
from functions.levy.forms.acts import errors_of
from functions.levy.forms.offers import (
    ACCEPT_FIELDS,
    AcceptForm,
    AnswerForm,
    AppealForm,
    TurnDownForm,
    WithdrawForm,
)
from functions.levy.messages.applications import ACCEPT_WORDS, ANSWER_WORDS, APPEAL_WORDS, WHY_WORDS
from functions.levy.pages.applications import application_shown
from functions.levy.routes.answers import actor_of, key_of, say_no
from functions.levy.usecases import applications as usecases
from functions.levy.usecases.viewing import own_application
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.forms import FieldErrors, Form, read
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_Form = AppealForm | AnswerForm | AcceptForm | TurnDownForm | WithdrawForm


@dataclass(frozen=True)
class _Page:
    """One act of the applicant: when it may be taken, what it asks, and what takes it."""

    action: Action
    template: str
    form: type[_Form]
    words: Mapping[str, str]
    act: Callable[[Actor, Any, str, datetime], Done | Refusal]
    fields: dict[Reason, str] = field(default_factory=dict)


_ANSWER = _Page(Action.ANSWER, "answer", AnswerForm, ANSWER_WORDS, usecases.answer)
_ACCEPT = _Page(Action.ACCEPT, "accept", AcceptForm, ACCEPT_WORDS, usecases.accept, ACCEPT_FIELDS)
_TURN_DOWN = _Page(Action.DECLINE_OFFER, "turn_down", TurnDownForm, WHY_WORDS, usecases.decline_offer)
_APPEAL = _Page(Action.APPEAL, "appeal", AppealForm, APPEAL_WORDS, usecases.appeal)
_WITHDRAW = _Page(Action.WITHDRAW, "withdraw", WithdrawForm, WHY_WORDS, usecases.withdraw)


@routes.route("/levy/applications/{application_id}/answer", methods=["GET"])
@guard.page()
def answer_page(visit: Visit, application_id: str) -> Reply:
    """The question of the ICS, and room for the answer."""
    return _show(visit, application_id, _ANSWER, Form())


@routes.route("/levy/applications/{application_id}/answer", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def answer(visit: Visit, application_id: str) -> Reply:
    """Answer the question."""
    return _act(visit, application_id, _ANSWER)


@routes.route("/levy/applications/{application_id}/accept", methods=["GET"])
@guard.page()
def accept_page(visit: Visit, application_id: str) -> Reply:
    """The offer and its terms, to be accepted."""
    return _show(visit, application_id, _ACCEPT, Form())


@routes.route("/levy/applications/{application_id}/accept", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def accept(visit: Visit, application_id: str) -> Reply:
    """Accept the offer."""
    return _act(visit, application_id, _ACCEPT)


@routes.route("/levy/applications/{application_id}/turn-down", methods=["GET"])
@guard.page()
def turn_down_page(visit: Visit, application_id: str) -> Reply:
    """What turning the offer down means."""
    return _show(visit, application_id, _TURN_DOWN, Form())


@routes.route("/levy/applications/{application_id}/turn-down", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def turn_down(visit: Visit, application_id: str) -> Reply:
    """Turn the offer down."""
    return _act(visit, application_id, _TURN_DOWN)


@routes.route("/levy/applications/{application_id}/appeal", methods=["GET"])
@guard.page()
def appeal_page(visit: Visit, application_id: str) -> Reply:
    """What an appeal is, and room for its reasons."""
    return _show(visit, application_id, _APPEAL, Form())


@routes.route("/levy/applications/{application_id}/appeal", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def appeal(visit: Visit, application_id: str) -> Reply:
    """Appeal against the decline."""
    return _act(visit, application_id, _APPEAL)


@routes.route("/levy/applications/{application_id}/withdraw", methods=["GET"])
@guard.page()
def withdraw_page(visit: Visit, application_id: str) -> Reply:
    """What withdrawing means for the money."""
    return _show(visit, application_id, _WITHDRAW, Form())


@routes.route("/levy/applications/{application_id}/withdraw", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def withdraw(visit: Visit, application_id: str) -> Reply:
    """Withdraw the application."""
    return _act(visit, application_id, _WITHDRAW)


def _show(visit: Visit, application_id: str, page: _Page, form: Form, status: int = 200) -> Reply:
    application = own_application(actor_of(visit), application_id)
    if application is None:
        return not_found(visit)
    if page.action not in allowed(application.status):
        return see_other(visit, f"/levy/applications/{application_id}")
    return render(
        visit,
        f"levy/applications/{page.template}.html",
        status,
        application=application_shown(application, visit.now),
        is_draft=application.submitted_at is None,
        form=form,
        key=key_of(visit),
        version=form.value("version") or application.head.number,
    )


def _act(visit: Visit, application_id: str, page: _Page) -> Reply:
    asked = read(page.form, visit.form, page.words)
    if isinstance(asked, FieldErrors):
        return _show(visit, application_id, page, asked, 422)
    here = f"/levy/applications/{application_id}"
    outcome = page.act(actor_of(visit), asked.command(application_id), asked.key, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, page.fields)
        if errors:
            return _show(visit, application_id, page, errors, 422)
        return say_no(visit, outcome, back=here, back_text="See the application as it is now")
    return see_other(visit, here)
