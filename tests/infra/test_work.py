import json
from typing import Any

from infra.stacks.functions import FUNCTIONS
from shared.outbox import Intent, intent_put
from tests.infra.templates import Template
from tests.partners import NOW


def mapping(service: Template) -> dict[str, Any]:
    properties: dict[str, Any] = service.only("AWS::Lambda::EventSourceMapping")["Properties"]
    return properties


def test_the_stream_wakes_the_drain_and_gives_up_into_a_queue(service: Template) -> None:
    made = mapping(service)
    assert made["FunctionName"] == {"Ref": service.function("levy/schedules.on_stream")[0]}
    assert made["BisectBatchOnFunctionError"] is True
    assert made["MaximumRetryAttempts"] == 3
    assert made["FunctionResponseTypes"] == ["ReportBatchItemFailures"]  # as `on_stream` answers
    queue = made["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    assert service.body["Resources"][queue]["Type"] == "AWS::SQS::Queue"


def test_the_stream_wakes_the_drain_for_what_the_outbox_writes_and_nothing_else(service: Template) -> None:
    (one,) = mapping(service)["FilterCriteria"]["Filters"]
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
    for sweep in ("levy/schedules.sweep", "portal/schedules.sweep"):
        assert started[service.function(sweep)[0]][0] == "rate(5 minutes)"
    assert started[service.function("levy/schedules.daily")[0]] == ("cron(0 2 * * ? *)", "Europe/London")


def test_what_runs_on_a_schedule_leaves_its_failures_in_the_queue(service: Template) -> None:
    for spec in FUNCTIONS:
        _, function = service.function(spec.handler.removeprefix("functions/"))
        assert ("DeadLetterConfig" in function) == spec.runs_on_schedule


def test_somebody_is_told_of_each_thing_that_can_go_wrong(service: Template) -> None:
    alarms = [one["Properties"] for one in service.of_type("AWS::CloudWatch::Alarm").values()]
    watched = [one["MetricName"] for one in alarms]
    assert watched.count("Errors") == watched.count("Throttles") == len(FUNCTIONS)
    assert {"5XXError", "IteratorAge", "ApproximateNumberOfMessagesVisible"} <= set(watched)
    assert watched.count("ThrottledRequests") == 2  # one a table
    topic = next(iter(service.of_type("AWS::SNS::Topic")))
    assert all(one["AlarmActions"] == [{"Ref": topic}] and one["AlarmDescription"] for one in alarms)


def test_the_alarm_address_is_given_when_deployed_and_is_in_no_file(service: Template) -> None:
    subscription = service.only("AWS::SNS::Subscription")
    assert subscription["Properties"]["Endpoint"] == {"Ref": "AlarmEmail"}
    assert subscription["Condition"]
    assert service.body["Parameters"]["AlarmEmail"]["Default"] == ""
