"""The sample app, asked by somebody signed in and by a stranger."""

from pathlib import Path

import pytest

from shared import clock
from shared.web import assets, templates
from tests.web.shared.app import NOON, Browser, make_app


@pytest.fixture(scope="package", autouse=True)
def _sample_pages() -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
    templates.add_folder("sample", Path(__file__).parent / "templates")


@pytest.fixture(autouse=True)
def _noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_source", lambda: NOON)


@pytest.fixture
def browser() -> Browser:
    return Browser(make_app(), "good")


@pytest.fixture
def stranger() -> Browser:
    return Browser(make_app())
