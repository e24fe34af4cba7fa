"""Who may do what to which record: one function for acts, one for sight. 'Not yours' reads as 'not there'."""

from functions.levy.domain.applications import Application
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.stages import Action
from shared.actors import Actor, Role

APPLICANTS = frozenset(
    {
        Action.SAVE,
        Action.SUBMIT,
        Action.ANSWER,
        Action.ACCEPT,
        Action.DECLINE_OFFER,
        Action.WITHDRAW,
        Action.CONFIRM_APPRENTICE,
        Action.RECORD_SET_UP,
        Action.APPEAL,
    }
)
APPROVERS = frozenset(
    {
        Action.ASK,
        Action.PUT_ON_WAITING_LIST,
        Action.PROPOSE,
        Action.APPROVE,
        Action.CONFIRM,
        Action.SEND_BACK,
        Action.DECLINE,
        Action.ALLOW_APPEAL,
        Action.UPHOLD,
    }
)


def may(actor: Actor, action: Action, application: Application) -> bool:
    """Whether the actor's role lets them take the action on this application, whatever its status."""
    if actor.ics_code != application.ics_code:
        return False
    if action in APPLICANTS:
        return actor.ods_code == application.employer.ods_code and actor.has(Role.RECEIVING_EMPLOYER)
    return action in APPROVERS and decides(actor)


def decides(actor: Actor) -> bool:
    """Whether the actor is an approver of the ICS, acting for its board and for no other organisation."""
    return actor.has(Role.ICS_APPROVER) and actor.ods_code == actor.ics_code


def oversees(actor: Actor) -> bool:
    """Whether the actor reads what is the whole ICS's: those who decide, and auditors."""
    return decides(actor) or actor.has(Role.AUDITOR)


def may_see(actor: Actor, application: Application) -> bool:
    """Whether the actor may read the whole application: its employer, and once sent the ICS and auditors."""
    if actor.ics_code != application.ics_code:
        return False
    if actor.ods_code == application.employer.ods_code and actor.has(Role.RECEIVING_EMPLOYER):
        return True
    was_sent = application.submitted_at is not None  # a draft that was given up never was
    return was_sent and oversees(actor)


def may_see_pledge(actor: Actor, pledge: Pledge) -> bool:
    """Whether the actor may read a pledge with its balances and ledger: its sender, the ICS and auditors."""
    if actor.ics_code != pledge.ics_code:
        return False
    if actor.ods_code == pledge.ods_code and actor.has(Role.SENDING_EMPLOYER):
        return True
    return oversees(actor)


def may_see_account(actor: Actor, ods_code: str) -> bool:
    """Whether the actor may read the levy account of an employer: the employer itself, the ICS and auditors."""
    return (actor.ods_code == ods_code and actor.has(Role.SENDING_EMPLOYER)) or oversees(actor)


def may_tell(actor: Actor, apprenticeship: Apprenticeship) -> bool:
    """Whether the actor may say what became of an apprentice: those who apply for the employer."""
    is_own = actor.ics_code == apprenticeship.ics_code and actor.ods_code == apprenticeship.ods_code
    return is_own and actor.has(Role.RECEIVING_EMPLOYER)


def may_see_apprenticeship(actor: Actor, apprenticeship: Apprenticeship) -> bool:
    """Whether the actor may read an apprenticeship whole: its employer, the ICS and auditors."""
    is_theirs = actor.ics_code == apprenticeship.ics_code and oversees(actor)
    return is_theirs or may_tell(actor, apprenticeship)


def has_conflict(actor: Actor, application: Application) -> bool:
    """Whether the actor belongs to the employer that asks, and so may not decide."""
    return application.employer.ods_code in actor.belongs_to
