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
from shared.web.bodies import MOST_BYTES, FormBody, TooLarge, Unreadable

if TYPE_CHECKING:
    from shared.sessions import Session
    from shared.web.uploads import Upload

Event = Mapping[str, Any]
"""API Gateway's REST proxy event."""


@dataclass(frozen=True)
class Visit:
    """One request. `path` is without the base path; `headers` have small names; `actor` is None until somebody is
    signed in and has chosen the organisation that they act for. `is_identified` says that it was looked up who
    asks, `was_signed_out` that their session had run out."""

    method: str
    path: str
    now: datetime
    nonce: str
    headers: Mapping[str, str] = field(default_factory=dict)
    source_ip: str = ""
    query: FormBody = field(default_factory=FormBody)
    form: FormBody = field(default_factory=FormBody)
    body: Any = None
    upload: "Upload | None" = None
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
    def idempotency_key(self) -> str:
        """The key that makes a machine's request harmless to repeat; an empty string where it sent none."""
        return self.headers.get("idempotency-key", "")

    @property
    def accepts_gzip(self) -> bool:
        """Whether an answer may be compressed."""
        return "gzip" in self.headers.get("accept-encoding", "")

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
        headers=_headers(event),
        source_ip=str((context.get("identity") or {}).get("sourceIp") or ""),
    )


def header(event: Event, name: str) -> str:
    """The value of a request header, its name in small letters; an empty string where there is none."""
    return _headers(event).get(name, "")


def raw_body(event: Event, most_bytes: int = MOST_BYTES) -> bytes:
    """The body's bytes. Raises TurnedAway: too large, or not the encoding that it claims."""
    body = event.get("body") or b""
    if len(body) > 2 * most_bytes:  # base64 is a third longer than what it holds
        raise TooLarge()
    try:
        if event.get("isBase64Encoded"):
            return base64.b64decode(body, validate=True)
        return body if isinstance(body, bytes) else str(body).encode()
    except (binascii.Error, ValueError) as broken:
        raise Unreadable() from broken


def is_local(path: str) -> bool:
    """Whether a path leads to a page of ours and cannot be read by a browser as another site's address."""
    return (
        path.startswith("/")
        and not path.startswith(("//", "/\\"))
        and all(" " < character != "\\" for character in path)
    )


def _headers(event: Event) -> dict[str, str]:
    """HTTP/2 lets a browser send its cookies in several headers, of which `headers` has the last alone."""
    single: Mapping[str, str | None] = event.get("headers") or {}
    several: Mapping[str, list[str]] = event.get("multiValueHeaders") or {}
    headers = {name.lower(): value or "" for name, value in single.items()}
    cookies = [crumb for name, crumbs in several.items() if name.lower() == "cookie" for crumb in crumbs]
    return headers | ({"cookie": "; ".join(cookies)} if cookies else {})
