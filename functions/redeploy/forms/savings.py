"""What HR types about a saving, read into commands."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.recognising import EditSaving, OpenSaving, SignOff, TakeBack
from functions.redeploy.domain.redundancy import FULL_TIME, NoFigure, Reading
from functions.redeploy.domain.savings import EvidenceGrade, MoveCosts, SavingFacts
from functions.redeploy.domain.terms import Terms
from functions.redeploy.forms.calculators import Age, Part, Salary, WeeklyPay, Years
from functions.redeploy.messages.calculators import decimal
from functions.redeploy.messages.savings import WORDS
from shared.reference.rules import rule_if_any
from shared.values.money import Pence, parse_pounds, pounds
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read, refuse

Cost = Annotated[Pence, BeforeValidator(parse_pounds), Field(le=100_000_000)]

FIELDS: Mapping[StrEnum, str] = {
    NoFigure.DATE_TOO_EARLY: "notice_would_expire_on",
    NoFigure.DATE_NOT_PUBLISHED: "notice_would_expire_on",
    NoFigure.AGE_OUT_OF_RANGE: "age",
    NoFigure.AGE_NEEDED: "age",
    NoFigure.SERVICE_BEYOND_AGE: "continuous_years",
    NoFigure.PENSIONED_BEYOND_SERVICE: "pensioned_years",
    NoFigure.PAID_BEYOND_SERVICE: "paid_years",
    NoFigure.WEEKLY_PAY_NEEDED: "weekly_pay",
    Reason.DATES_OUT_OF_ORDER: "redundant_again_on",
}
"""The field beside which a refusal stands."""

_PAYMENT = {"nothing": True, "paid": False, "not_confirmed": None}


class Inputs(Act):
    """What a saving follows from, as HR types it."""

    terms: Terms
    section_16_by_contract: bool = False
    notice_would_expire_on: date
    age: Age | None = None
    continuous_years: Years
    reckonable_years: Years
    pensioned_years: Years = 0
    paid_years: Years = 0
    annual_salary: Salary
    weekly_pay: WeeklyPay | None = None
    fte: Part = FULL_TIME
    payment: Literal["nothing", "paid", "not_confirmed"]
    reading: Reading | None = None
    protection: Cost = 0
    travel: Cost = 0
    retraining: Cost = 0
    evidence: EvidenceGrade

    @property
    def needs_reading(self) -> bool:
        """Whether HR has to decide how service is left out: there is some."""
        return self.reading is None and self.pensioned_years + self.paid_years > 0

    def facts(self, *, receiving_is_nhs: bool) -> SavingFacts:
        """The facts of the saving. Where no service is left out, both readings are one: that of the rules."""
        held = rule_if_any("s16_left_out_reading", self.notice_would_expire_on)
        usual = Reading(str(held.value)) if held else Reading.DEDUCT_THEN_CAP
        return SavingFacts(
            terms=self.terms,
            section_16_by_contract=self.section_16_by_contract,
            age=self.age,
            notice_would_expire_on=self.notice_would_expire_on,
            continuous_years=self.continuous_years,
            reckonable_years=self.reckonable_years,
            pensioned_years=self.pensioned_years,
            paid_years=self.paid_years,
            annual_salary_pence=self.annual_salary,
            weekly_pay_pence=self.weekly_pay,
            fte_ten_thousandths=self.fte,
            receiving_is_nhs=receiving_is_nhs,
            nothing_was_paid=_PAYMENT[self.payment],
            reading=self.reading or usual,
            costs=MoveCosts(
                protection_pence=self.protection, travel_pence=self.travel, retraining_pence=self.retraining
            ),
            evidence=self.evidence,
        )


class NewInputs(Inputs, ActOnVersion):
    """The same, entered again over what was shown."""


class SigningOff(ActOnVersion):
    """That a second person has checked it."""

    checked: Literal["yes"]


class TakingBack(ActOnVersion):
    """When the person was redundant again."""

    redundant_again_on: date


def read_open(typed: FormBody, match: MatchRecord) -> tuple[OpenSaving, str] | FieldErrors:
    """The saving to be opened, and the key of the form."""
    inputs = _read(Inputs, typed)
    if isinstance(inputs, FieldErrors):
        return inputs
    facts = inputs.facts(receiving_is_nhs=match.post_employer.is_nhs)
    return OpenSaving(match_id=match.match_id, facts=facts), inputs.key


def read_edit(typed: FormBody, match_id: str, *, receiving_is_nhs: bool) -> tuple[EditSaving, str] | FieldErrors:
    """The facts as they are to be, and the key of the form."""
    inputs = _read(NewInputs, typed)
    if isinstance(inputs, FieldErrors):
        return inputs
    assert isinstance(inputs, NewInputs)  # noqa: S101 - it is read as one
    facts = inputs.facts(receiving_is_nhs=receiving_is_nhs)
    return EditSaving(match_id=match_id, version=inputs.version, facts=facts), inputs.key


def read_sign_off(typed: FormBody, match_id: str) -> tuple[SignOff, str] | FieldErrors:
    """The sign-off, and the key of the form."""
    signing = read(SigningOff, typed, WORDS)
    if isinstance(signing, FieldErrors):
        return signing
    return SignOff(match_id=match_id, version=signing.version), signing.key


def read_take_back(typed: FormBody, match_id: str) -> tuple[TakeBack, str] | FieldErrors:
    """The wish to take a saving back, and the key of the form."""
    taking = read(TakingBack, typed, WORDS)
    if isinstance(taking, FieldErrors):
        return taking
    again = taking.redundant_again_on
    return TakeBack(match_id=match_id, version=taking.version, redundant_again_on=again), taking.key


def opening_form(match: MatchRecord, entry: PoolEntry) -> Form:
    """The form as it opens: what the register and the match hold; empty where the person's record is erased."""
    protection = match.offer.protection_pence if match.offer else 0
    typed: dict[str, object] = {"protection": _sum(protection)} if protection else {}
    details = entry.details
    if details is None:
        return Form(typed)
    ends_on = details.notice.ends_on
    return Form(
        typed
        | {
            "terms": details.terms.value,
            "notice_would_expire_on": str(ends_on or ""),
            "age": _age(details.born_on, ends_on),
            **details.service.model_dump(),
            "annual_salary": _sum(details.pay.annual_pence),
            "weekly_pay": _sum(details.pay.weekly_pence) if details.pay.weekly_pence else "",
            "fte": decimal(details.pay.fte_ten_thousandths, 4),
        }
    )


def edit_form(facts: SavingFacts) -> Form:
    """The form that enters a saving again: what stands now."""
    paid = next(word for word, nothing_was_paid in _PAYMENT.items() if nothing_was_paid is facts.nothing_was_paid)
    kept = facts.model_dump(mode="json", include=set(Inputs.model_fields))
    return Form(
        kept
        | {
            "section_16_by_contract": "yes" if facts.section_16_by_contract else "no",
            "annual_salary": _sum(facts.annual_salary_pence),
            "weekly_pay": "" if facts.weekly_pay_pence is None else _sum(facts.weekly_pay_pence),
            "fte": decimal(facts.fte_ten_thousandths, 4),
            "payment": paid,
            "protection": _sum(facts.costs.protection_pence),
            "travel": _sum(facts.costs.travel_pence),
            "retraining": _sum(facts.costs.retraining_pence),
        }
    )


def _read(model: type[Inputs], typed: FormBody) -> Inputs | FieldErrors:
    inputs = read(model, typed, WORDS)
    if not isinstance(inputs, FieldErrors) and inputs.needs_reading:
        return refuse(typed, WORDS, reading="missing")
    return inputs


def _sum(pence: int) -> str:
    return pounds(pence).removeprefix("£")


def _age(born_on: date | None, day: date | None) -> object:
    """The whole years of age on a day, where both are known."""
    if born_on is None or day is None:
        return ""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
