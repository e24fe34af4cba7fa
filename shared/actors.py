"""Who asks: people, the organisations they belong to, and the actor that a request speaks for."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from shared.values.identifiers import OdsCode, Postcode


class Role(StrEnum):
    """What a person may do for one organisation."""

    RECEIVING_EMPLOYER = "receiving_employer"  # applies for levy, accepts offers
    SENDING_EMPLOYER = "sending_employer"  # pledges levy, sees its ledger
    ICS_APPROVER = "ics_approver"  # decides on applications for the ICS
    ORGANISATION_ADMIN = "organisation_admin"  # keeps an organisation's details and its API tokens
    AUDITOR = "auditor"  # reads every history and ledger, changes nothing
    HR_ADVISER = "hr_adviser"  # posts the employer's people at risk, holds its vacancies
    RECRUITING_MANAGER = "recruiting_manager"  # sees who fits the employer's vacancies, and decides on them
    FINANCE_LEAD = "finance_lead"  # signs off what the moves of the employer's people saved
    ICS_COORDINATOR = "ics_coordinator"  # watches over redeployment in the whole ICS
    STAFF = "staff"  # works for the employer: asks for a confidential conversation, moves in a transfer window
    CAREER_ADVISER = "career_adviser"  # of the ICS and neutral: talks in confidence with staff of its employers


class OrganisationType(StrEnum):
    """The kinds of employer in an ICS."""

    NHS_TRUST = "nhs_trust"
    GP_PRACTICE = "gp_practice"
    CARE_HOME = "care_home"
    HOME_CARE = "home_care"
    NURSING_HOME = "nursing_home"
    HOSPICE = "hospice"
    PHARMACY = "pharmacy"
    COUNCIL = "council"
    CHARITY = "charity"
    ICB = "icb"


class SizeBand(StrEnum):
    """How many people an organisation employs."""

    MICRO = "1-9"
    SMALL = "10-49"
    MEDIUM = "50-249"
    LARGE = "250+"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Organisation(_Frozen):
    """A partner of the ICS, known by its ODS code. `pays_levy` is its own statement, with no date."""

    ods_code: OdsCode
    name: str
    type: OrganisationType
    postcode: Postcode
    place: str
    size_band: SizeBand
    pays_levy: bool
    version: int = 1


class Membership(_Frozen):
    """The roles of a person in one organisation."""

    ods_code: OdsCode
    organisation_name: str
    roles: frozenset[Role]


class Person(_Frozen):
    """Somebody who may sign in. Their roles are read from the store at each request."""

    person_id: str
    name: str
    email: str
    memberships: tuple[Membership, ...]


class Actor(_Frozen):
    """The person who asks, in the organisation that they act for now. Stores are built only from one."""

    person_id: str
    name: str
    email: str
    ods_code: OdsCode
    organisation_name: str
    roles: frozenset[Role]
    ics_code: str
    belongs_to: frozenset[OdsCode]  # every organisation of the person, for conflicts of interest

    def has(self, role: Role) -> bool:
        """Whether the person holds the role in the organisation that they act for."""
        return role in self.roles
