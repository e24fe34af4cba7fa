"""Sending an application: scored against the open pledges, and found by its reference from then on."""

from typing import Any

import pytest

from functions.levy.domain.applications import Application, reference_of
from functions.levy.domain.commands import OnVersion, Withdraw
from functions.levy.domain.pledges import Criteria, EditPledge, OfferPledge, PledgeStatus, SetPledgeStatus
from functions.levy.store import LevyStore
from functions.levy.usecases import applications, pledges
from shared import directory
from shared.actors import OrganisationType, Role
from shared.ids import new_id
from shared.table import Table
from tests.bench.tap import Tap
from tests.bench.wire import bent
from tests.levies import (
    ACCOUNT,
    APPROVER,
    CARE_HOME,
    COMMITMENTS,
    FINANCE_LEAD,
    MANAGER,
    RATIONALE,
    SHARING,
    TRAINING,
    a_group,
    done,
    read,
    stored_application,
    stored_draft,
    with_partners,
)
from tests.partners import NOW, an_actor
from tests.tables import Tables

TWINS = ("app-373519", "app-769120")
"""Two ids that have the same reference: found by trying."""

ELSEWHERE = Criteria(places=("Far Away",), levels=(7,))
HALF_MET = 50


@pytest.fixture(autouse=True)
def _partners(tables: object) -> None:
    with_partners()


def offered(criteria: Criteria, pledge_id: str = "") -> str:
    """The id of a new pledge for these."""
    terms: dict[str, Any] = {"amount_pence": 10_000_000, "tax_year": "2026/27", "shows_name": True}
    command = OfferPledge(pledge_id=pledge_id or new_id(), criteria=criteria, **terms)
    return done(pledges.offer_pledge(FINANCE_LEAD, command, NOW)).id


def sent(draft: Application) -> Application:
    command = OnVersion(application_id=draft.application_id, version=draft.head.number)
    done(applications.submit(MANAGER, command, new_id(), NOW))
    return read(draft.application_id)


def sent_under(application_id: str) -> Application:
    """An application with an id that was chosen."""
    done(applications.start_application(MANAGER, application_id, NOW))
    for section in (ACCOUNT, TRAINING, RATIONALE, COMMITMENTS, SHARING):
        done(applications.save_section(MANAGER, application_id, section, new_id(), NOW))
    done(applications.save_group(MANAGER, application_id, a_group(1), new_id(), NOW))
    return sent(read(application_id, MANAGER))


def test_the_score_is_that_of_the_open_pledge_that_fits_best() -> None:
    assert sent(stored_draft()).best_score == 0
    offered(ELSEWHERE)
    assert sent(stored_draft()).best_score == HALF_MET
    best = offered(Criteria(places=(CARE_HOME.place,), organisation_types=(OrganisationType.CARE_HOME,)))
    offered(ELSEWHERE)
    assert sent(stored_draft()).best_score == 100

    close = SetPledgeStatus(pledge_id=best, version=1, status=PledgeStatus.CLOSED)
    done(pledges.set_pledge_status(FINANCE_LEAD, close, new_id(), NOW))
    assert sent(stored_draft()).best_score == HALF_MET


def test_criteria_that_were_changed_count_as_they_are_now() -> None:
    pledge_id = offered(ELSEWHERE)
    terms: dict[str, Any] = {"version": 1, "amount_pence": 10_000_000, "shows_name": True}
    change = EditPledge(pledge_id=pledge_id, criteria=Criteria(levels=(7,)), **terms)
    done(pledges.edit_pledge(FINANCE_LEAD, change, new_id(), NOW))
    assert sent(stored_draft()).best_score == 75


def test_pledges_beyond_the_first_hundred_count_too() -> None:
    for _ in range(100):
        offered(ELSEWHERE)
    offered(Criteria(), pledge_id="~last-in-the-index")
    assert sent(stored_draft()).best_score == 100


def test_no_pledge_is_read_to_score_but_one_whose_row_does_not_tell_whom_it_is_for(tables: Tables) -> None:
    pledge_id, drafts = offered(ELSEWHERE), [stored_draft(), stored_draft()]
    told, untold = Tap(), Tap()
    with bent(told):
        assert sent(drafts[0]).best_score == HALF_MET
    _forget_criteria(tables, pledge_id)
    with bent(untold):
        assert sent(drafts[1]).best_score == HALF_MET

    pledge = (f"PLEDGE#{pledge_id}", "PLEDGE")
    assert pledge not in told.read[tables["levy"]]
    assert pledge in untold.read[tables["levy"]]
    assert told.calls == ["BatchGetItem", "Query", "TransactWriteItems", "GetItem"]  # the last is this test's own


def _forget_criteria(tables: Tables, pledge_id: str) -> None:
    """Leave the row as it was written before rows told the criteria."""
    table = Table(tables["levy"])
    item = table.get(f"PLEDGE#{pledge_id}", "PLEDGE")
    assert item is not None
    del item["row"]["criteria"]
    table.put(item)


def test_the_employer_is_kept_as_the_directory_has_it_on_the_day_of_sending() -> None:
    draft = stored_draft()
    moved = CARE_HOME.model_copy(update={"name": "Curlew House"})
    admin = an_actor(Role.ORGANISATION_ADMIN, ods_code=CARE_HOME.ods_code)
    assert directory.save_organisation(moved, 1, admin, NOW)
    assert sent(draft).employer.name == "Curlew House"


def test_an_application_is_found_by_its_reference_from_its_sending_on() -> None:
    approver, draft = LevyStore(APPROVER), stored_draft()
    assert approver.referred(draft.reference) == []
    assert approver.referred(sent(draft).reference) == [draft.application_id]
    version = read(draft.application_id).head.number
    withdrawal = Withdraw(application_id=draft.application_id, version=version)
    done(applications.withdraw(MANAGER, withdrawal, new_id(), NOW))
    assert approver.referred(draft.reference) == [draft.application_id]


def test_a_draft_that_was_given_up_is_not_found_by_its_reference() -> None:
    draft = stored_draft()
    withdrawal = Withdraw(application_id=draft.application_id, version=draft.head.number)
    done(applications.withdraw(MANAGER, withdrawal, new_id(), NOW))
    assert LevyStore(APPROVER).referred(draft.reference) == []


def test_two_applications_with_one_reference_are_both_sent_and_both_found() -> None:
    assert reference_of(TWINS[0]) == reference_of(TWINS[1])
    for application_id in TWINS:
        sent_under(application_id)
    assert LevyStore(APPROVER).referred(reference_of(TWINS[0])) == list(TWINS)


def test_a_reference_leads_nowhere_in_another_ics() -> None:
    reference = stored_application().reference
    elsewhere = APPROVER.model_copy(update={"ics_code": "QYY"})
    assert LevyStore(elsewhere).referred(reference) == []
