"""Histories for those who may see the thing, and the sealed audit for the ICS."""

import ast
import re
from pathlib import Path

import pytest

from functions.levy.domain import decisions as rules
from functions.levy.domain.commands import Accept, Ask, SendBack
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.stages import Action
from functions.levy.messages.audit import ACTIONS, FACTS, LEDGER_MOVES
from functions.levy.usecases import applications as applying
from functions.levy.usecases import decisions
from shared.audit import seal
from shared.ids import new_id
from shared.settings import settings
from shared.table import Table
from tests.levies import (
    APPROVER,
    MANAGER,
    SECOND_APPROVER,
    approval,
    done,
    read,
    stored_application,
    stored_draft,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.web.levy.visitors import approver, auditor, finance_lead, manager

DOMAIN = Path(rules.__file__).parent


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def offered() -> tuple[str, str]:
    """An application with an offer, and the pledge that pays."""
    pledge, application = stored_pledge(), stored_application()
    done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 1_500_000)), new_id(), NOW))
    return application.application_id, pledge.pledge_id


def seal_all() -> int:
    return seal(Table(settings().levy_table), settings().ics_code, NOW)


def test_a_history_says_first_to_last_who_did_what_when_and_why_under_which_rules() -> None:
    application_id, _ = offered()
    page = auditor().get(f"/levy/applications/{application_id}/history")

    entries = page.main
    assert entries.index("Application begun") < entries.index("Application sent") < entries.index("Approved, and")
    assert "Morag Testing, 22 November 2026 at 9:00am It meets the need of the area." in entries
    assert "Amount: £15,000.00" in entries
    assert "Reserved in a pledge: £15,000.00" in entries
    event = read(application_id).head
    assert f"Print {event.hash[:12]}" in entries
    assert event.hash not in page.html
    assert re.search(r"Rules of \d{4}-\d{2}-\d{2}\.", entries)


def test_the_receiving_employer_sees_its_own_people_by_name_and_the_ics_as_the_ics() -> None:
    application_id, pledge_id = offered()
    page = manager().get(f"/levy/applications/{application_id}/history")
    approved = page.main[page.main.index("Approved, and") :]

    assert approved.startswith("Approved, and the money reserved The ICS, 22 November 2026")
    assert "Application sent Morag Testing" in page.main
    assert pledge_id not in page.html


def test_what_approvers_say_to_one_another_is_not_shown_to_the_applicant() -> None:
    pledge, application = stored_pledge(), stored_application(2)
    command = approval(application, (pledge.pledge_id, 3_000_000), why="Between us: it is a lot.")
    done(decisions.approve(APPROVER, command, new_id(), NOW))
    waiting = read(application.application_id)
    back = SendBack(
        application_id=waiting.application_id, version=waiting.head.number, has_conflict=False, why="Too much."
    )
    done(decisions.send_back(SECOND_APPROVER, back, new_id(), NOW))
    address = f"/levy/applications/{application.application_id}/history"

    told, known = manager().get(address).main, approver().get(address).main

    assert "Award proposed to a second approver" in told
    assert "Proposal sent back" in told
    for secret in ("Between us: it is a lot.", "Too much."):
        assert secret not in told
        assert secret in known


def test_a_history_is_for_those_who_may_see_the_thing() -> None:
    draft = stored_draft()
    application_id, pledge_id = offered()
    stranger = manager("VLA02", "other-manager")

    assert manager().get(f"/levy/applications/{draft.application_id}/history").status == 200
    assert approver().get(f"/levy/applications/{draft.application_id}/history").status == 404
    for browser in (stranger, finance_lead()):
        assert browser.get(f"/levy/applications/{application_id}/history").status == 404
    assert finance_lead().get(f"/levy/pledges/{pledge_id}/history").status == 200
    assert auditor().get(f"/levy/pledges/{pledge_id}/history").status == 200
    for browser in (stranger, manager(), finance_lead("RYY", "other-finance")):
        assert browser.get(f"/levy/pledges/{pledge_id}/history").status == 404
    for browser in (auditor(), manager()):
        assert browser.get(f"/levy/applications/{new_id()}/history").status == 404


def test_a_pledges_history_says_what_was_changed_from_what_to_what() -> None:
    pledge = stored_pledge()
    browser = finance_lead()
    address = f"/levy/pledges/{pledge.pledge_id}"
    browser.save(
        browser.get(f"{address}/edit"),
        {"amount_pence": "120,000", "shows_name": "no", "places": ["Moorland East"], "note": "Be quick"},
    )
    page = auditor().get(f"{address}/history").main
    assert "Pledge changed Fay Finance" in page
    assert "Amount: £100,000.00 became £120,000.00" in page
    assert "Name shown: Yes became No" in page
    assert "Places: Any place" in page
    assert "Places: Moorland East" in page
    assert "Note: nothing became Be quick" in page


def test_a_long_history_is_read_page_by_page() -> None:
    application = stored_application()
    for n in range(12):
        one = read(application.application_id)
        ask = Ask(application_id=one.application_id, version=one.head.number, question=f"Question {n}?")
        done(decisions.ask(APPROVER, ask, new_id(), NOW))
        browser = manager()
        address = f"/levy/applications/{application.application_id}/answer"
        browser.save(browser.get(address), {"answer": f"Answer {n}."})
    first = auditor().get(f"/levy/applications/{application.application_id}/history")
    (more,) = [link for link in first.links if "after=" in link]
    second = auditor().get(more)  # another session: the cursor is not its own

    assert first.main.count("Print ") == 25
    assert "Question 11?" not in first.main
    assert second.main == first.main
    browser = auditor()
    (more,) = [link for link in browser.get(more).links if "after=" in link]
    assert "Question 11?" in browser.get(more).main


def test_the_sealed_audit_lists_its_blocks_newest_first_and_says_how_to_verify_it() -> None:
    assert "No block is sealed yet." in auditor().get("/levy/audit").main
    offered()
    seal_all()
    stored_pledge()
    seal_all()

    page = approver().get("/levy/audit")

    assert [link for link in page.links if link.startswith("/levy/audit/")] == ["/levy/audit/2", "/levy/audit/1"]
    assert "make verify-audit" in page.main
    assert "22 November 2026, 9:00am" in page.main


def test_blocks_are_read_page_by_page() -> None:
    for _ in range(11):
        stored_pledge()
        seal_all()
    browser = auditor()
    first = browser.get("/levy/audit")
    (more,) = [link for link in first.links if "after=" in link]
    assert [link for link in browser.get(more).links if link.startswith("/levy/audit/")] == ["/levy/audit/1"]


def test_a_block_lists_its_entries_and_leads_to_their_histories() -> None:
    application_id, pledge_id = offered()
    sealed = seal_all()
    browser = auditor()
    page = browser.get("/levy/audit/1")

    assert f"with {sealed} entries" in page.main
    histories = {f"/levy/applications/{application_id}/history", f"/levy/pledges/{pledge_id}/history"}
    assert set(page.links) - {"/levy/audit"} == histories
    assert read(application_id).reference in page.main
    assert "None: this is the first" in page.main
    assert all(browser.get(address).status == 200 for address in histories)


@pytest.mark.parametrize("number", ["2", "0", "x", "999999999999", "-1"])
def test_a_block_that_is_not_there_reads_as_not_found(number: str) -> None:
    offered()
    seal_all()
    assert auditor().get(f"/levy/audit/{number}").status == 404


def test_the_audit_is_for_auditors_and_approvers_alone() -> None:
    offered()
    seal_all()
    for browser in (manager(), finance_lead()):
        assert browser.get("/levy/audit").status == 404
        assert browser.get("/levy/audit/1").status == 404


def test_every_action_and_fact_that_the_domain_can_write_has_its_words() -> None:
    calls = [
        node
        for path in DOMAIN.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "decided"
    ]
    written = {call.args[1].value for call in calls if isinstance(call.args[1], ast.Constant)}
    assert {"start_application", "offer_pledge", "edit_pledge"} <= written
    assert written <= set(ACTIONS)
    assert set(Action) - {Action.SAVE} <= set(ACTIONS)
    assert {"close_pledge", "reopen_pledge"} <= set(ACTIONS)
    assert set(LEDGER_MOVES) == set(EntryKind)
    assert {"apprentices", "total_pence", "reasons", "amount_pence", "criteria", "note"} <= set(FACTS)


def test_every_event_of_a_whole_life_can_be_read() -> None:
    application_id, _ = offered()
    one = read(application_id)
    accept = Accept(application_id=application_id, version=one.head.number, accepts_terms=True)
    done(applying.accept(MANAGER, accept, new_id(), NOW))
    page = auditor().get(f"/levy/applications/{application_id}/history")
    assert page.main.count("Print ") == read(application_id).head.number
