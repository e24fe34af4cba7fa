"""A sending employer pledges, and changes, closes and reopens its pledges."""

from datetime import datetime

from functions.levy.domain import pledges
from functions.levy.domain.pledges import EditPledge, OfferPledge, SetPledgeStatus
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from functions.levy.usecases.perform import new_pledge, on_pledge
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, request_hash


def offer_pledge(actor: Actor, command: OfferPledge, now: datetime) -> Done | Refusal:
    """Pledge an amount of a tax year from the organisation that the actor acts for."""
    here = circumstances(actor, now)
    return new_pledge(
        LevyStore(actor),
        command.pledge_id,
        request_hash("offer_pledge", command),
        lambda employer: pledges.offer_pledge(command, employer, here),
    )


def edit_pledge(actor: Actor, command: EditPledge, key: str, now: datetime) -> Done | Refusal:
    """Change the amount, the criteria, the note or the showing of the name."""
    here = circumstances(actor, now)
    return on_pledge(
        LevyStore(actor),
        command.pledge_id,
        key,
        request_hash("edit_pledge", command),
        lambda pledge: pledges.edit_pledge(pledge, command, here),
    )


def set_pledge_status(actor: Actor, command: SetPledgeStatus, key: str, now: datetime) -> Done | Refusal:
    """Close or reopen a pledge."""
    here = circumstances(actor, now)
    return on_pledge(
        LevyStore(actor),
        command.pledge_id,
        key,
        request_hash("set_pledge_status", command),
        lambda pledge: pledges.set_pledge_status(pledge, command, here),
    )
