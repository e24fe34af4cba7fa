"""Pledges and applications for tests: each builder shows only what the test is about."""

from datetime import datetime, timedelta
from typing import Any

from functions.levy.account_store import AccountStore
from functions.levy.domain.accounts import Left, SaveLevyAccount
from functions.levy.domain.allowance import Figures
from functions.levy.domain.applications import (
    Account,
    Application,
    ApprenticeGroup,
    Commitments,
    Rationale,
    Sharing,
    Training,
)
from functions.levy.domain.commands import Approve, OnVersion, Share
from functions.levy.domain.drafting import employer_of, price
from functions.levy.domain.ledger import Balances
from functions.levy.domain.pledges import Criteria, OfferPledge, Pledge, PledgeStatus
from functions.levy.domain.saving import AgeBand, EmployerKind
from functions.levy.domain.stages import Status
from functions.levy.store import LevyStore
from functions.levy.usecases import allowance, applications, pledges
from shared import directory
from shared.actors import Actor, OrganisationType, Role
from shared.history import Head
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.records import Circumstances
from shared.values.dates import Month
from tests.partners import NOW, an_actor, an_organisation

CARE_HOME = an_organisation("VLA01")
TRUST = an_organisation("RZZ", name="Moorland University Trust", type=OrganisationType.NHS_TRUST, pays_levy=True)
MANAGER = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLA01", person_id="manager")
FINANCE_LEAD = an_actor(Role.SENDING_EMPLOYER, ods_code="RZZ", person_id="finance-lead")
APPROVER = an_actor(Role.ICS_APPROVER, ods_code="QXX", person_id="approver")
SECOND_APPROVER = an_actor(Role.ICS_APPROVER, ods_code="QXX", person_id="second-approver")
AUDITOR = an_actor(Role.AUDITOR, ods_code="QXX", person_id="auditor")

ACCOUNT = Account(has_service_account=True, has_signed_agreement=True, levy_position=EmployerKind.NON_LEVY)
TRAINING = Training(standard="ST0827", start=Month(2027, 1), price_each_pence=1_500_000)
RATIONALE = Rationale(relevance="We need nursing associates.", skills_gap="We have none.")
COMMITMENTS = Commitments(
    keeps_in_contact=True, reports_leavers=True, pays_excess=True, gives_training_time=True, pays_living_wage=False
)
SHARING = Sharing(shares_with_senders=True, has_other_applications=False)


def some_figures(pence: int = 1_000_000, **changed: Any) -> Figures:
    """£10,000 of levy in each month of 2025/26: with the top-up, an allowance of £66,000 in 2026/27."""
    declared = {Month(2025, 4).plus(passed): pence for passed in range(12)}
    return Figures.model_validate({"declared": declared} | changed)


def a_group(count: int = 1, **changed: Any) -> ApprenticeGroup:
    """Apprentices of 25 or over who work there already."""
    details: dict[str, Any] = {
        "group_id": "g1",
        "count": count,
        "age_band": AgeBand.FROM_25,
        "is_existing_staff": True,
    }
    return ApprenticeGroup.model_validate(details | changed)


def here(actor: Actor | None, now: datetime = NOW) -> Circumstances:
    """The circumstances of a test's act."""
    return Circumstances(now=now, rule_set="test", actor=actor)


def a_pledge(amount_pence: int = 10_000_000, **changed: Any) -> Pledge:
    """An open pledge of the trust for 2026/27, all of it available."""
    details: dict[str, Any] = {
        "ics_code": "QXX",
        "head": Head(number=1, hash="h"),
        "pledge_id": "pledge-1",
        "ods_code": TRUST.ods_code,
        "organisation_name": TRUST.name,
        "shows_name": True,
        "tax_year": "2026/27",
        "criteria": Criteria(),
        "note": "",
        "status": PledgeStatus.OPEN,
        "balances": Balances(amount_pence=amount_pence, available_pence=amount_pence),
        "created_on": NOW.date(),
    }
    return Pledge.model_validate(details | changed)


def an_application(count: int = 1, **changed: Any) -> Application:
    """The care home's application for nursing associates, sent and waiting for a decision."""
    details: dict[str, Any] = {
        "ics_code": "QXX",
        "head": Head(number=7, hash="h"),
        "application_id": "application-1",
        "employer": employer_of(CARE_HOME),
        "status": Status.SUBMITTED,
        "created_at": NOW,
        "created_by": MANAGER.person_id,
        "status_since": NOW,
        "submitted_at": NOW,
        "account": ACCOUNT,
        "training": TRAINING,
        "apprentices": (a_group(count),),
        "rationale": RATIONALE,
        "commitments": COMMITMENTS,
        "sharing": SHARING,
        "priced": price(TRAINING, count),
    }
    return Application.model_validate(details | changed)


def approval(
    application: Application, *shares: tuple[str, int], apprentices: int | None = None, **changed: Any
) -> Approve:
    """The command that approves what is asked, from one pledge unless told otherwise."""
    count = application.apprentice_count if apprentices is None else apprentices
    assert application.priced is not None
    whole = [("pledge-1", application.priced.funded_each_pence * count)]
    details: dict[str, Any] = {
        "application_id": application.application_id,
        "version": application.head.number,
        "has_conflict": False,
        "apprentices": count,
        "shares": tuple(Share(pledge_id=one, pence=pence) for one, pence in shares or whole),
        "why": "It meets the need of the area.",
    }
    return Approve.model_validate(details | changed)


def with_partners() -> None:
    """Put the care home and the trust in the directory."""
    for partner in (CARE_HOME, TRUST):
        directory.put_organisation(partner, NOW)


def done(outcome: Done | Refusal) -> Done:
    """The outcome of an act that must have been done."""
    assert isinstance(outcome, Done), outcome
    return outcome


def stored_pledge(amount_pence: int = 10_000_000, pledge_id: str | None = None) -> Pledge:
    """A pledge of the trust, made by its use case, and what the trust promises is counted already."""
    AccountStore(None).open(TRUST.ods_code)
    command = OfferPledge(
        pledge_id=pledge_id or new_id(),
        amount_pence=amount_pence,
        tax_year="2026/27",
        shows_name=True,
        criteria=Criteria(),
        note="",
    )
    made = done(pledges.offer_pledge(FINANCE_LEAD, command, NOW))
    pledge = LevyStore(FINANCE_LEAD).pledge(made.id)
    assert pledge is not None
    return pledge


def stored_figures(figures: Figures | None = None, version: int = 0) -> None:
    """The trust's levy figures, entered by its use case."""
    command = SaveLevyAccount(version=version, figures=figures or some_figures())
    done(allowance.save_account(FINANCE_LEAD, command, new_id(), NOW))


def left(ods_code: str = TRUST.ods_code) -> Left:
    """What an employer has left to promise."""
    return AccountStore(None).left_of([ods_code])[ods_code]


def stored_draft(apprentices: int = 1, manager: Actor = MANAGER) -> Application:
    """A draft with every section answered, made by its use cases."""
    application_id = new_id()
    done(applications.start_application(manager, application_id, NOW))
    for section in (ACCOUNT, TRAINING, RATIONALE, COMMITMENTS, SHARING):
        done(applications.save_section(manager, application_id, section, new_id(), NOW))
    done(applications.save_group(manager, application_id, a_group(apprentices), new_id(), NOW))
    return read(application_id, manager)


def stored_application(apprentices: int = 1, manager: Actor = MANAGER) -> Application:
    """An application that was sent, made by its use cases."""
    draft = stored_draft(apprentices, manager)
    command = OnVersion(application_id=draft.application_id, version=draft.head.number)
    done(applications.submit(manager, command, new_id(), NOW + timedelta(minutes=1)))
    return read(draft.application_id, manager)


def read(application_id: str, actor: Actor = APPROVER) -> Application:
    """The application as it stands."""
    application = LevyStore(actor).application(application_id)
    assert application is not None
    return application


def read_pledge(pledge_id: str) -> Pledge:
    """The pledge as it stands."""
    pledge = LevyStore(APPROVER).pledge(pledge_id)
    assert pledge is not None
    return pledge
