"""The story of a transfer window in Chromium: at a desk with scripts, and on a phone without any.

Its days pass, so each is told at a product of its own.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize

from tests.browser.chromium import DESKTOP, PHONE, BrowserVisitor
from tests.journeys import windows, windows_cast
from tests.journeys.product import Product
from tests.journeys.windows_cast import Cast

NOW = "2026-11-22T09:00Z"


@pytest.fixture
def own_product(tmp_path: Path) -> Iterator[Product]:
    running = Product(tmp_path / "data", NOW).begin()
    yield running
    running.stop()


@pytest.fixture
def open_context(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def begin(size: ViewportSize, scripts: bool) -> BrowserContext:
        opened.append(chromium.new_context(viewport=size, java_script_enabled=scripts))
        opened[-1].set_default_timeout(15_000)
        return opened[-1]

    yield begin
    for context in opened:
        context.close()


@pytest.mark.parametrize(
    ("size", "scripts"), [(DESKTOP, True), (PHONE, False)], ids=["desktop", "phone-without-scripts"]
)
def test_a_window_is_opened_asked_for_decided_run_run_again_and_announced(
    own_product: Product, open_context: Callable[..., BrowserContext], size: ViewportSize, scripts: bool
) -> None:
    cast = Cast(own_product, lambda: BrowserVisitor(open_context(size, scripts).new_page(), own_product.origin))
    windows.run_demo(cast[windows.COORDINATOR])
    windows.change_simulation(cast.enter())
    windows_cast.tell(cast)
