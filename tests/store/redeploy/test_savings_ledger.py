"""A saving from the confirmed move to the ledger, and back, on the real engine."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from functions.redeploy.domain import recognising
from functions.redeploy.domain.ledger import EntryKind, Sums, sums_of
from functions.redeploy.domain.people import EmployerRef, Service
from functions.redeploy.domain.posting import ErasePerson
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.recognising import OpenSaving, SavingStatus, SignOff
from functions.redeploy.domain.redundancy import NoFigure, Reading
from functions.redeploy.domain.stages import MatchStatus
from functions.redeploy.savings_store import SavingsStore
from functions.redeploy.usecases import people, savings
from functions.redeploy.usecases.perform import here_of
from shared import audit
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.table import Table, client
from tests.redeployments import (
    AUDITOR,
    COORDINATOR,
    HOME_HR,
    HR,
    MANAGER,
    OTHER_HR,
    a_person,
    a_vacancy,
    done,
    entry,
    match_by_id,
    offered,
    with_partners,
)
from tests.savings import (
    AFTER,
    AUDITOR_OF_POST,
    BOTH,
    COLLEAGUE,
    OTHER_FINANCE,
    OTHER_MANAGER,
    SIGNER,
    confirmed,
    edited,
    entries,
    facts,
    opened,
    recognised,
    record,
    signed,
    taken_back,
)
from tests.tables import Tables

DAY = london_day(AFTER)


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> Tables:
    with_partners()
    return tables


def total(actor: Any) -> Sums:
    return sums_of(SavingsStore(actor).lines(actor))


def test_a_saving_counts_only_once_a_finance_lead_signed_it_off(partners: Tables) -> None:
    match_id = confirmed()
    done(opened(match_id))
    assert record(match_id).status is SavingStatus.OPEN
    assert total(HR) == Sums()
    for hr in (HR, COLLEAGUE):
        assert signed(match_id, hr) == Refusal(Reason.NOT_FOUND)
    assert total(HR) == Sums()
    done(signed(match_id, SIGNER))
    assert record(match_id).status is SavingStatus.RECOGNISED
    assert total(HR) == total(COORDINATOR) == total(AUDITOR) == Sums(1, 3_904_300, 3_904_300, 1_952_150)
    audit.seal(Table(partners["redeploy"]), "QXX", AFTER)
    assert audit.verify(Table(partners["redeploy"]), "QXX").fault is None


def test_who_is_hr_and_finance_lead_signs_off_nothing_that_they_entered() -> None:
    match_id = confirmed()
    done(opened(match_id, BOTH))
    assert signed(match_id, BOTH) == Refusal(Reason.SAME_PERSON)
    done(edited(match_id, HR))
    done(edited(match_id, BOTH, continuous_years=11, reckonable_years=11))
    assert signed(match_id, BOTH) == Refusal(Reason.SAME_PERSON)
    done(signed(match_id, SIGNER))
    (saving,) = entries(match_id)
    assert saving.facts.reckonable_years == 11


def test_no_saving_is_opened_before_the_receiving_employer_confirms() -> None:
    person, post = a_person(), a_vacancy()
    match = offered(person, post)
    assert opened(match.match_id) == Refusal(Reason.NOT_ALLOWED_NOW)


def test_neither_a_passed_trial_nor_another_move_of_the_person_is_enough() -> None:
    match_id = confirmed()
    match = match_by_id(match_id)
    person = entry(match.entry_id)
    command, here = OpenSaving(match_id=match_id, facts=facts()), here_of(HR, AFTER)
    assert isinstance(recognising.open_saving(match, person, command, here), recognising.SavingDecision)
    for moved, placed in (
        ({"status": MatchStatus.PASSED}, {}),
        ({"confirmation": None}, {}),
        ({}, {"placed_in": "another.match"}),
    ):
        refused = recognising.open_saving(
            match.model_copy(update=moved), person.model_copy(update=placed), command, here
        )
        assert refused == Refusal(Reason.NOT_ALLOWED_NOW)


def test_there_is_one_saving_a_move_and_a_race_opens_no_second() -> None:
    match_id = confirmed()
    with ThreadPoolExecutor(4) as several:
        outcomes = list(several.map(lambda actor: opened(match_id, actor), [HR, COLLEAGUE, HR, COLLEAGUE]))
    assert sum(isinstance(one, Done) for one in outcomes) == 1
    assert opened(match_id) == Refusal(Reason.ALREADY_THERE)


def test_two_sign_offs_at_once_make_one_entry() -> None:
    match_id = confirmed()
    done(opened(match_id))
    with ThreadPoolExecutor(4) as several:
        outcomes = list(several.map(lambda _: signed(match_id), range(4)))
    assert sum(isinstance(one, Done) for one in outcomes) == 1
    assert total(HR).people == 1


STRANGERS = [OTHER_HR, OTHER_FINANCE, MANAGER, HOME_HR, OTHER_MANAGER, COORDINATOR, AUDITOR]


@pytest.mark.parametrize("actor", [*STRANGERS, SIGNER])
def test_only_the_hr_of_the_releasing_employer_opens_and_enters(actor: Any) -> None:
    match_id = confirmed()
    assert opened(match_id, actor) == Refusal(Reason.NOT_FOUND)
    done(opened(match_id))
    assert edited(match_id, actor) == Refusal(Reason.NOT_FOUND)


@pytest.mark.parametrize("actor", [*STRANGERS, HR, COLLEAGUE])
def test_only_a_finance_lead_of_the_releasing_employer_signs_off(actor: Any) -> None:
    match_id = confirmed()
    done(opened(match_id))
    assert signed(match_id, actor) == Refusal(Reason.NOT_FOUND)


def test_a_finance_lead_takes_no_saving_back() -> None:
    assert taken_back(recognised(), DAY, SIGNER) == Refusal(Reason.NOT_FOUND)


def test_the_finance_leads_are_told_in_the_transaction_that_opens_a_saving_and_learn_nothing_of_the_person(
    partners: Tables,
) -> None:
    match_id = confirmed()
    entry_id = match_by_id(match_id).entry_id
    done(opened(match_id))
    items = client().scan(TableName=partners["redeploy"])["Items"]
    (told,) = [one for one in items if one.get("kind", {}).get("S") == "saving_to_sign_off"]
    assert (told["ods_code"]["S"], told["role"]["S"]) == ("RZZ", "finance_lead")
    assert record(match_id).reference in str(told["params"])
    assert entry_id not in str(told) and "Wren" not in str(told)


def test_a_finance_lead_sees_no_person_no_match_and_no_vacancy() -> None:
    match_id = recognised()
    match, store = match_by_id(match_id), SavingsStore(SIGNER)
    assert store.kept(match_id) is not None
    assert store.person(match.entry_id) is None
    assert store.timeline(match.entry_id) is None
    assert store.bound(match_id) is None
    assert store.vacancy(match.vacancy_id) is None
    assert store.unopened_and_once(match_id, "") == (None, None)
    assert store.unrecorded(SIGNER, None) == ([], None)
    assert store.open_savings(MANAGER, None).items == []


@pytest.mark.parametrize("actor", [OTHER_HR, OTHER_FINANCE, MANAGER, HOME_HR, OTHER_MANAGER, AUDITOR_OF_POST])
def test_the_posts_side_never_reads_a_saving(actor: Any) -> None:
    match_id = recognised()
    store = SavingsStore(actor)
    assert store.kept(match_id) is None
    assert list(store.lines(actor)) == []
    assert store.ledger(actor, None).items == []
    assert store.unrecorded(actor, None) == ([], None)


@pytest.mark.parametrize("actor", [HR, COORDINATOR])
def test_a_contra_entry_cancels_exactly_and_the_first_entry_stays(actor: Any) -> None:
    match_id = recognised()
    before = entries(match_id)
    done(taken_back(match_id, DAY + timedelta(days=40), actor, AFTER + timedelta(days=40)))
    saving, contra = entries(match_id)
    assert (saving,) == before
    assert contra.kind is EntryKind.CONTRA
    assert total(HR) == total(COORDINATOR) == Sums()
    again = taken_back(match_id, DAY, now=AFTER + timedelta(days=41))
    assert again == Refusal(Reason.NOT_ALLOWED_NOW)


def test_a_saving_is_taken_back_on_the_last_day_of_twelve_months_and_not_on_the_next() -> None:
    first, second = recognised(), recognised()
    last = DAY.replace(year=DAY.year + 1)
    much_later = AFTER + timedelta(days=400)
    when = {"first": "19 January 2027", "months": "12", "recognised": "19 January 2027"}
    late = taken_back(first, last + timedelta(days=1), now=much_later)
    assert late == Refusal(Reason.DATES_OUT_OF_ORDER, when)
    assert taken_back(first, DAY - timedelta(days=1)) == Refusal(Reason.DATES_OUT_OF_ORDER, when)
    assert taken_back(first, DAY + timedelta(days=1)) == Refusal(Reason.DATES_OUT_OF_ORDER, when)  # in the future
    done(taken_back(second, last, now=much_later))


def test_a_saving_of_nothing_is_entered_and_cannot_be_taken_back() -> None:
    match_id = recognised(nothing_was_paid=False)
    assert total(HR) == Sums(1, 0, 0, 0)
    assert taken_back(match_id, DAY) == Refusal(Reason.NOT_ALLOWED_NOW)


def test_whether_the_move_stays_in_the_nhs_is_the_matchs_to_say() -> None:
    match_id = confirmed()
    done(opened(match_id, receiving_is_nhs=False))
    assert record(match_id).facts.receiving_is_nhs is True
    assert record(match_id).receiving == EmployerRef(ods_code="RYY", name="Canal Community Trust", is_nhs=True)


def test_a_sum_that_cannot_be_worked_out_is_refused() -> None:
    match_id = confirmed()
    wrong = opened(match_id, reckonable_years=3, pensioned_years=4)
    assert wrong == Refusal(NoFigure.PENSIONED_BEYOND_SERVICE, {"most": "3"})


def test_how_hr_reads_the_service_left_out_is_recorded_with_who_decided(partners: Tables) -> None:
    match_id = confirmed(service=Service(continuous_years=33, reckonable_years=33, pensioned_years=6))
    chosen: dict[str, Any] = {"reckonable_years": 30, "continuous_years": 30, "pensioned_years": 6}
    done(opened(match_id, reading=Reading.CAP_THEN_DEDUCT, **chosen))
    (event,) = audit.history(Table(partners["redeploy"]), f"SAVING#{match_id}")
    assert (event.facts["reading"], event.who.person_id) == ("cap_then_deduct", "hr")


def test_erasing_the_person_leaves_the_entry_and_no_name(partners: Tables) -> None:
    match_id = recognised()
    entry_id = match_by_id(match_id).entry_id
    before = entries(match_id)
    erase = ErasePerson(entry_id=entry_id, version=entry(entry_id).head.number)
    done(people.erase_person(HR, erase, new_id(), AFTER))
    assert entries(match_id) == before
    items = str(client().scan(TableName=partners["redeploy"])["Items"])
    assert "Wren Tilehurst" not in items
    assert "wren@moorland-trust.example" not in items
    assert "The ward closes." not in items


def test_confirmed_moves_without_a_saving_wait_for_their_own_hr() -> None:
    one, two = confirmed(), confirmed()
    done(opened(one))
    found, after = SavingsStore(HR).unrecorded(HR, None)
    assert [each.match_id for each in found] == [two]
    assert after is None
    assert SavingsStore(OTHER_HR).unrecorded(OTHER_HR, None) == ([], None)
    assert match_by_id(two).person_employer.ods_code == "RZZ"


def test_the_same_key_signs_off_once_and_replays() -> None:
    match_id = confirmed()
    done(opened(match_id))
    command, key = SignOff(match_id=match_id, version=1), new_id()
    first = savings.sign_off(SIGNER, command, key, AFTER)
    assert savings.sign_off(SIGNER, command, key, AFTER) == first
    assert total(HR).people == 1
