"""The ICS approver approves: against one pledge, split across several, or as the second of two approvers.

Each page shows the money beside its button. A form carries the cost that was shown, and the decision refuses any
other, so that what is reserved is what was read.
"""

import re
from dataclasses import replace
from functools import partial

from chalice.app import Blueprint

from functions.levy.domain.applications import Application
from functions.levy.domain.approvals import refuse_share
from functions.levy.domain.commands import Approve, Confirm
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Action
from functions.levy.forms.decisions import FIELDS, SHARE, read_approval, read_command, read_split
from functions.levy.messages.decisions import CONFIRM_WORDS
from functions.levy.pages import decisions as pages
from functions.levy.routes.answers import actor_of
from functions.levy.routes.decisions import answered, no_decision
from functions.levy.store import LevyStore
from functions.levy.usecases import decisions as usecases
from functions.levy.usecases import desk
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_APPROVE = "levy/decisions/approve.html"
_SPLIT = "levy/decisions/split.html"
_EMPTY = Form()
_COUNT = re.compile("[0-9]{1,3}")


@routes.route("/levy/applications/{application_id}/approve", methods=["GET"])
@guard.page()
def approval(visit: Visit, application_id: str) -> Reply:
    """Ask which pledge pays, with the money of each now and after. Four reads."""
    return _page(visit, application_id, _APPROVE, _asked(visit))


@routes.route("/levy/applications/{application_id}/approve", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def approve(visit: Visit, application_id: str) -> Reply:
    """Approve against one pledge, or propose to."""
    command = read_approval(visit.form, application_id)
    if isinstance(command, FieldErrors):
        return _page(visit, application_id, _APPROVE, command)
    outcome = usecases.approve(actor_of(visit), *command, visit.now)
    return answered(visit, application_id, outcome, FIELDS, partial(_page, visit, application_id, _APPROVE))


@routes.route("/levy/applications/{application_id}/split", methods=["GET"])
@guard.page()
def splitting(visit: Visit, application_id: str) -> Reply:
    """Ask how much each pledge pays. Four reads."""
    return _page(visit, application_id, _SPLIT, _asked(visit))


@routes.route("/levy/applications/{application_id}/split", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def split(visit: Visit, application_id: str) -> Reply:
    """Approve across several pledges, or propose to."""
    command = read_split(visit.form, application_id)
    if isinstance(command, FieldErrors):
        return _page(visit, application_id, _SPLIT, command)
    outcome = usecases.approve(actor_of(visit), *command, visit.now)
    fields = _split_fields(visit, command[0], outcome) if isinstance(outcome, Refusal) else FIELDS
    return answered(visit, application_id, outcome, fields, partial(_page, visit, application_id, _SPLIT))


@routes.route("/levy/applications/{application_id}/confirm", methods=["GET"])
@guard.page()
def confirmation(visit: Visit, application_id: str) -> Reply:
    """Ask the second approver, with the money of the proposal's pledges as it stands now. Three reads."""
    return _confirm_page(visit, application_id, _EMPTY)


@routes.route("/levy/applications/{application_id}/confirm", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def confirm(visit: Visit, application_id: str) -> Reply:
    """Make another approver's proposal true."""
    command = read_command(Confirm, visit.form, application_id, CONFIRM_WORDS)
    if isinstance(command, FieldErrors):
        return _confirm_page(visit, application_id, command)
    outcome = usecases.confirm(actor_of(visit), *command, visit.now)
    return answered(
        visit,
        application_id,
        outcome,
        {Reason.CONFLICT_OF_INTEREST: "has_conflict"},
        partial(_confirm_page, visit, application_id),
    )


def _page(visit: Visit, application_id: str, template: str, form: Form) -> Reply:
    actor, today = actor_of(visit), london_day(visit.now)
    application = desk.application_to_decide(actor, application_id)
    if application is None:
        return not_found(visit)
    refusal = desk.refuse_act(actor, application, Action.APPROVE)
    if refusal:
        return no_decision(visit, refusal, application_id)
    apprentices, form = _how_many(application, form)
    cost = pages.cost_shown(application, apprentices, today)
    money = desk.money_for(actor, application, cost["pence"], today)
    return render(
        visit,
        template,
        status=422 if form.by_field else 200,
        form=form,
        key=form.value("key") or new_id(),
        application=pages.heading_shown(application),
        cost=cost,
        options=pages.options_shown(money, visit.href("/levy")),
    )


def _confirm_page(visit: Visit, application_id: str, form: Form) -> Reply:
    actor = actor_of(visit)
    application = desk.application_to_decide(actor, application_id)
    if application is None:
        return not_found(visit)
    refusal = desk.refuse_act(actor, application, Action.CONFIRM)
    if refusal:
        return no_decision(visit, refusal, application_id)
    awards = application.proposal.awards if application.proposal else ()
    pledges = LevyStore(actor).pledges([award.pledge_id for award in awards])
    left = desk.left_for(actor, pledges.values())
    return render(
        visit,
        "levy/decisions/confirm.html",
        status=422 if form.by_field else 200,
        form=form,
        key=form.value("key") or new_id(),
        application=pages.heading_shown(application),
        proposal=pages.proposal_shown(application, pledges, left),
    )


def _asked(visit: Visit) -> Form:
    """What a link may choose beforehand: for how many, and which pledge. Never a key or a declaration."""
    return Form({name: visit.query[name] for name in ("apprentices", "pledge_id") if name in visit.query})


def _how_many(application: Application, form: Form) -> tuple[int, Form]:
    """For how many apprentices the page is made: all, until somebody says otherwise."""
    typed, most = form.value("apprentices"), application.apprentice_count
    if not typed:
        return most, replace(form, typed={**form.typed, "apprentices": str(most)})
    if _COUNT.fullmatch(typed) and 1 <= int(typed) <= most:
        return int(typed), form
    wrong = {"apprentices": f"Enter how many apprentices to fund, from 1 to {most}"}
    return most, FieldErrors(typed=form.typed, by_field={**form.by_field, **wrong}, rules=form.rules)


def _split_fields(visit: Visit, command: Approve, refusal: Refusal) -> dict[Reason, str]:
    """The fields that a refused split is about: that of the pledge that cannot pay its share, that of the first
    whose employer may not promise it, or the first."""
    actor, today = actor_of(visit), london_day(visit.now)
    store = LevyStore(actor)
    application = store.application(command.application_id)
    pledges = store.pledges([share.pledge_id for share in command.shares])
    refused = (
        share
        for share in command.shares
        if application and refuse_share(application, pledges.get(share.pledge_id), share.pence, today)
    )
    first = next(refused, command.shares[0])
    sent = (
        share
        for share in command.shares
        if share.pledge_id in pledges
        and pledges[share.pledge_id].organisation_name == refusal.details.get("sender")
    )
    by_sender = next(sent, command.shares[0])
    of_pledge = dict.fromkeys(
        (Reason.PLEDGE_TOO_SMALL, Reason.PLEDGE_CLOSED, Reason.PLEDGE_YEAR_OVER, Reason.PLEDGE_OF_RECEIVER),
        f"{SHARE}{first.pledge_id}",
    )
    others = {
        Reason.ALLOWANCE_TOO_SMALL: f"{SHARE}{by_sender.pledge_id}",
        Reason.SHARES_DIFFER_FROM_COST: f"{SHARE}{command.shares[0].pledge_id}",
    }
    return FIELDS | of_pledge | others
