"""One request, parsed and identified: all that a view needs to know about who asks for what."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared import ids
from shared.actors import Actor, Person
from shared.settings import settings
from shared.web.bodies import MOST_BYTES, TOO_LARGE, UNREADABLE, FormBody

if TYPE_CHECKING:
    from shared.sessions import Session

Event = Mapping[str, Any]
"""API Gateway's REST proxy event."""


@dataclass(frozen=True)
class Visit:
    """One request. `path` is without the base path; `actor` is None until somebody is signed in and has
    chosen the organisation that they act for; `is_identified` says that it was looked up
    who asks, `was_signed_out` that their session had run out."""

    method: str
    path: str
    now: datetime
    nonce: str
    source_ip: str = ""
    idempotency_key: str = ""
    accepts_gzip: bool = False
    query: FormBody = field(default_factory=FormBody)
    form: FormBody = field(default_factory=FormBody)
    body: Any = None
    person: Person | None = None
    session: "Session | None" = None
    actor: Actor | None = None
    is_identified: bool = False
    was_signed_out: bool = False

    @property
    def is_api(self) -> bool:
        """Whether a machine asks, and problems are answered in JSON."""
        return self.path.startswith("/api/")

    @property
    def query_lists(self) -> dict[str, list[str]]:
        """Every value of each query parameter."""
        return {name: self.query.all(name) for name in self.query}

    def href(self, path: str) -> str:
        """The address of a path of ours: the base path that API Gateway's stage puts before it, and the path."""
        return f"{settings().base_path}{path}"


def arrive(event: Event, now: datetime) -> Visit:
    """The visit of an event, before its query, its body and its person are read. Never raises."""
    context = event.get("requestContext") or {}
    path = str(event.get("path") or context.get("path") or "/")
    return Visit(
        method=str(context.get("httpMethod", "GET")),
        path=path.removeprefix(settings().base_path) or "/",
        now=now,
        nonce=ids.new_id(),
        source_ip=str((context.get("identity") or {}).get("sourceIp") or ""),
        idempotency_key=header(event, "idempotency-key"),
        accepts_gzip="gzip" in header(event, "accept-encoding"),
    )


def cookie_header(event: Event) -> str:
    """All the cookies: HTTP/2 lets a browser send them in several headers."""
    several: Mapping[str, list[str]] = event.get("multiValueHeaders") or {}
    crumbs = [crumb for key, lines in several.items() if key.lower() == "cookie" for crumb in lines]
    return "; ".join(crumbs) or header(event, "cookie")


def header(event: Event, name: str) -> str:
    """The value of a request header, its name in small letters; an empty string where there is none."""
    headers: Mapping[str, str | None] = event.get("headers") or {}
    return next((value or "" for key, value in headers.items() if key.lower() == name), "")


def raw_body(event: Event) -> bytes:
    """The body's bytes. Raises TurnedAway: too large, or not the encoding that it claims."""
    body = event.get("body") or b""
    if len(body) > 2 * MOST_BYTES:  # base64 is a third longer than what it holds
        raise TOO_LARGE
    try:
        if event.get("isBase64Encoded"):
            return base64.b64decode(body, validate=True)
        return body if isinstance(body, bytes) else str(body).encode()
    except (binascii.Error, ValueError) as broken:
        raise UNREADABLE from broken


def is_local(path: str) -> bool:
    """Whether a path leads to a page of ours and cannot be read by a browser as another site's address."""
    return (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and all(" " < character != "\\" for character in path)
    )
