"""Costs and savings as pages show them: an estimate's, and an application's own."""

from collections.abc import Mapping

from functions.levy.domain.cost import Estimate
from functions.levy.domain.quotes import Quote
from functions.levy.domain.saving import AgeBand, Saving, SavingLine
from functions.levy.messages.estimates import (
    AGE_NAMES,
    MARKS,
    SAVING_SENTENCES,
    SAVING_WARNINGS,
    STANDARD_WARNINGS,
)
from shared.reference.rules import rule
from shared.reference.standards import Standard, StandardProblem, StandardWarning, age_limit, standard_for
from shared.values.dates import Month, uk_date, uk_month
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, object]

_ASKED_AGES = {**AGE_NAMES, AgeBand.FROM_22: "under 25"}  # an estimate asks no more than that


def quote_shown(quote: Quote) -> Shown:
    """The answer to an estimate."""
    title = f"{quote.standard.title}, level {quote.standard.level}"
    return {
        "cost": cost_shown(quote.estimate, title, quote.start, quote.price_each_pence),
        "saving": saving_shown(quote.saving, _ASKED_AGES) if quote.saving else None,
        "is_past": quote.is_past,
    }


def cost_shown(cost: Estimate, title: str, start: Month, price_each_pence: int | None) -> Shown:
    """What the training costs: in all, in a year, in each tax year; with what to know about the standard."""
    standard = standard_for(cost.standard, start)
    price = [("Agreed price for each", pounds(price_each_pence))] if price_each_pence is not None else []
    return {
        "title": title,
        "facts": [
            ("Apprentices", f"{cost.apprentices:,}"),
            ("Start", uk_month(start)),
            ("Length", plural(cost.duration_months, "month")),
            ("Funding band for each", pounds(cost.band_pence)),
            *price,
        ],
        "total": pounds(cost.total_pence),
        "one_year": pounds(cost.one_year_pence),
        "years": [[year.tax_year, pounds(year.pence)] for year in cost.years],
        "excess": pounds(cost.excess_pence) if cost.excess_pence else "",
        "warnings": [_warning(one, standard, start) for one in cost.warnings],
        "reference": cost.standard,
        "snapshot": uk_date(cost.snapshot_on),
        "mark": MARKS[standard.mark] if isinstance(standard, Standard) else "since withdrawn",
    }


def saving_shown(saving: Saving, ages: Mapping[AgeBand, str] = AGE_NAMES) -> Shown:
    """What a transfer saves this employer, age by age; plainly where it saves nothing."""
    return {
        "total": pounds(saving.total_pence) if saving.total_pence else "",
        "lines": [_line(one, ages) for one in saving.per_line],
        "warnings": [SAVING_WARNINGS[one] for one in saving.warnings],
    }


def _line(line: SavingLine, ages: Mapping[AgeBand, str]) -> tuple[str, str]:
    words = SAVING_SENTENCES[line.sentence].format(percent=line.rate_percent, amount=pounds(line.pence))
    return f"{plural(line.count, 'apprentice')} aged {ages[line.age_band]}", words


def _warning(warning: StandardWarning, standard: Standard | StandardProblem, start: Month) -> str:
    refused_from = rule("closing_standards_refused_from", start).day
    return STANDARD_WARNINGS[warning].format(refused_from=uk_date(refused_from), ages=_ages(standard, start))


def _ages(standard: Standard | StandardProblem, start: Month) -> str:
    limit = age_limit(standard, start) if isinstance(standard, Standard) else None
    if limit is None:
        return "any age"
    plain = f"{limit.youngest} to {limit.oldest} years old on the first day"
    if limit.oldest_with_care_plan is None:
        return plain
    return (
        f"{plain}, or up to {limit.oldest_with_care_plan} for somebody who has an education, health and care plan"
        " or was in care"
    )
