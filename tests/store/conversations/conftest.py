"""The conversations table with its people, at a fixed time."""

from collections.abc import Iterator

import pytest

from shared import clock, email
from shared.table import Table
from tests.conversations import with_people
from tests.partners import NOW
from tests.store.levy.test_schedules import Post
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    return Table(tables["conversations"])


@pytest.fixture(autouse=True)
def post(tables: Tables) -> Iterator[Post]:
    """What was sent."""
    with_people()
    office = Post()
    email.use_sender(office.send)
    clock.use_source(lambda: NOW)
    yield office
    email.use_sender(None)
    clock.use_source(None)
