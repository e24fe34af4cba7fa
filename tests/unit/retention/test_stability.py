"""Worked vectors of stability, leaver rate and early leavers, with their definitions; what HR may enter."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from functions.retention.domain.outcomes_hiding import NONE, mean_of, percent_of, span_of, tenths_of
from functions.retention.domain.parts import EmployerRef
from functions.retention.domain.stability import (
    EmployerYear,
    YearCounts,
    YearLine,
    last_over,
    line_of,
    whole_of,
    year_figures,
)
from shared.values.suppression import suppression_on
from tests.partners import NOW

BY = suppression_on(date(2026, 11, 22))
TRUST = EmployerRef(ods_code="RZZ", name="Moorland University Trust")
OTHER = EmployerRef(ods_code="RYY", name="Canal Community Trust")
HOME = EmployerRef(ods_code="VLA01", name="Curlew Rise Care Home")


def counts(**changed: int) -> YearCounts:
    """A trust of 2,000 of whom 260 left, 60 of them to another employer of the ICS."""
    details: dict[str, Any] = {
        "at_start": 2_000,
        "at_end": 2_040,
        "leavers": 300,
        "leavers_of_start": 260,
        "moved_within_ics": 60,
        "early_leavers": 90,
    }
    return YearCounts.model_validate(details | changed)


def line(**changed: int) -> YearLine:
    """What is shown of such a year."""
    return line_of(TRUST, counts(**changed), BY)


def test_a_year_worked_by_hand() -> None:
    shown = line()
    assert shown.employer_stability == "87.0%"  # (2,000 - 260) / 2,000
    assert shown.system_stability == "90.0%"  # (2,000 - 260 + 60) / 2,000
    assert shown.leaver_rate == "14.9%"  # 300 / 2,020 = 14.851...
    assert shown.early_share == "30.0%"  # 90 / 300


def test_shares_come_from_the_numbers_as_they_are_shown() -> None:
    shown = line(leavers_of_start=258, moved_within_ics=62, at_start=1_998)
    assert (shown.leavers_of_start, shown.moved_within_ics, shown.at_start) == ("260", "60", "2000")
    assert shown.employer_stability == "87.0%"  # not 1,740 / 1,998 = 87.08...
    assert shown.system_stability == "90.0%"


@pytest.mark.parametrize("moved", range(1, 8))
def test_both_stabilities_together_never_tell_one_to_seven_movers(moved: int) -> None:
    shown = line(moved_within_ics=moved)
    assert shown == line(moved_within_ics=1)
    assert (shown.moved_within_ics, shown.employer_stability, shown.system_stability) == ("*", "87.0%", "*")


def test_nobody_moved_and_both_stabilities_are_the_same() -> None:
    shown = line(moved_within_ics=0)
    assert shown.employer_stability == shown.system_stability == "87.0%"


def test_of_an_employer_with_few_people_nothing_but_that_is_shown() -> None:
    shown = line(at_start=7, at_end=9, leavers=2, leavers_of_start=1, moved_within_ics=0, early_leavers=1)
    assert (shown.at_start, shown.at_end) == ("*", "10")
    assert (shown.leavers, shown.leavers_of_start, shown.moved_within_ics, shown.early_leavers) == (None,) * 4
    assert {shown.employer_stability, shown.system_stability, shown.leaver_rate, shown.early_share} == {"*"}


def test_early_leavers_are_withheld_where_they_could_narrow_down_a_star_whatever_they_are() -> None:
    """15 leavers shown (13 to 17), of whom 1 to 7 were there on the first day: at least 6 are early leavers."""
    shown = {
        line_of(HOME, counts(at_start=40, at_end=40, leavers=13, leavers_of_start=first,
                             moved_within_ics=0, early_leavers=early), BY).early_leavers
        for first in (6, 7)
        for early in range(13 - first, 14)
    }  # fmt: skip
    assert shown == {None}
    assert line_of(HOME, counts(at_start=40, at_end=40, leavers=5, leavers_of_start=5,
                                moved_within_ics=0, early_leavers=2), BY).early_leavers == "*"  # fmt: skip


def test_the_ics_as_a_whole_is_a_span_where_numbers_are_hidden() -> None:
    entered = [a_year(TRUST, counts()), a_year(OTHER, counts(moved_within_ics=3)), a_year(HOME, counts(
        at_start=7, at_end=7, leavers=0, leavers_of_start=0, moved_within_ics=0, early_leavers=0))]  # fmt: skip
    whole = whole_of(year_figures(2025, entered, BY, NOW), BY)
    assert whole is not None
    assert whole.employers == 2
    assert whole.employer_stability == ("87.0%", "87.0%")  # (4,000 - 520) / 4,000
    assert whole.system_stability == ("88.5%", "88.7%")  # 60 + 1 to 60 + 7 movers: 3,541 and 3,547 of 4,000


def test_there_is_no_whole_where_nothing_of_anybody_is_shown() -> None:
    assert whole_of(year_figures(2025, [], BY, NOW), BY) is None


def a_year(employer: EmployerRef, counted: YearCounts) -> EmployerYear:
    """The year of an employer."""
    return EmployerYear(ics_code="QXX", year=2025, employer=employer, counts=counted, entered_at=NOW)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"leavers_of_start": 301}, "leavers_of_start.more_than_leavers"),
        ({"leavers": 3_000, "leavers_of_start": 2_001}, "leavers_of_start.more_than_start"),
        ({"moved_within_ics": 261}, "moved_within_ics.more_than_leavers"),
        ({"early_leavers": 301}, "early_leavers.more_than_leavers"),
        ({"early_leavers": 39}, "early_leavers.too_few"),
        ({"at_end": 1_739}, "at_end.fewer_than_stayed"),
    ],
)
def test_counts_that_contradict_one_another_are_no_year(changed: dict[str, int], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        counts(**changed)


def test_a_year_is_over_after_its_31_march() -> None:
    assert last_over(date(2026, 3, 31)) == 2024
    assert last_over(date(2026, 4, 1)) == 2025
    assert last_over(date(2026, 11, 22)) == 2025


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(7, 8, "87.5%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 2_000, "0.1%"), (0, 5, "0.0%"), (5, 5, "100.0%")],
)
def test_shares_are_exact_to_a_tenth_and_halfway_goes_up(part: int, whole: int, shown: str) -> None:
    assert tenths_of(part, whole) == shown


def test_shares_and_means_of_nobody_or_of_what_is_hidden() -> None:
    assert tenths_of(0, 0) == NONE
    assert percent_of("*", "10") == percent_of("10", "*") == "*"
    assert mean_of(None) == mean_of(("10", "*", "0", "0")) == "*"
    assert mean_of(("0", "0", "0", "0")) == NONE
    assert mean_of(("20", "10", "0", "0")) == "1.33"
    assert mean_of(("10", "10", "10", "10")) == "2.50"
    assert span_of(("10", "*", "*"), BY) == (12, 24)
