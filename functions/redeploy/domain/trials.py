"""The trial in a new post, what comes of it, and the judgements on a refused offer. Pure functions."""

from datetime import date

from pydantic import StrictBool

from functions.redeploy.domain.acts import OnMatch, act, refuse_move
from functions.redeploy.domain.clocks import latest_start, trial_end
from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.holding import hold_days_allowed
from functions.redeploy.domain.matches import Confirmation, Judgement, MatchRecord, Trial
from functions.redeploy.domain.notices import to_person, to_persons_hr
from functions.redeploy.domain.people import Notice, PoolEntry, Text, Words
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.posting import appraise_on
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus, MatchAction, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import recorded
from shared.reference.bank_holidays import working_days_after
from shared.values.dates import uk_date


class BeginTrial(OnMatch):
    """The person starts in the new post."""

    starts_on: date


class ExtendTrial(OnMatch):
    """Record that both sides agreed in writing, before work started, on a longer trial for retraining."""

    until: date
    agreed_on: date
    retraining: Words


class PassTrial(OnMatch):
    """The trial is passed."""

    words: Text = ""


class FailTrial(OnMatch):
    """The trial ends without success, or the person does not start: back to the register with all rights."""

    words: Words


class JudgeRefusal(OnMatch):
    """Two judgements on a refused offer, each a human's own: was the post suitable, was the refusal reasonable."""

    was_suitable: StrictBool
    was_reasonable_to_refuse: StrictBool
    words: Words


def begin_trial(
    match: MatchRecord, notice: Notice, command: BeginTrial, here: Here
) -> Decision[MatchRecord] | Refusal:
    """Start the four weeks of the law, from the day on which work starts. `notice` as it stands now: it may have
    been served, or put off, after the offer."""
    refusal = refuse_move(match, MatchAction.BEGIN_TRIAL, command, here)
    if refusal:
        return refusal
    ends = old_job_ends_on(match, notice)
    if ends and command.starts_on > latest_start(ends):
        return Refusal(Reason.START_TOO_LATE, {"latest": uk_date(latest_start(ends))})
    if match.offer and command.starts_on < match.offer.made_on:
        return Refusal(Reason.DATES_OUT_OF_ORDER)
    trial = Trial(starts_on=command.starts_on, ends_on=trial_end(command.starts_on))
    return act(
        match,
        MatchAction.BEGIN_TRIAL,
        here,
        facts={"starts_on": trial.starts_on.isoformat(), "ends_on": trial.ends_on.isoformat()},
        trial=trial,
        intents=(to_person(match, "person_trial_begun", day=uk_date(trial.ends_on)),),
    )


def extend_trial(match: MatchRecord, command: ExtendTrial, here: Here) -> Decision[MatchRecord] | Refusal:
    """Lengthen a trial for retraining, and for that alone. The agreement is in writing and older than the first
    day of work (ERA 1996, s.138(6)): one made later would leave the person without their right to redundancy pay
    once four weeks are over. It is recorded here before the trial ends.
    """
    today = london_day(here.now)
    refusal = refuse_move(match, MatchAction.EXTEND_TRIAL, command, here) or refuse_over(match, today)
    if refusal:
        return refusal
    assert match.trial is not None  # noqa: S101 - a trial is under way
    if command.agreed_on >= match.trial.starts_on or command.agreed_on > today:
        return Refusal(Reason.DATES_OUT_OF_ORDER)
    if command.until <= match.trial.last_day:
        return Refusal(Reason.EXTENSION_TOO_SHORT)
    longer = match.trial.model_copy(
        update={
            "extended_to": command.until,
            "extension_agreed_on": command.agreed_on,
            "retraining": command.retraining,
        }
    )
    return act(
        match,
        MatchAction.EXTEND_TRIAL,
        here,
        facts={"until": command.until.isoformat(), "agreed_on": command.agreed_on.isoformat()},
        trial=longer,
        intents=(to_person(match, "person_trial_extended", day=uk_date(command.until)),),
    )


def pass_trial(match: MatchRecord, command: PassTrial, here: Here) -> Decision[MatchRecord] | Refusal:
    """The trial is passed, on its last day or after it; the receiving employer then confirms the move."""
    today = london_day(here.now)
    refusal = refuse_move(match, MatchAction.PASS_TRIAL, command, here) or refuse_early(match, today)
    if refusal:
        return refusal
    assert match.trial is not None  # noqa: S101 - a trial is under way
    ended = match.trial.model_copy(update={"ended_on": today, "words": command.words})
    return act(match, MatchAction.PASS_TRIAL, here, trial=ended, intents=(to_person(match, "person_passed"),))


def fail_trial(
    match: MatchRecord, entry: PoolEntry, vacancy: Vacancy, command: FailTrial, here: Here
) -> Decision[MatchRecord] | Refusal:
    """The trial fails: the person looks for a post again as if it had not been, and the post is held anew."""
    refusal = refuse_move(match, MatchAction.FAIL_TRIAL, command, here)
    if refusal:
        return refusal
    today = london_day(here.now)
    ended = match.trial.model_copy(update={"ended_on": today, "words": command.words}) if match.trial else None
    free = {"status": EntryStatus.ACTIVE, "status_since": here.now, "placed_in": ""}
    _, _, usual = hold_days_allowed(today)
    held = {
        "status": VacancyStatus.HELD,
        "status_since": here.now,
        "filled_by": "",
        "held_at": here.now,
        "hold_ends_on": working_days_after(today, vacancy.details.hold_days or usual),
        "certificate": None,
    }
    return act(
        match,
        MatchAction.FAIL_TRIAL,
        here,
        trial=ended,
        person_words=command.words,
        also=(
            recorded(entry.model_copy(update=free), "trial_failed", here),
            recorded(vacancy.model_copy(update=held), "trial_failed", here),
        ),
        follows=((Follow.MATCH_PERSON, match.entry_id), (Follow.MATCH_VACANCY, match.vacancy_id)),
        intents=(to_person(match, "person_failed"), to_persons_hr(match, "trial_failed")),
    )


def confirm(match: MatchRecord, entry: PoolEntry, command: OnMatch, here: Here) -> Decision[MatchRecord] | Refusal:
    """The receiving employer confirms that the person works there for good; a saving may be recognised."""
    refusal = refuse_move(match, MatchAction.CONFIRM, command, here)
    if refusal:
        return refusal
    done = {"status": EntryStatus.REDEPLOYED, "status_since": here.now, "appraise_on": appraise_on(here)}
    return act(
        match,
        MatchAction.CONFIRM,
        here,
        confirmation=Confirmation(by_name=here.who.name, at=here.now),
        also=(recorded(entry.model_copy(update=done), "redeployed", here),),
        intents=(to_person(match, "person_redeployed"), to_persons_hr(match, "redeployed")),
    )


def judge(match: MatchRecord, command: JudgeRefusal, here: Here) -> Decision[MatchRecord] | Refusal:
    """Record what the releasing employer's HR makes of a refused offer. Nothing follows from it by itself."""
    refusal = refuse_move(match, MatchAction.JUDGE, command, here)
    if refusal:
        return refusal
    judgement = Judgement(
        was_suitable=command.was_suitable,
        was_reasonable_to_refuse=command.was_reasonable_to_refuse,
        words=command.words,
        by_name=here.who.name,
        at=here.now,
    )
    return act(match, MatchAction.JUDGE, here, judgement=judgement)


def old_job_ends_on(match: MatchRecord, notice: Notice) -> date | None:
    """When the old job ends as far as is known: as notice stands now, else as it stood at the offer."""
    return notice.ends_on or (match.offer.old_job_ends_on if match.offer else None)


def refuse_early(match: MatchRecord, today: date) -> Refusal | None:
    """A trial is not passed before its last day."""
    if match.trial is None or today >= match.trial.last_day:
        return None
    return Refusal(Reason.TRIAL_NOT_OVER, {"day": uk_date(match.trial.last_day)})


def refuse_over(match: MatchRecord, today: date) -> Refusal | None:
    """A trial that is over cannot be lengthened."""
    is_over = match.trial is not None and today > match.trial.last_day
    return Refusal(Reason.TRIAL_OVER) if is_over else None
