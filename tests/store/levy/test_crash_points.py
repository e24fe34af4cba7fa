"""`kill -9` before and after every call of every command to the database, in a process of its own."""

from collections.abc import Sequence

import pytest

from shared.table import Table, Write
from tests.bench.commands import COMMANDS, SEVERAL_TRANSACTIONS, Prepare, approve
from tests.bench.crash_points import Point, sweep
from tests.levies import with_partners
from tests.tables import Tables


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


def swept(prepare: Prepare, tables: Tables) -> list[Point]:
    is_one_transaction = prepare not in SEVERAL_TRANSACTIONS
    return list(sweep(prepare(), tables["levy"], is_one_transaction=is_one_transaction))


@pytest.mark.parametrize("prepare", COMMANDS, ids=lambda prepare: prepare.__name__)
def test_a_command_killed_anywhere_is_done_whole_or_not_at_all_and_the_same_key_finishes_it(
    prepare: Prepare, tables: Tables
) -> None:
    points = swept(prepare, tables)
    assert len(points) >= 4, "at least before and after one load and one commit"
    assert [point for point in points if point.faults] == []


def test_a_commit_that_is_not_one_transaction_is_found_out(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Table.commit

    def one_by_one(table: Table, writes: Sequence[Write]) -> None:
        for write in writes:
            whole(table, [write])

    monkeypatch.setattr(Table, "commit", one_by_one)
    faults = {fault for point in swept(approve, tables) for fault in point.faults}
    assert "it was done in part" in faults
    assert any("reserved and owes" in fault for fault in faults)
