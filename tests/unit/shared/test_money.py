"""How money is written, read and limited."""

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from shared.values.money import MOST_PENCE, Pence, SignedPence, parse_pounds, pounds, pounds_short


@pytest.mark.parametrize(
    ("pence", "written"),
    [
        (0, "£0.00"),
        (5, "£0.05"),
        (123_456, "£1,234.56"),
        (1_500_000, "£15,000.00"),
        (97_800_000, "£978,000.00"),
        (-5, "-£0.05"),
        (-123_456, "-£1,234.56"),
    ],
)
def test_an_amount_is_written_with_commas_and_two_figures_of_pence(pence: int, written: str) -> None:
    assert pounds(pence) == written


def test_a_short_amount_loses_only_pence_that_are_none() -> None:
    assert [pounds_short(pence) for pence in (1_500_000, 1_500_050, 0)] == ["£15,000", "£15,000.50", "£0"]


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("£1,234.5", 123_450),
        ("1234", 123_400),
        ("  £ 1,234.56 ", 123_456),
        ("1 234", 123_400),
        ("0", 0),
        ("£1,000,000", 100_000_000),
        ("007.05", 705),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: str, pence: int) -> None:
    assert parse_pounds(typed) == pence


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "amount_missing"),
        (" \t ", "amount_missing"),
        ("-5", "amount_negative"),
        ("£ -5", "amount_negative"),
        ("1,50", "amount_unreadable"),
        ("12,34.00", "amount_unreadable"),
        ("1.234", "amount_unreadable"),
        ("1.", "amount_unreadable"),
        ("5k", "amount_unreadable"),
        ("1e3", "amount_unreadable"),
        ("$5", "amount_unreadable"),
        ("££5", "amount_unreadable"),
        ("١٢٣", "amount_unreadable"),
        ("9" * 400, "amount_unreadable"),
        ("1,000,000,000.01", "amount_too_large"),
    ],
)
def test_a_text_that_is_no_amount_is_refused_with_its_code(typed: str, code: str) -> None:
    with pytest.raises(ValueError, match=f"^{code}$") as refused:
        parse_pounds(typed)
    assert isinstance(refused.value, PydanticCustomError)
    assert refused.value.type == code


@pytest.mark.parametrize("not_pence", [-1, 1.0, "5", True, None, MOST_PENCE + 1])
def test_pence_are_a_whole_number_from_zero_to_the_limit(not_pence: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Pence).validate_python(not_pence)


def test_signed_pence_may_leave_but_are_whole_too() -> None:
    adapter = TypeAdapter(SignedPence)
    assert adapter.validate_python(-MOST_PENCE) == -MOST_PENCE
    with pytest.raises(ValidationError):
        adapter.validate_python(-0.5)
