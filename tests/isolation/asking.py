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
_TAG = re.compile(r"<(form|input|select|option|textarea|/select|/form)\b([^>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'([\w-]+)(?:\s*=\s*"([^"]*)")?')
_QUERIES = (
    "",
    "",
    "",
    "status=held",
    "status=active",
    "sort=oldest",
    "after=x",
    "search=nurse",
    "page=2",
    "year=2026",
)


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
        facts = world.facts
        self.pools: dict[str, Sequence[str]] = {
            "entry_id": [*world.people.values()],
            "vacancy_id": [*world.posts.values()],
            "match_id": [*world.acted_on.values()] * 4 + [*facts.pairs],
            "change_id": [*world.changes.values()],
            "employer_ref": [f"REF {code}" for code in world.posts],
            "number": ["1", "2", "999"],
            "secret": ["x" * 43],
        }

    def to(self, route: Route, visitor: Visitor) -> Asked:
        """A request to a route, of a record that may be anybody's."""
        path = _PARAMETER.sub(self._filled, route.resource)
        if route.method in ("GET", "HEAD"):
            return Asked(route.method, route.resource, path, self.chance.choice(_QUERIES))
        if route.is_api:
            return Asked(route.method, route.resource, path, "", JSON, b"{}", key=f"k{self.chance.random()}")
        fields = [("csrf", visitor.csrf), ("key", f"k{self.chance.random()}"), ("version", self._version())]
        fields += [(name, self._plausible(name)) for name in _COMMON]
        return Asked(route.method, route.resource, path, "", FORM, urlencode(fields).encode())

    def forms_of(self, page: str, base: Asked, visitor: Visitor) -> Iterator[Asked]:
        """The forms of a page as somebody might fill them in."""
        for form, is_upload in _forms(page, self.chance):
            if form.method.lower() != "post" or not form.action.startswith("/redeploy"):
                continue
            fields = [(name, value or self._plausible(name)) for name, value in form.fields]
            fields += [] if any(name == "csrf" for name, _ in fields) else [("csrf", visitor.csrf)]
            body = _multipart(fields) if is_upload else urlencode(fields).encode()
            yield Asked("POST", base.resource, form.action, "", _UPLOAD if is_upload else FORM, body)

    def _filled(self, found: re.Match[str]) -> str:
        pool = self.pools.get(found[1], ["1"])
        return quote("nobody" if self.chance.random() < 0.02 else self.chance.choice(pool), safe="")

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
