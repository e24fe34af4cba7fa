"""The portal with its tables and a sign-in service, at a fixed time."""

from collections.abc import Iterator

import pytest

from shared import clock
from shared.web import assets
from tests.partners import NOW
from tests.sign_in_service import Provider, running_provider


@pytest.fixture(scope="package", autouse=True)
def _assets() -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())


@pytest.fixture
def provider(tables: object) -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture(autouse=True)
def _fixed_time(tables: object) -> Iterator[None]:
    clock.use_source(lambda: NOW)
    yield
    clock.use_source(None)
