"""Empty tables for one test, or for one example of a property."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from shared import schema, table
from shared.ids import new_id
from shared.settings import settings

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import WriteRequestTypeDef

Tables = Mapping[str, str]
"""The physical name of each table by its short one: `tables["levy"]`."""

_MOST_CLEARED = 200  # items; a table that holds more is dropped
_AT_ONCE = 25  # the most that one call may delete

_free: "WeakKeyDictionary[DynamoDBClient, list[Tables]]" = WeakKeyDictionary()
"""By the client of an engine: sets of empty tables that nobody uses. To make one takes longer than to clear it."""


@contextmanager
def fresh_tables() -> Iterator[Tables]:
    """Give every table, empty, under a name of its own and point the settings there.

    Needs the `engine` fixture, or another engine that the SDK talks to. For one test the `tables` fixture
    is simpler.
    """
    client = table.client()
    free = _free.setdefault(client, [])
    names = free.pop() if free else _made(client)
    variables = {f"EXCHANGE_{spec.setting.upper()}": names[spec.name] for spec in schema.TABLES}
    before = {variable: os.environ.get(variable) for variable in variables}
    os.environ.update(variables)
    settings.cache_clear()
    try:
        yield names
    finally:
        for variable, value in before.items():
            if value is None:
                del os.environ[variable]
            else:
                os.environ[variable] = value
        settings.cache_clear()
        if all(_cleared(client, name) for name in names.values()):
            free.append(names)
        else:
            for name in names.values():
                client.delete_table(TableName=name)


def _made(client: "DynamoDBClient") -> Tables:
    suffix = new_id()
    names = {spec.name: f"{spec.name}-{suffix}" for spec in schema.TABLES}
    for spec in schema.TABLES:
        schema.create(client, spec, names[spec.name])
    return names


def _cleared(client: "DynamoDBClient", name: str) -> bool:
    """Whether the table is empty now; one that holds a lot is left as it is."""
    found = client.scan(TableName=name, ProjectionExpression="pk, sk", Limit=_MOST_CLEARED, ConsistentRead=True)
    if "LastEvaluatedKey" in found:
        return False
    keys = found["Items"]
    for start in range(0, len(keys), _AT_ONCE):
        some: list[WriteRequestTypeDef]
        some = [{"DeleteRequest": {"Key": key}} for key in keys[start : start + _AT_ONCE]]
        if client.batch_write_item(RequestItems={name: some}).get("UnprocessedItems"):
            return False
    return True
