"""`kill -9` before and after every call to the database, of any command: all of it happened, or none of it."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from shared import table
from shared.table import Item, Key
from tests.bench import reconciliation
from tests.bench.commands import Act
from tests.bench.figures import Figures
from tests.bench.wire import LastCall, bent
from tests.tables import fresh_tables

Snapshot = dict[Key, Item]
Judge = Callable[[Iterable[Item]], list[str]]
"""All that is wrong with the items of a table, as sentences."""

_BROKEN = 70


@dataclass(frozen=True)
class Point:
    """A moment at which the process was killed, and all that was wrong afterwards."""

    call: int
    is_after: bool
    faults: tuple[str, ...]


def levy_faults(items: Iterable[Item]) -> list[str]:
    """What is wrong with the books of the levy table."""
    return reconciliation.faults(reconciliation.opened(items))


def nothing_follows() -> None:
    """No job is left for a sweep."""


def sweep(
    act: Act,
    table_name: str,
    *,
    is_one_transaction: bool = True,
    judge: Judge = levy_faults,
    follow: Callable[[], None] = nothing_follows,
) -> Iterator[Point]:
    """Kill the act at each of its calls; after each, look at the table, send the act again twice, let `follow` do
    what a schedule would, look again."""
    follow()
    before = snapshot(table_name)
    reply = act()
    follow()
    after = snapshot(table_name)
    for is_after in (False, True):
        for call in count(1):
            restore(table_name, before)
            if not killed(act, LastCall(call, is_after)):
                break
            found = snapshot(table_name)
            wrong = judge(found.values())
            if is_one_transaction and found not in (before, after):
                wrong.append("it was done in part")
            if [act(), act()] != [reply, reply]:
                wrong.append("the same act again gave another reply")
            follow()
            if snapshot(table_name) != after:
                wrong.append("the same act again did not lead to where it leads undisturbed")
            yield Point(call, is_after, tuple(wrong))


@dataclass(frozen=True)
class Victims:
    """What is killed in the part of a storm: the commands of a service, on its table. `several` names those that
    are more than one transaction."""

    what: str
    table: str
    commands: Sequence[Callable[[], Act]]
    several: frozenset[str]
    judge: Judge
    follow: Callable[[], None]
    prepare: Callable[[], None]


def tell_crash_points(figures: Figures, victims: Victims) -> None:
    """Kill every command at each of its calls, each in fresh tables, and tell what was wrong."""
    figures.part(f"{victims.what}: kill -9 before and after every call of every command to the database")
    points: list[Point] = []
    for command in victims.commands:
        with fresh_tables() as tables:
            victims.prepare()
            points += sweep(
                command(),
                tables[victims.table],
                is_one_transaction=command.__name__ not in victims.several,
                judge=victims.judge,
                follow=victims.follow,
            )
    figures.tell("commands", len(victims.commands))
    figures.tell("points at which the process was killed", len(points))
    broken = sum(bool(point.faults) for point in points)
    figures.exactly("points at which an invariant did not hold, or the sweep did not finish it", broken, 0)


def killed(act: Act, end: LastCall) -> bool:
    """Run the act in a process of its own that ends as `end` says; False where it was done before that."""
    child = os.fork()
    if child == 0:
        try:
            table.client().close()  # the parent's connections are not the child's to read from
            with bent(end):
                act()
            os._exit(0)
        finally:
            os._exit(_BROKEN)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError("the act raised an exception")
    return os.WIFSIGNALED(status)


def snapshot(table_name: str) -> Snapshot:
    """Every item of the table as it stands."""
    return {(item["pk"], item["sk"]): item for item in reconciliation.everything(table_name)}


def restore(table_name: str, wanted: Snapshot) -> None:
    """Bring the table back to a snapshot."""
    store = table.Table(table_name)
    found = snapshot(table_name)
    for key in found.keys() - wanted.keys():
        store.delete(*key)
    for key, item in wanted.items():
        if found.get(key) != item:
            store.put(item)
