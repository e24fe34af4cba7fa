"""The English of the register as HR reads it: what is wrong with a form, where people and matches are."""

from collections.abc import Mapping

from functions.redeploy.domain.stages import EntryStatus, MatchStatus
from functions.redeploy.domain.tiers import Tier
from shared.web.acts import ACT_WORDS, KEY_WORDS

STATUS_NAMES: Mapping[EntryStatus, str] = {
    EntryStatus.ACTIVE: "Looking for a post",
    EntryStatus.PLACED: "Has accepted a post",
    EntryStatus.REDEPLOYED: "Redeployed",
    EntryStatus.LEFT: "Left the register",
    EntryStatus.ERASED: "Erased",
}

STATUS_COLOURS: Mapping[EntryStatus, str] = {
    EntryStatus.ACTIVE: "blue",
    EntryStatus.PLACED: "yellow",
    EntryStatus.REDEPLOYED: "green",
    EntryStatus.LEFT: "grey",
    EntryStatus.ERASED: "grey",
}

NEXT: Mapping[EntryStatus, str] = {
    EntryStatus.ACTIVE: "New vacancies are matched with them at once. They decide which ones they want.",
    EntryStatus.PLACED: "Their other matches are closed. If the trial in the new post fails, they are free again"
    " with all their rights.",
    EntryStatus.REDEPLOYED: "Nothing is left to do, until the record is due to be looked at.",
    EntryStatus.LEFT: "They are not matched any more. The record stays until somebody says that it is not needed.",
    EntryStatus.ERASED: "Only the history is left. It names nobody.",
}

TIERS: Mapping[Tier, str] = {
    Tier.PROTECTED: "First: protected by law. Suitable vacancies must be offered to them before anybody else.",
    Tier.NOTICE_SERVED: "Second: notice of dismissal is served.",
    Tier.AT_RISK: "Third: at risk, and no notice is served yet.",
}

MATCH_STATUSES: Mapping[MatchStatus, str] = {
    MatchStatus.PROPOSED: "Waits for the person",
    MatchStatus.INTERESTED: "The person is interested",
    MatchStatus.INTERVIEW: "Interview",
    MatchStatus.REJECTION_PROPOSED: "Rejection waits for a second person",
    MatchStatus.OFFERED: "Offer waits for the person",
    MatchStatus.ACCEPTED: "Offer accepted",
    MatchStatus.ON_TRIAL: "On trial",
    MatchStatus.PASSED: "Trial passed",
    MatchStatus.CONFIRMED: "Redeployed",
    MatchStatus.NOT_FOR_ME: "Not for them",
    MatchStatus.REJECTED: "Rejected",
    MatchStatus.REFUSED: "Offer refused",
    MatchStatus.FAILED: "Trial failed",
    MatchStatus.CLOSED: "Closed",
}

_FIELD_WORDS: Mapping[str, str] = {
    "name": "Enter a name of 100 characters or fewer",
    "name.missing": "Enter the person's name",
    "email": "Enter an email address, like name@example.org",
    "email.missing": "Enter an email address that the person can read in private",
    "phone": "Enter a phone number of 30 characters or fewer",
    "change_id": "Choose one of your open changes",
    "job_role": "Choose the job role that is nearest to their post",
    "framework": "Choose the terms that they are paid on",
    "band": "Choose the band",
    "band.missing": "Choose the band: they are paid on Agenda for Change",
    "band.not_afc": "Leave the band empty: only Agenda for Change has bands",
    "pay_point": "Choose a pay point from the list",
    "pay_point.other_band": "Choose a pay point of the band that you chose",
    "salary": "Enter the full-time salary for a year in pounds, like 39,043",
    "salary.missing": "Enter the full-time salary for a year, or choose a pay point",
    "salary.twice": "Enter the salary or choose a pay point, not both",
    "salary.amount_negative": "Enter a salary above zero",
    "salary.greater_than": "Enter a salary above zero",
    "salary.amount_too_large": "Enter a salary of £1,000,000 or less",
    "salary.less_than_equal": "Enter a salary of £1,000,000 or less",
    "fte": "Enter the share of full-time hours, like 1 or 0.6",
    "fte.missing": "Enter the share of full-time hours: 1 if they work full time",
    "fte.part_out_of_range": "Enter a share of full-time hours above 0 and no more than 1",
    "weekly_pay": "Enter a week's pay in pounds, like 750 or 750.50",
    "weekly_pay.greater_than": "Enter a week's pay above zero",
    "weekly_pay.less_than_equal": "Enter a week's pay of £100,000 or less",
    "terms": "Choose the contract's redundancy terms",
    "hours": "Enter the hours that they work in a week, from 0.01 to 75, like 37.5",
    "base": "Enter the postcode of their base, or the first half of it, like ST4",
    "registration": "Choose a register from the list",
    "skills": "Enter at most 30 skills, each of 120 characters or fewer",
    "qualifications": "Enter at most 30 qualifications, each of 120 characters or fewer",
    "experience": "Enter at most 30 lines of experience, each of 120 characters or fewer",
    "wanted_job_roles": "Choose at most 30 roles from the list",
    "travel_from": "Enter a postcode, or the first half of it, like ST4",
    "wanted_districts": "Enter at most 30 places, each as the first half of a postcode, like ST4",
    "most_miles": "Enter whole miles from 0 to 500",
    "most_miles.missing": "Enter how many miles they would travel one way",
    "least_hours": "Enter hours a week from 0.01 to 75, like 30",
    "most_hours": "Enter hours a week from 0.01 to 75, like 37.5",
    "most_hours.below_least": "Enter at least as many hours as the fewest that they want",
    "accepts_band_below": "Choose whether they would look at posts with less pay",
    "available_from": "Enter the day from which they could start, like 4 1 2027",
    "available_from.missing": "Enter the day from which they could start",
    "continuous_years": "Enter whole years from 0 to 60",
    "continuous_years.missing": "Enter the whole years of continuous service, or 0",
    "reckonable_years": "Enter whole years from 0 to 60",
    "reckonable_years.missing": "Enter the whole years of reckonable service, or 0",
    "pensioned_years": "Enter whole years from 0 to 60, or leave it empty for none",
    "pensioned_years.beyond_service": "Enter no more pensioned and paid years together than reckonable years",
    "paid_years": "Enter whole years from 0 to 60, or leave it empty for none",
    "notice_served_on": "Enter the day on which notice was served, like 16 11 2026",
    "notice_served_on.missing": "Enter the day on which notice was served, or leave both days empty",
    "notice_ends_on": "Enter the day on which notice ends, like 8 2 2027",
    "notice_ends_on.missing": "Enter the day on which notice ends, or leave both days empty",
    "notice_ends_on.too_early": "Enter a day after the one on which notice was served",
    "is_protected": "Choose whether they are protected by law",
    "is_protected.has_end": "Choose yes, or leave the day on which protection ends empty",
    "protected_until": "Enter the day on which protection ends, like 31 12 2027",
    "protected_until.missing": "Enter the day on which protection ends, or your best estimate of it",
    "born_on": "Enter a date of birth, like 27 3 1979",
    "born_on.age": "Check the date of birth: the age is out of the range that redundancy pay is worked out for",
    "reason": "Enter 2,000 characters or fewer",
}

POST_WORDS: Mapping[str, str] = {**KEY_WORDS, **_FIELD_WORDS}
EDIT_WORDS: Mapping[str, str] = {**ACT_WORDS, **_FIELD_WORDS}

ROW_WORDS: Mapping[str, str] = {
    **_FIELD_WORDS,
    "job_role": "Enter the code or the name of a job role as the list below has it",
    "framework": "Enter the code or the name of the pay terms as the list below has it",
    "band": "Enter a band from 2 to 9, like 5 or 8a",
    "band.missing": "Enter the band: they are paid on Agenda for Change",
    "salary.missing": "Enter the full-time salary for a year",
    "terms": "Enter the code or the name of the redundancy terms as the list below has it",
    "registration": "Enter the code or the name of a register as the list below has it, or leave it empty",
    "wanted_job_roles": "Enter codes or names of job roles with semicolons between them, at most 30",
    "wanted_districts": "Enter the first halves of postcodes with semicolons between them, at most 30",
    "accepts_band_below": "Enter yes or no",
    "is_protected": "Enter yes or no",
    "is_protected.has_end": "Enter yes, or leave the day on which protection ends empty",
    "available_from": "Enter the day from which they could start, like 04/01/2027",
    "notice_served_on": "Enter a day like 16/11/2026",
    "notice_ends_on": "Enter a day like 08/02/2027",
    "protected_until": "Enter a day like 31/12/2027",
    "born_on": "Enter a day like 27/03/1979",
}
"""The same for a row of a file, where nothing is chosen from a list."""

LEAVE_WORDS: Mapping[str, str] = {**ACT_WORDS, "because": "Choose why they leave the register"}

ANSWER_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "raised_id": ACT_WORDS["version"],
    "words": "Enter an answer of 2,000 characters or fewer",
    "words.missing": "Enter your answer",
}

ERASE_WORDS: Mapping[str, str] = {**ACT_WORDS, "is_sure": "Tick the box if the record is to be erased"}

KEEP_WORDS: Mapping[str, str] = ACT_WORDS
