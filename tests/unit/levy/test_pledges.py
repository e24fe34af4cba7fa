"""Pledges: offered, raised, lowered to what is promised, closed and reopened."""

from typing import Any

import pytest

from functions.levy.domain.ledger import Balances
from functions.levy.domain.pledges import (
    Criteria,
    EditPledge,
    Need,
    OfferPledge,
    Pledge,
    PledgeStatus,
    SetPledgeStatus,
    edit_pledge,
    fit,
    offer_pledge,
    set_pledge_status,
)
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from shared.actors import Actor, OrganisationType
from shared.outcomes import Refusal
from tests.levies import APPROVER, CARE_HOME, FINANCE_LEAD, MANAGER, TRUST, a_pledge, here

NEED = Need(place="Moorland East", organisation_type=OrganisationType.CARE_HOME, standard="ST0827", level=5)


def offer(**changed: Any) -> OfferPledge:
    details: dict[str, Any] = {
        "pledge_id": "new",
        "amount_pence": 5_000_000,
        "tax_year": "2026/27",
        "shows_name": True,
        "criteria": Criteria(),
        "note": "",
    }
    return OfferPledge.model_validate(details | changed)


def edit(**changed: Any) -> EditPledge:
    details = offer().model_dump(exclude={"tax_year"}) | {"pledge_id": "pledge-1", "version": 1}
    return EditPledge.model_validate(details | changed)


def promised(pence: int) -> Pledge:
    held = Balances(amount_pence=10_000_000, available_pence=10_000_000 - pence, reserved_pence=pence)
    return a_pledge(balances=held)


def test_a_new_pledge_is_all_available() -> None:
    made = offer_pledge(offer(), TRUST, here(FINANCE_LEAD))

    assert isinstance(made, Decision)
    assert made.record.balances == Balances(amount_pence=5_000_000, available_pence=5_000_000)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"amount_pence": 199_999}, Reason.PLEDGE_BELOW_MINIMUM),
        ({"tax_year": "2025/26"}, Reason.PLEDGE_YEAR_OVER),
    ],
)
def test_a_pledge_below_the_minimum_or_of_a_past_year_is_refused(changed: dict[str, Any], reason: Reason) -> None:
    outcome = offer_pledge(offer(**changed), TRUST, here(FINANCE_LEAD))

    assert isinstance(outcome, Refusal)
    assert outcome.reason == reason


def test_only_a_levy_payer_pledges_and_only_its_own_people() -> None:
    not_a_payer = TRUST.model_copy(update={"pays_levy": False})

    assert offer_pledge(offer(), not_a_payer, here(FINANCE_LEAD)) == Refusal(Reason.NOT_A_LEVY_PAYER)
    assert offer_pledge(offer(), CARE_HOME, here(FINANCE_LEAD)) == Refusal(Reason.NOT_FOUND)
    assert offer_pledge(offer(), TRUST, here(MANAGER)) == Refusal(Reason.NOT_FOUND)


@pytest.mark.parametrize("actor", [APPROVER, MANAGER])
def test_nobody_else_changes_a_pledge(actor: Actor) -> None:
    close = SetPledgeStatus(pledge_id="pledge-1", version=1, status=PledgeStatus.CLOSED, why="")

    assert edit_pledge(a_pledge(), edit(), here(actor)) == Refusal(Reason.NOT_FOUND)
    assert set_pledge_status(a_pledge(), close, here(actor)) == Refusal(Reason.NOT_FOUND)


def test_a_pledge_is_lowered_to_what_is_promised_and_no_further() -> None:
    lowered = edit_pledge(promised(4_000_000), edit(amount_pence=4_000_000), here(FINANCE_LEAD))

    assert isinstance(lowered, Decision)
    assert lowered.record.balances.available_pence == 0
    assert edit_pledge(promised(4_000_000), edit(amount_pence=3_999_999), here(FINANCE_LEAD)) == Refusal(
        Reason.PLEDGE_BELOW_PROMISED, {"promised": "£40,000.00"}
    )


def test_a_change_is_written_from_and_to() -> None:
    made = edit_pledge(a_pledge(), edit(amount_pence=12_000_000, note="More."), here(FINANCE_LEAD))

    assert isinstance(made, Decision)
    assert made.event.facts == {
        "amount_pence": {"from": 10_000_000, "to": 12_000_000},
        "note": {"from": "", "to": "More."},
    }


def test_a_pledge_is_closed_and_reopened_with_its_money_untouched() -> None:
    closed = set_pledge_status(
        promised(1),
        SetPledgeStatus(pledge_id="pledge-1", version=1, status=PledgeStatus.CLOSED, why="Paused."),
        here(FINANCE_LEAD),
    )
    assert isinstance(closed, Decision)
    again = set_pledge_status(
        closed.record,
        SetPledgeStatus(pledge_id="pledge-1", version=2, status=PledgeStatus.OPEN, why=""),
        here(FINANCE_LEAD),
    )

    assert isinstance(again, Decision)
    assert again.record.balances == promised(1).balances


def test_a_pledge_of_a_past_year_is_not_reopened() -> None:
    old = a_pledge(tax_year="2025/26", status=PledgeStatus.CLOSED)
    reopen = SetPledgeStatus(pledge_id="pledge-1", version=1, status=PledgeStatus.OPEN, why="")

    assert set_pledge_status(old, reopen, here(FINANCE_LEAD)) == Refusal(
        Reason.PLEDGE_YEAR_OVER, {"tax_year": "2025/26"}
    )


@pytest.mark.parametrize(
    ("criteria", "score", "unmet"),
    [
        (Criteria(), 100, ()),
        (Criteria(places=("Moorland East",), levels=(5,), standards=("ST0827",)), 100, ()),
        (Criteria(places=("Elsewhere",)), 75, ("place",)),
        (
            Criteria(organisation_types=(OrganisationType.HOSPICE,), levels=(2,)),
            50,
            ("organisation_type", "level"),
        ),
        (
            Criteria(
                places=("Elsewhere",),
                organisation_types=(OrganisationType.HOSPICE,),
                standards=("ST0005",),
                levels=(2,),
            ),
            0,
            ("place", "organisation_type", "standard", "level"),
        ),
    ],
)
def test_a_score_is_a_quarter_for_each_criterion_met(
    criteria: Criteria, score: int, unmet: tuple[str, ...]
) -> None:
    assert (fit(criteria, NEED).score, fit(criteria, NEED).unmet) == (score, unmet)


def test_a_hidden_sender_stays_hidden() -> None:
    assert TRUST.name not in a_pledge(shows_name=False).public_name
    assert a_pledge().public_name == TRUST.name


def test_balances_that_do_not_add_up_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="a pledge is what is available"):
        Balances(amount_pence=10, available_pence=9)
