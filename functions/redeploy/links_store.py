"""One-time links and the sessions that they open, in the redeployment table: apart from those of the directory,
whose function may not know that somebody is at risk.

| wanted                             | key                                  | units                   |
|------------------------------------|--------------------------------------|-------------------------|
| a link                             | `LINK#<hash>` / `LINK`               | 1 read                  |
| who asks                           | the entry, `SESSION#<hash>` / `SESSION` | 2 reads, one trip    |
| note that they are still there     | the session, once in two minutes     | 1 write                 |
| how the page was opened            | the entry's `OPENED#<instant>`       | 1 write; 1 read a 4 kB  |
| whose page an account opens        | `OWN#<person id>` / `OWN`            | 1 read                  |

Of a secret only its hash is stored.
"""

from datetime import datetime, timedelta

from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.items import entry_from, entry_key
from shared.directory.keys import hashed
from shared.outbox import Intent, intent_put
from shared.records import Frozen
from shared.schema import EXPIRES
from shared.sessions import Session
from shared.settings import settings
from shared.table import Cancelled, Item, Key, Page, Put, Table, Update, Write

_NEVER = ""
_KEPT = timedelta(days=90)  # an old link can say what it was, and send another; then the table forgets it


class Link(Frozen):
    """A one-time link to a person's own page. `address` is the hash of the address that it was made for: a link is
    worth nothing once HR has corrected that. `made_by` is empty for one that was sent by email."""

    entry_id: str
    address: str
    made_by: str
    made_at: datetime
    good_until: datetime
    used_at: datetime | None = None


class LinksStore:
    """Links and sessions of people on the register. It is opened only by a secret, or for one entry that was read
    with somebody's rights."""

    def __init__(self) -> None:
        self.table = Table(settings().redeploy_table)

    def put_link(self, secret: str, link: Link) -> None:
        """Keep a new link. One write."""
        pk, sk = _link_key(secret)
        fields = link.model_dump(mode="json", exclude={"used_at"}) | {"used_at": _NEVER}
        until = int((link.good_until + _KEPT).timestamp())
        self.table.put({"pk": pk, "sk": sk, **fields, EXPIRES: until}, if_absent=True)

    def link(self, secret: str) -> Link | None:
        """The link of a secret, used or not, good or not; None where there is none."""
        item = self.table.get(*_link_key(secret))
        if item is None:
            return None
        known = {name: item[name] for name in Link.model_fields}
        return Link.model_validate(known | {"used_at": item["used_at"] or None})

    def entry(self, entry_id: str) -> PoolEntry | None:
        """The person of a link or a session."""
        item = self.table.get(*entry_key(entry_id))
        return entry_from(item) if item else None

    def use_link(self, secret: str, link: Link, now: datetime, *more: Write) -> bool:
        """Use a link up, with what comes of it, and note it for the person to read. False where it was used
        already: of two at the same moment one wins."""
        used = Update(*_link_key(secret), put={"used_at": now.isoformat()}, require={"used_at": _NEVER})
        try:
            self.table.commit([used, Put(_opened_item(link, now)), *more])
        except Cancelled:
            return False
        return True

    def session_put(self, entry_id: str, session: Session) -> Put:
        """The write of a new session."""
        pk, sk = _session_key(session.secret_hash)
        own = {"entry_id": entry_id, EXPIRES: _epoch(session)}
        return Put({"pk": pk, "sk": sk, **session.model_dump(mode="json"), **own}, if_absent=True)

    def own_put(self, person_id: str, entry_id: str) -> Put:
        """The write that lets an account of the directory open the page from now on."""
        pk, sk = _own_key(person_id)
        return Put({"pk": pk, "sk": sk, "entry_id": entry_id})

    def own(self, person_id: str) -> str | None:
        """Whose page an account opens; None where it opens none."""
        item = self.table.get(*_own_key(person_id))
        return str(item["entry_id"]) if item else None

    def visitor(self, entry_id: str, secret: str) -> tuple[PoolEntry, Session] | None:
        """The person and the session of a cookie, whether it has run out or not. One trip."""
        stored_entry, stored = self.table.fetch(entry_key(entry_id), _session_key(hashed(secret)))
        if stored_entry is None or stored is None or stored["entry_id"] != entry_id:
            return None
        return entry_from(stored_entry), _session(stored)

    def touch(self, session: Session, now: datetime) -> Session | None:
        """Mark a session as seen, so that it idles from now; None where it has ended. One write."""
        seen = session.model_copy(update={"last_seen_at": now})
        fields = {"last_seen_at": seen.model_dump(mode="json")["last_seen_at"], EXPIRES: _epoch(seen)}
        stored = self.table.update(Update(*_session_key(session.secret_hash), put=fields))
        return _session(stored) if stored else None

    def end(self, session: Session) -> None:
        """Sign this browser out, and every copy of its cookie."""
        self.table.delete(*_session_key(session.secret_hash))

    def openings(self, entry_id: str) -> Page:
        """How and when the page was opened by a link, newest first; for whoever may see the person."""
        return self.table.page(None, entry_key(entry_id)[0], sk_prefix="OPENED#", newest_first=True)

    def send(self, intent: Intent, at: datetime) -> None:
        """Leave an email in the outbox; the same reference again leaves no second."""
        self.table.put(intent_put(intent, at).item, if_absent=True)


def _link_key(secret: str) -> Key:
    return f"LINK#{hashed(secret)}", "LINK"


def _session_key(secret_hash: str) -> Key:
    return f"SESSION#{secret_hash}", "SESSION"


def _own_key(person_id: str) -> Key:
    return f"OWN#{person_id}", "OWN"


def _opened_item(link: Link, now: datetime) -> Item:
    return {
        "pk": entry_key(link.entry_id)[0],
        "sk": f"OPENED#{now.isoformat(timespec='microseconds')}",
        "made_by": link.made_by,
        "made_at": link.made_at.isoformat(),
        "at": now.isoformat(),
    }


def _session(item: Item) -> Session:
    return Session.model_validate({name: item[name] for name in Session.model_fields})


def _epoch(session: Session) -> int:
    return int(session.ends_at.timestamp())
