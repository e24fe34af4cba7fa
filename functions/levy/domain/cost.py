"""What an apprenticeship costs the levy: in all, in its first year, and in each tax year.

The formulas are those of the national levy transfer service. It rounds each tax year to £100, so its years need
not add up; here every penny has its month: monthly instalments are rounded down and the completion payment
takes what is left over.
"""

from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from shared.reference.standards import Standard, StandardWarning, warnings_for
from shared.values.dates import Month, TaxYear, tax_year_of
from shared.values.identifiers import StandardRef
from shared.values.money import Pence

COMPLETION_PERCENT = 20
"""Share of the price paid at completion; the rest is spread over the months (rule `completion_percent`)."""

_POUND = 100
_YEAR = 12

Apprentices = Annotated[int, Field(strict=True, ge=1, le=999)]
"""How many apprentices: at most three figures (rule `apprentices_at_most`)."""


class InstalmentKind(StrEnum):
    """What a payment to the training provider is for."""

    MONTHLY = "monthly"
    COMPLETION = "completion"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Instalment(_Frozen):
    """A payment that falls due in a month."""

    month: Month
    pence: Pence
    kind: InstalmentKind


class YearShare(_Frozen):
    """The part of a cost that falls in a tax year."""

    tax_year: TaxYear
    pence: Pence


class Estimate(_Frozen):
    """What a transfer would pay for apprentices who start one standard together, before anybody decides.

    `excess_pence` is the employer's own part: the agreed price above the band, for all apprentices.
    """

    standard: StandardRef
    band_pence: Pence
    duration_months: int
    apprentices: Apprentices
    total_pence: Pence
    excess_pence: Pence
    one_year_pence: Pence
    years: tuple[YearShare, ...]
    snapshot_on: date
    warnings: tuple[StandardWarning, ...]


def funded_each_pence(band_pence: int, price_each_pence: int | None) -> int:
    """What a transfer pays for one apprentice: the agreed price up to the band, or the band if none is agreed."""
    return band_pence if price_each_pence is None else min(price_each_pence, band_pence)


def total_pence(each_pence: int, apprentices: int) -> int:
    """The whole cost of the apprentices, from start to completion."""
    return each_pence * apprentices


def excess_pence(band_pence: int, price_each_pence: int | None, apprentices: int) -> int:
    """What the employer itself pays because the agreed price is above the band."""
    return 0 if price_each_pence is None else max(price_each_pence - band_pence, 0) * apprentices


def one_year_pence(each_pence: int, apprentices: int, months: int) -> int:
    """The cost that the national service calls 'one year': twelve monthly instalments, in whole pounds.

    Half a pound rounds up. Up to twelve months it is the whole cost. It holds no completion payment.
    """
    if months <= _YEAR:
        return total_pence(each_pence, apprentices)
    hundredths = each_pence * apprentices * (100 - COMPLETION_PERCENT) * _YEAR
    divisor = 100 * months * _POUND
    return (2 * hundredths + divisor) // (2 * divisor) * _POUND


def monthly_pence(amount_pence: int, months: int) -> int:
    """Each of the equal monthly instalments of an amount, rounded down to a whole penny."""
    return amount_pence * (100 - COMPLETION_PERCENT) // (100 * months)


def instalments(amount_pence: int, months: int, start: Month) -> tuple[Instalment, ...]:
    """The payments that make up an amount: one in each month after the start's, then the completion payment."""
    each = monthly_pence(amount_pence, months)
    monthly = tuple(
        Instalment(month=start.plus(passed + 1), pence=each, kind=InstalmentKind.MONTHLY)
        for passed in range(months)
    )
    completion = Instalment(
        month=start.plus(months + 1), pence=amount_pence - each * months, kind=InstalmentKind.COMPLETION
    )
    return (*monthly, completion)


def years_of(amount_pence: int, months: int, start: Month) -> tuple[YearShare, ...]:
    """How an amount (a whole cost, or the part of it that is awarded) falls on tax years, exact to the penny.

    A month counts in the tax year of its last day, so April is the first month of a tax year.
    """
    payments = instalments(amount_pence, months, start)
    by_year = groupby(payments, key=lambda payment: tax_year_of(payment.month.last_day))
    return tuple(YearShare(tax_year=year, pence=sum(paid.pence for paid in group)) for year, group in by_year)


def estimate(
    standard: Standard,
    apprentices: int,
    start: Month,
    price_each_pence: int | None = None,
    months: int | None = None,
) -> Estimate:
    """The cost of apprentices at the agreed price and length, or at the standard's band and typical length."""
    length = standard.months if months is None else months
    each = funded_each_pence(standard.band_pence, price_each_pence)
    total = total_pence(each, apprentices)
    return Estimate(
        standard=standard.ref,
        band_pence=standard.band_pence,
        duration_months=length,
        apprentices=apprentices,
        total_pence=total,
        excess_pence=excess_pence(standard.band_pence, price_each_pence, apprentices),
        one_year_pence=one_year_pence(each, apprentices, length),
        years=years_of(total, length, start),
        snapshot_on=standard.snapshot_on,
        warnings=warnings_for(standard, start),
    )
