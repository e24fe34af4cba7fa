"""Quarters of the calendar, in which conversations are counted. They begin where those of the tax year do not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from shared.values.dates import Month, uk_month

_MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months that begin in January, April, July or October, written as their first: "2026-10"."""

    first: Month

    def __str__(self) -> str:
        return str(self.first)

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """The quarter of "2026-10"; of any other month, the one that it falls in. Raises ValueError."""
        return quarter_of(Month.parse(text).first_day)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.first.plus(_MONTHS - 1).last_day

    @property
    def name(self) -> str:
        """As a page shows it: "October to December 2026"."""
        return f"{uk_month(self.first).split()[0]} to {uk_month(self.first.plus(_MONTHS - 1))}"

    def plus(self, quarters: int) -> "Quarter":
        """The quarter that comes so many later (earlier, below zero)."""
        return Quarter(self.first.plus(_MONTHS * quarters))


def quarter_of(day: date) -> Quarter:
    """The quarter that a day falls in."""
    return Quarter(Month(day.year, day.month - (day.month - 1) % _MONTHS))


def closed_quarters(first: date, today: date) -> Iterator[Quarter]:
    """Every quarter from that of `first` to the last that is over, in order."""
    quarter = quarter_of(first)
    while quarter.last_day < today:
        yield quarter
        quarter = quarter.plus(1)
