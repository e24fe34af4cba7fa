"""How a saving is recognised: HR of the releasing employer enters what it follows from once the move is confirmed,
and a finance lead there, who is another person, signs it off. Pure functions."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import JsonValue

from functions.redeploy.domain.ledger import (
    CONTRA_RULE,
    EntryKind,
    LedgerEntry,
    contra_entry,
    rules_used,
    saving_reference,
)
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.notices import to_finance
from functions.redeploy.domain.people import EmployerRef, PoolEntry, RecordId
from functions.redeploy.domain.policy import Asker, Here, audits, coordinates, is_finance_lead_of, is_hr_of
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.savings import Saving, SavingFacts, contra, saving
from functions.redeploy.domain.stages import MatchStatus
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.history import Event
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import Frozen, Record, recorded
from shared.reference.rules import rule
from shared.values.dates import uk_date


class SavingStatus(StrEnum):
    """Where a saving is."""

    OPEN = "open"  # entered; a finance lead has yet to sign it off
    RECOGNISED = "recognised"
    TAKEN_BACK = "taken_back"


class OpenSaving(Frozen):
    """Enter what the saving of a confirmed move follows from."""

    match_id: RecordId
    facts: SavingFacts


class EditSaving(Frozen):
    """Enter it again, before it is signed off."""

    match_id: RecordId
    version: int
    facts: SavingFacts


class SignOff(Frozen):
    """A finance lead has checked it: the saving is recognised."""

    match_id: RecordId
    version: int


class TakeBack(Frozen):
    """The person is redundant again."""

    match_id: RecordId
    version: int
    redundant_again_on: date


class SavingRecord(Record):
    """The saving of one confirmed move, and how far it has come. Its id is the match's: there is one at most."""

    match_id: RecordId
    entry_id: RecordId
    releasing: EmployerRef
    receiving: EmployerRef
    status: SavingStatus
    status_since: datetime
    created_at: datetime
    confirmed_on: date
    facts: SavingFacts
    prepared_by: str  # whoever entered the facts last: somebody else signs off
    prepared_by_name: str
    signed_by_name: str = ""
    recognised_on: date | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"SAVING#{self.match_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it names nobody."""
        return saving_reference(self.match_id)


@dataclass(frozen=True)
class SavingDecision:
    """The saving as it will be with its event, the entry that it makes in the ledger, if any; whom to email."""

    record: SavingRecord
    event: Event
    entry: LedgerEntry | None = None
    intents: tuple[Intent, ...] = ()


_KEEPERS = (Role.HR_ADVISER, Role.FINANCE_LEAD, Role.AUDITOR)


def oversees_savings(asker: Asker | None) -> bool:
    """Whether they read the whole ledger: the coordinator, and auditors who act for the board of the ICS. An
    auditor of one employer reads that employer's own, so that no receiving employer learns somebody's old pay."""
    at_board = isinstance(asker, Actor) and asker.ods_code == asker.ics_code
    return coordinates(asker) or (at_board and audits(asker))


def keeps_savings(asker: Asker | None) -> bool:
    """Whether they read the ledger of the employer that they act for: its HR, its finance leads, its auditors."""
    return isinstance(asker, Actor) and any(map(asker.has, _KEEPERS))


def may_see_saving(asker: Asker | None, record: SavingRecord) -> bool:
    """Whether they may read a saving: the releasing employer's own people, and who reads the whole ledger."""
    if not isinstance(asker, Actor) or asker.ics_code != record.ics_code:
        return False
    return oversees_savings(asker) or (keeps_savings(asker) and asker.ods_code == record.releasing.ods_code)


def may_sign_off(asker: Asker | None, record: SavingRecord) -> bool:
    """Whether they may sign a saving off, unless they entered it: a finance lead of the releasing employer."""
    return is_finance_lead_of(asker, record.releasing.ods_code, record.ics_code)


def may_open(here: Here, match: MatchRecord) -> bool:
    """Whether they may open the saving of a match: the HR of the releasing employer."""
    return is_hr_of(here.asker, match.person_employer.ods_code, match.ics_code)


def open_saving(match: MatchRecord, entry: PoolEntry, command: OpenSaving, here: Here) -> SavingDecision | Refusal:
    """Open the saving of a confirmed move. Refused with a `NoFigure` where its sum cannot be worked out.

    Whether the post's employer is part of the NHS is the match's to say.
    """
    if not may_open(here, match):
        return Refusal(Reason.NOT_FOUND)
    is_done = match.status is MatchStatus.CONFIRMED and entry.placed_in == match.match_id
    if not is_done or match.confirmation is None:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    facts = _facts(command.facts, match.post_employer)
    found = saving(facts)
    if isinstance(found, Refusal):
        return found
    record = SavingRecord(
        ics_code=match.ics_code,
        match_id=match.match_id,
        entry_id=match.entry_id,
        releasing=match.person_employer,
        receiving=match.post_employer,
        status=SavingStatus.OPEN,
        status_since=here.now,
        created_at=here.now,
        confirmed_on=london_day(match.confirmation.at),
        facts=facts,
        prepared_by=here.who.person_id,
        prepared_by_name=here.who.name,
    )
    decision = _decided(record, "open_saving", here, found)
    return replace(decision, intents=(to_finance(match, "saving_to_sign_off"),))


def edit_saving(record: SavingRecord, command: EditSaving, here: Here) -> SavingDecision | Refusal:
    """Replace what the saving follows from. Whoever enters it now needs somebody else to sign it off."""
    refusal = _refuse(record, command.version, SavingStatus.OPEN, may=_is_own_hr(record, here))
    if refusal:
        return refusal
    facts = _facts(command.facts, record.receiving)
    found = saving(facts)
    if isinstance(found, Refusal):
        return found
    who = {"prepared_by": here.who.person_id, "prepared_by_name": here.who.name}
    return _decided(record.model_copy(update={"facts": facts, **who}), "edit_saving", here, found)


def sign_off(record: SavingRecord, command: SignOff, here: Here) -> SavingDecision | Refusal:
    """Recognise the saving: a finance lead of the releasing employer has checked it. Somebody who is HR there as
    well never signs off what they entered."""
    refusal = _refuse(record, command.version, SavingStatus.OPEN, may=may_sign_off(here.asker, record))
    if refusal:
        return refusal
    if here.who.person_id == record.prepared_by:
        return Refusal(Reason.SAME_PERSON)
    found = saving(record.facts)
    if isinstance(found, Refusal):
        return found
    today = london_day(here.now)
    signed = {"signed_by_name": here.who.name, "recognised_on": today}
    entry = saving_entry(record, found, today)
    return _decided(_moved(record, SavingStatus.RECOGNISED, here, **signed), "sign_off_saving", here, found, entry)


def take_back(
    record: SavingRecord, booked: LedgerEntry, command: TakeBack, here: Here
) -> SavingDecision | Refusal:
    """Take a saving back where the person is redundant again within the months of the rule: by an entry of its own
    that cancels exactly what was booked. The releasing employer's HR enters it, or the coordinator."""
    is_board = coordinates(here.asker) and may_see_saving(here.asker, record)
    may = _is_own_hr(record, here) or is_board
    refusal = _refuse(record, command.version, SavingStatus.RECOGNISED, may=may)
    if refusal:
        return refusal
    today, again = london_day(here.now), command.redundant_again_on
    cancelled = contra(booked.found, again, booked.recognised_on)
    if not booked.found.is_booked:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    if cancelled is None or not record.confirmed_on <= again <= today:
        return Refusal(Reason.DATES_OUT_OF_ORDER, _when(record, booked.recognised_on))
    entry = contra_entry(booked, again, today)
    return _decided(_moved(record, SavingStatus.TAKEN_BACK, here), "take_back_saving", here, booked.found, entry)


def saving_entry(record: SavingRecord, found: Saving, booked_on: date) -> LedgerEntry:
    """The entry of a saving that is recognised on a day."""
    return LedgerEntry(
        match_id=record.match_id,
        kind=EntryKind.SAVING,
        booked_on=booked_on,
        recognised_on=booked_on,
        releasing=record.releasing,
        receiving=record.receiving,
        facts=record.facts,
        found=found,
        gross_pence=found.gross_pence,
        net_pence=found.net_pence,
        attributable_pence=found.attributable_pence,
        rules=rules_used(found.rule_keys, record.facts.notice_would_expire_on),
    )


def _facts(entered: SavingFacts, receiving: EmployerRef) -> SavingFacts:
    return entered.model_copy(update={"receiving_is_nhs": receiving.is_nhs})


def _is_own_hr(record: SavingRecord, here: Here) -> bool:
    return is_hr_of(here.asker, record.releasing.ods_code, record.ics_code)


def _refuse(record: SavingRecord, version: int, status: SavingStatus, *, may: bool) -> Refusal | None:
    """Is it yours, is it what you were shown, may it happen now."""
    if not may:
        return Refusal(Reason.NOT_FOUND)
    if record.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    return None if record.status is status else Refusal(Reason.NOT_ALLOWED_NOW)


def _moved(record: SavingRecord, status: SavingStatus, here: Here, **changes: object) -> SavingRecord:
    return record.model_copy(update={"status": status, "status_since": here.now, **changes})


def _decided(
    record: SavingRecord, action: str, here: Here, found: Saving, entry: LedgerEntry | None = None
) -> SavingDecision:
    """The decision with its event, which tells the sums, how HR read the service left out, the entry."""
    sums = entry or found
    facts: dict[str, JsonValue] = {
        "gross_pence": sums.gross_pence,
        "net_pence": sums.net_pence,
        "attributable_pence": sums.attributable_pence,
        "reading": record.facts.reading.value,
        "evidence": record.facts.evidence.value,
        "inputs_hash": found.inputs_hash,
    }
    if entry:
        facts |= {"entry": entry.kind.value, "fingerprint": entry.fingerprint}
    if entry and entry.redundant_again_on:
        facts["redundant_again_on"] = entry.redundant_again_on.isoformat()
    changed, event = recorded(record, action, here, facts=facts)
    return SavingDecision(changed, event, entry)


def _when(record: SavingRecord, recognised_on: date) -> dict[str, str]:
    months = rule(CONTRA_RULE, recognised_on).number
    return {
        "first": uk_date(record.confirmed_on),
        "months": str(months),
        "recognised": uk_date(recognised_on),
    }
