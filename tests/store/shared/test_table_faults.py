"""The table on a bad day: throttled, in conflict, cut off after the commit."""

from collections.abc import Callable

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from shared.table import Busy, Cancelled, Table
from tests.bench.wire import Call, bent, impatient
from tests.store.shared.test_table import note, pot, take
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    return Table(tables["levy"])


@pytest.mark.parametrize("act", ["get", "fetch", "page", "put", "update", "count", "delete", "commit"])
def test_a_throttled_database_is_busy(table: Table, act: str) -> None:
    table.put(pot())
    acts: dict[str, Callable[[], object]] = {
        "get": lambda: table.get("POT", "POT"),
        "fetch": lambda: table.fetch(("POT", "POT")),
        "page": lambda: table.page(None, "POT"),
        "put": lambda: table.put(pot(1)),
        "update": lambda: table.update(take(1)),
        "count": lambda: table.count("c", "c", 1),
        "delete": lambda: table.delete("POT", "POT"),
        "commit": lambda: table.commit([take(1)]),
    }
    with impatient(), bent(lambda call: call.refused("ThrottlingException")), pytest.raises(Busy):
        acts[act]()
    assert table.get("POT", "POT") == pot()


def test_a_moment_of_throttling_is_not_noticed(table: Table) -> None:
    calls: list[str] = []

    def twice(call: Call) -> AWSResponse:
        calls.append(call.operation)
        return call.refused("ThrottlingException") if len(calls) < 3 else call.forward()

    with impatient(), bent(twice):
        table.commit([note(1)])
    assert len(calls) == 3
    assert len(table.page(None, "NOTE").items) == 1


def test_any_other_error_of_the_database_is_a_bug_and_stays_one(table: Table) -> None:
    with bent(lambda call: call.refused("ValidationException")):
        with pytest.raises(ClientError):
            table.get("a", "b")
        with pytest.raises(ClientError):
            table.commit([note(1)])


def test_a_commit_whose_reply_is_lost_has_one_effect(table: Table) -> None:
    table.put(pot(10))
    calls: list[str] = []

    def lose_the_first(call: Call) -> AWSResponse:
        calls.append(call.content["ClientRequestToken"])
        return call.unheard() if len(calls) == 1 else call.forward()

    with impatient(), bent(lose_the_first):
        table.commit([take(4)])
    assert len(calls) == 2
    assert len(set(calls)) == 1
    assert table.get("POT", "POT") == pot(6)


def test_a_commit_of_which_every_reply_is_lost_is_busy_and_has_one_effect(table: Table) -> None:
    table.put(pot(10))
    with impatient(), bent(lambda call: call.unheard()), pytest.raises(Busy):
        table.commit([take(4)])
    assert table.get("POT", "POT") == pot(6)


def test_a_commit_in_conflict_is_tried_again_with_the_same_token(table: Table) -> None:
    table.put(pot(10))
    tokens: list[str] = []

    def twice(call: Call) -> AWSResponse:
        tokens.append(call.content["ClientRequestToken"])
        return call.conflict() if len(tokens) < 3 else call.forward()

    with bent(twice):
        table.commit([take(4), note(1)])
    assert len(tokens) == 3
    assert len(set(tokens)) == 1
    assert table.get("POT", "POT") == pot(6)


def test_a_commit_that_meets_only_conflicts_is_busy_and_writes_nothing(table: Table) -> None:
    calls: list[str] = []

    def always(call: Call) -> AWSResponse:
        calls.append(call.operation)
        return call.conflict()

    with bent(always), pytest.raises(Busy):
        table.commit([note(1), note(2)])
    assert len(calls) == 5
    assert table.page(None, "NOTE").items == []


@pytest.mark.parametrize(
    ("reasons", "tries"),
    [
        (["TransactionConflict", "None"], 5),
        (["None", "ThrottlingError"], 5),
        (["ProvisionedThroughputExceeded", "TransactionConflict"], 5),
        (["TransactionConflict", "ConditionalCheckFailed"], 1),
        (["ValidationError", "TransactionConflict"], 1),
    ],
)
def test_only_passing_reasons_are_tried_again(table: Table, reasons: list[str], tries: int) -> None:
    calls: list[str] = []

    def cancel(call: Call) -> AWSResponse:
        calls.append(call.operation)
        return call.refused("TransactionCanceledException", CancellationReasons=[{"Code": one} for one in reasons])

    with bent(cancel), pytest.raises((Busy, Cancelled, ClientError)):
        table.commit([note(1), note(2)])
    assert len(calls) == tries
