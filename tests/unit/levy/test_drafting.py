"""Filling an application in, and sending it."""

from typing import Any

import pytest

from functions.levy.domain import drafting
from functions.levy.domain.applications import Application, Training
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import Status
from shared.outcomes import Refusal
from shared.values.dates import Month
from tests.levies import (
    APPROVER,
    CARE_HOME,
    COMMITMENTS,
    FINANCE_LEAD,
    MANAGER,
    SHARING,
    TRAINING,
    a_group,
    an_application,
    here,
)


def a_draft(**changed: Any) -> Application:
    return an_application(status=Status.DRAFT, submitted_at=None, priced=None, **changed)


def sent(application: Application, version: int = 7) -> Decision[Application] | Refusal:
    return drafting.submit(application, version, CARE_HOME, 75, here(MANAGER))


def training(**changed: Any) -> Training:
    return Training.model_validate(TRAINING.model_dump() | changed)


def test_sending_freezes_the_cost() -> None:
    outcome = sent(a_draft(apprentices=(a_group(2),)))

    assert isinstance(outcome, Decision)
    priced = outcome.record.priced
    assert priced is not None
    assert (priced.band_pence, priced.total_pence, priced.duration_months) == (1_500_000, 3_000_000, 24)
    assert outcome.record.best_score == 75
    assert {one.kind for one in outcome.intents} == {"application_sent", "application_received"}


def test_a_transfer_pays_the_agreed_price_up_to_the_band() -> None:
    cheaper, dearer = (drafting.price(training(price_each_pence=pence), 2) for pence in (1_000_000, 1_600_000))

    assert (cheaper.total_pence, cheaper.excess_pence) == (2_000_000, 0)
    assert (dearer.total_pence, dearer.excess_pence) == (3_000_000, 200_000)


@pytest.mark.parametrize(
    ("lacking", "section"),
    [
        ({"account": None}, "account"),
        ({"training": None}, "training"),
        ({"apprentices": ()}, "apprentices"),
        ({"rationale": None}, "rationale"),
        ({"commitments": COMMITMENTS.model_copy(update={"pays_excess": False})}, "commitments"),
        ({"sharing": SHARING.model_copy(update={"shares_with_senders": False})}, "sharing"),
    ],
)
def test_an_incomplete_application_is_not_sent(lacking: dict[str, Any], section: str) -> None:
    draft = a_draft().model_copy(update=lacking)

    assert drafting.missing_sections(draft) == (section,)
    assert sent(draft) == Refusal(Reason.INCOMPLETE)


def test_the_living_wage_is_asked_and_not_demanded() -> None:
    assert not COMMITMENTS.pays_living_wage
    assert drafting.missing_sections(a_draft()) == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"start": Month(2026, 10)}, Reason.START_TOO_EARLY),
        ({"start": Month(2031, 1)}, Reason.START_TOO_LATE),
        ({"standard": "ST9999"}, Reason.STANDARD_NOT_OPEN),
        ({"standard": "ST0508"}, Reason.STANDARD_NOT_OPEN),
        ({"standard": "ST0007"}, Reason.STANDARD_NOT_OPEN),
    ],
)
def test_training_that_cannot_be_funded_is_refused_when_saved(changed: dict[str, Any], reason: Reason) -> None:
    outcome = drafting.save_section(a_draft(), training(**changed), here(MANAGER))

    assert isinstance(outcome, Refusal)
    assert outcome.reason == reason


def test_a_start_may_cross_the_end_of_the_tax_year() -> None:
    assert isinstance(drafting.save_section(a_draft(), training(start=Month(2027, 9)), here(MANAGER)), Decision)


def test_a_group_with_the_same_id_replaces_the_one_before() -> None:
    outcome = drafting.save_group(a_draft(apprentices=(a_group(1),)), a_group(3), here(MANAGER))

    assert isinstance(outcome, Decision)
    assert outcome.record.apprentice_count == 3


def test_more_apprentices_than_the_setting_allows_are_refused() -> None:
    groups = tuple(a_group(99, group_id=f"g{number}") for number in range(10))

    outcome = drafting.save_group(a_draft(apprentices=groups), a_group(10, group_id="last"), here(MANAGER))

    assert outcome == Refusal(Reason.TOO_MANY_APPRENTICES, {"most": "999"})


def test_a_group_can_be_taken_out() -> None:
    outcome = drafting.remove_group(a_draft(), "g1", here(MANAGER))

    assert isinstance(outcome, Decision)
    assert outcome.record.apprentices == ()


@pytest.mark.parametrize("actor", [APPROVER, FINANCE_LEAD])
def test_nobody_else_fills_in_or_starts_an_application(actor: Any) -> None:
    assert drafting.save_section(a_draft(), SHARING, here(actor)) == Refusal(Reason.NOT_FOUND)
    assert drafting.start_application("new", CARE_HOME, here(actor)) == Refusal(Reason.NOT_FOUND)


def test_what_was_sent_is_not_changed() -> None:
    assert drafting.save_section(an_application(), SHARING, here(MANAGER)) == Refusal(
        Reason.NOT_ALLOWED_NOW, {"status": "submitted"}
    )


def test_a_form_shown_before_another_change_does_not_send() -> None:
    assert sent(a_draft(), version=6) == Refusal(Reason.CHANGED_SINCE)
