"""Cursors in the links of levy lists: signed, and bound to the reader's session and to the list."""

from shared import cursors
from shared.web.visit import Visit


def start_of(visit: Visit, scope: str) -> str | None:
    """Where the page that was asked for starts; at the beginning for a cursor that is not this reader's.

    `scope` names the list with its filters and its order.
    """
    cursor = visit.query.get("after", "")
    return cursors.opened(cursor, _secret(visit), scope) if cursor else None


def next_of(visit: Visit, after: str | None, scope: str) -> str | None:
    """The cursor of the next page as a link carries it, None where there is none."""
    return cursors.sealed(after, _secret(visit), scope) if after else None


def _secret(visit: Visit) -> str:
    assert visit.session is not None  # noqa: S101 - the guard lets nobody else in
    return visit.session.csrf_token
