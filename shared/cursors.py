"""Cursors of lists: signed and bound to the reader's session and to the list, so they open nothing else."""

from itsdangerous import BadSignature, URLSafeSerializer


def sealed(after: str, secret: str, scope: str) -> str:
    """The cursor as it travels in a link. `scope` names the list with its filters and its order."""
    return str(URLSafeSerializer(secret, salt=scope).dumps(after))


def opened(cursor: str, secret: str, scope: str) -> str | None:
    """Where the next page starts, or None for a cursor that was not made for this reader and this list."""
    try:
        return str(URLSafeSerializer(secret, salt=scope).loads(cursor))
    except BadSignature:
        return None
