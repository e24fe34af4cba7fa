import re

import pytest
from chalice.app import Chalice

from infra.app import services
from infra.stacks.functions import FUNCTIONS
from infra.stacks.rest_api import OPEN_ROUTES, RouteClash, Service, check_routes, shared_paths
from tests.infra.templates import Routes, Template

APPS = {service.name: service for service in services()}


@pytest.mark.parametrize("name", APPS)
def test_the_api_has_exactly_the_routes_of_each_app(name: str, templates: dict[str, Template]) -> None:
    function, _ = templates["Service"].function(_handler(name))
    routes = set(APPS[name].routes())
    assert routes
    assert Routes(templates).by_function()[function] == routes


def test_every_method_is_answered_by_one_of_the_apps(templates: dict[str, Template]) -> None:
    functions = {templates["Service"].function(_handler(name))[0] for name in APPS}
    assert set(Routes(templates).by_function()) == functions


def test_each_service_may_be_asked_by_the_api_and_only_by_it(templates: dict[str, Template]) -> None:
    permissions = [
        one["Properties"]
        for template in templates.values()
        for one in template.of_type("AWS::Lambda::Permission").values()
    ]
    assert len(permissions) == len(APPS)
    assert {one["Principal"] for one in permissions} == {"apigateway.amazonaws.com"}
    assert all("execute-api" in str(one["SourceArn"]) for one in permissions)


def test_the_stage_shows_the_api_only_when_every_route_is_there(service: Template) -> None:
    deployment = service.only("AWS::ApiGateway::Deployment")
    waits_for = set(deployment["DependsOn"])
    assert set(service.of_type("AWS::CloudFormation::Stack")) <= waits_for
    assert set(service.of_type("AWS::ApiGateway::Method")) <= waits_for
    assert set(service.of_type("AWS::ApiGateway::GatewayResponse")) <= waits_for
    stage = service.only("AWS::ApiGateway::Stage")["Properties"]
    assert stage["DeploymentId"]["Ref"] in service.of_type("AWS::ApiGateway::Deployment")


def test_what_the_paths_of_two_services_begin_with_is_made_once() -> None:
    services = [_service("levy", "/api/levy/a", "/levy"), _service("redeploy", "/api/redeploy/{b}", "/redeploy")]
    assert shared_paths(services) == ["/api"]
    assert shared_paths(list(APPS.values())) == ["/api", "/retention"]


def test_the_apps_tell_different_routes_apart() -> None:
    tables = [set(one.routes()) for one in APPS.values()]
    assert sum(len(table) for table in tables) == len(set.union(*tables))


def test_the_open_routes_that_are_held_tighter_exist_and_are(service: Template) -> None:
    every_route = {route for one in APPS.values() for route in one.routes()}
    assert set(OPEN_ROUTES) <= every_route
    settings = service.only("AWS::ApiGateway::Stage")["Properties"]["MethodSettings"]
    throttles = {(one["HttpMethod"], one["ResourcePath"]): one["ThrottlingRateLimit"] for one in settings}
    everything = throttles["*", "/*"]
    for method, path in OPEN_ROUTES:
        assert throttles[method, "/" + path.replace("/", "~1")] < everything


def test_a_stack_nested_or_not_stays_far_from_the_500_resources_that_cloudformation_allows(
    templates: dict[str, Template],
) -> None:
    assert max(len(template.body["Resources"]) for template in templates.values()) < 450


def test_the_api_stays_below_the_300_resources_that_api_gateway_allows_without_asking(
    templates: dict[str, Template],
) -> None:
    assert sum(len(one.of_type("AWS::ApiGateway::Resource")) for one in templates.values()) < 300


def test_two_services_with_one_route_are_refused() -> None:
    with pytest.raises(RouteClash, match="GET /levy belongs to portal and to levy"):
        check_routes([_service("portal", "/levy"), _service("levy", "/levy")])


def test_siblings_that_name_their_variable_differently_are_refused() -> None:
    with pytest.raises(RouteClash, match=re.escape("/levy has the children {pledge_id} and {application_id}")):
        check_routes([_service("levy", "/levy/{pledge_id}", "/levy/{application_id}/offer")])


def test_variables_with_different_parents_may_have_different_names() -> None:
    check_routes([_service("levy", "/levy/pledges/{pledge_id}", "/levy/applications/{application_id}")])


def _handler(name: str) -> str:
    (spec,) = [spec for spec in FUNCTIONS if spec.name == name]
    return spec.handler.removeprefix("functions/")


def _service(name: str, *paths: str) -> Service:
    app = Chalice(app_name=name)
    for number, path in enumerate(paths):
        app.route(path, methods=["GET"], name=f"view_{number}")(lambda **_: {})
    return Service(name, app)
