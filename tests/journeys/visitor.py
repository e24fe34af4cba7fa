"""Somebody who uses the product by what its pages say: the same for a plain HTTP client and for Chromium."""

from typing import Protocol


class Visitor(Protocol):
    """Names things as a reader sees them. What is not on the page is an AssertionError that shows the page."""

    def open(self, path: str) -> None:
        """Type an address of the product."""

    def follow(self, link: str) -> None:
        """Follow the first link with these words."""

    def type(self, label: str, text: str, group: str = "") -> None:
        """Type into the field with this label, in the group of fields with this legend where one is given."""

    def choose(self, option: str, group: str = "") -> None:
        """Choose a radio button or tick a box."""

    def select(self, label: str, option: str) -> None:
        """Choose from a list, the option that begins with these words."""

    def press(self, button: str) -> None:
        """Press the button with these words, and wait for the page that answers."""

    @property
    def path(self) -> str:
        """The address of the page, without the origin."""

    @property
    def title(self) -> str:
        """What the tab says."""

    @property
    def heading(self) -> str:
        """The page's one h1."""

    @property
    def text(self) -> str:
        """Everything that the main part of the page says, with single spaces."""
