"""The English of vacancies on hold: their statuses, their forms, why they are not released, their certificates."""

from collections.abc import Mapping
from enum import StrEnum

from functions.redeploy.domain.matching import Grade, Met
from functions.redeploy.domain.profiles import CriterionKind
from functions.redeploy.domain.stages import MatchStatus, VacancyStatus
from shared.web.acts import ACT_WORDS, KEY_WORDS

STATUS_NAMES: Mapping[VacancyStatus, str] = {
    VacancyStatus.HELD: "On hold",
    VacancyStatus.FILLED: "Filled",
    VacancyStatus.CLEARED: "Cleared for advert",
    VacancyStatus.WITHDRAWN: "Withdrawn",
}

STATUS_COLOURS: Mapping[VacancyStatus, str] = {
    VacancyStatus.HELD: "blue",
    VacancyStatus.FILLED: "green",
    VacancyStatus.CLEARED: "white",
    VacancyStatus.WITHDRAWN: "grey",
}

CANDIDATE_STATUSES: Mapping[MatchStatus, str] = {
    MatchStatus.PROPOSED: "Has not answered yet",
    MatchStatus.INTERESTED: "Wants to be considered",
    MatchStatus.INTERVIEW: "Interview",
    MatchStatus.REJECTION_PROPOSED: "Rejection waits for a second person",
    MatchStatus.OFFERED: "Has an offer",
    MatchStatus.ACCEPTED: "Accepted the offer",
    MatchStatus.ON_TRIAL: "Trial period",
    MatchStatus.PASSED: "Passed the trial",
    MatchStatus.CONFIRMED: "Redeployed",
    MatchStatus.NOT_FOR_ME: "Does not want it",
    MatchStatus.REJECTED: "Not selected",
    MatchStatus.REFUSED: "Refused the offer",
    MatchStatus.FAILED: "Trial ended without success",
    MatchStatus.CLOSED: "Closed",
}
"""How far a candidate has come, as the employer of the post reads it: it tells nobody's tier and no reason."""

GRADES: Mapping[Grade, str] = {
    Grade.EXACT: "The same job, and everything fits: a slot-in without an interview is proposed",
    Grade.MEETS: "Meets every essential criterion: an interview is guaranteed",
    Grade.TRAINABLE: "Would meet every essential criterion after training in the post",
    Grade.NOT_SUITABLE: "No longer suitable",
}

MET_WORDS: Mapping[Met, str] = {
    Met.MET: "met",
    Met.TRAINABLE: "after training in the post",
    Met.NOT_MET: "not met",
}

KINDS: Mapping[CriterionKind, str] = {
    CriterionKind.SKILL: "Skill",
    CriterionKind.QUALIFICATION: "Qualification",
    CriterionKind.EXPERIENCE: "Experience",
}

GOES_TO: Mapping[str, str] = {
    "advert": "It may be advertised. No transfer window is open.",
    "transfer_window": "It goes into the transfer window, which is open, and may be advertised when that closes.",
}


class WithdrawReason(StrEnum):
    """Why a machine takes a vacancy back. A code: an address is no place for words."""

    NOT_NEEDED = "not_needed"
    FUNDING_WITHDRAWN = "funding_withdrawn"
    CHANGED_POST = "changed_post"
    ENTERED_BY_MISTAKE = "entered_by_mistake"


WITHDRAW_REASONS: Mapping[WithdrawReason, str] = {
    WithdrawReason.NOT_NEEDED: "The post is not needed any more.",
    WithdrawReason.FUNDING_WITHDRAWN: "There is no money for the post any more.",
    WithdrawReason.CHANGED_POST: "The post has become another one, which is held by itself.",
    WithdrawReason.ENTERED_BY_MISTAKE: "It was entered by mistake.",
}

OUTCOMES: Mapping[str, tuple[str, tuple[MatchStatus, ...]]] = {
    "taken": (
        "Took the post",
        (MatchStatus.ACCEPTED, MatchStatus.ON_TRIAL, MatchStatus.PASSED, MatchStatus.CONFIRMED),
    ),
    "not_wanted": ("Did not want it", (MatchStatus.NOT_FOR_ME, MatchStatus.REFUSED)),
    "rejected": ("Not selected, with a reason that a second person agreed to", (MatchStatus.REJECTED,)),
    "failed": ("Tried it without success", (MatchStatus.FAILED,)),
    "closed": ("Found another post, left the register, or stopped being suitable", (MatchStatus.CLOSED,)),
    "open": (
        "Without an outcome",
        (
            MatchStatus.PROPOSED,
            MatchStatus.INTERESTED,
            MatchStatus.INTERVIEW,
            MatchStatus.REJECTION_PROPOSED,
            MatchStatus.OFFERED,
        ),
    ),
}
"""The outcomes that a certificate counts; every status of a match is in one of them."""

FEWER = "fewer than {least}"
NOT_TOLD = "not told: too few, or it would tell how few"

_DESCRIBED: Mapping[str, str] = {
    "title": "Enter the title of the job in 100 characters or fewer",
    "title.missing": "Enter the title of the job",
    "workplace": "Enter the workplace in 200 characters or fewer",
    "about": "Describe the job in 2,000 characters or fewer",
    "job_role": "Choose the job role from the list",
    "job_role.missing": "Choose the job role",
    "framework": "Choose the terms of pay from the list",
    "framework.missing": "Choose the terms of pay",
    "band": "Choose the band from the list",
    "band.missing": "Choose the band: Agenda for Change pays by band",
    "band.not_afc": "Leave the band empty: only Agenda for Change has bands",
    "salary": "Enter the full-time salary a year in pounds, like 32,500",
    "salary.missing": "Enter the full-time salary a year",
    "salary.amount_negative": "Enter a salary above £0",
    "salary.greater_than": "Enter a salary above £0",
    "salary.less_than_equal": "Enter a salary of £1,000,000 or less",
    "salary.amount_too_large": "Enter a salary of £1,000,000 or less",
    "hours": "Enter the hours a week as a number, like 37.5",
    "hours.missing": "Enter the hours a week",
    "hours.hours_out_of_range": "Enter more than 0 and at most 75 hours a week",
    "district": "Enter a postcode or the first part of one, like ST4",
    "district.missing": "Enter the postcode of the workplace, or its first part",
    "registration": "Choose the registration from the list",
    "is_permanent": "Choose whether the post is permanent",
}

NEW_WORDS: Mapping[str, str] = {
    **KEY_WORDS,
    **_DESCRIBED,
    "employer_ref": "Enter a reference of 40 characters or fewer: letters, figures, spaces and . / _ -",
    "employer_ref.missing": "Enter your reference of the vacancy",
    "hold_days": "Enter the working days as a whole number, like 5",
}

EDIT_WORDS: Mapping[str, str] = {**ACT_WORDS, **_DESCRIBED}

WITHDRAW_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "because": "Say why in 2,000 characters or fewer",
    "because.missing": "Say why the post is not filled this way any more",
}

CRITERION_WORDS: Mapping[str, str] = {
    "text": "Write the criterion in 120 characters or fewer",
    "text.missing": "Write the criterion, or clear the months beside it",
    "kind": "Choose skill, qualification or experience",
    "months": "Enter the months of training as a whole number from 0 to 60, or leave it empty",
    "too_many": "Enter 20 criteria or fewer",
}

COLUMN_HINTS: Mapping[str, str] = {
    "Reference": "Your own number of the vacancy, each once",
    "Title": "As in an advert",
    "Workplace": "Site, ward or team",
    "About the job": "A few sentences. No names of people",
    "Job role": "A code or a name from the list below",
    "Terms": "NHS Agenda for Change, NHS medical and dental, NHS very senior manager, Local government, or Another"
    " employer's own terms. Empty with a band: Agenda for Change",
    "Band": "2 to 9, with 8a to 8d, for Agenda for Change only",
    "Salary": "Full-time a year. May be empty with a band: the top of the band counts then",
    "Hours a week": "Like 37.5",
    "Postcode": "Of the workplace, or its first part, like ST4",
    "Registration": "nmc, hcpc, gmc, gphc or swe; empty for none",
    "Permanent": "yes or no",
    "Hold days": "Working days; empty for the usual",
    "Essential": "kind | text | months of training, several after semicolons, like skill | IV therapy | 3;"
    " experience | Triage. Kinds: skill, qualification, experience. No months: it cannot be trained in the post",
    "Desirable": "In the same way",
}

REFERENCE_TWICE = "This reference stands in two rows: give each vacancy its own"
TOO_MUCH = "Send fewer vacancies at a time: these are too long to be checked together"
