"""An organisational change that may end in redundancies, and when the law makes consultation due."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from functions.redeploy.domain.people import EmployerRef, Name, RecordId, reference_of
from shared.records import Record
from shared.values.identifiers import Postcode


class ChangeStatus(StrEnum):
    """Where a change is."""

    OPEN = "open"
    CLOSED = "closed"


class Change(Record):
    """A change at one establishment of one employer. `proposed` is how many redundancies it proposes."""

    change_id: RecordId
    employer: EmployerRef
    title: Name
    establishment: Name
    postcode: Postcode
    consultation_starts_on: date | None
    proposed: Annotated[int, Field(strict=True, ge=1, le=10_000)]
    first_dismissal_on: date
    status: ChangeStatus
    created_at: datetime
    created_by: str

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"CHANGE#{self.change_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of("RC", self.change_id)

    def row(self) -> dict[str, str | int]:
        """What a list, and the counter of consultation, shows of a change."""
        return {
            "change_id": self.change_id,
            "reference": self.reference,
            "title": self.title,
            "establishment": self.establishment,
            "postcode": self.postcode,
            "proposed": self.proposed,
            "consultation_starts_on": str(self.consultation_starts_on or ""),
            "first_dismissal_on": self.first_dismissal_on.isoformat(),
            "status": self.status.value,
        }
