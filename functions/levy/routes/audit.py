"""Histories for those who may see the thing, and the sealed audit for the ICS and its auditors."""

from chalice.app import Blueprint

from functions.levy.account_store import AccountStore
from functions.levy.domain.accounts import LevyAccount
from functions.levy.domain.applications import Application
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.policy import oversees
from functions.levy.pages import audit as pages
from functions.levy.routes.answers import actor_of
from functions.levy.store import LevyStore
from shared.audit.reading import block as sealed_block
from shared.audit.reading import newest_blocks
from shared.history import event_from
from shared.web.guard import Guard
from shared.web.pages import not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_LONGEST_NUMBER = 8
_TITLE = "Audit of levy decisions"
_NOTE = "An application that is still a draft can be opened only by its employer."


@routes.route("/levy/applications/{application_id}/history", methods=["GET"])
@guard.page()
def application_history(visit: Visit, application_id: str) -> Reply:
    """What was done with an application, first to last. Two reads."""
    application = LevyStore(actor_of(visit)).application(application_id)
    if application is None:
        return not_found(visit)
    page = "decide" if oversees(actor_of(visit)) else ""
    back = f"/levy/applications/{application_id}/{page}".rstrip("/")
    return _history(visit, application, f"Application {application.reference}", back)


@routes.route("/levy/pledges/{pledge_id}/history", methods=["GET"])
@guard.page()
def pledge_history(visit: Visit, pledge_id: str) -> Reply:
    """What was changed about a pledge, first to last. Two reads."""
    pledge = LevyStore(actor_of(visit)).pledge(pledge_id)
    if pledge is None:
        return not_found(visit)
    title = f"Pledge of {pledge.organisation_name} for {pledge.tax_year}"
    return _history(visit, pledge, title, f"/levy/pledges/{pledge_id}")


@routes.route("/levy/allowance/{ods_code}/history", methods=["GET"])
@guard.page()
def allowance_history(visit: Visit, ods_code: str) -> Reply:
    """What was entered of an employer's levy, first to last. Two reads."""
    found = AccountStore(actor_of(visit)).account(ods_code)
    account = found[1] if found else None
    if account is None:
        return not_found(visit)
    return _history(visit, account, f"Levy figures of {account.organisation_name}", f"/levy/allowance/{ods_code}")


@routes.route("/levy/audit", methods=["GET"])
@guard.page()
def audit(visit: Visit) -> Reply:
    """The blocks of the sealed audit, newest first. One read."""
    actor = actor_of(visit)
    if not oversees(actor):
        return not_found(visit)
    scope = f"blocks of {actor.ics_code}"
    page = newest_blocks(LevyStore(actor).table, actor.ics_code, start_of(visit, scope))
    blocks, after = pages.blocks_shown(page.blocks), next_of(visit, page.after, scope)
    return render(visit, "shared/audit_blocks.html", base="/levy", title=_TITLE, blocks=blocks, after=after)


@routes.route("/levy/audit/{number}", methods=["GET"])
@guard.page()
def block(visit: Visit, number: str) -> Reply:
    """A block of the sealed audit with its entries. One read."""
    actor = actor_of(visit)
    if not (oversees(actor) and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return not_found(visit)
    found = sealed_block(LevyStore(actor).table, actor.ics_code, int(number))
    if found is None:
        return not_found(visit)
    shown = pages.block_shown(found, visit.href(""))
    return render(visit, "shared/audit_block.html", base="/levy", note=_NOTE, block=shown)


def _history(visit: Visit, record: Application | Pledge | LevyAccount, title: str, back: str) -> Reply:
    actor, scope = actor_of(visit), f"history of {record.subject}"
    page = LevyStore(actor).history(record, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_history.html",
        title=title,
        back_path=back,
        events=pages.events_shown(map(event_from, page.items), actor),
        after=next_of(visit, page.after, scope),
    )
