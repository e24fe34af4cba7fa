"""What a person says of the posts they are matched with: interest, consent, yes or no. Pure functions."""

from typing import Annotated

from pydantic import Field

from functions.redeploy.domain.acts import OnMatch, act, refuse_move
from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.matches import MatchRecord, NotForMeReason
from functions.redeploy.domain.notices import to_person, to_persons_hr, to_posts_side
from functions.redeploy.domain.people import PoolEntry, Text
from functions.redeploy.domain.policy import Here, is_the_person
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus, MatchAction, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from shared.actors import Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import recorded
from shared.values.dates import uk_date


class ExpressInterest(OnMatch):
    """The person wants to be considered; `rank` is their own order among the posts they want (1 is first)."""

    rank: Annotated[int, Field(strict=True, ge=1, le=999)]


class SayNotForMe(OnMatch):
    """The person does not want the post, and why; their HR records `no_answer` in words."""

    reason: NotForMeReason
    words: Text = ""


class RefuseOffer(OnMatch):
    """The person refuses an offer, and why. Whether that is reasonable is judged by humans, and apart."""

    words: Text = ""


def express_interest(
    match: MatchRecord, entry: PoolEntry, vacancy: Vacancy, command: ExpressInterest, here: Here
) -> Decision[MatchRecord] | Refusal:
    """Say that one wants to be considered, or rank it anew. Whoever said no may think better of it while both are
    free: a match opened with a post that is gone, or a person who is placed, would never have an outcome. Where HR
    records it, the person is told."""
    refusal = refuse_move(match, MatchAction.EXPRESS_INTEREST, command, here)
    if refusal is None and not match.is_open:
        refusal = refuse_unless_free(entry, vacancy)
    if refusal:
        return refusal
    first_time = not match.is_open or match.rank == 0
    told = (
        (to_posts_side(match, "interest"), to_posts_side(match, "interest", Role.HR_ADVISER)) if first_time else ()
    )
    settles = ((Follow.SETTLE_PERSON, match.entry_id), (Follow.SETTLE_VACANCY, match.vacancy_id))
    for_them = () if _is_own(match, here) else (to_person(match, "person_interest_recorded", day=_day(here)),)
    return act(
        match,
        MatchAction.EXPRESS_INTEREST,
        here,
        follows=() if match.is_open else settles,  # either may have been taken at this very moment
        intents=(*told, *for_them),
        rank=command.rank,
        not_for_me=None,
    )


def say_not_for_me(match: MatchRecord, command: SayNotForMe, here: Here) -> Decision[MatchRecord] | Refusal:
    """Say no to a match; consent goes with it. Where HR records it, the person is told, though not the reason: an
    email may be read by others."""
    refusal = refuse_move(match, MatchAction.SAY_NOT_FOR_ME, command, here)
    if refusal:
        return refusal
    for_them = () if _is_own(match, here) else (to_person(match, "person_no_recorded", day=_day(here)),)
    return act(
        match,
        MatchAction.SAY_NOT_FOR_ME,
        here,
        intents=for_them,
        why=command.reason.value,
        not_for_me=command.reason,
        person_words=command.words,
        consented_at=None,
    )


def consent(match: MatchRecord, command: OnMatch, here: Here) -> Decision[MatchRecord] | Refusal:
    """Agree to be named to the employer of this vacancy, and to nobody else."""
    refusal = refuse_move(match, MatchAction.CONSENT, command, here)
    if refusal:
        return refusal
    intents = (to_posts_side(match, "named"), to_posts_side(match, "named", Role.HR_ADVISER))
    return act(match, MatchAction.CONSENT, here, consented_at=match.consented_at or here.now, intents=intents)


def withdraw_consent(match: MatchRecord, command: OnMatch, here: Here) -> Decision[MatchRecord] | Refusal:
    """Take the consent back: from now on the employer sees the card again."""
    refusal = refuse_move(match, MatchAction.WITHDRAW_CONSENT, command, here)
    if refusal:
        return refusal
    return act(match, MatchAction.WITHDRAW_CONSENT, here, consented_at=None, interview_on=None)


def accept(
    match: MatchRecord, entry: PoolEntry, vacancy: Vacancy, command: OnMatch, here: Here
) -> Decision[MatchRecord] | Refusal:
    """Accept an offer in writing. The person takes this post and no other, the post this person and no other."""
    refusal = refuse_move(match, MatchAction.ACCEPT, command, here) or refuse_unless_free(entry, vacancy)
    if refusal:
        return refusal
    assert match.offer is not None  # noqa: S101 - only an offer can be accepted
    placed = {"status": EntryStatus.PLACED, "status_since": here.now, "placed_in": match.match_id}
    filled = {"status": VacancyStatus.FILLED, "status_since": here.now, "filled_by": match.match_id}
    return act(
        match,
        MatchAction.ACCEPT,
        here,
        offer=match.offer.model_copy(update={"accepted_at": here.now}),
        also=(
            recorded(entry.model_copy(update=placed), "accept", here),
            recorded(vacancy.model_copy(update=filled), "accept", here),
        ),
        follows=((Follow.SETTLE_PERSON, match.entry_id), (Follow.SETTLE_VACANCY, match.vacancy_id)),
        intents=(
            to_person(match, "person_accepted"),
            to_persons_hr(match, "accepted_releasing"),
            to_posts_side(match, "accepted"),
            to_posts_side(match, "accepted", Role.HR_ADVISER),
        ),
    )


def refuse_offer(match: MatchRecord, command: RefuseOffer, here: Here) -> Decision[MatchRecord] | Refusal:
    """Refuse an offer. Suitability and reasonableness are then judged by the releasing employer's HR."""
    refusal = refuse_move(match, MatchAction.REFUSE, command, here)
    if refusal:
        return refusal
    return act(
        match,
        MatchAction.REFUSE,
        here,
        person_words=command.words,
        intents=(to_persons_hr(match, "refused_to_judge"), to_posts_side(match, "refused")),
    )


def refuse_unless_free(entry: PoolEntry, vacancy: Vacancy) -> Refusal | None:
    """Why a person and a post cannot come together: one of them is taken, or gone."""
    if entry.status is not EntryStatus.ACTIVE or entry.placed_in:
        return Refusal(Reason.HAS_A_POST)
    if vacancy.status not in (VacancyStatus.HELD, VacancyStatus.CLEARED) or vacancy.filled_by:
        return Refusal(Reason.POST_TAKEN)
    return None


def _is_own(match: MatchRecord, here: Here) -> bool:
    """Whether the person answers for themself."""
    return is_the_person(here.asker, match.entry_id)


def _day(here: Here) -> str:
    return uk_date(london_day(here.now))
