"""What a person says of a post: who may say it, and what it leaves."""

from typing import Any

import pytest

from functions.redeploy.domain.acts import OnMatch
from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.interest import (
    ExpressInterest,
    RefuseOffer,
    SayNotForMe,
    accept,
    consent,
    express_interest,
    refuse_offer,
    say_not_for_me,
    withdraw_consent,
)
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from tests.partners import NOW
from tests.redeployments import HOME_HR, HR, MANAGER, OTHER_HR
from tests.unit.redeploy.deciding import (
    THE_PERSON,
    a_held_vacancy,
    a_match,
    an_entry,
    an_offer,
    here,
    made,
    on,
    refused,
)

OFFERED: dict[str, Any] = {"status": MatchStatus.OFFERED, "offer": an_offer()}


def wanting(match: Any, *, who: Any = THE_PERSON, entry: Any = None, vacancy: Any = None, rank: int = 1) -> Any:
    """The outcome of saying that one wants a post."""
    command = on(match, ExpressInterest, rank=rank)
    return express_interest(match, entry or an_entry(), vacancy or a_held_vacancy(), command, here(who))


def accepting(*, who: Any = THE_PERSON, entry: Any = None, vacancy: Any = None, match: Any = None) -> Any:
    """The outcome of accepting an offer."""
    match = match or a_match(**OFFERED)
    return accept(match, entry or an_entry(), vacancy or a_held_vacancy(), on(match, OnMatch), here(who))


@pytest.mark.parametrize("who", [THE_PERSON, HR])
def test_the_person_or_their_hr_says_that_they_want_a_post_or_not(who: Any) -> None:
    proposed = a_match(MatchStatus.PROPOSED, consented_at=None, rank=0)
    assert made(wanting(proposed, who=who, rank=3)).rank == 3
    asked = on(proposed, SayNotForMe, reason="travel")
    assert made(say_not_for_me(proposed, asked, here(who))).status is MatchStatus.NOT_FOR_ME


def test_the_person_is_told_of_what_their_hr_recorded_for_them_and_not_of_what_they_said_themself() -> None:
    proposed = a_match(MatchStatus.PROPOSED, consented_at=None, rank=0)
    asked = on(proposed, SayNotForMe, reason="caring", words="CANARY")

    def wants(who: Any) -> Any:
        return wanting(proposed, who=who, rank=3)

    def refuses(who: Any) -> Any:
        return say_not_for_me(proposed, asked, here(who))

    for decide, kind in ((wants, "person_interest_recorded"), (refuses, "person_no_recorded")):
        assert [one.kind for one in decide(THE_PERSON).intents if one.role is None] == []
        (told,) = [one for one in decide(HR).intents if one.role is None]
        assert (told.kind, told.params["day"]) == (kind, "22 November 2026")
        assert "CANARY" not in str(told.params) and "caring" not in str(told.params)


def test_another_rank_that_hr_records_is_told_to_the_person_alone() -> None:
    decision = wanting(a_match(rank=1), who=HR, rank=4)
    assert [one.kind for one in decision.intents] == ["person_interest_recorded"]


@pytest.mark.parametrize("who", [MANAGER, OTHER_HR, HOME_HR, None])
def test_nobody_else_says_it_for_them(who: Any) -> None:
    match = a_match()
    assert refused(wanting(match, who=who)) is Reason.NOT_FOUND
    asked = on(match, SayNotForMe, reason="travel")
    assert refused(say_not_for_me(match, asked, here(who))) is Reason.NOT_FOUND


@pytest.mark.parametrize("who", [HR, MANAGER, OTHER_HR])
def test_nobody_but_the_person_consents_accepts_or_refuses(who: Any) -> None:
    match = a_match(**OFFERED)
    assert refused(consent(a_match(), on(a_match(), OnMatch), here(who))) is Reason.NOT_FOUND
    assert refused(withdraw_consent(a_match(), on(a_match(), OnMatch), here(who))) is Reason.NOT_FOUND
    assert refused(accepting(who=who)) is Reason.NOT_FOUND
    assert refused(refuse_offer(match, on(match, RefuseOffer), here(who))) is Reason.NOT_FOUND


def test_who_said_no_may_think_better_of_it_and_is_counted_again() -> None:
    decision = wanting(a_match(MatchStatus.NOT_FOR_ME, consented_at=None))
    assert made(decision).status is MatchStatus.INTERESTED
    assert [(one.tier, one.change) for one in decision.counts] == [(2, 1)]


def test_who_said_no_cannot_open_a_match_that_could_never_have_an_outcome() -> None:
    match = a_match(MatchStatus.NOT_FOR_ME)
    placed = an_entry().model_copy(update={"status": EntryStatus.PLACED, "placed_in": "another"})
    left = an_entry().model_copy(update={"status": EntryStatus.LEFT})
    assert refused(wanting(match, entry=placed)) is Reason.HAS_A_POST
    assert refused(wanting(match, entry=left)) is Reason.HAS_A_POST
    for gone in (VacancyStatus.FILLED, VacancyStatus.WITHDRAWN):
        assert refused(wanting(match, vacancy=a_held_vacancy(status=gone))) is Reason.POST_TAKEN
    assert made(wanting(match, vacancy=a_held_vacancy(status=VacancyStatus.CLEARED)))


def test_another_rank_tells_nobody_and_counts_nothing() -> None:
    decision = wanting(a_match(rank=1), rank=4)
    assert (made(decision).rank, decision.intents, decision.counts) == (4, (), ())


def test_a_no_ends_the_consent_and_keeps_words_out_of_the_audit() -> None:
    match = a_match()
    decision = say_not_for_me(match, on(match, SayNotForMe, reason="caring", words="CANARY"), here(THE_PERSON))
    after = made(decision)
    assert (after.is_named, after.person_words) == (False, "CANARY")
    assert isinstance(decision, Decision)
    assert decision.event.why == "caring"
    assert "CANARY" not in str(decision.event)


def test_a_no_is_an_outcome_even_while_a_rejection_waits() -> None:
    match = a_match(MatchStatus.REJECTION_PROPOSED)
    decision = say_not_for_me(match, on(match, SayNotForMe, reason="hours"), here(THE_PERSON))
    assert made(decision).status is MatchStatus.NOT_FOR_ME
    assert isinstance(decision, Decision)
    assert [one.change for one in decision.counts] == [-1]


def test_consent_is_kept_with_its_time_and_may_be_taken_back() -> None:
    match = a_match(consented_at=None)
    agreed = made(consent(match, on(match, OnMatch), here(THE_PERSON)))
    assert agreed.consented_at == NOW
    invited = a_match(MatchStatus.INTERVIEW, interview_on=NOW.date())
    back = made(withdraw_consent(invited, on(invited, OnMatch), here(THE_PERSON)))
    assert (back.is_named, back.interview_on, back.status) == (False, None, MatchStatus.INTERESTED)


def test_whoever_accepts_takes_the_post_and_the_post_takes_them() -> None:
    decision = accepting()
    match = made(decision)
    (entry, _), (vacancy, _) = decision.also
    assert match.offer.accepted_at == NOW
    assert (entry.status, entry.placed_in) == (EntryStatus.PLACED, match.match_id)
    assert (vacancy.status, vacancy.filled_by) == (VacancyStatus.FILLED, match.match_id)
    assert [follow for follow, _ in decision.follows] == [Follow.SETTLE_PERSON, Follow.SETTLE_VACANCY]


def test_of_two_offers_accepting_one_makes_the_other_impossible() -> None:
    (placed, _), (filled, _) = accepting().also
    assert refused(accepting(entry=placed)) is Reason.HAS_A_POST
    assert refused(accepting(vacancy=filled)) is Reason.POST_TAKEN


@pytest.mark.parametrize("status", [VacancyStatus.FILLED, VacancyStatus.WITHDRAWN])
def test_a_post_that_is_gone_cannot_be_accepted(status: VacancyStatus) -> None:
    assert refused(accepting(vacancy=a_held_vacancy(status=status))) is Reason.POST_TAKEN


def test_a_refused_offer_waits_for_the_two_judgements_and_binds_nobody() -> None:
    match = a_match(**OFFERED)
    decision = refuse_offer(match, on(match, RefuseOffer, words="CANARY"), here(THE_PERSON))
    assert made(decision).status is MatchStatus.REFUSED
    assert made(decision).judgement is None
    assert isinstance(decision, Decision)
    assert "CANARY" not in str(decision.event)
    assert decision.also == ()
