"""A machine that calls the JSON API with a token, through the same routing as a request of the local runner."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from chalice.app import Chalice

from infra.local.gateway import Request, Unanswered, answer, routes_of
from shared import tokens
from shared.actors import Actor
from shared.ids import new_id
from tests.partners import NOW


@dataclass(frozen=True)
class Said:
    """What the API answered."""

    status: int
    headers: dict[str, str]
    body: Any
    resource: str = ""

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """The fields that a problem names, each with its rule."""
        return [(one["field"], one["rule"]) for one in self.body["errors"]]


@dataclass(frozen=True)
class Machine:
    """One program with one token (none: it asks as anybody)."""

    app: Chalice
    token: str = ""
    address: str = "192.0.2.7"
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, query: str = "") -> Said:
        return self.ask("GET", path, query=query)

    def post(self, path: str, body: Any = None, key: str | None = None) -> Said:
        return self.ask("POST", path, body if body is not None else {}, key=new_id() if key is None else key)

    def put(self, path: str, body: Any, key: str = "") -> Said:
        return self.ask("PUT", path, body, key=key)

    def delete(self, path: str) -> Said:
        return self.ask("DELETE", path)

    def ask(self, method: str, path: str, body: Any = None, query: str = "", key: str = "") -> Said:
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"content-type": "application/json"} if body is not None else {}
        sent |= {"authorization": f"Bearer {self.token}"} if self.token else {}
        sent |= {"idempotency-key": key} if key else {}
        request = Request(method, path, query, tuple((sent | self.headers).items()), raw, self.address)
        try:
            reply = answer(request, routes_of(self.app))
        except Unanswered as unanswered:
            return Said(unanswered.status, {}, None)
        headers = {name.lower(): value for name, value in reply.headers}
        return Said(reply.status, headers, json.loads(reply.body), reply.resource)


def machine_of(app: Chalice, actor: Actor) -> Machine:
    """A machine with a token of that actor, who must be in the directory."""
    token, _ = tokens.make_token(actor, "tests", timedelta(days=30), NOW)
    return Machine(app, token)
