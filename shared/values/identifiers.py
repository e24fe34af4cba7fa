"""The identifiers of the trade: each is stored in one form only, whatever was typed.

Every type here is a `str` that pydantic checks and brings into its stored form; the functions do the same
outside a model. All raise ValueError with a code such as `postcode_invalid`. The formats come from the public
services that issue or check them; the source of each stands beside it.
"""

import re
from enum import StrEnum
from typing import Annotated, LiteralString, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema, model_validator

from shared.values.faults import fault


def _stored(text: str, pattern: str, code: LiteralString) -> str:
    """The text trimmed and in capitals, or ValueError(code) if it does not match the pattern."""
    typed = text.strip()
    canonical = typed.upper()
    if not typed.isascii() or re.fullmatch(pattern, canonical) is None:
        raise fault(code)
    return canonical


# Trusts have three characters, their sites and care homes more. Width: derived from NHS Digital's lists.
_ODS = "[A-Z0-9]{3,10}"


def ods_code(text: str) -> str:
    """An NHS organisation code in capitals; whether it exists is the directory's to say."""
    return _stored(text, _ODS, "ods_code_invalid")


OdsCode = Annotated[str, AfterValidator(ods_code), WithJsonSchema({"type": "string", "pattern": f"^{_ODS}$"})]

# The pattern of the national levy service's own place look-up.
_POSTCODE = "[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}"


def postcode(text: str) -> str:
    """A postcode in capitals with one space before its last three characters: "st46qg" is "ST4 6QG"."""
    joined = _stored("".join(text.split()), _POSTCODE, "postcode_invalid")
    return f"{joined[:-3]} {joined[-3:]}"


Postcode = Annotated[
    str,
    AfterValidator(postcode),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$"}),
]

# National Careers Service provider portal.
_UKPRN = "1[0-9]{7}"


def ukprn(text: str) -> str:
    """A training provider's number on the UK register of learning providers."""
    return _stored(text, _UKPRN, "ukprn_invalid")


Ukprn = Annotated[str, AfterValidator(ukprn), WithJsonSchema({"type": "string", "pattern": f"^{_UKPRN}$"})]

# ST a standard, FA a foundation apprenticeship, AU an apprenticeship unit (DfE courses service).
_STANDARD = "(ST|FA|AU)[0-9]{4}"


def standard_ref(text: str) -> str:
    """The reference of an apprenticeship standard, as "ST0827"; whether it is offered is another question."""
    return _stored(text, _STANDARD, "standard_ref_invalid")


StandardRef = Annotated[
    str, AfterValidator(standard_ref), WithJsonSchema({"type": "string", "pattern": f"^{_STANDARD}$"})
]

# UK Export Finance's open Companies House check.
_COMPANY = "([0-9]{2}|[A-Z]{2}|[A-Z][0-9])([0-9]{6}|[0-9]{5}[A-Z])"


def company_number(text: str) -> str:
    """A Companies House number of eight characters; seven figures gain the zero that people leave out."""
    typed = text.strip()
    padded = f"0{typed}" if re.fullmatch("[0-9]{7}", typed) else typed
    return _stored(padded, _COMPANY, "company_number_invalid")


CompanyNumber = Annotated[
    str, AfterValidator(company_number), WithJsonSchema({"type": "string", "pattern": f"^{_COMPANY}$"})
]

# HMRC's apprenticeship levy interface ("empref").
_PAYE = "[0-9]{3}/[0-9A-Z]{1,10}"


def paye(text: str) -> str:
    """An employer's PAYE scheme reference, as "123/AB456"."""
    return _stored(text, _PAYE, "paye_invalid")


Paye = Annotated[str, AfterValidator(paye), WithJsonSchema({"type": "string", "pattern": f"^{_PAYE}$"})]


class CharityScheme(StrEnum):
    """The three registers of charities in the United Kingdom."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"


_CHARITY = {
    CharityScheme.ENGLAND_AND_WALES: "[0-9]{6,7}",
    CharityScheme.SCOTLAND: "SC[0-9]{6}",
    CharityScheme.NORTHERN_IRELAND: "NIC[0-9]{6}",
}


class CharityNumber(BaseModel):
    """A charity's number with the register that gave it: "SC" and six figures is a Scottish company too."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    scheme: CharityScheme
    number: str

    @model_validator(mode="before")
    @classmethod
    def _in_stored_form(cls, typed: object) -> object:
        if not isinstance(typed, dict) or not isinstance(typed.get("number"), str):
            return typed
        return typed | {"number": typed["number"].strip().upper()}

    @model_validator(mode="after")
    def _number_belongs_to_scheme(self) -> Self:
        _stored(self.number, _CHARITY[self.scheme], "charity_number_invalid")
        return self
