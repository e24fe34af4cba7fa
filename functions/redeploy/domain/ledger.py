"""The savings ledger: entries that never change, and what they add up to.

An entry holds all that it follows from, in ages and years and with no name, so that it can be worked out again
when the person's record is erased. What turns out otherwise is taken back by an entry of its own. Money is whole
pence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from functions.redeploy.domain.people import EmployerRef, Line, RecordId, reference_of
from functions.redeploy.domain.savings import EvidenceGrade, Saving, SavingFacts, SavingNote, contra, saving
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.rules import RuleNotFound, rule, rule_if_any
from shared.values.money import SignedPence

CONTRA_RULE = "saving_contra_months"


class EntryKind(StrEnum):
    """The two entries that a saving may have in the ledger."""

    SAVING = "saving"
    CONTRA = "contra"  # redundant again within the months of the rule


class RuleUsed(Frozen):
    """What a row of the rules said when an entry was made."""

    key: str
    value: str
    effective_from: date | None


class LedgerLine(Frozen):
    """An entry as lists and totals have it."""

    match_id: RecordId
    reference: Line
    kind: EntryKind
    booked_on: date
    releasing: EmployerRef
    receiving: EmployerRef
    is_booked: bool
    gross_pence: SignedPence
    net_pence: SignedPence
    attributable_pence: SignedPence
    evidence: EvidenceGrade
    inputs_hash: str
    rule_set: str


class LedgerEntry(Frozen):
    """One entry, whole: what it follows from, the arithmetic, the rows of the rules.

    `booked_on` says in which year it counts; an entry that takes a saving back counts in the year of its own day.
    A saving of £0 is entered too.
    """

    match_id: RecordId
    kind: EntryKind
    booked_on: date
    recognised_on: date
    redundant_again_on: date | None = None
    releasing: EmployerRef
    receiving: EmployerRef
    facts: SavingFacts
    found: Saving
    gross_pence: SignedPence
    net_pence: SignedPence
    attributable_pence: SignedPence
    rules: tuple[RuleUsed, ...]

    @model_validator(mode="after")
    def _is_the_saving_or_cancels_it(self) -> Self:
        sign = 1 if self.kind is EntryKind.SAVING else -1
        found = self.found
        if (self.gross_pence, self.net_pence, self.attributable_pence) != (
            sign * found.gross_pence,
            sign * found.net_pence,
            sign * found.attributable_pence,
        ):
            raise ValueError("an entry is its saving, or cancels it exactly")
        return self

    @property
    def line(self) -> LedgerLine:
        """The entry as lists and totals have it."""
        return LedgerLine(
            match_id=self.match_id,
            reference=saving_reference(self.match_id),
            kind=self.kind,
            booked_on=self.booked_on,
            releasing=self.releasing,
            receiving=self.receiving,
            is_booked=self.found.is_booked,
            gross_pence=self.gross_pence,
            net_pence=self.net_pence,
            attributable_pence=self.attributable_pence,
            evidence=self.found.evidence,
            inputs_hash=self.found.inputs_hash,
            rule_set=self.found.rule_set,
        )

    @property
    def fingerprint(self) -> str:
        """The hash of all of it, which its event vouches for."""
        return content_hash(self.model_dump(mode="json"))


def saving_reference(match_id: str) -> str:
    """The reference of the saving of a match, as "SV-7Q2ABCDE"."""
    return reference_of("SV", match_id)


def contra_entry(booked: LedgerEntry, redundant_again_on: date, booked_on: date) -> LedgerEntry:
    """The entry that cancels a booked one, under the rule of the day on which that was recognised."""
    changes = {
        "kind": EntryKind.CONTRA,
        "booked_on": booked_on,
        "redundant_again_on": redundant_again_on,
        "gross_pence": -booked.gross_pence,
        "net_pence": -booked.net_pence,
        "attributable_pence": -booked.attributable_pence,
        "rules": (*booked.rules, *rules_used((CONTRA_RULE,), booked.recognised_on)),
    }
    return LedgerEntry.model_validate(dict(booked) | changes)


def rules_used(keys: Iterable[str], on: date) -> tuple[RuleUsed, ...]:
    """What rows of the rules say on a day."""
    held = (rule(key, on) for key in keys)
    return tuple(RuleUsed(key=one.key, value=str(one.value), effective_from=one.effective_from) for one in held)


def reproduced(entry: LedgerEntry) -> bool:
    """Whether the facts of an entry and the dated rules of today lead to that entry, to the penny. The name of the
    rule set may differ: rows for later years leave an entry as it is."""
    found = saving(_as_known_then(entry))
    if isinstance(found, Refusal) or _unstamped(found) != _unstamped(entry.found):
        return False
    if content_hash(entry.facts.model_dump(mode="json")) != entry.found.inputs_hash:
        return False
    if entry.kind is EntryKind.SAVING:
        return entry.redundant_again_on is None and entry.booked_on == entry.recognised_on
    again = entry.redundant_again_on
    return again is not None and contra(found, again, entry.recognised_on) is not None


def changed_rules(entry: LedgerEntry) -> tuple[str, ...]:
    """The rows of the rules that no longer say what they said when the entry was made."""
    return tuple(one.key for one in entry.rules if not _still_says(one, entry))


def financial_year_of(day: date) -> str:
    """The year of NHS accounts that a day falls in, from 1 April, as "2026/27"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"


@dataclass(frozen=True)
class Sums:
    """What some entries add up to. `people` are savings less those taken back."""

    people: int = 0
    gross_pence: int = 0
    net_pence: int = 0
    attributable_pence: int = 0

    def plus(self, line: LedgerLine) -> "Sums":
        """These and one entry more."""
        return Sums(
            self.people + (1 if line.kind is EntryKind.SAVING else -1),
            self.gross_pence + line.gross_pence,
            self.net_pence + line.net_pence,
            self.attributable_pence + line.attributable_pence,
        )


@dataclass(frozen=True)
class YearSums:
    """What the entries of a financial year add up to, and all entries up to its end."""

    year: str
    sums: Sums
    so_far: Sums


def sums_of(lines: Iterable[LedgerLine]) -> Sums:
    """What entries add up to."""
    total = Sums()
    for line in lines:
        total = total.plus(line)
    return total


def by_year(lines: Iterable[LedgerLine]) -> Iterator[YearSums]:
    """What entries add up to year by year, the first year first; a year without entries is left out."""
    ordered = sorted(lines, key=lambda line: line.booked_on)
    so_far = Sums()
    for year in dict.fromkeys(financial_year_of(line.booked_on) for line in ordered):
        own = [line for line in ordered if financial_year_of(line.booked_on) == year]
        for line in own:
            so_far = so_far.plus(line)
        yield YearSums(year, sums_of(own), so_far)


def by_evidence(lines: Iterable[LedgerLine]) -> dict[EvidenceGrade, Sums]:
    """What entries add up to by how well their facts are known."""
    held = list(lines)
    return {grade: sums_of(line for line in held if line.evidence is grade) for grade in EvidenceGrade}


def _still_says(used: RuleUsed, entry: LedgerEntry) -> bool:
    on = entry.recognised_on if used.key == CONTRA_RULE else entry.facts.notice_would_expire_on
    try:
        now = rule_if_any(used.key, on)
    except RuleNotFound:
        return False
    return now is not None and used == RuleUsed(
        key=now.key, value=str(now.value), effective_from=now.effective_from
    )


def _as_known_then(entry: LedgerEntry) -> SavingFacts:
    """The facts; without the week's pay where statute was not compared, so that figures published since do not
    rewrite what was signed off."""
    if SavingNote.STATUTORY_NOT_COMPARED not in entry.found.notes:
        return entry.facts
    return entry.facts.model_copy(update={"weekly_pay_pence": None})


def _unstamped(found: Saving) -> Saving:
    """A saving but for its stamps: the name of the rule set and the hash of its facts."""
    return found.model_copy(update={"rule_set": "", "inputs_hash": ""})
