"""Whatever is sent to the API, the answer is one that its document names."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from functions.levy.api.operations import OPERATIONS, description
from functions.levy.app import app
from shared.actors import Role
from shared.web.openapi import Operation
from tests.levies import stored_application, stored_pledge
from tests.partners import an_actor
from tests.web.levy.api.machines import approve_body, machine, pledge_body
from tests.web.machine import Machine, Said

ESTIMATE = "/api/levy/estimate"
DOCUMENT = description()


def documented(one: Operation, said: Said) -> None:
    """The status is one of the operation's, and the body is what the document says for it."""
    assert said.status in one.statuses, (one.name, said)
    assert said.status < 500, (one.name, said)
    answer = DOCUMENT["paths"][one.path][one.method.lower()]["responses"][str(said.status)]
    [(media_type, content)] = answer["content"].items()
    assert said.headers["content-type"] == media_type
    schema = content["schema"] | {"components": DOCUMENT["components"]}
    Draft202012Validator(schema).validate(said.body)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)


def values_of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values near what a schema asks: mostly of the right kind, sometimes anything."""
    if "$ref" in schema:
        return values_of(DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return st.one_of(*map(values_of, schema[several]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"]) | anything
    if "pattern" in schema and schema.get("type") == "string":
        return st.from_regex(schema["pattern"], fullmatch=True) | anything
    match schema.get("type"):
        case "object":
            fields = {name: values_of(about) for name, about in schema.get("properties", {}).items()}
            needed = {name: fields[name] for name in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional={n: v for n, v in fields.items() if n not in needed})
        case "array":
            return st.lists(values_of(schema.get("items", {})), max_size=3)
        case "integer":
            return st.integers(min_value=0, max_value=20_000_000) | anything
        case "boolean":
            return st.booleans()
        case "string":
            return st.text(max_size=30)
    return anything


def bodies_of(one: Operation) -> st.SearchStrategy[Any]:
    content = DOCUMENT["paths"][one.path][one.method.lower()]["requestBody"]["content"]
    return values_of(content["application/json"]["schema"])


_few = settings(max_examples=10, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("one", [one for one in OPERATIONS if one.bodies], ids=lambda one: one.name)
def test_whatever_is_sent_the_answer_is_one_that_the_document_names(partners: None, one: Operation) -> None:
    everything = Role.RECEIVING_EMPLOYER, Role.SENDING_EMPLOYER, Role.ICS_APPROVER
    who = machine(an_actor(*everything, ods_code="RZZ", person_id="everybody"))
    pledge_id = who.post("/api/levy/pledges", pledge_body()).body["id"]
    application_id = who.post("/api/levy/applications").body["id"]
    path = one.path.format(pledge_id=pledge_id, application_id=application_id, section="training", group_id="g1")

    @_few
    @given(body=bodies_of(one), key=st.from_regex("[!-~]{1,128}", fullmatch=True))
    def sent(body: Any, key: str) -> None:
        documented(one, who.ask(one.method, path, body, key=key))

    sent()


queries = st.dictionaries(
    st.sampled_from(["standard", "apprentices", "start", "price_each_pence", "x"]),
    st.sampled_from(
        ["ST0827", "ST0239", "ST9999", "1", "999", "0", "-1", "2026-12", "2030-11", "2026-00", "", "%E9"]
    )
    | st.from_regex("[A-Za-z0-9-]{0,10}", fullmatch=True),
)


def test_whatever_the_estimate_is_asked_the_answer_is_one_that_the_document_names(tables: object) -> None:
    [estimate] = [one for one in OPERATIONS if one.name == "estimate"]
    addresses = iter(range(10_000))

    @settings(max_examples=100, suppress_health_check=list(HealthCheck))
    @given(query=queries)
    def asked(query: dict[str, str]) -> None:
        text = "&".join(f"{name}={value}" for name, value in query.items() if value != "%E9")
        documented(estimate, Machine(app, address=f"192.0.2.{next(addresses)}").get(ESTIMATE, text))

    asked()


def test_every_document_that_is_read_is_what_the_api_describes(
    manager: Machine, approver: Machine, finance_lead: Machine
) -> None:
    pledge, sent = stored_pledge(), stored_application()
    at = f"/api/levy/applications/{sent.application_id}"
    approver.post(f"{at}/approve", approve_body(sent, pledge.pledge_id))
    path = {"pledge_id": pledge.pledge_id, "application_id": sent.application_id}
    reads = [one for one in OPERATIONS if one.method == "GET" and one.name != "estimate"]
    answered = set()
    for one in reads:
        for who in (manager, approver, finance_lead):
            said = who.get(one.path.format(**path))
            documented(one, said)
            answered |= {one.name} if said.status == 200 else set()
    assert answered == {one.name for one in reads}
