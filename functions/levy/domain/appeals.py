"""An applicant appeals against a decline, once and in time; somebody who did not decline it decides. Pure."""

from datetime import date, timedelta

from functions.levy.domain.applications import Appeal, Application
from functions.levy.domain.commands import AnswerAppeal, AppealDecline
from functions.levy.domain.decisions import DECLARED, move, refuse_decision, refuse_move
from functions.levy.domain.notices import to_ics, to_receiver
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from functions.levy.domain.stages import Action, Status
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.values.dates import uk_date


def last_day_to_appeal(application: Application, today: date) -> date | None:
    """Until when an appeal can be made; None where it cannot, or no longer."""
    if application.status is not Status.DECLINED or application.appeal is not None:
        return None
    last = _last_day(application)
    return last if today <= last else None


def appeal(
    application: Application, command: AppealDecline, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """Ask for the decline to be looked at again."""
    refusal = refuse_move(application, Action.APPEAL, command, circumstances)
    if refusal:
        return refusal
    if application.appeal is not None:
        return Refusal(Reason.APPEALED_BEFORE)
    if london_day(circumstances.now) > _last_day(application):
        return Refusal(Reason.APPEAL_TOO_LATE, {"last": uk_date(_last_day(application))})
    made = Appeal(words=command.words, made_at=circumstances.now)
    changed = move(application, Action.APPEAL, circumstances, appeal=made)
    intents = (to_ics(changed, "appeal_received"),)
    return decided(changed, Action.APPEAL, circumstances, why=command.words, intents=intents)


def allow_appeal(
    application: Application, command: AnswerAppeal, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """The decline was wrong, or is doubtful: the application waits for a decision again."""
    gone: dict[str, object] = {"decline_reasons": (), "decision_words": "", "declined_by": ""}
    return _answer(application, Action.ALLOW_APPEAL, command, circumstances, gone, "appeal_allowed")


def uphold(
    application: Application, command: AnswerAppeal, circumstances: Circumstances
) -> Decision[Application] | Refusal:
    """The decline stands."""
    return _answer(application, Action.UPHOLD, command, circumstances, {}, "appeal_upheld")


def _answer(
    application: Application,
    action: Action,
    command: AnswerAppeal,
    circumstances: Circumstances,
    changes: dict[str, object],
    tells: str,
) -> Decision[Application] | Refusal:
    refusal = refuse_decision(application, action, command, circumstances)
    if refusal:
        return refusal
    if application.appeal is None:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": application.status})
    if circumstances.who.person_id == application.declined_by:
        return Refusal(Reason.DECLINED_IT)
    answered = application.appeal.model_copy(update={"answer": command.why, "answered_at": circumstances.now})
    changed = move(application, action, circumstances, appeal=answered, **changes)
    intents = (to_receiver(changed, tells, words=command.why),)
    return decided(changed, action, circumstances, why=command.why, facts=DECLARED, intents=intents)


def _last_day(application: Application) -> date:
    declined_on = london_day(application.status_since)
    return declined_on + timedelta(days=rule("appeal_within_days", declined_on).number)
