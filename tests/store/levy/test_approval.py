"""An approval and its money are one transaction, on the real local engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.levy.domain.commands import Accept, Withdraw
from functions.levy.domain.ledger import EntryKind, sum_years
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import Status
from functions.levy.store import LevyStore
from functions.levy.usecases import applications, decisions
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.levies import (
    APPROVER,
    MANAGER,
    approval,
    done,
    read,
    read_pledge,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.tables import Tables


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


def test_an_approval_reserves_the_whole_cost_and_shows_it_by_tax_year() -> None:
    pledge, application = stored_pledge(), stored_application()
    command = approval(application, (pledge.pledge_id, 1_500_000))

    outcome = done(decisions.approve(APPROVER, command, new_id(), NOW))

    held = read_pledge(pledge.pledge_id)
    entries = tuple(LevyStore(APPROVER).ledger_entries(pledge.pledge_id))
    assert outcome.status == Status.OFFERED
    assert held.balances.reserved_pence == 1_500_000
    assert held.balances.available_pence == 8_500_000
    assert [entry.kind for entry in entries] == [EntryKind.RESERVE]
    assert held.reserved_by_year == sum_years(entries)
    assert read(application.application_id).deadline_on == (NOW + timedelta(days=42)).date()


def test_the_same_key_gives_the_same_reply_and_no_second_effect() -> None:
    pledge, application = stored_pledge(), stored_application()
    command, key = approval(application, (pledge.pledge_id, 1_500_000)), new_id()

    replies = [decisions.approve(APPROVER, command, key, NOW + timedelta(days=day)) for day in (0, 0, 400)]

    assert replies[0] == replies[1] == replies[2] == done(replies[0])
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 1_500_000


def test_the_same_key_with_another_content_is_refused() -> None:
    pledge, application = stored_pledge(), stored_application()
    command, key = approval(application, (pledge.pledge_id, 1_500_000)), new_id()
    done(decisions.approve(APPROVER, command, key, NOW))

    outcome = decisions.approve(APPROVER, command.model_copy(update={"why": "Otherwise."}), key, NOW)

    assert outcome == Refusal(Reason.KEY_REUSED)


def test_racing_approvals_never_spend_more_than_the_pledge_holds() -> None:
    pledge = stored_pledge(amount_pence=3 * 1_500_000)
    waiting = [stored_application() for _ in range(8)]

    def decide(number: int) -> Done | Refusal:
        command = approval(waiting[number], (pledge.pledge_id, 1_500_000))
        return decisions.approve(APPROVER, command, new_id(), NOW)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(decide, range(8)))

    refusals = [outcome.reason for outcome in outcomes if isinstance(outcome, Refusal)]
    assert refusals == [Reason.PLEDGE_TOO_SMALL] * 5
    assert read_pledge(pledge.pledge_id).balances.available_pence == 0


def test_of_two_decisions_on_one_application_one_wins() -> None:
    first, second = stored_pledge(), stored_pledge()
    application = stored_application()

    def decide(pledge_id: str) -> Done | Refusal:
        return decisions.approve(APPROVER, approval(application, (pledge_id, 1_500_000)), new_id(), NOW)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(decide, (first.pledge_id, second.pledge_id)))

    reserved = [read_pledge(one.pledge_id).balances.reserved_pence for one in (first, second)]
    assert sorted(reserved) == [0, 1_500_000]
    assert [one.reason for one in outcomes if isinstance(one, Refusal)] == [Reason.CHANGED_SINCE]


def test_a_withdrawal_after_acceptance_gives_the_money_back() -> None:
    pledge, application = stored_pledge(), stored_application()
    done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 1_500_000)), new_id(), NOW))
    offered = read(application.application_id)
    accept = Accept(application_id=offered.application_id, version=offered.head.number, accepts_terms=True)
    accepted = done(applications.accept(MANAGER, accept, new_id(), NOW))

    withdraw = Withdraw(application_id=accepted.id, version=accepted.version)
    done(applications.withdraw(MANAGER, withdraw, new_id(), NOW))

    held = read_pledge(pledge.pledge_id)
    assert held.balances.available_pence == held.balances.amount_pence
    assert set(held.reserved_by_year.values()) == {0}


def test_an_offer_lapses_the_day_after_its_last_day_and_gives_the_money_back() -> None:
    pledge, application = stored_pledge(), stored_application()
    done(decisions.approve(APPROVER, approval(application, (pledge.pledge_id, 1_500_000)), new_id(), NOW))

    assert decisions.lapse_offers(NOW + timedelta(days=42)) == 0
    assert decisions.lapse_offers(NOW + timedelta(days=43)) == 1
    assert decisions.lapse_offers(NOW + timedelta(days=44)) == 0

    assert read(application.application_id).status == Status.LAPSED
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0
