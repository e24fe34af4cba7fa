"""A visitor without a browser: plain HTTP, cookies, and forms filled from what their pages say."""

import threading
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import requests

from tests.journeys.markup import Element, parse

Fields = list[tuple[str, str]]
_TIMEOUT = 20


class PlainVisitor:
    """One browser of one person, with neither scripts nor styles."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.session = requests.Session()
        self.session.trust_env = False
        self.status = 0
        self.html = ""
        self._url = origin
        self.page = Element("document")
        self._filled: dict[Element, str] = {}

    def open(self, path: str) -> None:
        self._show(self.session.get(urljoin(self.origin, path), timeout=_TIMEOUT))

    def follow(self, link: str) -> None:
        for one in self.page.all("a"):
            if one.text == link:
                self.open(urljoin(self._url, one["href"]))
                return
        raise AssertionError(f"no link {link!r} on {self}")

    def type(self, label: str, text: str, group: str = "") -> None:
        self._filled[self._control(label, group, "input", "textarea")] = text

    def choose(self, option: str, group: str = "") -> None:
        chosen = self._control(option, group, "input")
        if chosen["type"] == "radio":
            for other in self._form_of(chosen).all("input"):
                if other["name"] == chosen["name"]:
                    self._filled[other] = ""
        self._filled[chosen] = "on"

    def select(self, label: str, option: str) -> None:
        control = self._control(label, "", "select")
        found = [one["value"] for one in control.all("option") if one.text.startswith(option)]
        assert found, f"no option {option!r} under {label!r} on {self}"
        self._filled[control] = found[0]

    def press(self, button: str) -> None:
        self._show(self.send(*self.ready(button)))

    def ready(self, button: str) -> tuple[str, str, Fields]:
        """The method, address and fields that pressing the button would send."""
        for one in self.page.all("button"):
            if one.text == button:
                form = self._form_of(one)
                pressed = [(one["name"], one["value"])] if one["name"] else []
                return form["method"] or "get", self._address(form), [*self._fields(form), *pressed]
        raise AssertionError(f"no button {button!r} on {self}")

    def send(self, method: str, url: str, fields: Fields) -> requests.Response:
        """Send a form, once, and follow to where it leads."""
        if method.lower() == "get":
            return self.session.get(url, params=fields, timeout=_TIMEOUT)
        headers = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin"}
        return self.session.post(url, data=fields, headers=headers, timeout=_TIMEOUT)

    @property
    def path(self) -> str:
        parts = urlsplit(self._url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def title(self) -> str:
        return self.page.first("title").text

    @property
    def heading(self) -> str:
        return self.page.first("h1").text

    @property
    def text(self) -> str:
        return self.page.first("main").text

    def buttons(self) -> list[str]:
        """What the buttons of the page's main part say."""
        return [one.text for one in self.page.first("main").all("button")]

    def __str__(self) -> str:
        return f"{self.path} ({self.status}): {self.page.text[:3000]}"

    def _show(self, reply: requests.Response) -> None:
        assert reply.status_code < 500, f"{reply.url}: {reply.status_code}"
        self.status, self.html, self._url = reply.status_code, reply.text, reply.url
        self.page, self._filled = parse(reply.text), {}

    def _address(self, form: Element) -> str:
        return urljoin(self._url, form["action"])

    def _form_of(self, control: Element) -> Element:
        form = control.above("form")
        assert form, f"{control.tag} {control['name']!r} stands in no form on {self}"
        return form

    def _control(self, label: str, group: str, *tags: str) -> Element:
        for within in self._groups(group):
            for one in within.all("label"):
                if one.text == label:
                    return self._labelled(one["for"], tags)
        raise AssertionError(f"no field {label!r} in group {group!r} on {self}")

    def _groups(self, legend: str) -> Iterator[Element]:
        if not legend:
            yield self.page
        for fieldset in self.page.all("fieldset"):
            if legend and fieldset.first("legend").text == legend:
                yield fieldset

    def _labelled(self, key: str, tags: tuple[str, ...]) -> Element:
        found = [one for one in self.page.all(*tags) if one["id"] == key]
        assert len(found) == 1, f"{len(found)} fields with the id {key!r} on {self}"
        return found[0]

    def _fields(self, form: Element) -> Iterator[tuple[str, str]]:
        """What a browser would send of a form: a box or radio button only where it is chosen."""
        for one in form.all("input", "textarea", "select"):
            typed = self._filled.get(one)
            if one["type"] in ("checkbox", "radio"):
                if typed or (typed is None and "checked" in one.attributes):
                    yield one["name"], one["value"]
            elif one.tag == "select":
                yield one["name"], typed if typed is not None else _selected(one)
            else:
                yield one["name"], typed if typed is not None else _standing(one)


class DoubleClicker(PlainVisitor):
    """A visitor who sends every form twice at once, and reads whichever answer came last."""

    def send(self, method: str, url: str, fields: Fields) -> requests.Response:
        answers: list[requests.Response] = []
        other = _same_browser(self)
        both = [
            threading.Thread(target=lambda by=by: answers.append(PlainVisitor.send(by, method, url, fields)))
            for by in (self, other)
        ]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert len(answers) == 2, f"a form to {url} was not answered twice"
        self.session.cookies.update(other.session.cookies)
        return answers[-1]


def _same_browser(visitor: PlainVisitor) -> PlainVisitor:
    other = PlainVisitor(visitor.origin)
    other.session.cookies.update(visitor.session.cookies)
    return other


def _selected(control: Element) -> str:
    options = list(control.all("option"))
    chosen = [one["value"] for one in options if "selected" in one.attributes]
    return (chosen or [options[0]["value"] if options else ""])[0]


def _standing(control: Element) -> str:
    if control.tag != "textarea":
        return control["value"]
    return "".join(one for one in control.children if isinstance(one, str)).removeprefix("\n")
