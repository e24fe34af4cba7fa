"""What a transfer honestly saves an employer."""

from datetime import date

import pytest

from functions.levy.domain.saving import AgeBand, EmployerKind, SavingSentence, SavingWarning, saving
from shared.reference.rules import RuleNotFound
from shared.values.dates import Month

_NURSING_ASSOCIATE = 1_500_000
_BEFORE, _AFTER = Month(2026, 7), Month(2026, 8)
_UNSETTLED = (SavingWarning.FULLY_FUNDED_ANYWAY, SavingWarning.TRANSFER_OF_FULLY_FUNDED_UNSETTLED)


def test_somebody_of_25_at_an_employer_without_levy_saves_it_five_percent() -> None:
    found = saving(_NURSING_ASSOCIATE, ((AgeBand.FROM_25, 1),), EmployerKind.NON_LEVY, Month(2026, 10))
    assert (found.total_pence, found.warnings, found.fully_funded_anyway) == (75_000, (), 0)
    assert found.per_line[0].rule_key == "co_investment_percent_non_levy"
    assert found.per_line[0].sentence is SavingSentence.CO_INVESTMENT


@pytest.mark.parametrize(("start", "pence"), [(_BEFORE, 75_000), (_AFTER, 375_000), (date(2026, 7, 31), 75_000)])
def test_a_levy_payer_that_ran_out_saves_a_quarter_from_august_2026_and_a_twentieth_before(
    start: Month | date, pence: int
) -> None:
    for band in AgeBand:
        found = saving(_NURSING_ASSOCIATE, ((band, 1),), EmployerKind.LEVY_PAYER_OUT_OF_FUNDS, start)
        assert found.total_pence == pence
        assert found.fully_funded_anyway == 0


@pytest.mark.parametrize("band", [AgeBand.FROM_16, AgeBand.FROM_19, AgeBand.FROM_22])
def test_from_august_2026_an_employer_without_levy_saves_nothing_for_16_to_24(band: AgeBand) -> None:
    found = saving(_NURSING_ASSOCIATE, ((band, 2),), EmployerKind.NON_LEVY, _AFTER)
    assert (found.total_pence, found.fully_funded_anyway) == (0, 2)
    assert found.warnings == (SavingWarning.NO_SAVING, *_UNSETTLED)
    assert found.per_line[0].sentence is SavingSentence.FULLY_FUNDED


def test_before_august_2026_22_to_24_needed_a_care_plan_to_be_fully_funded() -> None:
    found = saving(_NURSING_ASSOCIATE, ((AgeBand.FROM_22, 1),), EmployerKind.NON_LEVY, _BEFORE)
    assert (found.total_pence, found.fully_funded_anyway) == (75_000, 0)
    assert found.per_line[0].sentence is SavingSentence.FULLY_FUNDED_WITH_CARE_PLAN
    younger = saving(_NURSING_ASSOCIATE, ((AgeBand.FROM_19, 1),), EmployerKind.NON_LEVY, _BEFORE)
    assert (younger.total_pence, younger.fully_funded_anyway) == (0, 1)


def test_a_levy_payer_with_funds_saves_its_levy_but_no_cash() -> None:
    found = saving(_NURSING_ASSOCIATE, ((AgeBand.FROM_16, 1),), EmployerKind.LEVY_PAYER_WITH_FUNDS, _AFTER)
    assert (found.total_pence, found.warnings) == (0, (SavingWarning.NO_SAVING,))
    assert found.per_line[0].sentence is SavingSentence.OWN_LEVY_PAYS


def test_apprentices_of_several_ages_are_reckoned_apart_and_empty_ages_left_out() -> None:
    ages = ((AgeBand.FROM_16, 2), (AgeBand.FROM_19, 0), (AgeBand.FROM_25, 3))
    found = saving(450_000, ages, EmployerKind.NON_LEVY, _AFTER)
    assert [(line.age_band, line.count, line.rate_percent, line.pence) for line in found.per_line] == [
        (AgeBand.FROM_16, 2, 0, 0),
        (AgeBand.FROM_25, 3, 5, 67_500),
    ]
    assert (found.total_pence, found.fully_funded_anyway, found.warnings) == (67_500, 2, _UNSETTLED)


def test_a_part_of_a_penny_is_never_promised() -> None:
    found = saving(19, ((AgeBand.FROM_25, 1),), EmployerKind.NON_LEVY, _AFTER)
    assert found.total_pence == 0


def test_full_funding_by_age_is_not_guessed_for_starts_before_it_is_known() -> None:
    with pytest.raises(RuleNotFound):
        saving(450_000, ((AgeBand.FROM_16, 1),), EmployerKind.NON_LEVY, date(2024, 3, 31))
