"""API tokens: what a machine shows in place of a person's cookie, for one organisation, for at most a year.

A token is `wx_<person id>.<secret>`, shown once and stored only as its hash, beside the sessions of the person
who made it. It has that person's roles in that one organisation as they stand now, so it dies with them.

| wanted                            | key                                               | units             |
|-----------------------------------|---------------------------------------------------|-------------------|
| who asks                          | `PERSON#<id>`, `SECRETS#<id>` / `TOKEN#<hash>`    | 2 reads, one trip |
| a person's tokens                 | `SECRETS#<id>` / `TOKEN#`                         | 1 a 4 kB          |
| the tokens of an organisation     | index `members`, `ORG#<ods>` / `token#<id>#<hash>` | 0.5 a 4 kB       |
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict

from shared.actors import Actor
from shared.directory.keys import hashed, organisation_pk, person_key, secrets_pk, table
from shared.directory.people import person_from
from shared.ids import new_secret
from shared.schema import EXPIRES, ROW
from shared.sessions import Expired, Identified, actor_for
from shared.table import Item

LONGEST_LIFE = timedelta(days=365)
MOST_TOKENS = 20  # of one person: more are forgotten ones

_BEARER = re.compile(r"wx_(?P<person_id>[A-Za-z0-9_-]{1,64})\.(?P<secret>[A-Za-z0-9_-]{43})")


class Token(BaseModel):
    """An API token without its secret."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    person_id: str
    person_name: str
    secret_hash: str
    label: str
    ods_code: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True)
class TokenPage:
    """Some tokens; `after` starts the next page."""

    tokens: tuple[Token, ...]
    after: str | None


def make_token(actor: Actor, label: str, lives: timedelta, now: datetime) -> tuple[str, Token]:
    """A new token for the organisation that the actor acts for: its text, which is not kept, and the rest.

    `lives` is at most a year (ValueError).
    """
    if not timedelta(0) < lives <= LONGEST_LIFE:
        raise ValueError("a token lives for at most a year")
    secret = new_secret()
    token = Token(
        person_id=actor.person_id,
        person_name=actor.name,
        secret_hash=hashed(secret),
        label=label,
        ods_code=actor.ods_code,
        made_at=now,
        expires_at=now + lives,
    )
    table().put(_item(token), if_absent=True)
    return f"wx_{actor.person_id}.{secret}", token


def identify_token(bearer: str, now: datetime) -> Identified | Expired | None:
    """Who a bearer token stands for now; None for one that stands for nobody, or was revoked. One round trip.

    `actor` is None where the person has left the organisation that the token was made for.
    """
    parts = _BEARER.fullmatch(bearer)
    if parts is None:
        return None
    person_id = parts["person_id"]
    stored_person, stored = table().fetch(
        person_key(person_id), (secrets_pk(person_id), f"TOKEN#{hashed(parts['secret'])}")
    )
    if stored_person is None or stored is None:
        return None
    token = Token.model_validate(stored[ROW])
    if now >= token.expires_at:
        return Expired()
    person = person_from(stored_person)
    return Identified(person, None, actor_for(person, token.ods_code))


def tokens_of_person(person_id: str) -> tuple[Token, ...]:
    """A person's tokens for all their organisations; expired ones are among them until the table drops them."""
    page = table().page(None, secrets_pk(person_id), sk_prefix="TOKEN#", limit=MOST_TOKENS)
    return tuple(Token.model_validate(item[ROW]) for item in page.items)


def tokens_of_organisation(ods_code: str, after: str | None = None, limit: int = 25) -> TokenPage:
    """The tokens that its people made for an organisation. One query. Raises BadCursor."""
    page = table().page("members", organisation_pk(ods_code), sk_prefix="token#", limit=limit, after=after)
    return TokenPage(tuple(Token.model_validate(item[ROW]) for item in page.items), page.after)


def revoke_token(person_id: str, secret_hash: str, ods_code: str) -> bool:
    """Make a token worthless from the next request on; False where the organisation has no such token."""
    pk, sk = secrets_pk(person_id), f"TOKEN#{secret_hash}"
    item = table().get(pk, sk)
    return item is not None and item[ROW]["ods_code"] == ods_code and table().delete(pk, sk)


def _item(token: Token) -> Item:
    return {
        "pk": secrets_pk(token.person_id),
        "sk": f"TOKEN#{token.secret_hash}",
        "members_pk": organisation_pk(token.ods_code),
        "members_sk": f"token#{token.person_id}#{token.secret_hash}",
        ROW: token.model_dump(mode="json"),
        EXPIRES: int(token.expires_at.timestamp()),
    }
