"""An organisational change that may end in redundancies: opened, kept true and closed by the employer's HR.

When the law makes consultation due stands in `consultation.py`. Pure functions.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, JsonValue

from functions.redeploy.domain.decision import Decision, decided
from functions.redeploy.domain.people import EmployerRef, Name, RecordId, employer_of, reference_of
from functions.redeploy.domain.policy import Asker, Here, audits, coordinates, is_hr_of
from functions.redeploy.domain.reasons import Reason
from shared.actors import Organisation
from shared.outcomes import Refusal
from shared.records import Frozen, Record
from shared.values.identifiers import Postcode

Proposed = Annotated[int, Field(strict=True, ge=1, le=10_000)]


class ChangeStatus(StrEnum):
    """Where a change is."""

    OPEN = "open"
    CLOSED = "closed"


class CloseChangeReason(StrEnum):
    """Why a change is closed."""

    COMPLETED = "completed"
    CALLED_OFF = "called_off"
    OPENED_BY_MISTAKE = "opened_by_mistake"


class ChangeDetails(Frozen):
    """All that an employer's HR says of a change. `proposed` is how many redundancies it proposes."""

    title: Name
    establishment: Name
    postcode: Postcode
    proposed: Proposed
    first_dismissal_on: date
    consultation_starts_on: date | None = None


class OpenChange(Frozen):
    """Open a change. The id was minted with the form."""

    change_id: RecordId
    details: ChangeDetails


class EditChange(Frozen):
    """Replace what is said of a change."""

    change_id: RecordId
    version: int
    details: ChangeDetails


class CloseChange(Frozen):
    """Close a change: it counts no more."""

    change_id: RecordId
    version: int
    because: CloseChangeReason


class Change(Record):
    """A change at one establishment of one employer. `proposed` is how many redundancies it proposes."""

    change_id: RecordId
    employer: EmployerRef
    title: Name
    establishment: Name
    postcode: Postcode
    consultation_starts_on: date | None
    proposed: Proposed
    first_dismissal_on: date
    status: ChangeStatus
    created_at: datetime
    created_by: str
    closed_because: CloseChangeReason | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"CHANGE#{self.change_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of("RC", self.change_id)

    @property
    def is_open(self) -> bool:
        """Whether it counts towards consultation."""
        return self.status is ChangeStatus.OPEN

    def row(self) -> dict[str, str | int]:
        """What a list, and the counter of consultation, shows of a change."""
        return {
            "change_id": self.change_id,
            "reference": self.reference,
            "ods_code": self.employer.ods_code,
            "employer": self.employer.name,
            "title": self.title,
            "establishment": self.establishment,
            "postcode": self.postcode,
            "proposed": self.proposed,
            "consultation_starts_on": str(self.consultation_starts_on or ""),
            "first_dismissal_on": self.first_dismissal_on.isoformat(),
            "status": self.status.value,
        }


def may_see_change(asker: Asker, change: Change) -> bool:
    """Whether they may read a change: the employer's HR, the coordinator, auditors."""
    if asker.ics_code != change.ics_code:
        return False
    return may_edit_change(asker, change) or coordinates(asker) or audits(asker)


def may_edit_change(asker: Asker | None, change: Change) -> bool:
    """Whether they may change it: the employer's HR alone."""
    return is_hr_of(asker, change.employer.ods_code, change.ics_code)


def open_change(command: OpenChange, employer: Organisation, here: Here) -> Decision[Change] | Refusal:
    """Open a change of the employer. Its events hold numbers, days and codes, never its title."""
    ics_code = here.actor.ics_code if here.actor else ""
    if not is_hr_of(here.asker, employer.ods_code, ics_code):
        return Refusal(Reason.NOT_FOUND)
    if _is_out_of_order(command.details):
        return Refusal(Reason.DATES_OUT_OF_ORDER)
    change = Change(
        ics_code=ics_code,
        change_id=command.change_id,
        employer=employer_of(employer),
        status=ChangeStatus.OPEN,
        created_at=here.now,
        created_by=here.who.person_id,
        **command.details.model_dump(),
    )
    return decided(change, "open_change", here, facts=_figures(command.details))


def edit_change(change: Change, command: EditChange, here: Here) -> Decision[Change] | Refusal:
    """Replace what is said of an open change."""
    refusal = _refuse(change, command.version, here)
    if refusal:
        return refusal
    if _is_out_of_order(command.details):
        return Refusal(Reason.DATES_OUT_OF_ORDER)
    changed = change.model_copy(update=command.details.model_dump())
    before = details_of(change)
    names: list[JsonValue] = [
        name
        for name in sorted(ChangeDetails.model_fields)
        if getattr(before, name) != getattr(command.details, name)
    ]
    return decided(changed, "edit_change", here, facts={"changed": names, **_figures(command.details)})


def close_change(change: Change, command: CloseChange, here: Here) -> Decision[Change] | Refusal:
    """Close a change. People who were posted under it stay on the register until they leave it themselves."""
    refusal = _refuse(change, command.version, here)
    if refusal:
        return refusal
    closed = change.model_copy(update={"status": ChangeStatus.CLOSED, "closed_because": command.because})
    return decided(closed, "close_change", here, why=command.because.value)


def details_of(change: Change) -> ChangeDetails:
    """What is said of a change."""
    return ChangeDetails.model_validate({name: getattr(change, name) for name in ChangeDetails.model_fields})


def _refuse(change: Change, version: int, here: Here) -> Refusal | None:
    """Is it yours, is it as you were shown, is it open."""
    if not may_edit_change(here.asker, change):
        return Refusal(Reason.NOT_FOUND)
    if change.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    return None if change.is_open else Refusal(Reason.CHANGE_CLOSED)


def _is_out_of_order(details: ChangeDetails) -> bool:
    starts = details.consultation_starts_on
    return starts is not None and starts >= details.first_dismissal_on


def _figures(details: ChangeDetails) -> dict[str, JsonValue]:
    return {
        "proposed": details.proposed,
        "first_dismissal_on": details.first_dismissal_on.isoformat(),
        "consultation_starts_on": str(details.consultation_starts_on or ""),
    }
