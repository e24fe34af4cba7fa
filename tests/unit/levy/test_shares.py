"""Money is divided to the penny: by hand where it can be followed, and what must never be."""

import pytest

from functions.levy.domain.cost import YearShare
from functions.levy.domain.shares import given_back, portions, split, taken
from tests.apprentices import EACH_PENCE, an_accepted

YEARS = (YearShare(tax_year="2026/27", pence=300), YearShare(tax_year="2027/28", pence=700))


def pence(years: tuple[YearShare, ...]) -> dict[str, int]:
    return {year.tax_year: year.pence for year in years}


def test_what_does_not_divide_evenly_gives_the_odd_pence_to_the_first_who_lost_a_part() -> None:
    assert split([10, 5], [5, 5, 5]) == ((4, 1), (3, 2), (3, 2))


def test_nothing_can_be_divided_among_those_who_want_nothing() -> None:
    assert split([0, 0], [0, 0]) == ((0, 0), (0, 0))


def test_a_penny_of_one_pledge_is_not_lost_and_not_made_negative() -> None:
    rows = split([1, 299], [100, 100, 100])
    assert [sum(row) for row in rows] == [100, 100, 100]
    assert [sum(column) for column in zip(*rows, strict=True)] == [1, 299]
    assert min(one for row in rows for one in row) == 0


def test_what_is_asked_for_must_be_what_there_is() -> None:
    with pytest.raises(ValueError, match="what is divided"):
        split([10], [9])


def test_an_apprentice_of_a_single_award_has_its_price_exactly() -> None:
    application = an_accepted(3)
    assert [sum(one.pence for one in portions(application, number)) for number in (1, 2, 3)] == [EACH_PENCE] * 3


def test_the_portions_of_a_split_award_add_up_by_pledge_by_year_and_by_apprentice() -> None:
    application = an_accepted(3, 1_000_001, 3_499_999)
    found = [portions(application, number) for number in (1, 2, 3)]
    assert [sum(one.pence for one in row) for row in found] == [EACH_PENCE] * 3
    for place, award in enumerate(application.awards):
        assert sum(row[place].pence for row in found) == award.pence
        for year in award.years:
            assert sum(pence(row[place].years).get(year.tax_year, 0) for row in found) == year.pence


def test_instalments_take_the_earliest_tax_year_first() -> None:
    cut, left = taken(YEARS, 400)
    assert (pence(cut), pence(left)) == ({"2026/27": 300, "2027/28": 100}, {"2027/28": 600})


def test_what_goes_back_comes_out_of_the_latest_tax_year_first() -> None:
    back, left = given_back(YEARS, 800)
    assert (pence(back), pence(left)) == ({"2026/27": 100, "2027/28": 700}, {"2026/27": 200})


def test_nobody_takes_more_than_there_is() -> None:
    with pytest.raises(ValueError, match="more than there is"):
        taken(YEARS, 1001)
