"""What the API answers anybody: the estimate, the standards, its own document."""

import pytest

from functions.levy.app import app
from tests.web.levy.api.machines import ANYBODY
from tests.web.machine import Machine

ESTIMATE = "/api/levy/estimate"
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
