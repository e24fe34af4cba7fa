"""What somebody is woken for, whom it reaches, and the page that shows it."""

from collections.abc import Iterable, Mapping

from aws_cdk import CfnCondition, CfnParameter, Duration, Fn
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs
from constructs import Construct

_PERIOD = Duration.minutes(5)
_SLOW_EMAIL = Duration.minutes(15)


class Alarms(Construct):
    """A topic, the alarms that write to it, and a dashboard. Each alarm's description says what to do first."""

    def __init__(self, scope: Construct, key: kms.Key) -> None:
        super().__init__(scope, "Alarms")
        cloudwatch_service = iam.ServicePrincipal("cloudwatch.amazonaws.com")
        key.grant(cloudwatch_service, "kms:Decrypt", "kms:GenerateDataKey")
        self.topic = sns.Topic(self, "Topic", master_key=key, enforce_ssl=True)
        self.topic.grant_publish(cloudwatch_service)
        self._subscribe()
        self._rows: list[list[cloudwatch.IWidget]] = []

    def watch_api(self, api: apigateway.RestApi) -> None:
        """Answers that were nobody's fault but ours, and how long people waited."""
        failed = api.metric_server_error(period=_PERIOD, statistic="Sum")
        slow = api.metric_latency(period=_PERIOD, statistic="p95", label="95th percentile, ms")
        self._alarm("PagesFail", failed, 1, "A page answered 5xx. Look at the logs of the function behind it.")
        asked = api.metric_count(period=_PERIOD, statistic="Sum")
        self._show("Pages", [asked.with_(label="requests"), failed.with_(label="5xx")], [slow])

    def watch_functions(self, functions: Mapping[str, lambda_.Function]) -> None:
        """Crashes and refused starts of each function."""
        errors, throttles = [], []
        for name, function in functions.items():
            error = function.metric_errors(period=_PERIOD, statistic="Sum")
            throttle = function.metric_throttles(period=_PERIOD, statistic="Sum")
            title = _title(name)
            self._alarm(f"{title}Crashes", error, 1, f"The function {name} crashed. Its log group says where.")
            self._alarm(
                f"{title}Throttled",
                throttle,
                1,
                f"Lambda refused to start {name}: the account's concurrency is used up.",
            )
            errors.append(error.with_(label=name))
            throttles.append(throttle.with_(label=name))
        self._show("Functions: crashes, refused starts", errors, throttles)

    def watch_work(self, failures: sqs.Queue, stream_readers: Mapping[str, lambda_.Function]) -> None:
        """Work that was given up on, and email that waits."""
        waiting = failures.metric_approximate_number_of_messages_visible(period=_PERIOD, statistic="Maximum")
        self._alarm("WorkGivenUp", waiting, 1, "A message in the failures queue names the work and the error.")
        ages = []
        for name, function in stream_readers.items():
            age = function.metric("IteratorAge", period=_PERIOD, statistic="Maximum")
            self._alarm(
                f"{_title(name)}EmailWaits",
                age,
                _SLOW_EMAIL.to_milliseconds(),
                f"Email has waited a quarter of an hour. Look at the {name} function.",
            )
            ages.append(age.with_(label=f"{name}: age, ms"))
        self._show("Work", [waiting], ages)

    def watch_tables(self, tables: Mapping[str, dynamodb.TableV2]) -> None:
        """Requests that DynamoDB refused for want of capacity."""
        refused = []
        for name, table in tables.items():
            throttled = cloudwatch.Metric(
                namespace="AWS/DynamoDB",
                metric_name="ThrottledRequests",
                dimensions_map={"TableName": table.table_name},
                period=_PERIOD,
                statistic="Sum",
            )
            self._alarm(
                f"{name.capitalize()}TableThrottled",
                throttled,
                10,
                f"DynamoDB refuses requests to the {name} table: one key may be asked for too often.",
            )
            refused.append(throttled.with_(label=name))
        self._show("Tables: refused requests", refused, [])

    def draw(self, name: str) -> None:
        """Make the dashboard of all that is watched."""
        cloudwatch.Dashboard(self, "Dashboard", dashboard_name=name, widgets=self._rows)

    def _alarm(self, name: str, metric: cloudwatch.IMetric, threshold: float, first_step: str) -> None:
        alarm = cloudwatch.Alarm(
            self,
            name,
            metric=metric,
            threshold=threshold,
            evaluation_periods=1,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=first_step,
        )
        alarm.add_alarm_action(actions.SnsAction(self.topic))

    def _show(self, title: str, left: Iterable[cloudwatch.IMetric], right: Iterable[cloudwatch.IMetric]) -> None:
        graph = cloudwatch.GraphWidget(title=title, width=24, left=list(left), right=list(right))
        self._rows.append([graph])

    def _subscribe(self) -> None:
        address = CfnParameter(
            self, "AlarmEmail", type="String", default="", description="Who gets the alarms; empty: nobody yet"
        )
        address.override_logical_id("AlarmEmail")
        is_given = Fn.condition_not(Fn.condition_equals(address, ""))
        subscription = sns.CfnSubscription(
            self,
            "Subscription",
            topic_arn=self.topic.topic_arn,
            protocol="email",
            endpoint=address.value_as_string,
        )
        subscription.cfn_options.condition = CfnCondition(self, "AlarmEmailGiven", expression=is_given)


def _title(name: str) -> str:
    """What the alarms of a function are called by: `levy-stream` is `LevyStream`."""
    return "".join(word.capitalize() for word in name.split("-"))
