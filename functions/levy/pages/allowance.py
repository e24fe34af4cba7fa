"""What the templates of a levy account show: the allowance of each tax year, its arithmetic and its sources."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from functions.levy.domain.accounts import LevyAccount
from functions.levy.domain.allowance import (
    YEARS_SHOWN,
    YearAllowance,
    cap_rule,
    funds_in,
    mean_month,
    months_of,
    top_up_rule,
    years_from,
)
from functions.levy.forms.allowance import elsewhere_field
from functions.levy.pages.expiry import typed_lines
from functions.levy.usecases.allowance import AllowanceView, YearView
from shared.reference.rules import Rule, rule
from shared.values.dates import Month, tax_year_of, uk_date, uk_month
from shared.values.money import pounds
from shared.web.templates import plural

Shown = dict[str, Any]


def allowance_page(view: AllowanceView, this_month: Month) -> Shown:
    """The years of an employer: a summary, the arithmetic of each, and what more it could pledge."""
    years = [_year(one) for one in view.years]
    return {
        "ods_code": view.employer.ods_code,
        "employer": view.employer.name,
        "is_entered": view.account is not None,
        "rows": [one["row"] for one in years],
        "years": [one for one in years if one["steps"]],
        "is_projected": any(one["is_projected"] for one in years),
        "mean": pounds(mean_month(view.account.figures.declared)) if view.account else "",
        "last_month": uk_month(max(view.account.figures.declared)) if view.account else "",
        "this_year": view.years[0].tax_year,
        "could_pledge": pounds(view.could_pledge_pence),
        "may_pledge_more": view.could_pledge_pence > 0,
        "left": pounds(view.years[0].left_pence or 0),
        "available": pounds(view.available_pence),
        "sources": [_source(one) for one in _rules(view)],
        "forecast": _forecast(view.account, this_month) if view.account else "",
    }


def elsewhere_fields(today: date) -> list[Shown]:
    """A field for what is paid or promised elsewhere in this tax year and in each that follows."""
    years = years_from(tax_year_of(today), YEARS_SHOWN)
    return [{"name": elsewhere_field(year), "label": f"In {year}"} for year in years]


def version_of(account: LevyAccount | None) -> int:
    """The version that a form is shown for; 0 where nothing was entered."""
    return account.head.number if account else 0


def _forecast(account: LevyAccount, this_month: Month) -> str:
    """The part of the address with which the forecast opens: what has come in."""
    return urlencode({"levy": typed_lines(funds_in(account.figures), this_month)})


def _year(year: YearView) -> Shown:
    found = year.allowance
    projected = found is not None and found.projected_months > 0
    return {
        "tax_year": year.tax_year,
        "is_projected": projected,
        "row": [
            f"{year.tax_year}, projected" if projected else year.tax_year,
            pounds(found.pence) if found else "Not known",
            pounds(year.elsewhere_pence) if found else "Not known",
            pounds(year.promised_pence),
            pounds(year.left_pence) if year.left_pence is not None else "Not checked",
        ],
        "steps": _steps(year, found) if found else [],
        "is_over": year.left_pence is not None and year.left_pence < 0,
        "over": pounds(-year.left_pence) if year.left_pence is not None and year.left_pence < 0 else "",
        "empty": plural(found.empty_months, "month") if found and found.empty_months else "",
        "base_year": found.base_year if found else "",
    }


def _steps(year: YearView, found: YearAllowance) -> list[list[str]]:
    declared = 12 - found.projected_months - found.empty_months
    steps = [[f"Levy declared for {found.base_year}: {plural(declared, 'month')}", pounds(found.declared_pence)]]
    if found.projected_months:
        months = plural(found.projected_months, "month")
        steps.append([f"Projected for {found.base_year}: {months}", pounds(found.projected_pence)])
    return [
        *steps,
        ["Of this, the part that counts for people who live in England", pounds(found.english_pence)],
        ["Government top-up on that part", pounds(found.top_up_pence)],
        [f"Allowance: {found.cap_percent}% of the English part and its top-up", pounds(found.pence)],
        ["Paid or promised outside the Exchange", pounds(-year.elsewhere_pence)],
        ["Promised in the Exchange: reserved or paid", pounds(-year.promised_pence)],
    ]


def _rules(view: AllowanceView) -> list[Rule]:
    """The rules that these allowances follow from, each once."""
    if view.account is None:
        return []
    found = [cap_rule(year.tax_year) for year in view.years]
    bases = (year.allowance.base_year for year in view.years if year.allowance)
    found += [top_up_rule(month) for base_year in bases for month in months_of(base_year)]
    if not view.account.figures.english:
        found.append(rule("levy_english_percent_default", max(view.account.figures.declared)))
    return list({(one.key, one.effective_from): one for one in found}.values())


def _source(one: Rule) -> list[str]:
    since = uk_date(one.effective_from) if one.effective_from else "Not known"
    return [one.title, f"{one.value}%", since, one.source, uk_date(one.checked_on)]
