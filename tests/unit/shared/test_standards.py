"""Which standard an apprentice may start, and what is said about it."""

from datetime import date
from itertools import combinations

import pytest

from shared.reference.standards import (
    AgeLimit,
    Standard,
    StandardProblem,
    StandardStatus,
    StandardWarning,
    age_limit,
    offered_standards,
    standard_for,
    standards_file,
    warnings_for,
)
from shared.reference.stored import Mark
from shared.values.dates import Month

_OCTOBER = Month(2026, 10)
_CLOSING = ("ST0007", "ST0192", "ST0384", "ST0385", "ST0843")


def _standard(ref: str, start: date | Month = _OCTOBER) -> Standard:
    found = standard_for(ref, start)
    assert isinstance(found, Standard), f"{ref} is {found}"
    return found


@pytest.mark.parametrize(
    ("ref", "band_pence", "months"),
    [
        ("ST0827", 1_500_000, 24),
        ("ST0005", 450_000, 12),
        ("ST0006", 400_000, 18),
        ("ST0216", 500_000, 8),
        ("ST0217", 900_000, 24),
        ("ST0781", 2_600_000, 48),
        ("ST0310", 700_000, 18),
        ("FA0007", 300_000, 8),
    ],
)
def test_a_standard_has_the_band_and_length_of_its_source(ref: str, band_pence: int, months: int) -> None:
    assert (_standard(ref).band_pence, _standard(ref).months) == (band_pence, months)


@pytest.mark.parametrize("ref", ["ST0508", "ST0293", "ST0239", "ST0480"])
def test_a_retired_standard_is_refused(ref: str) -> None:
    assert standard_for(ref, _OCTOBER) is StandardProblem.RETIRED


@pytest.mark.parametrize("ref", ["ST9999", "ST0072", ""])
def test_a_standard_that_is_not_held_is_unknown(ref: str) -> None:
    assert standard_for(ref, _OCTOBER) is StandardProblem.UNKNOWN


@pytest.mark.parametrize("ref", ["ST0510", "ST0518", "ST0567"])
def test_a_standard_without_a_trustworthy_band_or_length_is_refused(ref: str) -> None:
    assert standard_for(ref, _OCTOBER) is StandardProblem.BAND_UNVERIFIED


def test_a_standard_is_not_offered_before_its_first_day() -> None:
    assert standard_for("ST1472", date(2026, 7, 31)) is StandardProblem.NOT_OFFERED
    assert _standard("ST1472", date(2026, 8, 1)).title == "Administration assistant"


@pytest.mark.parametrize("ref", _CLOSING)
def test_a_closing_standard_warns_until_16_december_2026_and_is_refused_from_the_17th(ref: str) -> None:
    last = date(2026, 12, 16)
    assert StandardWarning.CLOSING in warnings_for(_standard(ref, last), last)
    assert standard_for(ref, date(2026, 12, 17)) is StandardProblem.CLOSED_TO_NEW_STARTS
    assert standard_for(ref, Month(2027, 1)) is StandardProblem.CLOSED_TO_NEW_STARTS


def test_a_start_month_that_holds_the_closing_day_is_still_taken() -> None:
    assert _standard("ST0385", Month(2026, 12)).status is StandardStatus.CLOSING


def test_all_sixteen_closing_standards_are_held_by_reference_or_by_title() -> None:
    with_reference = {line.ref for line in standards_file().lines if line.status is StandardStatus.CLOSING}
    assert with_reference == set(_CLOSING)
    assert len(with_reference) + len(standards_file().closing_titles) == 16


def test_a_superseded_version_is_kept_and_never_used() -> None:
    versions = {line.version for line in standards_file().lines if line.ref == "ST0005"}
    assert versions == {"1.0", "2.0"}
    assert _standard("ST0005", date(2023, 7, 1)).version == "2.0"


@pytest.mark.parametrize(
    ("ref", "warnings"),
    [
        ("ST0827", ()),
        ("ST0006", (StandardWarning.IN_REVISION,)),
        ("ST0948", (StandardWarning.UNVERIFIED,)),
        ("ST0384", (StandardWarning.CLOSING, StandardWarning.UNVERIFIED)),
        ("ST0564", (StandardWarning.AGE_LIMITED,)),
        ("FA0007", (StandardWarning.AGE_LIMITED,)),
    ],
)
def test_what_is_uncertain_about_a_standard_is_said(ref: str, warnings: tuple[StandardWarning, ...]) -> None:
    assert warnings_for(_standard(ref), _OCTOBER) == warnings


def test_level_7_is_limited_by_age_from_january_2026() -> None:
    advanced = _standard("ST0564")
    assert age_limit(advanced, date(2025, 12, 31)) is None
    assert age_limit(advanced, date(2026, 1, 1)) == AgeLimit(youngest=16, oldest=21, oldest_with_care_plan=24)


def test_offered_standards_are_in_the_order_of_their_titles_and_can_all_be_had() -> None:
    offered = offered_standards(_OCTOBER)
    assert [line.title for line in offered] == sorted(line.title for line in offered)
    assert all(standard_for(line.ref, _OCTOBER) is line for line in offered)
    assert len(offered) == len(offered_standards(Month(2027, 1))) + len(_CLOSING)


def test_no_two_current_lines_of_a_standard_hold_on_the_same_day() -> None:
    current = [line for line in standards_file().lines if line.status is not StandardStatus.SUPERSEDED]
    for one, other in combinations(current, 2):
        if one.ref == other.ref:
            assert one.effective_to is not None
            assert other.effective_from is not None
            assert one.effective_to < other.effective_from


def test_every_row_names_a_source_that_is_held_and_no_source_is_idle() -> None:
    held = standards_file()
    named = {line.source for line in held.lines}
    named |= {row.source for row in held.refused} | {row.source for row in held.closing_titles}
    assert named == set(held.sources)


def test_bands_lie_in_the_range_ever_set_and_weak_sources_are_marked() -> None:
    for line in standards_file().lines:
        assert 150_000 <= line.band_pence <= 2_700_000
        assert line.band_pence % 100_00 == 0 or line.ref == "ST0005"
    weak = {line.ref for line in standards_file().lines if line.mark is Mark.UNVERIFIED}
    assert weak == {"ST0895", "ST0948", "ST1431"}


def test_no_standard_is_both_offered_and_refused() -> None:
    held = standards_file()
    assert not {line.ref for line in held.lines} & {row.ref for row in held.refused}
