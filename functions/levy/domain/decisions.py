"""The ICS decides: to wait, to ask, to decline, to send a proposal back; and the guards of every decision.

Approving is in `approvals.py`. Each is a pure function.
"""

from datetime import date, timedelta

from pydantic import JsonValue

from functions.levy.domain.applications import Application, Exchange
from functions.levy.domain.commands import (
    Ask,
    Decide,
    Decline,
    OnVersion,
    PutOnWaitingList,
    SendBack,
)
from functions.levy.domain.ledger import EntryKind, LedgerEntry, entry_key
from functions.levy.domain.notices import to_ics, to_receiver
from functions.levy.domain.policy import has_conflict, may
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.stages import MOVES, STAGES, Action, Status
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import Unit, rule
from shared.values.dates import months_after

DECLARED: dict[str, JsonValue] = {"conflict_of_interest": "none declared"}
"""What every decision's event says: whoever declares a conflict decides nothing."""


def send_back(
    application: Application, command: SendBack, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Do not confirm a proposal: the application waits for a decision again."""
    refusal = refuse_decision(application, Action.SEND_BACK, command, circumstances)
    if refusal:
        return refusal
    if application.proposal and circumstances.who.person_id == application.proposal.by_person_id:
        return Refusal(Reason.SAME_APPROVER)
    moved = move(application, Action.SEND_BACK, circumstances, proposal=None)
    intents = (to_ics(moved, "proposal_sent_back"),)
    return decided(moved, Action.SEND_BACK, circumstances, why=command.why, facts=DECLARED, intents=intents)


def put_on_waiting_list(
    application: Application, command: PutOnWaitingList, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Keep an application until there is money for it."""
    refusal = refuse_decision(application, Action.PUT_ON_WAITING_LIST, command, circumstances)
    if refusal:
        return refusal
    moved = move(application, Action.PUT_ON_WAITING_LIST, circumstances, decision_words=command.why)
    intents = (to_receiver(moved, "put_on_waiting_list", words=command.why),)
    return decided(
        moved, Action.PUT_ON_WAITING_LIST, circumstances, why=command.why, facts=DECLARED, intents=intents
    )


def ask(application: Application, command: Ask, circumstances: Circumstances) -> Decision[Application] | Refusal:
    """Ask the applicant a question; the application waits for the answer."""
    refusal = refuse_move(application, Action.ASK, command, circumstances)
    if refusal:
        return refusal
    asked = Exchange(question=command.question, asked_at=circumstances.now)
    moved = move(application, Action.ASK, circumstances, exchanges=(*application.exchanges, asked))
    intents = (to_receiver(moved, "question_asked"),)
    return decided(moved, Action.ASK, circumstances, why=command.question, intents=intents)


def decline(
    application: Application, command: Decline, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Decline for one or more reasons, in words that the applicant reads."""
    refusal = refuse_decision(application, Action.DECLINE, command, circumstances)
    if refusal:
        return refusal
    reasons = tuple(dict.fromkeys(command.reasons))
    moved = move(
        application,
        Action.DECLINE,
        circumstances,
        decline_reasons=reasons,
        decision_words=command.why,
        declined_by=circumstances.who.person_id,
        proposal=None,
    )
    return decided(
        moved,
        Action.DECLINE,
        circumstances,
        why=command.why,
        facts={**DECLARED, "reasons": list(reasons)},
        intents=(to_receiver(moved, "declined", words=command.why),),
    )


def refuse_move(
    application: Application, action: Action, command: OnVersion, circumstances: Circumstances
) -> Refusal | None:
    """The guards of every action: is it yours to take, is it what you were shown, may it happen now."""
    if circumstances.actor is None or not may(circumstances.actor, action, application):
        return Refusal(Reason.NOT_FOUND)
    if application.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    if (application.status, action) not in MOVES:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    return None


def refuse_decision(
    application: Application, action: Action, command: Decide, circumstances: Circumstances
) -> Refusal | None:
    """The guards of every decision: those of any action, and no conflict of interest, declared or known."""
    refusal = refuse_move(application, action, command, circumstances)
    if refusal:
        return refusal
    belongs = circumstances.actor is not None and has_conflict(circumstances.actor, application)
    if command.has_conflict or belongs:
        return Refusal(Reason.CONFLICT_OF_INTEREST)
    return None


def entries_for(
    application: Application, kind: EntryKind, circumstances: Circumstances
) -> tuple[LedgerEntry, ...]:
    """One ledger entry an award, each with its deterministic key."""
    return tuple(
        LedgerEntry(
            pledge_id=award.pledge_id,
            key=entry_key(application.application_id, kind),
            kind=kind,
            application_id=application.application_id,
            pence=award.pence,
            years=award.years,
            at=circumstances.now,
            sending_ods_code=award.sending_ods_code,
        )
        for award in application.awards
    )


def move(application: Application, action: Action, circumstances: Circumstances, **changes: object) -> Application:
    """The application where the table of moves puts it, with the deadline of its new stage."""
    status = MOVES[application.status, action]
    last_day = deadline_of(status, london_day(circumstances.now))
    return application.model_copy(
        update={"status": status, "status_since": circumstances.now, "deadline_on": last_day, **changes}
    )


def deadline_of(status: Status, today: date) -> date | None:
    """The last day of a stage that begins today; None where it has none."""
    key = STAGES[status].deadline_rule
    if key is None:
        return None
    given = rule(key, today)
    if given.unit is Unit.MONTHS:
        return months_after(today, given.number)
    return today + timedelta(days=given.number)
