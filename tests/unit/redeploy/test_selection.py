"""What the employer of a post may decide: each guard, and what a decision leaves."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.decision import OFFERS, Decision
from functions.redeploy.domain.people import Notice
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.selection import (
    Invite,
    MakeOffer,
    NotRatify,
    Ratify,
    Reject,
    WithdrawOffer,
    invite,
    not_ratify,
    offer,
    ratify,
    reject,
    withdraw_offer,
)
from functions.redeploy.domain.stages import MOVES, MatchAction, MatchStatus, VacancyStatus
from tests.partners import NOW
from tests.redeployments import HOME_HR, HR, MANAGER, OTHER_HR, SECOND_HR, TODAY
from tests.unit.redeploy.deciding import (
    THE_PERSON,
    a_held_vacancy,
    a_match,
    a_rejection,
    an_offer,
    here,
    made,
    on,
    refused,
)

SERVED = Notice(served_on=TODAY - timedelta(days=7), ends_on=TODAY + timedelta(days=77))
START = TODAY + timedelta(days=30)


def offering(match: Any = None, *, notice: Notice = SERVED, first: bool = True, **asked: Any) -> Any:
    """The outcome of an offer on a match."""
    match = match or a_match()
    vacancy = asked.pop("vacancy", None) or a_held_vacancy()
    who, now = asked.pop("who", MANAGER), asked.pop("now", NOW)
    command = on(match, MakeOffer, **({"starts_on": START} | asked))
    return offer(match, vacancy, notice, first, command, here(who, now))


def inviting(match: Any = None, *, who: Any = MANAGER, vacancy: Any = None, **asked: Any) -> Any:
    """The outcome of an invitation."""
    match = match or a_match()
    command = on(match, Invite, **({"interview_on": TODAY} | asked))
    return invite(match, vacancy or a_held_vacancy(), command, here(who))


@pytest.mark.parametrize("who", [HR, HOME_HR, THE_PERSON, None])
def test_only_those_who_fill_the_post_invite_or_offer(who: Any) -> None:
    assert refused(inviting(who=who)) is Reason.NOT_FOUND
    assert refused(offering(who=who)) is Reason.NOT_FOUND


def test_a_match_that_changed_since_it_was_shown_is_not_acted_on() -> None:
    match = a_match()
    assert refused(inviting(match, version=match.head.number + 1)) is Reason.CHANGED_SINCE


@pytest.mark.parametrize("status", sorted(MatchStatus))
def test_an_offer_is_made_only_where_the_table_of_moves_has_it(status: MatchStatus) -> None:
    outcome = offering(a_match(status))
    if (status, MatchAction.OFFER) in MOVES:
        assert made(outcome).status is MatchStatus.OFFERED
    else:
        assert refused(outcome) is Reason.NOT_ALLOWED_NOW


def test_whoever_is_not_named_is_neither_invited_nor_offered() -> None:
    unnamed = a_match(consented_at=None)
    assert refused(inviting(unnamed)) is Reason.NO_CONSENT
    assert refused(offering(unnamed)) is Reason.NO_CONSENT


def test_whoever_is_not_in_turn_waits_for_the_higher_tier() -> None:
    vacancy = a_held_vacancy(open_by_tier={1: 1, 2: 1, 3: 0})
    assert refused(inviting(vacancy=vacancy)) is Reason.HIGHER_TIER_OPEN
    assert refused(offering(vacancy=vacancy)) is Reason.HIGHER_TIER_OPEN


def test_a_lower_tier_does_not_stand_in_the_way() -> None:
    assert made(offering(vacancy=a_held_vacancy(open_by_tier={1: 0, 2: 1, 3: 9})))


def test_the_store_checks_again_that_no_higher_tier_and_no_offer_is_open() -> None:
    offered, invited = offering(), inviting()
    assert isinstance(offered, Decision)
    assert isinstance(invited, Decision)
    assert offered.clear is not None
    assert invited.clear is not None
    assert offered.clear.tiers == (OFFERS, 1)
    assert invited.clear.tiers == (1,)


def test_a_post_that_is_taken_or_gone_is_not_offered() -> None:
    assert refused(offering(vacancy=a_held_vacancy(filled_by="other"))) is Reason.POST_TAKEN
    gone = a_held_vacancy(status=VacancyStatus.WITHDRAWN)
    assert refused(offering(vacancy=gone)) is Reason.NOT_ALLOWED_NOW
    assert refused(inviting(vacancy=gone)) is Reason.NOT_ALLOWED_NOW
    assert made(offering(vacancy=a_held_vacancy(status=VacancyStatus.CLEARED)))


def test_a_post_is_offered_to_one_person_at_a_time_and_others_may_still_be_interviewed() -> None:
    out = a_held_vacancy(offers_out=1)
    assert refused(offering(vacancy=out)) is Reason.OFFER_OUT
    assert made(inviting(vacancy=out))


def test_an_interview_is_today_or_later() -> None:
    assert made(inviting(interview_on=TODAY)).interview_on == TODAY
    assert refused(inviting(interview_on=TODAY - timedelta(days=1))) is Reason.DATES_OUT_OF_ORDER


def test_an_offer_starts_today_or_later() -> None:
    assert refused(offering(starts_on=TODAY - timedelta(days=1))) is Reason.DATES_OUT_OF_ORDER


def test_an_offer_is_made_on_the_last_day_of_the_old_job_and_not_after_it() -> None:
    ends_today = Notice(served_on=TODAY - timedelta(days=60), ends_on=TODAY)
    assert made(offering(notice=ends_today, starts_on=TODAY + timedelta(days=1)))
    ended = Notice(served_on=TODAY - timedelta(days=60), ends_on=TODAY - timedelta(days=1))
    assert refused(offering(notice=ended, starts_on=TODAY)) is Reason.OFFER_AFTER_JOB_ENDS
    assert refused(offering(notice=ended, starts_on=date(2027, 6, 1))) is Reason.OFFER_AFTER_JOB_ENDS


def test_an_offer_starts_within_four_weeks_of_the_old_job() -> None:
    notice = Notice(served_on=TODAY, ends_on=date(2026, 12, 18))  # a Friday
    assert made(offering(notice=notice, starts_on=date(2027, 1, 18)))
    outcome = offering(notice=notice, starts_on=date(2027, 1, 19))
    assert refused(outcome) is Reason.START_TOO_LATE
    assert outcome.details == {"latest": "18 January 2027"}


@pytest.mark.parametrize(
    ("notice", "precedes"),
    [
        (Notice(), True),
        (Notice(served_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=90)), True),
        (Notice(served_on=TODAY, ends_on=TODAY + timedelta(days=90)), False),
        (SERVED, False),
    ],
)
def test_an_offer_is_marked_where_it_comes_before_notice(notice: Notice, precedes: bool) -> None:
    decision = offering(notice=notice)
    assert made(decision).offer.precedes_notice is precedes
    assert decision.event.facts["precedes_notice"] == ("yes" if precedes else "no")


def test_an_offer_out_of_turn_has_a_written_reason() -> None:
    assert refused(offering(first=False)) is Reason.NOT_PROPOSED_FIRST
    assert refused(offering(first=False, out_of_turn="  ")) is Reason.NOT_PROPOSED_FIRST
    decision = offering(first=False, out_of_turn="The other is on leave.")
    assert made(decision).offer.out_of_turn == "The other is on leave."
    assert decision.event.facts["out_of_turn"] == "yes"
    assert "leave" not in str(decision.event)


def test_a_rejection_has_a_code_in_the_audit_and_words_beside_it() -> None:
    match = a_match()
    asked = {"reason": "safe_staffing", "words": "CANARY-WORDS"}
    decision = reject(match, on(match, Reject, **asked), here(MANAGER))
    assert made(decision).rejection.words == "CANARY-WORDS"
    assert made(decision).is_open
    assert isinstance(decision, Decision)
    assert decision.event.why == "safe_staffing"
    assert "CANARY" not in str(decision.event)
    assert decision.counts == ()


@pytest.mark.parametrize("who", [MANAGER, HR, HOME_HR, THE_PERSON])
def test_only_another_hr_adviser_of_the_posts_employer_ratifies(who: Any) -> None:
    match = a_match(MatchStatus.REJECTION_PROPOSED, rejection=a_rejection())
    assert refused(ratify(match, on(match, Ratify), here(who))) is Reason.NOT_FOUND
    assert refused(not_ratify(match, on(match, NotRatify, words="No."), here(who))) is Reason.NOT_FOUND


def test_whoever_proposed_a_rejection_neither_ratifies_it_nor_takes_it_back() -> None:
    match = a_match(MatchStatus.REJECTION_PROPOSED, rejection=a_rejection(OTHER_HR.person_id))
    assert refused(ratify(match, on(match, Ratify), here(OTHER_HR))) is Reason.SAME_PERSON
    assert refused(not_ratify(match, on(match, NotRatify, words="No."), here(OTHER_HR))) is Reason.SAME_PERSON


def test_a_ratified_rejection_is_an_outcome_and_ends_the_consent() -> None:
    match = a_match(MatchStatus.REJECTION_PROPOSED, rejection=a_rejection())
    decision = ratify(match, on(match, Ratify, feedback="Try Ward 4."), here(SECOND_HR))
    after = made(decision)
    assert (after.status, after.is_named) == (MatchStatus.REJECTED, False)
    assert (after.rejection.ratified_by, after.rejection.ratified_at) == (SECOND_HR.name, NOW)
    assert isinstance(decision, Decision)
    assert [(one.tier, one.change) for one in decision.counts] == [(2, -1)]


@pytest.mark.parametrize(("rank", "back"), [(1, MatchStatus.INTERESTED), (0, MatchStatus.PROPOSED)])
def test_who_is_not_rejected_after_all_is_where_their_own_answer_puts_them(rank: int, back: MatchStatus) -> None:
    match = a_match(MatchStatus.REJECTION_PROPOSED, rejection=a_rejection(), rank=rank)
    after = made(not_ratify(match, on(match, NotRatify, words="Ask again."), here(SECOND_HR)))
    assert (after.status, after.rejection) == (back, None)


def test_an_offer_taken_back_leaves_the_person_in_consideration() -> None:
    match = a_match(MatchStatus.OFFERED, offer=an_offer())
    after = made(withdraw_offer(match, on(match, WithdrawOffer, words="No money."), here(MANAGER)))
    assert (after.status, after.offer, after.is_open) == (MatchStatus.INTERESTED, None, True)
