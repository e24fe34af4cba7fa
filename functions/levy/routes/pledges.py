"""The sending employer's pages: its pledges, their balances and ledger. The ICS and auditors read them."""

from chalice.app import Blueprint

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.pledges import Pledge, PledgeStatus
from functions.levy.domain.policy import oversees
from functions.levy.forms.acts import errors_of
from functions.levy.forms.pledges import FIELDS, edit_form, read_change, read_edit, read_offer
from functions.levy.pages import pledges as pages
from functions.levy.pages.apprentices import counts_shown
from functions.levy.routes.answers import actor_of, say_no
from functions.levy.store import LevyStore
from functions.levy.usecases import pledges as usecases
from shared import directory
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_EMPTY = Form()
_STATUS_AFTER = {"close": PledgeStatus.CLOSED, "reopen": PledgeStatus.OPEN}


@routes.route("/levy/pledges", methods=["GET"])
@guard.page()
def pledges(visit: Visit) -> Reply:
    """A sending employer's own pledges; for the ICS and auditors all that are open."""
    actor = actor_of(visit)
    if not (actor.has(Role.SENDING_EMPLOYER) or oversees(actor)):
        return not_found(visit)
    return _list_page(visit, actor)


@routes.route("/levy/pledges/new", methods=["GET"])
@guard.page()
def new_pledge(visit: Visit) -> Reply:
    """The form of a new pledge."""
    if not actor_of(visit).has(Role.SENDING_EMPLOYER):
        return not_found(visit)
    return _offer_page(visit)


@routes.route("/levy/pledges/new", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def offer_pledge(visit: Visit) -> Reply:
    """Pledge."""
    if not actor_of(visit).has(Role.SENDING_EMPLOYER):
        return not_found(visit)
    command = read_offer(visit.form)
    if isinstance(command, FieldErrors):
        return _offer_page(visit, command)
    outcome = usecases.offer_pledge(actor_of(visit), command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, FIELDS)
        if errors:
            return _offer_page(visit, errors)
        return say_no(visit, outcome, back="/levy/pledges", back_text="Go to your pledges")
    return see_other(visit, f"/levy/pledges/{outcome.id}")


@routes.route("/levy/pledges/{pledge_id}", methods=["GET"])
@guard.page()
def pledge(visit: Visit, pledge_id: str) -> Reply:
    """A pledge: its balances, what is reserved in each tax year, and its ledger, newest first."""
    store = LevyStore(actor_of(visit))
    found = store.pledge(pledge_id)
    return _pledge_page(visit, found, store) if found else not_found(visit)


@routes.route("/levy/pledges/{pledge_id}/edit", methods=["GET"])
@guard.page()
def edit_pledge(visit: Visit, pledge_id: str) -> Reply:
    """The form that changes a pledge."""
    return _edit_page(visit, pledge_id)


@routes.route("/levy/pledges/{pledge_id}/edit", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_pledge(visit: Visit, pledge_id: str) -> Reply:
    """Change a pledge."""
    command = read_edit(visit.form, pledge_id)
    if isinstance(command, FieldErrors):
        return _edit_page(visit, pledge_id, command)
    outcome = usecases.edit_pledge(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, FIELDS)
        return _edit_page(visit, pledge_id, errors) if errors else _no(visit, outcome, pledge_id)
    return see_other(visit, f"/levy/pledges/{pledge_id}")


@routes.route("/levy/pledges/{pledge_id}/close", methods=["GET"])
@guard.page()
def close_page(visit: Visit, pledge_id: str) -> Reply:
    """Ask whether to close a pledge."""
    return _change_page(visit, pledge_id, "close")


@routes.route("/levy/pledges/{pledge_id}/close", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def close(visit: Visit, pledge_id: str) -> Reply:
    """Close a pledge to new reservations."""
    return _change(visit, pledge_id, "close")


@routes.route("/levy/pledges/{pledge_id}/reopen", methods=["GET"])
@guard.page()
def reopen_page(visit: Visit, pledge_id: str) -> Reply:
    """Ask whether to open a pledge again."""
    return _change_page(visit, pledge_id, "reopen")


@routes.route("/levy/pledges/{pledge_id}/reopen", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def reopen(visit: Visit, pledge_id: str) -> Reply:
    """Open a pledge to new reservations again."""
    return _change(visit, pledge_id, "reopen")


def _list_page(visit: Visit, actor: Actor) -> Reply:
    sends, reads_all = actor.has(Role.SENDING_EMPLOYER), oversees(actor)
    shows_all = reads_all and (not sends or visit.query.get("of") == "ics")
    scope = "open pledges" if shows_all else f"pledges of {actor.ods_code}"
    store, start = LevyStore(actor), start_of(visit, scope)
    page = store.open_pledge_page(start) if shows_all else store.pledges_of(actor.ods_code, start)
    return render(
        visit,
        "levy/pledges/list.html",
        rows=pages.pledge_rows(page.pledges, visit.href("/levy/pledges/")),
        after=next_of(visit, page.after, scope),
        shows_all=shows_all,
        may_switch=sends and reads_all,
        may_pledge=sends,
    )


def _pledge_page(visit: Visit, found: Pledge, store: LevyStore) -> Reply:
    actor, scope = actor_of(visit), f"ledger of {found.pledge_id}"
    ledger = store.ledger(found.pledge_id, start_of(visit, scope))
    paid_by = ApprenticeshipStore(actor).apprentices_paid_by(found.pledge_id)
    base = visit.href("/levy/applications/")
    return render(
        visit,
        "levy/pledges/pledge.html",
        pledge=pages.pledge_page(found, london_day(visit.now)),
        rows=pages.ledger_rows((item["row"] for item in ledger.items), oversees(actor), base),
        after=next_of(visit, ledger.after, scope),
        may_change=_may_change(actor, found),
        counts=counts_shown(item["row"]["status"] for item in paid_by.items),
        counts_more=paid_by.after is not None,
    )


def _change(visit: Visit, pledge_id: str, act: str) -> Reply:
    command = read_change(visit.form, pledge_id, _STATUS_AFTER[act])
    if isinstance(command, FieldErrors):
        return _change_page(visit, pledge_id, act, command)
    outcome = usecases.set_pledge_status(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        return _no(visit, outcome, pledge_id)
    return see_other(visit, f"/levy/pledges/{pledge_id}")


def _offer_page(visit: Visit, form: Form = _EMPTY) -> Reply:
    today = london_day(visit.now)
    return render(
        visit,
        "levy/pledges/offer.html",
        status=_status(form),
        form=form,
        key=form.value("key") or new_id(),
        items=pages.choice_items(pages.choices(directory.places(), today), today),
        tax_years=pages.tax_year_items(today),
        employer=actor_of(visit).organisation_name,
    )


def _edit_page(visit: Visit, pledge_id: str, errors: FieldErrors | None = None) -> Reply:
    found = _own(visit, pledge_id)
    if found is None:
        return not_found(visit)
    form, today = errors or edit_form(found), london_day(visit.now)
    offered = pages.choices(directory.places(), today, found.criteria)
    return render(
        visit,
        "levy/pledges/edit.html",
        status=_status(form),
        form=form,
        key=form.value("key") or new_id(),
        version=form.value("version") or found.head.number,
        items=pages.choice_items(offered, today),
        pledge=pages.pledge_page(found, today),
    )


def _change_page(visit: Visit, pledge_id: str, act: str, form: Form = _EMPTY) -> Reply:
    found = _own(visit, pledge_id)
    if found is None:
        return not_found(visit)
    shown = pages.pledge_page(found, london_day(visit.now))
    version = form.value("version") or found.head.number
    key = form.value("key") or new_id()
    template = f"levy/pledges/{act}.html"
    return render(visit, template, status=_status(form), form=form, key=key, version=version, pledge=shown)


def _own(visit: Visit, pledge_id: str) -> Pledge | None:
    """The pledge, if the actor may change it."""
    actor = actor_of(visit)
    found = LevyStore(actor).pledge(pledge_id)
    return found if found and _may_change(actor, found) else None


def _may_change(actor: Actor, found: Pledge) -> bool:
    return actor.has(Role.SENDING_EMPLOYER) and actor.ods_code == found.ods_code


def _no(visit: Visit, refusal: Refusal, pledge_id: str) -> Reply:
    return say_no(visit, refusal, back=f"/levy/pledges/{pledge_id}", back_text="See the pledge as it is now")


def _status(form: Form) -> int:
    return 422 if form.by_field else 200
