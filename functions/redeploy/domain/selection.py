"""What the employer of a post decides on the people matched with it. Pure functions.

Nobody of a lower tier is invited or offered while somebody of a higher one has no outcome. A rejection has a
written reason, and stands only when a second person has ratified it.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from functions.redeploy.domain.acts import OnMatch, act, refuse_move
from functions.redeploy.domain.clocks import latest_start
from functions.redeploy.domain.decision import OFFERS, Clear, Decision
from functions.redeploy.domain.matches import MatchRecord, Offer, Rejection, RejectReason
from functions.redeploy.domain.notices import to_person, to_persons_hr, to_posts_side
from functions.redeploy.domain.people import Notice, Text, Words
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchAction, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from shared.actors import Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.values.dates import uk_date


class Invite(OnMatch):
    """Invite the person to an interview."""

    interview_on: date
    words: Text = ""


class Reject(OnMatch):
    """Propose not to take the person: a coded reason, and words that the person reads."""

    reason: RejectReason
    words: Words


class Ratify(OnMatch):
    """A second person agrees with a rejection; `feedback` is for the person."""

    feedback: Text = ""


class NotRatify(OnMatch):
    """A second person does not agree: the person is to be considered again."""

    words: Words


class MakeOffer(OnMatch):
    """Offer the post in writing. `out_of_turn` says why, where the published order puts somebody else first."""

    starts_on: date
    words: Text = ""
    out_of_turn: Text = ""
    protection_pence: Annotated[int, Field(strict=True, ge=0, le=100_000_000)] = 0


class WithdrawOffer(OnMatch):
    """Take an offer back, in words that the person reads."""

    words: Words


def invite(match: MatchRecord, vacancy: Vacancy, command: Invite, here: Here) -> Decision[MatchRecord] | Refusal:
    """Invite to an interview, which whoever meets the essentials is guaranteed."""
    refusal = refuse_move(match, MatchAction.INVITE, command, here) or refuse_turn(match, vacancy)
    if refusal:
        return refusal
    if command.interview_on < london_day(here.now):
        return Refusal(Reason.DATES_OUT_OF_ORDER)
    return act(
        match,
        MatchAction.INVITE,
        here,
        facts={"interview_on": command.interview_on.isoformat()},
        clear=_higher(match),
        intents=(to_person(match, "person_interview", day=uk_date(command.interview_on)),),
        interview_on=command.interview_on,
        interview_words=command.words,
    )


def reject(match: MatchRecord, command: Reject, here: Here) -> Decision[MatchRecord] | Refusal:
    """Propose a rejection; it has no effect until another person ratifies it."""
    refusal = refuse_move(match, MatchAction.REJECT, command, here)
    if refusal:
        return refusal
    rejection = Rejection(
        reason=command.reason, words=command.words, by_person_id=here.who.person_id, by_name=here.who.name
    )
    return act(
        match,
        MatchAction.REJECT,
        here,
        why=command.reason.value,
        rejection=rejection,
        intents=(to_posts_side(match, "rejection_to_ratify", Role.HR_ADVISER),),
    )


def ratify(match: MatchRecord, command: Ratify, here: Here) -> Decision[MatchRecord] | Refusal:
    """Agree with a rejection that somebody else proposed: it stands, and the person is told why."""
    refusal = refuse_move(match, MatchAction.RATIFY, command, here) or refuse_same_person(match, here)
    if refusal:
        return refusal
    assert match.rejection is not None  # noqa: S101 - a rejection is there to be ratified
    ratified = match.rejection.model_copy(
        update={"ratified_by": here.who.name, "ratified_at": here.now, "feedback": command.feedback}
    )
    return act(
        match,
        MatchAction.RATIFY,
        here,
        why=ratified.reason.value,
        rejection=ratified,
        consented_at=None,
        intents=(to_person(match, "person_rejected"), to_persons_hr(match, "rejected")),
    )


def not_ratify(match: MatchRecord, command: NotRatify, here: Here) -> Decision[MatchRecord] | Refusal:
    """Do not agree with a rejection: the person is considered again."""
    refusal = refuse_move(match, MatchAction.NOT_RATIFY, command, here) or refuse_same_person(match, here)
    if refusal:
        return refusal
    return act(
        match,
        MatchAction.NOT_RATIFY,
        here,
        status=MatchStatus.INTERESTED if match.rank else MatchStatus.PROPOSED,  # who has not answered still has to
        rejection=None,
        interview_words=command.words,
        intents=(to_posts_side(match, "rejection_not_ratified"),),
    )


def offer(
    match: MatchRecord,
    vacancy: Vacancy,
    notice: Notice,
    is_first: bool,
    command: MakeOffer,
    here: Here,
) -> Decision[MatchRecord] | Refusal:
    """Offer the post. `is_first`: the published order puts this person first among those of the tier who want it.

    An offer before notice is served is made all the same, and marked: then the law's trial may not arise. A start
    later than four weeks after the old job ends is refused: by then there would have been a dismissal.
    """
    today = london_day(here.now)
    refusal = (
        refuse_move(match, MatchAction.OFFER, command, here)
        or refuse_offer_now(match, vacancy, notice, today)
        or _refuse_start(notice, command.starts_on, today)
    )
    if refusal:
        return refusal
    if not is_first and not command.out_of_turn.strip():
        return Refusal(Reason.NOT_PROPOSED_FIRST)
    made = Offer(
        made_on=today,
        made_by=here.who.name,
        starts_on=command.starts_on,
        words=command.words,
        out_of_turn=command.out_of_turn,
        precedes_notice=notice.served_on is None or notice.served_on > today,
        old_job_ends_on=notice.ends_on,
        protection_pence=command.protection_pence,
    )
    return act(
        match,
        MatchAction.OFFER,
        here,
        facts={
            "starts_on": command.starts_on.isoformat(),
            "precedes_notice": "yes" if made.precedes_notice else "no",
            "out_of_turn": "no" if is_first else "yes",
        },
        clear=Clear(match.vacancy_id, (OFFERS, *range(1, match.tier))),
        offer=made,
        intents=(to_person(match, "person_offer"), to_persons_hr(match, "offer_releasing")),
    )


def withdraw_offer(match: MatchRecord, command: WithdrawOffer, here: Here) -> Decision[MatchRecord] | Refusal:
    """Take an offer back; the person is considered again."""
    refusal = refuse_move(match, MatchAction.WITHDRAW_OFFER, command, here)
    if refusal:
        return refusal
    return act(
        match,
        MatchAction.WITHDRAW_OFFER,
        here,
        offer=None,
        interview_words=command.words,
        intents=(to_person(match, "person_offer_withdrawn"), to_persons_hr(match, "offer_withdrawn")),
    )


def refuse_turn(match: MatchRecord, vacancy: Vacancy) -> Refusal | None:
    """Why somebody cannot be invited or offered now: not named yet, not their turn, or the post is gone."""
    if not match.is_named:
        return Refusal(Reason.NO_CONSENT)
    if vacancy.filled_by:
        return Refusal(Reason.POST_TAKEN)
    if vacancy.status not in (VacancyStatus.HELD, VacancyStatus.CLEARED):
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return None if vacancy.is_open_to(match.tier) else Refusal(Reason.HIGHER_TIER_OPEN)


def refuse_offer_now(match: MatchRecord, vacancy: Vacancy, notice: Notice, today: date) -> Refusal | None:
    """Why no offer can be made now, whatever it says. One offer of a post is out at a time; and the law asks that
    it is made before the old job ends, on its last day at the latest (s.138(1))."""
    refusal = refuse_turn(match, vacancy)
    if refusal:
        return refusal
    if vacancy.offers_out:
        return Refusal(Reason.OFFER_OUT)
    has_ended = notice.ends_on is not None and today > notice.ends_on
    return Refusal(Reason.OFFER_AFTER_JOB_ENDS) if has_ended else None


def refuse_same_person(match: MatchRecord, here: Here) -> Refusal | None:
    """Whoever proposed a rejection is not the second person."""
    own = match.rejection is not None and match.rejection.by_person_id == here.who.person_id
    return Refusal(Reason.SAME_PERSON) if own else None


def _refuse_start(notice: Notice, starts_on: date, today: date) -> Refusal | None:
    """The new job starts today or later, and within four weeks after the old one."""
    if starts_on < today:
        return Refusal(Reason.DATES_OUT_OF_ORDER)
    if notice.ends_on is None or starts_on <= latest_start(notice.ends_on):
        return None
    return Refusal(Reason.START_TOO_LATE, {"latest": uk_date(latest_start(notice.ends_on))})


def _higher(match: MatchRecord) -> Clear:
    """That nobody of a higher tier is without an outcome, which the store checks again."""
    return Clear(match.vacancy_id, tuple(range(1, match.tier)))
