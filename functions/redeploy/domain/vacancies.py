"""Vacancies that employers hold for people at risk before anybody else sees them."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, JsonValue

from functions.redeploy.domain.people import EmployerRef, Line, Name, RecordId, Text, reference_of
from functions.redeploy.domain.profiles import Post
from functions.redeploy.domain.stages import VacancyStatus
from shared.records import Frozen, Record

EmployerReference = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}$")]
"""The employer's own number for a vacancy, as its applicant-tracking system has it."""


class VacancyDetails(Frozen):
    """All that an employer says of a vacancy."""

    employer_ref: EmployerReference
    title: Name
    workplace: Line = ""
    about: Text = ""
    post: Post
    hold_days: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None  # None: the usual


class Certificate(Frozen):
    """That a vacancy was offered to people at risk first, and none of them is left for it."""

    number: str
    issued_at: datetime
    issued_by: str
    matched: int
    goes_to: str  # "advert", or "transfer_window" while one is open


class Vacancy(Record):
    """One post of one employer. `open_by_tier` counts its matches without an outcome; it moves by itself, as the
    matches do, and is no part of the history."""

    vacancy_id: RecordId
    employer: EmployerRef
    details: VacancyDetails
    status: VacancyStatus
    status_since: datetime
    created_at: datetime
    created_by: str
    held_at: datetime
    hold_ends_on: date  # the last working day of the hold
    filled_by: str = ""  # the match that holds it
    certificate: Certificate | None = None
    withdrawn_because: Text = ""
    open_by_tier: dict[int, int] = Field(default_factory=dict)
    offers_out: int = 0  # counted with them

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"VACANCY#{self.vacancy_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of("RV", self.vacancy_id)

    def body(self) -> dict[str, JsonValue]:
        """What is stored, and what its events vouch for."""
        return self.model_dump(mode="json", exclude={"head", "open_by_tier", "offers_out"})

    def is_open_to(self, tier: int) -> bool:
        """Whether nobody of a higher tier is without an outcome."""
        return all(count == 0 for other, count in self.open_by_tier.items() if other < tier)
