"""A browser without a screen: follows redirects, keeps cookies, fills in forms.

It speaks to the addresses that AWS would give (`https://<api>.execute-api...`); `Names` says which loopback
address answers for them, as a resolver would.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode, urljoin, urlsplit

MOST_REDIRECTS = 8


@dataclass(frozen=True)
class Names:
    """The host and port that answer for everything, and the Host header that each host name is known by there."""

    host: str
    port: int
    known_as: Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A form as a page holds it: where it goes, and the values that stand in it already."""

    action: str
    values: dict[str, str]


@dataclass(frozen=True)
class Page:
    """An answer. `url` is where it came from, after redirects."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    def form(self, action: str = "") -> Form:
        """The only form whose action ends so."""
        reader = _Forms(self.url)
        reader.feed(self.text)
        (found,) = [one for one in reader.forms if urlsplit(one.action).path.endswith(action)]
        return found


@dataclass
class FormClient:
    """One person's browser at the product. Paths are the product's own (`/levy`), without origin and base path."""

    site: str
    names: Names
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Page:
        """The page at a path of the product, after redirects."""
        return self.open(self.address(path), **headers)

    def post(self, path: str, fields: Mapping[str, str]) -> Page:
        """What a form of the product leads to, after redirects."""
        return self.submit(Form(self.address(path), {}), fields)

    def fill(self, path: str, fields: Mapping[str, str], action: str = "") -> Page:
        """Open the page at a path, fill in its form (hidden fields stay as they are) and send it."""
        return self.submit(self.get(path).form(action), fields)

    def submit(self, form: Form, fields: Mapping[str, str]) -> Page:
        """Send a form with these fields over what stands in it."""
        return self._follow(self.exchange("POST", form.action, form.values | dict(fields)))

    def open(self, url: str, **headers: str) -> Page:
        """The page at a whole address, after redirects."""
        return self._follow(self.exchange("GET", url, headers=headers))

    def address(self, path: str) -> str:
        return self.site.rstrip("/") + path

    def exchange(
        self,
        method: str,
        url: str,
        fields: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Page:
        """One request and its answer, redirects not followed."""
        parts = urlsplit(url)
        name = parts.hostname or ""
        jar = self.cookies.setdefault(name, {})
        sent = {
            "Host": self.names.known_as.get(name, parts.netloc),
            "Accept": "text/html",
            "Cookie": "; ".join(f"{key}={value}" for key, value in jar.items()),
            **{key.replace("_", "-"): value for key, value in (headers or {}).items()},
        }
        body = None
        if fields is not None:
            body = urlencode(fields)
            sent |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"{parts.scheme}://{parts.netloc}",
            }
        connection = HTTPConnection(self.names.host, self.names.port, timeout=60)
        try:
            connection.request(method, f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", body, sent)
            reply = connection.getresponse()
            _keep_cookies(jar, reply)
            return Page(url, reply.status, dict(reply.getheaders()), reply.read())
        finally:
            connection.close()

    def _follow(self, page: Page) -> Page:
        for _ in range(MOST_REDIRECTS):
            if page.status not in (301, 302, 303):
                return page
            location = {name.lower(): value for name, value in page.headers.items()}["location"]
            page = self.exchange("GET", urljoin(page.url, location))
        raise AssertionError(f"more than {MOST_REDIRECTS} redirects, the last from {page.url}")


def _keep_cookies(jar: dict[str, str], reply: HTTPResponse) -> None:
    for name, value in reply.getheaders():
        if name.lower() == "set-cookie":
            pair, *attributes = value.split(";")
            key, _, content = pair.strip().partition("=")
            if "max-age=0" in {attribute.strip().lower() for attribute in attributes}:
                jar.pop(key, None)
            else:
                jar[key] = content


class _Forms(HTMLParser):
    """Collects the forms of a page with the values of their inputs."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self.forms: list[Form] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._is_inside = True
            self.forms.append(Form(urljoin(self.url, given.get("action") or self.url), {}))
        elif tag == "input" and self._is_inside and given.get("name"):
            is_choice = given.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in given:
                self.forms[-1].values[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_inside = False
