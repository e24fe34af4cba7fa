"""The sealed audit of redeployment, for the coordinator and auditors. Histories stand with what they are about."""

from chalice.app import Blueprint

from functions.redeploy.domain.policy import audits
from functions.redeploy.messages.audit import AUDIT_NOTE, AUDIT_TITLE
from functions.redeploy.pages import audit as pages
from functions.redeploy.routes.answers import actor_of
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.board import oversees
from shared.actors import Actor
from shared.audit.reading import block as sealed_block
from shared.audit.reading import newest_blocks
from shared.web.guard import Guard
from shared.web.pages import not_found, render
from shared.web.paging import next_of, start_of
from shared.web.replies import Reply
from shared.web.visit import Visit

routes = Blueprint(__name__)
guard = Guard(routes)

_LONGEST_NUMBER = 8


@routes.route("/redeploy/audit", methods=["GET"])
@guard.page()
def audit(visit: Visit) -> Reply:
    """The blocks of the sealed audit, newest first. One read."""
    actor = actor_of(visit)
    return _blocks_page(visit, actor) if oversees(actor) else not_found(visit)


@routes.route("/redeploy/audit/{number}", methods=["GET"])
@guard.page()
def block(visit: Visit, number: str) -> Reply:
    """A block of the sealed audit with its entries. One read."""
    actor = actor_of(visit)
    if not (oversees(actor) and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return not_found(visit)
    found = sealed_block(RedeployStore(actor).table, actor.ics_code, int(number))
    if found is None:
        return not_found(visit)
    shown = pages.block_shown(found, visit.href(""), audits(actor))
    return render(visit, "shared/audit_block.html", base="/redeploy", note=AUDIT_NOTE, block=shown)


def _blocks_page(visit: Visit, actor: Actor) -> Reply:
    scope = f"redeploy blocks of {actor.ics_code}"
    page = newest_blocks(RedeployStore(actor).table, actor.ics_code, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_blocks.html",
        base="/redeploy",
        title=AUDIT_TITLE,
        blocks=pages.blocks_shown(page.blocks),
        after=next_of(visit, page.after, scope),
    )
