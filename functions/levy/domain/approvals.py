"""The ICS approves: in full, in part or split across pledges. Pure functions.

Above a dated sum one approver only proposes; a second and different one confirms, and only then is money
reserved. Nothing is ever approved that is not reserved in the same transaction.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from functions.levy.domain.accounts import Left, refuse_promise
from functions.levy.domain.applications import Application, Award, Priced, Proposal, Training
from functions.levy.domain.commands import (
    Approve,
    Confirm,
)
from functions.levy.domain.cost import years_of
from functions.levy.domain.decisions import DECLARED, entries_for, move, refuse_decision
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.notices import deadline, to_ics, to_receiver, to_senders
from functions.levy.domain.pledges import Pledge, PledgeStatus, is_year_over
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.stages import Action
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.reference.standards import StandardProblem, standard_for
from shared.values.money import pounds

Pledges = Mapping[str, Pledge]
NOT_LOOKED_AT: Mapping[str, Left] = {}


def approve(
    application: Application,
    pledges: Pledges,
    command: Approve,
    circumstances: Circumstances,
    left: Mapping[str, Left] = NOT_LOOKED_AT,
) -> Decision[Application] | Refusal:
    """Reserve the cost of `command.apprentices` in the named pledges and offer it, or propose to, above the sum
    that one approver may decide alone. The shares of the pledges add up to the cost exactly. `left` is what the
    senders' allowances have left, where it was looked at; the store never writes more than that."""
    today = london_day(circumstances.now)
    above_limit = cost_of(application, command.apprentices) > second_approver_above(today)
    action = Action.PROPOSE if above_limit else Action.APPROVE
    refusal = (
        refuse_decision(application, action, command, circumstances)
        or _refuse_standard(application)
        or _refuse_cost(application, command)
        or _first(
            refuse_share(application, pledges.get(one.pledge_id), one.pence, today) for one in command.shares
        )
    )
    if refusal:
        return refusal
    awards = tuple(_award(application, pledges[one.pledge_id], one.pence) for one in command.shares)
    if above_limit:
        return _propose(application, awards, command, circumstances)  # it promises nothing until it is confirmed
    refusal = refuse_promise(awards, pledges, left)
    return refusal or _offer(application, action, (awards, command.apprentices, command.why), circumstances)


def confirm(
    application: Application,
    pledges: Pledges,
    command: Confirm,
    circumstances: Circumstances,
    left: Mapping[str, Left] = NOT_LOOKED_AT,
) -> Decision[Application] | Refusal:
    """Make a proposal of another approver true. The money must be there now."""
    proposal = application.proposal
    refusal = refuse_decision(application, Action.CONFIRM, command, circumstances)
    if refusal:
        return refusal
    if proposal is None:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    if circumstances.who.person_id == proposal.by_person_id:
        return Refusal(Reason.SAME_APPROVER)
    today = london_day(circumstances.now)
    refusal = (
        _refuse_standard(application)
        or _first(
            refuse_share(application, pledges.get(award.pledge_id), award.pence, today)
            for award in proposal.awards
        )
        or refuse_promise(proposal.awards, pledges, left)
    )
    if refusal:
        return refusal
    why = command.why or proposal.why
    return _offer(application, Action.CONFIRM, (proposal.awards, proposal.apprentices, why), circumstances)


def cost_of(application: Application, apprentices: int) -> int:
    """What a transfer pays for so many of the application's apprentices, in pence; 0 before it is priced."""
    return application.priced.funded_each_pence * apprentices if application.priced else 0


def second_approver_above(today: date) -> int:
    """The sum in pence above which one approver does not decide alone."""
    return int(rule("second_approver_above_pence", today).value)


def refuse_share(application: Application, pledge: Pledge | None, pence: int, today: date) -> Refusal | None:
    """Why this pledge cannot pay so much of this application now."""
    if pledge is None or pledge.ics_code != application.ics_code:
        return Refusal(Reason.NOT_FOUND)
    if pledge.ods_code == application.employer.ods_code:
        return Refusal(Reason.PLEDGE_OF_RECEIVER)
    if pledge.status != PledgeStatus.OPEN:
        return Refusal(Reason.PLEDGE_CLOSED, {"pledge": pledge.organisation_name})
    if is_year_over(pledge, today):
        return Refusal(Reason.PLEDGE_YEAR_OVER, {"tax_year": pledge.tax_year})
    available = pledge.balances.available_pence
    if available < pence:
        details = {"pledge": pledge.organisation_name, "available": pounds(available), "needed": pounds(pence)}
        return Refusal(Reason.PLEDGE_TOO_SMALL, details)
    return None


def _refuse_cost(application: Application, command: Approve) -> Refusal | None:
    if command.apprentices > application.apprentice_count:
        return Refusal(Reason.TOO_MANY_APPRENTICES, {"most": str(application.apprentice_count)})
    if len({one.pledge_id for one in command.shares}) != len(command.shares):
        return Refusal(Reason.SHARES_DIFFER_FROM_COST, {"cost": pounds(cost_of(application, command.apprentices))})
    cost = cost_of(application, command.apprentices)
    if sum(one.pence for one in command.shares) != cost:
        return Refusal(Reason.SHARES_DIFFER_FROM_COST, {"cost": pounds(cost)})
    return None


def _refuse_standard(application: Application) -> Refusal | None:
    """A standard may close between the day an application is sent and the day it is decided."""
    training, _ = _sent(application)
    problem = standard_for(training.standard, training.start)
    if isinstance(problem, StandardProblem):
        return Refusal(Reason.STANDARD_NOT_OPEN, {"standard": training.standard, "problem": problem.value})
    return None


def _sent(application: Application) -> tuple[Training, Priced]:
    if application.training is None or application.priced is None:
        raise ValueError("only a draft has no training or price, and a draft is not decided")
    return application.training, application.priced


def _award(application: Application, pledge: Pledge, pence: int) -> Award:
    training, priced = _sent(application)
    return Award(
        pledge_id=pledge.pledge_id,
        sending_ods_code=pledge.ods_code,
        sender=pledge.public_name,
        pence=pence,
        years=years_of(pence, priced.duration_months, training.start),
    )


def _propose(
    application: Application, awards: tuple[Award, ...], command: Approve, circumstances: Circumstances
) -> Decision[Application]:
    who = circumstances.who
    proposal = Proposal(
        by_person_id=who.person_id,
        by_name=who.name,
        apprentices=command.apprentices,
        awards=awards,
        why=command.why,
    )
    moved = move(application, Action.PROPOSE, circumstances, proposal=proposal)
    return decided(
        moved,
        Action.PROPOSE,
        circumstances,
        why=command.why,
        facts={
            **DECLARED,
            "apprentices": command.apprentices,
            "total_pence": sum(award.pence for award in awards),
        },
        intents=(to_ics(moved, "second_approver_needed"),),
    )


def _offer(
    application: Application,
    action: Action,
    terms: tuple[tuple[Award, ...], int, str],
    circumstances: Circumstances,
) -> Decision[Application]:
    awards, apprentices, why = terms
    offered = move(
        application,
        action,
        circumstances,
        awards=awards,
        approved_apprentices=apprentices,
        decision_words=why,
        proposal=None,
    )
    total = sum(award.pence for award in awards)
    told = to_receiver(
        offered,
        "offer_made",
        amount=pounds(total),
        apprentices=str(apprentices),
        deadline=deadline(offered),
        words=why,
    )
    return decided(
        offered,
        action,
        circumstances,
        why=why,
        facts={**DECLARED, "apprentices": apprentices, "total_pence": total},
        entries=entries_for(offered, EntryKind.RESERVE, circumstances),
        intents=(told, *to_senders(offered, awards, "money_reserved")),
    )


def _first(refusals: Iterable[Refusal | None]) -> Refusal | None:
    return next((refusal for refusal in refusals if refusal), None)
