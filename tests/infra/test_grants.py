import json

import pytest

from infra.stacks.functions import (
    FUNCTIONS,
    LEVY_PAGES,
    LEVY_STREAM,
    LEVY_SWEEP,
    REDEPLOY_STREAM,
    REDEPLOY_SWEEP,
    RETENTION_STREAM,
    RETENTION_SWEEP,
    FunctionSpec,
)
from shared.directory.keys import organisation_pk, person_pk, secrets_pk
from tests.infra.templates import Statement, Template, listed

PAGES = ("portal/app.app", "levy/app.app", "redeploy/app.app", "retention/app.app")
WRITES = {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"}

# The one statement that names no resource, because AWS knows none to name; acknowledged with its reason.
TRACES = ("xray:PutTelemetryRecords", "xray:PutTraceSegments")


def handler_of(name: str) -> str:
    (spec,) = [spec for spec in FUNCTIONS if spec.name == name]
    return spec.handler.removeprefix("functions/")


def touches(statement: Statement, table: str) -> bool:
    """Whether a statement's resources name a table or its key, which are exports of the data stack."""
    return f"Data:ExportsOutputFnGetAtt{table}" in json.dumps(statement["Resource"]) or (
        f"data:ExportsOutputFnGetAtt{table}" in json.dumps(statement["Resource"])
    )


def actions_on(service: Template, handler: str, table: str) -> set[str]:
    found = [one for one in service.statements(handler) if touches(one, table)]
    return {action for one in found for action in listed(one["Action"])}


@pytest.mark.parametrize("name", ["Levy", "Redeploy", "Retention"])
def test_no_other_service_has_a_statement_on_a_services_table(name: str, service: Template) -> None:
    own = [handler_of(spec.name) for spec in FUNCTIONS if spec.name.startswith(name.lower())]
    others = [handler_of(spec.name) for spec in FUNCTIONS if not spec.name.startswith(name.lower())]
    assert own and others
    assert all(actions_on(service, handler, f"{name}Table") for handler in own)
    assert all(actions_on(service, handler, f"{name}Key") for handler in own)
    assert not [handler for handler in others if actions_on(service, handler, f"{name}Table")]
    assert not [handler for handler in others if actions_on(service, handler, f"{name}Key")]


def test_no_function_may_delete_from_the_money_table(service: Template) -> None:
    for spec in FUNCTIONS:
        granted = actions_on(service, handler_of(spec.name), "LevyTable")
        assert "dynamodb:DeleteItem" not in granted
    assert "dynamodb:PutItem" in actions_on(service, "levy/app.app", "LevyTable")


def test_only_the_pages_of_redeployment_may_delete_there_and_no_schedule_does(service: Template) -> None:
    deleting = [
        spec.name
        for spec in FUNCTIONS
        if "dynamodb:DeleteItem" in actions_on(service, handler_of(spec.name), "RedeployTable")
    ]
    assert deleting == ["redeploy"]


def test_schedules_of_the_transfer_window_may_delete_there_only_what_a_request_is_found_by(
    service: Template,
) -> None:
    keys = {}
    for spec in FUNCTIONS:
        for one in service.statements(handler_of(spec.name)):
            if touches(one, "RetentionTable") and "dynamodb:DeleteItem" in listed(one["Action"]):
                condition = one.get("Condition", {}).get("ForAllValues:StringLike", {})
                keys[spec.name] = condition.get("dynamodb:LeadingKeys")
    assert keys == {
        "retention": None,
        "retention-sweep": ["WAITING#*"],
        "retention-daily": ["WAITING#*", "ASKED#*", "CHOSEN#*", "NEEDCODE#*"],
    }


def test_what_sends_email_at_once_may_write_a_link_and_no_other_item(service: Template) -> None:
    writing = [
        one
        for one in service.statements("redeploy/schedules.on_stream")
        if touches(one, "RedeployTable") and "dynamodb:PutItem" in listed(one["Action"])
    ]
    (statement,) = writing
    assert statement["Condition"] == {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["LINK#*"]}}


@pytest.mark.parametrize("handler", ["levy/app.app", "redeploy/app.app", "retention/app.app"])
def test_a_page_may_change_only_sessions_and_counters_in_the_directory(handler: str, service: Template) -> None:
    writing = [
        one
        for one in service.statements(handler)
        if touches(one, "DirectoryTable") and WRITES & set(listed(one["Action"]))
    ]
    (statement,) = writing
    assert listed(statement["Action"]) == ["dynamodb:UpdateItem"]
    assert statement["Condition"] == {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["SECRETS#*", "REQUESTS#*"]}
    }


def test_a_page_may_mark_a_session_as_seen_and_may_not_change_a_role() -> None:
    (asks,) = [grant.leading for grant in LEVY_PAGES.grants if grant.leading]
    assert any(secrets_pk("somebody").startswith(prefix) for prefix in asks)
    assert not any(person_pk("somebody").startswith(prefix) for prefix in asks)
    assert not any(organisation_pk("VLA01").startswith(prefix) for prefix in asks)


@pytest.mark.parametrize(
    "spec",
    [LEVY_STREAM, LEVY_SWEEP, REDEPLOY_STREAM, REDEPLOY_SWEEP, RETENTION_STREAM, RETENTION_SWEEP],
    ids=lambda spec: spec.name,
)
def test_a_drain_of_the_outbox_reads_the_directory_and_changes_nothing_in_it(
    spec: FunctionSpec, service: Template
) -> None:
    assert actions_on(service, handler_of(spec.name), "DirectoryTable") == {
        "dynamodb:GetItem",
        "dynamodb:BatchGetItem",
        "dynamodb:Query",
    }


def test_no_function_may_scan_a_table(service: Template) -> None:
    granted = {action for _, one in service.all_statements() for action in listed(one["Action"])}
    assert "dynamodb:Query" in granted
    assert not {"dynamodb:Scan", "dynamodb:PartiQLSelect"} & granted


def test_only_the_drains_of_the_outbox_may_send_email_and_only_as_us(service: Template) -> None:
    senders = {}
    for spec in FUNCTIONS:
        for one in service.statements(handler_of(spec.name)):
            if "ses:SendEmail" in listed(one["Action"]):
                senders[spec.name] = one
    drains = {spec.name for spec in FUNCTIONS if spec.name.endswith(("-stream", "-sweep"))}
    assert set(senders) == drains - {"portal-sweep"}
    for one in senders.values():
        assert "identity/" in json.dumps(one["Resource"])
        assert "ses:FromAddress" in one["Condition"]["StringEquals"]


def test_only_the_portal_may_read_the_secret_of_the_sign_in_client(service: Template) -> None:
    readers = [
        spec.name for spec in FUNCTIONS if "cognito-idp" in json.dumps(service.statements(handler_of(spec.name)))
    ]
    assert readers == ["portal"]


def test_no_action_is_a_wildcard(templates: dict[str, Template]) -> None:
    wild = [
        (policy, action)
        for template in templates.values()
        for policy, one in template.all_statements()
        for action in listed(one["Action"])
        if "*" in action
    ]
    assert wild == []


def test_a_resource_is_a_wildcard_only_where_aws_knows_no_resource(templates: dict[str, Template]) -> None:
    wild = {
        tuple(sorted(listed(one["Action"])))
        for template in templates.values()
        for _, one in template.all_statements()
        if any(resource == "*" for resource in listed(one["Resource"]))
    }
    assert wild == {TRACES}


def test_no_resource_ends_in_a_wildcard(templates: dict[str, Template]) -> None:
    partly = [
        (policy, resource)
        for template in templates.values()
        for policy, one in template.all_statements()
        for resource in listed(one["Resource"])
        if resource != "*" and "*" in json.dumps(resource)
    ]
    assert partly == []


@pytest.mark.parametrize("name", ["Levy", "Redeploy", "Retention"])
def test_a_key_is_used_only_through_dynamodb(name: str, service: Template) -> None:
    uses = [one for one in service.statements(f"{name.lower()}/app.app") if touches(one, f"{name}Key")]
    assert uses
    for one in uses:
        assert one["Condition"] == {"StringEquals": {"kms:ViaService": "dynamodb.eu-west-2.amazonaws.com"}}


@pytest.mark.parametrize("handler", PAGES)
def test_no_function_is_told_a_secret(handler: str, service: Template) -> None:
    _, function = service.function(handler)
    told = function["Environment"]["Variables"]
    assert not [name for name in told if "SECRET" in name or "PASSWORD" in name or "TOKEN_KEY" in name]
    assert "ClientSecret" not in json.dumps(told)
    assert "{{resolve:" not in json.dumps(told)


def test_functions_are_told_only_what_the_settings_know(service: Template) -> None:
    from shared.settings import Settings  # noqa: PLC0415

    _, function = service.function("levy/app.app")
    known = {f"EXCHANGE_{name.upper()}" for name in Settings.model_fields} - {"EXCHANGE_ON_AWS"}
    assert set(function["Environment"]["Variables"]) == known | {"PYDANTIC_DISABLE_PLUGINS"}
