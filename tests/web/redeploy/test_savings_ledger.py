"""The pages of the savings ledger: who sees what, what is typed, and nothing that is confidential."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from functions.redeploy.domain.people import Contact, Service
from functions.redeploy.savings_store import SavingsStore
from shared import clock
from shared.actors import Actor
from tests.redeployments import (
    AUDITOR,
    COORDINATOR,
    HOME_HR,
    HR,
    MANAGER,
    OTHER_HR,
    done,
    match_by_id,
    person_details,
)
from tests.savings import (
    AFTER,
    AUDITOR_OF_POST,
    BOTH,
    COLLEAGUE,
    OTHER_FINANCE,
    OTHER_MANAGER,
    SIGNER,
    confirmed,
    entries,
    opened,
    recognised,
    record,
    signed,
)
from tests.web.client import Browser
from tests.web.redeploy.visitors import as_actor

TYPED = {"payment": "not_confirmed", "evidence": "a", "age": "45"}


@pytest.fixture(autouse=True)
def _later(_fixed_time: None) -> Iterator[None]:
    """When the trials are over."""
    clock.use_source(lambda: AFTER)
    yield


def at(actor: Actor) -> Browser:
    return as_actor(actor, AFTER)


def test_from_the_confirmed_move_to_the_ledger() -> None:
    match_id = confirmed(born_on=date(1980, 3, 1))
    hr = at(HR)
    todo = hr.get("/redeploy/savings/new")
    assert "Wren Tilehurst" in todo.main
    form = hr.get(f"/redeploy/savings/{match_id}/open")
    assert ("annual_salary", "39,043.00") in form.form().fields
    assert ("age", "46") in form.form().fields
    page = hr.save(form, TYPED)
    assert page.headings == [f"Saving {record(match_id).reference} Waits to be signed off"]
    assert "A finance lead of your organisation must sign these figures off." in page.main
    assert hr.get(f"/redeploy/savings/{match_id}/sign-off").status == 404
    assert "£32,535.83" in page.main  # ten years of £39,043 by twelfths
    signer = at(SIGNER)
    waiting = signer.get("/redeploy/savings/new")
    assert waiting.headings == ["Savings to sign off"]
    assert "You, or another finance lead" in waiting.main
    assert "Wren" not in waiting.html
    done_ = signer.save(signer.get(f"/redeploy/savings/{match_id}/sign-off"), {"checked": "yes"})
    assert "Recognised" in done_.headings[0]
    assert "Name of signer, 19 January 2027" in done_.main
    ledger = signer.get("/redeploy/savings")
    assert ledger.main.count("£32,535.83") >= 4
    assert "£16,267.92" in ledger.main  # half of it, half a penny up
    assert hr.get("/redeploy/savings/new").main.count("Wren Tilehurst") == 0


def test_what_the_register_does_not_know_is_left_to_type_and_what_was_typed_is_kept() -> None:
    match_id = confirmed(service=Service(continuous_years=30, reckonable_years=30, pensioned_years=6))
    hr = at(HR)
    form = hr.get(f"/redeploy/savings/{match_id}/open")
    wrong = hr.submit(form, {"annual_salary": "a lot", "evidence": "", "payment": "paid", "age": "abc"})
    assert wrong.status == 422
    assert wrong.title.startswith("Error: ")
    assert set(wrong.errors) == {"annual_salary", "evidence", "age"}
    assert ("annual_salary", "a lot") in wrong.form().fields
    assert ("payment", "paid") in wrong.form().fields
    undecided = hr.submit(form, TYPED)
    assert undecided.errors == {
        "reading": "Select how your organisation leaves out service that is pensioned or paid for already"
    }
    too_many = hr.submit(form, {**TYPED, "reading": "deduct_then_cap", "pensioned_years": "31", "age": "60"})
    assert (too_many.status, list(too_many.errors)) == (422, ["pensioned_years"])
    page = hr.save(form, {**TYPED, "reading": "deduct_then_cap", "age": "60"})
    assert "Service left out: both readings" in page.main
    assert "£78,086.00" in page.main  # 24 months
    assert "£58,564.50" in page.main  # 18 months, the other reading


def test_a_double_submit_is_a_replay() -> None:
    match_id = confirmed()
    hr = at(HR)
    form = hr.get(f"/redeploy/savings/{match_id}/open")
    assert [hr.submit(form, TYPED).status for _ in range(2)] == [303, 303]
    assert record(match_id).head.number == 1
    signer = at(SIGNER)
    asked = signer.get(f"/redeploy/savings/{match_id}/sign-off")
    assert [signer.submit(asked, {"checked": "yes"}).status for _ in range(2)] == [303, 303]
    assert len(entries(match_id)) == 1


def test_figures_are_changed_until_they_are_signed_off() -> None:
    match_id = confirmed()
    done(opened(match_id))
    colleague, hr = at(COLLEAGUE), at(HR)
    form = colleague.get(f"/redeploy/savings/{match_id}/edit")
    stale = hr.get(f"/redeploy/savings/{match_id}/edit")
    page = colleague.save(form, {"travel": "600"})
    assert "-£600.00" in page.main
    refused = hr.submit(stale, {"travel": "700"})
    assert (refused.status, refused.headings) == (409, ["This changed while you had the page open"])
    done(signed(match_id))
    assert colleague.get(f"/redeploy/savings/{match_id}/edit").status == 404
    late = colleague.submit(form, {"travel": "1"})
    assert late.status == 409


def test_whoever_entered_the_figures_is_told_that_another_must_sign() -> None:
    match_id = confirmed()
    done(opened(match_id, BOTH))
    both = at(BOTH)
    page = both.get(f"/redeploy/savings/{match_id}")
    assert "so another finance lead of your organisation must sign them off" in page.main
    assert "Another finance lead" in both.get("/redeploy/savings/new").main
    unticked = both.submit(both.get(f"/redeploy/savings/{match_id}/sign-off"))
    assert unticked.errors == {"checked": "Confirm that you have checked the figures"}
    refused = both.submit(both.get(f"/redeploy/savings/{match_id}/sign-off"), {"checked": "yes"})
    assert (refused.status, refused.headings) == (409, ["A different person must sign this off"])
    assert entries(match_id) == ()


def test_a_saving_is_taken_back_by_an_entry_of_its_own() -> None:
    match_id = recognised()
    board = at(COORDINATOR)
    form = board.get(f"/redeploy/savings/{match_id}/take-back")
    early = {f"redundant_again_on-{box}": value for box, value in (("day", "1"), ("month", "1"), ("year", "2020"))}
    wrong = board.submit(form, early)
    assert wrong.status == 422
    assert "within 12 months of 19 January 2027" in wrong.errors["redundant_again_on"]
    right = {
        f"redundant_again_on-{box}": value for box, value in (("day", "19"), ("month", "1"), ("year", "2027"))
    }
    page = board.save(form, right)
    assert "Taken back because the person was redundant again on 19 January 2027." in page.main
    assert "-£39,043.00" in page.main
    ledger = board.get("/redeploy/savings")
    assert "All years" in ledger.main
    assert "£0.00" in ledger.main


@pytest.mark.parametrize("actor", [HR, SIGNER, COORDINATOR, AUDITOR])
def test_the_whole_arithmetic_is_on_the_page_for_whoever_may_read_it(actor: Actor) -> None:
    match_id = recognised()
    page = at(actor).get(f"/redeploy/savings/{match_id}")
    assert page.status == 200
    for words in ("s16_most_months", "Print of the inputs", "12 times a month's pay", "£39,043.00", "£19,521.50"):
        assert words in page.main
    history = at(actor).get(f"/redeploy/savings/{match_id}/history")
    assert "Signed off, and entered in the ledger" in history.main


ADDRESSES = ("", "/history", "/edit", "/sign-off", "/take-back", "/open")


@pytest.mark.parametrize("actor", [OTHER_HR, OTHER_FINANCE, MANAGER, HOME_HR, OTHER_MANAGER, AUDITOR_OF_POST])
def test_to_everybody_else_a_saving_is_not_there(actor: Actor) -> None:
    match_id = recognised()
    browser = at(actor)
    nowhere = browser.get("/redeploy/savings/nobody.nowhere")
    token = re.search('name="csrf" value="([^"]*)"', nowhere.html)
    assert token
    for address in ADDRESSES:
        page = browser.get(f"/redeploy/savings/{match_id}{address}")
        assert (page.status, page.main) == (404, nowhere.main), address
    for act in ("open", "edit", "sign-off", "take-back"):
        sent = {"key": "k" * 22, "version": "2", "checked": "yes", "redundant_again_on": "2027-01-19"}
        assert browser.send(f"/redeploy/savings/{match_id}/{act}", sent, token[1]).status == 404, act


@pytest.mark.parametrize("actor", [COORDINATOR, AUDITOR])
def test_overseers_change_no_figure(actor: Actor) -> None:
    match_id = confirmed()
    done(opened(match_id))
    for act in ("open", "edit", "sign-off"):
        assert at(actor).get(f"/redeploy/savings/{match_id}/{act}").status == 404
    assert at(actor).get("/redeploy/savings/new").status == 404


def test_a_finance_lead_reads_and_signs_and_changes_no_figure() -> None:
    match_id = confirmed()
    done(opened(match_id))
    signer = at(SIGNER)
    page = signer.get(f"/redeploy/savings/{match_id}")
    assert page.status == 200
    assert "s16_most_months" in page.main
    assert [link for link in page.links if link.endswith("/sign-off")]
    for act in ("open", "edit", "take-back"):
        assert signer.get(f"/redeploy/savings/{match_id}/{act}").status == 404
    done(signed(match_id))
    assert signer.get(f"/redeploy/savings/{match_id}/take-back").status == 404


def test_to_a_finance_lead_no_person_card_match_or_vacancy_is_there() -> None:
    match = match_by_id(recognised())
    signer = at(SIGNER)
    for address in (
        "people",
        f"people/{match.entry_id}",
        f"people/{match.entry_id}/history",
        f"matches/{match.match_id}",
        f"matches/{match.match_id}/history",
        "vacancies",
        f"vacancies/{match.vacancy_id}",
        "changes",
        "board",
        "allocation",
        "leaks",
        "audit",
    ):
        assert signer.get(f"/redeploy/{address}").status == 404, address


@pytest.mark.parametrize("actor", [MANAGER, OTHER_MANAGER])
def test_the_ledger_is_not_there_for_who_keeps_none(actor: Actor) -> None:
    for address in ("/redeploy/savings", "/redeploy/savings/ledger.csv", "/redeploy/savings/new"):
        assert at(actor).get(address).status == 404


def test_no_page_and_no_file_names_the_person_or_tells_why() -> None:
    contact = Contact(name="CANARY-NAME", email="canary@moorland-trust.example", phone="CANARY-PHONE")
    assert person_details(contact=contact).contact == contact
    match_id = confirmed(contact=contact, reason="CANARY-REASON", born_on=date(1981, 3, 14))
    done(opened(match_id))
    done(signed(match_id))
    for actor in (HR, SIGNER, COORDINATOR, AUDITOR, OTHER_HR):
        browser = at(actor)
        addresses = ["", "/ledger.csv", f"/{match_id}", f"/{match_id}/history", f"/{match_id}/take-back"]
        for address in addresses:
            html = browser.get(f"/redeploy/savings{address}").html
            assert "canary" not in html.lower(), (actor.person_id, address)
            assert "1981" not in html


def test_the_file_has_every_entry_and_only_ones_own() -> None:
    one, two = recognised(), recognised()
    hr, board, other = (at(actor).get("/redeploy/savings/ledger.csv") for actor in (HR, COORDINATOR, OTHER_HR))
    assert hr.html == board.html
    assert all(record(match_id).reference in hr.html for match_id in (one, two))
    assert len(other.html.splitlines()) == 1
    assert "text/csv" in hr.all("content-type")[0]


def test_what_was_published_stands_apart_and_is_never_added() -> None:
    recognised()
    page = at(COORDINATOR).get("/redeploy/savings")
    assert page.main.count("published, method unknown") == 5
    assert "£4.3 million" in page.main
    assert "All years 1 £39,043.00 £39,043.00 £19,521.50" in page.main.replace("People ", "").replace(
        "Gross ", ""
    ).replace("Net ", "").replace("Attributable ", "").replace("Year ", "")


def test_the_ledger_goes_on_when_a_page_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    recognised(), recognised()
    whole = SavingsStore.ledger
    monkeypatch.setattr(SavingsStore, "ledger", lambda self, actor, after: whole(self, actor, after, limit=1))
    browser = at(HR)
    first = browser.get("/redeploy/savings")
    (after,) = [link for link in first.links if "after=" in link]
    second = browser.get(after)
    assert second.status == 200
    assert not [link for link in second.links if "after=" in link]
    assert first.main != second.main
