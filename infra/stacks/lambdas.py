"""From a function's specification to its Lambda: a role, a log group and the grants of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.bundle import Bundle
from infra.stacks.data import DataStack
from infra.stacks.functions import FunctionSpec, Runs
from infra.stacks.grants import allow, key_statement, table_statements
from infra.stages import ARCHITECTURE, RUNTIME, Architecture, Stage

_PAGE_SECONDS = 28  # API Gateway waits 29: the function gives up first, and its log says so
_WORK_SECONDS = 120
_RETENTION = {30: logs.RetentionDays.ONE_MONTH, 365: logs.RetentionDays.ONE_YEAR}
_ARCHITECTURES = {
    Architecture.X86_64: lambda_.Architecture.X86_64,
    Architecture.ARM64: lambda_.Architecture.ARM_64,
}


@dataclass(frozen=True)
class EmailIdentity:
    """Whom email is from, and the verified identity that sends it."""

    sender: str
    arn: str


@dataclass(frozen=True)
class Ground:
    """What every function stands on. `environment` holds addresses and names, never a secret."""

    stage: Stage
    data: DataStack
    bundle: Bundle
    logs_key: kms.IKey
    email: EmailIdentity
    failures: sqs.IQueue
    environment: Mapping[str, str]


def log_group(
    scope: Construct, construct_id: str, stage: Stage, key: kms.IKey, name: str | None = None
) -> logs.LogGroup:
    """An encrypted log group that forgets after the stage's number of days."""
    return logs.LogGroup(
        scope,
        construct_id,
        log_group_name=name,
        encryption_key=key,
        retention=_RETENTION[stage.log_days],
        removal_policy=RemovalPolicy.RETAIN if stage.keeps_records else RemovalPolicy.DESTROY,
    )


def title_of(spec: FunctionSpec) -> str:
    """What the constructs of a function are called by: `levy-stream` is `LevyStream`."""
    return "".join(word.capitalize() for word in spec.name.split("-"))


def make_function(scope: Construct, spec: FunctionSpec, ground: Ground) -> lambda_.Function:
    """The function of a specification, allowed what the specification says and nothing else."""
    title = title_of(spec)
    own_logs = log_group(scope, f"{title}Logs", ground.stage, ground.logs_key)
    role = iam.Role(scope, f"{title}Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    own_logs.grant_write(role)
    for statement in _statements(spec, ground):
        role.add_to_principal_policy(statement)
    stage, is_page = ground.stage, spec.runs is Runs.WHEN_ASKED
    return lambda_.Function(
        scope,
        f"{title}Function",
        description=f"Workforce Exchange: {spec.handler}",
        runtime=lambda_.Runtime(RUNTIME, lambda_.RuntimeFamily.PYTHON),
        architecture=_ARCHITECTURES[ARCHITECTURE],
        handler=spec.handler,
        code=lambda_.Code.from_asset(str(ground.bundle.folder), asset_hash=ground.bundle.digest),
        role=role,
        environment=dict(ground.environment),
        memory_size=stage.page_memory_mb if is_page else stage.work_memory_mb,
        timeout=Duration.seconds(_PAGE_SECONDS if is_page else _WORK_SECONDS),
        dead_letter_queue=ground.failures if spec.runs_on_schedule else None,
        tracing=lambda_.Tracing.ACTIVE,
        log_group=own_logs,
        logging_format=lambda_.LoggingFormat.JSON,
        application_log_level_v2=lambda_.ApplicationLogLevel.INFO,
    )


def _statements(spec: FunctionSpec, ground: Ground) -> Iterator[iam.PolicyStatement]:
    for grant in spec.grants:
        name = grant.table.name
        yield from table_statements(grant.table, ground.data.tables[name], grant.access, grant.leading)
        yield key_statement(ground.data.keys[name])
    if spec.reads_client_secret:
        yield allow(["cognito-idp:DescribeUserPoolClient"], [ground.data.people.user_pool_arn])
    if spec.sends_email:
        only_as_us = {"StringEquals": {"ses:FromAddress": ground.email.sender}}
        yield allow(["ses:SendEmail"], [ground.email.arn], only_as_us)
