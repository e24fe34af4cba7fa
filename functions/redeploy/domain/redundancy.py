"""What redundancy would pay: by statute, and by Section 16 of the national NHS terms (England).

Every figure is a dated rule of `shared/reference`, read on the day the dismissal takes effect. Money is whole
pence; where a sum ends in part of a penny it is rounded once, at the end, half a penny up.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field

from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.rules import all_rules, rule, rule_if_any
from shared.values.dates import uk_date
from shared.values.money import Pence

FULL_TIME = 10_000
"""Full-time hours, in ten-thousandths."""

_MONTHS_IN_YEAR = 12
_WHOLE = 1_000  # rules count parts of a week in thousandths

STATUTORY_RULES = (
    "srp_weekly_cap_pence",
    "srp_most_years",
    "srp_least_years",
    "srp_younger_until_age",
    "srp_older_from_age",
    "srp_younger_weeks",
    "srp_middle_weeks",
    "srp_older_weeks",
)
"""The rules that a statutory sum follows, that of the weekly limit first."""

CONTRACTUAL_RULES = (
    "s16_most_months",
    "s16_least_continuous_years",
    "s16_salary_floor_pence",
    "s16_salary_cap_pence",
    "s16_left_out_reading",
    "s16_weeks_in_month",
    "s16_weeks_in_year",
)
"""The rules that a Section 16 sum follows; the last two only for the reading that stands beside it."""

FullTimePart = Annotated[int, Field(strict=True, ge=1, le=FULL_TIME)]
"""The part of full-time hours that somebody works, in ten-thousandths."""


class NoFigure(StrEnum):
    """Why no sum can be given."""

    DATE_TOO_EARLY = "date_too_early"  # before the first day of the figures held
    DATE_NOT_PUBLISHED = "date_not_published"  # after the last
    AGE_OUT_OF_RANGE = "age_out_of_range"
    SERVICE_BEYOND_AGE = "service_beyond_age"  # more years than somebody of that age can have worked
    PENSIONED_BEYOND_SERVICE = "pensioned_beyond_service"
    PAID_BEYOND_SERVICE = "paid_beyond_service"
    AGE_NEEDED = "age_needed"
    WEEKLY_PAY_NEEDED = "weekly_pay_needed"


class Reading(StrEnum):
    """How service that is paid for or pensioned already is left out of Section 16: the wording is disputed."""

    DEDUCT_THEN_CAP = "deduct_then_cap"
    CAP_THEN_DEDUCT = "cap_then_deduct"

    @property
    def other(self) -> "Reading":
        """The reading that this one is disputed with."""
        return Reading.CAP_THEN_DEDUCT if self is Reading.DEDUCT_THEN_CAP else Reading.DEDUCT_THEN_CAP


class AskStatutory(Frozen):
    """Somebody's age and whole years of service on the day the dismissal takes effect, and a week's pay."""

    dismissed_on: date
    age: int
    years: int
    weekly_pay_pence: Pence


class AskContractual(Frozen):
    """Somebody's whole years of NHS service on the day the dismissal takes effect, and their pay.

    `years` are all their reckonable years; `pensioned_years` and `paid_years`, which are part of them, count no
    more. The salary is that of a full-time year.
    """

    dismissed_on: date
    years: Annotated[int, Field(ge=0)]
    continuous_years: Annotated[int, Field(ge=0)]
    annual_salary_pence: Pence
    fte_ten_thousandths: FullTimePart = FULL_TIME
    pensioned_years: Annotated[int, Field(ge=0)] = 0
    paid_years: Annotated[int, Field(ge=0)] = 0


class StatutoryTerms(Frozen):
    """The statutory figures of a day. Weeks are thousandths of a week's pay for a year."""

    weekly_cap_pence: Pence
    least_years: int
    most_years: int
    younger_until_age: int
    older_from_age: int
    younger_weeks: int
    middle_weeks: int
    older_weeks: int

    def weeks_for(self, age_at_end: int) -> int:
        """What one year counts for somebody who was that old at its end."""
        if age_at_end <= self.younger_until_age:
            return self.younger_weeks
        return self.middle_weeks if age_at_end < self.older_from_age else self.older_weeks


class YearsAtRate(Frozen):
    """Years that count alike, and what each counts, in thousandths of a week's pay."""

    years: int
    weeks_each: int


class StatutoryPay(Frozen):
    """Statutory redundancy pay, with the steps to it. `weeks` is in thousandths."""

    years_counted: int
    by_rate: tuple[YearsAtRate, ...]
    weeks: int
    week_pence: Pence
    weekly_cap_pence: Pence
    pence: Pence


class ContractualPay(Frozen):
    """Section 16 redundancy pay under a reading, with the steps to it and what else might be claimed.

    `pence` takes a twelfth of the salary as a month's pay. `week_route_pence` is the same sum by the other route
    that the terms name, 4.35 weeks' pay, whose divisor is not settled. `other_months` and `other_pence` are those
    of the other reading. `month_pence` is for the hours worked, rounded to be shown and not used.
    """

    reading: Reading
    years_counted: int
    months: int
    salary_used_pence: Pence
    floor_pence: Pence
    cap_pence: Pence
    month_pence: Pence
    pence: Pence
    week_route_pence: Pence
    other_months: int
    other_pence: Pence


def half_up(amount: Fraction) -> int:
    """An amount of pence rounded to whole pence, half a penny up; below zero too, so -0.5 is 0."""
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def statutory_terms(on: date) -> StatutoryTerms | Refusal:
    """The statutory figures of a day, or why none are held for it."""
    cap = rule_if_any("srp_weekly_cap_pence", on)
    if cap is None:
        return _outside("srp_weekly_cap_pence", on)
    return StatutoryTerms(
        weekly_cap_pence=cap.number,
        least_years=rule("srp_least_years", on).number,
        most_years=rule("srp_most_years", on).number,
        younger_until_age=rule("srp_younger_until_age", on).number,
        older_from_age=rule("srp_older_from_age", on).number,
        younger_weeks=rule("srp_younger_weeks", on).number,
        middle_weeks=rule("srp_middle_weeks", on).number,
        older_weeks=rule("srp_older_weeks", on).number,
    )


def statutory(ask: AskStatutory) -> StatutoryPay | Refusal:
    """What statute pays (Employment Rights Act 1996, section 162), or why that cannot be said."""
    terms = statutory_terms(ask.dismissed_on)
    if isinstance(terms, Refusal):
        return terms
    return _refuse_age(ask) or statutory_under(terms, ask.age, ask.years, ask.weekly_pay_pence)


def statutory_under(terms: StatutoryTerms, age: int, years: int, weekly_pay_pence: int) -> StatutoryPay:
    """What these figures pay. Years are counted back from the dismissal, each by the age at its end."""
    counted = min(years, terms.most_years) if years >= terms.least_years else 0
    each = [terms.weeks_for(age - back) for back in range(counted)]
    rates = sorted(set(each), reverse=True)
    week = min(weekly_pay_pence, terms.weekly_cap_pence)
    return StatutoryPay(
        years_counted=counted,
        by_rate=tuple(YearsAtRate(years=each.count(rate), weeks_each=rate) for rate in rates),
        weeks=sum(each),
        week_pence=week,
        weekly_cap_pence=terms.weekly_cap_pence,
        pence=half_up(Fraction(sum(each) * week, _WHOLE)),
    )


def contractual(ask: AskContractual, reading: Reading | None = None) -> ContractualPay | Refusal:
    """What Section 16 pays under a reading of the years left out (none named: that of the rules), or why not.

    Statutory redundancy pay is inside the sum, never on top of it.
    """
    refusal = _refuse_service(ask)
    if refusal:
        return refusal
    day = ask.dismissed_on
    read_as = reading or Reading(str(rule("s16_left_out_reading", day).value))
    floor, cap = rule("s16_salary_floor_pence", day).number, rule("s16_salary_cap_pence", day).number
    salary = min(max(ask.annual_salary_pence, floor), cap)
    month = Fraction(salary * ask.fte_ten_thousandths, _MONTHS_IN_YEAR * FULL_TIME)
    months, other_months = _months(ask, read_as), _months(ask, read_as.other)
    return ContractualPay(
        reading=read_as,
        years_counted=ask.years - ask.pensioned_years - ask.paid_years,
        months=months,
        salary_used_pence=salary,
        floor_pence=floor,
        cap_pence=cap,
        month_pence=half_up(month),
        pence=half_up(months * month),
        week_route_pence=half_up(months * _month_by_weeks(salary, cap, ask)),
        other_months=other_months,
        other_pence=half_up(other_months * month),
    )


def _months(ask: AskContractual, reading: Reading) -> int:
    if ask.continuous_years < rule("s16_least_continuous_years", ask.dismissed_on).number:
        return 0
    most = rule("s16_most_months", ask.dismissed_on).number
    left_out = ask.pensioned_years + ask.paid_years
    if reading is Reading.DEDUCT_THEN_CAP:
        return min(most, ask.years - left_out)
    return max(0, min(most, ask.years) - left_out)


def _month_by_weeks(salary_pence: int, cap_pence: int, ask: AskContractual) -> Fraction:
    """A month's pay by weeks for the hours worked: never above a twelfth of the highest salary that counts."""
    weeks = rule("s16_weeks_in_month", ask.dismissed_on).number
    year = rule("s16_weeks_in_year", ask.dismissed_on).number
    full_time = min(Fraction(salary_pence * weeks, year), Fraction(cap_pence, _MONTHS_IN_YEAR))
    return full_time * Fraction(ask.fte_ten_thousandths, FULL_TIME)


def _refuse_age(ask: AskStatutory) -> Refusal | None:
    day = ask.dismissed_on
    youngest, oldest = rule("srp_youngest_age", day).number, rule("srp_oldest_age", day).number
    if not youngest <= ask.age <= oldest:
        return Refusal(NoFigure.AGE_OUT_OF_RANGE, {"youngest": str(youngest), "oldest": str(oldest)})
    most = ask.age - rule("srp_service_from_age", day).number
    if ask.years > most:
        return Refusal(NoFigure.SERVICE_BEYOND_AGE, {"most": str(most), "age": str(ask.age)})
    return None


def _refuse_service(ask: AskContractual) -> Refusal | None:
    if rule_if_any("s16_most_months", ask.dismissed_on) is None:
        return _outside("s16_most_months", ask.dismissed_on)
    if ask.pensioned_years > ask.years:
        return Refusal(NoFigure.PENSIONED_BEYOND_SERVICE, {"most": str(ask.years)})
    if ask.paid_years > ask.years - ask.pensioned_years:
        return Refusal(NoFigure.PAID_BEYOND_SERVICE, {"most": str(ask.years - ask.pensioned_years)})
    return None


def _outside(key: str, on: date) -> Refusal:
    """The refusal of a day on which no value of a rule is held: before the first, or after the last."""
    held = [one for one in all_rules() if one.key == key]
    first, last = held[0].effective_from, held[-1].effective_to
    if first and on < first:
        return Refusal(NoFigure.DATE_TOO_EARLY, {"earliest": uk_date(first)})
    return Refusal(NoFigure.DATE_NOT_PUBLISHED, {"latest": uk_date(last) if last else ""})
