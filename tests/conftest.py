"""What every test may ask for: the real local engine, fresh tables, and how hard Hypothesis looks."""

import os
from collections.abc import Iterator, Set

import pytest
from hypothesis import HealthCheck, settings

from infra.local.engine import Engine, point_sdk_at, start_engine
from shared import table
from tests.tables import Tables, fresh_tables

os.environ.setdefault("AWS_ACCESS_KEY_ID", "local")  # no test may find, or use, real keys
os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "local")
os.environ.setdefault("AWS_DEFAULT_REGION", "eu-west-2")
os.environ.setdefault("AWS_EC2_METADATA_DISABLED", "true")

_both = settings(deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", _both, max_examples=50, stateful_step_count=30)
settings.register_profile("thorough", _both, max_examples=2_000, stateful_step_count=80)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """The cases of a test have one order: a set has another in each process, and the workers would disagree."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        if isinstance(mark.args[1], Set):
            pytest.fail(f"{metafunc.definition.nodeid}: its cases are a set, which has no order", pytrace=False)


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The real local engine, in memory, one for each worker process; the SDK talks to it from now on.

    Where AWS_ENDPOINT_URL_DYNAMODB is set before the tests start, it is the server named there.
    """
    with pytest.MonkeyPatch.context() as environment, start_engine(None) as running:
        changed = dict(os.environ)
        point_sdk_at(running.endpoint, changed)
        for name, value in changed.items():
            environment.setenv(name, value)
        table.client.cache_clear()
        yield running
        table.client.cache_clear()


@pytest.fixture
def tables(engine: Engine) -> Iterator[Tables]:
    """Fresh tables of its own for one test; the settings point at them."""
    with fresh_tables() as made:
        yield made
