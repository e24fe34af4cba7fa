"""One Chromium and one running product for all browser tests; a screenshot of each that fails."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.chromium import DESKTOP, BrowserVisitor, running_chromium
from tests.browser.world import World, running_world

SHOTS = Path(__file__).with_name("shots")
_SECONDS = 15

Enter = Callable[..., BrowserVisitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with running_world(tmp_path_factory.mktemp("browser") / "data") as running:
        yield running


@pytest.fixture
def enter(chromium: Browser, world: World, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """Opens a window of its own: `enter("manager", size=PHONE, scripts=False)`."""
    opened: list[Page] = []

    def open_window(who: str = "", size: ViewportSize = DESKTOP, scripts: bool = True) -> BrowserVisitor:
        context = chromium.new_context(viewport=size, java_script_enabled=scripts)
        context.set_default_timeout(_SECONDS * 1000)
        context.add_cookies(world.cookies(who))
        opened.append(context.new_page())
        return BrowserVisitor(opened[-1], world.product.origin)

    yield open_window
    if getattr(request.node, "failed", False):
        SHOTS.mkdir(exist_ok=True)
        for number, page in enumerate(opened):
            page.screenshot(path=SHOTS / f"{request.node.name[:80]}-{number}.png", full_page=True)
    for page in opened:
        page.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Tell the fixtures of a test, while they still hold its windows, that it failed."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
