"""The allowance of a sending employer as machines read it. Amounts are whole pence."""

from functions.levy.domain.allowance import YearAllowance
from functions.levy.usecases.allowance import AllowanceView, YearView
from shared.records import Frozen
from shared.values.dates import TaxYear
from shared.values.identifiers import OdsCode


class AllowanceQuery(Frozen):
    """Whose allowance: to the ICS and auditors that of any employer, without it one's own."""

    ods_code: OdsCode | None = None


class Arithmetic(Frozen):
    """How the allowance of a year comes about. What is projected stands for months that are not declared yet;
    empty months nobody entered, and they count as nothing."""

    base_year: TaxYear
    declared_pence: int
    projected_pence: int
    projected_months: int
    empty_months: int
    english_pence: int
    top_up_pence: int
    cap_percent: int


class AllowanceYear(Frozen):
    """A tax year. Without figures there is no allowance, and what is promised is held to nothing: null."""

    tax_year: TaxYear
    allowance_pence: int | None
    is_projected: bool
    elsewhere_pence: int
    promised_pence: int
    left_pence: int | None
    arithmetic: Arithmetic | None


class AllowanceDocument(Frozen):
    """This tax year and those that follow; `version` 0 where no figures were entered. `could_pledge_pence` is what
    is left of this year less what open pledges of this year have available."""

    ods_code: OdsCode
    version: int
    is_checked: bool
    years: tuple[AllowanceYear, ...]
    available_pence: int
    could_pledge_pence: int


def allowance_document(view: AllowanceView) -> AllowanceDocument:
    """The allowance for whoever may see it: its employer, the ICS and auditors."""
    return AllowanceDocument(
        ods_code=view.employer.ods_code,
        version=view.account.head.number if view.account else 0,
        is_checked=view.account is not None,
        years=tuple(map(_year, view.years)),
        available_pence=view.available_pence,
        could_pledge_pence=view.could_pledge_pence,
    )


def _year(year: YearView) -> AllowanceYear:
    found = year.allowance
    return AllowanceYear(
        tax_year=year.tax_year,
        allowance_pence=found.pence if found else None,
        is_projected=found is not None and found.projected_months > 0,
        elsewhere_pence=year.elsewhere_pence,
        promised_pence=year.promised_pence,
        left_pence=year.left_pence,
        arithmetic=_arithmetic(found) if found else None,
    )


def _arithmetic(found: YearAllowance) -> Arithmetic:
    return Arithmetic(**{name: getattr(found, name) for name in Arithmetic.model_fields})
