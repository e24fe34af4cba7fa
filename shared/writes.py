"""Writes and queries as DynamoDB requests: values, conditions and expressions, and nothing that talks to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shared.schema import ROW

Item = dict[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True)
class Put:
    """Write a whole item; with `if_absent` only where none is, with `require` only over one that equals it."""

    item: Item
    if_absent: bool = False
    require: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Update:
    """Change an item that must exist. Conditions: `require` (equal to), `at_least` (number not below), and
    `at_least_in` (number inside a map, which must be there), which need not hold where `unless` does.

    `add` adds to a number that exists; `add_in` adds to a number inside a map, which starts at 0.
    """

    pk: str
    sk: str
    put: Mapping[str, Any] = field(default_factory=dict)
    add: Mapping[str, int] = field(default_factory=dict)
    add_in: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    remove: Sequence[str] = ()
    require: Mapping[str, Any] = field(default_factory=dict)
    at_least: Mapping[str, int] = field(default_factory=dict)
    at_least_in: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    unless: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """Write nothing; the item must exist and equal `require`, or with `is_absent` there must be none."""

    pk: str
    sk: str
    require: Mapping[str, Any] = field(default_factory=dict)
    is_absent: bool = False


@dataclass(frozen=True)
class Tally:
    """Add one to `counted` of an item, made at 0 where there is none: who counts stands in nobody's way."""

    pk: str
    sk: str


@dataclass(frozen=True)
class Remove:
    """Delete an item, if it is there."""

    pk: str
    sk: str


Write = Put | Update | Check | Tally | Remove


def decoded(raw: Mapping[str, Any]) -> Item:
    """An item as plain values."""
    return {name: _value(typed) for name, typed in raw.items()}


def encoded(item: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as DynamoDB's typed ones. Raises TypeError for any other kind of value."""
    return {name: _typed(value) for name, value in item.items()}


def _value(typed: Mapping[str, Any]) -> Any:
    (kind, value), *_ = typed.items()
    match kind:
        case "N":
            return int(value)
        case "NULL":
            return None
        case "L":
            return [_value(one) for one in value]
        case "M":
            return decoded(value)
        case _:
            return value


def _typed(value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": str(value)}
        case int():
            return {"N": str(value)}
        case list() | tuple():
            return {"L": [_typed(one) for one in value]}
        case Mapping():
            return {"M": encoded(value)}
        case _:
            raise TypeError(f"an item cannot hold {type(value).__name__}")


def key_of(pk: str, sk: str) -> dict[str, Any]:
    """The typed key of an item."""
    return {"pk": {"S": pk}, "sk": {"S": sk}}


class _Words:
    """Aliases for names and values in one expression."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, Any] = {}

    def name(self, name: str) -> str:
        alias = f"#n{len(self.names)}"
        self.names[alias] = name
        return alias

    def value(self, value: Any) -> str:
        alias = f":v{len(self.values)}"
        self.values[alias] = _typed(value)
        return alias

    def within(self, request: dict[str, Any]) -> dict[str, Any]:
        if self.names:
            request["ExpressionAttributeNames"] = self.names
        if self.values:
            request["ExpressionAttributeValues"] = self.values
        return request


def put_request(table: str, write: Put) -> Any:
    """A Put with its condition."""
    words = _Words()
    request: dict[str, Any] = {"TableName": table, "Item": encoded(write.item)}
    if write.if_absent:
        request["ConditionExpression"] = "attribute_not_exists(pk)"
    elif write.require:
        request["ConditionExpression"] = _condition(words, write.require, {})
    return words.within(request)


def update_request(table: str, change: Update) -> Any:
    """An Update with its expressions and conditions."""
    words = _Words()
    sets = [f"{words.name(name)} = {words.value(value)}" for name, value in change.put.items()]
    for name, amount in change.add.items():
        alias = words.name(name)
        sets.append(f"{alias} = {alias} + {words.value(amount)}")
    for name, inner in change.add_in.items():
        outer = words.name(name)
        for key, amount in inner.items():
            path = f"{outer}.{words.name(key)}"
            sets.append(f"{path} = if_not_exists({path}, {words.value(0)}) + {words.value(amount)}")
    removes = [words.name(name) for name in change.remove]
    parts = [f"SET {', '.join(sets)}"] if sets else []
    parts += [f"REMOVE {', '.join(removes)}"] if removes else []
    return words.within(
        {
            "TableName": table,
            "Key": key_of(change.pk, change.sk),
            "UpdateExpression": " ".join(parts),
            "ConditionExpression": " AND ".join(
                [_condition(words, change.require, change.at_least), *_floors(words, change)]
            ),
        }
    )


def _floors(words: _Words, change: Update) -> list[str]:
    """The condition on numbers inside maps, if there is one."""
    inside = [
        f"{words.name(name)}.{words.name(key)} >= {words.value(floor)}"
        for name, floors in change.at_least_in.items()
        for key, floor in floors.items()
    ]
    if not inside:
        return []
    free = [f"{words.name(name)} = {words.value(value)}" for name, value in change.unless.items()]
    return [f"({' OR '.join([*free, ' AND '.join(inside)])})"]


def _condition(words: _Words, require: Mapping[str, Any], at_least: Mapping[str, int]) -> str:
    clauses = ["attribute_exists(pk)"]
    clauses += [f"{words.name(name)} = {words.value(value)}" for name, value in require.items()]
    clauses += [f"{words.name(name)} >= {words.value(floor)}" for name, floor in at_least.items()]
    return " AND ".join(clauses)


def transact_item(table: str, write: Write) -> Any:
    """A write as one action of a transaction."""
    match write:
        case Put():
            return {"Put": put_request(table, write)}
        case Update():
            return {"Update": update_request(table, write)}
        case Check():
            words = _Words()
            condition = "attribute_not_exists(pk)" if write.is_absent else _condition(words, write.require, {})
            check = {"TableName": table, "Key": key_of(write.pk, write.sk), "ConditionExpression": condition}
            return {"ConditionCheck": words.within(check)}
        case Tally():
            return {"Update": tally_request(table, write)}
        case Remove():
            return {"Delete": {"TableName": table, "Key": key_of(write.pk, write.sk)}}


def tally_request(table: str, write: Tally) -> dict[str, Any]:
    """An Update that counts one more."""
    return {
        "TableName": table,
        "Key": key_of(write.pk, write.sk),
        "UpdateExpression": "ADD #n :one",
        "ExpressionAttributeNames": {"#n": "counted"},
        "ExpressionAttributeValues": {":one": {"N": "1"}},
    }


def query_request(
    table: str, index: str | None, pk: str, sk_prefix: str, sk_up_to: str, newest_first: bool
) -> dict[str, Any]:
    """A Query of one partition, of an index or (strongly) of the table itself."""
    prefix = f"{index}_" if index else ""
    names = {"#pk": f"{prefix}pk"}
    values = {":pk": {"S": pk}}
    condition = "#pk = :pk"
    if sk_prefix or sk_up_to:
        names["#sk"] = f"{prefix}sk"
        values[":sk"] = {"S": sk_prefix or sk_up_to}
        condition += " AND begins_with(#sk, :sk)" if sk_prefix else " AND #sk <= :sk"
    return {
        "TableName": table,
        "KeyConditionExpression": condition,
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": values,
        "ScanIndexForward": not newest_first,
    } | ({"IndexName": index} if index else {"ConsistentRead": True})


def add_filter(query: dict[str, Any], where: Mapping[str, str]) -> None:
    """Keep only items whose `row` has these values."""
    clauses = []
    query["ExpressionAttributeNames"]["#row"] = ROW
    for number, (name, value) in enumerate(where.items()):
        query["ExpressionAttributeNames"][f"#f{number}"] = name
        query["ExpressionAttributeValues"][f":f{number}"] = _typed(value)
        clauses.append(f"#row.#f{number} = :f{number}")
    query["FilterExpression"] = " AND ".join(clauses)
