"""Months, tax years and how days are written."""

from datetime import date

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from shared.values.dates import Month, TaxYear, first_day_of, tax_year_of, uk_date, uk_month


class _Plan(BaseModel):
    start: Month


def test_a_month_is_stored_and_sent_as_year_and_month() -> None:
    plan = _Plan.model_validate({"start": "2026-10"})
    assert plan.start == Month(2026, 10)
    assert plan.model_dump() == {"start": "2026-10"}
    assert plan.model_dump_json() == '{"start":"2026-10"}'
    assert _Plan(start=Month(2026, 10)) == plan == _Plan.model_validate_json('{"start":"2026-10"}')


@pytest.mark.parametrize("typed", ["2026-13", "2026-00", "2026-1", "26-10", "October", "", 5, None, "2026-10-01"])
def test_a_text_that_is_no_month_is_refused_with_one_error(typed: object) -> None:
    with pytest.raises(ValidationError) as refused:
        _Plan.model_validate({"start": typed})
    assert [(error["loc"], error["type"]) for error in refused.value.errors()] == [(("start",), "month_invalid")]


def test_a_month_beyond_the_calendar_cannot_be_made() -> None:
    for year, month in ((2026, 0), (2026, 13), (0, 1), (10_000, 1)):
        with pytest.raises(ValueError, match=r"^month_invalid$"):
            Month(year, month)


def test_the_published_format_of_a_month_is_the_one_that_is_read() -> None:
    assert _Plan.model_json_schema()["properties"]["start"]["pattern"] == "^[12][0-9]{3}-(0[1-9]|1[0-2])$"


def test_months_add_across_the_turn_of_a_year_both_ways() -> None:
    assert Month(2026, 11).plus(3) == Month(2027, 2)
    assert Month(2026, 1).plus(-1) == Month(2025, 12)
    assert Month(2026, 11).months_until(Month(2027, 2)) == 3


def test_a_month_knows_its_first_and_last_day() -> None:
    assert (Month(2028, 2).first_day, Month(2028, 2).last_day) == (date(2028, 2, 1), date(2028, 2, 29))
    assert Month.of(date(2026, 11, 22)) == Month(2026, 11)


def test_a_rule_is_read_on_a_day_itself_or_on_the_first_day_of_a_month() -> None:
    assert first_day_of(date(2026, 11, 22)) == date(2026, 11, 22)
    assert first_day_of(Month(2026, 11)) == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 4, 5), "2025/26"),
        (date(2026, 4, 6), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(2099, 4, 6), "2099/00"),
    ],
)
def test_a_tax_year_runs_from_6_april_to_5_april(day: date, written: str) -> None:
    assert tax_year_of(day) == written
    assert TypeAdapter(TaxYear).validate_python(written) == written


@pytest.mark.parametrize("typed", ["2026/28", "2026", "2026-27", "26/27", "2026/2027", ""])
def test_two_years_that_do_not_follow_each_other_are_no_tax_year(typed: str) -> None:
    with pytest.raises(ValidationError, match="tax_year_invalid"):
        TypeAdapter(TaxYear).validate_python(typed)


def test_days_and_months_are_written_in_words() -> None:
    assert uk_date(date(2026, 12, 2)) == "2 December 2026"
    assert uk_month(Month(2026, 10)) == "October 2026"
