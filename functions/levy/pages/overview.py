"""The levy of the whole ICS, as plain values for a page and for a file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from functions.levy.domain.overview import (
    AGES,
    PledgedYear,
    Sum,
    Wanting,
    by_year,
    promised_by_year,
    summed,
    summed_by,
    summed_by_age,
    unmet_pence,
    would_fund,
)
from functions.levy.domain.stages import STAGES
from functions.levy.messages.applications import ORGANISATION_TYPES
from functions.levy.pages.drafting import standard_title
from functions.levy.pages.expiry import plain_pounds
from functions.levy.usecases.overview import MOST_READ, Overview
from shared.values.money import pounds, pounds_short
from shared.web.templates import plural

Shown = dict[str, Any]
Rows = list[list[str]]

CSV_COLUMNS = ("Table", "Row", "Applications", "Apprentices", "Amount in pounds")
_DAYS = 7


def overview_shown(found: Overview, more_pence: int, today: date) -> Shown:
    """What the page shows; `more_pence`: the sum that it tells the use of."""
    years, total = by_year(found.pledges, today), summed(found.waiting)
    funded = would_fund(found.waiting, more_pence)
    return {
        "is_cut": found.is_cut,
        "most": f"{MOST_READ:,}",
        "waiting": plural(total.applications, "application"),
        "apprentices": plural(total.apprentices, "apprentice"),
        "asked": pounds(total.pence),
        "free": pounds(sum(one.free_pence for one in years)),
        "unmet": _unless_none(unmet_pence(found.waiting, years)),
        "heads": [{"text": one, "number": True} for one in YEAR_COLUMNS[1:]],
        "years": [_year_row(one) for one in years],
        "promised": [[year, pounds(pence)] for year, pence in promised_by_year(found.pledges)],
        "tables": [
            {"title": title, "first": first, "rows": _sum_rows(sums)} for title, first, sums in _sums(found, today)
        ],
        "more": pounds_short(more_pence),
        "funded": [
            [{"text": one.reference, "href": f"/levy/applications/{one.application_id}/decide"}, *_wanted(one)]
            for one in funded.funded
        ],
        "left": pounds(funded.left_pence),
    }


def csv_rows(found: Overview, today: date) -> Iterator[list[str]]:
    """Every sum of the page as a line of a file."""
    for title, _, sums in _sums(found, today):
        for name, one in sums:
            yield [title, name, str(one.applications), str(one.apprentices), plain_pounds(one.pence)]
    for year in by_year(found.pledges, today):
        for name, pence in zip(YEAR_COLUMNS[2:], _money(year), strict=True):
            yield [f"Pledges of {year.tax_year}", name, "", "", plain_pounds(pence)]
    for tax_year, pence in promised_by_year(found.pledges):
        yield ["Reserved, by the tax year in which it is due", tax_year, "", "", plain_pounds(pence)]


YEAR_COLUMNS = ("Tax year", "Pledges", "Pledged", "Free now", "Reserved", "Drawn", "Lapsed")
_TABLE = tuple[str, str, Sequence[tuple[str, Sum]]]


def _sums(found: Overview, today: date) -> list[_TABLE]:
    waiting = found.waiting
    return [
        ("By training", "Training", summed_by(waiting, lambda one: standard_title(one.standard))),
        ("By place", "Postcode district", summed_by(waiting, lambda one: one.district)),
        (
            "By kind of employer",
            "Employer",
            summed_by(waiting, lambda one: ORGANISATION_TYPES[one.organisation_type]),
        ),
        ("By where it is", "Where it is", summed_by(waiting, lambda one: STAGES[one.status].label)),
        ("By how long it waits", "Sent", list(zip(_AGE_NAMES, summed_by_age(waiting, today), strict=True))),
    ]


def _age_names() -> Iterable[str]:
    first, *later = AGES
    yield f"Up to {first // _DAYS} weeks ago"
    for low, high in zip(AGES, later, strict=False):
        yield f"{low // _DAYS} to {high // _DAYS} weeks ago"
    yield f"More than {AGES[-1] // _DAYS} weeks ago"


_AGE_NAMES = tuple(_age_names())


def _sum_rows(sums: Iterable[tuple[str, Sum]]) -> Rows:
    return [[name, f"{one.applications:,}", f"{one.apprentices:,}", pounds(one.pence)] for name, one in sums]


def _year_row(year: PledgedYear) -> list[str]:
    return [year.tax_year, f"{year.pledges:,}", *map(pounds, _money(year))]


def _money(year: PledgedYear) -> tuple[int, ...]:
    return (year.amount_pence, year.free_pence, year.reserved_pence, year.drawn_pence, year.lapsed_pence)


def _wanted(one: Wanting) -> list[str]:
    return [one.employer, standard_title(one.standard), f"{one.apprentices:,}", pounds(one.pence)]


def _unless_none(pence: int) -> str:
    return pounds(pence) if pence else ""
