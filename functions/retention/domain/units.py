"""Units of a window: a team of an employer with its posts and the bounds that it can bear. Acts:
`publishing.py`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from functions.retention.domain.parts import Count, EmployerRef, Name, PersonRef, RecordId, reference_of
from shared.records import Frozen, Record
from shared.reference.districts import district_of
from shared.values.email_address import EmailAddress
from shared.values.faults import fault


def _district(typed: str) -> str:
    return district_of(typed) if typed else ""


CertificateNumber = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,40}$")]
Certificates = Annotated[tuple[CertificateNumber, ...], Field(max_length=100)]


class UnitDetails(Frozen):
    """All that an employer says of a unit. Heads of the window's market only, never whole-time equivalents: a
    fraction of a post would undo what the exchange guarantees.

    `vacancies` are the unit's own; each of `released` is the certificate of a vacancy that redeployment has
    cleared.
    """

    name: Name
    town: Name
    postcode_district: Annotated[str, AfterValidator(_district)] = ""
    funded_posts: Count
    staff_in_window: Count
    vacancies: Count = 0
    released: Certificates = ()
    most_net_leavers: Count = 0
    is_closing: bool = False
    is_under_strength: bool = False

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.funded_posts < self.staff_in_window:
            raise fault("funded_posts.fewer_than_staff")
        if self.all_vacancies and self.is_closing:
            raise fault("vacancies.closing")
        if self.all_vacancies > self.funded_posts - self.staff_in_window:
            raise fault("vacancies.more_than_funded")
        if self.most_net_leavers > self.staff_in_window:
            raise fault("most_net_leavers.more_than_staff")
        if self.is_under_strength and self.most_net_leavers and not self.is_closing:
            raise fault("most_net_leavers.under_strength")
        return self

    @property
    def all_vacancies(self) -> int:
        """Its own vacancies and those that redeployment has released."""
        return self.vacancies + len(self.released)

    @property
    def floor(self) -> int:
        """The fewest of the market that the unit may have after the window."""
        return 0 if self.is_closing else self.staff_in_window - self.most_net_leavers

    @property
    def cap(self) -> int:
        """The most that it may have."""
        return self.staff_in_window if self.is_closing else self.staff_in_window + self.all_vacancies


class Unit(Record):
    """A unit as published in one window. `keeper` is the recruiting manager who decides on requests to join it.
    `is_hard_to_fill` is the coordinator's to say: those who work there have stayed where few will."""

    window_id: RecordId
    unit_id: RecordId
    employer: EmployerRef
    keeper: PersonRef
    details: UnitDetails
    is_hard_to_fill: bool = False
    published_at: datetime
    published_by: PersonRef

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"UNIT#{self.window_id}#{self.unit_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of("TU", self.unit_id)

    @property
    def floor(self) -> int:
        """The fewest of the market that it may have after the window."""
        return self.details.floor

    @property
    def cap(self) -> int:
        """The most that it may have."""
        return self.details.cap

    @property
    def title(self) -> str:
        """How it is named in a list of many employers' units."""
        return f"{self.details.name}, {self.employer.name}, {self.details.town}"


class EmployerBounds(Record):
    """How many more may leave than come, over all units of one employer; and how many more may come than leave
    (None: no bound beside those of the units). People of a closing unit do not count towards the first."""

    window_id: RecordId
    employer: EmployerRef
    most_net_leavers: Count
    most_net_joiners: Count | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"BOUNDS#{self.window_id}#{self.employer.ods_code}"

    def limits(self, units: Iterable[Unit]) -> tuple[int, int]:
        """The fewest and the most people whom the employer's units may have together after the window. Where
        everybody is now always lies between the two."""
        own = [one.details for one in units if one.employer.ods_code == self.employer.ods_code]
        staff = sum(one.staff_in_window for one in own)
        staying = sum(one.staff_in_window for one in own if not one.is_closing)
        most = sum(one.cap for one in own)
        joiners = most if self.most_net_joiners is None else staff + self.most_net_joiners
        return max(0, staying - self.most_net_leavers), min(most, joiners)


class AtRiskNames(Record):
    """The people of a closing unit, by the address under which they sign in, as their HR names them: all of them,
    whether they ask to move or not, so that naming tells nothing. They stand at the head of the list."""

    window_id: RecordId
    unit_id: RecordId
    employer: EmployerRef
    emails: Annotated[tuple[EmailAddress, ...], Field(max_length=500)]

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"ATRISK#{self.window_id}#{self.unit_id}"

    def names(self, email: str) -> bool:
        """Whether somebody with that address is named."""
        return email.casefold() in {one.casefold() for one in self.emails}
