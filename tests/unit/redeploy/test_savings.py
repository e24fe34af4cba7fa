"""What a redeployment saved: which payment was avoided, what is booked, what the move cost, and when it ends."""

from datetime import date
from typing import Any

import pytest

from functions.redeploy.domain.redundancy import CONTRACTUAL_RULES, STATUTORY_RULES, NoFigure, Reading
from functions.redeploy.domain.savings import (
    Basis,
    EvidenceGrade,
    MoveCosts,
    Saving,
    SavingFacts,
    SavingLabel,
    SavingNote,
    contra,
    saving,
)
from functions.redeploy.domain.terms import Terms
from functions.redeploy.messages import calculators as words
from shared.outcomes import Refusal
from shared.reference.rules import all_rules, rule_set_version


def facts(**changed: Any) -> SavingFacts:
    """A nurse at the top of band 5 with 12 years, who moves to another NHS employer, but for what is changed."""
    return SavingFacts.model_validate(
        {
            "terms": Terms.AFC_ENGLAND,
            "age": 45,
            "notice_would_expire_on": date(2026, 5, 1),
            "continuous_years": 12,
            "reckonable_years": 12,
            "annual_salary_pence": 3_779_600,
            "weekly_pay_pence": 72_684,
            "receiving_is_nhs": True,
            "nothing_was_paid": None,
            "reading": Reading.DEDUCT_THEN_CAP,
            "evidence": EvidenceGrade.A,
            **changed,
        }
    )


def found(**changed: Any) -> Saving:
    made = saving(facts(**changed))
    assert isinstance(made, Saving)
    return made


def test_a_move_inside_the_nhs_avoids_the_section_16_payment() -> None:
    made = found()
    assert (made.basis, made.gross_pence, made.net_pence) == (Basis.SECTION_16, 3_779_600, 3_779_600)
    assert (made.is_booked, made.notes, made.evidence) == (True, (), EvidenceGrade.A)


def test_what_the_move_costs_is_taken_off_line_by_line() -> None:
    made = found(costs=MoveCosts(protection_pence=500_000, travel_pence=60_000, retraining_pence=12_345))
    assert [(line.label, line.pence) for line in made.lines] == [
        (SavingLabel.SECTION_16_PAY, 3_779_600),
        (SavingLabel.PROTECTION, -500_000),
        (SavingLabel.TRAVEL, -60_000),
        (SavingLabel.RETRAINING, -12_345),
    ]
    assert (made.gross_pence, made.net_pence) == (3_779_600, 3_207_255)


def test_a_move_that_costs_more_than_it_saves_is_shown_below_zero() -> None:
    made = found(reckonable_years=1, continuous_years=1, costs=MoveCosts(travel_pence=60_001))
    assert (made.gross_pence, made.net_pence, made.attributable_pence) == (0, -60_001, -30_000)
    assert SavingNote.BELOW_ZERO in made.notes


def test_the_attributable_share_is_half_of_the_net() -> None:
    made = found(costs=MoveCosts(travel_pence=1))
    assert (made.attributable_percent, made.attributable_pence) == (50, 1_889_800)


@pytest.mark.parametrize(
    ("terms", "receiving_is_nhs", "nothing_was_paid", "note"),
    [
        (Terms.AFC_ENGLAND, True, None, None),
        (Terms.AFC_ENGLAND, True, False, SavingNote.PAID_ANYWAY),
        (Terms.AFC_ENGLAND, False, None, SavingNote.NOT_CONFIRMED),
        (Terms.AFC_ENGLAND, False, True, None),
        (Terms.MEDICAL, True, None, None),
        (Terms.VSM, True, None, None),
        (Terms.LOCAL_GOVERNMENT, True, None, SavingNote.NOT_CONFIRMED),
        (Terms.LOCAL_GOVERNMENT, False, True, None),
        (Terms.STATUTORY_ONLY, True, None, SavingNote.NOT_CONFIRMED),
        (Terms.STATUTORY_ONLY, False, False, SavingNote.PAID_ANYWAY),
    ],
)
def test_only_what_surely_was_not_paid_is_booked(
    terms: Terms, receiving_is_nhs: bool, nothing_was_paid: bool | None, note: SavingNote | None
) -> None:
    made = found(terms=terms, receiving_is_nhs=receiving_is_nhs, nothing_was_paid=nothing_was_paid)
    assert made.is_booked == (note is None)
    assert {SavingNote.NOT_CONFIRMED, SavingNote.PAID_ANYWAY} & set(made.notes) == ({note} if note else set())
    assert made.gross_pence == (made.avoided_pence if made.is_booked else 0)


def test_what_is_not_booked_is_nothing_at_all_and_shows_what_was_at_stake() -> None:
    made = found(receiving_is_nhs=False, costs=MoveCosts(travel_pence=60_000))
    assert (made.avoided_pence, made.gross_pence, made.net_pence, made.attributable_pence) == (3_779_600, 0, 0, 0)
    assert [line.label for line in made.lines] == [SavingLabel.SECTION_16_PAY, SavingLabel.NOT_BOOKED]


@pytest.mark.parametrize("terms", [Terms.MEDICAL, Terms.VSM])
def test_medical_and_very_senior_staff_have_statute_unless_the_contract_says_section_16(terms: Terms) -> None:
    assert (found(terms=terms).basis, found(terms=terms).avoided_pence) == (Basis.STATUTORY, 14 * 72_684)
    assert SavingNote.LOCAL_TERMS_UNKNOWN in found(terms=terms).notes
    assert found(terms=terms, section_16_by_contract=True).avoided_pence == 3_779_600


@pytest.mark.parametrize("terms", [Terms.LOCAL_GOVERNMENT, Terms.STATUTORY_ONLY])
def test_everybody_else_has_statute_whatever_a_contract_is_said_to_hold(terms: Terms) -> None:
    assert found(terms=terms, section_16_by_contract=True).basis is Basis.STATUTORY


def test_the_reading_that_hr_decided_is_used_and_the_other_stands_beside_it() -> None:
    long = {"age": 60, "continuous_years": 33, "reckonable_years": 33, "pensioned_years": 6}
    made, other = found(**long), found(**long, reading=Reading.CAP_THEN_DEDUCT)
    assert (made.gross_pence, made.other_reading_pence) == (7_559_200, 5_669_400)
    assert (other.gross_pence, other.other_reading_pence) == (5_669_400, 7_559_200)
    assert (made.other_reading, other.other_reading) == (Reading.CAP_THEN_DEDUCT, Reading.DEDUCT_THEN_CAP)
    assert SavingNote.READINGS_DIFFER in made.notes
    assert made.inputs_hash != other.inputs_hash


def test_where_the_readings_agree_no_other_is_shown() -> None:
    assert (found().other_reading, found().other_reading_pence) == (None, None)


def test_service_left_out_of_section_16_still_counts_by_statute() -> None:
    made = found(pensioned_years=12)
    assert (made.basis, made.gross_pence) == (Basis.STATUTORY, 14 * 72_684)
    assert SavingNote.STATUTORY_IS_MORE in made.notes


@pytest.mark.parametrize(
    "unknown", [{"age": None}, {"weekly_pay_pence": None}, {"notice_would_expire_on": date(2027, 4, 6)}]
)
def test_section_16_needs_neither_age_nor_weeks_pay_nor_the_statutory_figures(unknown: dict[str, Any]) -> None:
    made = found(**unknown)
    assert made.gross_pence == 3_779_600
    assert made.notes == (SavingNote.STATUTORY_NOT_COMPARED,)
    assert made.rule_keys == (*CONTRACTUAL_RULES, "saving_attributable_percent")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"terms": Terms.MEDICAL, "age": None}, NoFigure.AGE_NEEDED),
        ({"terms": Terms.MEDICAL, "weekly_pay_pence": None}, NoFigure.WEEKLY_PAY_NEEDED),
        ({"terms": Terms.MEDICAL, "notice_would_expire_on": date(2027, 4, 6)}, NoFigure.DATE_NOT_PUBLISHED),
        ({"notice_would_expire_on": date(2015, 3, 31)}, NoFigure.DATE_TOO_EARLY),
        ({"age": 20}, NoFigure.SERVICE_BEYOND_AGE),
        ({"pensioned_years": 13}, NoFigure.PENSIONED_BEYOND_SERVICE),
    ],
)
def test_facts_that_give_no_figure_are_refused(changed: dict[str, Any], reason: NoFigure) -> None:
    refusal = saving(facts(**changed))
    assert isinstance(refusal, Refusal)
    assert refusal.reason is reason


def test_a_saving_names_its_facts_its_rules_and_its_rule_set() -> None:
    made = found()
    assert made.rule_set == rule_set_version()
    assert len(made.inputs_hash) == 64
    assert made.rule_keys == (*CONTRACTUAL_RULES, *STATUTORY_RULES, "saving_attributable_percent")
    assert set(made.rule_keys) <= {one.key for one in all_rules()}
    assert found(terms=Terms.MEDICAL).rule_keys == (*STATUTORY_RULES, "saving_attributable_percent")


@pytest.mark.parametrize(
    ("recognised_on", "last"),
    [
        (date(2026, 3, 1), date(2027, 3, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 12, 31), date(2027, 12, 31)),
    ],
)
def test_a_saving_is_taken_back_up_to_twelve_months_later_and_not_after(recognised_on: date, last: date) -> None:
    made = found(costs=MoveCosts(travel_pence=60_000))
    taken = contra(made, last, recognised_on)
    assert taken is not None
    assert (taken.gross_pence, taken.net_pence) == (-made.gross_pence, -made.net_pence)
    assert taken.attributable_pence == -made.attributable_pence
    assert (taken.inputs_hash, taken.redundant_again_on) == (made.inputs_hash, last)
    assert contra(made, date.fromordinal(last.toordinal() + 1), recognised_on) is None


def test_what_was_never_booked_is_not_taken_back() -> None:
    assert contra(found(receiving_is_nhs=False), date(2026, 6, 1), date(2026, 5, 1)) is None


def test_every_line_note_and_grade_of_a_saving_has_words() -> None:
    assert set(words.SAVING_LINES) == set(SavingLabel)
    assert set(words.SAVING_NOTES) == set(SavingNote)
    assert set(words.EVIDENCE_GRADES) == set(EvidenceGrade)
