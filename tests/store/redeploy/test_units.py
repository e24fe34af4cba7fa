"""No act of redeployment takes a round trip, or consumes a unit, more than it needs; what takes more is named."""

import pytest

from infra.local.engine import Engine
from shared.web import assets
from tests.bench.actions import costs
from tests.bench.figures import Figures
from tests.bench.redeploy_actions import LOOKED_AT_AGAIN, REDEPLOYMENT
from tests.bench.redeploy_matching import measure_matching

MORE_TRIPS = {
    "post a person while nothing is held": 7,  # the employer stands in the directory's table
    "hold a vacancy while nobody is on the register": 7,
    "release, matched once more first": 9,  # it looks, has it matched, and looks again
    "own vacancies (list)": 3,  # how many wait is in no index
}
"""The acts that are not yet down to the trips that they need."""


def test_every_act_takes_the_trips_it_may_and_the_least_units_possible(engine: Engine) -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
    measured = list(costs(REDEPLOYMENT))
    names = {action.name for action in REDEPLOYMENT}
    assert MORE_TRIPS.keys() | LOOKED_AT_AGAIN.keys() <= names
    too_many = [
        (action.name, cost.tap.words)
        for action, cost in measured
        if len(cost.tap.calls) > MORE_TRIPS.get(action.name, action.trips)
    ]
    assert too_many == []
    told = {action.name: cost.measured for action, cost in measured}
    assert told == {action.name: cost.least + LOOKED_AT_AGAIN.get(action.name, 0) for action, cost in measured}
    assert [cost.tap.scans for _, cost in measured] == [0] * len(REDEPLOYMENT)


@pytest.mark.usefixtures("engine")
def test_matching_finds_all_whom_it_should_without_a_scan() -> None:
    figures = Figures("bench")
    measure_matching(figures, 300)
    assert figures.missed == []
