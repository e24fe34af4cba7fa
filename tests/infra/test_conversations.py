"""Who may touch what two people said in confidence: the functions of conversations, and nothing else that runs."""

import json

import pytest

from infra.stacks.functions import FUNCTIONS
from shared.schema import CONVERSATIONS
from tests.infra.templates import Template, listed

NAME = "conversations"
OWN = [spec for spec in FUNCTIONS if spec.name.partition("-")[0] == NAME]
OTHERS = [spec for spec in FUNCTIONS if spec not in OWN]


def handled(handler: str) -> str:
    return handler.removeprefix("functions/")


def reaches(service: Template, handler: str, what: str) -> set[str]:
    """The actions of a function on what the data stack exports under a name."""
    return {
        action
        for one in service.statements(handled(handler))
        if f"ExportsOutputFnGetAtt{what}" in json.dumps(one["Resource"])
        for action in listed(one["Action"])
    }


@pytest.mark.parametrize("what", ["ConversationsTable", "ConversationsKey"])
def test_only_the_functions_of_conversations_reach_their_table_and_their_key(what: str, service: Template) -> None:
    assert len(OWN) == 4 and len(OTHERS) > 8
    assert all(reaches(service, spec.handler, what) for spec in OWN)
    assert [spec.name for spec in OTHERS if reaches(service, spec.handler, what)] == []


def test_the_functions_of_conversations_reach_no_table_but_their_own_and_the_directory(service: Template) -> None:
    for spec in OWN:
        assert {grant.table.name for grant in spec.grants} <= {NAME, "directory"}
        for other in ("LevyTable", "RedeployTable", "RetentionTable"):
            assert not reaches(service, spec.handler, other)


def test_nothing_that_was_said_can_be_deleted_only_written_over(service: Template) -> None:
    for spec in FUNCTIONS:
        assert "dynamodb:DeleteItem" not in reaches(service, spec.handler, "ConversationsTable")


def test_no_handler_of_retention_runs_as_the_function_of_conversations() -> None:
    assert all(spec.handler.startswith("functions/retention/conversations/") for spec in OWN)
    assert not [spec for spec in OTHERS if spec.handler.startswith("functions/retention/conversations/")]


def test_its_key_is_used_only_through_dynamodb(service: Template) -> None:
    uses = [
        one
        for one in service.statements("retention/conversations/app.app")
        if "ExportsOutputFnGetAttConversationsKey" in json.dumps(one["Resource"])
    ]
    assert uses
    for one in uses:
        assert one["Condition"] == {"StringEquals": {"kms:ViaService": "dynamodb.eu-west-2.amazonaws.com"}}


def test_somebody_is_told_when_its_functions_fail_and_its_email_waits(service: Template) -> None:
    alarms = set(service.of_type("AWS::CloudWatch::Alarm"))
    for title in (
        "ConversationsCrashes",
        "ConversationsSweepCrashes",
        "ConversationsDailyCrashes",
        "ConversationsStreamEmailWaits",
        "ConversationsTableThrottled",
    ):
        assert [name for name in alarms if f"Alarms{title}" in name], title


def test_figures_are_published_every_night_and_email_is_swept_every_five_minutes(service: Template) -> None:
    schedules = [one["Properties"] for one in service.of_type("AWS::Scheduler::Schedule").values()]
    runs = {one["Target"]["Arn"]["Fn::GetAtt"][0]: one["ScheduleExpression"] for one in schedules}
    daily, _ = service.function("retention/conversations/schedules.daily")
    sweep, _ = service.function("retention/conversations/schedules.sweep")
    assert runs[daily] == "cron(0 2 * * ? *)"
    assert runs[sweep] == "rate(5 minutes)"


def test_the_table_has_the_indexes_that_its_lists_need() -> None:
    assert [index.name for index in CONVERSATIONS.indexes] == ["by_person", "by_adviser", "by_quarter", "work"]
