"""Applications by the API, from the draft to the offer that is accepted."""

from typing import Any

import pytest

from tests.levies import (
    ACCOUNT,
    COMMITMENTS,
    RATIONALE,
    SECOND_APPROVER,
    SHARING,
    TRAINING,
    a_group,
    stored_application,
    stored_pledge,
)
from tests.web.levy.api.machines import approve_body, machine, pledge_body
from tests.web.machine import Machine


def test_a_care_home_applies_the_ics_approves_and_the_care_home_accepts(
    manager: Machine, approver: Machine, finance_lead: Machine
) -> None:
    pledge_id = finance_lead.post("/api/levy/pledges", pledge_body()).body["id"]
    made = manager.post("/api/levy/applications")
    assert made.status == 201
    address = made.headers["location"]
    for name, section in (
        ("account", ACCOUNT),
        ("training", TRAINING),
        ("rationale", RATIONALE),
        ("commitments", COMMITMENTS),
        ("sharing", SHARING),
    ):
        assert manager.put(f"{address}/sections/{name}", section.model_dump(mode="json")).status == 200
    group = a_group(1).model_dump(mode="json", exclude={"group_id"})
    assert manager.put(f"{address}/apprentices/g1", group).status == 200
    assert manager.put(f"{address}/apprentices/g2", group).status == 200
    assert manager.delete(f"{address}/apprentices/g2").status == 200
    draft = manager.get(address).body
    assert draft["missing_sections"] == []
    assert "submit" in draft["may"]
    assert manager.post(f"{address}/submit", {"version": draft["version"]}).body["status"] == "submitted"

    asked = {"version": 10, "question": "When do they start?"}
    assert approver.post(f"{address}/question", asked).body["status"] == "question_asked"
    answered = {"version": 11, "answer": "In January."}
    assert manager.post(f"{address}/answer", answered).body["status"] == "submitted"

    [line] = approver.get("/api/levy/queue").body["items"]
    assert (line["id"], line["total_pence"], line["score"]) == (made.body["id"], 1_500_000, 100)
    shares = [{"pledge_id": pledge_id, "pence": 1_500_000}]
    decision = {"version": 12, "has_conflict": False, "apprentices": 1, "shares": shares, "why": "Needed."}
    assert approver.post(f"{address}/approve", decision).body["status"] == "offered"
    assert finance_lead.get(f"/api/levy/pledges/{pledge_id}").body["balances"]["reserved_pence"] == 1_500_000

    offer = manager.get(address).body
    assert offer["deadline_on"] == "2027-01-03"
    accepted = manager.post(f"{address}/accept", {"version": offer["version"], "accepts_terms": True})
    assert accepted.body == {"id": made.body["id"], "status": "accepted", "version": 14}


def test_a_large_award_needs_a_second_approver_who_may_send_it_back(approver: Machine) -> None:
    second = machine(SECOND_APPROVER)
    pledge, sent = stored_pledge(), stored_application(2)
    address = f"/api/levy/applications/{sent.application_id}"
    body = approve_body(sent, pledge.pledge_id, apprentices=2)
    assert approver.post(f"{address}/approve", body).body["status"] == "awaiting_second_approver"
    confirm = {"version": 9, "has_conflict": False, "pledge_ids": [pledge.pledge_id]}
    own = approver.post(f"{address}/confirm", confirm)
    assert (own.status, own.body["type"]) == (422, "urn:exchange:refusal:same_approver")
    back = {"version": 9, "has_conflict": False, "why": "Ask first."}
    assert second.post(f"{address}/send-back", back).body["status"] == "submitted"
    approver.post(f"{address}/approve", body | {"version": 10})
    assert second.post(f"{address}/confirm", confirm | {"version": 11}).body["status"] == "offered"


def test_waiting_list_decline_turning_down_and_withdrawing(manager: Machine, approver: Machine) -> None:
    waits, gone = stored_application(), stored_application()
    decided = {"version": 8, "has_conflict": False, "why": "No money."}
    at = "/api/levy/applications/"
    said = approver.post(f"{at}{waits.application_id}/waiting-list", decided)
    assert said.body["status"] == "waiting_list"
    declined = decided | {"version": 9, "reasons": ["out_of_funds"]}
    assert approver.post(f"{at}{waits.application_id}/decline", declined).body["status"] == "declined"
    assert manager.post(f"{at}{gone.application_id}/withdraw", {"version": 8}).body["status"] == "withdrawn"
    too_late = manager.post(f"{at}{gone.application_id}/decline-offer", {"version": 9})
    assert (too_late.status, too_late.body["type"]) == (409, "urn:exchange:refusal:not_allowed_now")


def test_an_incomplete_draft_is_not_sent(manager: Machine) -> None:
    address = manager.post("/api/levy/applications").headers["location"]
    said = manager.post(f"{address}/submit", {"version": 1})
    assert (said.status, said.body["type"]) == (422, "urn:exchange:refusal:incomplete")
    assert len(manager.get(address).body["missing_sections"]) == 6


@pytest.mark.parametrize(
    ("section", "body", "status"),
    [("training", {"standard": "ST0827", "start": "2027-13", "price_each_pence": 1}, 422), ("colour", {}, 404)],
)
def test_a_section_that_is_wrong_or_unknown_is_not_saved(
    manager: Machine, section: str, body: dict[str, Any], status: int
) -> None:
    address = manager.post("/api/levy/applications").headers["location"]
    assert manager.put(f"{address}/sections/{section}", body).status == status


def test_the_queue_is_filtered_ordered_and_paged(approver: Machine) -> None:
    for _ in range(3):
        stored_application()
    by_cost = approver.get("/api/levy/queue", "order=cost&newest_first=true&organisation_type=care_home")
    assert len(by_cost.body["items"]) == 3
    assert approver.get("/api/levy/queue", "organisation_type=hospice").body["items"] == []
    assert approver.get("/api/levy/queue", "status=declined").body["items"] == []
    for query, wrong in (
        ("status=declined&order=cost", ("order", "not_queued")),
        ("status=draft", ("status", "not_queued")),
        ("order=colour", ("order", "string_pattern_mismatch")),
    ):
        assert approver.get("/api/levy/queue", query).wrong == [wrong]
