"""An accepted offer becomes apprentices, one by one, by the employer's own reference."""

from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from functions.levy.domain import confirming, offers
from functions.levy.domain.applications import SetUpStep
from functions.levy.domain.commands import RecordReferences, RecordSetUpStep, Withdraw
from functions.levy.domain.confirming import confirm_apprentice
from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import Status
from shared.actors import Role
from shared.outcomes import Refusal
from shared.values.dates import Month
from tests.apprentices import EACH_PENCE, a_confirmation, an_accepted, confirmed
from tests.levies import APPROVER, FINANCE_LEAD, MANAGER, here
from tests.partners import NOW, an_actor

LAST_DAY = NOW.replace(year=2027, month=2, day=22)


def test_a_confirmed_apprentice_holds_its_share_and_the_application_counts_it() -> None:
    made = confirmed(an_accepted(2, 1_000_000, 2_000_000))
    assert (made.record.apprenticeship_id, made.record.number) == ("application-1.1", 1)
    assert [share.pence for share in made.record.shares] == [500_000, 1_000_000]
    assert made.apprentice.entries == ()
    counted = made.application.record
    assert (counted.confirmed_apprentices, counted.status, counted.deadline_on) == (
        1,
        Status.ACCEPTED,
        LAST_DAY.date(),
    )


def test_once_all_are_confirmed_no_day_is_left_to_keep() -> None:
    made = confirmed(an_accepted())
    assert made.application.record.deadline_on is None
    again = confirm_apprentice(made.application.record, a_confirmation(made.application.record), here(MANAGER))
    assert again == Refusal(Reason.ALL_CONFIRMED)


def test_a_price_below_the_award_gives_the_difference_back() -> None:
    made = confirmed(an_accepted(1, 500_000, 1_000_000), price_pence=1_200_000)
    assert [entry.pence for entry in made.apprentice.entries] == [100_000, 200_000]
    assert {entry.kind for entry in made.apprentice.entries} == {EntryKind.RELEASE}
    assert {entry.key for entry in made.apprentice.entries} == {"application-1.1:1:release"}
    assert (made.record.held_pence, made.record.excess_pence) == (1_200_000, 0)
    assert {one.kind for one in made.apprentice.intents} == {"money_released"}


def test_a_price_above_the_award_is_the_employers_own_to_pay() -> None:
    one = confirmed(an_accepted(), price_pence=1_650_000).record
    assert (one.held_pence, one.excess_pence) == (EACH_PENCE, 150_000)


@pytest.mark.parametrize(("days", "is_in_time"), [(0, True), (1, False)])
def test_apprentices_are_confirmed_until_the_end_of_the_last_day(days: int, is_in_time: bool) -> None:
    accepted, late = an_accepted(), here(MANAGER, LAST_DAY + timedelta(days=days))
    outcome = confirm_apprentice(accepted, a_confirmation(accepted, start=Month(2027, 3)), late)
    assert (outcome != Refusal(Reason.USE_OVER)) == is_in_time


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"start": Month(2026, 10)}, Reason.START_TOO_EARLY),
        ({"start": Month(2030, 12)}, Reason.START_TOO_LATE),
        ({"months": 7}, Reason.TRAINING_TOO_SHORT),
        ({"price_pence": 10_000_001}, Reason.PRICE_TOO_HIGH),
        ({"version": 1}, Reason.CHANGED_SINCE),
    ],
)
def test_what_cannot_be_paid_for_is_refused(changed: dict[str, object], reason: Reason) -> None:
    accepted = an_accepted()
    outcome = confirm_apprentice(accepted, a_confirmation(accepted, **changed), here(MANAGER))
    assert isinstance(outcome, Refusal)
    assert outcome.reason is reason


def test_only_the_employer_confirms() -> None:
    accepted = an_accepted()
    other = an_actor(Role.RECEIVING_EMPLOYER, ods_code="VLA02")
    for actor in (APPROVER, FINANCE_LEAD, other, None):
        assert confirm_apprentice(accepted, a_confirmation(accepted), here(actor)) == Refusal(Reason.NOT_FOUND)


@pytest.mark.parametrize("reference", ["1748529632", "AB 12 34 56 C", ""])
def test_an_apprentice_is_known_by_no_number_of_a_person(reference: str) -> None:
    with pytest.raises(ValidationError):
        a_confirmation(an_accepted(), own_reference=reference)


def test_with_an_apprentice_confirmed_the_application_is_not_withdrawn() -> None:
    one = confirmed(an_accepted(2)).application.record
    command = Withdraw(application_id=one.application_id, version=one.head.number)
    assert offers.withdraw(one, command, here(MANAGER)) == Refusal(Reason.APPRENTICES_CONFIRMED)


def test_references_and_steps_of_the_apprenticeship_service_are_kept_with_their_days() -> None:
    accepted = an_accepted()
    on = {"application_id": accepted.application_id, "version": accepted.head.number}
    codes = RecordReferences(**on, pledge_code="V7YG2K", cohort_code="ABC123")
    made = confirming.record_references(accepted, codes, here(MANAGER))
    assert isinstance(made, Decision)
    assert (made.record.set_up.pledge_code, made.record.set_up.cohort_code) == ("V7YG2K", "ABC123")
    step = RecordSetUpStep(
        application_id=accepted.application_id,
        version=made.record.head.number,
        step=SetUpStep.INVITATION_ACCEPTED,
        on=date(2026, 11, 20),
    )
    stepped = confirming.record_set_up_step(made.record, step, here(MANAGER))
    assert isinstance(stepped, Decision)
    assert stepped.record.set_up.done_on == {SetUpStep.INVITATION_ACCEPTED: date(2026, 11, 20)}
    assert stepped.record.set_up.pledge_code == "V7YG2K"


def test_a_step_is_not_told_before_it_is_done() -> None:
    accepted = an_accepted()
    step = RecordSetUpStep(
        application_id=accepted.application_id,
        version=accepted.head.number,
        step=SetUpStep.TRANSFER_APPROVED,
        on=date(2026, 11, 23),
    )
    assert confirming.record_set_up_step(accepted, step, here(MANAGER)) == Refusal(
        Reason.DAY_TOO_LATE, {"latest": "22 November 2026"}
    )


@pytest.mark.parametrize("code", ["abc123", "ABCDEFGHIJK", "AB-12"])
def test_a_code_of_the_apprenticeship_service_is_capitals_and_figures(code: str) -> None:
    with pytest.raises(ValidationError):
        RecordReferences(application_id="application-1", version=1, cohort_code=code)
