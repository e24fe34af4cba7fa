"""Postcode districts and the miles between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.reference.districts import area_of, district, district_of, districts, districts_file, miles_between
from shared.reference.stored import Mark

codes = st.sampled_from([one.code for one in districts()])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ST4 6QG", "ST4"),
        ("st46qg", "ST4"),
        (" st17 9xx ", "ST17"),
        ("ST4", "ST4"),
        ("dy7", "DY7"),
        ("M1 1AA", "M1"),
        ("EC1A1BB", "EC1A"),
        ("B77 5AB", "B77"),
    ],
)
def test_a_postcode_or_a_district_gives_its_district_whatever_case_and_spaces(typed: str, code: str) -> None:
    assert district_of(typed) == code
    assert district_of(code) == code


@pytest.mark.parametrize("typed", ["", "Stoke", "ST", "4ST", "ST4 6Q", "ST4 6QGG", "ST\N{SUPERSCRIPT FOUR}"])
def test_a_text_that_is_no_postcode_has_no_district(typed: str) -> None:
    with pytest.raises(ValueError, match="district_invalid"):
        district_of(typed)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [("ST4", "ST16", 14, 20), ("ST1", "ST5", 3, 6), ("ST4", "DE14", 28, 38), ("ST13", "B77", 42, 55)],
)
def test_miles_are_about_those_of_the_road(one: str, other: str, least: int, most: int) -> None:
    miles = miles_between(one, other)
    assert miles is not None
    assert least <= miles <= most


def test_the_road_factor_makes_the_line_longer() -> None:
    """One degree of latitude is 69 miles: Leek to Penkridge is 0.38 of one and 0.14 of one of longitude."""
    line = ((0.38 * 69.1) ** 2 + (0.14 * 69.1 * 0.6) ** 2) ** 0.5
    assert miles_between("ST13", "ST19") == round(line * 1.3)


def test_an_unknown_district_has_no_distance_and_is_not_guessed() -> None:
    assert miles_between("ST4", "M1") is None
    assert miles_between("M1", "M1") is None
    assert district("M1") is None


@given(codes, codes)
def test_there_are_as_many_miles_back_as_there_and_none_within_a_district(one: str, other: str) -> None:
    assert miles_between(one, other) == miles_between(other, one)
    assert miles_between(one, one) == 0


def test_every_district_is_held_once_in_the_same_corner_of_england_and_is_marked_as_approximate() -> None:
    held = districts()
    assert len({one.code for one in held}) == len(held)
    assert all(52.4 <= one.latitude <= 53.3 and -2.6 <= one.longitude <= -1.5 for one in held)
    assert all(district_of(one.code) == one.code for one in held)
    assert districts_file().mark is Mark.UNVERIFIED
    assert {f"ST{number}" for number in range(1, 22)} <= {one.code for one in held}


def test_the_area_of_a_district_is_its_letters() -> None:
    assert [area_of(code) for code in ("ST16", "B77", "EC1A")] == ["ST", "B", "EC"]
