"""From an HTTP request to a REST proxy event and back: what API Gateway does between a browser and a Lambda.

The same Chalice objects answer here as on AWS. One of them is made for one request at a time, as a Lambda
is, so `threaded` gives it a current request for each thread.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chalice.app import Chalice
from chalice.local import LambdaContext, LocalChalice

from infra.local.routing import Match, Routes, UnknownPath, WrongMethod, query_fields, route
from shared.ids import new_id

_MEMORY_MB = 512
_LIMIT_MS = 29_000  # API Gateway waits no longer


@dataclass(frozen=True)
class Request:
    """An HTTP request whose framing was sound. `path` and `query` are as sent, percent-encoded."""

    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    source_ip: str


@dataclass(frozen=True)
class Reply:
    """What goes back. `resource` is the route that answered, for the log: it holds no id and no query."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    resource: str = "-"


@dataclass(frozen=True)
class Unanswered(Exception):
    """No view answers the request: 404 or 405, with the methods that would be answered."""

    status: int
    allowed: tuple[str, ...] = field(default=())


def threaded(app: Chalice) -> Chalice:
    """The same app object, made safe to call from several threads at once."""
    if not isinstance(app, LocalChalice):
        app.__class__ = type("ThreadedChalice", (LocalChalice, app.__class__), {})
    return app


def routes_of(app: Chalice) -> dict[str, dict[str, Chalice]]:
    """The routes of an app as a table of who answers what."""
    return {resource: dict.fromkeys(methods, app) for resource, methods in app.routes.items()}


def answer(request: Request, routes: Routes[Chalice]) -> Reply:
    """What the app that owns the request's path replies.

    Raises Unanswered when there is none, BrokenAddress when the path or query is not UTF-8.
    """
    found = route(request.method, request.path, routes)
    if isinstance(found, UnknownPath):
        raise Unanswered(404)
    if isinstance(found, WrongMethod):
        raise Unanswered(405, found.allowed)
    event = proxy_event(request, found)
    context = LambdaContext(found.owner.app_name, _MEMORY_MB, _LIMIT_MS)
    return reply_from(found.owner(event, context), found.resource)


def proxy_event(request: Request, match: Match[Any]) -> dict[str, Any]:
    """The event that a Lambda behind a REST API gets for the request (payload format 1.0)."""
    method = "GET" if request.method == "HEAD" else request.method
    headers = _gathered(request.headers)
    query = query_fields(request.query)
    return {
        "resource": match.resource,
        "path": request.path,
        "httpMethod": method,
        "headers": _last(headers),
        "multiValueHeaders": headers,
        "queryStringParameters": _last(query) or None,
        "multiValueQueryStringParameters": query or None,
        "pathParameters": match.parameters or None,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "resourcePath": match.resource,
            "path": request.path,
            "protocol": "HTTP/1.1",
            "requestId": new_id(),
            "stage": "local",
            "identity": {"sourceIp": request.source_ip, "userAgent": _last(headers).get("user-agent")},
        },
        "body": base64.b64encode(request.body).decode("ascii") if request.body else None,
        "isBase64Encoded": bool(request.body),
    }


def reply_from(response: Mapping[str, Any], resource: str) -> Reply:
    """The HTTP reply that API Gateway makes of a Lambda's response. Raises ValueError for a broken header."""
    body = response.get("body") or ""
    content = base64.b64decode(body) if response.get("isBase64Encoded") else body.encode()
    single = response.get("headers") or {}
    multiple = response.get("multiValueHeaders") or {}
    headers = [(name, str(value)) for name, value in single.items() if name not in multiple]
    headers += [(name, str(value)) for name, values in multiple.items() for value in values]
    if not all(value.isascii() and value.isprintable() for _, value in headers):
        raise ValueError("A header of the reply holds a line break or a letter that headers cannot carry.")
    return Reply(response["statusCode"], tuple(headers), content, resource)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    gathered: dict[str, list[str]] = {}
    for name, value in pairs:
        gathered.setdefault(name.lower(), []).append(value)
    return gathered


def _last(values: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: held[-1] for name, held in values.items()}
