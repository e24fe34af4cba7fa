"""The portal's sentences: beside a field that is wrong, and on the pages that say no."""

from enum import StrEnum

from shared.actors import OrganisationType, Role, SizeBand


class Reason(StrEnum):
    """Why the portal says no."""

    SIGN_IN_LOST = "sign_in_lost"  # unknown, used, too old, or begun in another browser
    SIGN_IN_FAILED = "sign_in_failed"
    LOGIN_UNKNOWN = "login_unknown"
    NO_ORGANISATION = "no_organisation"
    CHANGED_MEANWHILE = "changed_meanwhile"
    TOO_MANY_TOKENS = "too_many_tokens"


TITLES = {
    Reason.SIGN_IN_LOST: "We could not sign you in",
    Reason.SIGN_IN_FAILED: "We could not sign you in",
    Reason.LOGIN_UNKNOWN: "You do not have an account here yet",
    Reason.NO_ORGANISATION: "You do not belong to an organisation here",
    Reason.CHANGED_MEANWHILE: "Somebody changed these details while you were editing",
    Reason.TOO_MANY_TOKENS: "You have too many API tokens",
}

SENTENCES = {
    Reason.SIGN_IN_LOST: (
        "The sign-in took longer than 10 minutes, was finished already, or was begun in another browser."
    ),
    Reason.SIGN_IN_FAILED: "The sign-in service did not confirm who you are. This is often gone at the next try.",
    Reason.LOGIN_UNKNOWN: "You signed in, but this Exchange does not know the account that you signed in with.",
    Reason.NO_ORGANISATION: "You signed in, but no organisation has you as one of its people.",
    Reason.CHANGED_MEANWHILE: (
        "Nothing of yours is saved yet. Compare what stands now with what you typed, then save again."
    ),
    Reason.TOO_MANY_TOKENS: "You can have 20 at a time. Revoke one that you no longer use, then make a new one.",
}

STATUSES = {
    Reason.SIGN_IN_LOST: 400,
    Reason.SIGN_IN_FAILED: 400,
    Reason.LOGIN_UNKNOWN: 403,
    Reason.NO_ORGANISATION: 403,
    Reason.CHANGED_MEANWHILE: 409,
    Reason.TOO_MANY_TOKENS: 409,
}

ORGANISATION_WORDS = {
    "name": "Enter the name of the organisation",
    "name.string_too_long": "The name must be 100 characters or fewer",
    "type": "Select the kind of organisation",
    "postcode": "Enter a full UK postcode, like SW1A 2AA",
    "postcode.missing": "Enter the postcode",
    "place": "Enter the town or district",
    "place.string_too_long": "The town or district must be 60 characters or fewer",
    "size_band": "Select how many people work there",
    "pays_levy": "Select yes if the organisation pays the apprenticeship levy",
    "version": "Open the page again: it no longer says which details it was about",
}

CHOICE_WORDS = {"ods_code": "Select the organisation that you want to act for"}

TOKEN_WORDS = {
    "label": "Enter what the token is for",
    "label.string_too_long": "What the token is for must be 60 characters or fewer",
    "days": "Select how long the token should work",
}

REVOCATION_WORDS = {
    "person_id": "Open the page again: it no longer says which token it was about",
    "secret_hash": "Open the page again: it no longer says which token it was about",
}

TYPE_NAMES = {
    OrganisationType.NHS_TRUST: "NHS trust",
    OrganisationType.GP_PRACTICE: "GP practice",
    OrganisationType.CARE_HOME: "Care home",
    OrganisationType.HOME_CARE: "Home care provider",
    OrganisationType.NURSING_HOME: "Nursing home",
    OrganisationType.HOSPICE: "Hospice",
    OrganisationType.PHARMACY: "Pharmacy",
    OrganisationType.COUNCIL: "Council",
    OrganisationType.CHARITY: "Charity",
    OrganisationType.ICB: "Integrated care board",
}

SIZE_NAMES = {
    SizeBand.MICRO: "1 to 9 people",
    SizeBand.SMALL: "10 to 49 people",
    SizeBand.MEDIUM: "50 to 249 people",
    SizeBand.LARGE: "250 people or more",
}

ROLE_NAMES = {
    Role.RECEIVING_EMPLOYER: "Applies for levy",
    Role.SENDING_EMPLOYER: "Pledges levy",
    Role.ICS_APPROVER: "Decides for the ICS",
    Role.ORGANISATION_ADMIN: "Administers the organisation",
    Role.AUDITOR: "Audits",
    Role.HR_ADVISER: "Looks after staff at risk",
    Role.RECRUITING_MANAGER: "Recruits to held vacancies",
    Role.FINANCE_LEAD: "Finance lead",
    Role.ICS_COORDINATOR: "Coordinates redeployment",
    Role.STAFF: "Member of staff",
    Role.CAREER_ADVISER: "Career adviser",
}

DETAIL_NAMES = {
    "name": "Name",
    "type": "Kind of organisation",
    "postcode": "Postcode",
    "place": "Town or district",
    "size_band": "People who work there",
    "pays_levy": "Pays the apprenticeship levy",
}

ACTION_NAMES = {
    "organisation_entered": "Entered in the directory",
    "organisation_edited": "Details changed",
}
