"""A run of the whole product for the journeys, and visitors to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.plain import PlainVisitor
from tests.journeys.product import Product

NOW = "2026-11-22T09:00Z"

Enter = Callable[[], PlainVisitor]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product, running with a data folder of its own."""
    running = Product(tmp_path_factory.mktemp("product") / "data", NOW).begin()
    yield running
    running.stop()


@pytest.fixture
def own_product(tmp_path: Path) -> Iterator[Product]:
    """A product that one test may kill, or whose clock it may move."""
    running = Product(tmp_path / "data", NOW).begin()
    yield running
    running.stop()


@pytest.fixture
def enter(product: Product) -> Enter:
    """Somebody new comes to the product."""
    return lambda: PlainVisitor(product.origin)
