"""The retention table with its partners."""

import pytest

from tests.retention import with_partners


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()
