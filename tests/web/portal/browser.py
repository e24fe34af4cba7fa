"""A browser for the portal: it keeps cookies, follows where it is told, and finds the token of a form."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode, urlsplit

from functions.portal.app import app
from infra.local.gateway import Request, answer, routes_of
from shared import directory, sessions
from shared.actors import Person
from shared.cookies import SESSION
from tests.partners import NOW

_ROUTES = routes_of(app)
_CSRF = re.compile('name="csrf" value="([^"]*)"')
_MAIN = re.compile("<main.*</main>", re.DOTALL)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    def all(self, name: str) -> list[str]:
        return [value for held, value in self.headers if held.lower() == name]

    @property
    def location(self) -> str:
        return self.all("location")[0]

    @property
    def main(self) -> str:
        """The page without its frame."""
        found = _MAIN.search(self.text)
        return found[0] if found else ""


@dataclass
class Browser:
    """One browser of one person."""

    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, person: Person, acting_for: str = "") -> Self:
        """The browser of somebody who has signed in, and chosen an organisation where they have several."""
        directory.put_person(person)
        cookie, session = sessions.start(person, NOW)
        if acting_for:
            assert sessions.act_for(person, session, acting_for)
        return cls({SESSION: cookie})

    def get(self, address: str, accept: str = "text/html", **headers: str) -> Answer:
        return self._send("GET", address, b"", {"accept": accept, **headers})

    def post(self, address: str, fields: dict[str, str], csrf: str | None = None) -> Answer:
        """Send a form of ours, with the token of this session unless told another."""
        token = self._token() if csrf is None else csrf
        body = urlencode({**fields, "csrf": token}).encode()
        sent = {"content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin"}
        return self._send("POST", address, body, sent)

    def _token(self) -> str:
        found = _CSRF.search(self.get("/").text)
        return found[1] if found else ""

    def _send(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(address)
        pairs = list(headers.items())
        if self.cookies:
            pairs.append(("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())))
        reply = answer(Request(method, parts.path, parts.query, tuple(pairs), body, "192.0.2.7"), _ROUTES)
        self._keep(value for name, value in reply.headers if name.lower() == "set-cookie")
        return Answer(reply.status, reply.headers, reply.body.decode())

    def _keep(self, cookies: Iterable[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
