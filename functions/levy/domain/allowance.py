"""How much levy an employer may transfer in a tax year, by the national service's arithmetic.

The allowance of a tax year is a share (rule `transfer_cap_percent`, as it stands on the year's last day) of what
came in for the year before: of the levy declared for its twelve months the part that counts for people who live in
England, and the government's top-up on that part. A month is the one in which a tax month begins: April is the
first of a tax year, and its top-up is that of the day on which the service closes it, the 20th of the month after.

A month after the last declared one is projected: it counts as the mean of the last twelve declared. A month before
it that nobody entered counts as nothing. Each mean, part, top-up and share is rounded down to a whole penny, so
that no allowance is overstated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from shared.records import Frozen
from shared.reference.rules import Rule, rule
from shared.values.dates import Month, TaxYear, tax_year_of
from shared.values.money import Pence, SignedPence

WHOLE = 10_000
"""All of an amount, in basis points."""

YEARS_SHOWN = 4
_YEARS_BACK = 1
_YEARS_AHEAD = 11  # longer than any apprenticeship that is agreed now lasts
_MONTHS = 12

Declared = Mapping[Month, int]
"""Levy declared to HMRC, in pence by month; below zero for an adjustment."""


class EnglishShare(Frozen):
    """The part of levy that counts as English from a month on, in basis points."""

    starts: Month
    basis_points: Annotated[int, Field(strict=True, ge=0, le=WHOLE)]


class Figures(Frozen):
    """What an employer says of its levy. `elsewhere` is what it has paid or promised in transfers outside the
    Exchange, by tax year."""

    declared: Annotated[dict[Month, SignedPence], Field(min_length=1, max_length=200)]
    english: Annotated[tuple[EnglishShare, ...], Field(max_length=200)] = ()
    elsewhere: Annotated[dict[TaxYear, Pence], Field(max_length=30)] = Field(default_factory=dict)


@dataclass(frozen=True)
class YearAllowance:
    """The allowance of a tax year and how it comes about. `empty_months` nobody entered; they count as nothing."""

    tax_year: str
    base_year: str
    declared_pence: int
    projected_pence: int
    projected_months: int
    empty_months: int
    english_pence: int
    top_up_pence: int
    cap_percent: int
    pence: int

    @property
    def base_pence(self) -> int:
        """What came in for the year before: the English part and its top-up."""
        return self.english_pence + self.top_up_pence


def allowance(figures: Figures, tax_year: str) -> YearAllowance:
    """The allowance of a tax year. Raises LookupError for one before transfers began (2018/19)."""
    base_year = next_year(tax_year, -1)
    months, last, mean = months_of(base_year), max(figures.declared), mean_month(figures.declared)
    declared = {month: figures.declared[month] for month in months if month in figures.declared}
    projected = [month for month in months if month > last]
    levy = declared | dict.fromkeys(projected, mean)
    english = {month: pence * english_share(figures.english, month) // WHOLE for month, pence in levy.items()}
    top_up = sum(pence * top_up_rule(month).number // 100 for month, pence in english.items())
    cap = cap_rule(tax_year).number
    base = sum(english.values()) + top_up
    return YearAllowance(
        tax_year=tax_year,
        base_year=base_year,
        declared_pence=sum(declared.values()),
        projected_pence=mean * len(projected),
        projected_months=len(projected),
        empty_months=_MONTHS - len(levy),
        english_pence=sum(english.values()),
        top_up_pence=top_up,
        cap_percent=cap,
        pence=max(0, base * cap // 100),
    )


def allowed_by_year(figures: Figures, today: date) -> dict[str, int]:
    """What may be promised here in each tax year, from the last to so far ahead that every apprenticeship agreed
    now is over: the allowance less what is paid or promised elsewhere. Below zero where that is more."""
    years = years_from(next_year(tax_year_of(today), -_YEARS_BACK), _YEARS_BACK + 1 + _YEARS_AHEAD)
    return {year: allowance(figures, year).pence - figures.elsewhere.get(year, 0) for year in years}


def funds_in(figures: Figures) -> dict[Month, int]:
    """What came into the account of the apprenticeship service, by month: the English part of what was declared
    and its top-up, in the month after the one in which the tax month began."""
    english = {
        month: pence * english_share(figures.english, month) // WHOLE for month, pence in figures.declared.items()
    }
    return {month.plus(1): pence + pence * top_up_rule(month).number // 100 for month, pence in english.items()}


def mean_month(declared: Declared) -> int:
    """The mean of the last twelve declared months in pence, not below zero; of fewer where there are fewer."""
    last = sorted(declared)[-_MONTHS:]
    return max(0, sum(declared[month] for month in last) // len(last))


def english_share(shares: Sequence[EnglishShare], month: Month) -> int:
    """The part of a month's levy that counts as English, in basis points: the employer's own, or the rule's."""
    held = [one for one in shares if one.starts <= month]
    if held:
        return max(held, key=lambda one: one.starts).basis_points
    return int(rule("levy_english_percent_default", month).value) * WHOLE // 100


def top_up_rule(month: Month) -> Rule:
    """The government's top-up on a month's levy: the rule of the day on which the service closes the tax month."""
    following = month.plus(1)
    day = rule("levy_cut_off_day", following).number
    return rule("levy_top_up_percent", date(following.year, following.month, day))


def cap_rule(tax_year: str) -> Rule:
    """The share of last year's levy that may be transferred: the rule of the tax year's last day."""
    return rule("transfer_cap_percent", date(int(tax_year[:4]) + 1, 4, 5))


def months_of(tax_year: str) -> tuple[Month, ...]:
    """The twelve months of a tax year, April first."""
    first = Month(int(tax_year[:4]), 4)
    return tuple(first.plus(passed) for passed in range(_MONTHS))


def next_year(tax_year: str, years: int = 1) -> str:
    """The tax year so many years later (earlier, below zero)."""
    return tax_year_of(date(int(tax_year[:4]) + years, 4, 6))


def years_from(first: str, count: int) -> tuple[str, ...]:
    """So many tax years, from the first."""
    return tuple(next_year(first, passed) for passed in range(count))
