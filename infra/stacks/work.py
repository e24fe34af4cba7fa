"""What runs without a person asking: the drain of the outbox at each email, and the schedules.

Whatever fails here lands in one queue that an alarm watches, and loses nothing: the sweep looks for the same
unsent email and unsealed audit every five minutes.
"""

from collections.abc import Mapping

from aws_cdk import Aws, Duration, TimeZone
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.stacks.functions import FunctionSpec, Runs
from infra.stacks.grants import allow
from infra.stacks.lambdas import title_of

_LONDON = TimeZone.EUROPE_LONDON
_SWEEP_EVERY = Duration.minutes(5)
_DAILY_HOUR = "2"
_OUTBOX_KEY = "OUTBOX#"  # what `shared.outbox` begins the key of an intent with


class Work(Construct):
    """The triggers of the functions that nobody waits for, and the queue of what they could not do."""

    def __init__(self, scope: Construct) -> None:
        super().__init__(scope, "Work")
        self.failures = sqs.Queue(
            self,
            "Failures",
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
        )

    def trigger(
        self, spec: FunctionSpec, function: lambda_.Function, tables: Mapping[str, dynamodb.TableV2]
    ) -> None:
        """Have the function run when its specification says."""
        match spec.runs:
            case Runs.WHEN_ASKED:
                return
            case Runs.AT_EACH_EMAIL:
                if spec.outbox is None:
                    raise ValueError(f"{spec.name} waits for the email of no table")
                self._at_each_email(function, tables[spec.outbox.name])
            case Runs.EVERY_FIVE_MINUTES:
                self._schedule(spec, function, scheduler.ScheduleExpression.rate(_SWEEP_EVERY))
            case Runs.EVERY_NIGHT:
                # Summer and winter alike: a deadline is the end of a London day.
                at_two = scheduler.ScheduleExpression.cron(hour=_DAILY_HOUR, minute="0", time_zone=_LONDON)
                self._schedule(spec, function, at_two)

    def _at_each_email(self, function: lambda_.Function, outbox: dynamodb.ITableV2) -> None:
        """Run at each new intent in the outbox, and at nothing else that happens in the table."""
        new_intent = lambda_.FilterCriteria.filter(
            {
                "eventName": lambda_.FilterRule.is_equal("INSERT"),
                "dynamodb": {"Keys": {"pk": {"S": lambda_.FilterRule.begins_with(_OUTBOX_KEY)}}},
            }
        )
        function.add_event_source(
            sources.DynamoEventSource(
                outbox,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=25,
                bisect_batch_on_error=True,
                report_batch_item_failures=True,
                retry_attempts=3,
                max_record_age=Duration.hours(1),
                on_failure=sources.SqsDlq(self.failures),
                filters=[new_intent],
            )
        )

    def _schedule(
        self, spec: FunctionSpec, function: lambda_.Function, when: scheduler.ScheduleExpression
    ) -> None:
        name = title_of(spec)
        target = targets.LambdaInvoke(
            function,
            role=self._may_start(name, function).without_policy_updates(),
            dead_letter_queue=self.failures,
            retry_attempts=2,
            max_event_age=Duration.hours(1),
        )
        scheduler.Schedule(self, name, schedule=when, target=target)

    def _may_start(self, name: str, function: lambda_.Function) -> iam.Role:
        """The schedule's role: CDK's own would start every version of the function (`:*`), this one starts it."""
        role = iam.Role(
            self,
            f"{name}Role",
            assumed_by=iam.ServicePrincipal(
                "scheduler.amazonaws.com", conditions={"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
            ),
        )
        role.add_to_policy(allow(["lambda:InvokeFunction"], [function.function_arn]))
        role.add_to_policy(allow(["sqs:SendMessage"], [self.failures.queue_arn]))
        return role
