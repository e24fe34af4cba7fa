"""What an approver has before them: the application, the money that could pay for it, and others like it.

Four round trips: the application; the open pledges, a query and one read of their balances; the applications of
the same standard. They cannot be one: the standard is in the application, and balances are in no index.
"""

from dataclasses import dataclass
from datetime import date, datetime

from functions.levy.domain.applications import Application
from functions.levy.domain.duplicates import NearDuplicate, NeedSummary, near_duplicates
from functions.levy.domain.options import Option, options
from functions.levy.domain.policy import has_conflict, may, oversees
from functions.levy.domain.reasons import Reason
from functions.levy.domain.stages import MOVES, Action, Status
from functions.levy.store import LevyStore
from functions.levy.usecases.applications import need_of
from shared.actors import Actor
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.table import Item
from shared.values.dates import Month

MOST_COMPARED = 200
_OF_A_SECOND = (Action.CONFIRM, Action.SEND_BACK)
_ON_APPEAL = (Action.ALLOW_APPEAL, Action.UPHOLD)


@dataclass(frozen=True)
class Alike:
    """Near-duplicates of an application, among the `compared` newest of the same standard."""

    duplicates: tuple[NearDuplicate, ...]
    compared: int
    is_cut: bool


def application_to_decide(actor: Actor, application_id: str) -> Application | None:
    """An application that was sent, for those who decide or audit. One round trip."""
    if not oversees(actor):
        return None
    found = LevyStore(actor).application(application_id)
    return found if found and found.status != Status.DRAFT and found.priced else None


def refuse_act(actor: Actor, application: Application, action: Action) -> Refusal | None:
    """Why this approver cannot take the action now, so that no page offers what would be refused."""
    if not may(actor, action, application):
        return Refusal(Reason.NOT_FOUND)
    if action is not Action.ASK and has_conflict(actor, application):
        return Refusal(Reason.CONFLICT_OF_INTEREST)
    if (application.status, action) not in MOVES:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    if action in _OF_A_SECOND and is_own_proposal(actor, application):
        return Refusal(Reason.SAME_APPROVER)
    if action in _ON_APPEAL and is_own_decline(actor, application):
        return Refusal(Reason.DECLINED_IT)
    return None


def is_own_decline(actor: Actor, application: Application) -> bool:
    """Whether this approver declined what is appealed against."""
    return application.status is Status.APPEALED and application.declined_by == actor.person_id


def is_own_proposal(actor: Actor, application: Application) -> bool:
    """Whether this approver made the proposal that waits for a second one."""
    return application.proposal is not None and application.proposal.by_person_id == actor.person_id


def money_for(actor: Actor, application: Application, cost_pence: int, today: date) -> tuple[Option, ...]:
    """Every open pledge against a cost, the best first. Two round trips."""
    need = need_of(application)
    return options(application, need, LevyStore(actor).open_pledges(), cost_pence, today) if need else ()


def alike(actor: Actor, application: Application) -> Alike:
    """Applications of the whole ICS that seem to be for the same need. One round trip."""
    if application.training is None:
        return Alike((), 0, False)
    rows = [item["row"] for item in LevyStore(actor).same_need(application.training.standard)]
    found = near_duplicates(_own(application), map(_other, rows))
    return Alike(found, len(rows), len(rows) == MOST_COMPARED)


def _own(application: Application) -> NeedSummary:
    assert application.training is not None and application.submitted_at is not None  # noqa: S101 - it was sent
    return NeedSummary(
        application_id=application.application_id,
        reference=application.reference,
        ods_code=application.employer.ods_code,
        employer=application.employer.name,
        postcode=application.employer.postcode,
        standard=application.training.standard,
        start=application.training.start,
        apprentices=application.apprentice_count,
        status=application.status,
        submitted_on=london_day(application.submitted_at),
    )


def _other(row: Item) -> NeedSummary:
    names = (
        "application_id",
        "reference",
        "ods_code",
        "employer",
        "postcode",
        "standard",
        "apprentices",
        "status",
    )
    return NeedSummary(
        **{name: row[name] for name in names},
        start=Month.parse(row["start"]),
        submitted_on=london_day(datetime.fromisoformat(row["submitted_at"])),
    )
