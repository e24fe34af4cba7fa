"""Agenda for Change pay in England: the table as published, year by year."""

from datetime import date, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from pydantic import ValidationError

from shared.reference.pay import Band, PayTable, PayUnknown, pay_points, pay_tables
from shared.reference.policy_page import policy_page


@pytest.mark.parametrize(
    ("band", "on", "pounds"),
    [
        ("2", date(2026, 3, 31), (24_465,)),
        ("2", date(2026, 4, 1), (25_272,)),
        ("3", date(2026, 5, 1), (25_760, 27_476)),
        ("5", date(2025, 4, 1), (31_049, 33_487, 37_796)),
        ("6", date(2026, 5, 1), (39_959, 42_170, 48_117)),
        ("8a", date(2026, 5, 1), (57_528, 60_417, 64_750)),
        ("8d", date(2027, 3, 31), (94_356, 100_140, 108_814)),
        ("9", date(2026, 5, 1), (112_782, 119_583, 129_783)),
    ],
)
def test_a_band_has_its_points_of_the_year_in_pence(band: str, on: date, pounds: tuple[int, ...]) -> None:
    assert pay_points(band, on) == tuple(point * 100 for point in pounds)


def test_every_band_is_held_in_every_year_and_pays_more_each_year_than_the_last() -> None:
    for earlier, later in pairwise(pay_tables()):
        assert later.effective_from == earlier.effective_to + timedelta(days=1)
        assert set(earlier.bands) == set(later.bands) == set(get_args(Band))
        for band, points in earlier.bands.items():
            assert all(new > old for old, new in zip(points, later.bands[band], strict=True))


@pytest.mark.parametrize(
    ("band", "on"),
    [("1", date(2026, 5, 1)), ("8", date(2026, 5, 1)), ("5", date(2025, 3, 31)), ("5", date(2027, 4, 1))],
)
def test_no_pay_is_guessed(band: str, on: date) -> None:
    with pytest.raises(PayUnknown):
        pay_points(band, on)


def test_points_that_do_not_rise_are_a_mistake_in_the_table() -> None:
    held = pay_tables()[0].model_dump()
    with pytest.raises(ValidationError, match="band 3 do not rise"):
        PayTable.model_validate(held | {"bands": {"3": (2, 1)}})


def test_every_point_stands_on_the_policy_page() -> None:
    page = policy_page()
    for table in pay_tables():
        for points in table.bands.values():
            assert ", ".join(f"£{point:,}" for point in points) in page
