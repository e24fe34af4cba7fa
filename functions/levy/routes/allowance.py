"""The levy account of a sending employer: its allowance year by year, and the figures that it follows from."""

from chalice.app import Blueprint

from functions.levy.account_store import AccountStore
from functions.levy.domain.accounts import LevyAccount
from functions.levy.forms.acts import errors_of
from functions.levy.forms.allowance import FIELDS, figures_form, read_figures
from functions.levy.pages import allowance as pages
from functions.levy.routes.answers import actor_of, key_of, say_no
from functions.levy.usecases import allowance as usecases
from shared.actors import Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.values.dates import Month, tax_year_of
from shared.web.forms import FieldErrors, Form
from shared.web.guard import FORM_TYPES, Guard
from shared.web.pages import not_found, render, see_other
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)


@routes.route("/levy/allowance", methods=["GET"])
@guard.page()
def own_allowance(visit: Visit) -> Reply:
    """How much the sending employer may promise, year by year. Four round trips at most."""
    actor = actor_of(visit)
    return _allowance_page(visit, actor.ods_code) if actor.has(Role.SENDING_EMPLOYER) else not_found(visit)


@routes.route("/levy/allowance/figures", methods=["GET"])
@guard.page()
def figures(visit: Visit) -> Reply:
    """The form of the levy figures, with what was entered before. One read."""
    return _figures_page(visit)


@routes.route("/levy/allowance/figures", methods=["POST"], content_types=FORM_TYPES)
@guard.form()
def save_figures(visit: Visit) -> Reply:
    """Enter levy figures, or correct them."""
    if not actor_of(visit).has(Role.SENDING_EMPLOYER):
        return not_found(visit)
    command = read_figures(visit.form, tax_year_of(london_day(visit.now)))
    if isinstance(command, FieldErrors):
        return _figures_page(visit, command)
    outcome = usecases.save_account(actor_of(visit), *command, visit.now)
    if isinstance(outcome, Refusal):
        errors = errors_of(visit.form, outcome, FIELDS)
        back, text = "/levy/allowance/figures", "See the figures as they are now"
        return _figures_page(visit, errors) if errors else say_no(visit, outcome, back=back, back_text=text)
    return see_other(visit, "/levy/allowance")


@routes.route("/levy/allowance/{ods_code}", methods=["GET"])
@guard.page()
def allowance(visit: Visit, ods_code: str) -> Reply:
    """The allowance of an employer, for itself, the ICS and auditors. Four round trips at most."""
    return _allowance_page(visit, ods_code)


def _allowance_page(visit: Visit, ods_code: str) -> Reply:
    actor = actor_of(visit)
    view = usecases.allowance_of(actor, ods_code, london_day(visit.now))
    if view is None:
        return not_found(visit)
    return render(
        visit,
        "levy/allowance/allowance.html",
        allowance=pages.allowance_page(view, Month.of(london_day(visit.now))),
        may_change=actor.has(Role.SENDING_EMPLOYER) and actor.ods_code == ods_code,
        is_own=actor.ods_code == ods_code,
    )


def _figures_page(visit: Visit, errors: FieldErrors | None = None) -> Reply:
    actor, today = actor_of(visit), london_day(visit.now)
    if not actor.has(Role.SENDING_EMPLOYER):
        return not_found(visit)
    account = _own_account(visit)
    form: Form = errors or figures_form(account, tax_year_of(today))
    return render(
        visit,
        "levy/allowance/figures.html",
        status=422 if form.by_field else 200,
        form=form,
        key=key_of(visit),
        version=form.value("version") or pages.version_of(account),
        years=pages.elsewhere_fields(today),
    )


def _own_account(visit: Visit) -> LevyAccount | None:
    actor = actor_of(visit)
    found = AccountStore(actor).account(actor.ods_code)
    return found[1] if found else None
