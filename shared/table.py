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
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from shared.writes import (
    Check,
    Item,
    Key,
    Put,
    Remove,
    Tally,
    Update,
    Write,
    add_filter,
    decoded,
    encoded,
    key_of,
    put_request,
    query_request,
    transact_item,
    update_request,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


__all__ = [
    "BadCursor",
    "Busy",
    "Cancelled",
    "Check",
    "Item",
    "Key",
    "Page",
    "Put",
    "Remove",
    "Table",
    "Tally",
    "Update",
    "Write",
    "client",
    "decoded",
    "encoded",
    "fetch_across",
]

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
    """Items of one query; `after` is the cursor of the next page, None where there is none. `looked_at` counts
    the items that the query went through: more than it gives where a filter left some out."""

    items: list[Item]
    after: str | None
    looked_at: int = 0


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
            reply = client().get_item(TableName=self.name, Key=key_of(pk, sk), ConsistentRead=True)
        return decoded(reply["Item"]) if "Item" in reply else None

    def fetch(self, *keys: Key) -> list[Item | None]:
        """The items in the order of `keys` (None where there is none), strongly consistent, in one trip.

        Not one snapshot: whatever is decided from them is checked again by the conditions of the commit.
        """
        return fetch_across(*((self, key) for key in keys))

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
        query = query_request(self.name, index, pk, sk_prefix, sk_up_to, newest_first)
        if where:
            add_filter(query, where)
        query["Limit"] = max(evaluate, limit + 1) if where else limit + 1
        if after is not None:
            query["ExclusiveStartKey"] = _start(after, index, pk)
        with _busy_when_throttled():
            reply = client().query(**query)
        items = [decoded(raw) for raw in reply["Items"]]
        if len(items) > limit:
            items = items[:limit]
            return Page(items, _cursor(items[-1], index), len(items))
        last = reply.get("LastEvaluatedKey")
        return Page(items, json.dumps(decoded(last)) if last else None, reply["ScannedCount"])

    def put(self, item: Item, *, if_absent: bool = False) -> bool:
        """Write one item; False where `if_absent` found one already."""
        return self._alone(Put(item, if_absent))

    def update(self, change: Update) -> Item | None:
        """Change one item and return it as it is now; None where a condition did not hold."""
        from botocore.exceptions import ClientError  # noqa: PLC0415

        try:
            with _busy_when_throttled():
                reply = client().update_item(ReturnValues="ALL_NEW", **update_request(self.name, change))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return None
            raise
        return decoded(reply["Attributes"])

    def count(self, pk: str, sk: str, expires_at_epoch: int) -> int:
        """Add one to a counter item, made at 0 where there is none, and return it. One write unit."""
        with _busy_when_throttled():
            reply = client().update_item(
                TableName=self.name,
                Key=key_of(pk, sk),
                UpdateExpression="SET #e = :e ADD #n :one",
                ExpressionAttributeNames={"#e": "expires_at_epoch", "#n": "counted"},
                ExpressionAttributeValues={":e": {"N": str(expires_at_epoch)}, ":one": {"N": "1"}},
                ReturnValues="UPDATED_NEW",
            )
        return int(reply["Attributes"]["counted"]["N"])

    def delete(self, pk: str, sk: str) -> bool:
        """Delete an item; False where there was none (so that of two, one wins)."""
        with _busy_when_throttled():
            reply = client().delete_item(TableName=self.name, Key=key_of(pk, sk), ReturnValues="ALL_OLD")
        return bool(reply.get("Attributes"))

    def commit(self, writes: Sequence[Write]) -> None:
        """Write all of it or nothing, in one transaction.

        Raises Cancelled where a condition did not hold, Busy where only passing conflicts or throttling
        stood in the way of every try. The same token goes with each try, so a lost reply has no second effect.
        """
        if not 0 < len(writes) <= MOST_WRITES:
            raise ValueError(f"{len(writes)} writes in one decision")
        request: Any = {
            "TransactItems": [transact_item(self.name, write) for write in writes],
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
            with _busy_when_throttled():
                client().put_item(**put_request(self.name, write))
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return False
            raise
        return True


def fetch_across(*wanted: tuple[Table, Key]) -> list[Item | None]:
    """The items of several tables, in the order asked, as `Table.fetch` does for one: strongly, in one trip."""
    left: Any = {}
    for table, key in dict.fromkeys((table.name, key) for table, key in wanted):
        left.setdefault(table, {"Keys": [], "ConsistentRead": True})["Keys"].append(key_of(*key))
    found: dict[tuple[str, Key], Item] = {}
    for attempt in range(_MOST_TRIES):
        with _busy_when_throttled():
            reply = client().batch_get_item(RequestItems=left)
        for table, items in reply["Responses"].items():
            for item in map(decoded, items):
                found[table, (item["pk"], item["sk"])] = item
        left = reply.get("UnprocessedKeys")
        if not left:
            return [found.get((table.name, key)) for table, key in wanted]
        _wait(attempt)
    raise Busy


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
