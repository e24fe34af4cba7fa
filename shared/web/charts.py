"""Charts that the server draws: bars that lie, a line for each month, laid out in whole units of an SVG.

A line names its month and its amount in words, and parts of a bar differ by pattern, so that a chart is read
without colour; it is as wide as a phone. A page shows beside it a table that says the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shared.values.money import pounds_short

WIDTH = 400
LINE = 24
_BAR = 16
_LABEL = 80
_LETTER = 9
"""A figure of the chart's type is no wider, 14 units high, whatever the reader's typeface."""
_GAP = 6
MOST_SERIES = 4
"""As many patterns can be told apart."""


@dataclass(frozen=True)
class Part:
    """A piece of a bar, of the series of that number."""

    series: int
    x: int
    width: int


@dataclass(frozen=True)
class Line:
    """A bar, its label before it, its amount after it. `y` is the bar's top, `base` where its words stand."""

    label: str
    amount: str
    y: int
    base: int
    parts: tuple[Part, ...]
    end: int


@dataclass(frozen=True)
class BarChart:
    """A chart as a template draws it (`shared/charts.html`)."""

    name: str
    title: str
    description: str
    series: tuple[str, ...]
    lines: tuple[Line, ...]
    height: int
    width: int = WIDTH
    bar: int = _BAR
    start: int = _LABEL


def bar_chart(
    name: str,
    title: str,
    description: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[int]]],
    shown: Callable[[int], str] = pounds_short,
) -> BarChart:
    """A bar for each row, its amounts end to end in the order of the series. The longest bar fills the width.

    `name` is the chart's own on its page. Raises ValueError for more series than there are patterns, for a row
    with another number of amounts, or for an amount below zero.
    """
    if len(series) > MOST_SERIES:
        raise ValueError("More series than patterns.")
    if any(len(amounts) != len(series) or min(amounts, default=0) < 0 for _, amounts in rows):
        raise ValueError("A row does not fit the series.")
    totals = [sum(amounts) for _, amounts in rows]
    longest = max(totals, default=0)
    room = WIDTH - _LABEL - _GAP - _LETTER * max((len(shown(total)) for total in totals), default=0)
    lines = tuple(
        _line(place, label, amounts, shown(sum(amounts)), room, longest)
        for place, (label, amounts) in enumerate(rows)
    )
    return BarChart(name, title, description, tuple(series), lines, LINE * len(rows))


def _line(place: int, label: str, amounts: Sequence[int], amount: str, room: int, longest: int) -> Line:
    """Each part ends where all up to it end, so that no rounding adds up."""
    ends = [_LABEL]
    for number in range(len(amounts)):
        ends.append(_LABEL + (sum(amounts[: number + 1]) * room // longest if longest else 0))
    parts = tuple(
        Part(number, ends[number], ends[number + 1] - ends[number])
        for number in range(len(amounts))
        if ends[number + 1] > ends[number]
    )
    top = LINE * place
    return Line(label, amount, top + (LINE - _BAR) // 2, top + LINE - 7, parts, ends[-1] + _GAP)
