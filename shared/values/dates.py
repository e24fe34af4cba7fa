"""Months and tax years, and how a day is written."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from shared.values.faults import fault

_MONTH = "[12][0-9]{3}-(0[1-9]|1[0-2])"
_TAX_YEAR = "20[0-9]{2}/[0-9]{2}"


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month. Months order by time and are written "2026-10", in JSON and in the store too."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (1 <= self.year <= 9999 and 1 <= self.month <= 12):
            raise fault("month_invalid")

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The month of "2026-10". Raises ValueError: `month_invalid`."""
        if re.fullmatch(_MONTH, text.strip()) is None:
            raise fault("month_invalid")
        year, month = text.strip().split("-")
        return cls(int(year), int(month))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month that a day falls in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """Its last day: the one that says which tax year an instalment counts in."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def plus(self, months: int) -> Self:
        """The month that comes so many months later (earlier, below zero)."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return type(self)(year, month + 1)

    def months_until(self, later: "Month") -> int:
        """How many months to add to reach `later`; below zero if it is past."""
        return (later.year - self.year) * 12 + later.month - self.month

    @classmethod
    def _read(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise fault("month_invalid")

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._read, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{_MONTH}$", "examples": ["2026-10"]}


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    month = Month.of(day).plus(months)
    return month.first_day.replace(day=min(day.day, month.last_day.day))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of a shorter month."""
    return months_after(day, -months)


def first_day_of(when: date | Month) -> date:
    """The day that a rule is read on: a day itself, or a month's first."""
    return when.first_day if isinstance(when, Month) else when


def tax_year_of(day: date) -> str:
    """The tax year of a day, from 6 April to 5 April: "2026/27"."""
    first = day.year if (day.month, day.day) >= (4, 6) else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


def tax_year(text: str) -> str:
    """A tax year as `tax_year_of` writes it. Raises ValueError: `tax_year_invalid`."""
    typed = text.strip()
    if re.fullmatch(_TAX_YEAR, typed) is None or typed != tax_year_of(date(int(typed[:4]), 4, 6)):
        raise fault("tax_year_invalid")
    return typed


TaxYear = Annotated[str, AfterValidator(tax_year), WithJsonSchema({"type": "string", "pattern": f"^{_TAX_YEAR}$"})]


def uk_date(day: date) -> str:
    """A day in the house style: "12 December 2026"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def uk_month(month: Month) -> str:
    """A month in the house style: "October 2026"."""
    return f"{calendar.month_name[month.month]} {month.year}"
