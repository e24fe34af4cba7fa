"""Redundancy pay as its pages show it: the sum, each step to it, and where each figure comes from."""

from collections.abc import Iterable
from datetime import date

from functions.redeploy.domain.redundancy import (
    CONTRACTUAL_RULES,
    FULL_TIME,
    STATUTORY_RULES,
    ContractualPay,
    StatutoryPay,
)
from functions.redeploy.forms.calculators import (
    Answer,
    ContractualAnswer,
    ContractualForm,
    Scheme,
    StatutoryAnswer,
)
from functions.redeploy.messages.calculators import (
    MARKS,
    READINGS,
    SCHEME_HINTS,
    SCHEME_NAMES,
    decimal,
    weeks_text,
)
from shared.reference.rules import Rule, rule
from shared.values.dates import uk_date
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, object]
Step = tuple[str, str]

SCHEMES: list[Shown] = [
    {"value": scheme.value, "text": SCHEME_NAMES[scheme.value], "hint": {"text": SCHEME_HINTS[scheme.value]}}
    for scheme in Scheme
]


def answer_shown(answer: Answer) -> Shown:
    """The result of either calculator."""
    if isinstance(answer, StatutoryAnswer):
        return _statutory_shown(answer)
    return _contractual_shown(answer)


def _statutory_shown(answer: StatutoryAnswer) -> Shown:
    asked, pay, on = answer.asked, answer.pay, uk_date(answer.asked.date)
    cap = rule("srp_weekly_cap_pence", asked.date)
    return {
        "name": SCHEME_NAMES[Scheme.STATUTORY.value],
        "total": pounds(pay.pence),
        "why_nothing": "" if pay.years_counted else _too_short("srp_least_years", asked.date),
        "steps": list(_statutory_steps(pay, asked.years, asked.weekly_pay)),
        "followed": f"On {on} the limit on a week's pay is {pounds(cap.number)}. {_rule_shown(cap)}",
        "readings": [],
        "rules": [(held.title, _rule_shown(held)) for held in _held(STATUTORY_RULES, asked.date)],
    }


def _statutory_steps(pay: StatutoryPay, years: int, weekly_pay_pence: int) -> Iterable[Step]:
    yield "Complete years of service", str(years)
    yield "Years that count", str(pay.years_counted)
    for one in pay.by_rate:
        each = weeks_text(one.weeks_each)
        noun = "week's pay" if each == "1" else "weeks' pay"
        yield f"{plural(one.years, 'year')} at {each} {noun} each", weeks_text(one.weeks_each * one.years)
    yield "Weeks' pay in all", weeks_text(pay.weeks)
    yield "A week's pay", pounds(weekly_pay_pence)
    yield f"A week's pay that counts, {pounds(pay.weekly_cap_pence)} at most", pounds(pay.week_pence)
    yield f"{weeks_text(pay.weeks)} times {pounds(pay.week_pence)}", pounds(pay.pence)


def _contractual_shown(answer: ContractualAnswer) -> Shown:
    asked, pay, on = answer.asked, answer.pay, uk_date(answer.asked.date)
    most = rule("s16_most_months", asked.date)
    is_short = asked.continuous_years < rule("s16_least_continuous_years", asked.date).number
    return {
        "name": SCHEME_NAMES[Scheme.AFC.value],
        "total": pounds(pay.pence),
        "why_nothing": _too_short("s16_least_continuous_years", asked.date) if is_short else "",
        "steps": list(_contractual_steps(asked, pay)),
        "followed": f"On {on} Section 16 pays for {most.number} months at most. {_rule_shown(most)}",
        "readings": list(_readings(asked, pay)),
        "rules": [(held.title, _rule_shown(held)) for held in _held(CONTRACTUAL_RULES, asked.date)],
    }


def _contractual_steps(asked: ContractualForm, pay: ContractualPay) -> Iterable[Step]:
    yield "Complete years of reckonable service", str(asked.years)
    if asked.pensioned_years:
        yield "Less years already used for a pension", str(asked.pensioned_years)
    if asked.paid_years:
        yield "Less years already paid for", str(asked.paid_years)
    most = rule("s16_most_months", asked.date).number
    yield f"Months' pay, one for each year, {most} at most", str(pay.months)
    yield "Full-time salary for a year", pounds(asked.annual_salary)
    limits = f"{pounds(pay.floor_pence)} at least, {pounds(pay.cap_pence)} at most"
    yield f"Salary that counts: {limits}", pounds(pay.salary_used_pence)
    if asked.fte != FULL_TIME:
        yield "Share of full-time hours", decimal(asked.fte, 4)
    yield "A month's pay: a twelfth of that, for the hours worked", pounds(pay.month_pence)
    yield f"{pay.months} times a month's pay, rounded once at the end", pounds(pay.pence)


def _readings(asked: ContractualForm, pay: ContractualPay) -> Iterable[Step]:
    """What else might be claimed, each with its sum."""
    weeks = rule("s16_weeks_in_month", asked.date).number
    year = rule("s16_weeks_in_year", asked.date).number
    yield (
        f"The terms take as a month's pay the better of a twelfth of the salary and {decimal(weeks, 3)} weeks'"
        " pay. How a week's pay is found from a salary is not settled, so we use the twelfth. With"
        f" {decimal(year, 3)} weeks in a year the sum would be:",
        pounds(pay.week_route_pence),
    )
    if asked.pensioned_years or asked.paid_years:
        yield (
            "How years that are pensioned or paid for already are left out is disputed. Here"
            f" {READINGS[pay.reading]}. If {READINGS[pay.reading.other]}, {plural(pay.other_months, 'month')}"
            " would count and the sum would be:",
            pounds(pay.other_pence),
        )


def _too_short(key: str, on: date) -> str:
    return f"Nothing is due: it takes {rule(key, on).number} complete years of service without a break."


def _held(keys: tuple[str, ...], on: date) -> list[Rule]:
    return [rule(key, on) for key in keys]


def _rule_shown(held: Rule) -> str:
    """When a rule holds, who says so, how far that may be trusted, and the row that it stands in."""
    return f"This holds {_days(held)}. Source: {held.source} ({MARKS[held.mark]}). Row: {held.key}."


def _days(held: Rule) -> str:
    first = (
        f"from {uk_date(held.effective_from)}" if held.effective_from else "today; its first day was not looked up"
    )
    return f"{first} to {uk_date(held.effective_to)}" if held.effective_to else first
