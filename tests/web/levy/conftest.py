"""The levy pages with their tables, at a fixed time."""

from collections.abc import Iterator

import pytest

from functions.levy.app import app
from shared import clock
from shared.actors import Role
from shared.web import assets
from tests.levies import MANAGER, with_partners
from tests.partners import NOW, a_membership, a_person
from tests.web.client import Browser


@pytest.fixture(scope="package", autouse=True)
def _assets() -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())


@pytest.fixture(autouse=True)
def _fixed_time(tables: object) -> Iterator[None]:
    clock.use_source(lambda: NOW)
    yield
    clock.use_source(None)


@pytest.fixture
def manager(tables: object) -> Browser:
    """The browser of the manager of the care home."""
    with_partners()
    return Browser.of(a_person(person_id=MANAGER.person_id), app)


@pytest.fixture
def stranger(manager: Browser) -> Browser:
    """The browser of somebody who applies for another employer."""
    membership = a_membership("RZZ", Role.RECEIVING_EMPLOYER, name="Moorland University Trust")
    return Browser.of(a_person(membership, person_id="stranger"), app)
