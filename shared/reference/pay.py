"""The annual pay of Agenda for Change bands in England: what a full-time year of each band is worth.

The table is loaded and never computed: last year's pay with the rise of the year, rounded either way, is wrong at
several points.
"""

from datetime import date
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from shared.reference.stored import PAY, Mark, Row, stored_text

_PENCE_IN_POUND = 100

Band = Literal["2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9"]
"""A band of Agenda for Change."""


class PayUnknown(LookupError):
    """No pay is held for that band on that day: `pay.json` has to be brought up to date."""


class PayTable(Row):
    """The pay of every band from `effective_from` to `effective_to`, both days included, in whole pounds a year.

    Each band has its points from the lowest to the highest. The two points of band 2 are equal and stand as one.
    """

    effective_from: date
    effective_to: date
    source: str
    mark: Mark
    checked_on: date
    bands: dict[Band, Annotated[tuple[StrictInt, ...], Field(min_length=1)]]

    @model_validator(mode="after")
    def _points_rise(self) -> Self:
        for band, points in self.bands.items():
            if list(points) != sorted(set(points)):
                raise ValueError(f"The points of band {band} do not rise.")
        return self


class _PayFile(Row):
    tables: tuple[PayTable, ...]


@cache
def pay_tables() -> tuple[PayTable, ...]:
    """Every table held, the earliest first."""
    return _PayFile.model_validate_json(stored_text(PAY)).tables


def pay_points(band: str, on: date) -> tuple[int, ...]:
    """The annual full-time pay of a band on a day, in pence, from its lowest point to its highest.

    Raises PayUnknown for a band that is none, and for a day of a year that is not held.
    """
    for table in pay_tables():
        if table.effective_from <= on <= table.effective_to:
            for held, points in table.bands.items():
                if held == band:
                    return tuple(point * _PENCE_IN_POUND for point in points)
    raise PayUnknown(f"band {band} on {on}")
