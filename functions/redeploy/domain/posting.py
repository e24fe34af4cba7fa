"""HR posts a person at risk, keeps what is held of them true, and takes them off the register. Pure functions."""

from datetime import date, timedelta
from enum import StrEnum

from pydantic import JsonValue

from functions.redeploy.domain.decision import Decision, Follow, decided
from functions.redeploy.domain.notices import to_person, to_persons_hr
from functions.redeploy.domain.people import (
    PersonDetails,
    PoolEntry,
    Raised,
    RaisedKind,
    RecordId,
    Words,
    employer_of,
)
from functions.redeploy.domain.policy import Here, is_hr_of, is_the_person, may_see_person
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus
from shared.actors import Organisation
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.rules import rule


class LeaveReason(StrEnum):
    """Why somebody leaves the register."""

    NO_LONGER_AT_RISK = "no_longer_at_risk"
    FOUND_A_POST_ELSEWHERE = "found_a_post_elsewhere"
    RESIGNED = "resigned"
    RETIRED = "retired"
    MADE_REDUNDANT = "made_redundant"
    ASKED_TO = "asked_to"  # withdrew; it costs them nothing


class PostPerson(Frozen):
    """Put a person on the register. The id was minted with the form."""

    entry_id: RecordId
    details: PersonDetails


class EditPerson(Frozen):
    """Replace what is held of a person."""

    entry_id: RecordId
    version: int
    details: PersonDetails


class LeaveRegister(Frozen):
    """Take a person off the register."""

    entry_id: RecordId
    version: int
    because: LeaveReason


class RaiseMatter(Frozen):
    """The person asks for a correction, complains, or contests how they were matched."""

    entry_id: RecordId
    raised_id: RecordId
    kind: RaisedKind
    words: Words


class AnswerMatter(Frozen):
    """A named human answers what a person raised."""

    entry_id: RecordId
    version: int
    raised_id: RecordId
    words: Words


class ErasePerson(Frozen):
    """Erase what is held of a person who has left the register; the audit stays whole, and names nobody."""

    entry_id: RecordId
    version: int


class KeepPerson(Frozen):
    """Appraised: the record is still needed. Asked again after the set time."""

    entry_id: RecordId
    version: int


ON_REGISTER = (EntryStatus.ACTIVE, EntryStatus.PLACED)


def post_person(command: PostPerson, employer: Organisation, here: Here) -> Decision[PoolEntry] | Refusal:
    """Put a person of the employer on the register; matching follows at once."""
    if not is_hr_of(here.asker, employer.ods_code, _ics(here)):
        return Refusal(Reason.NOT_FOUND)
    entry = PoolEntry(
        ics_code=_ics(here),
        entry_id=command.entry_id,
        employer=employer_of(employer),
        details=command.details,
        status=EntryStatus.ACTIVE,
        status_since=here.now,
        created_at=here.now,
        created_by=here.who.person_id,
    )
    return decided(
        entry,
        "post",
        here,
        facts={"tier_dates": _tier_dates(command.details), "terms": command.details.terms.value},
        follows=((Follow.MATCH_PERSON, entry.entry_id),),
        intents=(to_person(entry, "person_posted"),),
    )


def edit_person(entry: PoolEntry, command: EditPerson, here: Here) -> Decision[PoolEntry] | Refusal:
    """Replace what is held of a person; matching is worked out anew."""
    refusal = _refuse(entry, command.version, here)
    if refusal:
        return refusal
    if entry.status not in ON_REGISTER or entry.details is None:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    changed = entry.model_copy(update={"details": command.details})
    facts: dict[str, JsonValue] = {
        "changed": _changed(entry.details, command.details),
        "tier_dates": _tier_dates(command.details),
    }
    return decided(changed, "edit", here, facts=facts, follows=((Follow.MATCH_PERSON, entry.entry_id),))


def leave_register(entry: PoolEntry, command: LeaveRegister, here: Here) -> Decision[PoolEntry] | Refusal:
    """Take a person off the register: their HR, or they themself, who may leave at any time before a post holds
    them. Their open matches are closed; the record is appraised after the set time, never destroyed by itself."""
    own = is_the_person(here.asker, entry.entry_id)
    refusal = None if own else _refuse(entry, command.version, here)
    if refusal:
        return refusal
    if entry.status is not EntryStatus.ACTIVE:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    because = LeaveReason.ASKED_TO if own else command.because
    changed = _moved(entry, EntryStatus.LEFT, here, left_because=because.value, appraise_on=appraise_on(here))
    return decided(
        changed,
        "leave",
        here,
        why=because.value,
        follows=((Follow.SETTLE_PERSON, entry.entry_id),),
        intents=(to_persons_hr(entry, "person_left"),) if own else (),
    )


def raise_matter(entry: PoolEntry, command: RaiseMatter, here: Here) -> Decision[PoolEntry] | Refusal:
    """The person asks for a correction, complains or contests; a human of their HR must answer."""
    if not is_the_person(here.asker, entry.entry_id) or entry.details is None:
        return Refusal(Reason.NOT_FOUND)
    raised = Raised(raised_id=command.raised_id, kind=command.kind, words=command.words, at=here.now)
    changed = entry.model_copy(update={"raised": (*entry.raised, raised)})
    intents = (to_persons_hr(entry, "matter_raised"),)
    return decided(changed, "raise", here, why=command.kind.value, intents=intents)


def answer_matter(entry: PoolEntry, command: AnswerMatter, here: Here) -> Decision[PoolEntry] | Refusal:
    """Answer what the person raised."""
    refusal = _refuse(entry, command.version, here)
    if refusal:
        return refusal
    found = next((one for one in entry.raised if one.raised_id == command.raised_id), None)
    if found is None or found.answer:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    answered = found.model_copy(
        update={"answer": command.words, "answered_by": here.who.name, "answered_at": here.now}
    )
    matters = tuple(answered if one is found else one for one in entry.raised)
    changed = entry.model_copy(update={"raised": matters})
    return decided(changed, "answer", here, intents=(to_person(entry, "person_answered"),))


def erase_person(entry: PoolEntry, command: ErasePerson, here: Here) -> Decision[PoolEntry] | Refusal:
    """Erase a person who has left the register. History and audit stay, and hold codes alone."""
    refusal = _refuse(entry, command.version, here)
    if refusal:
        return refusal
    if entry.status not in (EntryStatus.LEFT, EntryStatus.REDEPLOYED):
        return Refusal(Reason.NOT_ALLOWED_NOW)
    erased = _moved(entry, EntryStatus.ERASED, here, details=None, raised=(), own_person_id="", appraise_on=None)
    return decided(erased, "erase", here, follows=((Follow.SETTLE_PERSON, entry.entry_id),))


def keep_person(entry: PoolEntry, command: KeepPerson, here: Here) -> Decision[PoolEntry] | Refusal:
    """Appraise a due record: it is kept, and asked about again after the set time."""
    refusal = _refuse(entry, command.version, here)
    if refusal:
        return refusal
    if entry.appraise_on is None or entry.appraise_on > london_day(here.now):
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return decided(entry.model_copy(update={"appraise_on": appraise_on(here)}), "keep", here)


def appraise_on(here: Here) -> date:
    """When a record that is no longer in use must be looked at."""
    today = london_day(here.now)
    return today + timedelta(days=rule("redeploy_appraise_after_days", today).number)


def _refuse(entry: PoolEntry, version: int, here: Here) -> Refusal | None:
    """Is it yours, and is it as you were shown."""
    asker = here.asker
    if asker is None or not may_see_person(asker, entry) or is_the_person(asker, entry.entry_id):
        return Refusal(Reason.NOT_FOUND)
    return Refusal(Reason.CHANGED_SINCE) if entry.head.number != version else None


def _moved(entry: PoolEntry, status: EntryStatus, here: Here, **changes: object) -> PoolEntry:
    return entry.model_copy(update={"status": status, "status_since": here.now, **changes})


def _ics(here: Here) -> str:
    return here.actor.ics_code if here.actor else ""


def _changed(before: PersonDetails, after: PersonDetails) -> list[JsonValue]:
    """The names of the details that differ: names alone, so that no event keeps what an erasure must forget."""
    return [name for name in sorted(PersonDetails.model_fields) if getattr(before, name) != getattr(after, name)]


def _tier_dates(details: PersonDetails) -> dict[str, JsonValue]:
    """What a tier is worked out from, for the auditor: dates and a yes or no, never why."""
    return {
        "protected": "yes" if details.protection.is_protected else "no",
        "protected_until": str(details.protection.until or ""),
        "notice_served_on": str(details.notice.served_on or ""),
    }
