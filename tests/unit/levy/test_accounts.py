"""The levy account of a sending employer: who enters it, what it leaves, and what is refused above that."""

from typing import Any

import pytest

from functions.levy.domain.accounts import (
    Left,
    LevyAccount,
    SaveLevyAccount,
    moved_left,
    promises,
    refuse_promise,
    save_account,
)
from functions.levy.domain.allowance import Figures
from functions.levy.domain.applications import Award
from functions.levy.domain.approvals import approve, confirm
from functions.levy.domain.commands import Confirm
from functions.levy.domain.cost import YearShare
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from functions.levy.domain.policy import may_see_account
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from shared.actors import Actor, Role
from shared.outcomes import Refusal
from shared.values.dates import Month
from tests.levies import (
    APPROVER,
    AUDITOR,
    FINANCE_LEAD,
    MANAGER,
    SECOND_APPROVER,
    TRUST,
    a_pledge,
    an_application,
    approval,
    here,
    some_figures,
)
from tests.partners import NOW, an_actor


def saved(
    command: SaveLevyAccount, account: LevyAccount | None = None, actor: Actor = FINANCE_LEAD, **changed: Any
) -> Decision[LevyAccount] | Refusal:
    return save_account(account, command, TRUST.model_copy(update=changed), here(actor))


def an_account(figures: Figures | None = None) -> LevyAccount:
    decision = saved(SaveLevyAccount(version=0, figures=figures or some_figures()))
    assert isinstance(decision, Decision), decision
    return decision.record


def an_entry(kind: EntryKind, *years: tuple[str, int], **changed: Any) -> LedgerEntry:
    details: dict[str, Any] = {
        "pledge_id": "pledge-1",
        "key": f"application-1:{kind}",
        "kind": kind,
        "application_id": "application-1",
        "pence": sum(pence for _, pence in years),
        "years": tuple(YearShare(tax_year=year, pence=pence) for year, pence in years),
        "at": NOW,
        "sending_ods_code": "RZZ",
    }
    return LedgerEntry.model_validate(details | changed)


def test_figures_are_kept_with_an_event_that_says_what_they_allow() -> None:
    decision = saved(SaveLevyAccount(version=0, figures=some_figures()))
    assert isinstance(decision, Decision)
    assert decision.record.head.number == 1
    assert decision.record.allowed_by_year["2026/27"] == 6_600_000
    assert decision.event.subject == "ACCOUNT#RZZ"
    assert decision.event.action == "save_levy_account"
    assert decision.event.facts["months_entered"] == 12
    assert decision.event.facts["declared_pence"] == 12_000_000


@pytest.mark.parametrize("actor", [MANAGER, APPROVER, AUDITOR, an_actor(Role.SENDING_EMPLOYER, ods_code="RXX")])
def test_nobody_enters_the_figures_of_another_employer(actor: Actor) -> None:
    assert saved(SaveLevyAccount(version=0, figures=some_figures()), actor=actor) == Refusal(Reason.NOT_FOUND)


def test_an_employer_that_pays_no_levy_has_no_figures() -> None:
    refusal = saved(SaveLevyAccount(version=0, figures=some_figures()), pays_levy=False)
    assert refusal == Refusal(Reason.NOT_A_LEVY_PAYER)


@pytest.mark.parametrize(("version", "account"), [(0, an_account()), (2, an_account()), (1, None)])
def test_figures_that_changed_meanwhile_are_not_overwritten(version: int, account: LevyAccount | None) -> None:
    refusal = saved(SaveLevyAccount(version=version, figures=some_figures()), account)
    assert refusal == Refusal(Reason.CHANGED_SINCE)


def test_levy_of_a_month_to_come_is_refused() -> None:
    command = SaveLevyAccount(version=0, figures=Figures(declared={Month(2026, 11): 1, Month(2026, 12): 1}))
    assert saved(command) == Refusal(Reason.LEVY_MONTH_TO_COME, {"month": "December 2026"})


def test_years_elsewhere_that_are_not_named_stay_as_they_are() -> None:
    account = an_account(some_figures(elsewhere={"2025/26": 7, "2026/27": 5}))
    decision = saved(SaveLevyAccount(version=1, figures=some_figures(elsewhere={"2026/27": 9})), account)
    assert isinstance(decision, Decision)
    assert decision.record.figures.elsewhere == {"2025/26": 7, "2026/27": 9}
    assert decision.record.head.number == 2


def test_what_is_left_moves_by_the_difference_of_what_figures_allow() -> None:
    before, after = an_account(), an_account(some_figures(elsewhere={"2027/28": 1_000}))
    assert moved_left(None, before)["2026/27"] == 6_600_000
    moved = moved_left(before, after)
    assert moved["2027/28"] == -1_000
    assert {pence for year, pence in moved.items() if year != "2027/28"} == {0}


def test_an_account_is_stored_as_it_was_entered() -> None:
    account = an_account(some_figures(elsewhere={"2026/27": 5}))
    assert LevyAccount.model_validate(account.body() | {"head": account.head.model_dump()}) == account


def test_a_reservation_promises_a_release_takes_it_back_and_a_draw_or_a_lapse_changes_nothing() -> None:
    years = ("2026/27", 100), ("2027/28", 300)
    assert promises([an_entry(EntryKind.RESERVE, *years)]) == {"RZZ": {"2026/27": 100, "2027/28": 300}}
    assert promises([an_entry(EntryKind.RELEASE, *years)]) == {"RZZ": {"2026/27": -100, "2027/28": -300}}
    assert promises([an_entry(kind, *years) for kind in (EntryKind.DRAW, EntryKind.LAPSE)]) == {}


def test_promises_of_one_employer_from_two_pledges_are_one_sum() -> None:
    two = [an_entry(EntryKind.RESERVE, ("2026/27", 100), pledge_id=one) for one in ("pledge-1", "pledge-2")]
    other = an_entry(EntryKind.RESERVE, ("2026/27", 7), sending_ods_code="RXX")
    assert promises([*two, other]) == {"RZZ": {"2026/27": 200}, "RXX": {"2026/27": 7}}


def test_a_promise_of_nobody_is_a_bug() -> None:
    with pytest.raises(ValueError, match="says whose it is"):
        promises([an_entry(EntryKind.RELEASE, ("2026/27", 1), sending_ods_code="")])


def an_award(pledge_id: str, *years: tuple[str, int]) -> Award:
    return Award(
        pledge_id=pledge_id,
        sending_ods_code="RZZ",
        sender="An employer in this Integrated Care System",
        pence=sum(pence for _, pence in years),
        years=tuple(YearShare(tax_year=year, pence=pence) for year, pence in years),
    )


PLEDGES = {one: a_pledge(pledge_id=one) for one in ("pledge-1", "pledge-2")}


def test_awards_up_to_the_allowance_of_each_year_are_allowed() -> None:
    left = {"RZZ": Left(is_checked=True, by_year={"2026/27": 100, "2027/28": 300})}
    assert refuse_promise([an_award("pledge-1", ("2026/27", 100), ("2027/28", 300))], PLEDGES, left) is None


def test_a_penny_above_the_allowance_of_a_year_is_refused_with_the_year_and_the_employer() -> None:
    left = {"RZZ": Left(is_checked=True, by_year={"2026/27": 100, "2027/28": 300})}
    refusal = refuse_promise([an_award("pledge-1", ("2026/27", 100), ("2027/28", 301))], PLEDGES, left)
    details = {"sender": TRUST.name, "tax_year": "2027/28", "left": "£3.00", "needed": "£3.01"}
    assert refusal == Refusal(Reason.ALLOWANCE_TOO_SMALL, details)


def test_two_pledges_of_one_employer_share_its_allowance() -> None:
    left = {"RZZ": Left(is_checked=True, by_year={"2026/27": 100})}
    awards = [an_award("pledge-1", ("2026/27", 60)), an_award("pledge-2", ("2026/27", 60))]
    refusal = refuse_promise(awards, PLEDGES, left)
    assert isinstance(refusal, Refusal)
    assert (refusal.details["left"], refusal.details["needed"]) == ("£1.00", "£1.20")


def test_a_year_beyond_the_figures_has_nothing_left() -> None:
    left = {"RZZ": Left(is_checked=True, by_year={})}
    refusal = refuse_promise([an_award("pledge-1", ("2040/41", 1))], PLEDGES, left)
    assert isinstance(refusal, Refusal)
    assert refusal.details["left"] == "£0.00"


def test_an_employer_without_figures_is_held_to_nothing() -> None:
    award = an_award("pledge-1", ("2026/27", 100))
    for left in ({}, {"RZZ": Left(is_checked=False, by_year={"2026/27": -5_000})}):
        assert refuse_promise([award], PLEDGES, left) is None


def test_what_is_promised_is_what_is_allowed_less_what_is_left() -> None:
    account = an_account()
    assert Left(is_checked=True, by_year={"2026/27": 6_000_000}).promised(account, "2026/27") == 600_000
    assert Left(by_year={"2026/27": -70}).promised(None, "2026/27") == 70
    assert Left().promised(account, "2026/27") == 0


def test_an_approval_is_refused_above_the_allowance() -> None:
    small = {"RZZ": Left(is_checked=True, by_year={"2026/27": 1})}
    application, pledges = an_application(), {"pledge-1": a_pledge()}
    outcome = approve(application, pledges, approval(application), here(APPROVER), small)
    assert isinstance(outcome, Refusal)
    assert outcome.reason == Reason.ALLOWANCE_TOO_SMALL


def test_a_proposal_is_confirmed_only_within_the_allowance() -> None:
    application, pledges = an_application(9), {"pledge-1": a_pledge(100_000_000)}
    proposed = approve(application, pledges, approval(application), here(APPROVER))
    assert isinstance(proposed, Decision)
    command = Confirm(
        application_id="application-1",
        version=proposed.record.head.number,
        has_conflict=False,
        pledge_ids=("pledge-1",),
    )
    small = {"RZZ": Left(is_checked=True, by_year={"2026/27": 1})}
    refusal = confirm(proposed.record, pledges, command, here(SECOND_APPROVER), small)
    assert isinstance(refusal, Refusal)
    assert refusal.reason == Reason.ALLOWANCE_TOO_SMALL
    assert isinstance(confirm(proposed.record, pledges, command, here(SECOND_APPROVER)), Decision)


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (FINANCE_LEAD, True),
        (APPROVER, True),
        (AUDITOR, True),
        (MANAGER, False),
        (an_actor(Role.SENDING_EMPLOYER, ods_code="RXX"), False),
        (an_actor(Role.RECEIVING_EMPLOYER, ods_code="RZZ"), False),
    ],
)
def test_an_account_is_read_by_its_employer_the_ics_and_auditors(actor: Actor, may: bool) -> None:
    assert may_see_account(actor, "RZZ") is may
