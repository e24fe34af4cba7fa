"""Who sees what by the API: what is not yours is not there."""

from tests.levies import AUDITOR, FINANCE_LEAD, MANAGER, stored_application, stored_draft, stored_pledge
from tests.web.levy.api.machines import OTHER, approve_body, machine
from tests.web.machine import Machine


def test_what_is_not_yours_is_not_there(partners: None) -> None:
    sent, pledge, draft = stored_application(), stored_pledge(), stored_draft()
    other, lead, auditor = machine(OTHER), machine(FINANCE_LEAD), machine(AUDITOR)
    unknown = other.get("/api/levy/applications/unknown")
    assert unknown.status == 404
    for who, path in (
        (other, f"/api/levy/applications/{sent.application_id}"),
        (other, f"/api/levy/applications/{sent.application_id}/history"),
        (lead, f"/api/levy/applications/{sent.application_id}"),
        (other, f"/api/levy/pledges/{pledge.pledge_id}"),
        (other, f"/api/levy/pledges/{pledge.pledge_id}/ledger"),
        (auditor, f"/api/levy/applications/{draft.application_id}"),
        (other, "/api/levy/allowance"),
        (auditor, "/api/levy/allowance"),
        (other, "/api/levy/queue"),
        (other, "/api/levy/pledges"),
        (lead, "/api/levy/applications"),
        (lead, "/api/levy/queue"),
    ):
        said = who.get(path)
        assert (said.status, said.body) == (404, unknown.body), path
    for who, ods_code in ((other, "RZZ"), (lead, "RXX"), (auditor, "RXX")):
        said = who.get("/api/levy/allowance", f"ods_code={ods_code}")
        assert (said.status, said.body) == (404, unknown.body), ods_code


def test_an_act_that_is_not_yours_is_refused_as_not_there(partners: None) -> None:
    sent, pledge = stored_application(), stored_pledge()
    body = approve_body(sent, pledge.pledge_id)
    for who in (machine(OTHER), machine(MANAGER), machine(FINANCE_LEAD), machine(AUDITOR)):
        said = who.post(f"/api/levy/applications/{sent.application_id}/approve", body)
        assert said.status == 404
    assert machine(MANAGER).get(f"/api/levy/applications/{sent.application_id}").body["status"] == "submitted"


def test_the_employer_does_not_see_who_pays_nor_what_the_ics_weighs(manager: Machine, approver: Machine) -> None:
    pledge, sent = stored_pledge(), stored_application()
    address = f"/api/levy/applications/{sent.application_id}"
    approver.post(f"{address}/approve", approve_body(sent, pledge.pledge_id))
    theirs, ours = manager.get(address).body, approver.get(address).body
    assert theirs["deciding"] is None
    assert theirs["awards"][0]["pledge_id"] is theirs["awards"][0]["sending_ods_code"] is None
    assert ours["awards"][0]["pledge_id"] == pledge.pledge_id
    assert ours["deciding"]["best_score"] == sent.best_score


def test_near_duplicates_are_shown_to_the_ics(approver: Machine) -> None:
    one, two = stored_application(), stored_application()
    shown = approver.get(f"/api/levy/applications/{one.application_id}").body["deciding"]["near_duplicates"]
    assert [found["other"]["application_id"] for found in shown] == [two.application_id]


def test_the_history_tells_the_employer_what_was_done_but_not_what_approvers_said_to_each_other(
    manager: Machine, approver: Machine
) -> None:
    pledge, sent = stored_pledge(), stored_application(2)
    address = f"/api/levy/applications/{sent.application_id}"
    approver.post(f"{address}/approve", approve_body(sent, pledge.pledge_id, apprentices=2, why="Between us."))
    theirs, ours = (
        manager.get(f"{address}/history").body["items"],
        approver.get(f"{address}/history").body["items"],
    )
    assert [one["action"] for one in theirs] == [one["action"] for one in ours]
    assert (theirs[-1]["action"], theirs[-1]["why"], theirs[-1]["by_name"]) == ("propose", "", None)
    assert ours[-1]["why"] == "Between us."
    assert theirs[0]["by_name"] == MANAGER.name
