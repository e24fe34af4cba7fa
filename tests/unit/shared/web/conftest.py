"""Pages name their assets by their prints, so the assets are built first."""

import pytest

from shared.web import assets


@pytest.fixture(scope="session", autouse=True)
def _built_assets() -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
