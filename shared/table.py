"""The only module that talks to DynamoDB: strong reads, one-query pages, all-or-nothing commits.

Items are plain dicts of str, int, bool, None, list and dict. A record's `version` and a balance's floor are
guarded by the conditions of `Update`; `commit` writes everything or nothing.
"""

import json
import random
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.schema import ROW

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Item = dict[str, Any]
Key = tuple[str, str]

MOST_WRITES = 100
_MOST_TRIES = 5
_THROTTLED = {
    "InternalServerError",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
    "TransactionInProgressException",
}
_PASSING = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "None"}


@dataclass(frozen=True)
class Put:
    """Write a whole item; with `if_absent` only where none is, with `require` only over one that equals it."""

    item: Item
    if_absent: bool = False
    require: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Update:
    """Change an item that must exist. Conditions: `require` (equal to) and `at_least` (number not below).

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


@dataclass(frozen=True)
class Check:
    """Write nothing; the item must exist and equal `require`."""

    pk: str
    sk: str
    require: Mapping[str, Any] = field(default_factory=dict)


Write = Put | Update | Check


class Cancelled(Exception):
    """A commit wrote nothing because the conditions of the writes at `failed` did not hold."""

    def __init__(self, failed: frozenset[int]) -> None:
        super().__init__(f"conditions failed at {sorted(failed)}")
        self.failed = failed


class Busy(Exception):
    """The database did not answer, or refused every try for a passing reason: whether anything was written is not
    known, and the same act may be sent again with the same key."""


class BadCursor(ValueError):
    """A page was asked to start at a key outside the partition that it lists."""


@dataclass(frozen=True)
class Page:
    """Items of one query; `after` is the cursor of the next page, None where there is none."""

    items: list[Item]
    after: str | None


@contextmanager
def _busy_when_throttled() -> Iterator[None]:
    """Throttling and lost connections, after the SDK's own retries, are `Busy`; all else is a bug and stays so."""
    from botocore.exceptions import ClientError, ConnectionError, HTTPClientError  # noqa: PLC0415

    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] in _THROTTLED:
            raise Busy from error
        raise
    except (ConnectionError, HTTPClientError) as error:
        raise Busy from error


@cache
def client() -> "DynamoDBClient":
    """This process's DynamoDB client; the endpoint and the region are the SDK's own settings."""
    import boto3  # noqa: PLC0415 - the slowest import of a cold start: only for who needs it
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "dynamodb",
        config=Config(
            retries={"mode": "standard", "max_attempts": 4},
            connect_timeout=2,
            read_timeout=5,
            max_pool_connections=32,
        ),
    )


class Table:
    """One table by its physical name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def get(self, pk: str, sk: str) -> Item | None:
        """The item, strongly consistent, or None. One read unit a 4 kB."""
        with _busy_when_throttled():
            reply = client().get_item(TableName=self.name, Key=_key(pk, sk), ConsistentRead=True)
        return decoded(reply["Item"]) if "Item" in reply else None

    def fetch(self, *keys: Key) -> list[Item | None]:
        """The items in the order of `keys` (None where there is none), strongly consistent, in one trip.

        Not one snapshot: whatever is decided from them is checked again by the conditions of the commit.
        """
        wanted = [_key(*key) for key in dict.fromkeys(keys)]
        found: dict[Key, Item] = {}
        for attempt in range(_MOST_TRIES):
            with _busy_when_throttled():
                reply = client().batch_get_item(RequestItems={self.name: {"Keys": wanted, "ConsistentRead": True}})
            for raw in reply["Responses"].get(self.name, []):
                item = decoded(raw)
                found[item["pk"], item["sk"]] = item
            left = reply.get("UnprocessedKeys", {}).get(self.name)
            if not left:
                return [found.get(key) for key in keys]
            wanted = list(left["Keys"])
            _wait(attempt)
        raise Busy

    def page(
        self,
        index: str | None,
        pk: str,
        *,
        limit: int = 25,
        sk_prefix: str = "",
        sk_up_to: str = "",
        after: str | None = None,
        newest_first: bool = False,
        where: Mapping[str, str] | None = None,
        evaluate: int = 200,
    ) -> Page:
        """At most `limit` items of one partition by one query; of the table itself (`index` None) strongly.

        `where` keeps items whose `row` has these values; then at most `evaluate` items are looked at, and a
        short page with a cursor says that there is more to look at.
        """
        query = _query(self.name, index, pk, sk_prefix, sk_up_to, newest_first)
        if where:
            _filter(query, where)
        query["Limit"] = max(evaluate, limit + 1) if where else limit + 1
        if after is not None:
            query["ExclusiveStartKey"] = _start(after, index, pk)
        with _busy_when_throttled():
            reply = client().query(**query)
        items = [decoded(raw) for raw in reply["Items"]]
        if len(items) > limit:
            items = items[:limit]
            return Page(items, _cursor(items[-1], index))
        last = reply.get("LastEvaluatedKey")
        return Page(items, json.dumps(decoded(last)) if last else None)

    def put(self, item: Item, *, if_absent: bool = False) -> bool:
        """Write one item; False where `if_absent` found one already."""
        return self._alone(Put(item, if_absent))

    def update(self, change: Update) -> Item | None:
        """Change one item and return it as it is now; None where a condition did not hold."""
        from botocore.exceptions import ClientError  # noqa: PLC0415

        try:
            reply = client().update_item(ReturnValues="ALL_NEW", **_update(self.name, change))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return None
            raise
        return decoded(reply["Attributes"])

    def count(self, pk: str, sk: str, expires_at_epoch: int) -> int:
        """Add one to a counter item, made at 0 where there is none, and return it. One write unit."""
        reply = client().update_item(
            TableName=self.name,
            Key=_key(pk, sk),
            UpdateExpression="SET #e = :e ADD #n :one",
            ExpressionAttributeNames={"#e": "expires_at_epoch", "#n": "counted"},
            ExpressionAttributeValues={":e": {"N": str(expires_at_epoch)}, ":one": {"N": "1"}},
            ReturnValues="UPDATED_NEW",
        )
        return int(reply["Attributes"]["counted"]["N"])

    def delete(self, pk: str, sk: str) -> bool:
        """Delete an item; False where there was none (so that of two, one wins)."""
        reply = client().delete_item(TableName=self.name, Key=_key(pk, sk), ReturnValues="ALL_OLD")
        return bool(reply.get("Attributes"))

    def commit(self, writes: Sequence[Write]) -> None:
        """Write all of it or nothing, in one transaction.

        Raises Cancelled where a condition did not hold, Busy where only passing conflicts or throttling
        stood in the way of every try. The same token goes with each try, so a lost reply has no second effect.
        """
        if not 0 < len(writes) <= MOST_WRITES:
            raise ValueError(f"{len(writes)} writes in one decision")
        request: Any = {
            "TransactItems": [_transact(self.name, write) for write in writes],
            "ClientRequestToken": secrets.token_hex(16),
        }
        for attempt in range(_MOST_TRIES):
            with _busy_when_throttled():
                reasons = _try_commit(request)
            if reasons is None:
                return
            failed = frozenset(i for i, code in enumerate(reasons) if code == "ConditionalCheckFailed")
            if failed:
                raise Cancelled(failed)
            _wait(attempt)
        raise Busy

    def _alone(self, write: Put) -> bool:
        from botocore.exceptions import ClientError  # noqa: PLC0415

        try:
            client().put_item(**_put(self.name, write))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return False
            raise
        return True


def _try_commit(request: Any) -> list[str] | None:
    """The cancellation code of each write, or None when all is written."""
    from botocore.exceptions import ClientError  # noqa: PLC0415

    try:
        client().transact_write_items(**request)
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        reasons: Any = error.response.get("CancellationReasons", [])
        codes = [str(reason.get("Code", "None")) for reason in reasons]
        if not codes or not set(codes) <= _PASSING | {"ConditionalCheckFailed"}:
            raise
        return codes
    return None


def _wait(attempt: int) -> None:
    time.sleep(random.uniform(0, 0.025 * 2**attempt))  # noqa: S311 - jitter, not a secret


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


def _key(pk: str, sk: str) -> dict[str, Any]:
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


def _put(table: str, write: Put) -> Any:
    words = _Words()
    request: dict[str, Any] = {"TableName": table, "Item": encoded(write.item)}
    if write.if_absent:
        request["ConditionExpression"] = "attribute_not_exists(pk)"
    elif write.require:
        request["ConditionExpression"] = _condition(words, write.require, {})
    return words.within(request)


def _update(table: str, change: Update) -> Any:
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
            "Key": _key(change.pk, change.sk),
            "UpdateExpression": " ".join(parts),
            "ConditionExpression": _condition(words, change.require, change.at_least),
        }
    )


def _condition(words: _Words, require: Mapping[str, Any], at_least: Mapping[str, int]) -> str:
    clauses = ["attribute_exists(pk)"]
    clauses += [f"{words.name(name)} = {words.value(value)}" for name, value in require.items()]
    clauses += [f"{words.name(name)} >= {words.value(floor)}" for name, floor in at_least.items()]
    return " AND ".join(clauses)


def _transact(table: str, write: Write) -> Any:
    match write:
        case Put():
            return {"Put": _put(table, write)}
        case Update():
            return {"Update": _update(table, write)}
        case Check():
            words = _Words()
            condition = _condition(words, write.require, {})
            check = {"TableName": table, "Key": _key(write.pk, write.sk), "ConditionExpression": condition}
            return {"ConditionCheck": words.within(check)}


def _query(
    table: str, index: str | None, pk: str, sk_prefix: str, sk_up_to: str, newest_first: bool
) -> dict[str, Any]:
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


def _filter(query: dict[str, Any], where: Mapping[str, str]) -> None:
    clauses = []
    query["ExpressionAttributeNames"]["#row"] = ROW
    for number, (name, value) in enumerate(where.items()):
        query["ExpressionAttributeNames"][f"#f{number}"] = name
        query["ExpressionAttributeValues"][f":f{number}"] = _typed(value)
        clauses.append(f"#row.#f{number} = :f{number}")
    query["FilterExpression"] = " AND ".join(clauses)


def _key_names(index: str | None) -> tuple[str, ...]:
    return ("pk", "sk", f"{index}_pk", f"{index}_sk") if index else ("pk", "sk")


def _cursor(item: Item, index: str | None) -> str:
    return json.dumps({name: item[name] for name in _key_names(index)})


def _start(after: str, index: str | None, pk: str) -> dict[str, Any]:
    try:
        key = json.loads(after)
        start = {name: {"S": str(key[name])} for name in _key_names(index)}
    except (ValueError, KeyError, TypeError) as error:
        raise BadCursor(after) from error
    if start[f"{index}_pk" if index else "pk"] != {"S": pk}:
        raise BadCursor(after)
    return start
