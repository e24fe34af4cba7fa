"""Requests to routes known only at run time: addresses filled with ids, forms with what looks plausible."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from random import Random
from urllib.parse import quote, urlencode

from chalice.app import Chalice

from tests.isolation.visitors import Visitor
from tests.isolation.world import World
from tests.web.client import HtmlForm

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
_BOUNDARY = "boundary-of-the-tests"
_UPLOAD = f"multipart/form-data; boundary={_BOUNDARY}"
_PARAMETER = re.compile(r"{(\w+)}")
_LINK = re.compile(r'<a\s[^>]*href="(/redeploy/[^"]+)"')
_TAG = re.compile(r"<(form|input|select|option|textarea|/select|/form)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w-]+)(?:\s*=\s*"([^"]*)")?')
_QUERIES = ("status=held", "status=active", "sort=oldest", "after=x", "search=nurse", "page=2", "year=2026")
_CALCULATED = "scheme=statutory&date=2026-05-01&age=45&years=12&weekly_pay=350.00"


@dataclass(frozen=True)
class Asked:
    """One request."""

    method: str
    resource: str
    path: str
    query: str = ""
    content_type: str = ""
    body: bytes = b""
    key: str = ""


@dataclass(frozen=True)
class Route:
    """A method of a resource of the app."""

    method: str
    resource: str

    @property
    def is_api(self) -> bool:
        """Whether a machine asks it."""
        return self.resource.startswith("/api/")


def routes_of(app: Chalice) -> list[Route]:
    """Every route of the app as it stands."""
    return [Route(method, resource) for resource in sorted(app.routes) for method in sorted(app.routes[resource])]


class Asking:
    """Makes requests of a world's records, at random."""

    def __init__(self, world: World, chance: Random) -> None:
        self.chance = chance
        self.pools: dict[str, Sequence[str]] = {
            "entry_id": [*world.people.values()],
            "vacancy_id": [*world.posts.values()],
            "match_id": [*world.acted_on.values()] * 90 + [*world.facts.pairs],
            "change_id": [*world.changes.values()],
            "employer_ref": [f"REF-{code}" for code in world.posts],
            "number": ["1", "2", "999"],
            "secret": ["x" * 43, world.secret],
        }
        self.world = world

    def fitting(self, route: Route) -> Sequence[str]:
        """The ids of records that a route may be about."""
        names = _PARAMETER.findall(route.resource)
        if not names:
            return [""]
        return [*self.world.acted_on.values()] if names[0] == "match_id" else self.pools.get(names[0], ["1"])

    def to(self, route: Route, visitor: Visitor, which: int | None = None) -> Asked:
        """A request to a route, of anybody's record, as often as not one that concerns the visitor; of the record
        number `which` of those that fit, if told."""
        is_own = which is not None or self.chance.random() < 0.5
        own = self._own(visitor.viewer.entry) if visitor.viewer.entry and is_own else {}

        def filled(found: re.Match[str]) -> str:
            if which is not None:
                pool = own.get(found[1]) or self.fitting(route)
                return quote(pool[which % len(pool)], safe="")
            pool = own.get(found[1]) or self.pools.get(found[1], ["1"])
            return quote("nobody" if self.chance.random() < 0.02 else self.chance.choice(pool), safe="")

        path = _PARAMETER.sub(filled, route.resource)
        if route.method in ("GET", "HEAD"):
            return Asked(route.method, route.resource, path, self._query(route))
        if route.is_api:
            return Asked(route.method, route.resource, path, "", JSON, b"{}", key=f"k{self.chance.random()}")
        fields = [("csrf", visitor.csrf), ("key", f"k{self.chance.random()}"), ("version", self._version())]
        fields += [(name, self._plausible(name)) for name in _COMMON]
        return Asked(route.method, route.resource, path, "", FORM, urlencode(fields).encode())

    def links_of(self, page: bytes, base: Asked) -> Iterator[Asked]:
        """The links of a page, with the cursors and questions that only a page knows."""
        for address in _LINK.findall(page.decode(errors="replace")):
            path, _, query = unescape(address).partition("?")
            yield Asked("GET", base.resource, path, query.partition("#")[0])

    def forms_of(self, page: bytes, base: Asked, visitor: Visitor) -> Iterator[Asked]:
        """The forms of a page as somebody might fill them in."""
        for form, is_upload in _forms(page.decode(errors="replace"), self.chance):
            if form.method.lower() != "post" or not form.action.startswith("/redeploy"):
                continue
            fields = [(name, value or self._plausible(name)) for name, value in form.fields]
            fields += [] if any(name == "csrf" for name, _ in fields) else [("csrf", visitor.csrf)]
            body = _multipart(fields) if is_upload else urlencode(fields).encode()
            yield Asked("POST", base.resource, form.action, "", _UPLOAD if is_upload else FORM, body)

    def _own(self, entry: str) -> dict[str, list[str]]:
        """The matches of a person that something happened on."""
        own = self.world.people[entry]
        bodies = {
            item["body"]["match_id"]: item["body"] for (_, sk), item in self.world.items.items() if sk == "MATCH"
        }
        return {"match_id": [one for one in self.world.acted_on.values() if bodies[one]["entry_id"] == own]}

    def _query(self, route: Route) -> str:
        if route.resource.endswith("/redundancy"):
            return _CALCULATED
        if route.resource.endswith("/certificates"):
            return f"number={self._certificate}"
        return self.chance.choice(_QUERIES) if self.chance.random() < 0.2 else ""

    @property
    def _certificate(self) -> str:
        """The number of the one that was issued."""
        return next(pk.rpartition("#")[2] for pk, _ in self.world.items if pk.startswith("CERTIFICATE#"))

    def _version(self) -> str:
        return str(self.chance.randint(1, 6))

    def _plausible(self, name: str) -> str:
        for ending, value in _PLAUSIBLE.items():
            if name.endswith(ending):
                return value
        return self.chance.choice(("", "1", "yes", "Some words.", "20"))


_PLAUSIBLE = {
    "-day": "14", "-month": "1", "-year": "2027", "words": "Some words.", "email": "somebody@mail.example.org",
    "postcode": "ST4 6QG", "district": "ST4", "rank": "1", "miles": "15", "hours": "37.5", "salary": "39043",
    "because": "The money is gone.", "retraining": "Some training.", "feedback": "Some words.",
    "name": "Somebody New",
}  # fmt: skip
_COMMON = ("words", "rank", "reason", "because", "starts_on-day", "starts_on-month", "starts_on-year", "do")


def _forms(page: str, chance: Random) -> Iterator[tuple[HtmlForm, bool]]:
    """The forms of a page, one option chosen of each list and of each set of radio buttons."""
    form, is_upload, radios, options, select = HtmlForm("", "get"), False, dict[str, list[str]](), [""], ""
    for tag, rest in _TAG.findall(page):
        has = {name: unescape(value) for name, value in _ATTRIBUTE.findall(rest)}
        match tag.lower():
            case "form":
                form, radios = HtmlForm(has.get("action", ""), has.get("method", "get")), {}
                is_upload = "multipart" in has.get("enctype", "")
            case "input" if has.get("type") in ("radio", "checkbox"):
                radios.setdefault(has.get("name", ""), []).append(has.get("value", ""))
            case "input" if has.get("type") != "file":
                form.fields.append((has.get("name", ""), has.get("value", "")))
            case "textarea":
                form.fields.append((has.get("name", ""), ""))
            case "select":
                select, options = has.get("name", ""), []
            case "option":
                options.append(has.get("value", ""))
            case "/select" if options:
                form.fields.append((select, chance.choice(options)))
            case "/form":
                form.fields.extend((name, chance.choice(values)) for name, values in radios.items())
                yield form, is_upload


def _multipart(fields: Sequence[tuple[str, str]]) -> bytes:
    parts = [f'form-data; name="{name}"\r\n\r\n{value}' for name, value in fields]
    parts.append(
        'form-data; name="file"; filename="sheet.csv"\r\n\r\nname,email\r\nSomebody,x@mail.example.org\r\n'
    )
    lines = "".join(f"--{_BOUNDARY}\r\nContent-Disposition: {part}\r\n" for part in parts)
    return f"{lines}--{_BOUNDARY}--\r\n".encode()
