"""Money and months keep their laws for every value."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from shared.values.dates import Month, TaxYear, tax_year_of
from shared.values.money import MOST_PENCE, parse_pounds, pounds, pounds_short

pence = st.integers(0, MOST_PENCE)
months = st.builds(Month, st.integers(1900, 2200), st.integers(1, 12))
steps = st.integers(-1200, 1200)
days = st.dates(date(2000, 4, 6), date(2099, 12, 31))


@given(pence)
def test_an_amount_that_is_written_is_read_back(amount: int) -> None:
    assert parse_pounds(pounds(amount)) == amount
    assert parse_pounds(pounds_short(amount)) == amount


@given(st.text(alphabet="£0123456789,. -k", max_size=20))
def test_whatever_is_typed_is_an_amount_within_the_limit_or_a_fault_with_a_code(typed: str) -> None:
    try:
        amount = parse_pounds(typed)
    except ValueError as fault:
        assert str(fault).startswith("amount_")
    else:
        assert 0 <= amount <= MOST_PENCE
        assert parse_pounds(pounds(amount)) == amount


@given(months, steps, steps)
def test_adding_months_can_be_undone_and_done_in_parts(month: Month, one: int, other: int) -> None:
    assert month.plus(one).plus(-one) == month
    assert month.plus(one).plus(other) == month.plus(one + other)
    assert month.months_until(month.plus(one)) == one


@given(months, steps)
def test_months_order_by_time(month: Month, step: int) -> None:
    assert (month < month.plus(step)) == (step > 0)
    assert (month.last_day < month.plus(step).first_day) == (step > 0)


@given(months)
def test_a_month_that_is_written_is_read_back(month: Month) -> None:
    assert Month.parse(str(month)) == month
    adapter = TypeAdapter(Month)
    assert adapter.validate_json(adapter.dump_json(month)) == month
    assert Month.of(month.first_day) == month == Month.of(month.last_day)


@given(days)
def test_every_day_lies_in_the_tax_year_that_it_is_said_to(day: date) -> None:
    written = TypeAdapter(TaxYear).validate_python(tax_year_of(day))
    first = int(written[:4])
    assert date(first, 4, 6) <= day <= date(first + 1, 4, 5)
