"""An application: what a receiving employer asks for, and what became of it."""

import base64
import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from functions.levy.domain.anonymity import NAMELESS, NAMELESS_REFERENCE
from functions.levy.domain.cost import Estimate, YearShare
from functions.levy.domain.saving import AgeBand, EmployerKind
from functions.levy.domain.stages import Status
from shared.actors import OrganisationType, SizeBand
from shared.records import Frozen, Record
from shared.values.dates import Month
from shared.values.identifiers import OdsCode, Postcode, StandardRef, Ukprn
from shared.values.money import Pence

Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=2000)]


class Employer(Frozen):
    """The receiving employer as the directory had it when the application was sent."""

    ods_code: OdsCode
    name: str
    type: OrganisationType
    postcode: Postcode
    place: str
    size_band: SizeBand


class Account(Frozen):
    """Whether the employer can receive money in the apprenticeship service yet."""

    has_service_account: bool
    has_signed_agreement: bool
    levy_position: EmployerKind


class Training(Frozen):
    """What the apprentices will learn, from when, with whom, at what price."""

    standard: StandardRef
    start: Month
    price_each_pence: Annotated[int, Field(strict=True, ge=100, le=10_000_000)]
    ukprn: Ukprn | None = None  # None: no provider chosen yet
    provider_name: Line = ""


class ApprenticeGroup(Frozen):
    """Apprentices who are alike. `reference` is the employer's own; never a name or a ULN."""

    group_id: str
    count: Annotated[int, Field(strict=True, ge=1, le=99)]
    age_band: AgeBand
    is_existing_staff: bool
    reference: Annotated[str, Field(max_length=40), NAMELESS_REFERENCE] = ""


class Rationale(Frozen):
    """Why the training is needed."""

    relevance: Annotated[str, Field(min_length=1, max_length=2000), NAMELESS]
    skills_gap: Annotated[str, Field(min_length=1, max_length=2000), NAMELESS]


class Commitments(Frozen):
    """What the employer promises. All but the living wage are conditions of a transfer."""

    keeps_in_contact: bool
    reports_leavers: bool
    pays_excess: bool
    gives_training_time: bool
    pays_living_wage: bool


class Sharing(Frozen):
    """Who may see the application, and whether the same need was put to somebody else."""

    shares_with_senders: bool
    has_other_applications: bool
    other_applications: Annotated[str, Field(max_length=2000), NAMELESS] = ""


class Priced(Estimate):
    """The cost, frozen when the application is sent: a later change of band does not move it."""

    standard_title: str
    level: int
    funded_each_pence: Pence


class Award(Frozen):
    """Money of one pledge for one application."""

    pledge_id: str
    sending_ods_code: OdsCode
    sender: str  # as the receiving employer sees it
    pence: Pence
    years: tuple[YearShare, ...]


class Proposal(Frozen):
    """An approval that waits for a second approver. No money is held yet."""

    by_person_id: str
    by_name: str
    apprentices: int
    awards: tuple[Award, ...]
    why: str


class Exchange(Frozen):
    """A question of the ICS and, once given, the applicant's answer."""

    question: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


class Appeal(Frozen):
    """The one appeal against a decline: in the applicant's words and, once decided, in the ICS's."""

    words: str
    made_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


class DeclineReason(StrEnum):
    """Why the ICS declines: codes that can be counted, beside words that can be read."""

    OUTSIDE_AREA = "outside_area"
    NOT_NEW_START = "not_new_start"
    STANDARD_RETIRED = "standard_retired"
    EXCESS_NOT_ACCEPTED = "excess_not_accepted"
    NO_ACCOUNT_YET = "no_account_yet"
    DUPLICATE = "duplicate"
    OUT_OF_FUNDS = "out_of_funds"
    INCOMPLETE = "incomplete"
    FULLY_FUNDED_ANYWAY = "fully_funded_anyway"
    DONOR_RESTRICTION = "donor_restriction"
    NOT_DECIDED_IN_TIME = "not_decided_in_time"  # by schedule only
    OTHER = "other"


class SetUpStep(StrEnum):
    """What is to be done in the apprenticeship service, in its order."""

    AGREED_WITH_PROVIDER = "agreed_with_provider"
    INVITATION_ACCEPTED = "invitation_accepted"
    APPRENTICES_ADDED = "apprentices_added"
    TRANSFER_APPROVED = "transfer_approved"


DfeCode = Annotated[str, Field(pattern=r"^[A-Z0-9]{0,10}$")]
"""A code of the apprenticeship service as it shows it: capital letters and figures, ten at most; "" is unknown."""


class SetUp(Frozen):
    """How far the transfer is set up in the apprenticeship service, as the employer tells it: we cannot look."""

    pledge_code: DfeCode = ""
    application_code: DfeCode = ""
    cohort_code: DfeCode = ""
    done_on: dict[SetUpStep, date] = Field(default_factory=dict)


class Application(Record):
    """One application for one or more apprentices of one standard."""

    application_id: str
    employer: Employer
    status: Status
    created_at: datetime
    created_by: str
    status_since: datetime
    submitted_at: datetime | None = None
    deadline_on: date | None = None
    account: Account | None = None
    training: Training | None = None
    apprentices: tuple[ApprenticeGroup, ...] = ()
    rationale: Rationale | None = None
    commitments: Commitments | None = None
    sharing: Sharing | None = None
    priced: Priced | None = None
    best_score: int = 0
    exchanges: tuple[Exchange, ...] = ()
    proposal: Proposal | None = None
    approved_apprentices: int = 0
    awards: tuple[Award, ...] = ()
    decline_reasons: tuple[DeclineReason, ...] = ()
    decision_words: str = ""
    confirmed_apprentices: int = 0  # of those approved
    set_up: SetUp = SetUp()
    declined_by: str = ""  # the person who did; empty for the schedule
    appeal: Appeal | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"APP#{self.application_id}"

    @property
    def reference(self) -> str:
        """A short form for people to quote; it opens nothing by itself."""
        return reference_of(self.application_id)

    @property
    def apprentice_count(self) -> int:
        """How many apprentices it asks for."""
        return sum(group.count for group in self.apprentices)


def reference_of(application_id: str) -> str:
    """The short form of an application's id that people quote, as "LT-7Q2ABCDE"."""
    digest = hashlib.sha256(application_id.encode()).digest()
    return f"LT-{base64.b32encode(digest[:5]).decode()}"
