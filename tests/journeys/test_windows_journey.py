"""The story of a transfer window over plain HTTP, against the local runner's own process."""

import pytest

from tests.journeys import windows, windows_cast
from tests.journeys.plain import PlainVisitor
from tests.journeys.product import Product
from tests.journeys.windows_cast import Cast

_READY = "/retention/windows/demo-window-ready"
_UNIT = f"{_READY}/units/demo-window-ready-unit-04"


@pytest.fixture
def cast(own_product: Product) -> Cast:
    return Cast(own_product, lambda: PlainVisitor(own_product.origin))


def test_a_window_is_opened_asked_for_decided_run_run_again_and_announced(cast: Cast) -> None:
    for name, path in (
        (windows.MANAGER, f"{_READY}/run"),
        (windows.MOVER, f"{_READY}/run"),
        (windows.COORDINATOR, f"{_READY}/request"),
        (windows.MANAGER, f"{_UNIT}/requests"),
        (windows.COORDINATOR, f"{_UNIT}/requests"),
    ):
        cast[name].open(path)
        assert cast[name].heading == "Page not found", f"{name}: {path}"
    windows.run_demo(cast[windows.COORDINATOR])
    windows.change_simulation(cast.enter())
    windows_cast.tell(cast)
