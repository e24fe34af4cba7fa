"""`kill -9` before and after every call of every command of a run; what follows is finished by the sweep."""

from collections.abc import Sequence

import pytest

from shared.table import Table, Write
from tests.bench.crash_points import Point, sweep
from tests.bench.reconciliation import everything
from tests.bench.retention_books import faults_of, settled_faults_of
from tests.bench.retention_commands import COMMANDS, SEVERAL_TRANSACTIONS, Prepare, announce, finish, leave_window
from tests.tables import Tables


def swept(prepare: Prepare, tables: Tables) -> list[Point]:
    is_one = prepare.__name__ not in SEVERAL_TRANSACTIONS
    act = prepare()
    return [*sweep(act, tables["retention"], is_one_transaction=is_one, judge=faults_of, follow=finish)]


@pytest.mark.parametrize("prepare", COMMANDS, ids=lambda prepare: prepare.__name__)
def test_a_command_killed_anywhere_leaves_sound_books_and_the_sweep_finishes_what_follows(
    prepare: Prepare, tables: Tables
) -> None:
    points = swept(prepare, tables)
    assert len(points) >= 4, "at least before and after one load and one commit"
    assert [point for point in points if point.faults] == []
    finish()
    assert settled_faults_of(everything(tables["retention"])) == []


def test_a_commit_that_is_not_one_transaction_is_found_out(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Table.commit

    def one_by_one(table: Table, writes: Sequence[Write]) -> None:
        for write in writes:
            whole(table, [write])

    act = leave_window()
    monkeypatch.setattr(Table, "commit", one_by_one)
    found = sweep(act, tables["retention"], judge=faults_of, follow=finish)
    assert any(point.faults for point in found)


def test_an_announcement_whose_jobs_nobody_does_is_found_out(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = announce()
    monkeypatch.setattr("functions.retention.usecases.run.follow_up", lambda _: 0)
    act()
    faults = settled_faults_of(everything(tables["retention"]))
    assert any("waits in the work list" in fault for fault in faults)
    assert any("carried out in part" in fault for fault in faults)
