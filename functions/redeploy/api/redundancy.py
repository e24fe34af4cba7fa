"""Redundancy pay for machines: open to everybody, each sum with the rule rows and the source that it followed."""

from collections.abc import Mapping
from datetime import date as calendar_day
from typing import Any, Literal

from pydantic import RootModel

from functions.redeploy.domain.redundancy import (
    CONTRACTUAL_RULES,
    STATUTORY_RULES,
    Reading,
)
from functions.redeploy.forms.calculators import (
    Age,
    ContractualAnswer,
    Day,
    Part,
    Salary,
    Scheme,
    StatutoryAnswer,
    WeeklyPay,
    Years,
    scheme_of,
    worked_out,
)
from functions.redeploy.messages.calculators import NO_SUCH_FIELD, WORDS, weeks_text
from shared.records import Frozen
from shared.reference.rules import Rule, rule, rule_set_version
from shared.reference.stored import Mark
from shared.values.money import Pence
from shared.web.forms import FieldErrors
from shared.web.openapi import Operation


class RedundancyQuery(Frozen):
    """Everything that either calculator asks, as the API's description names it.

    Statutory pay needs `age` and `weekly_pay`; Section 16 needs `continuous_years` and `annual_salary`, and takes
    `fte`, `pensioned_years` and `paid_years`. A field of the other calculator is refused.
    """

    scheme: Scheme
    date: Day
    years: Years
    age: Age | None = None
    weekly_pay: WeeklyPay | None = None
    continuous_years: Years | None = None
    annual_salary: Salary | None = None
    fte: Part | None = None
    pensioned_years: Years | None = None
    paid_years: Years | None = None


class _Followed(Frozen):
    """The rule row that sets the limit of a sum, and every other that it followed."""

    rule_key: str
    rule_from: calendar_day | None
    rule_to: calendar_day | None
    source: str
    mark: Mark
    snapshot_on: calendar_day
    rule_keys: tuple[str, ...]
    rule_set: str


class StatutoryReply(_Followed):
    """Statutory redundancy pay: `weeks` of a week's pay, a decimal number such as "13.5"."""

    scheme: Literal["statutory"] = "statutory"
    date: calendar_day
    weeks: str
    pence: Pence
    weekly_cap_pence: Pence
    weekly_pay_used_pence: Pence
    years_counted: int


class ContractualReply(_Followed):
    """Section 16 redundancy pay. `month_pence` is rounded to be shown; `pence` is rounded once, at the end.

    `other_reading_pence` takes 4.35 weeks' pay as the month, whose divisor is not settled. The `other_left_out`
    fields leave years out by the other reading of the terms.
    """

    scheme: Literal["afc"] = "afc"
    date: calendar_day
    months: int
    pence: Pence
    month_pence: Pence
    salary_used_pence: Pence
    floor_pence: Pence
    cap_pence: Pence
    years_counted: int
    other_reading_pence: Pence
    left_out_reading: Reading
    other_left_out_reading: Reading
    other_left_out_months: int
    other_left_out_pence: Pence


class RedundancyReply(RootModel[StatutoryReply | ContractualReply]):
    """The sum of the scheme that was asked for."""


REDUNDANCY = Operation(
    method="GET",
    path="/api/redeploy/redundancy",
    name="redundancy",
    summary="What redundancy would pay, by statute or by Section 16",
    reply=RedundancyReply,
    query=RedundancyQuery,
    is_open=True,
)


def redundancy_reply(query: Mapping[str, str]) -> RedundancyReply | FieldErrors:
    """The sum that a query asks for, or each field that stands against it."""
    scheme = scheme_of(query)
    if isinstance(scheme, FieldErrors):
        return scheme
    unknown = {f"{name}.extra_forbidden": NO_SUCH_FIELD for name in query}
    # Every value as one text: an object, unlike a form, may hold no field that the model does not know.
    answer = worked_out(dict(query), scheme, {**WORDS, **unknown})
    if isinstance(answer, FieldErrors):
        return answer
    return RedundancyReply(_statutory(answer) if isinstance(answer, StatutoryAnswer) else _contractual(answer))


def _statutory(answer: StatutoryAnswer) -> StatutoryReply:
    day, pay = answer.asked.date, answer.pay
    return StatutoryReply(
        date=day,
        weeks=weeks_text(pay.weeks),
        pence=pay.pence,
        weekly_cap_pence=pay.weekly_cap_pence,
        weekly_pay_used_pence=pay.week_pence,
        years_counted=pay.years_counted,
        **_followed(rule("srp_weekly_cap_pence", day), STATUTORY_RULES),
    )


def _contractual(answer: ContractualAnswer) -> ContractualReply:
    day, pay = answer.asked.date, answer.pay
    return ContractualReply(
        date=day,
        months=pay.months,
        pence=pay.pence,
        month_pence=pay.month_pence,
        salary_used_pence=pay.salary_used_pence,
        floor_pence=pay.floor_pence,
        cap_pence=pay.cap_pence,
        years_counted=pay.years_counted,
        other_reading_pence=pay.week_route_pence,
        left_out_reading=pay.reading,
        other_left_out_reading=pay.reading.other,
        other_left_out_months=pay.other_months,
        other_left_out_pence=pay.other_pence,
        **_followed(rule("s16_most_months", day), CONTRACTUAL_RULES),
    )


def _followed(row: Rule, keys: tuple[str, ...]) -> dict[str, Any]:
    return {
        "rule_key": row.key,
        "rule_from": row.effective_from,
        "rule_to": row.effective_to,
        "source": row.source,
        "mark": row.mark,
        "snapshot_on": row.checked_on,
        "rule_keys": keys,
        "rule_set": rule_set_version(),
    }
