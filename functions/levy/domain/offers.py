"""The applicant answers: a question, an offer, or leaves. And the schedule lets an offer lapse."""

from functions.levy.domain.applications import Application
from functions.levy.domain.commands import Accept, Answer, LeaveOffer, Withdraw
from functions.levy.domain.decisions import entries_for, move, refuse_move
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.notices import to_ics, to_receiver, to_senders
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.stages import HOLDING, MOVES, Action, Status
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances


def answer(
    application: Application, command: Answer, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Answer the last question of the ICS: the application waits for a decision again."""
    refusal = refuse_move(application, Action.ANSWER, command, circumstances)
    if refusal:
        return refusal
    *earlier, last = application.exchanges
    answered = last.model_copy(update={"answer": command.answer, "answered_at": circumstances.now})
    changed = move(application, Action.ANSWER, circumstances, exchanges=(*earlier, answered))
    intents = (to_ics(changed, "question_answered"),)
    return decided(changed, Action.ANSWER, circumstances, why=command.answer, intents=intents)


def accept(
    application: Application, command: Accept, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Accept the offer and its terms, on or before its last day."""
    refusal = refuse_move(application, Action.ACCEPT, command, circumstances)
    if refusal:
        return refusal
    if not command.accepts_terms:
        return Refusal(Reason.TERMS_NOT_ACCEPTED)
    if is_offer_over(application, circumstances):
        return Refusal(Reason.OFFER_OVER)
    changed = move(application, Action.ACCEPT, circumstances)
    intents = (
        to_receiver(changed, "offer_accepted"),
        to_ics(changed, "offer_accepted_ics"),
        *to_senders(changed, changed.awards, "offer_accepted_sender"),
    )
    return decided(changed, Action.ACCEPT, circumstances, intents=intents)


def decline_offer(
    application: Application, command: LeaveOffer, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Turn the offer down; its money goes back to the pledges."""
    refusal = refuse_move(application, Action.DECLINE_OFFER, command, circumstances)
    return refusal or _leave(application, Action.DECLINE_OFFER, command.why, circumstances)


def withdraw(
    application: Application, command: Withdraw, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Withdraw the application; money held for it goes back. Not once an apprentice is confirmed."""
    refusal = refuse_move(application, Action.WITHDRAW, command, circumstances)
    if refusal is None and application.confirmed_apprentices:
        refusal = Refusal(Reason.APPRENTICES_CONFIRMED)
    return refusal or _leave(application, Action.WITHDRAW, command.why, circumstances)


def lapse(application: Application, circumstances: Circumstances) -> Decision[Application] | Refusal:
    """Let an offer lapse that was not accepted by its last day; its money goes back. By schedule only."""
    if (application.status, Action.LAPSE) not in MOVES:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    if not is_offer_over(application, circumstances):
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    return _leave(application, Action.LAPSE, "The offer was not accepted by its last day.", circumstances)


def is_offer_over(application: Application, circumstances: Circumstances) -> bool:
    """Whether the last day of the offer is past; it may be accepted on that day."""
    return application.deadline_on is not None and london_day(circumstances.now) > application.deadline_on


def _leave(
    application: Application, action: Action, why: str, circumstances: Circumstances
) -> Decision[Application]:
    holds = application.status in HOLDING
    was_draft = application.status == Status.DRAFT
    changed = move(application, action, circumstances, proposal=None)
    intents = (
        to_receiver(changed, action),
        *(() if was_draft else (to_ics(changed, f"{action}_ics"),)),
        *(to_senders(changed, changed.awards, "money_released") if holds else ()),
    )
    entries = entries_for(application, EntryKind.RELEASE, circumstances) if holds else ()
    return decided(changed, action, circumstances, why=why, entries=entries, intents=intents)
