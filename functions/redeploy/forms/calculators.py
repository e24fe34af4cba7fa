"""What the redundancy calculators ask. They are GET forms: an answer can be kept, sent on and opened as a link.

The JSON API asks the same, under the same names, so a page's address and a machine's differ only in their path.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as calendar_day
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from functions.redeploy.domain.redundancy import (
    FULL_TIME,
    AskContractual,
    AskStatutory,
    ContractualPay,
    NoFigure,
    StatutoryPay,
    contractual,
    statutory,
)
from functions.redeploy.messages.calculators import NO_FIGURE, WORDS
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.values.faults import fault
from shared.values.money import parse_pounds
from shared.web.forms import FieldErrors, read, refuse

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PART = re.compile(r"(?P<whole>[01])?(?:\.(?P<decimals>[0-9]{1,4}))?")
_SUM = {"type": "string", "pattern": "^[0-9]{1,7}(\\.[0-9]{1,2})?$", "examples": ["350.00"]}
_PART_SCHEMA = {"type": "string", "pattern": "^(0?\\.[0-9]{1,4}|1(\\.0{1,4})?)$", "examples": ["1.0", "0.6"]}


class Scheme(StrEnum):
    """Which redundancy payment is worked out."""

    STATUTORY = "statutory"
    AFC = "afc"  # Section 16 of the Agenda for Change handbook, England


def parse_day(text: object) -> calendar_day:
    """A day written "2026-05-01", and no other way. Raises ValueError: `day_invalid`."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        raise fault("day_invalid")
    try:
        return calendar_day.fromisoformat(text)
    except ValueError as impossible:
        raise fault("day_invalid") from impossible


def parse_part(text: object) -> int:
    """The ten-thousandths of "1.0" or ".6": above nothing, at most 1, four decimals at most.

    Raises ValueError: `part_unreadable` or `part_out_of_range`.
    """
    typed = _PART.fullmatch(text.strip()) if isinstance(text, str) else None
    if typed is None or not typed[0] or typed[0] == ".":
        raise fault("part_unreadable")
    part = int(typed["whole"] or "0") * FULL_TIME + int((typed["decimals"] or "").ljust(4, "0"))
    if not 0 < part <= FULL_TIME:
        raise fault("part_out_of_range")
    return part


Day = Annotated[calendar_day, BeforeValidator(parse_day)]
Years = Annotated[int, Field(ge=0, le=85)]
Age = Annotated[int, Field(ge=0, le=150)]
WeeklyPay = Annotated[int, BeforeValidator(parse_pounds), Field(ge=1, le=10_000_000), WithJsonSchema(_SUM)]
Salary = Annotated[int, BeforeValidator(parse_pounds), Field(ge=1, le=100_000_000), WithJsonSchema(_SUM)]
Part = Annotated[int, BeforeValidator(parse_part), WithJsonSchema(_PART_SCHEMA)]


class StatutoryForm(Frozen):
    """What statutory redundancy pay is worked out from."""

    scheme: Literal["statutory"]
    date: Day
    age: Age
    years: Years
    weekly_pay: WeeklyPay

    def answer(self) -> "StatutoryAnswer | Refusal":
        """What statute pays, or why that cannot be said."""
        pay = statutory(
            AskStatutory(dismissed_on=self.date, age=self.age, years=self.years, weekly_pay_pence=self.weekly_pay)
        )
        return pay if isinstance(pay, Refusal) else StatutoryAnswer(self, pay)


class ContractualForm(Frozen):
    """What Section 16 redundancy pay is worked out from. Hours are full-time where none are given."""

    scheme: Literal["afc"]
    date: Day
    years: Years
    continuous_years: Years
    annual_salary: Salary
    fte: Part = FULL_TIME
    pensioned_years: Years = 0
    paid_years: Years = 0

    def answer(self) -> "ContractualAnswer | Refusal":
        """What Section 16 pays, or why that cannot be said."""
        pay = contractual(
            AskContractual(
                dismissed_on=self.date,
                years=self.years,
                continuous_years=self.continuous_years,
                annual_salary_pence=self.annual_salary,
                fte_ten_thousandths=self.fte,
                pensioned_years=self.pensioned_years,
                paid_years=self.paid_years,
            )
        )
        return pay if isinstance(pay, Refusal) else ContractualAnswer(self, pay)


@dataclass(frozen=True)
class StatutoryAnswer:
    """What was asked, and what statute pays."""

    asked: StatutoryForm
    pay: StatutoryPay


@dataclass(frozen=True)
class ContractualAnswer:
    """What was asked, and what Section 16 pays."""

    asked: ContractualForm
    pay: ContractualPay


Answer = StatutoryAnswer | ContractualAnswer

FORMS: Mapping[Scheme, type[StatutoryForm | ContractualForm]] = {
    Scheme.STATUTORY: StatutoryForm,
    Scheme.AFC: ContractualForm,
}
"""The form of each payment."""

REFUSED_FIELDS: Mapping[NoFigure, str] = {
    NoFigure.DATE_TOO_EARLY: "date",
    NoFigure.DATE_NOT_PUBLISHED: "date",
    NoFigure.AGE_OUT_OF_RANGE: "age",
    NoFigure.AGE_NEEDED: "age",
    NoFigure.SERVICE_BEYOND_AGE: "years",
    NoFigure.PENSIONED_BEYOND_SERVICE: "pensioned_years",
    NoFigure.PAID_BEYOND_SERVICE: "paid_years",
    NoFigure.WEEKLY_PAY_NEEDED: "weekly_pay",
}
"""The field that each refusal is about."""


def scheme_of(raw: Mapping[str, str]) -> Scheme | FieldErrors:
    """The payment that was chosen, or the sentence that asks to choose one."""
    chosen = raw.get("scheme", "")
    if chosen in set(Scheme):
        return Scheme(chosen)
    return refuse(raw, WORDS, scheme="enum" if chosen else "missing")


def worked_out(raw: Mapping[str, str], scheme: Scheme, words: Mapping[str, str] = WORDS) -> Answer | FieldErrors:
    """The sum that was asked for, or the sentence beside each field that stands against it."""
    asked = read(FORMS[scheme], raw, words)
    if isinstance(asked, FieldErrors):
        return asked
    answer = asked.answer()
    if not isinstance(answer, Refusal):
        return answer
    reason = NoFigure(answer.reason)
    field, sentence = REFUSED_FIELDS[reason], NO_FIGURE[reason].format(**answer.details)
    return FieldErrors(typed=raw, by_field={field: sentence}, rules={field: reason})
