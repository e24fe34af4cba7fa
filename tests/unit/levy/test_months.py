"""Lines of months and amounts, as people paste them: what is read, and which lines are told as wrong."""

import pytest

from functions.levy.forms.months import MOST_LINES, Allowed, BadLines, LineFault, read_months
from shared.values.dates import Month

MAY = Month(2026, 5)
ANY = Allowed(Month(2017, 4), Month(2036, 11))
POSITIVE = Allowed(Month(2017, 4), Month(2036, 11), signed=False)


@pytest.mark.parametrize(
    "line",
    [
        "2026-05 12,345.67",
        "May 2026 £12,345.67",
        "05/2026\t12345.67",
        "5/2026 12345.67",
        "01/05/2026\t£12,345.67",
        "2026-05-01,12345.67",
        "May-26\t12,345.67",
        "may 26: £ 12 345.67",
        "MAY, 2026; 12345.67",
        "  May 2026\u00a0£12,345.67  ",
    ],
)
def test_a_month_and_an_amount_are_read_however_a_spreadsheet_writes_them(line: str) -> None:
    assert read_months(line, ANY) == {MAY: 1_234_567}


@pytest.mark.parametrize(
    ("written", "month"),
    [("Sept 2026", 9), ("September 2026", 9), ("sep-26", 9), ("Dec. 2026", 12), ("1.2026", 1)],
)
def test_a_month_may_be_short_or_whole(written: str, month: int) -> None:
    assert read_months(f"{written} 1", ANY) == {Month(2026, month): 100}


@pytest.mark.parametrize(
    "amount", ["-12.50", "(12.50)", "£-12.50", "-£12.50", "\u221212.50", "(£12.50)", "- £12.5"]
)
def test_an_amount_below_zero_has_a_minus_or_brackets(amount: str) -> None:
    assert read_months(f"2026-05 {amount}", ANY) == {MAY: -1_250}


@pytest.mark.parametrize("amount", ["-", "£-", "£ -", "0", "0.00", "\u2013"])
def test_nothing_is_an_amount_too_as_spreadsheets_show_it(amount: str) -> None:
    assert read_months(f"2026-05\t{amount}", ANY) == {MAY: 0}


def test_a_heading_and_empty_lines_are_passed_over_and_a_month_twice_is_added_up() -> None:
    assert read_months("Month\tLevy\n\n2026-05 1\n\nMay 2026 2\n", ANY) == {MAY: 300}
    assert read_months("", ANY) == {}


def test_the_first_and_the_last_month_allowed_may_be_named() -> None:
    assert read_months("2017-04 1\n2036-11 1", ANY) == {ANY.first: 100, ANY.last: 100}


def test_only_the_first_line_can_be_a_heading() -> None:
    assert read_months("2026-05 1\nTotal", ANY) == (BadLines(LineFault.MONTH_UNREADABLE, (2,)),)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("12345.67", LineFault.MONTH_UNREADABLE),
        ("2026-13 1", LineFault.MONTH_UNREADABLE),
        ("2026-00 1", LineFault.MONTH_UNREADABLE),
        ("Mayor 2026 1", LineFault.MONTH_UNREADABLE),
        ("Total 1", LineFault.MONTH_UNREADABLE),
        ("May 1234.56", LineFault.MONTH_UNREADABLE),
        ("2026-055 1", LineFault.MONTH_UNREADABLE),
        ("2026-05", LineFault.AMOUNT_UNREADABLE),
        ("2026-05 1,50", LineFault.AMOUNT_UNREADABLE),
        ("2026-05 (1.50", LineFault.AMOUNT_UNREADABLE),
        ("2026-05 1.50)", LineFault.AMOUNT_UNREADABLE),
        ("2026-05 --1", LineFault.AMOUNT_UNREADABLE),
        ("2026-05 1 and 2", LineFault.AMOUNT_UNREADABLE),
        ("2026-05 9999999999.00", LineFault.AMOUNT_TOO_LARGE),
        ("2017-03 1", LineFault.TOO_EARLY),
        ("2036-12 1", LineFault.TOO_LATE),
    ],
)
def test_a_line_that_says_something_else_is_told_by_its_number(line: str, fault: LineFault) -> None:
    assert read_months(f"2026-04 1\n\n{line}", ANY) == (BadLines(fault, (3,)),)


def test_every_wrong_line_is_told_those_with_the_same_fault_together() -> None:
    assert read_months("2026-05 x\nwhat 7\n2026-06\n2026-07 1", ANY) == (
        BadLines(LineFault.AMOUNT_UNREADABLE, (1, 3)),
        BadLines(LineFault.MONTH_UNREADABLE, (2,)),
    )


def test_what_has_expired_is_not_below_zero() -> None:
    assert read_months("2026-05 -1", POSITIVE) == (BadLines(LineFault.BELOW_ZERO, (1,)),)
    assert read_months("2026-05 -0", POSITIVE) == {MAY: 0}


def test_a_list_has_an_end() -> None:
    assert read_months("2026-05 1\n" * MOST_LINES, ANY) == {MAY: 100 * MOST_LINES}
    assert read_months("2026-05 1\n" * (MOST_LINES + 1), ANY) == (BadLines(LineFault.TOO_MANY_LINES),)
