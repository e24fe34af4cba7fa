"""One saving as its page shows it: the arithmetic line by line, both readings, the rows of the rules."""

from collections.abc import Iterable
from typing import Any

from functions.redeploy.domain.ledger import CONTRA_RULE, LedgerEntry
from functions.redeploy.domain.recognising import SavingRecord
from functions.redeploy.domain.redundancy import (
    FULL_TIME,
    AskContractual,
    AskStatutory,
    contractual,
    statutory,
)
from functions.redeploy.domain.savings import Saving, SavingFacts, saving
from functions.redeploy.domain.terms import Terms
from functions.redeploy.forms.calculators import (
    Answer,
    ContractualAnswer,
    ContractualForm,
    StatutoryAnswer,
    StatutoryForm,
)
from functions.redeploy.messages.calculators import (
    EVIDENCE_GRADES,
    MARKS,
    READINGS,
    SAVING_LINES,
    SAVING_NOTES,
    decimal,
)
from functions.redeploy.messages.savings import (
    BASES,
    KIND_NAMES,
    PAYMENTS_SHOWN,
    STATUS_COLOURS,
    STATUS_NAMES,
    TERMS_NAMES,
)
from functions.redeploy.pages.calculators import answer_shown
from shared.outcomes import Refusal
from shared.reference.rules import Rule, Unit, rule, rule_if_any
from shared.values.dates import uk_date
from shared.values.money import pounds

Shown = dict[str, Any]
Step = tuple[str, str]


def saving_shown(record: SavingRecord, entries: tuple[LedgerEntry, ...]) -> Shown:
    """A saving with its arithmetic: as booked where it is signed off, as it would be where it is not."""
    booked = entries[0] if entries else None
    facts = booked.facts if booked else record.facts
    found = booked.found if booked else saving(facts)
    return {
        **_heading(record),
        "facts": list(_facts_shown(facts)),
        "found": None if isinstance(found, Refusal) else _found_shown(facts, found),
        "payments": [answer_shown(answer) for answer in _answers(facts)],
        "rules": [] if isinstance(found, Refusal) else _rules_shown(facts, found, entries),
        "entries": [_entry_shown(entry) for entry in entries],
    }


def _heading(record: SavingRecord) -> Shown:
    return {
        "id": record.match_id,
        "version": record.head.number,
        "reference": record.reference,
        "status": STATUS_NAMES[record.status],
        "colour": STATUS_COLOURS[record.status],
        "releasing": record.releasing.name,
        "receiving": record.receiving.name,
        "confirmed_on": uk_date(record.confirmed_on),
        "prepared_by": record.prepared_by_name,
        "signed_by": record.signed_by_name,
        "recognised_on": uk_date(record.recognised_on) if record.recognised_on else "",
    }


def _facts_shown(facts: SavingFacts) -> Iterable[Step]:
    yield "Terms of the contract that ended", TERMS_NAMES[facts.terms]
    if facts.terms in (Terms.MEDICAL, Terms.VSM):
        yield "The contract adopts Section 16", "Yes" if facts.section_16_by_contract else "No"
    yield "Notice would have run out on", uk_date(facts.notice_would_expire_on)
    yield "Age on that day", "Not known" if facts.age is None else str(facts.age)
    yield "Complete years of unbroken service", str(facts.continuous_years)
    yield "Complete years of reckonable service", str(facts.reckonable_years)
    yield "Of these already used for a pension", str(facts.pensioned_years)
    yield "Of these already paid for", str(facts.paid_years)
    yield "How HR leaves these years out", READINGS[facts.reading].capitalize()
    yield "Full-time salary for a year", pounds(facts.annual_salary_pence)
    yield "A week's pay", "Not known" if facts.weekly_pay_pence is None else pounds(facts.weekly_pay_pence)
    part = "Full time" if facts.fte_ten_thousandths == FULL_TIME else decimal(facts.fte_ten_thousandths, 4)
    yield "Share of full-time hours", part
    yield "The receiving employer is part of the NHS", "Yes" if facts.receiving_is_nhs else "No"
    yield "Redundancy pay was paid", PAYMENTS_SHOWN[facts.nothing_was_paid]
    yield "Evidence", EVIDENCE_GRADES[facts.evidence]


def _found_shown(facts: SavingFacts, found: Saving) -> Shown:
    share = f"Attributable to the Exchange: {found.attributable_percent}% of the net"
    return {
        "basis": BASES[found.basis],
        "gross": pounds(found.gross_pence),
        "net": pounds(found.net_pence),
        "attributable": pounds(found.attributable_pence),
        "lines": [[SAVING_LINES[line.label], pounds(line.pence)] for line in found.lines],
        "net_line": ["Net saving", pounds(found.net_pence)],
        "share": share,
        "notes": [SAVING_NOTES[note] for note in found.notes],
        "readings": list(_readings(facts, found)),
        "inputs_hash": found.inputs_hash,
        "rule_set": found.rule_set,
    }


def _readings(facts: SavingFacts, found: Saving) -> Iterable[Step]:
    """Both readings of the service left out, with what Section 16 would pay under each, where they differ."""
    pay = contractual(_contractual(facts), facts.reading)
    if found.other_reading is None or found.other_reading_pence is None or isinstance(pay, Refusal):
        return
    yield f"As HR decided: {READINGS[facts.reading]}", pounds(pay.pence)
    yield f"The other reading: {READINGS[found.other_reading]}", pounds(found.other_reading_pence)


def _answers(facts: SavingFacts) -> Iterable[Answer]:
    """Section 16 and statute, step by step, where each can be worked out."""
    adopted = facts.section_16_by_contract and facts.terms in (Terms.MEDICAL, Terms.VSM)
    if facts.terms is Terms.AFC_ENGLAND or adopted:
        pay = contractual(_contractual(facts), facts.reading)
        if not isinstance(pay, Refusal):
            yield ContractualAnswer(_contractual_form(facts), pay)
    if facts.age is None or facts.weekly_pay_pence is None:
        return
    ask = AskStatutory(
        dismissed_on=facts.notice_would_expire_on,
        age=facts.age,
        years=facts.continuous_years,
        weekly_pay_pence=facts.weekly_pay_pence,
    )
    by_statute = statutory(ask)
    if not isinstance(by_statute, Refusal):
        yield StatutoryAnswer(_statutory_form(ask), by_statute)


def _contractual(facts: SavingFacts) -> AskContractual:
    return AskContractual(
        dismissed_on=facts.notice_would_expire_on,
        years=facts.reckonable_years,
        continuous_years=facts.continuous_years,
        annual_salary_pence=facts.annual_salary_pence,
        fte_ten_thousandths=facts.fte_ten_thousandths,
        pensioned_years=facts.pensioned_years,
        paid_years=facts.paid_years,
    )


def _contractual_form(facts: SavingFacts) -> ContractualForm:
    """The calculator's own question, already read: its steps are shown as there."""
    return ContractualForm.model_construct(
        scheme="afc",
        date=facts.notice_would_expire_on,
        years=facts.reckonable_years,
        continuous_years=facts.continuous_years,
        annual_salary=facts.annual_salary_pence,
        fte=facts.fte_ten_thousandths,
        pensioned_years=facts.pensioned_years,
        paid_years=facts.paid_years,
    )


def _statutory_form(ask: AskStatutory) -> StatutoryForm:
    return StatutoryForm.model_construct(
        scheme="statutory", date=ask.dismissed_on, age=ask.age, years=ask.years, weekly_pay=ask.weekly_pay_pence
    )


def _rules_shown(facts: SavingFacts, found: Saving, entries: tuple[LedgerEntry, ...]) -> list[list[str]]:
    held = [rule_if_any(key, facts.notice_would_expire_on) for key in found.rule_keys]
    if entries:
        held.append(rule(CONTRA_RULE, entries[0].recognised_on))
    return [_rule_row(one) for one in held if one]


def _rule_row(held: Rule) -> list[str]:
    first = uk_date(held.effective_from) if held.effective_from else "Not looked up"
    return [held.title, _value(held), first, f"{held.source} ({MARKS[held.mark]})", held.key]


def _value(held: Rule) -> str:
    match held.unit:
        case Unit.PENCE:
            return pounds(held.number)
        case Unit.PERCENT:
            return f"{held.number}%"
        case Unit.THOUSANDTHS:
            return decimal(held.number, 3)
    return str(held.value).replace("_", " ")


def _entry_shown(entry: LedgerEntry) -> Shown:
    again = entry.redundant_again_on
    amounts = (entry.gross_pence, entry.net_pence, entry.attributable_pence)
    return {
        "row": [KIND_NAMES[entry.kind], uk_date(entry.booked_on), *map(pounds, amounts)],
        "again": uk_date(again) if again else "",
        "fingerprint": entry.fingerprint,
    }
