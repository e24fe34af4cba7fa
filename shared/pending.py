"""Sign-ins under way: what must be remembered between leaving for the sign-in service and coming back.

Each is found by its state, belongs to the browser that began it (by a cookie of its own), lasts ten minutes and
can be claimed once. `PENDING#<hash of state>` / `PENDING`: 1 write to begin, 1 read and 1 write to claim.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.directory.keys import hashed, table
from shared.ids import new_secret
from shared.schema import EXPIRES

LASTS = timedelta(minutes=10)  # long enough for a code sent by text message
_PENDING = "PENDING"


@dataclass(frozen=True)
class Pending:
    """A sign-in that began: secrets for one use, and the local path that the person wanted."""

    state: str
    nonce: str
    verifier: str
    next_path: str


def begin(next_path: str, browser: str, now: datetime) -> Pending:
    """A new sign-in of a browser, known by the secret in its cookie."""
    pending = Pending(state=new_secret(), nonce=new_secret(), verifier=new_secret(), next_path=next_path)
    table().put(
        {
            "pk": _pk(pending.state),
            "sk": _PENDING,
            "nonce": pending.nonce,
            "verifier": pending.verifier,
            "next_path": next_path,
            "browser": hashed(browser),
            EXPIRES: int((now + LASTS).timestamp()),
        },
        if_absent=True,
    )
    return pending


def claim(state: str, browser: str, now: datetime) -> Pending | None:
    """The sign-in of that state, for its own browser, in time, and only for the first who asks."""
    item = table().get(_pk(state), _PENDING)
    if item is None or item["browser"] != hashed(browser) or now.timestamp() >= item[EXPIRES]:
        return None
    if not table().delete(_pk(state), _PENDING):
        return None
    return Pending(state, item["nonce"], item["verifier"], item["next_path"])


def _pk(state: str) -> str:
    return f"PENDING#{hashed(state)}"
