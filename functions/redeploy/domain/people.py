"""People at risk of redundancy, as their employer posts them: pool entries on the register."""

import base64
import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StrictBool, model_validator

from functions.redeploy.domain.profiles import Profile
from functions.redeploy.domain.stages import EntryStatus
from functions.redeploy.domain.terms import Terms
from functions.redeploy.domain.tiers import Tier, tier_on
from shared.actors import Organisation, OrganisationType
from shared.records import Frozen, Record
from shared.values.email_address import EmailAddress
from shared.values.faults import fault
from shared.values.identifiers import OdsCode
from shared.values.money import Pence

Name = Annotated[str, Field(min_length=1, max_length=100)]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=2000)]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
RecordId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.~-]{1,128}$")]
Years = Annotated[int, Field(strict=True, ge=0, le=60)]

_NHS = frozenset({OrganisationType.NHS_TRUST, OrganisationType.ICB})


class EmployerRef(Frozen):
    """A partner as the directory had it when the record was made. `is_nhs`: its redundancy terms see a move
    between two such employers as redundancy avoided."""

    ods_code: OdsCode
    name: str
    is_nhs: bool


def employer_of(organisation: Organisation) -> EmployerRef:
    """An organisation of the directory as a record keeps it."""
    return EmployerRef(ods_code=organisation.ods_code, name=organisation.name, is_nhs=organisation.type in _NHS)


class Contact(Frozen):
    """How to reach the person. Shown to another employer only with the person's consent for a vacancy."""

    name: Name
    email: EmailAddress
    phone: Annotated[str, Field(max_length=30)] = ""


class Pay(Frozen):
    """What the job pays: whole-time salary a year, the person's own week's pay where known, and the part worked in
    ten-thousandths of full time."""

    annual_pence: Annotated[Pence, Field(gt=0, le=100_000_000)]
    weekly_pence: Annotated[Pence, Field(gt=0, le=10_000_000)] | None = None
    fte_ten_thousandths: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 10_000


class Service(Frozen):
    """Whole years of service: continuous, reckonable, and of these already pensioned or paid for."""

    continuous_years: Years
    reckonable_years: Years
    pensioned_years: Years = 0
    paid_years: Years = 0


class Notice(Frozen):
    """Notice of dismissal: when it was served and when it ends, both or neither."""

    served_on: date | None = None
    ends_on: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if (self.served_on is None) != (self.ends_on is None):
            raise fault("notice_ends_on.missing" if self.ends_on is None else "notice_served_on.missing")
        if self.served_on and self.ends_on and self.ends_on <= self.served_on:
            raise fault("notice_ends_on.too_early")
        return self


class Protection(Frozen):
    """Whether the person is protected by law before others, and until when. Why is never asked."""

    is_protected: StrictBool = False
    until: date | None = None


class RaisedKind(StrEnum):
    """What a person raises about how they are treated."""

    CORRECTION = "correction"
    COMPLAINT = "complaint"
    CONTEST = "contest"  # of a match, or of how it was worked out: a human looks again


class Raised(Frozen):
    """Something that the person raised, and once given the answer of a named human."""

    raised_id: RecordId
    kind: RaisedKind
    words: Words
    at: datetime
    answer: Text = ""
    answered_by: Line = ""
    answered_at: datetime | None = None


class PersonDetails(Frozen):
    """All that an employer's HR enters of a person at risk. `reason` is never shown to another employer."""

    change_id: RecordId | None = None
    contact: Contact
    terms: Terms
    pay: Pay
    profile: Profile
    service: Service
    notice: Notice = Notice()
    protection: Protection = Protection()
    born_on: date | None = None
    reason: Text = ""


class PoolEntry(Record):
    """A person on the register."""

    entry_id: str
    employer: EmployerRef
    details: PersonDetails | None  # None: erased
    status: EntryStatus
    status_since: datetime
    created_at: datetime
    created_by: str
    placed_in: str = ""  # the match that holds them
    own_person_id: str = ""  # who they are in the directory, if they sign in
    raised: tuple[Raised, ...] = ()
    left_because: str = ""
    appraise_on: date | None = None  # when somebody must look at whether the record is still needed

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"ENTRY#{self.entry_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of("RD", self.entry_id)

    def tier(self, day: date) -> Tier:
        """The person's tier on a day."""
        if self.details is None:
            return Tier.AT_RISK
        protection, notice = self.details.protection, self.details.notice
        return tier_on(day, protection.until, protection.is_protected, notice.served_on)


def reference_of(prefix: str, record_id: str) -> str:
    """The short form of an id that people quote, as "RD-7Q2ABCDE"."""
    digest = hashlib.sha256(record_id.encode()).digest()
    return f"{prefix}-{base64.b32encode(digest[:5]).decode()}"
