"""The whole life of people, vacancies and matches against a plain model, on the real local engine."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from functions.redeploy.domain import acts
from functions.redeploy.domain.decision import Count
from infra.local.engine import Engine
from tests.properties.redeploy.life import Life


def _run(examples: int, steps: int) -> None:
    run_state_machine_as_test(
        Life, settings=settings(settings(), max_examples=examples, stateful_step_count=steps)
    )


def test_whatever_happens_in_whatever_order_the_service_does_what_the_model_says(engine: Engine) -> None:
    profile = settings()
    _run(max(1, profile.max_examples // 8), profile.stateful_step_count // 2)


def test_a_count_that_is_not_kept_is_found(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "_counts", lambda *_: (Count("nothing", 1, 0),))
    with pytest.raises(AssertionError, match="counts"):
        _run(3, 10)
