"""Money divided exactly: awards among apprentices, a share among the tax years that it was promised in.

Whole pence only. Whatever is divided adds up again, row by row and column by column, and nothing is below zero.
"""

from collections.abc import Iterable, Sequence

from functions.levy.domain.applications import Application
from functions.levy.domain.cost import YearShare
from shared.records import Frozen
from shared.values.identifiers import OdsCode
from shared.values.money import Pence

Years = tuple[YearShare, ...]


class Portion(Frozen):
    """What one award holds for one apprentice, by the tax years that it was promised in."""

    pledge_id: str
    sending_ods_code: OdsCode
    pence: Pence
    years: Years


def split(parts: Sequence[int], demands: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """A row for each demand: what it takes of each part, in proportion to what is left of the part.

    Each row adds up to its demand and each column to its part. Raises ValueError where the two sums differ.
    """
    left, wanted = list(parts), sum(demands)
    if sum(left) != wanted:
        raise ValueError("what is divided is what is asked for")
    rows = []
    for demand in demands:
        row = _row(left, demand, wanted)
        left = [one - taken for one, taken in zip(left, row, strict=True)]
        wanted -= demand
        rows.append(row)
    return tuple(rows)


def portions(application: Application, number: int) -> tuple[Portion, ...]:
    """What each award holds for the apprentice of that number, from 1: all of them together are the awards."""
    many = application.approved_apprentices
    each = sum(award.pence for award in application.awards) // many
    by_apprentice = split([award.pence for award in application.awards], [each] * many)
    found = []
    for place, award in enumerate(application.awards):
        own = [row[place] for row in by_apprentice]
        row = split([year.pence for year in award.years], own)[number - 1]
        years = _years(zip((year.tax_year for year in award.years), row, strict=True))
        found.append(
            Portion(
                pledge_id=award.pledge_id,
                sending_ods_code=award.sending_ods_code,
                pence=own[number - 1],
                years=years,
            )
        )
    return tuple(found)


def taken(years: Years, pence: int) -> tuple[Years, Years]:
    """So much of the tax years, the earliest first, and what is left of them: how an instalment is drawn."""
    return _cut(years, pence)


def given_back(years: Years, pence: int) -> tuple[Years, Years]:
    """So much of the tax years, the latest first, and what is left of them: how money is released."""
    back, left = _cut(years[::-1], pence)
    return back[::-1], left[::-1]


def _row(left: Sequence[int], demand: int, wanted: int) -> tuple[int, ...]:
    if not wanted:
        return tuple(0 for _ in left)
    row = [one * demand // wanted for one in left]
    missing = demand - sum(row)
    for place, one in enumerate(left):  # the pence lost by rounding go to the first that lost a part of one
        if missing and one * demand % wanted:
            row[place] += 1
            missing -= 1
    return tuple(row)


def _cut(years: Years, pence: int) -> tuple[Years, Years]:
    cut, left = [], []
    for year in years:
        part = min(year.pence, pence)
        pence -= part
        cut.append((year.tax_year, part))
        left.append((year.tax_year, year.pence - part))
    if pence:
        raise ValueError("more than there is")
    return _years(cut), _years(left)


def _years(pairs: Iterable[tuple[str, int]]) -> Years:
    return tuple(YearShare(tax_year=year, pence=pence) for year, pence in pairs if pence)
