"""The least that an act can consume, worked out from the sizes of what it touches: DynamoDB's own arithmetic.

A strong read is a unit for each 4 kB begun of an item (one for an item that is not there). A write in a
transaction is two units for each kB begun. An index costs one unit for each kB begun of each entry that appears,
disappears, or changes in place, and two for an entry that moves to another key.
"""

from collections.abc import Mapping
from math import ceil
from typing import Any

from shared.schema import TableSpec
from shared.table import Item, Key

_KB = 1024
Tables = Mapping[str, dict[Key, Item]]


def size_of(value: Any) -> int:
    """The bytes of a value, or of a whole item, as DynamoDB counts them."""
    match value:
        case None | bool():
            return 1
        case str():
            return len(value.encode())
        case int():
            return (len(str(abs(value)).strip("0")) + 1) // 2 + 1
        case list() | tuple():
            return 3 + sum(1 + size_of(one) for one in value)
        case Mapping():
            return 3 + sum(1 + len(name.encode()) + size_of(one) for name, one in value.items())
        case _:
            raise TypeError(type(value).__name__)


def item_size(item: Item) -> int:
    """The bytes of an item: its names and its values."""
    return sum(len(name.encode()) + size_of(value) for name, value in item.items())


def read_units(items: list[Item | None]) -> int:
    """Of strong reads of these items."""
    return sum(ceil(item_size(item) / (4 * _KB)) if item else 1 for item in items)


def write_units(items: list[Item], *, in_transaction: bool) -> int:
    """Of writing these items to the table itself."""
    return sum(ceil(item_size(item) / _KB) for item in items) * (2 if in_transaction else 1)


def index_units(spec: TableSpec, before: dict[Key, Item], after: dict[Key, Item]) -> int:
    """Of bringing every index of a table from one state to another."""
    units = 0
    for index in spec.indexes:
        for key in before.keys() | after.keys():
            units += _entry_units(_entry(index, before.get(key)), _entry(index, after.get(key)))
    return units


def _entry(index: Any, item: Item | None) -> Item | None:
    if item is None or index.partition_key not in item:
        return None
    names = {"pk", "sk", index.partition_key, index.sort_key, *index.projected}
    return {name: value for name, value in item.items() if name in names}


def _entry_units(before: Item | None, after: Item | None) -> int:
    if before == after:
        return 0
    if before is None or after is None:
        return ceil(item_size(before or after or {}) / _KB)
    moved = any(before[name] != after[name] for name in before if name.endswith(("_pk", "_sk")))
    changed = ceil(max(item_size(before), item_size(after)) / _KB)
    return ceil(item_size(before) / _KB) + ceil(item_size(after) / _KB) if moved else changed
