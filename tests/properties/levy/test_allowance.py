"""The allowance adds up for any figures, and a promise that is taken back leaves no trace."""

from hypothesis import given
from hypothesis import strategies as st

from functions.levy.domain.accounts import LevyAccount, moved_left, promises
from functions.levy.domain.allowance import (
    WHOLE,
    EnglishShare,
    Figures,
    allowance,
    months_of,
    next_year,
    years_from,
)
from functions.levy.domain.cost import years_of
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from shared.values.dates import Month
from tests.partners import NOW

MONTHS = st.integers(0, 47).map(Month(2023, 4).plus)
DECLARED = st.dictionaries(MONTHS, st.integers(-100_000, 5_000_000), min_size=1, max_size=48)
SHARES = st.lists(st.builds(EnglishShare, starts=MONTHS, basis_points=st.integers(0, WHOLE)), max_size=4)
YEARS = st.sampled_from(years_from("2023/24", 8))
FIGURES = st.builds(lambda declared, english: Figures(declared=declared, english=tuple(english)), DECLARED, SHARES)


@given(FIGURES, YEARS)
def test_every_month_of_a_base_is_declared_projected_or_empty(figures: Figures, tax_year: str) -> None:
    found = allowance(figures, tax_year)
    declared = [month for month in months_of(found.base_year) if month in figures.declared]
    assert len(declared) + found.projected_months + found.empty_months == 12
    assert found.declared_pence == sum(figures.declared[month] for month in declared)


@given(FIGURES, YEARS)
def test_an_allowance_is_the_capped_share_of_the_english_levy_and_its_top_up_less_than_a_penny(
    figures: Figures, tax_year: str
) -> None:
    found = allowance(figures, tax_year)
    exact = found.base_pence * found.cap_percent
    assert found.base_pence == found.english_pence + found.top_up_pence
    assert found.pence == 0 if exact < 0 else 0 <= exact - found.pence * 100 < 100
    assert (
        found.english_pence <= max(0, found.declared_pence + found.projected_pence)
        or min(figures.declared.values()) < 0
    )


@given(FIGURES, YEARS, st.integers(1, 1_000_000))
def test_more_levy_never_means_less_allowance(figures: Figures, tax_year: str, more: int) -> None:
    richer = figures.model_copy(
        update={"declared": {month: pence + more for month, pence in figures.declared.items()}}
    )
    assert allowance(richer, tax_year).pence >= allowance(figures, tax_year).pence


@given(
    st.lists(
        st.tuples(st.integers(1, 3_000_000), st.integers(1, 60), MONTHS, st.sampled_from(["RZZ", "RXX"])),
        max_size=6,
    )
)
def test_releasing_undoes_reserving_in_every_year(awards: list[tuple[int, int, Month, str]]) -> None:
    entries = [_entry(kind, *award) for award in awards for kind in (EntryKind.RESERVE, EntryKind.RELEASE)]
    assert {pence for years in promises(entries).values() for pence in years.values()} <= {0}
    reserved = promises(entries[::2])
    assert sum(sum(years.values()) for years in reserved.values()) == sum(award[0] for award in awards)


@given(st.dictionaries(YEARS, st.integers(-100, 100)), st.dictionaries(YEARS, st.integers(-100, 100)))
def test_what_is_left_moves_from_what_was_allowed_to_what_is(
    before: dict[str, int], after: dict[str, int]
) -> None:
    first, second = _account(before), _account(after)
    moved, then = moved_left(None, first), moved_left(first, second)
    assert {year: moved.get(year, 0) + by for year, by in then.items()} == {
        year: after.get(year, 0) for year in {*before, *after}
    }


@given(YEARS, st.integers(-3, 20))
def test_years_follow_one_another(tax_year: str, years: int) -> None:
    assert next_year(next_year(tax_year, years), -years) == tax_year


def _entry(kind: EntryKind, pence: int, months: int, start: Month, sender: str) -> LedgerEntry:
    return LedgerEntry(
        pledge_id="pledge-1",
        key=f"application-1:{kind}",
        kind=kind,
        application_id="application-1",
        pence=pence,
        years=years_of(pence, months, start),
        at=NOW,
        sending_ods_code=sender,
    )


def _account(allowed: dict[str, int]) -> LevyAccount:
    return LevyAccount(
        ics_code="QXX",
        ods_code="RZZ",
        organisation_name="Moorland University Trust",
        figures=Figures(declared={Month(2025, 4): 1}),
        allowed_by_year=allowed,
    )
