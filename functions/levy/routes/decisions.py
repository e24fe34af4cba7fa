"""The ICS approver's pages about one application: all that speaks for and against it, and decisions in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from chalice.app import Blueprint
from pydantic import BaseModel

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.applications import Application
from functions.levy.domain.commands import AnswerAppeal, Ask, Decline, PutOnWaitingList, SendBack
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Action
from functions.levy.forms.acts import errors_of
from functions.levy.forms.decisions import FIELDS, read_command
from functions.levy.messages.decisions import (
    APPEAL_WORDS,
    ASK_WORDS,
    DECLINE_WORDS,
    SEND_BACK_WORDS,
    WAITING_LIST_WORDS,
)
from functions.levy.pages import decisions as pages
from functions.levy.pages.apprentices import apprentices_shown
from functions.levy.routes.answers import actor_of, say_no
from functions.levy.usecases import decisions as usecases
from functions.levy.usecases import desk
from shared.actors import Actor
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_EMPTY = Form()
_APPRENTICES = "/levy/apprentices/"


@dataclass(frozen=True)
class WordedAct:
    """A decision that asks for words alone: its page, its command, and what it does."""

    action: Action
    template: str
    command: type[BaseModel]
    words: Mapping[str, str]
    perform: Callable[[Actor, Any, str, datetime], Done | Refusal]


WAITING_LIST = WordedAct(
    Action.PUT_ON_WAITING_LIST,
    "levy/decisions/waiting_list.html",
    PutOnWaitingList,
    WAITING_LIST_WORDS,
    usecases.put_on_waiting_list,
)
ASK = WordedAct(Action.ASK, "levy/decisions/ask.html", Ask, ASK_WORDS, usecases.ask)
DECLINE = WordedAct(Action.DECLINE, "levy/decisions/decline.html", Decline, DECLINE_WORDS, usecases.decline)
SEND_BACK = WordedAct(
    Action.SEND_BACK, "levy/decisions/send_back.html", SendBack, SEND_BACK_WORDS, usecases.send_back
)

ALLOW = WordedAct(
    Action.ALLOW_APPEAL, "levy/decisions/allow_appeal.html", AnswerAppeal, APPEAL_WORDS, usecases.allow_appeal
)
UPHOLD = WordedAct(Action.UPHOLD, "levy/decisions/uphold.html", AnswerAppeal, APPEAL_WORDS, usecases.uphold)


@routes.route("/levy/applications/{application_id}/decide", methods=["GET"])
@guard.page()
def decide(visit: Visit, application_id: str) -> Reply:
    """The application, the money of each open pledge, others like it, and what may be done. Four reads."""
    application = desk.application_to_decide(actor_of(visit), application_id)
    return _desk_page(visit, application) if application else not_found(visit)


@routes.route("/levy/applications/{application_id}/decided", methods=["GET"])
@guard.page()
def decided(visit: Visit, application_id: str) -> Reply:
    """What is true after a decision, and what happens next."""
    application = desk.application_to_decide(actor_of(visit), application_id)
    if application is None:
        return not_found(visit)
    rows = ApprenticeshipStore(actor_of(visit)).apprentices_if_any(application)
    shown, outcome = (
        apprentices_shown(application, rows, visit.href(_APPRENTICES)),
        pages.outcome_shown(application),
    )
    return render(visit, "levy/decisions/decided.html", outcome=outcome, apprentices=shown)


@routes.route("/levy/applications/{application_id}/waiting-list", methods=["GET"])
@guard.page()
def waiting_list(visit: Visit, application_id: str) -> Reply:
    """Ask why the application has to wait."""
    return _page(visit, application_id, WAITING_LIST)


@routes.route("/levy/applications/{application_id}/waiting-list", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def put_on_waiting_list(visit: Visit, application_id: str) -> Reply:
    """Keep the application until there is money."""
    return _perform(visit, application_id, WAITING_LIST)


@routes.route("/levy/applications/{application_id}/ask", methods=["GET"])
@guard.page()
def question(visit: Visit, application_id: str) -> Reply:
    """Ask what to ask the applicant."""
    return _page(visit, application_id, ASK)


@routes.route("/levy/applications/{application_id}/ask", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def ask(visit: Visit, application_id: str) -> Reply:
    """Ask the applicant a question."""
    return _perform(visit, application_id, ASK)


@routes.route("/levy/applications/{application_id}/decline", methods=["GET"])
@guard.page()
def declining(visit: Visit, application_id: str) -> Reply:
    """Ask for which reasons to decline."""
    return _page(visit, application_id, DECLINE)


@routes.route("/levy/applications/{application_id}/decline", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def decline(visit: Visit, application_id: str) -> Reply:
    """Decline the application."""
    return _perform(visit, application_id, DECLINE)


@routes.route("/levy/applications/{application_id}/send-back", methods=["GET"])
@guard.page()
def sending_back(visit: Visit, application_id: str) -> Reply:
    """Ask why a proposal is not confirmed."""
    return _page(visit, application_id, SEND_BACK)


@routes.route("/levy/applications/{application_id}/send-back", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def send_back(visit: Visit, application_id: str) -> Reply:
    """Do not confirm another approver's proposal."""
    return _perform(visit, application_id, SEND_BACK)


@routes.route("/levy/applications/{application_id}/allow-appeal", methods=["GET"])
@guard.page()
def allowing_appeal(visit: Visit, application_id: str) -> Reply:
    """Ask why an appeal is allowed."""
    return _page(visit, application_id, ALLOW)


@routes.route("/levy/applications/{application_id}/allow-appeal", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def allow_appeal(visit: Visit, application_id: str) -> Reply:
    """Allow an appeal."""
    return _perform(visit, application_id, ALLOW)


@routes.route("/levy/applications/{application_id}/uphold", methods=["GET"])
@guard.page()
def upholding(visit: Visit, application_id: str) -> Reply:
    """Ask why the decline stands."""
    return _page(visit, application_id, UPHOLD)


@routes.route("/levy/applications/{application_id}/uphold", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def uphold(visit: Visit, application_id: str) -> Reply:
    """Let the decline stand."""
    return _perform(visit, application_id, UPHOLD)


def no_decision(visit: Visit, refusal: Refusal, application_id: str) -> Reply:
    """The page of a refused decision, leading to the application as it is now."""
    back = f"/levy/applications/{application_id}/decide"
    return say_no(visit, refusal, back=back, back_text="See the application as it is now")


def _desk_page(visit: Visit, application: Application) -> Reply:
    actor, today = actor_of(visit), london_day(visit.now)
    cost = pages.cost_shown(application, application.apprentice_count, today)
    money = desk.money_for(actor, application, cost["pence"], today)
    return render(
        visit,
        "levy/decisions/decide.html",
        application=pages.application_shown(application, today),
        cost=cost,
        options=pages.options_shown(money, visit.href("/levy")),
        alike=pages.alike_shown(desk.alike(actor, application), visit.href("/levy/applications/")),
        may=pages.acts_shown(actor, application),
    )


def _page(visit: Visit, application_id: str, act: WordedAct, form: Form = _EMPTY) -> Reply:
    actor = actor_of(visit)
    application = desk.application_to_decide(actor, application_id)
    if application is None:
        return not_found(visit)
    refusal = desk.refuse_act(actor, application, act.action)
    if refusal:
        return no_decision(visit, refusal, application_id)
    return render(
        visit,
        act.template,
        status=422 if form.by_field else 200,
        form=form,
        key=form.value("key") or new_id(),
        version=form.value("version") or application.head.number,
        application=pages.heading_shown(application),
        reasons=pages.reason_items(),
    )


def _perform(visit: Visit, application_id: str, act: WordedAct) -> Reply:
    command = read_command(act.command, visit.form, application_id, act.words)
    if isinstance(command, FieldErrors):
        return _page(visit, application_id, act, command)
    outcome = act.perform(actor_of(visit), *command, visit.now)
    return answered(visit, application_id, outcome, FIELDS, partial(_page, visit, application_id, act))


def answered(
    visit: Visit,
    application_id: str,
    outcome: Done | Refusal,
    fields: dict[Reason, str],
    ask_again: Callable[[FieldErrors], Reply],
) -> Reply:
    """What follows a decision: the page of what was decided; its form again, where a field of it was refused; or
    why it cannot be taken now."""
    if not isinstance(outcome, Refusal):
        return see_other(visit, f"/levy/applications/{application_id}/decided")
    errors = errors_of(visit.form, outcome, fields)
    return ask_again(errors) if errors else no_decision(visit, outcome, application_id)
