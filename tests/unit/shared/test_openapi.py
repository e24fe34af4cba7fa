"""The document of a JSON API is what its operations say, in valid OpenAPI 3.1."""

from typing import Annotated, Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, ConfigDict, Field

from functions.levy.api.operations import OPERATIONS, description
from functions.levy.app import app
from functions.levy.domain.commands import Approve
from shared.web.openapi import Operation, body_model, document


class Wish(BaseModel):
    """A wish."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    thing_id: str
    words: Annotated[str, Field(max_length=20)]


class Asked(BaseModel):
    """What a list asks."""

    colour: str
    after: str = ""


class Thing(BaseModel):
    """A thing."""

    name: str


GRANT = Operation(
    "POST",
    "/api/things/{thing_id}/grant",
    "grant",
    "Grant it",
    Thing,
    bodies=(Wish,),
    given=frozenset({"thing_id"}),
)
LIST = Operation("GET", "/api/things", "things", "Things", Thing, query=Asked, is_open=True)


@pytest.fixture
def small() -> dict[str, Any]:
    return document("Things", "1", "About things.", "http://127.0.0.1:8000", [GRANT, LIST])


def test_the_document_is_valid(small: dict[str, Any]) -> None:
    assert list(OpenAPIV31SpecValidator(small).iter_errors()) == []


def test_what_the_address_gives_is_not_asked_again_in_the_body(small: dict[str, Any]) -> None:
    schema = small["components"]["schemas"]["WishBody"]
    assert list(schema["properties"]) == ["words"]
    assert schema["properties"]["words"]["maxLength"] == 20
    assert schema["additionalProperties"] is False
    [parameter, _] = small["paths"]["/api/things/{thing_id}/grant"]["post"]["parameters"]
    assert (parameter["name"], parameter["in"], parameter["required"]) == ("thing_id", "path", True)


def test_a_post_needs_its_key_and_a_get_has_none(small: dict[str, Any]) -> None:
    posted = small["paths"]["/api/things/{thing_id}/grant"]["post"]["parameters"][-1]
    assert (posted["name"], posted["in"], posted["required"]) == ("Idempotency-Key", "header", True)
    got = small["paths"]["/api/things"]["get"]["parameters"]
    assert [(one["name"], one["in"], one["required"]) for one in got] == [
        ("colour", "query", True),
        ("after", "query", False),
    ]


def test_an_open_operation_needs_no_token_and_every_other_does(small: dict[str, Any]) -> None:
    assert small["paths"]["/api/things"]["get"]["security"] == []
    assert "security" not in small["paths"]["/api/things/{thing_id}/grant"]["post"]
    assert small["security"] == [{"token": []}]


def test_the_levy_document_is_valid() -> None:
    assert list(OpenAPIV31SpecValidator(description()).iter_errors()) == []


def test_the_check_of_validity_can_fail() -> None:
    broken = description() | {"paths": {"/x/{id}": {"get": {"responses": {}}}}}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_every_api_route_is_in_the_document_and_the_other_way_round() -> None:
    served = {
        (path, method)
        for path, methods in app.routes.items()
        for method in methods
        if path.startswith("/api/") and path != "/api/openapi.json"
    }
    described = {(path, method.upper()) for path, methods in description()["paths"].items() for method in methods}
    assert served == described == {(one.path, one.method) for one in OPERATIONS}


def test_operations_have_names_of_their_own() -> None:
    names = [one.name for one in OPERATIONS]
    assert len(names) == len(set(names))


def test_a_body_keeps_the_rules_of_its_command() -> None:
    body = body_model(Approve, frozenset({"application_id"}))
    assert "application_id" not in body.model_fields
    assert body.model_json_schema()["properties"]["shares"]["minItems"] == 1
