"""Cursors in the links of lists: signed, and bound to the reader's session and to the list."""

from shared import cursors
from shared.web.visit import Visit


def start_of(visit: Visit, scope: str) -> str | None:
    """Where the page that was asked for starts; at the beginning for a cursor that is not this reader's.

    `scope` names the list with its filters and its order.
    """
    return unsealed_for(visit, visit.query.get("after", ""), scope)


def next_of(visit: Visit, after: str | None, scope: str) -> str | None:
    """The cursor of the next page as a link carries it, None where there is none."""
    return sealed_for(visit, after, scope) if after else None


def sealed_for(visit: Visit, text: str, scope: str) -> str:
    """A text that only this session can open again, and only for `scope`. Signed, not secret."""
    return cursors.sealed(text, _secret(visit), scope)


def unsealed_for(visit: Visit, sealed: str, scope: str) -> str | None:
    """What `sealed_for` sealed for this session and `scope`, or None."""
    return cursors.opened(sealed, _secret(visit), scope) if sealed else None


def _secret(visit: Visit) -> str:
    assert visit.session is not None  # noqa: S101 - the guard lets nobody else in
    return visit.session.csrf_token
