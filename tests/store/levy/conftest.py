"""The ICS whose audit is walked."""

import pytest

from tests.store.levy.audited import Ics
from tests.tables import Tables


@pytest.fixture
def ics(tables: Tables) -> Ics:
    return Ics()
