"""The sealed audit of the transfer window, for the coordinator and auditors."""

from chalice.app import Blueprint

from functions.retention.messages.audit import AUDIT_NOTE, AUDIT_TITLE
from functions.retention.pages import audit as pages
from functions.retention.routes.answers import actor_of
from functions.retention.store import RetentionStore
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


@routes.route("/retention/audit", methods=["GET"])
@guard.page()
def audit(visit: Visit) -> Reply:
    """The blocks of the sealed audit, newest first. One read."""
    store = RetentionStore(actor_of(visit))
    return _blocks_page(visit, store) if store.oversees else not_found(visit)


@routes.route("/retention/audit/{number}", methods=["GET"])
@guard.page()
def block(visit: Visit, number: str) -> Reply:
    """A block of the sealed audit with its entries. One read."""
    store = RetentionStore(actor_of(visit))
    if not (store.oversees and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return not_found(visit)
    found = sealed_block(store.table, store.actor.ics_code, int(number))
    if found is None:
        return not_found(visit)
    shown = pages.block_shown(found, visit.href(""))
    return render(visit, "shared/audit_block.html", base="/retention", note=AUDIT_NOTE, block=shown)


def _blocks_page(visit: Visit, store: RetentionStore) -> Reply:
    scope = f"retention blocks of {store.actor.ics_code}"
    page = newest_blocks(store.table, store.actor.ics_code, start_of(visit, scope))
    return render(
        visit,
        "shared/audit_blocks.html",
        base="/retention",
        title=AUDIT_TITLE,
        blocks=pages.blocks_shown(page.blocks),
        after=next_of(visit, page.after, scope),
    )
