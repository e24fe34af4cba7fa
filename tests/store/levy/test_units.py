"""No act takes a round trip, or consumes a unit, more than it needs; what still takes more is named."""

import pytest

from infra.local.engine import Engine
from shared.schema import LEVY
from shared.table import Item
from shared.web import assets
from tests.bench.actions import ACTIONS, costs
from tests.bench.units import index_units, item_size, read_units, write_units

MORE_TRIPS = {
    "send an application": 4,  # the open pledges that it is scored against: a query more
    # the open pledges and what is alike can be asked for only once the standard is known, and what their employers
    # have left only once it is known whose they are
    "decision page": 6,
    "what may be promised": 4,  # the open pledges of the year: a query, and their balances
    "own pledges (list)": 3,  # balances are in no index
    "a pledge and its ledger": 4,  # and whom it pays for: a query more
}
"""The acts that are not yet down to one trip to know who asks, one to load and one to commit."""


def test_every_act_takes_the_trips_it_may_and_the_least_units_possible(engine: Engine) -> None:
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
    measured = list(costs())
    too_many = [
        (action.name, cost.tap.words)
        for action, cost in measured
        if len(cost.tap.calls) > MORE_TRIPS.get(action.name, action.trips)
    ]
    assert MORE_TRIPS.keys() <= {action.name for action in ACTIONS}
    assert too_many == []
    assert [(one.name, cost.measured, cost.least) for one, cost in measured if cost.measured != cost.least] == []
    assert [cost.tap.scans for _, cost in measured] == [0] * len(ACTIONS)


@pytest.mark.parametrize(
    ("item", "size"),
    [
        ({"pk": "a", "sk": "bc"}, 7),
        ({"n": 0}, 2),
        ({"n": 1234}, 4),
        ({"l": [], "m": {}}, 8),
        ({"m": {"a": "é"}, "t": True, "z": None}, 12),
    ],
)
def test_an_item_is_as_large_as_the_database_counts_it(item: dict[str, object], size: int) -> None:
    assert item_size(item) == size


def test_units_are_counted_by_whole_kilobytes_begun() -> None:
    small, large = {"pk": "a", "sk": "b"}, {"pk": "a", "sk": "x" * 1024}
    assert read_units([small, None, {"pk": "a", "sk": "x" * 4096}]) == 1 + 1 + 2
    assert write_units([small, large], in_transaction=True) == 2 * (1 + 2)
    assert write_units([small, large], in_transaction=False) == 1 + 2


def test_an_index_costs_for_what_appears_moves_or_changes_in_it() -> None:
    key = ("a", "b")
    bare: Item = {"pk": "a", "sk": "b"}
    there = {**bare, "work_pk": "w", "work_sk": "1", "row": {"n": 1}}
    moved, changed = {**there, "work_sk": "2"}, {**there, "row": {"n": 2}}
    unseen = {**there, "body": "not in the index"}
    costs_of = {"appears": (bare, there), "goes": (there, bare), "moves": (there, moved)}
    costs_of |= {"changes": (there, changed), "stays": (there, unseen)}
    found = {name: index_units(LEVY, {key: before}, {key: after}) for name, (before, after) in costs_of.items()}
    assert found == {"appears": 1, "goes": 1, "moves": 2, "changes": 1, "stays": 0}
