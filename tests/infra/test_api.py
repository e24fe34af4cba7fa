import re

import pytest

from infra.stacks.error_pages import ERROR_PAGES, html
from infra.stacks.functions import FUNCTIONS
from tests.infra.templates import Template


def stage(service: Template) -> dict[str, object]:
    properties: dict[str, object] = service.only("AWS::ApiGateway::Stage")["Properties"]
    return properties


def test_the_access_log_holds_no_address_no_query_and_no_path_as_typed(service: Template) -> None:
    setting = stage(service)["AccessLogSetting"]
    assert isinstance(setting, dict)
    logged = set(re.findall(r"\$context\.([A-Za-z.]+)", setting["Format"]))
    assert {"requestId", "resourcePath", "status"} <= logged
    assert not {name for name in logged if name == "path" or name.startswith(("identity", "authorizer"))}
    assert not {name for name in logged if "query" in name.lower()}


def test_the_api_never_logs_what_was_sent(service: Template) -> None:
    settings = stage(service)["MethodSettings"]
    assert isinstance(settings, list)
    assert [one["DataTraceEnabled"] for one in settings] == [False] * len(settings)
    assert {one["LoggingLevel"] for one in settings} == {"ERROR"}


def test_the_api_is_traced_and_throttled(service: Template) -> None:
    settings = stage(service)["MethodSettings"]
    assert stage(service)["TracingEnabled"] is True
    assert isinstance(settings, list)
    (everything,) = [one for one in settings if one["HttpMethod"] == "*"]
    assert 0 < everything["ThrottlingRateLimit"] < everything["ThrottlingBurstLimit"]


def test_a_firewall_with_a_limit_for_each_address_stands_before_the_stage(templates: dict[str, Template]) -> None:
    firewall = templates["Firewall"]
    association = firewall.only("AWS::WAFv2::WebACLAssociation")["Properties"]
    assert "/stages/" in str(association["ResourceArn"])
    rules = firewall.only("AWS::WAFv2::WebACL")["Properties"]["Rules"]
    assert rules[0]["Statement"]["RateBasedStatement"]["Limit"] == 2_000
    managed = [rule["Statement"].get("ManagedRuleGroupStatement", {}).get("Name") for rule in rules]
    assert "AWSManagedRulesCommonRuleSet" in managed


def test_every_log_group_is_encrypted_and_forgets(templates: dict[str, Template]) -> None:
    groups = [
        one["Properties"]
        for template in templates.values()
        for one in template.of_type("AWS::Logs::LogGroup").values()
    ]
    assert len(groups) == len(FUNCTIONS) + 2  # the API, the firewall
    assert all(one["RetentionInDays"] == 30 and "KmsKeyId" in one for one in groups)


@pytest.mark.parametrize("page", ERROR_PAGES, ids=lambda page: page.kind.response_type)
def test_a_refusal_of_the_gateway_is_a_page_that_can_be_read(page: object, service: Template) -> None:
    from infra.stacks.error_pages import ErrorPage  # noqa: PLC0415

    assert isinstance(page, ErrorPage)
    responses = {
        one["Properties"]["ResponseType"]: one["Properties"]
        for one in service.of_type("AWS::ApiGateway::GatewayResponse").values()
    }
    response = responses[page.kind.response_type]
    assert set(response["ResponseTemplates"].values()) == {html(page)}
    body = html(page)
    assert body.startswith('<!DOCTYPE html><html lang="en">')
    assert f"<h1>{page.title}</h1>" in body
    assert f"<title>{page.title} - Workforce Exchange</title>" in body
    assert "<script" not in body
    assert len(body) < 4_000
    headers = response["ResponseParameters"]
    assert headers["gatewayresponse.header.Content-Type"] == "'text/html; charset=utf-8'"
    assert headers["gatewayresponse.header.X-Content-Type-Options"] == "'nosniff'"
    assert all(value.count("'") == 2 for value in headers.values())


def test_an_unknown_path_is_a_404_though_the_gateway_calls_it_a_missing_token(service: Template) -> None:
    statuses = {
        one["Properties"]["ResponseType"]: one["Properties"].get("StatusCode")
        for one in service.of_type("AWS::ApiGateway::GatewayResponse").values()
    }
    assert statuses["MISSING_AUTHENTICATION_TOKEN"] == "404"
    assert statuses["THROTTLED"] == "429"
    assert statuses["REQUEST_TOO_LARGE"] == "413"
