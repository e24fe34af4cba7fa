"""One REST API with a resource for each Chalice route.

Chalice finds a view by API Gateway's *resource path*, so `{proxy+}` would answer 405: each route of each app
is made a resource, and a test holds the two lists equal.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from chalice.app import Chalice
from constructs import Construct

from infra.stacks.error_pages import add_error_pages
from infra.stacks.lambdas import log_group
from infra.stages import Stage

# Answered without sign-in and worth the asking of a machine, so held tighter than the rest.
OPEN_ROUTES = (("GET", "/levy/estimate"), ("GET", "/api/levy/estimate"))

# Codes, ids and times. No address, no query string, no path as it was typed: what a person asked for stays theirs.
_ACCESS_LOG = {
    "requestId": "$context.requestId",
    "traceId": "$context.xrayTraceId",
    "requestedAt": "$context.requestTimeEpoch",
    "method": "$context.httpMethod",
    "route": "$context.resourcePath",
    "status": "$context.status",
    "responseBytes": "$context.responseLength",
    "responseMs": "$context.responseLatency",
    "functionMs": "$context.integration.latency",
    "functionStatus": "$context.integration.status",
    "refusedBy": "$context.error.responseType",
}


class RouteClash(Exception):
    """Two routes that API Gateway cannot hold together; the message names them."""


@dataclass(frozen=True)
class Service:
    """A Chalice app and the name of the function that runs it."""

    name: str
    app: Chalice

    def routes(self) -> Iterator[tuple[str, str]]:
        """The method and path of every route."""
        for path, methods in self.app.routes.items():
            for method in methods:
                yield method, path


def check_routes(services: Iterable[Service]) -> None:
    """Raise RouteClash where two services own one route, or siblings name their variable differently.

    API Gateway allows one variable among the children of a resource, and says so only when it is deployed.
    """
    owners: dict[tuple[str, str], str] = {}
    variables: dict[str, str] = {}
    for service in services:
        for method, path in service.routes():
            if owners.setdefault((method, path), service.name) != service.name:
                raise RouteClash(f"{method} {path} belongs to {owners[method, path]} and to {service.name}")
            parts = path.strip("/").split("/")
            for depth, part in enumerate(parts):
                parent = "/" + "/".join(parts[:depth])
                if part.startswith("{") and variables.setdefault(parent, part) != part:
                    raise RouteClash(f"{parent} has the children {variables[parent]} and {part}")


def make_api(scope: Construct, stage: Stage, logs_key: kms.IKey) -> apigateway.RestApi:
    """The API and its stage, with no methods yet: what a function is told of it must not wait for them.

    Every body travels as bytes (`*/*`), so that a compressed style sheet needs no luck with `Accept`.
    """
    access_log = log_group(scope, "AccessLogs", stage, logs_key)
    api = apigateway.RestApi(
        scope,
        "Api",
        rest_api_name=f"workforce-exchange-{stage.name}",
        endpoint_types=[apigateway.EndpointType.REGIONAL],
        binary_media_types=["*/*"],
        cloud_watch_role=True,
        deploy_options=apigateway.StageOptions(
            stage_name=stage.name,
            access_log_destination=apigateway.LogGroupLogDestination(access_log),
            access_log_format=apigateway.AccessLogFormat.custom(json.dumps(_ACCESS_LOG)),
            logging_level=apigateway.MethodLoggingLevel.ERROR,
            data_trace_enabled=False,  # it would write forms and cookies to the log
            metrics_enabled=True,
            tracing_enabled=True,
            throttling_rate_limit=stage.throttle.rate,
            throttling_burst_limit=stage.throttle.burst,
            method_options=_open_routes(stage),
        ),
    )
    add_error_pages(api)
    return api


def add_routes(
    api: apigateway.RestApi, services: Iterable[Service], functions: Mapping[str, lambda_.IFunction]
) -> None:
    """A resource and a method for each route of each service's app, answered by its function."""
    for service in services:
        # One permission for the whole API: one a method would use up the 500 resources of a stack.
        answer = apigateway.LambdaIntegration(functions[service.name], scope_permission_to_method=False)
        for method, path in service.routes():
            resource = api.root if path == "/" else api.root.resource_for_path(path)
            resource.add_method(method, answer)


def _open_routes(stage: Stage) -> dict[str, apigateway.MethodDeploymentOptions]:
    tighter = apigateway.MethodDeploymentOptions(
        throttling_rate_limit=stage.open_throttle.rate,
        throttling_burst_limit=stage.open_throttle.burst,
        logging_level=apigateway.MethodLoggingLevel.ERROR,
        data_trace_enabled=False,
        metrics_enabled=True,
    )
    return {f"{path}/{method}": tighter for method, path in OPEN_ROUTES}
