"""Who is let in to a person's own page, and what everybody else is told."""

import functools
from collections.abc import Callable
from dataclasses import dataclass

from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Redeployee
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import links
from shared.settings import settings
from shared.web.pages import not_found, render, unsent
from shared.web.replies import Reply
from shared.web.visit import Visit

HOME = "/redeploy/mine"


@dataclass(frozen=True)
class Own:
    """Whose page it is."""

    asker: Redeployee
    entry: PoolEntry


def theirs(view: Callable[..., Reply]) -> Callable[..., Reply]:
    """Show a page to the person whom it is about; to everybody else the page that is not there. Whoever has no
    session is told how to get in: they may have no account, so the sign-in page alone would be a dead end."""

    @functools.wraps(view)
    def admitted(visit: Visit, **arguments: str) -> Reply:
        if visit.session is None or visit.person is None:
            return _signed_out(visit)
        asker = links.redeployee_of(visit.person, settings().ics_code)
        entry = RedeployStore(asker).person(asker.entry_id) if asker else None
        if asker is None or entry is None or entry.details is None:
            return not_found(visit)
        return view(visit, Own(asker, entry), **arguments)

    return admitted


def _signed_out(visit: Visit) -> Reply:
    """Nobody is signed in: how to get in; and where a form was sent, what was typed."""
    if visit.method == "GET":
        return render(visit, "redeploy/mine/signed_out.html", 403)
    return unsent(
        visit,
        "You have been signed out",
        "Nothing was saved. Copy what you typed, open your page again and send it from there.",
        back=HOME,
        back_text="How to open your page",
        typed=visit.form,
    )
