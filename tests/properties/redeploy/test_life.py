"""The whole life of people, vacancies and matches against a plain model, on the real local engine."""

from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from functions.redeploy.domain import acts, holding
from functions.redeploy.usecases import following
from infra.local.engine import Engine
from tests.properties.redeploy.life import Life


def test_whatever_happens_in_whatever_order_the_service_does_what_the_model_says(engine: Engine) -> None:
    profile = settings()
    examples = max(1, profile.max_examples // 4)
    steps = profile.stateful_step_count // 2
    run_state_machine_as_test(Life, settings=settings(profile, max_examples=examples, stateful_step_count=steps))


def live() -> None:
    """A short life that meets the counts, a release and the closing of matches."""
    life = Life()
    try:
        life.begin([2])
        life.days_pass(8)
        life.release(0)
        life.act(0, 2)  # not for me
        life.everything_is_where_the_model_has_it()
        life.leave(0)
        life.hold_a_vacancy()
        life.release(2)  # nobody is left for it, and its hold has only begun
        life.everything_is_where_the_model_has_it()
    finally:
        life.open.close()


def test_the_state_machine_has_nothing_against_the_rules_as_they_are(engine: Engine) -> None:
    live()


@pytest.mark.parametrize(
    ("module", "name", "broken"),
    [
        (acts, "_counts", lambda *_: ()),
        (holding, "refuse_release", lambda *_: None),
        (following, "close_all", lambda *_: None),
    ],
    ids=["no count", "no rule for a release", "nothing is closed"],
)
def test_the_state_machine_finds_a_broken_rule(
    module: object, name: str, broken: Callable[..., object], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, name, broken)
    with pytest.raises(AssertionError):
        live()
