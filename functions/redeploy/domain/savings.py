"""What one redeployment saved: the redundancy payment that was not made, less what the move cost.

A saving is a value that follows from its facts and the dated rules alone: the same facts give the same figures,
and `inputs_hash` and `rule_set` name both. It is recognised only once the trial is passed and the receiving
employer confirms; that, and who signs it off, is the ledger's to record.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from pydantic import Field, StrictBool

from functions.redeploy.domain.redundancy import (
    CONTRACTUAL_RULES,
    FULL_TIME,
    STATUTORY_RULES,
    AskContractual,
    AskStatutory,
    ContractualPay,
    FullTimePart,
    NoFigure,
    Reading,
    StatutoryPay,
    contractual,
    half_up,
    statutory,
)
from functions.redeploy.domain.terms import Terms
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.rules import rule, rule_set_version
from shared.values.dates import Month
from shared.values.money import Pence, SignedPence

WholeYears = Annotated[int, Field(strict=True, ge=0, le=85)]

_NHS_TERMS = frozenset({Terms.AFC_ENGLAND, Terms.MEDICAL, Terms.VSM})
_BY_CONTRACT = frozenset({Terms.MEDICAL, Terms.VSM})
_UNPUBLISHED = frozenset({NoFigure.DATE_TOO_EARLY, NoFigure.DATE_NOT_PUBLISHED})
_UNKNOWN = frozenset({NoFigure.AGE_NEEDED, NoFigure.WEEKLY_PAY_NEEDED})


class EvidenceGrade(StrEnum):
    """How well the facts of a saving are known."""

    A = "a"  # the payroll or HR record was seen
    B = "b"  # the employer confirms it in writing
    C = "c"  # an estimate


class Basis(StrEnum):
    """What the payment that was avoided would have been."""

    SECTION_16 = "section_16"
    STATUTORY = "statutory"


class SavingLabel(StrEnum):
    """A line of the arithmetic."""

    SECTION_16_PAY = "section_16_pay"
    STATUTORY_PAY = "statutory_pay"
    NOT_BOOKED = "not_booked"
    PROTECTION = "protection"
    TRAVEL = "travel"
    RETRAINING = "retraining"


class SavingNote(StrEnum):
    """What a reader should know of a saving."""

    NOT_CONFIRMED = "not_confirmed"  # no rule says that the payment falls away, and nobody confirmed that it did
    PAID_ANYWAY = "paid_anyway"  # the employer says that it paid
    READINGS_DIFFER = "readings_differ"  # the other reading of the service left out gives another sum
    STATUTORY_IS_MORE = "statutory_is_more"  # service left out of Section 16 counts by statute
    STATUTORY_NOT_COMPARED = "statutory_not_compared"  # figures not published, or age or week's pay not known
    BELOW_ZERO = "below_zero"  # the move cost more than it saved
    LOCAL_TERMS_UNKNOWN = "local_terms_unknown"  # the contract may pay more than statute


class MoveCosts(Frozen):
    """What the move costs: the pay protected, the extra travel and the retraining, each for its whole length."""

    protection_pence: Pence = 0
    travel_pence: Pence = 0
    retraining_pence: Pence = 0


class SavingFacts(Frozen):
    """All that a saving follows from. `age` is that on the day notice would have expired, years are whole years
    on that day. `reading` is how HR decided that service paid for or pensioned already is left out.
    `nothing_was_paid` is the employer's confirmation: None where it said neither."""

    terms: Terms
    section_16_by_contract: StrictBool = False  # medical and very senior contracts may adopt it
    age: Annotated[int, Field(strict=True, ge=0, le=150)] | None
    notice_would_expire_on: date
    continuous_years: WholeYears
    reckonable_years: WholeYears
    pensioned_years: WholeYears = 0
    paid_years: WholeYears = 0
    annual_salary_pence: Pence
    weekly_pay_pence: Pence | None
    fte_ten_thousandths: FullTimePart = FULL_TIME
    receiving_is_nhs: StrictBool
    nothing_was_paid: StrictBool | None
    reading: Reading
    costs: MoveCosts = MoveCosts()
    evidence: EvidenceGrade


class SavingLine(Frozen):
    """One step of the arithmetic; the lines add up to the net saving."""

    label: SavingLabel
    pence: SignedPence


class Saving(Frozen):
    """What a redeployment saved, with its arithmetic.

    `avoided_pence` is the payment at stake, booked or not; `gross_pence` is what of it is booked. Net may be below
    zero: a move that cost more than it saved is shown as such. What is not booked has no costs either: it is £0.
    `attributable_pence` is the share of the net that is put down to the Exchange, shown beside it.
    """

    basis: Basis
    avoided_pence: Pence
    is_booked: bool
    gross_pence: Pence
    net_pence: SignedPence
    attributable_percent: int
    attributable_pence: SignedPence
    other_reading: Reading | None
    other_reading_pence: Pence | None
    lines: tuple[SavingLine, ...]
    notes: tuple[SavingNote, ...]
    evidence: EvidenceGrade
    rule_keys: tuple[str, ...]
    rule_set: str
    inputs_hash: str


class Contra(Frozen):
    """The entry that takes a saving back. It names the facts of the saving, and its sums are those, negated."""

    inputs_hash: str
    redundant_again_on: date
    gross_pence: SignedPence
    net_pence: SignedPence
    attributable_pence: SignedPence


class _Avoided(Frozen):
    """The payment at stake, and what was found on the way to it."""

    basis: Basis
    pence: Pence
    contractual: ContractualPay | None = None
    notes: tuple[SavingNote, ...] = ()


def saving(facts: SavingFacts) -> Saving | Refusal:
    """What these facts saved, or why the payment at stake cannot be worked out (a `NoFigure`).

    The payment is Section 16's for the national terms and for a contract that adopts it, statute's for everybody
    else. Where service left out of Section 16 makes statute pay more, statute's counts, which it leaves untouched.
    """
    avoided = _avoided(facts)
    if isinstance(avoided, Refusal):
        return avoided
    unbooked = _why_not_booked(facts)
    gross = 0 if unbooked else avoided.pence
    lines = tuple(_lines(avoided, facts.costs, is_booked=unbooked is None))
    net = sum(line.pence for line in lines)
    share = rule("saving_attributable_percent", facts.notice_would_expire_on).number
    other = avoided.contractual if avoided.contractual and _readings_differ(avoided.contractual) else None
    seen = [unbooked, *avoided.notes, SavingNote.BELOW_ZERO if net < 0 else None]
    return Saving(
        basis=avoided.basis,
        avoided_pence=avoided.pence,
        is_booked=unbooked is None,
        gross_pence=gross,
        net_pence=net,
        attributable_percent=share,
        attributable_pence=half_up(Fraction(net * share, 100)),
        other_reading=other.reading.other if other else None,
        other_reading_pence=other.other_pence if other else None,
        lines=lines,
        notes=tuple(note for note in seen if note),
        evidence=facts.evidence,
        rule_keys=_rule_keys(avoided),
        rule_set=rule_set_version(),
        inputs_hash=content_hash(facts.model_dump(mode="json")),
    )


def contra(found: Saving, redundant_again_on: date, recognised_on: date) -> Contra | None:
    """The entry that takes a saving back where the person is redundant again within the months of the rule, the
    day that many months after the recognition included; None later, and where nothing was booked."""
    months = rule("saving_contra_months", recognised_on).number
    if not found.is_booked or redundant_again_on > _months_after(recognised_on, months):
        return None
    return Contra(
        inputs_hash=found.inputs_hash,
        redundant_again_on=redundant_again_on,
        gross_pence=-found.gross_pence,
        net_pence=-found.net_pence,
        attributable_pence=-found.attributable_pence,
    )


def _avoided(facts: SavingFacts) -> _Avoided | Refusal:
    by_statute = _by_statute(facts)
    if not _has_section_16(facts):
        if isinstance(by_statute, Refusal):
            return by_statute
        return _Avoided(basis=Basis.STATUTORY, pence=by_statute.pence, notes=(SavingNote.LOCAL_TERMS_UNKNOWN,))
    by_contract = _by_contract(facts)
    if isinstance(by_contract, Refusal):
        return by_contract
    differ = (SavingNote.READINGS_DIFFER,) if _readings_differ(by_contract) else ()
    if isinstance(by_statute, Refusal):
        if by_statute.reason not in _UNPUBLISHED | _UNKNOWN:
            return by_statute
        differ = (*differ, SavingNote.STATUTORY_NOT_COMPARED)
    elif by_statute.pence > by_contract.pence:
        return _Avoided(
            basis=Basis.STATUTORY,
            pence=by_statute.pence,
            contractual=by_contract,
            notes=(*differ, SavingNote.STATUTORY_IS_MORE),
        )
    return _Avoided(basis=Basis.SECTION_16, pence=by_contract.pence, contractual=by_contract, notes=differ)


def _has_section_16(facts: SavingFacts) -> bool:
    """Section 16 holds for the national terms; medical and very senior contracts adopt it or do not."""
    adopted = facts.terms in _BY_CONTRACT and facts.section_16_by_contract
    return facts.terms is Terms.AFC_ENGLAND or adopted


def _by_statute(facts: SavingFacts) -> StatutoryPay | Refusal:
    if facts.age is None:
        return Refusal(NoFigure.AGE_NEEDED)
    if facts.weekly_pay_pence is None:
        return Refusal(NoFigure.WEEKLY_PAY_NEEDED)
    return statutory(
        AskStatutory(
            dismissed_on=facts.notice_would_expire_on,
            age=facts.age,
            years=facts.continuous_years,
            weekly_pay_pence=facts.weekly_pay_pence,
        )
    )


def _by_contract(facts: SavingFacts) -> ContractualPay | Refusal:
    ask = AskContractual(
        dismissed_on=facts.notice_would_expire_on,
        years=facts.reckonable_years,
        continuous_years=facts.continuous_years,
        annual_salary_pence=facts.annual_salary_pence,
        fte_ten_thousandths=facts.fte_ten_thousandths,
        pensioned_years=facts.pensioned_years,
        paid_years=facts.paid_years,
    )
    return contractual(ask, facts.reading)


def _readings_differ(pay: ContractualPay) -> bool:
    return pay.other_pence != pay.pence


def _why_not_booked(facts: SavingFacts) -> SavingNote | None:
    """Only between NHS employers on NHS terms does the payment fall away by itself; any other employer must
    confirm that nothing was paid. A council's or a care home's duty to pay is not ended by an NHS job."""
    if facts.nothing_was_paid is None:
        stays_nhs = facts.receiving_is_nhs and facts.terms in _NHS_TERMS
        return None if stays_nhs else SavingNote.NOT_CONFIRMED
    return None if facts.nothing_was_paid else SavingNote.PAID_ANYWAY


def _lines(avoided: _Avoided, costs: MoveCosts, *, is_booked: bool) -> Iterable[SavingLine]:
    by_section_16 = avoided.basis is Basis.SECTION_16
    label = SavingLabel.SECTION_16_PAY if by_section_16 else SavingLabel.STATUTORY_PAY
    yield SavingLine(label=label, pence=avoided.pence)
    if not is_booked:
        yield SavingLine(label=SavingLabel.NOT_BOOKED, pence=-avoided.pence)
        return
    yield SavingLine(label=SavingLabel.PROTECTION, pence=-costs.protection_pence)
    yield SavingLine(label=SavingLabel.TRAVEL, pence=-costs.travel_pence)
    yield SavingLine(label=SavingLabel.RETRAINING, pence=-costs.retraining_pence)


def _rule_keys(avoided: _Avoided) -> tuple[str, ...]:
    compared = SavingNote.STATUTORY_NOT_COMPARED not in avoided.notes
    return (
        *(CONTRACTUAL_RULES if avoided.contractual else ()),
        *(STATUTORY_RULES if compared else ()),
        "saving_attributable_percent",
    )


def _months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that has no such day."""
    month = Month.of(day).plus(months)
    return date(month.year, month.month, min(day.day, month.last_day.day))
