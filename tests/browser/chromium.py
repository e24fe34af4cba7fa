"""Headless Chromium, and a visitor who uses it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

PHONE = ViewportSize(width=375, height=800)
DESKTOP = ViewportSize(width=1280, height=900)

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def path_of_chromium() -> str:
    """The path of CHROME or of an installed Chromium. Raises LookupError."""
    found = os.environ.get("CHROME") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise LookupError("no Chromium: install it (Debian: apt-get install chromium), or set CHROME=path")
    return found


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A headless Chromium that reaches nothing by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of_chromium(), args=list(_ARGUMENTS))
        yield browser
        browser.close()


class BrowserVisitor:
    """Somebody at a screen: does only what the eyes and hands can do there."""

    def __init__(self, page: Page, origin: str) -> None:
        self.page = page
        self.origin = origin

    def open(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def follow(self, link: str) -> None:
        self._click(self.page.get_by_role("link", name=link, exact=True).or_(self._link_button(link)))

    def type(self, label: str, text: str, group: str = "") -> None:
        fields = self.page.locator("input, textarea")
        self._within(group).get_by_label(label, exact=True).and_(fields).first.fill(text)

    def choose(self, option: str, group: str = "") -> None:
        self._within(group).get_by_label(option, exact=True).first.check()

    def select(self, label: str, option: str) -> None:
        control = self.page.get_by_label(label, exact=True)
        words = control.locator("option").filter(has_text=re.compile(f"^{re.escape(option)}")).first
        control.select_option(words.get_attribute("value"))

    def press(self, button: str) -> None:
        self._click(self.page.get_by_role("button", name=button, exact=True))

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.origin)

    @property
    def title(self) -> str:
        return self.page.title()

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def _click(self, found: Locator) -> None:
        found.filter(visible=True).first.click()
        self.page.wait_for_load_state()

    def _link_button(self, words: str) -> Locator:
        return self.page.get_by_role("button", name=words, exact=True).and_(self.page.locator("a"))

    def _within(self, group: str) -> Any:
        return self.page.get_by_role("group", name=group, exact=True) if group else self.page
