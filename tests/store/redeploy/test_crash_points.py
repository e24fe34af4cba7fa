"""`kill -9` before and after every call of every redeployment command; what follows is finished by the sweep."""

from collections.abc import Sequence

import pytest

from functions.redeploy.usecases import perform
from shared.table import Table, Write
from tests.bench.crash_points import Point, sweep
from tests.bench.reconciliation import everything
from tests.bench.redeploy_books import faults_of, settled_faults_of
from tests.bench.redeploy_commands import COMMANDS, SEVERAL_TRANSACTIONS, Prepare, finish, hold_vacancy
from tests.partners import NOW
from tests.redeployments import with_partners
from tests.tables import Tables


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


def swept(prepare: Prepare, tables: Tables) -> list[Point]:
    is_one = prepare.__name__ not in SEVERAL_TRANSACTIONS
    act = prepare()
    return [*sweep(act, tables["redeploy"], is_one_transaction=is_one, judge=faults_of, follow=finish)]


@pytest.mark.parametrize("prepare", COMMANDS, ids=lambda prepare: prepare.__name__)
def test_a_command_killed_anywhere_leaves_sound_books_and_the_sweep_finishes_what_follows(
    prepare: Prepare, tables: Tables
) -> None:
    points = swept(prepare, tables)
    assert len(points) >= 4, "at least before and after one load and one commit"
    assert [point for point in points if point.faults] == []
    finish()
    assert settled_faults_of(everything(tables["redeploy"]), NOW) == []


def test_a_commit_that_is_not_one_transaction_is_found_out(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Table.commit

    def one_by_one(table: Table, writes: Sequence[Write]) -> None:
        for write in writes:
            whole(table, [write])

    accept = next(prepare for prepare in COMMANDS if prepare.__name__ == "accept")
    act = accept()
    monkeypatch.setattr(Table, "commit", one_by_one)
    found = sweep(act, tables["redeploy"], is_one_transaction=False, judge=faults_of, follow=finish)
    faults = {fault for point in found for fault in point.faults}
    assert any("is placed in none and their matches say" in fault for fault in faults)


def test_a_sweep_that_does_nothing_is_found_out(tables: Tables) -> None:
    points = sweep(hold_vacancy(), tables["redeploy"], is_one_transaction=False, judge=faults_of)
    faults = {fault for point in points for fault in point.faults}
    assert faults == {"the same act again did not lead to where it leads undisturbed"}


def test_work_that_is_not_left_in_the_list_is_found_out(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    act = hold_vacancy()
    monkeypatch.setattr(perform, "follow_up", lambda *_: 0)
    act()
    assert any(
        "waits in the work list" in fault for fault in settled_faults_of(everything(tables["redeploy"]), NOW)
    )
