"""One REST API with a resource for each Chalice route.

Chalice finds a view by API Gateway's *resource path*, so `{proxy+}` would answer 405: each route of each app
is made a resource, and a test holds the two lists equal. Routes are many and a stack holds 500 resources: those
of each service but the portal are a nested stack, deployed and rolled back with the stack that it is in.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aws_cdk import NestedStack, Stack
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from chalice.app import Chalice
from constructs import Construct

from infra.stacks.error_pages import ERROR_PAGES, add_error_pages, html
from infra.stacks.lambdas import log_group
from infra.stages import Stage

# Answered without sign-in and worth the asking of a machine, so held tighter than the rest.
OPEN_ROUTES = (
    ("GET", "/levy/estimate"),
    ("GET", "/api/levy/estimate"),
    ("GET", "/levy/expiry"),
    ("GET", "/levy/expiry/forecast"),
    ("GET", "/redeploy/redundancy"),
    ("GET", "/api/redeploy/redundancy"),
)

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


def make_api(scope: Construct, stage: Stage) -> apigateway.RestApi:
    """The API with no methods and no stage yet: what a function is told of it must not wait for them.

    Every body travels as bytes (`*/*`), so that a compressed style sheet needs no luck with `Accept`.
    """
    return apigateway.RestApi(
        scope,
        "Api",
        rest_api_name=f"workforce-exchange-{stage.name}",
        endpoint_types=[apigateway.EndpointType.REGIONAL],
        binary_media_types=["*/*"],
        cloud_watch_role=True,
        deploy=False,
    )


def add_routes(
    api: apigateway.RestApi, services: Sequence[Service], functions: Mapping[str, lambda_.IFunction]
) -> list[NestedStack]:
    """A resource and a method for each route of each service's app, answered by its function; the stacks of them.

    What the paths of several services begin with (`/api`) is made once, before them. The service of the front page
    stands beside the API itself, which may not be empty.
    """
    begun = {path: api.root.resource_for_path(path) for path in shared_paths(services)}
    stacks = []
    for service in services:
        roots: dict[str, apigateway.IResource] = {"/": api.root, **begun}
        if ("GET", "/") not in service.routes():
            stacks.append(NestedStack(Stack.of(api), f"{service.name.capitalize()}Routes"))
            roots = _seen_from(stacks[-1], api, begun)
        _add_routes_of(service, functions[service.name], roots)
    return stacks


def shared_paths(services: Iterable[Service]) -> list[str]:
    """The paths that routes of more than one service begin with, the shorter before the longer; not the root."""
    users: dict[str, set[str]] = {}
    for service in services:
        for _, path in service.routes():
            parts = path.strip("/").split("/")
            for depth in range(1, len(parts) + 1):
                users.setdefault("/" + "/".join(parts[:depth]), set()).add(service.name)
    return sorted(path for path, names in users.items() if len(names) > 1 and path != "/")


def publish(
    api: apigateway.RestApi,
    stage: Stage,
    logs_key: kms.IKey,
    services: Iterable[Service],
    functions: Mapping[str, lambda_.Function],
    routes: Iterable[NestedStack],
) -> None:
    """The API's stage, showing all that was added. Made anew whenever that changes: an old one would go on showing
    what was there before."""
    access_log = log_group(api, "AccessLogs", stage, logs_key)
    deployment = apigateway.Deployment(api, "Deployment", api=api)
    deployment.node.add_dependency(*api.methods, *routes, *add_error_pages(api))
    deployment.add_to_logical_id(_shown(services, functions))
    api.deployment_stage = apigateway.Stage(
        api,
        f"DeploymentStage.{stage.name}",
        deployment=deployment,
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
    )


def _seen_from(
    stack: NestedStack, api: apigateway.RestApi, begun: Mapping[str, apigateway.Resource]
) -> dict[str, apigateway.IResource]:
    """The root and what is begun already, by path, as another stack knows them: by their ids."""
    there = apigateway.RestApi.from_rest_api_attributes(
        stack, "Api", rest_api_id=api.rest_api_id, root_resource_id=api.rest_api_root_resource_id
    )
    found: dict[str, apigateway.IResource] = {"/": there.root}
    for path, resource in begun.items():
        found[path] = apigateway.Resource.from_resource_attributes(
            stack, f"Begun{path.replace('/', '-')}", rest_api=there, resource_id=resource.resource_id, path=path
        )
    return found


def _add_routes_of(
    service: Service, function: lambda_.IFunction, roots: Mapping[str, apigateway.IResource]
) -> None:
    # One permission for all routes of a service: one a method would use up the resources of a stack.
    answer = apigateway.LambdaIntegration(function, scope_permission_to_method=False)
    for method, path in service.routes():
        root = max((one for one in roots if f"{path}/".startswith(f"{one.rstrip('/')}/")), key=len)
        rest = path.removeprefix(root).strip("/")
        resource = roots[root].resource_for_path(rest) if rest else roots[root]
        resource.add_method(method, answer)


def _shown(services: Iterable[Service], functions: Mapping[str, lambda_.Function]) -> list[str]:
    """All that the API shows, in words that differ when anything in it does."""
    answering = [
        f"{method} {path} {functions[service.name].node.addr}"
        for service in services
        for method, path in service.routes()
    ]
    return [*sorted(answering), *map(html, ERROR_PAGES)]


def _open_routes(stage: Stage) -> dict[str, apigateway.MethodDeploymentOptions]:
    tighter = apigateway.MethodDeploymentOptions(
        throttling_rate_limit=stage.open_throttle.rate,
        throttling_burst_limit=stage.open_throttle.burst,
        logging_level=apigateway.MethodLoggingLevel.ERROR,
        data_trace_enabled=False,
        metrics_enabled=True,
    )
    return {f"{path}/{method}": tighter for method, path in OPEN_ROUTES}
