"""A browser for tests: it keeps cookies, and sends a page's form as a person would, hidden fields and all."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape
from html.parser import HTMLParser
from typing import Self
from urllib.parse import urlencode, urlsplit

from chalice.app import Chalice

from infra.local.gateway import Request, Unanswered, answer, routes_of
from infra.local.routing import merge
from shared import directory, sessions
from shared.actors import Person
from shared.cookies import SESSION
from tests.partners import NOW

Typed = Mapping[str, str | Sequence[str] | None]
"""What somebody types: a text, the boxes that they tick, or None for a field that is left out."""

_CSRF = re.compile('name="csrf" value="([^"]*)"')
_TAGS = re.compile("<[^>]+>")
_SPACE = re.compile(r"\s+")


@dataclass
class HtmlForm:
    """A form as it stands on a page: where it goes, and what a browser would send of it untouched."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, typed: Typed) -> list[tuple[str, str]]:
        """What is sent once this was typed into it."""
        kept = [(name, value) for name, value in self.fields if name not in typed]
        return kept + [(name, one) for name, value in typed.items() for one in _values(value)]


@dataclass(frozen=True)
class Page:
    """What came back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    html: str

    def all(self, name: str) -> list[str]:
        """Every value of a header."""
        return [value for held, value in self.headers if held.lower() == name]

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.all("location")[0]

    @property
    def title(self) -> str:
        """The title of the page."""
        return _text(_between(self.html, "title"))

    @property
    def headings(self) -> list[str]:
        """Its first-level headings: there must be one."""
        return [_text(one) for one in re.findall("<h1.*?</h1>", self.html, re.DOTALL)]

    @property
    def main(self) -> str:
        """What a person reads, without the frame around it."""
        return _text(_between(self.html, "main"))

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: the sentence of each field, by the id that its link leads to."""
        summary = re.search('class="nhsuk-error-summary".*?</ul>', self.html, re.DOTALL)
        links = re.findall(r'<a\s+href="#([^"]+)"\s*>(.*?)</a>', summary[0], re.DOTALL) if summary else []
        return {name: _text(words) for name, words in links}

    @property
    def links(self) -> list[str]:
        """Where the links of the page lead."""
        return [unescape(one) for one in re.findall(r'<a\s[^>]*href="([^"]+)"', _between(self.html, "main"))]

    def form(self, action: str = "") -> HtmlForm:
        """The form of the page itself that goes to an address; the first of them where none is named."""
        reader = _FormReader()
        reader.feed(_between(self.html, "main"))
        return next(one for one in reader.forms if not action or one.action == action)


@dataclass
class Browser:
    """One browser, of one person or of nobody."""

    apps: Sequence[Chalice]
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, person: Person, *apps: Chalice, at: datetime = NOW, acting_for: str = "") -> Self:
        """The browser of somebody who has just signed in, and chosen an organisation where they have several."""
        directory.put_person(person)
        cookie, session = sessions.start(person, at)
        if acting_for:
            assert sessions.act_for(person, session, acting_for)
        return cls(apps, {SESSION: cookie})

    @property
    def csrf_token(self) -> str:
        """The token that every form of this session carries; empty where nobody is signed in."""
        found = _CSRF.search(self.get("/").html)
        return found[1] if found else ""

    def get(self, address: str, accept: str = "text/html") -> Page:
        """Open an address."""
        return self._send("GET", address, b"", {"accept": accept})

    def submit(self, page: Page, typed: Typed | None = None, *, to: str = "") -> Page:
        """Send the form of a page with this typed into it; the redirect that answers is not followed."""
        form = page.form(to)
        sent = urlencode(form.filled(typed or {}))
        if form.method == "get":
            return self.get(f"{form.action}?{sent}")
        return self.post(form.action, sent)

    def save(self, page: Page, typed: Typed | None = None, *, to: str = "") -> Page:
        """Send the form of a page, which must be accepted, and open the page that it leads to."""
        reply = self.submit(page, typed, to=to)
        assert reply.status == 303, (reply.status, reply.errors or reply.main)
        return self.get(reply.location)

    def send(self, address: str, fields: Mapping[str, str], csrf: str | None = None) -> Page:
        """Send a form of ours without opening its page, with the token of this session unless told another."""
        token = self.csrf_token if csrf is None else csrf
        return self.post(address, urlencode({**fields, "csrf": token}))

    def post(self, address: str, body: str) -> Page:
        """Send a form's body as it is."""
        headers = {
            "accept": "text/html",
            "content-type": "application/x-www-form-urlencoded",
            "sec-fetch-site": "same-origin",
        }
        return self._send("POST", address, body.encode(), headers)

    def _send(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> Page:
        parts = urlsplit(address)
        pairs = [*headers.items()]
        if self.cookies:
            pairs.append(("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())))
        request = Request(method, parts.path, parts.query, tuple(pairs), body, "192.0.2.7")
        try:
            reply = answer(request, merge(routes_of(app) for app in self.apps))
        except Unanswered as unanswered:
            return Page(unanswered.status, (), "")
        page = Page(reply.status, reply.headers, reply.body.decode())
        self._keep(page.all("set-cookie"))
        return page

    def _keep(self, cookies: Sequence[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
            if not value:
                del self.cookies[name]


class _FormReader(HTMLParser):
    """The forms of a page, as a browser without scripts would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[HtmlForm] = []
        self._name: str | None = None  # of the text area or list that is open
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather a form or one of its fields."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(HtmlForm(has.get("action", ""), has.get("method", "get")))
        elif tag in ("textarea", "select"):
            self._name, self._text = has.get("name"), ""
        elif tag == "option" and "selected" in has and self._name:
            self._add(self._name, has.get("value", ""))
        elif tag == "input" and (has.get("type") not in ("radio", "checkbox") or "checked" in has):
            self._add(has.get("name", ""), has.get("value", ""))

    def handle_data(self, text: str) -> None:
        """Gather what stands in a text area."""
        self._text += text

    def handle_endtag(self, tag: str) -> None:
        """Close a text area or a list."""
        if tag == "textarea" and self._name:
            self._add(self._name, self._text.removeprefix("\n"))
        if tag in ("textarea", "select"):
            self._name = None

    def _add(self, name: str, value: str) -> None:
        if name and self.forms:
            self.forms[-1].fields.append((name, value))


def _values(value: str | Sequence[str] | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        yield from value or ()


def _between(html: str, tag: str) -> str:
    found = re.search(f"<{tag}[ >].*?</{tag}>", html, re.DOTALL)
    return found[0] if found else ""


def _text(html: str) -> str:
    return _SPACE.sub(" ", unescape(_TAGS.sub(" ", html))).strip()
