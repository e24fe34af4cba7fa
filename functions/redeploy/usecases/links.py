"""How a person at risk gets to their own page: a link that works once, and the session that it opens.

A link is a secret of 256 random bits, good for a set number of days, and only its hash is stored. It opens a
session of this service alone, with the time-outs of every other. Who has an account in the directory may let a
link remember it, and sign in from then on.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from functions.redeploy.domain.notices import to_person
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Redeployee
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.links_store import Link, LinksStore
from functions.redeploy.store import RedeployStore
from shared import sessions
from shared.actors import Actor, Person
from shared.clock import london_day
from shared.directory.keys import hashed
from shared.ids import new_secret
from shared.outcomes import Refusal
from shared.reference.rules import rule
from shared.sessions import TOUCH_EVERY, Expired, Identified, Session

PATH = "/redeploy/link/"
_MARK = "ENTRY#"
_COOKIE = re.compile(r"entry-(?P<entry_id>[A-Za-z0-9_~-]{1,128})\.(?P<secret>[A-Za-z0-9_-]{43})")


class LinkState(StrEnum):
    """What a link is good for now."""

    GOOD = "good"
    USED = "used"
    EXPIRED = "expired"  # its days are over, or HR has changed the address that it was made for
    UNKNOWN = "unknown"


def make_link(actor: Actor, entry_id: str, now: datetime) -> str | Refusal:
    """A one-time link to the person's own page, for their HR to hand over; its path on this site. The person reads
    later who made it. Shown once: nobody can find it out again."""
    entry = RedeployStore(actor).person(entry_id)
    if entry is None:
        return Refusal(Reason.NOT_FOUND)
    if entry.details is None:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return _minted(entry, actor.name, now)


def mint_link(entry_id: str, now: datetime) -> str:
    """The path of a one-time link for an email to the person, at the address that HR entered.

    Raises LookupError where there is no such person, or they are erased: then nobody is there to write to.
    """
    entry = LinksStore().entry(entry_id)
    if entry is None or entry.details is None:
        raise LookupError("a link is for somebody on the register")
    return _minted(entry, "", now)


def link_state(secret: str, now: datetime) -> LinkState:
    """What a link is good for now. Looking changes nothing, so that a mail scanner uses nothing up."""
    return _state(LinksStore().link(secret), now)


def open_link(secret: str, now: datetime) -> str | LinkState:
    """Use a link up: the value of the session cookie that it opens; or why it opens nothing."""
    store = LinksStore()
    link = store.link(secret)
    state = _state(link, now)
    if link is None or state is not LinkState.GOOD:
        return state
    cookie_secret = new_secret()
    session = _new_session(link.entry_id, cookie_secret, now)
    if not store.use_link(secret, link, now, store.session_put(link.entry_id, session)):
        return LinkState.USED
    return f"entry-{link.entry_id}.{cookie_secret}"


def remember_account(secret: str, person: Person, now: datetime) -> LinkState:
    """Use a link up to let an account of the directory open the page, now and whenever it signs in. What the link
    was good for: with any other answer than `GOOD` nothing was done."""
    store = LinksStore()
    link = store.link(secret)
    state = _state(link, now)
    if link is None or state is not LinkState.GOOD:
        return state
    done = store.use_link(secret, link, now, store.own_put(person.person_id, link.entry_id))
    return LinkState.GOOD if done else LinkState.USED


def send_another(secret: str, now: datetime) -> bool:
    """Email a new link to the person of one that was used or has run out, to the address that HR entered, once a
    day for each link; whether there is anybody to send it to. A link of an address that HR has changed sends
    nothing."""
    store = LinksStore()
    link = store.link(secret)
    entry = store.entry(link.entry_id) if link else None
    if link is None or entry is None or not _is_for(link, entry):
        return False
    intent = to_person(entry, "person_link")
    again = f"LINK#{hashed(secret)}:{london_day(now).isoformat()}"
    store.send(intent.model_copy(update={"reference": again}), now)
    return True


def identify(cookie: str, now: datetime) -> Identified | Expired | None:
    """Who a session cookie stands for on a person's own page: a person on the register, whom a link let in, or
    somebody of the directory. One round trip; at most once in two minutes the session is marked as seen."""
    parts = _COOKIE.fullmatch(cookie)
    if parts is None:
        return sessions.identify(cookie, now)
    store = LinksStore()
    found = store.visitor(parts["entry_id"], parts["secret"])
    if found is None:
        return None
    entry, session = found
    if entry.details is None:
        return None
    if now >= session.ends_at:
        return Expired()
    if now - session.last_seen_at >= TOUCH_EVERY:
        seen = store.touch(session, now)
        if seen is None:
            return None  # signed out by another request, this moment
        session = seen
    return Identified(_person(entry), session, None)


def sign_out(session: Session) -> None:
    """End a session, whichever of the two kinds it is."""
    if is_by_link(session):
        LinksStore().end(session)
    else:
        sessions.end(session)


def is_by_link(session: Session) -> bool:
    """Whether a link opened the session."""
    return session.person_id.startswith(_MARK)


def redeployee_of(person: Person, ics_code: str) -> Redeployee | None:
    """The person of an entry behind a session: by the link that opened it, or by an account that a link
    remembered. None for somebody who is not on the register."""
    if person.person_id.startswith(_MARK):
        return Redeployee(person.person_id.removeprefix(_MARK), ics_code)
    entry_id = LinksStore().own(person.person_id)
    return Redeployee(entry_id, ics_code) if entry_id else None


def _minted(entry: PoolEntry, made_by: str, now: datetime) -> str:
    secret = new_secret()
    link = Link(
        entry_id=entry.entry_id,
        address=_address(entry),
        made_by=made_by,
        made_at=now,
        good_until=now + timedelta(days=rule("redeploy_link_days", london_day(now)).number),
    )
    LinksStore().put_link(secret, link)
    return f"{PATH}{secret}"


def _state(link: Link | None, now: datetime) -> LinkState:
    if link is None:
        return LinkState.UNKNOWN
    entry = LinksStore().entry(link.entry_id)
    if entry is None or entry.details is None:
        return LinkState.UNKNOWN
    if link.used_at is not None:
        return LinkState.USED
    return LinkState.GOOD if now < link.good_until and _is_for(link, entry) else LinkState.EXPIRED


def _is_for(link: Link, entry: PoolEntry) -> bool:
    return entry.details is not None and link.address == _address(entry)


def _address(entry: PoolEntry) -> str:
    assert entry.details is not None  # noqa: S101 - a link is made for somebody who can be written to
    return hashed(f"{entry.entry_id}|{entry.details.contact.email.casefold()}")


def _person(entry: PoolEntry) -> Person:
    """The person of an entry, for the frame of their page. They belong to no organisation here."""
    assert entry.details is not None  # noqa: S101 - whoever is erased has no session
    contact = entry.details.contact
    return Person(
        person_id=f"{_MARK}{entry.entry_id}", name=contact.name, email=str(contact.email), memberships=()
    )


def _new_session(entry_id: str, secret: str, now: datetime) -> Session:
    return Session(
        person_id=f"{_MARK}{entry_id}",
        secret_hash=hashed(secret),
        csrf_token=new_secret(),
        acting_for="",
        acting_name="",
        started_at=now,
        last_seen_at=now,
    )
