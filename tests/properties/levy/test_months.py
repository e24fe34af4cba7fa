"""Lines of months and amounts: what a page writes is read back, and no text whatever is a bug."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.levy.forms.months import Allowed, BadLines, read_months
from shared.values.dates import Month, uk_month
from shared.values.money import MOST_PENCE, pounds

ANY = Allowed(Month(2017, 4), Month(2036, 11))
MONTHS = st.integers(0, 235).map(ANY.first.plus)
AMOUNTS = st.dictionaries(MONTHS, st.integers(-MOST_PENCE, MOST_PENCE), max_size=20)
PIECES = st.sampled_from(
    [
        "2026-05",
        "May",
        "2026",
        "26",
        "05/2026",
        "£",
        "-",
        "(",
        ")",
        "1,234.56",
        "7",
        " ",
        "\t",
        ",",
        ".",
        "\n",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join))


@pytest.mark.parametrize("written", [str, uk_month, lambda month: f"{month.month}/{month.year}"])
@given(amounts=AMOUNTS, between=st.sampled_from([" ", "\t", ",", ": "]))
def test_what_is_written_is_read_back(
    written: Callable[[Month], str], amounts: dict[Month, int], between: str
) -> None:
    lines = [f"{written(month)}{between}{pounds(pence)}" for month, pence in amounts.items()]
    assert read_months("\n".join(lines), ANY) == amounts


@given(TEXTS)
def test_any_text_is_amounts_of_allowed_months_or_the_numbers_of_its_wrong_lines(text: str) -> None:
    found = read_months(text, ANY)
    if isinstance(found, tuple):
        assert found
        for one in found:
            assert isinstance(one, BadLines)
            assert one.lines
            assert set(one.lines) <= set(range(1, text.count("\n") + 2))
    else:
        assert all(ANY.first <= month <= ANY.last for month in found)
        assert all(abs(pence) <= MOST_PENCE for pence in found.values())
