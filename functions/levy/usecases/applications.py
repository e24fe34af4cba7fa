"""A receiving employer fills an application in, sends it, answers, accepts or leaves."""

from collections.abc import Callable, Iterable
from datetime import datetime

from pydantic import BaseModel

from functions.levy.domain import appeals, drafting, offers
from functions.levy.domain.applications import Application, ApprenticeGroup
from functions.levy.domain.commands import Accept, Answer, AppealDecline, LeaveOffer, OnVersion, Withdraw
from functions.levy.domain.drafting import Section
from functions.levy.domain.pledges import Criteria, Need, fit
from functions.levy.domain.record import Decision
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from functions.levy.usecases.perform import DecideApplication, new_application, on_application, on_sending
from shared.actors import Actor, Organisation
from shared.outcomes import Refusal
from shared.perform import Done, request_hash
from shared.records import Circumstances
from shared.reference.standards import Standard, standard_for


class StartApplication(BaseModel):
    """The wish to begin an application; the id was minted with the form."""

    application_id: str


class RemoveGroup(BaseModel):
    """The wish to take a group of apprentices out."""

    application_id: str
    group_id: str


def start_application(actor: Actor, application_id: str, now: datetime) -> Done | Refusal:
    """Begin a draft for the organisation that the actor acts for."""
    here = circumstances(actor, now)
    return new_application(
        LevyStore(actor),
        application_id,
        request_hash("start", StartApplication(application_id=application_id)),
        lambda employer: drafting.start_application(application_id, employer, here),
    )


def save_section(actor: Actor, application_id: str, section: Section, key: str, now: datetime) -> Done | Refusal:
    """Keep the answers of a section."""
    here = circumstances(actor, now)
    return _act(
        actor, application_id, key, "save", section, lambda one, _: drafting.save_section(one, section, here)
    )


def save_group(
    actor: Actor, application_id: str, group: ApprenticeGroup, key: str, now: datetime
) -> Done | Refusal:
    """Add or replace a group of apprentices."""
    here = circumstances(actor, now)
    return _act(
        actor, application_id, key, "save_group", group, lambda one, _: drafting.save_group(one, group, here)
    )


def remove_group(actor: Actor, application_id: str, group_id: str, key: str, now: datetime) -> Done | Refusal:
    """Take a group of apprentices out."""
    here = circumstances(actor, now)
    command = RemoveGroup(application_id=application_id, group_id=group_id)
    return _act(
        actor,
        application_id,
        key,
        "remove_group",
        command,
        lambda one, _: drafting.remove_group(one, group_id, here),
    )


def submit(actor: Actor, command: OnVersion, key: str, now: datetime) -> Done | Refusal:
    """Send the application to the ICS."""
    here, store = circumstances(actor, now), LevyStore(actor)

    def decide(application: Application, employer: Organisation) -> Decision[Application] | Refusal:
        best = best_score(application, store.open_criteria())
        return drafting.submit(application, command.version, employer, best, here)

    request = request_hash(f"submit:{command.application_id}", command)
    return on_sending(store, command.application_id, key, request, decide)


def best_score(application: Application, open_to: Iterable[Criteria]) -> int:
    """The score of the criteria that it meets best; 0 where no pledge is open."""
    need = need_of(application)
    return max((fit(criteria, need).score for criteria in open_to), default=0) if need else 0


def need_of(application: Application) -> Need | None:
    """What pledges' criteria look at; None before there is a standard."""
    if application.training is None:
        return None
    standard = standard_for(application.training.standard, application.training.start)
    if not isinstance(standard, Standard):
        return None
    return Need(
        place=application.employer.place,
        organisation_type=application.employer.type,
        standard=standard.ref,
        level=standard.level,
    )


def answer(actor: Actor, command: Answer, key: str, now: datetime) -> Done | Refusal:
    """Answer the question of the ICS."""
    return _on_offer(actor, command, key, "answer", now, lambda one, here: offers.answer(one, command, here))


def appeal(actor: Actor, command: AppealDecline, key: str, now: datetime) -> Done | Refusal:
    """Appeal against the decline."""
    return _on_offer(actor, command, key, "appeal", now, lambda one, here: appeals.appeal(one, command, here))


def accept(actor: Actor, command: Accept, key: str, now: datetime) -> Done | Refusal:
    """Accept the offer and its terms."""
    return _on_offer(actor, command, key, "accept", now, lambda one, here: offers.accept(one, command, here))


def decline_offer(actor: Actor, command: LeaveOffer, key: str, now: datetime) -> Done | Refusal:
    """Turn the offer down."""
    return _on_offer(
        actor, command, key, "decline_offer", now, lambda one, here: offers.decline_offer(one, command, here)
    )


def withdraw(actor: Actor, command: Withdraw, key: str, now: datetime) -> Done | Refusal:
    """Withdraw the application."""
    return _on_offer(actor, command, key, "withdraw", now, lambda one, here: offers.withdraw(one, command, here))


def _on_offer(
    actor: Actor,
    command: OnVersion,
    key: str,
    action: str,
    now: datetime,
    decide: Callable[[Application, Circumstances], Decision[Application] | Refusal],
) -> Done | Refusal:
    here = circumstances(actor, now)
    return _act(actor, command.application_id, key, action, command, lambda one, _: decide(one, here))


def _act(
    actor: Actor, application_id: str, key: str, action: str, command: BaseModel, decide: DecideApplication
) -> Done | Refusal:
    request = request_hash(f"{action}:{application_id}", command)
    return on_application(LevyStore(actor), application_id, key, request, decide)
