"""Who may do what to which table: each function's grants, spelled out action by action.

CDK's own grants name every index (`index/*`) and every form of a key action (`kms:ReEncrypt*`); these name
the ones that exist, so that no statement about data holds a wildcard.
"""

from collections.abc import Mapping, Sequence
from enum import Enum

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms

from infra.stages import REGION
from shared.schema import TableSpec


class Access(Enum):
    """What a function may do to a table, as DynamoDB's actions."""

    READ = ("GetItem", "BatchGetItem", "Query")
    UPDATE = ("UpdateItem",)
    WRITE = ("PutItem", "UpdateItem", "ConditionCheckItem")
    DELETE = ("DeleteItem",)


_KEY_ACTIONS = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)


def table_statements(
    spec: TableSpec, table: dynamodb.ITableV2, access: Sequence[Access], leading: Sequence[str] = ()
) -> list[iam.PolicyStatement]:
    """The statements that allow this access: reads of the table and its indexes, writes to the table alone.

    `leading`: writes are allowed only to items whose partition key begins with one of these.
    """
    indexes = [f"{table.table_arn}/index/{index.name}" for index in spec.indexes]
    writes = [_named(one) for one in access if one is not Access.READ]
    statements = []
    if Access.READ in access:
        statements.append(allow(_named(Access.READ), [table.table_arn, *indexes]))
    if writes:
        actions = sorted({action for named in writes for action in named})
        statements.append(allow(actions, [table.table_arn], _leading(leading)))
    return statements


def key_statement(key: kms.IKey) -> iam.PolicyStatement:
    """Use of the table's key, through DynamoDB only."""
    through = {"StringEquals": {"kms:ViaService": f"dynamodb.{REGION}.amazonaws.com"}}
    return allow(_KEY_ACTIONS, [key.key_arn], through)


def _named(access: Access) -> list[str]:
    return [f"dynamodb:{action}" for action in access.value]


def _leading(prefixes: Sequence[str]) -> Mapping[str, object] | None:
    if not prefixes:
        return None
    return {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": [f"{prefix}*" for prefix in prefixes]}}


def allow(
    actions: Sequence[str], resources: Sequence[str], conditions: Mapping[str, object] | None = None
) -> iam.PolicyStatement:
    """A statement that allows exactly this."""
    return iam.PolicyStatement(actions=list(actions), resources=list(resources), conditions=conditions)
