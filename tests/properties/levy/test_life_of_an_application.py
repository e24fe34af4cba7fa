"""The whole life of applications and pledges against a plain model, on the real local engine."""

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from infra.local.engine import Engine
from tests.properties.levy.life import Life


def test_whatever_happens_in_whatever_order_the_service_does_what_the_model_says(engine: Engine) -> None:
    profile = settings()
    run_state_machine_as_test(Life, settings=settings(profile, max_examples=profile.max_examples // 3))
