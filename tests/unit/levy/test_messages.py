"""Every refusal, field and code has English of its own, and no sentence has a blank that nothing fills."""

from collections.abc import Mapping
from enum import StrEnum
from string import Formatter
from typing import Any

import pytest
from pydantic import BaseModel

from functions.levy.domain.applications import Commitments, DeclineReason
from functions.levy.domain.approvals import refuse_share
from functions.levy.domain.reasons import Reason
from functions.levy.domain.saving import AgeBand, EmployerKind, SavingSentence, SavingWarning
from functions.levy.domain.stages import Status
from functions.levy.forms.applications import StartForm
from functions.levy.forms.drafting import SECTION_FORMS, ApprenticesForm, Promise
from functions.levy.forms.forecast import PlanForm
from functions.levy.forms.months import LineFault
from functions.levy.forms.offers import AcceptForm, AnswerForm, SendForm, TurnDownForm, WithdrawForm
from functions.levy.forms.public import EstimateForm
from functions.levy.messages import applications, estimates, expiry, forecast, reasons
from functions.levy.pages.applications import STATUS_COLOURS
from shared.actors import OrganisationType
from shared.outcomes import Refusal
from shared.reference.standards import StandardProblem, StandardWarning, standards_file
from shared.values.money import pounds
from shared.web.acts import ACT_WORDS
from shared.web.forms import missing_words
from tests.levies import a_pledge, an_application
from tests.partners import NOW

CODES: list[tuple[type[StrEnum], Mapping[Any, str]]] = [
    (Reason, reasons.TITLES),
    (Reason, reasons.SENTENCES),
    (StandardProblem, reasons.STANDARD_PROBLEMS),
    (StandardWarning, estimates.STANDARD_WARNINGS),
    (AgeBand, estimates.AGE_NAMES),
    (EmployerKind, estimates.EMPLOYER_KINDS),
    (EmployerKind, estimates.EMPLOYER_KIND_HINTS),
    (SavingSentence, estimates.SAVING_SENTENCES),
    (SavingWarning, estimates.SAVING_WARNINGS),
    (Status, applications.NEXT),
    (Status, STATUS_COLOURS),
    (DeclineReason, applications.DECLINE_REASONS),
    (LineFault, expiry.LINE_FAULTS),
    (OrganisationType, applications.ORGANISATION_TYPES),
]

FORMS: list[tuple[type[BaseModel], Mapping[str, str]]] = [
    (EstimateForm, estimates.ESTIMATE_WORDS),
    (PlanForm, forecast.PLAN_WORDS),
    (StartForm, applications.START_WORDS),
    (ApprenticesForm, applications.APPRENTICES_WORDS),
    (SendForm, ACT_WORDS),
    (AnswerForm, applications.ANSWER_WORDS),
    (AcceptForm, applications.ACCEPT_WORDS),
    (TurnDownForm, applications.WHY_WORDS),
    (WithdrawForm, applications.WHY_WORDS),
    *((form, form.words) for form in SECTION_FORMS.values()),
]

# What the rules of the domain put into a refusal's details, reason by reason.
BLANKS = {
    Reason.PLEDGE_TOO_SMALL: {"pledge", "available", "needed"},
    Reason.PLEDGE_CLOSED: {"pledge"},
    Reason.PLEDGE_YEAR_OVER: {"tax_year"},
    Reason.PLEDGE_BELOW_MINIMUM: {"minimum"},
    Reason.PLEDGE_BELOW_PROMISED: {"promised"},
    Reason.ALLOWANCE_TOO_SMALL: {"sender", "tax_year", "left", "needed"},
    Reason.LEVY_MONTH_TO_COME: {"month"},
    Reason.SHARES_DIFFER_FROM_COST: {"cost"},
    Reason.TOO_MANY_APPRENTICES: {"most"},
    Reason.STANDARD_NOT_OPEN: {"standard", "problem"},
    Reason.START_TOO_EARLY: {"earliest"},
    Reason.START_TOO_LATE: {"latest"},
    Reason.PRICE_TOO_HIGH: {"ceiling"},
    Reason.TRAINING_TOO_SHORT: {"least"},
    Reason.TRAINING_TOO_LONG: {"most"},
    Reason.NOT_BEGUN: {"start"},
    Reason.MONTH_TOO_EARLY: {"earliest"},
    Reason.MONTH_TOO_LATE: {"latest"},
    Reason.DAY_TOO_LATE: {"latest"},
    Reason.PRICE_NOT_LOWER: {"price"},
    Reason.PRICE_BELOW_DRAWN: {"drawn"},
    Reason.MESSAGES_FULL: {"most"},
    Reason.APPEAL_TOO_LATE: {"last"},
}


@pytest.mark.parametrize(("codes", "words"), CODES)
def test_every_code_has_words(codes: type[StrEnum], words: Mapping[Any, str]) -> None:
    assert set(words) == set(codes)


@pytest.mark.parametrize(("form", "words"), FORMS)
def test_every_field_has_a_sentence_for_when_it_is_wrong(form: type[BaseModel], words: Mapping[str, str]) -> None:
    assert missing_words(form, words) == []


@pytest.mark.parametrize(("form", "words"), FORMS)
def test_no_sentence_is_about_a_field_that_its_form_does_not_have(
    form: type[BaseModel], words: Mapping[str, str]
) -> None:
    assert {name.partition(".")[0] for name in words} == set(form.model_fields)


@pytest.mark.parametrize("reason", Reason)
def test_the_blanks_of_a_refusal_are_those_that_the_rules_fill(reason: Reason) -> None:
    blanks = {name for _, name, _, _ in Formatter().parse(reasons.SENTENCES[reason]) if name}
    assert blanks <= BLANKS.get(reason, set())


def test_a_refusal_reads_as_a_sentence_with_its_figures() -> None:
    refusal = refuse_share(an_application(), a_pledge(1_000_000), 1_500_000, NOW.date())
    assert refusal is not None
    words = reasons.sentence(refusal)
    assert words == "The pledge of Moorland University Trust has £10,000.00 left, and £15,000.00 is needed."


@pytest.mark.parametrize("problem", StandardProblem)
def test_a_standard_that_cannot_be_had_is_refused_in_words_of_its_own(problem: StandardProblem) -> None:
    details = {"standard": "ST0508", "problem": problem.value}
    assert reasons.sentence(Refusal(Reason.STANDARD_NOT_OPEN, details)) == reasons.STANDARD_PROBLEMS[problem]


def test_every_mark_that_a_standard_carries_has_words() -> None:
    assert {line.mark for line in standards_file().lines} <= set(estimates.MARKS)


def test_every_status_but_a_draft_says_what_happens_next() -> None:
    assert set(applications.WHAT_HAPPENS) == set(Status) - {Status.DRAFT}


def test_the_promises_are_those_that_an_application_keeps() -> None:
    kept = list(Commitments.model_fields)
    assert [promise.value for promise in Promise] == kept
    assert list(applications.PROMISES) == kept


def test_money_in_a_sentence_has_its_pence() -> None:
    refusal = Refusal(Reason.PRICE_TOO_HIGH, {"ceiling": pounds(10_000_000)})
    assert "£100,000.00" in reasons.sentence(refusal)
