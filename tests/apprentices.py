"""Apprentices for tests: an accepted application, and what becomes of whom it pays for."""

from datetime import datetime
from typing import Any, TypeVar

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain import approvals, confirming, offers, telling
from functions.levy.domain.applications import Application
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.commands import (
    Accept,
    Confirm,
    ConfirmApprentice,
    OnApprentice,
    Share,
    StartApprentice,
)
from functions.levy.domain.confirming import Confirmation
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import Status
from functions.levy.usecases import applications, apprenticeships, decisions
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.values.dates import Month
from tests.levies import (
    APPROVER,
    MANAGER,
    SECOND_APPROVER,
    a_group,
    a_pledge,
    an_application,
    approval,
    done,
    here,
    read,
    stored_application,
    stored_pledge,
)
from tests.partners import NOW

START = Month(2027, 1)
EACH_PENCE = 1_500_000
MONTHS = 24
IN_JANUARY = datetime(2027, 1, 20, 9, tzinfo=NOW.tzinfo)

C = TypeVar("C", bound=OnApprentice)


def an_accepted(count: int = 1, *shares: int, now: datetime = NOW) -> Application:
    """An accepted application of so many apprentices, paid by these shares (one pledge unless told otherwise)."""
    parts = shares or (EACH_PENCE * count,)
    pledges = {f"pledge-{n}": a_pledge(10**9, pledge_id=f"pledge-{n}") for n in range(1, len(parts) + 1)}
    application = an_application(apprentices=(a_group(count),))
    told = tuple(Share(pledge_id=one, pence=pence) for one, pence in zip(pledges, parts, strict=True))
    offered = _of(approvals.approve(application, pledges, approval(application, shares=told), here(APPROVER, now)))
    if offered.status is Status.AWAITING_SECOND_APPROVER:
        second = Confirm(
            application_id=offered.application_id,
            version=offered.head.number,
            has_conflict=False,
            pledge_ids=tuple(pledges),
        )
        offered = _of(approvals.confirm(offered, pledges, second, here(SECOND_APPROVER, now)))
    command = Accept(application_id=offered.application_id, version=offered.head.number, accepts_terms=True)
    return _of(offers.accept(offered, command, here(MANAGER, now)))


def _of(made: Decision[Application] | Refusal) -> Application:
    assert isinstance(made, Decision), made
    return made.record


def a_confirmation(application: Application, **changed: Any) -> ConfirmApprentice:
    """The command that confirms the next apprentice as it was approved."""
    details: dict[str, Any] = {
        "application_id": application.application_id,
        "version": application.head.number,
        "own_reference": "Night team 1",
        "start": START,
        "months": MONTHS,
        "price_pence": EACH_PENCE,
    }
    return ConfirmApprentice.model_validate(details | changed)


def confirmed(application: Application, **changed: Any) -> Confirmation:
    """The decision that confirms the next apprentice."""
    made = confirming.confirm_apprentice(application, a_confirmation(application, **changed), here(MANAGER))
    assert isinstance(made, Confirmation), made
    return made


def the(outcome: Decision[Apprenticeship] | Refusal) -> Decision[Apprenticeship]:
    """The decision of an act that must have been done."""
    assert isinstance(outcome, Decision), outcome
    return outcome


def on(kind: type[C], one: Apprenticeship, **details: object) -> C:
    """A command on an apprenticeship as it stands."""
    shown = {"apprenticeship_id": one.apprenticeship_id, "version": one.head.number}
    return kind.model_validate(shown | details)


def an_apprentice(**changed: Any) -> Apprenticeship:
    """The one apprentice of an accepted application, confirmed."""
    return confirmed(an_accepted(), **changed).record


def a_started(**changed: Any) -> Apprenticeship:
    """The same, at work."""
    one = an_apprentice(**changed)
    return the(telling.start_apprentice(one, on(StartApprentice, one), here(MANAGER, IN_JANUARY))).record


def stored_accepted(count: int = 1, *shares: int, pledge_ids: tuple[str, ...] = ()) -> Application:
    """An accepted application, made by its use cases; at most what one approver may decide alone."""
    parts = shares or (EACH_PENCE * count,)
    ids = pledge_ids or tuple(stored_pledge().pledge_id for _ in parts)
    sent = stored_application(count)
    told = tuple(Share(pledge_id=one, pence=pence) for one, pence in zip(ids, parts, strict=True))
    done(decisions.approve(APPROVER, approval(sent, shares=told), new_id(), NOW))
    offered = read(sent.application_id)
    command = Accept(application_id=offered.application_id, version=offered.head.number, accepts_terms=True)
    done(applications.accept(MANAGER, command, new_id(), NOW))
    return read(sent.application_id)


def stored_apprentice(application: Application | None = None, **changed: Any) -> Apprenticeship:
    """A confirmed apprentice, made by the use case."""
    whole = application or stored_accepted()
    command = a_confirmation(read(whole.application_id), **changed)
    return read_apprentice(done(apprenticeships.confirm_apprentice(MANAGER, command, new_id(), NOW)).id)


def stored_started(application: Application | None = None, **changed: Any) -> Apprenticeship:
    """The same, at work since January."""
    one = stored_apprentice(application, **changed)
    done(apprenticeships.start_apprentice(MANAGER, on(StartApprentice, one), new_id(), IN_JANUARY))
    return read_apprentice(one.apprenticeship_id)


def read_apprentice(apprenticeship_id: str) -> Apprenticeship:
    """The apprenticeship as it stands."""
    one = ApprenticeshipStore(APPROVER).apprenticeship(apprenticeship_id)
    assert one is not None
    return one
