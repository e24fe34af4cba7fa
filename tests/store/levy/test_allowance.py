"""No promise above a tax year's allowance, whoever is first; on the real local engine."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from functions.levy.account_items import left_key
from functions.levy.account_store import AccountStore
from functions.levy.domain.accounts import Left, SaveLevyAccount
from functions.levy.domain.allowance import Figures
from functions.levy.domain.applications import Application
from functions.levy.domain.commands import Confirm, Withdraw
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from functions.levy.domain.reasons import Reason
from functions.levy.items import money_writes
from functions.levy.usecases import allowance, applications, decisions
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from shared.table import Table
from tests.bench import reconciliation
from tests.bench.races import raced
from tests.levies import (
    APPROVER,
    AUDITOR,
    FINANCE_LEAD,
    MANAGER,
    SECOND_APPROVER,
    TRUST,
    approval,
    done,
    left,
    read,
    read_pledge,
    some_figures,
    stored_application,
    stored_figures,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.tables import Tables

ONE = 1_500_000
YEARS = {"2026/27": 100_000, "2027/28": 600_000, "2028/29": 800_000}
"""How one apprenticeship of £15,000 from January 2027 falls on tax years: 2, 12 and 10 instalments of £500, and
£3,000 at the end."""


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


@pytest.fixture
def books(tables: Tables) -> Any:
    return lambda: reconciliation.faults(reconciliation.opened(reconciliation.everything(tables["levy"])))


def approved(application: Application, *shares: tuple[str, int]) -> Done | Refusal:
    return decisions.approve(APPROVER, approval(application, *shares), new_id(), NOW)


def figures_for(fitting: int) -> Figures:
    """Figures that leave 2026/27 enough for so many apprenticeships, not a penny more, and later years plenty."""
    rich = some_figures(100_000_000)
    return rich.model_copy(update={"elsewhere": {"2026/27": 660_000_000 - fitting * YEARS["2026/27"]}})


def test_a_promise_takes_from_each_year_that_it_falls_in_and_leaving_gives_it_back(books: Any) -> None:
    stored_figures()
    before, pledge, application = left().by_year, stored_pledge(), stored_application()

    done(approved(application, (pledge.pledge_id, ONE)))
    assert {year: before[year] - left().by_year[year] for year in YEARS} == YEARS

    command = Withdraw(
        application_id=application.application_id, version=read(application.application_id).head.number
    )
    done(applications.withdraw(MANAGER, command, new_id(), NOW))
    assert left().by_year == before
    assert books() == []


def test_what_is_drawn_stays_promised(books: Any) -> None:
    stored_figures()
    pledge, application = stored_pledge(), stored_application()
    done(approved(application, (pledge.pledge_id, ONE)))
    before, table = left(), Table(settings().levy_table)
    entry = LedgerEntry.model_validate(
        {
            "pledge_id": pledge.pledge_id,
            "key": "an-instalment",
            "kind": EntryKind.DRAW,
            "application_id": application.application_id,
            "pence": 50_000,
            "years": ({"tax_year": "2026/27", "pence": 50_000},),
            "at": NOW,
        }
    )
    table.commit(money_writes(entry))
    assert left() == before
    assert read_pledge(pledge.pledge_id).balances.drawn_pence == 50_000


def test_a_promise_above_the_allowance_of_one_year_is_refused_whole(books: Any) -> None:
    stored_figures(figures_for(0))
    pledge, application = stored_pledge(), stored_application()
    before = left()

    outcome = approved(application, (pledge.pledge_id, ONE))

    details = {"sender": TRUST.name, "tax_year": "2026/27", "left": "£0.00", "needed": "£1,000.00"}
    assert outcome == Refusal(Reason.ALLOWANCE_TOO_SMALL, details)
    assert left() == before
    assert read_pledge(pledge.pledge_id).balances.reserved_pence == 0
    assert books() == []


def test_of_many_at_once_through_several_pledges_exactly_those_fit_that_the_allowance_pays(books: Any) -> None:
    stored_figures(figures_for(3))
    pledges = [stored_pledge().pledge_id for _ in range(4)]
    waiting = [(stored_application(), pledges[number % 4]) for number in range(8)]

    outcomes = raced([partial(approved, application, (pledge, ONE)) for application, pledge in waiting])

    assert sum(isinstance(one, Done) for one in outcomes) == 3
    refused = {one.reason for one in outcomes if isinstance(one, Refusal)}
    assert refused == {Reason.ALLOWANCE_TOO_SMALL}
    assert left().by_year["2026/27"] == 0
    assert books() == []


def test_one_award_split_over_two_pledges_of_one_employer_is_one_promise(books: Any) -> None:
    stored_figures(figures_for(1))
    first, second = stored_pledge(), stored_pledge()
    done(approved(stored_application(), (first.pledge_id, 600_000), (second.pledge_id, 900_000)))
    assert left().by_year["2026/27"] == 0
    assert books() == []


def test_a_proposal_promises_nothing_and_its_confirmation_is_held_to_the_allowance(books: Any) -> None:
    stored_figures(figures_for(1))
    pledge, application = stored_pledge(), stored_application(2)
    before = left()
    proposed = done(approved(application, (pledge.pledge_id, 2 * ONE)))
    assert left() == before
    command = Confirm(
        application_id=application.application_id,
        version=proposed.version,
        has_conflict=False,
        pledge_ids=(pledge.pledge_id,),
    )
    outcome = decisions.confirm(SECOND_APPROVER, command, new_id(), NOW)
    assert isinstance(outcome, Refusal)
    assert outcome.reason == Reason.ALLOWANCE_TOO_SMALL
    assert books() == []


def test_an_employer_that_entered_nothing_is_held_to_nothing_and_what_it_promises_counts(books: Any) -> None:
    pledge = stored_pledge()
    Table(settings().levy_table).delete(*left_key("RZZ"))  # as an employer's first promise finds it
    done(approved(stored_application(), (pledge.pledge_id, ONE)))
    assert left() == Left(is_checked=False, by_year={year: -pence for year, pence in YEARS.items()})

    stored_figures(figures_for(3))

    assert left().is_checked
    assert left().by_year["2026/27"] == 2 * YEARS["2026/27"]
    assert books() == []


def test_pledges_older_than_accounts_are_counted_when_the_account_is_opened(books: Any) -> None:
    pledges = [stored_pledge(), stored_pledge()]
    applications_ = [stored_application() for _ in pledges]
    for pledge, application in zip(pledges, applications_, strict=True):
        done(approved(application, (pledge.pledge_id, ONE)))
    Table(settings().levy_table).delete(*left_key("RZZ"))

    command = Withdraw(
        application_id=applications_[0].application_id,
        version=read(applications_[0].application_id).head.number,
    )
    done(applications.withdraw(MANAGER, command, new_id(), NOW))  # what is given back opens it too

    assert left().by_year == {year: -pence for year, pence in YEARS.items()}
    assert books() == []


def test_an_account_is_opened_once_and_not_over_a_promise_made_meanwhile(books: Any) -> None:
    pledge = stored_pledge()
    Table(settings().levy_table).delete(*left_key("RZZ"))
    acts = [partial(approved, stored_application(), (pledge.pledge_id, ONE)) for _ in range(4)]

    outcomes = raced(acts)

    assert all(isinstance(one, Done) for one in outcomes), outcomes
    assert left().by_year["2026/27"] == -4 * YEARS["2026/27"]
    assert books() == []


def test_the_first_figures_and_an_approval_at_the_same_moment_leave_nothing_uncounted(books: Any) -> None:
    pledge = stored_pledge()
    Table(settings().levy_table).delete(*left_key("RZZ"))
    save = partial(
        allowance.save_account,
        FINANCE_LEAD,
        SaveLevyAccount(version=0, figures=figures_for(2)),
        new_id(),
        NOW,
    )
    approvals = [partial(approved, stored_application(), (pledge.pledge_id, ONE)) for _ in range(3)]

    outcomes = raced([save, *approvals])

    assert isinstance(outcomes[0], Done), outcomes
    promised = sum(isinstance(one, Done) for one in outcomes[1:])
    assert left().is_checked
    assert left().by_year["2026/27"] == (2 - promised) * YEARS["2026/27"]
    assert books() == []


def test_corrected_figures_do_not_stand_in_the_way_of_approvals_and_lose_none(books: Any) -> None:
    stored_figures(figures_for(10))
    pledge = stored_pledge()
    command = SaveLevyAccount(version=1, figures=figures_for(4))
    acts: list[Any] = [partial(allowance.save_account, FINANCE_LEAD, command, new_id(), NOW)]
    acts += [partial(approved, stored_application(), (pledge.pledge_id, ONE)) for _ in range(3)]
    assert all(isinstance(one, Done) for one in raced(acts))
    assert left().by_year["2026/27"] == YEARS["2026/27"]
    assert books() == []


def test_of_two_who_correct_the_same_figures_one_is_told() -> None:
    stored_figures()
    command = SaveLevyAccount(version=1, figures=figures_for(4))
    outcomes = raced([partial(allowance.save_account, FINANCE_LEAD, command, new_id(), NOW) for _ in range(2)])
    assert sorted(type(one).__name__ for one in outcomes) == ["Done", "Refusal"]
    assert Refusal(Reason.CHANGED_SINCE) in outcomes


def test_the_same_key_saves_once() -> None:
    key, command = new_id(), SaveLevyAccount(version=0, figures=some_figures())
    replies = [allowance.save_account(FINANCE_LEAD, command, key, NOW + timedelta(days=day)) for day in (0, 1)]
    assert replies[0] == replies[1] == done(replies[0])
    other = command.model_copy(update={"figures": some_figures(5)})
    assert allowance.save_account(FINANCE_LEAD, other, key, NOW) == Refusal(Reason.KEY_REUSED)


def test_the_allowance_shows_what_is_promised_and_what_could_be_pledged() -> None:
    stored_figures(figures_for(10))
    pledge = stored_pledge(2 * ONE)
    done(approved(stored_application(), (pledge.pledge_id, ONE)))

    for actor in (FINANCE_LEAD, APPROVER, AUDITOR):
        view = allowance.allowance_of(actor, "RZZ", NOW.date())
        assert view is not None
        assert [year.tax_year for year in view.years] == ["2026/27", "2027/28", "2028/29", "2029/30"]
        assert [year.promised_pence for year in view.years] == [*YEARS.values(), 0]
        assert view.years[0].left_pence == 9 * YEARS["2026/27"]
        assert view.available_pence == ONE
        assert view.could_pledge_pence == 0, "the pledge may still take more than is left"
    assert allowance.allowance_of(MANAGER, "RZZ", NOW.date()) is None


def test_more_could_be_pledged_by_what_open_pledges_do_not_take() -> None:
    stored_figures()
    stored_pledge(1_000_000)
    view = allowance.allowance_of(FINANCE_LEAD, "RZZ", NOW.date())
    assert view is not None
    assert view.could_pledge_pence == 6_600_000 - 1_000_000


def test_without_figures_there_is_no_allowance_and_what_is_promised_is_told() -> None:
    pledge = stored_pledge()
    done(approved(stored_application(), (pledge.pledge_id, ONE)))
    view = allowance.allowance_of(APPROVER, "RZZ", NOW.date())
    assert view is not None
    assert view.account is None
    assert (view.years[0].promised_pence, view.years[0].left_pence) == (YEARS["2026/27"], None)
    assert view.could_pledge_pence == 0


def test_a_store_gives_an_account_to_nobody_who_may_not_see_it() -> None:
    stored_figures()
    assert AccountStore(MANAGER).account("RZZ") is None
    assert AccountStore(MANAGER).to_save("RZZ", new_id())[0] is None
