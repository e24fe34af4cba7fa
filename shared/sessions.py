"""Browser sessions: who a cookie stands for, and for which organisation they act.

A cookie is `<person id>.<secret>`, two opaque random parts; the secret is stored only as its hash. One
BatchGetItem of the person and the session (2 read units) tells who asks, with their roles as they stand now:
whoever loses a role has lost it at their next request.

| wanted                         | key                                         | units                    |
|--------------------------------|---------------------------------------------|--------------------------|
| who asks                       | `PERSON#<id>`, `SECRETS#<id>` / `SESSION#<hash>` | 2 reads, one trip   |
| note that they are still there | the session, at most once in two minutes    | 1 write                  |
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from shared.actors import Actor, Person
from shared.directory.keys import hashed, person_key, secrets_pk, table
from shared.directory.people import person_from
from shared.ids import new_secret
from shared.schema import EXPIRES
from shared.settings import settings
from shared.table import Item, Key, Update

# OWASP's session advice names 15 to 30 minutes for work that is not high-risk: forms are saved page by page here.
IDLE_TIME_OUT = timedelta(minutes=30)
# A long working day: nobody stays signed in on a shared computer until tomorrow's shift.
ABSOLUTE_TIME_OUT = timedelta(hours=12)
# A write a request would double the cost of reading a page; the idle time-out is this much inexact.
TOUCH_EVERY = timedelta(minutes=2)

_COOKIE = re.compile(r"(?P<person_id>[A-Za-z0-9_-]{1,64})\.(?P<secret>[A-Za-z0-9_-]{43})")


class Session(BaseModel):
    """One browser of one person. `acting_for` is empty until they chose an organisation."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    person_id: str
    secret_hash: str
    csrf_token: str
    acting_for: str
    acting_name: str
    started_at: datetime
    last_seen_at: datetime

    @property
    def ends_at(self) -> datetime:
        """When it ends if nothing more is done in it."""
        return min(self.last_seen_at + IDLE_TIME_OUT, self.started_at + ABSOLUTE_TIME_OUT)


@dataclass(frozen=True)
class Identified:
    """Who asks. `session` is None for an API token, `actor` while no organisation is chosen (or it was lost)."""

    person: Person
    session: Session | None
    actor: Actor | None


@dataclass(frozen=True)
class Expired:
    """The session or token was good once, and its time has run out."""


def start(person: Person, now: datetime) -> tuple[str, Session]:
    """Sign a person in: the cookie's value, and the session. Who has one organisation acts for it at once."""
    secret = new_secret()
    only = person.memberships[0] if len(person.memberships) == 1 else None
    session = Session(
        person_id=person.person_id,
        secret_hash=hashed(secret),
        csrf_token=new_secret(),
        acting_for=only.ods_code if only else "",
        acting_name=only.organisation_name if only else "",
        started_at=now,
        last_seen_at=now,
    )
    pk, sk = _key(session)
    table().put({"pk": pk, "sk": sk, **session.model_dump(mode="json"), EXPIRES: _epoch(session)}, if_absent=True)
    return f"{person.person_id}.{secret}", session


def identify(cookie: str, now: datetime) -> Identified | Expired | None:
    """Who a cookie's value stands for now; None for a value that stands for nobody. One round trip.

    Time-outs are checked here, whatever the table has deleted by itself. At most once in two minutes the
    session is marked as seen, one more trip.
    """
    parts = _COOKIE.fullmatch(cookie)
    if parts is None:
        return None
    pk = secrets_pk(parts["person_id"])
    stored_person, stored = table().fetch(
        person_key(parts["person_id"]), (pk, f"SESSION#{hashed(parts['secret'])}")
    )
    if stored_person is None or stored is None:
        return None
    session = _session(stored)
    if now >= session.ends_at:
        return Expired()
    if now - session.last_seen_at >= TOUCH_EVERY:
        seen = touch(session, now)
        if seen is None:
            return None  # signed out by another request, this moment
        session = seen
    person = person_from(stored_person)
    return Identified(person, session, actor_for(person, session.acting_for))


def touch(session: Session, now: datetime) -> Session | None:
    """Mark the session as seen, so that it idles from now; None where it has ended. One write."""
    return _save(session.model_copy(update={"last_seen_at": now}), "last_seen_at")


def act_for(person: Person, session: Session, ods_code: str) -> Session | None:
    """Act for one of the person's organisations from now on; None where they do not belong to it. One write."""
    membership = next((one for one in person.memberships if one.ods_code == ods_code), None)
    if membership is None:
        return None
    chosen = {"acting_for": membership.ods_code, "acting_name": membership.organisation_name}
    return _save(session.model_copy(update=chosen), *chosen)


def end(session: Session) -> None:
    """Sign this browser out, now and for every copy of its cookie."""
    table().delete(*_key(session))


def actor_for(person: Person, ods_code: str) -> Actor | None:
    """The person as the actor for one of their organisations, with the roles that they hold there now."""
    membership = next((one for one in person.memberships if one.ods_code == ods_code), None)
    if membership is None:
        return None
    return Actor(
        person_id=person.person_id,
        name=person.name,
        email=person.email,
        ods_code=membership.ods_code,
        organisation_name=membership.organisation_name,
        roles=membership.roles,
        ics_code=settings().ics_code,
        belongs_to=frozenset(one.ods_code for one in person.memberships),
    )


def _key(session: Session) -> Key:
    return secrets_pk(session.person_id), f"SESSION#{session.secret_hash}"


def _session(item: Item) -> Session:
    return Session.model_validate({name: item[name] for name in Session.model_fields})


def _epoch(session: Session) -> int:
    return int(session.ends_at.timestamp())


def _save(session: Session, *changed: str) -> Session | None:
    """Write only what changed, so that a request in another tab does not take a choice back."""
    fields = session.model_dump(mode="json", include=set(changed))
    stored = table().update(Update(*_key(session), put={**fields, EXPIRES: _epoch(session)}))
    return _session(stored) if stored else None
