"""The product's tables in the local engine."""

from typing import TYPE_CHECKING

from shared import schema

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from shared.settings import Settings


class OldTables(Exception):
    """The data folder was made by a version of the product whose tables had other indexes."""


def create_tables(client: "DynamoDBClient", settings: "Settings") -> None:
    """Create the tables that are not there. Raises OldTables when one lacks an index that is needed now."""
    for spec in schema.TABLES:
        name = getattr(settings, spec.setting)
        schema.create(client, spec, name)
        table = client.describe_table(TableName=name)["Table"]
        present = {index.get("IndexName") for index in table.get("GlobalSecondaryIndexes", [])}
        if not {index.name for index in spec.indexes} <= present:
            raise OldTables(
                "This data folder was made by an older version, and its tables cannot be used."
                " Choose a new folder: make run DATA=dir."
            )
