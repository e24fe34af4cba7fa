"""The document of a JSON API (OpenAPI 3.1), from the models that the API itself reads and writes.

One `Operation` both registers a route and describes it, so that neither can be without the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.json_schema import models_json_schema

from shared.web.forms import FieldProblem

_REFS = "#/components/schemas/{model}"
_ID = {"type": "string", "pattern": "^[A-Za-z0-9_.~-]{1,128}$"}
_WHY = {
    400: "The request cannot be read, or it lacks its Idempotency-Key.",
    401: "There is no token, or it stands for nobody any more.",
    404: "It is not there, or it is not yours to see.",
    409: "The record has moved on; look at it as it is now.",
    413: "More than 100 kB was sent.",
    415: "The body is not application/json in UTF-8.",
    422: "A field, or a rule of the service, says no. `errors` names each field and its rule.",
    429: "Ask again after the seconds of the header Retry-After; nothing is known to be lost.",
    500: "A fault of the service. `detail` has a reference to quote.",
}

Schema = dict[str, Any]


class Problem(BaseModel):
    """What went wrong (RFC 9457). `errors` is there where fields are wrong."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


@dataclass(frozen=True)
class Operation:
    """One route: what it is called, what it reads and what it answers.

    `given` are the fields of the body that the address says already; `choices` the values that a part of the
    address may have. `is_read`: a POST that changes nothing, so that it needs no key to be sent again.
    """

    method: str
    path: str
    name: str
    summary: str
    reply: type[BaseModel]
    status: int = 200
    query: type[BaseModel] | None = None
    bodies: tuple[type[BaseModel], ...] = ()
    given: frozenset[str] = frozenset()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_open: bool = False
    is_read: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parts of the address that vary."""
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def changes(self) -> bool:
        """Whether it may change anything."""
        return self.method != "GET" and not self.is_read

    @property
    def statuses(self) -> tuple[int, ...]:
        """Every status that it may answer with."""
        own = {400, 413, 415, 429, 500}
        own |= set() if self.is_open else {401, 404}
        own |= {422} if self.query else set()
        own |= {422} if self.bodies else set()
        own |= {409, 422} if self.changes else set()
        return (self.status, *sorted(own))


def document(title: str, version: str, description: str, server: str, operations: Iterable[Operation]) -> Schema:
    """The OpenAPI 3.1 document of these operations."""
    listed = tuple(operations)
    read = {body_model(body, one.given) for one in listed for body in one.bodies}
    asked = {one.query for one in listed if one.query}
    written = {one.reply for one in listed} | {Problem}
    refs, defined = models_json_schema(
        [
            *((model, "validation") for model in sorted(read | asked, key=_qualified)),
            *((model, "serialization") for model in sorted(written, key=_qualified)),
        ],
        ref_template=_REFS,
    )
    schemas = defined["$defs"]
    paths: Schema = {}
    for one in listed:
        paths.setdefault(one.path, {})[one.method.lower()] = _described(one, refs, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": description},
        "servers": [{"url": server}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": {name: schema for name, schema in schemas.items() if name not in _only_asked(asked, refs)},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


@cache
def body_model(model: type[BaseModel], given: frozenset[str]) -> type[BaseModel]:
    """The model of what a body holds: the command without the fields that the address gives."""
    if not given & model.model_fields.keys():
        return model
    left: dict[str, Any] = {
        name: (about.annotation, about) for name, about in model.model_fields.items() if name not in given
    }
    name = f"{model.__name__}Body"
    return create_model(name, __config__=model.model_config, __doc__=model.__doc__, **left)


def _described(one: Operation, refs: Mapping[Any, Any], schemas: Schema) -> Schema:
    described: Schema = {
        "operationId": one.name,
        "summary": one.summary,
        "parameters": [*_path_parameters(one), *_query_parameters(one, refs, schemas), *_key_parameter(one)],
        "responses": {str(status): _response(one, status, refs) for status in one.statuses},
    }
    if one.is_open:
        described["security"] = []
    if one.bodies:
        choices = [refs[body_model(body, one.given), "validation"] for body in one.bodies]
        schema = choices[0] if len(choices) == 1 else {"anyOf": choices}
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return described


def _path_parameters(one: Operation) -> list[Schema]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "enum": list(one.choices[name])} if name in one.choices else _ID,
        }
        for name in one.parameters
    ]


def _query_parameters(one: Operation, refs: Mapping[Any, Any], schemas: Schema) -> list[Schema]:
    if one.query is None:
        return []
    schema = schemas[_name(refs[one.query, "validation"])]
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": about}
        for name, about in schema["properties"].items()
    ]


def _key_parameter(one: Operation) -> list[Schema]:
    if not one.changes:
        return []
    about = "The same key again is a replay: the same reply, no second effect."
    shape = {"type": "string", "pattern": "^[!-~]{1,128}$"}
    is_needed = one.method == "POST"
    return [
        {"name": "Idempotency-Key", "in": "header", "required": is_needed, "schema": shape, "description": about}
    ]


def _response(one: Operation, status: int, refs: Mapping[Any, Any]) -> Schema:
    if status == one.status:
        content = {"application/json": {"schema": refs[one.reply, "serialization"]}}
        return {"description": one.summary, "content": content}
    content = {"application/problem+json": {"schema": refs[Problem, "serialization"]}}
    return {"description": _WHY[status], "content": content}


def _only_asked(asked: Iterable[type[BaseModel]], refs: Mapping[Any, Any]) -> set[str]:
    """The models of queries, which are told as parameters and have no schema of their own."""
    return {_name(refs[model, "validation"]) for model in asked}


def _name(ref: Mapping[str, str]) -> str:
    return ref["$ref"].rpartition("/")[2]


def _qualified(model: type[BaseModel]) -> str:
    return f"{model.__name__} {model.__module__}"
