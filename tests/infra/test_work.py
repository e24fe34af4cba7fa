import json
from typing import Any

import pytest

from infra.stacks.functions import FUNCTIONS
from shared.outbox import Intent, intent_put
from shared.schema import TABLES
from tests.infra.templates import Template
from tests.partners import NOW

SERVICES = pytest.mark.parametrize("name", ["levy", "redeploy", "retention"])


def mapping(service: Template, name: str) -> dict[str, Any]:
    """What wakes the drain of a service."""
    drain = {"Ref": service.function(f"{name}/schedules.on_stream")[0]}
    mappings = [one["Properties"] for one in service.of_type("AWS::Lambda::EventSourceMapping").values()]
    (made,) = [one for one in mappings if one["FunctionName"] == drain]
    return dict(made)


@SERVICES
def test_the_stream_wakes_the_drain_and_gives_up_into_a_queue(name: str, service: Template) -> None:
    made = mapping(service, name)
    assert f"ExportsOutputFnGetAtt{name.capitalize()}Table" in json.dumps(made["EventSourceArn"])
    assert made["BisectBatchOnFunctionError"] is True
    assert made["MaximumRetryAttempts"] == 3
    assert made["FunctionResponseTypes"] == ["ReportBatchItemFailures"]  # as `on_stream` answers
    queue = made["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    assert service.body["Resources"][queue]["Type"] == "AWS::SQS::Queue"


@SERVICES
def test_the_stream_wakes_the_drain_for_what_the_outbox_writes_and_nothing_else(
    name: str, service: Template
) -> None:
    (one,) = mapping(service, name)["FilterCriteria"]["Filters"]
    pattern = json.loads(one["Pattern"])
    (wanted,) = pattern["dynamodb"]["Keys"]["pk"]["S"]
    intent = Intent.model_validate(
        {
            "reference": "application-1:offered",
            "kind": "offered",
            "ods_code": "VLA01",
            "role": "receiving_employer",
            "params": {},
        }
    )
    assert intent_put(intent, NOW).item["pk"].startswith(wanted["prefix"])
    assert pattern["eventName"] == ["INSERT"]
    assert wanted["prefix"] == "OUTBOX#"


def test_schedules_run_on_london_time_and_start_one_function_each(service: Template) -> None:
    schedules = [one["Properties"] for one in service.of_type("AWS::Scheduler::Schedule").values()]
    started = {
        one["Target"]["Arn"]["Fn::GetAtt"][0]: (one["ScheduleExpression"], one.get("ScheduleExpressionTimezone"))
        for one in schedules
    }
    for sweep in (f"{name}/schedules.sweep" for name in ("levy", "redeploy", "retention", "portal")):
        assert started[service.function(sweep)[0]][0] == "rate(5 minutes)"
    for daily in (f"{name}/schedules.daily" for name in ("levy", "redeploy", "retention")):
        assert started[service.function(daily)[0]] == ("cron(0 2 * * ? *)", "Europe/London")


def test_what_runs_on_a_schedule_leaves_its_failures_in_the_queue(service: Template) -> None:
    for spec in FUNCTIONS:
        _, function = service.function(spec.handler.removeprefix("functions/"))
        assert ("DeadLetterConfig" in function) == spec.runs_on_schedule


def test_somebody_is_told_of_each_thing_that_can_go_wrong(service: Template) -> None:
    alarms = [one["Properties"] for one in service.of_type("AWS::CloudWatch::Alarm").values()]
    watched = [one["MetricName"] for one in alarms]
    assert watched.count("Errors") == watched.count("Throttles") == len(FUNCTIONS)
    assert {"5XXError", "IteratorAge", "ApproximateNumberOfMessagesVisible"} <= set(watched)
    assert watched.count("ThrottledRequests") == len(TABLES)
    assert watched.count("IteratorAge") == len({spec.outbox for spec in FUNCTIONS if spec.outbox})  # one a drain
    topic = next(iter(service.of_type("AWS::SNS::Topic")))
    assert all(one["AlarmActions"] == [{"Ref": topic}] and one["AlarmDescription"] for one in alarms)


def test_the_alarm_address_is_given_when_deployed_and_is_in_no_file(service: Template) -> None:
    subscription = service.only("AWS::SNS::Subscription")
    assert subscription["Properties"]["Endpoint"] == {"Ref": "AlarmEmail"}
    assert subscription["Condition"]
    assert service.body["Parameters"]["AlarmEmail"]["Default"] == ""
