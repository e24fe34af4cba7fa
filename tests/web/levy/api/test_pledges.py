"""Pledges by the API: offered, changed, closed, listed, each once however often it is sent."""

from functions.levy.app import app
from shared.actors import Role
from tests.levies import (
    CARE_HOME,
    FINANCE_LEAD,
    TRUST,
    left,
    some_figures,
    stored_application,
    stored_figures,
    stored_pledge,
)
from tests.partners import an_actor
from tests.web.levy.api.machines import approve_body, machine, pledge_body
from tests.web.machine import Machine, machine_of


def test_a_pledge_is_offered_read_changed_closed_and_reopened(finance_lead: Machine) -> None:
    made = finance_lead.post("/api/levy/pledges", pledge_body())
    assert (made.status, made.body["status"]) == (201, "open")
    address = made.headers["location"]
    assert address == f"/api/levy/pledges/{made.body['id']}"

    read = finance_lead.get(address).body
    assert read["balances"]["available_pence"] == 10_000_000
    assert (read["version"], read["ods_code"]) == (1, TRUST.ods_code)
    changed = {"version": 1, "amount_pence": 12_000_000, "shows_name": True, "criteria": {}, "note": "more"}
    assert finance_lead.put(address, changed).body["version"] == 2
    assert finance_lead.post(f"{address}/close", {"version": 2, "why": "spent"}).body["status"] == "closed"
    assert finance_lead.post(f"{address}/reopen", {"version": 3, "why": "not spent"}).body["status"] == "open"
    assert finance_lead.get(address).body["balances"]["amount_pence"] == 12_000_000


def test_the_same_key_again_is_a_replay_with_one_effect(finance_lead: Machine) -> None:
    first = finance_lead.post("/api/levy/pledges", pledge_body(), key="once")
    again = finance_lead.post("/api/levy/pledges", pledge_body(), key="once")
    assert (again.status, again.body) == (first.status, first.body)
    assert len(finance_lead.get("/api/levy/pledges").body["items"]) == 1


def test_the_same_key_with_another_body_is_refused(finance_lead: Machine) -> None:
    finance_lead.post("/api/levy/pledges", pledge_body(), key="once")
    said = finance_lead.post("/api/levy/pledges", pledge_body(amount_pence=20_000_000), key="once")
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:key_reused")


def test_the_same_key_of_two_people_makes_two_things(manager: Machine) -> None:
    colleague = machine(an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLA01", person_id="colleague"))
    one, two = (who.post("/api/levy/applications", key="once").body["id"] for who in (manager, colleague))
    assert one != two


def test_a_rule_that_says_no_is_told_in_its_sentence(finance_lead: Machine) -> None:
    said = finance_lead.post("/api/levy/pledges", pledge_body(amount_pence=100))
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:pledge_below_minimum")
    assert said.body["detail"] == "Enter £2,000.00 or more"


def test_a_change_of_what_somebody_else_changed_is_refused(finance_lead: Machine) -> None:
    pledge = stored_pledge()
    body = {"version": 7, "why": "late"}
    said = finance_lead.post(f"/api/levy/pledges/{pledge.pledge_id}/close", body)
    assert (said.status, said.body["type"]) == (409, "urn:exchange:refusal:changed_since")


def test_a_sending_employer_reads_the_ledger_of_its_pledge_but_not_whose_it_is(
    finance_lead: Machine, approver: Machine
) -> None:
    pledge, sent = stored_pledge(), stored_application()
    approver.post(f"/api/levy/applications/{sent.application_id}/approve", approve_body(sent, pledge.pledge_id))
    said = finance_lead.get(f"/api/levy/pledges/{pledge.pledge_id}/ledger")
    [line] = said.body["items"]
    assert (line["kind"], line["pence"], line["reference"]) == ("reserve", 1_500_000, sent.reference)
    assert sum(year["pence"] for year in line["years"]) == 1_500_000
    assert sent.application_id not in str(said.body)
    assert CARE_HOME.name not in str(said.body)


def test_lists_go_on_by_a_cursor_that_opens_nothing_else(finance_lead: Machine) -> None:
    for _ in range(26):
        stored_pledge()
    first = finance_lead.get("/api/levy/pledges").body
    second = finance_lead.get("/api/levy/pledges", f"after={first['next']}").body
    assert (len(first["items"]), len(second["items"]), second["next"]) == (25, 1, None)
    assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}

    same_person = machine_of(app, FINANCE_LEAD)
    for who, path in (
        (same_person, "/api/levy/pledges"),
        (finance_lead, f"/api/levy/pledges/{first['items'][0]['id']}/ledger"),
    ):
        said = who.get(path, f"after={first['next']}")
        assert (said.status, said.wrong) == (422, [("after", "cursor_invalid")])


def test_the_allowance_is_told_with_its_arithmetic(finance_lead: Machine, approver: Machine) -> None:
    unchecked = finance_lead.get("/api/levy/allowance").body
    assert (unchecked["is_checked"], unchecked["version"]) == (False, 0)
    assert unchecked["years"][0]["allowance_pence"] is unchecked["years"][0]["left_pence"] is None

    stored_figures()

    found = finance_lead.get("/api/levy/allowance").body
    assert approver.get("/api/levy/allowance", "ods_code=RZZ").body == found
    assert [year["tax_year"] for year in found["years"]] == ["2026/27", "2027/28", "2028/29", "2029/30"]
    assert [year["allowance_pence"] for year in found["years"]] == [6_600_000, 6_150_000, 6_000_000, 6_000_000]
    assert [year["is_projected"] for year in found["years"]] == [False, True, True, True]
    assert found["years"][0]["arithmetic"] == {
        "base_year": "2025/26",
        "declared_pence": 12_000_000,
        "projected_pence": 0,
        "projected_months": 0,
        "empty_months": 0,
        "english_pence": 12_000_000,
        "top_up_pence": 1_200_000,
        "cap_percent": 50,
    }
    assert (found["available_pence"], found["could_pledge_pence"]) == (0, 6_600_000)


def test_an_approval_above_the_allowance_is_refused_with_the_tax_year(approver: Machine) -> None:
    pledge, sent = stored_pledge(), stored_application()
    stored_figures(some_figures(10_000))
    said = approver.post(
        f"/api/levy/applications/{sent.application_id}/approve", approve_body(sent, pledge.pledge_id)
    )
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:allowance_too_small")
    assert "£660.00 more in the tax year 2026/27" in said.body["detail"]
    assert left().by_year["2026/27"] == 66_000
