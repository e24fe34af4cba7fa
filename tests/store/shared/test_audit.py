"""The sealed audit finds the first altered, missing or foreign entry, and accuses nothing that is whole."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.audit import Fault, Verified, seal, verify
from shared.history import BY_SCHEDULE, Head, event_put, next_event
from shared.settings import settings
from shared.table import Put, Table, Update
from tests.partners import NOW
from tests.tables import Tables


@pytest.fixture
def table(tables: Tables) -> Table:
    return Table(settings().levy_table)


def record(table: Table, subject: str, events: int, head: Head | None = None) -> Head:
    """A record with so many events more."""
    now = head or Head()
    for _ in range(events):
        event = next_event(
            now,
            subject=subject,
            ics_code="QXX",
            action="save",
            at=NOW,
            who=BY_SCHEDULE,
            why="",
            rule_set="test",
            facts={},
        )
        now = event.head
        table.commit(
            [event_put(event), Put({"pk": subject, "sk": subject.partition("#")[0], "head": now.model_dump()})]
        )
    return now


def test_what_was_decided_is_sealed_in_numbered_blocks_and_verifies(table: Table) -> None:
    record(table, "APP#1", 60)
    record(table, "APP#2", 60)

    assert seal(table, "QXX", NOW) == 120
    assert seal(table, "QXX", NOW) == 0
    assert verify(table, "QXX") == Verified(blocks=2, sealed=120, unsealed=0, fault=None)


def test_what_is_not_sealed_yet_is_no_fault(table: Table) -> None:
    head = record(table, "APP#1", 2)
    seal(table, "QXX", NOW)
    record(table, "APP#1", 1, head)
    record(table, "APP#2", 1)

    assert verify(table, "QXX").fault is None
    assert verify(table, "QXX").unsealed == 2


def sealed(table: Table) -> None:
    record(table, "APP#1", 3)
    record(table, "APP#2", 3)
    seal(table, "QXX", NOW)


def alter(table: Table) -> None:
    table.update(Update("APP#1", "EVENT#000002", put={"why": "Otherwise."}))


def remove_from_the_middle(table: Table) -> None:
    table.delete("APP#1", "EVENT#000002")


def remove_the_last(table: Table) -> None:
    table.delete("APP#1", "EVENT#000003")


def remove_the_record(table: Table) -> None:
    table.delete("APP#2", "APP")


def slip_in(table: Table) -> None:
    stored = table.get("APP#1", "EVENT#000003")
    assert stored is not None
    event = next_event(
        Head(number=3, hash=stored["hash"]),
        subject="APP#1",
        ics_code="QXX",
        action="approve",
        at=NOW,
        who=BY_SCHEDULE,
        why="",
        rule_set="test",
        facts={},
    )
    item = event_put(event).item
    table.put({name: value for name, value in item.items() if not name.startswith("work")})


def rewrite_whole_history(table: Table) -> None:
    table.update(Update("APP#1", "EVENT#000001", put=rewritten(table), remove=("block",)))


def rewritten(table: Table) -> dict[str, Any]:
    event = next_event(
        Head(),
        subject="APP#1",
        ics_code="QXX",
        action="save",
        at=NOW,
        who=BY_SCHEDULE,
        why="Nicer.",
        rule_set="test",
        facts={},
    )
    return {"why": "Nicer.", "hash": event.hash}


def remove_a_block(table: Table) -> None:
    record(table, "APP#3", 1)
    seal(table, "QXX", NOW)
    table.delete("BLOCKS#QXX", "BLOCK#00000001")


def alter_a_block(table: Table) -> None:
    table.update(Update("BLOCKS#QXX", "BLOCK#00000001", put={"entries": []}))


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (alter, Fault("altered", "APP#1 event 2")),
        (remove_from_the_middle, Fault("missing", "APP#1 event 2")),
        (remove_the_last, Fault("missing", "APP#1 event 3")),
        (remove_the_record, Fault("missing", "the record APP#2")),
        (slip_in, Fault("foreign", "APP#1 event 4")),
        (rewrite_whole_history, Fault("altered", "APP#1 event 1")),
        (remove_a_block, Fault("missing", "block 1")),
        (alter_a_block, Fault("altered", "block 1")),
    ],
)
def test_tampering_is_found_and_named(table: Table, tamper: Callable[[Table], None], fault: Fault) -> None:
    sealed(table)
    assert verify(table, "QXX").fault is None

    tamper(table)

    assert verify(table, "QXX").fault == fault
