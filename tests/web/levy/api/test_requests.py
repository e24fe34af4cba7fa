"""What every request must carry: a good token, a key, a body that is a command."""

from typing import Any

import pytest

from functions.levy.api.operations import OPERATIONS
from functions.levy.app import app
from shared.table import Busy, Table
from tests.levies import stored_pledge
from tests.web.levy.api.machines import ANYBODY, pledge_body
from tests.web.machine import Machine


def test_without_a_good_token_nothing_else_is_answered(partners: None) -> None:
    for one in OPERATIONS:
        if not one.is_open:
            path = one.path.replace("{", "").replace("}", "")
            for who in (ANYBODY, Machine(app, "wx_manager." + "a" * 43), Machine(app, "rubbish")):
                assert who.ask(one.method, path, {} if one.bodies else None, key="k").status == 401, one.name


def test_a_post_without_a_key_is_refused_and_the_header_named(manager: Machine) -> None:
    said = manager.post("/api/levy/applications", key="")
    assert (said.status, said.wrong) == (400, [("Idempotency-Key", "missing")])


@pytest.mark.parametrize("key", ["k" * 129, "two words"])
def test_a_key_that_could_not_be_kept_is_refused(manager: Machine, key: str) -> None:
    assert manager.post("/api/levy/applications", key=key).status == 400


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"\xff", 400),
        (b'{"note": "\\u0000"}', 400),
        (b'{"note": "\\ud800"}', 400),
        (b'{"amount_pence": NaN}', 400),
        (b"[" * 10_000, 400),
        (b'{"note": "' + b"x" * 100_000 + b'"}', 413),
        (b"[]", 400),
        (b"null", 400),
        (b'"text"', 400),
        (b"{}", 422),
    ],
)
def test_a_body_that_is_no_command_is_a_4xx(finance_lead: Machine, body: bytes, status: int) -> None:
    assert finance_lead.post("/api/levy/pledges", body).status == status


def test_another_content_type_is_refused(finance_lead: Machine) -> None:
    typed = Machine(app, finance_lead.token, headers={"content-type": "text/xml"})
    assert typed.post("/api/levy/pledges", pledge_body()).status == 415


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"colour": "blue"}, "colour", "extra_forbidden"),
        ({"pledge_id": "mine"}, "pledge_id", "extra_forbidden"),
        ({"amount_pence": "1000000"}, "amount_pence", "int_type"),
        ({"amount_pence": 10.5}, "amount_pence", "int_type"),
        ({"tax_year": "2026/28"}, "tax_year", "tax_year_invalid"),
        ({"criteria": {"levels": [9]}}, "criteria.levels", "less_than_equal"),
        ({"note": "x" * 2001}, "note", "string_too_long"),
    ],
)
def test_a_field_that_is_wrong_or_unknown_is_named(
    finance_lead: Machine, changed: dict[str, Any], field: str, rule: str
) -> None:
    said = finance_lead.post("/api/levy/pledges", pledge_body(**changed))
    assert (said.status, said.wrong) == (422, [(field, rule)])


def test_a_busy_database_is_told_with_when_to_try_again(
    finance_lead: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    pledge = stored_pledge()

    def busy(*_: object, **__: object) -> None:
        raise Busy

    monkeypatch.setattr(Table, "commit", busy)
    wrote = finance_lead.post(f"/api/levy/pledges/{pledge.pledge_id}/close", {"version": 1, "why": ""})
    monkeypatch.setattr(Table, "page", busy)
    read = finance_lead.get("/api/levy/pledges")
    assert (wrote.status, wrote.headers["retry-after"]) == (429, "1")
    assert wrote.body["type"] == "urn:exchange:refusal:busy"
    assert (read.status, read.headers["retry-after"]) == (429, "2")
