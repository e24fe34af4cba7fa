"""What the API answers anybody: the estimate, the standards, its own document."""

from typing import Any

import pytest

from functions.levy.app import app
from tests.web.levy.api.machines import ANYBODY
from tests.web.machine import Machine

ESTIMATE = "/api/levy/estimate"
EXPIRY: dict[str, Any] = {
    "levy": [{"month": "2026-05", "pence": 100_000}],
    "spending": [{"month": "2026-07", "pence": 50_000}],
    "expired": [{"month": "2026-06", "pence": 0}],
    "rules": [{"from": "2015-01", "months": 24}, {"from": "2026-08", "months": 12}],
}
NURSING_ASSOCIATE = "standard=ST0827&apprentices=1&start=2026-10"


def test_the_estimate_of_the_issue_is_answered_to_the_penny(tables: object) -> None:
    said = ANYBODY.get(ESTIMATE, NURSING_ASSOCIATE)
    assert said.status == 200
    assert list(said.body)[:7] == [
        "standard",
        "band_pence",
        "duration_months",
        "total_pence",
        "one_year_pence",
        "years",
        "snapshot_on",
    ]
    assert said.body["standard"] == "ST0827"
    assert said.body["band_pence"] == said.body["total_pence"] == 1_500_000
    assert (said.body["duration_months"], said.body["one_year_pence"]) == (24, 600_000)
    assert said.body["years"] == [
        {"tax_year": "2026/27", "pence": 250_000},
        {"tax_year": "2027/28", "pence": 600_000},
        {"tax_year": "2028/29", "pence": 650_000},
    ]
    assert said.headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("query", "field", "rule"),
    [
        ("apprentices=1&start=2026-10", "standard", "missing"),
        ("standard=nurse&apprentices=1&start=2026-10", "standard", "standard_ref_invalid"),
        ("standard=ST9999&apprentices=1&start=2026-10", "standard", "unknown"),
        ("standard=ST0239&apprentices=1&start=2026-10", "standard", "retired"),
        ("standard=ST0384&apprentices=1&start=2027-02", "standard", "closed_to_new_starts"),
        ("standard=ST0827&apprentices=0&start=2026-10", "apprentices", "greater_than_equal"),
        ("standard=ST0827&apprentices=many&start=2026-10", "apprentices", "int_parsing"),
        ("standard=ST0827&apprentices=1&start=October", "start", "month_invalid"),
        ("standard=ST0827&apprentices=1&start=2019-10", "start", "start_too_early"),
        ("standard=ST0827&apprentices=1&start=2999-10", "start", "start_too_late"),
        (f"{NURSING_ASSOCIATE}&price_each_pence=99", "price_each_pence", "greater_than_equal"),
        (f"{NURSING_ASSOCIATE}&colour=blue", "colour", "extra_forbidden"),
    ],
)
def test_bad_input_is_told_with_the_field_and_the_rule(tables: object, query: str, field: str, rule: str) -> None:
    said = ANYBODY.get(ESTIMATE, query)
    assert (said.status, said.headers["content-type"]) == (422, "application/problem+json")
    assert said.wrong == [(field, rule)]
    assert said.body["errors"][0]["detail"]


def test_an_address_may_ask_sixty_times_a_minute(tables: object) -> None:
    statuses = [ANYBODY.get(ESTIMATE, NURSING_ASSOCIATE).status for _ in range(60)]
    assert set(statuses) == {200}
    said = ANYBODY.get(ESTIMATE, NURSING_ASSOCIATE)
    assert (said.status, said.headers["content-type"]) == (429, "application/problem+json")
    assert 1 <= int(said.headers["retry-after"]) <= 60
    assert Machine(app, address="192.0.2.8").get(ESTIMATE, NURSING_ASSOCIATE).status == 200


def test_the_standards_of_a_month_are_listed_with_the_date_of_their_figures(tables: object) -> None:
    said = ANYBODY.get("/api/levy/standards", "start=2027-01")
    listed = {one["standard"]: one for one in said.body["items"]}
    assert listed["ST0827"]["band_pence"] == 1_500_000
    assert listed["ST0827"]["snapshot_on"]
    assert "ST0384" not in listed  # closed to new starts by then
    assert "ST0384" in str(ANYBODY.get("/api/levy/standards", "start=2026-11").body)


def test_the_document_is_served_to_anybody(tables: object) -> None:
    said = ANYBODY.get("/api/openapi.json")
    assert said.status == 200
    assert said.body["openapi"] == "3.1.0"
    assert "/api/levy/estimate" in said.body["paths"]


def test_the_expiry_of_the_issue_is_answered_without_a_token_or_a_key(tables: object) -> None:
    said = ANYBODY.post("/api/levy/expiry", EXPIRY, key="")
    assert said.status == 200
    assert said.body == {"expiries": [{"paid_in": "2026-05", "expires": "2028-05", "pence": 50_000}]}
    by_date = {name: value for name, value in EXPIRY.items() if name != "rules"}
    assert ANYBODY.post("/api/levy/expiry", by_date, key="").body == said.body


@pytest.mark.parametrize(
    ("changed", "field", "rule"),
    [
        ({"levy": None}, "levy", "tuple_type"),
        ({"levy": [{"month": "May 2026", "pence": 1}]}, "levy.0.month", "month_invalid"),
        ({"levy": [{"month": "2026-05", "pence": 1.5}]}, "levy.0.pence", "int_type"),
        ({"levy": [{"month": "2026-05", "pence": "1"}]}, "levy.0.pence", "int_type"),
        ({"levy": [{"month": "2026-05", "pence": 1}] * 1_001}, "levy", "too_long"),
        ({"expired": [{"month": "2026-05", "pence": -1}]}, "expired.0.pence", "greater_than_equal"),
        ({"rules": []}, "rules", "rule_missing"),
        ({"rules": [{"from": "2015-01", "months": 0}]}, "rules.0.months", "greater_than_equal"),
        ({"rules": [{"from": "2026-06", "months": 12}]}, "rules", "rule_missing"),
        ({"rules": [{"from": "2015-01", "months": 12}] * 2}, "rules", "rule_twice"),
        ({"colour": "blue"}, "colour", "extra_forbidden"),
    ],
)
def test_an_expiry_that_cannot_be_worked_out_says_where_and_why(
    tables: object, changed: dict[str, Any], field: str, rule: str
) -> None:
    said = ANYBODY.post("/api/levy/expiry", EXPIRY | changed, key="")
    assert (said.status, said.wrong) == (422, [(field, rule)])
    assert said.body["errors"][0]["detail"]
