"""The identifiers of the trade, in the one form in which each is stored."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from shared.values.identifiers import (
    CharityNumber,
    CharityScheme,
    CompanyNumber,
    OdsCode,
    Paye,
    Postcode,
    StandardRef,
    Ukprn,
)


def _code_of(kind: Any, typed: object) -> str:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(typed)
    return refused.value.errors()[0]["type"]


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        (OdsCode, " rj1 ", "RJ1"),
        (OdsCode, "m83001", "M83001"),
        (OdsCode, "FA123", "FA123"),
        (OdsCode, "VN9QX", "VN9QX"),
        (Postcode, "st46qg", "ST4 6QG"),
        (Postcode, " ST4  6QG ", "ST4 6QG"),
        (Postcode, "ec1a1bb", "EC1A 1BB"),
        (Postcode, "M1 1AE", "M1 1AE"),
        (Ukprn, "10001234", "10001234"),
        (StandardRef, "st0827", "ST0827"),
        (StandardRef, "FA0007", "FA0007"),
        (CompanyNumber, "1234567", "01234567"),
        (CompanyNumber, "sc123456", "SC123456"),
        (CompanyNumber, "R0123456", "R0123456"),
        (CompanyNumber, "IP12345R", "IP12345R"),
        (Paye, "123/ab456", "123/AB456"),
    ],
)
def test_an_identifier_is_stored_in_one_form_whatever_was_typed(kind: Any, typed: str, stored: str) -> None:
    assert TypeAdapter(kind).validate_python(typed) == stored
    assert TypeAdapter(kind).validate_python(stored) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (OdsCode, "RJ", "ods_code_invalid"),
        (OdsCode, "RJ-1", "ods_code_invalid"),
        (OdsCode, "ABCDEFGHIJK", "ods_code_invalid"),
        (OdsCode, "\u017ftß", "ods_code_invalid"),  # letters that become plain capitals are not plain letters
        (Postcode, "ST46Q", "postcode_invalid"),
        (Postcode, "4ST 6QG", "postcode_invalid"),
        (Postcode, "", "postcode_invalid"),
        (Ukprn, "20001234", "ukprn_invalid"),
        (Ukprn, "1000123", "ukprn_invalid"),
        (Ukprn, "1000123٤", "ukprn_invalid"),
        (StandardRef, "ST827", "standard_ref_invalid"),
        (StandardRef, "XX0827", "standard_ref_invalid"),
        (StandardRef, "ST0827\n1", "standard_ref_invalid"),
        (CompanyNumber, "123456", "company_number_invalid"),
        (CompanyNumber, "1A234567", "company_number_invalid"),
        (Paye, "12/AB456", "paye_invalid"),
        (Paye, "123/AB456789012", "paye_invalid"),
    ],
)
def test_a_text_that_breaks_the_format_is_refused_with_the_code_of_its_kind(
    kind: Any, typed: str, code: str
) -> None:
    assert _code_of(kind, typed) == code


@pytest.mark.parametrize(
    ("scheme", "typed", "stored"),
    [
        (CharityScheme.ENGLAND_AND_WALES, "123456", "123456"),
        (CharityScheme.ENGLAND_AND_WALES, "1234567", "1234567"),
        (CharityScheme.SCOTLAND, " sc012345 ", "SC012345"),
        (CharityScheme.NORTHERN_IRELAND, "nic123456", "NIC123456"),
    ],
)
def test_a_charity_number_fits_its_own_register(scheme: CharityScheme, typed: str, stored: str) -> None:
    assert CharityNumber(scheme=scheme, number=typed).number == stored


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        (CharityScheme.ENGLAND_AND_WALES, "SC012345"),
        (CharityScheme.ENGLAND_AND_WALES, "12345"),
        (CharityScheme.SCOTLAND, "1234567"),
        (CharityScheme.NORTHERN_IRELAND, "SC012345"),
    ],
)
def test_a_charity_number_of_another_register_is_refused(scheme: CharityScheme, typed: str) -> None:
    assert _code_of(CharityNumber, {"scheme": scheme, "number": typed}) == "charity_number_invalid"


def test_a_charity_number_that_is_no_text_is_refused() -> None:
    assert _code_of(CharityNumber, {"scheme": "scotland", "number": 12}) == "string_type"
    assert _code_of(CharityNumber, "SC012345") == "model_type"


def test_the_published_format_of_a_postcode_is_that_of_its_stored_form() -> None:
    assert TypeAdapter(Postcode).json_schema()["pattern"] == "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$"
