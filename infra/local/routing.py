"""Which view answers a request: the part of API Gateway's work that is pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import parse_qsl, unquote

T = TypeVar("T")

Routes = Mapping[str, Mapping[str, T]]
"""What answers each method of each resource: `{"/levy/{application_id}": {"GET": app}}`."""

MAX_QUERY_FIELDS = 100


@dataclass(frozen=True)
class Match(Generic[T]):
    """The owner of a resource, as its routes name it, and the decoded values of its path parameters."""

    resource: str
    parameters: dict[str, str]
    owner: T


@dataclass(frozen=True)
class UnknownPath:
    """No resource has this path."""


@dataclass(frozen=True)
class WrongMethod:
    """The resource exists and answers other methods."""

    resource: str
    allowed: tuple[str, ...]


class BrokenAddress(ValueError):
    """A path or query that is not percent-encoded UTF-8, or has too many fields: the client's fault."""


def merge(tables: Iterable[Routes[T]]) -> dict[str, dict[str, T]]:
    """One table of several services' routes. Raises ValueError when two answer the same method and path."""
    merged: dict[str, dict[str, T]] = {}
    for table in tables:
        for resource, methods in table.items():
            for method, owner in methods.items():
                if method in merged.setdefault(resource, {}):
                    raise ValueError(f"Two services answer {method} {resource}.")
                merged[resource][method] = owner
    return merged


def route(method: str, path: str, routes: Routes[T]) -> Match[T] | UnknownPath | WrongMethod:
    """What answers `method` at `path` (as sent: percent-encoded, without a query).

    As in API Gateway: a literal segment wins over a parameter; segments are split before they are decoded,
    so that an encoded slash stays inside its segment; one slash at the end is ignored. HEAD is answered
    by what answers GET. Raises BrokenAddress when a parameter is not percent-encoded UTF-8.
    """
    segments = _segments(path)
    candidates = [resource for resource in routes if _fits(resource, segments)]
    if not candidates:
        return UnknownPath()
    resource = min(candidates, key=_openness)
    methods = routes[resource]
    wanted = "GET" if method == "HEAD" and "HEAD" not in methods else method
    if wanted not in methods:
        return WrongMethod(resource, tuple(sorted(methods)))
    return Match(resource, _parameters(resource, segments), methods[wanted])


def query_fields(query: str) -> dict[str, list[str]]:
    """The fields of a query string, decoded, each with all its values in order; `+` is a space.

    Raises BrokenAddress when it is not percent-encoded UTF-8 or has more than 100 fields.
    """
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=MAX_QUERY_FIELDS)
    except ValueError as error:  # includes UnicodeDecodeError
        raise BrokenAddress("query") from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _segments(path: str) -> list[str]:
    return path.removeprefix("/").removesuffix("/").split("/")


def _fits(resource: str, segments: list[str]) -> bool:
    pattern = _segments(resource)
    return len(pattern) == len(segments) and all(
        bool(sent) if _is_parameter(expected) else expected == sent
        for expected, sent in zip(pattern, segments, strict=True)
    )


def _openness(resource: str) -> list[bool]:
    """Sorts a literal before a parameter, segment by segment."""
    return [_is_parameter(segment) for segment in _segments(resource)]


def _is_parameter(segment: str) -> bool:
    return segment.startswith("{") and segment.endswith("}")


def _parameters(resource: str, segments: list[str]) -> dict[str, str]:
    try:
        return {
            expected[1:-1]: unquote(sent, errors="strict")
            for expected, sent in zip(_segments(resource), segments, strict=True)
            if _is_parameter(expected)
        }
    except UnicodeDecodeError as error:
        raise BrokenAddress("path") from error
