"""The DynamoDB tables as data: the CDK stacks, the local runner and the tests all build from this.

Every table has the string keys `pk` and `sk`. An index `X` has the string keys `X_pk` and `X_sk`; an item
without them is not in the index. Indexes carry only `row`, the few fields that a list shows, so that
a change of status does not copy the whole record into each of them.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ROW = "row"
EXPIRES = "expires_at_epoch"


@dataclass(frozen=True)
class IndexSpec:
    """A global secondary index; `projected` are the attributes it carries beside the keys."""

    name: str
    projected: tuple[str, ...] = (ROW,)

    @property
    def partition_key(self) -> str:
        """The attribute that an item must carry to be in the index."""
        return f"{self.name}_pk"

    @property
    def sort_key(self) -> str:
        """The attribute that orders the index."""
        return f"{self.name}_sk"


@dataclass(frozen=True)
class TableSpec:
    """A table: `name` is its short name, `setting` the field of `Settings` that holds its physical name."""

    name: str
    setting: str
    indexes: tuple[IndexSpec, ...]


LEVY = TableSpec(
    "levy",
    "levy_table",
    (
        IndexSpec("by_age"),  # the queue of each status, oldest first
        IndexSpec("by_cost"),
        IndexSpec("by_score"),
        IndexSpec("by_owner"),  # an employer's applications or pledges; a pledge's ledger in order of time
        IndexSpec("by_need"),  # applications of one standard, for near-duplicates; the pledges of the ICS
        IndexSpec("work"),  # what a schedule must pick up: deadlines, unsealed audit, unsent email
    ),
)

DIRECTORY = TableSpec(
    "directory",
    "directory_table",
    (
        IndexSpec("by_name"),  # the organisations of the ICS in order of name
        IndexSpec("members"),  # the people of an organisation
        IndexSpec("work"),  # unsealed audit, as in the levy table
    ),
)

REDEPLOY = TableSpec(
    "redeploy",
    "redeploy_table",
    (
        IndexSpec("by_owner"),  # an employer's changes, people and vacancies; the savings of the ICS
        IndexSpec("by_person"),  # the matches of a person
        IndexSpec("by_vacancy"),  # the matches of a vacancy
        IndexSpec("by_state"),  # the ICS's people, vacancies and matches by where they are, the soonest due first
        IndexSpec("work"),  # what a schedule must pick up: matching, deadlines, unsealed audit, unsent email
    ),
)

CONVERSATIONS = TableSpec(
    "conversations",
    "conversations_table",
    (
        IndexSpec("by_person"),  # the conversations of a member of staff
        IndexSpec("by_adviser"),  # those of a career adviser, the soonest follow-up first
        IndexSpec("by_quarter"),  # what was said and what came of it, by the quarter that it is counted in
        IndexSpec("work"),  # what a schedule must pick up: follow-ups due, unsealed audit, unsent email
    ),
)

RETENTION = TableSpec(
    "retention",
    "retention_table",
    (
        IndexSpec("by_window"),  # the units, bounds and moves of a transfer window
        IndexSpec("by_owner"),  # a person's requests; an employer's units
        IndexSpec("by_state"),  # the windows of the ICS, the latest first
        IndexSpec("work"),  # what a schedule must pick up: the days of windows, unsealed audit, unsent email
    ),
)

TABLES = (LEVY, REDEPLOY, CONVERSATIONS, RETENTION, DIRECTORY)


def create(client: "DynamoDBClient", spec: TableSpec, physical_name: str) -> None:
    """Create the table in a local engine, if it is not there. On AWS the CDK stacks create it."""
    if physical_name in client.list_tables()["TableNames"]:
        return
    keys = ["pk", "sk", *(key for index in spec.indexes for key in (index.partition_key, index.sort_key))]
    client.create_table(
        TableName=physical_name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        KeySchema=[
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index.name,
                "KeySchema": [
                    {"AttributeName": index.partition_key, "KeyType": "HASH"},
                    {"AttributeName": index.sort_key, "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.projected)},
            }
            for index in spec.indexes
        ],
    )
