"""The retention pages with their tables, at a fixed time."""

from collections.abc import Iterator

import pytest

from shared import clock
from shared.web import assets
from tests.partners import NOW
from tests.retention import with_partners


@pytest.fixture(scope="package", autouse=True)
def _assets() -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())


@pytest.fixture(autouse=True)
def _fixed_time(tables: object) -> Iterator[None]:
    clock.use_source(lambda: NOW)
    with_partners()
    yield
    clock.use_source(None)
