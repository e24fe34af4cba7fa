"""The trial in a new post, what comes of it, and the two judgements on a refused offer."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.redeploy.domain.acts import OnMatch
from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.people import Notice
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.trials import (
    BeginTrial,
    ExtendTrial,
    FailTrial,
    JudgeRefusal,
    PassTrial,
    begin_trial,
    confirm,
    extend_trial,
    fail_trial,
    judge,
    pass_trial,
)
from tests.partners import NOW
from tests.redeployments import HOME_HR, HR, MANAGER, OTHER_HR, TODAY
from tests.unit.redeploy.deciding import (
    THE_PERSON,
    a_held_vacancy,
    a_match,
    a_trial,
    an_entry,
    an_offer,
    here,
    made,
    on,
    refused,
)

NOT_SERVED = Notice()
FIRST, LAST = date(2026, 12, 21), date(2027, 1, 17)
ON_TRIAL: dict[str, Any] = {
    "status": MatchStatus.ON_TRIAL,
    "offer": an_offer(),
    "trial": a_trial(FIRST, LAST),
}


def beginning(starts_on: date, *, notice: Notice = NOT_SERVED, who: Any = MANAGER, **offer: Any) -> Any:
    """The outcome of beginning a trial."""
    match = a_match(MatchStatus.ACCEPTED, offer=an_offer(**offer))
    return begin_trial(match, notice, on(match, BeginTrial, starts_on=starts_on), here(who))


def extending(days_from_now: int = 0, **asked: Any) -> Any:
    """The outcome of making a trial longer."""
    match = a_match(**ON_TRIAL)
    known: dict[str, Any] = {"until": date(2027, 2, 14), "agreed_on": TODAY, "retraining": "Cannulation."}
    command = on(match, ExtendTrial, **(known | asked))
    return extend_trial(match, command, here(MANAGER, NOW + timedelta(days=days_from_now)))


def passing(day: date) -> Any:
    """The outcome of passing a trial on a day."""
    match = a_match(**ON_TRIAL)
    return pass_trial(match, on(match, PassTrial), here(MANAGER, NOW + (day - TODAY)))


def changed_with(decision: Decision[Any]) -> list[Any]:
    """The other records that change with a match."""
    return [record for record, _ in decision.also]


def test_a_trial_of_four_weeks_ends_on_the_day_before_the_same_weekday() -> None:
    trial = made(beginning(FIRST)).trial
    assert (trial.starts_on, trial.ends_on, trial.last_day) == (FIRST, LAST, LAST)


@pytest.mark.parametrize("who", [HR, HOME_HR, THE_PERSON])
def test_only_the_new_employer_begins_it(who: Any) -> None:
    assert refused(beginning(FIRST, who=who)) is Reason.NOT_FOUND


def test_a_trial_does_not_begin_before_its_offer() -> None:
    assert refused(beginning(TODAY - timedelta(days=1))) is Reason.DATES_OUT_OF_ORDER
    assert made(beginning(TODAY))


def test_a_trial_begins_within_four_weeks_of_the_old_job() -> None:
    ends = date(2026, 12, 18)  # a Friday
    assert made(beginning(date(2027, 1, 18), old_job_ends_on=ends))
    outcome = beginning(date(2027, 1, 19), old_job_ends_on=ends)
    assert (refused(outcome), outcome.details) == (Reason.START_TOO_LATE, {"latest": "18 January 2027"})


def test_notice_served_after_the_offer_counts_as_it_stands_when_the_trial_begins() -> None:
    served = Notice(served_on=TODAY, ends_on=date(2026, 12, 18))
    assert refused(beginning(date(2027, 1, 19), notice=served)) is Reason.START_TOO_LATE
    put_off = Notice(served_on=TODAY, ends_on=date(2027, 1, 31))
    assert made(beginning(date(2027, 1, 19), notice=put_off, old_job_ends_on=date(2026, 12, 18)))


def test_a_trial_is_lengthened_for_retraining_by_an_agreement_older_than_its_first_day() -> None:
    decision = extending()
    trial = made(decision).trial
    assert (trial.ends_on, trial.extended_to, trial.last_day) == (LAST, date(2027, 2, 14), date(2027, 2, 14))
    assert decision.event.facts == {"until": "2027-02-14", "agreed_on": TODAY.isoformat()}
    assert "Cannulation" not in str(decision.event)


@pytest.mark.parametrize("agreed_on", [FIRST, FIRST + timedelta(days=3)])
def test_an_agreement_made_once_work_has_started_lengthens_nothing(agreed_on: date) -> None:
    assert refused(extending(40, agreed_on=agreed_on)) is Reason.DATES_OUT_OF_ORDER


def test_an_agreement_of_tomorrow_is_not_one_yet() -> None:
    assert refused(extending(agreed_on=TODAY + timedelta(days=1))) is Reason.DATES_OUT_OF_ORDER


def test_a_longer_trial_is_recorded_before_the_trial_ends() -> None:
    last = (LAST - TODAY).days
    assert made(extending(last))
    assert refused(extending(last + 1)) is Reason.TRIAL_OVER


def test_a_longer_trial_is_longer() -> None:
    assert refused(extending(until=LAST)) is Reason.EXTENSION_TOO_SHORT


def test_no_trial_is_lengthened_without_saying_for_what_retraining() -> None:
    with pytest.raises(ValueError, match="retraining"):
        extending(retraining="")


def test_a_trial_is_passed_on_its_last_day_and_not_before() -> None:
    early = passing(LAST - timedelta(days=1))
    assert (refused(early), early.details) == (Reason.TRIAL_NOT_OVER, {"day": "17 January 2027"})
    after = made(passing(LAST))
    assert (after.status, after.trial.ended_on) == (MatchStatus.PASSED, LAST)


def test_a_failed_trial_frees_the_person_and_holds_the_post_anew() -> None:
    match = a_match(**ON_TRIAL)
    placed = an_entry().model_copy(update={"status": EntryStatus.PLACED, "placed_in": match.match_id})
    filled = a_held_vacancy(status=VacancyStatus.FILLED, filled_by=match.match_id)
    decision = fail_trial(match, placed, filled, on(match, FailTrial, words="The shifts."), here(MANAGER))
    assert isinstance(decision, Decision)
    entry, vacancy = changed_with(decision)
    assert decision.record.status is MatchStatus.FAILED
    assert (entry.status, entry.placed_in) == (EntryStatus.ACTIVE, "")
    assert (vacancy.status, vacancy.filled_by, vacancy.certificate) == (VacancyStatus.HELD, "", None)
    assert vacancy.hold_ends_on == date(2026, 11, 27)  # five working days after a Sunday
    assert [follow for follow, _ in decision.follows] == [Follow.MATCH_PERSON, Follow.MATCH_VACANCY]


def test_only_the_new_employer_confirms_and_only_a_passed_trial() -> None:
    passed, entry = a_match(MatchStatus.PASSED), an_entry()
    assert refused(confirm(passed, entry, on(passed, OnMatch), here(HR))) is Reason.NOT_FOUND
    trying = a_match(**ON_TRIAL)
    assert refused(confirm(trying, entry, on(trying, OnMatch), here(MANAGER))) is Reason.NOT_ALLOWED_NOW
    decision = confirm(passed, entry, on(passed, OnMatch), here(MANAGER))
    assert isinstance(decision, Decision)
    assert decision.record.confirmation is not None
    [redeployed] = changed_with(decision)
    assert redeployed.status is EntryStatus.REDEPLOYED
    assert redeployed.appraise_on is not None


@pytest.mark.parametrize("suitable", [True, False])
@pytest.mark.parametrize("reasonable", [True, False])
def test_suitability_and_reasonableness_are_two_judgements_and_nothing_follows_from_them(
    suitable: bool, reasonable: bool
) -> None:
    match = a_match(MatchStatus.REFUSED)
    asked = {"was_suitable": suitable, "was_reasonable_to_refuse": reasonable, "words": "CANARY"}
    decision = judge(match, on(match, JudgeRefusal, **asked), here(HR))
    assert isinstance(decision, Decision)
    judged = decision.record.judgement
    assert judged is not None
    assert (judged.was_suitable, judged.was_reasonable_to_refuse) == (suitable, reasonable)
    assert decision.record.status is MatchStatus.REFUSED
    assert (decision.also, decision.counts, decision.follows, decision.intents) == ((), (), (), ())
    assert "CANARY" not in str(decision.event)


@pytest.mark.parametrize("who", [MANAGER, OTHER_HR, THE_PERSON])
def test_only_the_persons_own_hr_judges(who: Any) -> None:
    match = a_match(MatchStatus.REFUSED)
    asked = {"was_suitable": True, "was_reasonable_to_refuse": True, "words": "Yes."}
    assert refused(judge(match, on(match, JudgeRefusal, **asked), here(who))) is Reason.NOT_FOUND
