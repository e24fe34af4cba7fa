"""A chart's bars: whole units, end to end, in proportion, inside the picture, whatever the amounts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.values.money import MOST_PENCE
from shared.web.charts import LINE, MOST_SERIES, WIDTH, BarChart, bar_chart

AMOUNTS = st.lists(st.integers(0, MOST_PENCE), min_size=3, max_size=3)
ROWS = st.lists(AMOUNTS, max_size=60)


def drawn(rows: list[list[int]]) -> BarChart:
    labelled = [(f"Row {number}", amounts) for number, amounts in enumerate(rows)]
    return bar_chart("money", "Money", "Bars.", ("a", "b", "c"), labelled)


@given(ROWS)
def test_bars_lie_end_to_end_in_whole_units_inside_the_picture(rows: list[list[int]]) -> None:
    chart = drawn(rows)
    assert chart.height == LINE * len(rows)
    for number, line in enumerate(chart.lines):
        assert LINE * number <= line.y < line.base < LINE * (number + 1)
        reached = chart.start
        for part in line.parts:
            assert part.x == reached
            assert part.width > 0
            reached += part.width
        assert reached < line.end <= WIDTH - len(line.amount)


@given(ROWS)
def test_a_bar_is_as_long_as_its_amount_to_the_unit_and_the_longest_fills_the_room(rows: list[list[int]]) -> None:
    chart = drawn(rows)
    totals = [sum(amounts) for amounts in rows]
    lengths = [sum(part.width for part in line.parts) for line in chart.lines]
    longest, room = max(totals, default=0), max(lengths, default=0)
    for total, length in zip(totals, lengths, strict=True):
        assert length == (total * room // longest if longest else 0)
    assert not longest or room >= 100


@pytest.mark.parametrize(
    ("series", "amounts"), [(("a",), (1, 2)), (("a", "b"), (1, -1)), (("a",) * (MOST_SERIES + 1), (1,) * 5)]
)
def test_a_row_that_does_not_fit_is_a_bug(series: tuple[str, ...], amounts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"series"):
        bar_chart("money", "Money", "Bars.", series, [("Row", amounts)])
