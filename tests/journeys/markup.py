"""A page as a tree, read as a person without scripts would: what a link says, what a field asks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_UNREAD = frozenset({"script", "style", "template"})


@dataclass(eq=False)
class Element:
    """An element of a page: its attributes, and its texts and elements in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    parent: "Element | None" = None

    def __getitem__(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")

    @property
    def text(self) -> str:
        """Everything it says, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def all(self, *tags: str) -> Iterator["Element"]:
        """The elements of these tags inside it, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def first(self, tag: str) -> "Element":
        """The first element of this tag inside it. Raises LookupError."""
        for element in self.all(tag):
            return element
        raise LookupError(f"no <{tag}> in: {self.text[:400]}")

    def above(self, tag: str) -> "Element | None":
        """The nearest element of this tag that it is inside."""
        outer = self.parent
        while outer and outer.tag != tag:
            outer = outer.parent
        return outer

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in _UNREAD:
                yield from child._texts()
                yield "" if child.tag in ("a", "b", "code", "span", "strong") else " "


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Element("document")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, parent=self.open)
        self.open.children.append(element)
        if tag not in _VOID:
            self.open = element

    def handle_endtag(self, tag: str) -> None:
        closing: Element | None = self.open
        while closing and closing.tag != tag:
            closing = closing.parent
        if closing and closing.parent:
            self.open = closing.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def parse(html: str) -> Element:
    """The tree of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root
