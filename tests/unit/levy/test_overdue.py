"""What days that pass do: unused money goes back, what nobody decided is declined, what is left lapses."""

from datetime import date, datetime

import pytest

from functions.levy.domain.applications import Appeal, Application, DeclineReason
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.overdue import decline_stale, lapse_pledge, release_unused, stale_on
from functions.levy.domain.pledges import PledgeStatus
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import Status
from shared.outcomes import Refusal
from tests.apprentices import an_accepted, confirmed
from tests.levies import a_pledge, an_application, here
from tests.partners import NOW

LAST_DAY = NOW.replace(year=2027, month=2, day=22)
DAY_AFTER = NOW.replace(year=2027, month=2, day=23)
NEW_YEAR = NOW.replace(year=2027, month=4, day=6)


def decision(outcome: Decision[Application] | Refusal) -> Decision[Application]:
    assert isinstance(outcome, Decision), outcome
    return outcome


def test_without_a_confirmed_apprentice_the_whole_award_goes_back_and_the_application_ends() -> None:
    made = decision(release_unused(an_accepted(1, 500_000, 1_000_000), here(None, DAY_AFTER)))
    assert made.record.status is Status.NOT_USED
    assert [(entry.kind, entry.pence) for entry in made.entries] == [
        (EntryKind.RELEASE, 500_000),
        (EntryKind.RELEASE, 1_000_000),
    ]
    assert [one.kind for one in made.intents] == ["not_used", "not_used_ics", "money_released", "money_released"]


def test_with_some_confirmed_what_the_others_would_have_had_goes_back_and_the_application_goes_on() -> None:
    partly = confirmed(an_accepted(3, 1_000_001, 3_499_999))
    made = decision(release_unused(partly.application.record, here(None, DAY_AFTER)))
    assert (made.record.status, made.record.deadline_on) == (Status.ACCEPTED, None)
    for award, entry, share in zip(
        partly.application.record.awards, made.entries, partly.record.shares, strict=True
    ):
        assert entry.pence + share.pence == award.pence
        held = {year.tax_year: year.pence for year in share.held}
        back = {year.tax_year: year.pence for year in entry.years}
        for year in award.years:
            assert held.get(year.tax_year, 0) + back.get(year.tax_year, 0) == year.pence
    assert made.intents[0].kind == "part_not_used"


def test_the_last_day_is_still_theirs_and_a_used_award_has_none() -> None:
    assert isinstance(release_unused(an_accepted(), here(None, LAST_DAY)), Refusal)
    used = confirmed(an_accepted()).application.record
    assert isinstance(release_unused(used, here(None, NEW_YEAR)), Refusal)


@pytest.mark.parametrize(("now", "is_stale"), [(LAST_DAY, False), (DAY_AFTER, True)])
def test_an_application_is_declined_once_three_months_passed_without_a_decision(
    now: datetime, is_stale: bool
) -> None:
    outcome = decline_stale(an_application(), here(None, now))
    assert isinstance(outcome, Decision) == is_stale
    if isinstance(outcome, Decision):
        assert outcome.record.status is Status.DECLINED
        assert outcome.record.decline_reasons == (DeclineReason.NOT_DECIDED_IN_TIME,)
        assert [one.kind for one in outcome.intents] == ["declined_stale", "declined_stale_ics"]


def test_an_appeal_that_was_allowed_gives_the_ics_three_months_again() -> None:
    answered = Appeal(words="Look again.", made_at=NOW, answer="We shall.", answered_at=LAST_DAY)
    assert stale_on(an_application(appeal=answered)) == date(2027, 5, 22)


@pytest.mark.parametrize("status", [Status.WAITING_LIST, Status.OFFERED, Status.DECLINED])
def test_what_waits_for_money_or_is_decided_does_not_go_stale(status: Status) -> None:
    outcome = decline_stale(an_application(status=status), here(None, NEW_YEAR))
    assert isinstance(outcome, Refusal)


def test_what_is_left_of_a_pledge_lapses_when_its_tax_year_is_over_and_closes_it() -> None:
    made = lapse_pledge(a_pledge(700_000), here(None, NEW_YEAR))
    assert isinstance(made, Decision)
    assert (made.record.balances.available_pence, made.record.balances.lapsed_pence) == (0, 700_000)
    assert made.record.status is PledgeStatus.CLOSED
    (entry,) = made.entries
    assert (entry.key, entry.kind, entry.application_id) == ("pledge-1:2:lapse", EntryKind.LAPSE, "")


def test_a_pledge_keeps_its_money_until_the_last_day_of_its_year() -> None:
    last = NEW_YEAR.replace(day=5)
    assert lapse_pledge(a_pledge(), here(None, last)) == Refusal(Reason.NOTHING_DUE)
