"""The English of redundancy pay: the calculators' fields, why no sum can be given, and the lines of a saving."""

from collections.abc import Mapping

from functions.redeploy.domain.redundancy import NoFigure, Reading
from functions.redeploy.domain.savings import EvidenceGrade, SavingLabel, SavingNote
from shared.reference.stored import Mark

SCHEME_NAMES: Mapping[str, str] = {
    "statutory": "Statutory redundancy pay",
    "afc": "NHS contractual redundancy pay (Section 16, England)",
}

SCHEME_HINTS: Mapping[str, str] = {
    "statutory": "The least that the law gives to an employee of any employer. A contract may give more.",
    "afc": "For staff in England on the national NHS terms, called Agenda for Change. Doctors, dentists and very"
    " senior managers have it only if their contract says so.",
}

WORDS: Mapping[str, str] = {
    "scheme": "Select which payment to work out",
    "date": "Enter the day on which the job ends, like 27 3 2027",
    "date.missing": "Enter the day on which the job ends",
    "age": "Enter the age in whole years, like 45",
    "age.missing": "Enter the age on the day the job ends",
    "years": "Enter the years of service in whole years, like 12",
    "years.missing": "Enter how many complete years of service there are, or 0 for none",
    "years.greater_than_equal": "Enter 0 years or more",
    "years.less_than_equal": "Enter 85 years or fewer",
    "weekly_pay": "Enter a week's pay in pounds, like 350 or 350.50",
    "weekly_pay.missing": "Enter a week's pay before tax",
    "weekly_pay.amount_negative": "Enter a week's pay above zero",
    "weekly_pay.greater_than_equal": "Enter a week's pay above zero",
    "weekly_pay.amount_too_large": "Enter a week's pay of £100,000 or less",
    "weekly_pay.less_than_equal": "Enter a week's pay of £100,000 or less",
    "continuous_years": "Enter the years of unbroken NHS service in whole years, like 12",
    "continuous_years.missing": "Enter how many complete years of unbroken NHS service there are, or 0 for none",
    "continuous_years.greater_than_equal": "Enter 0 years or more",
    "continuous_years.less_than_equal": "Enter 85 years or fewer",
    "annual_salary": "Enter the full-time salary for a year in pounds, like 37,796",
    "annual_salary.missing": "Enter the full-time salary for a year",
    "annual_salary.amount_negative": "Enter a salary above zero",
    "annual_salary.greater_than_equal": "Enter a salary above zero",
    "annual_salary.amount_too_large": "Enter a salary of £1,000,000 or less",
    "annual_salary.less_than_equal": "Enter a salary of £1,000,000 or less",
    "fte": "Enter the share of full-time hours as a number with up to 4 decimal places, like 1 or 0.6",
    "fte.part_out_of_range": "Enter a share of full-time hours above 0 and no more than 1",
    "pensioned_years": "Enter the pensioned years in whole years, like 6, or leave it empty for none",
    "paid_years": "Enter the years already paid for in whole years, like 3, or leave it empty for none",
}
"""The sentence of each wrong field of either calculator."""

NO_SUCH_FIELD = "This calculator has no such field."

NO_FIGURE: Mapping[NoFigure, str] = {
    NoFigure.DATE_TOO_EARLY: "Enter {earliest} or a later day: we hold no figures for the time before",
    NoFigure.DATE_NOT_PUBLISHED: "Enter {latest} or an earlier day: the figures for the year after that are not"
    " published yet",
    NoFigure.AGE_OUT_OF_RANGE: "Enter an age from {youngest} to {oldest}",
    NoFigure.AGE_NEEDED: "Enter the age on the day the job ends",
    NoFigure.SERVICE_BEYOND_AGE: "Enter {most} years or fewer: nobody of {age} can have worked longer",
    NoFigure.PENSIONED_BEYOND_SERVICE: "Enter no more pensioned years than years of service: {most} or fewer",
    NoFigure.PAID_BEYOND_SERVICE: "Enter no more years than are left of the service: {most} or fewer",
    NoFigure.WEEKLY_PAY_NEEDED: "Enter a week's pay before tax",
}

READINGS: Mapping[Reading, str] = {
    Reading.DEDUCT_THEN_CAP: "the years are taken off first, and the most that counts is applied then",
    Reading.CAP_THEN_DEDUCT: "the most that counts is applied first, and the years are taken off then",
}

MARKS: Mapping[Mark, str] = {
    Mark.SOURCED: "from the source named",
    Mark.DERIVED: "worked out by us from the source named",
    Mark.UNVERIFIED: "not verified",
    Mark.LOCAL: "a choice of this system",
}

SAVING_LINES: Mapping[SavingLabel, str] = {
    SavingLabel.SECTION_16_PAY: "Section 16 redundancy pay that was not paid",
    SavingLabel.STATUTORY_PAY: "Statutory redundancy pay that was not paid",
    SavingLabel.NOT_BOOKED: "Not booked",
    SavingLabel.PROTECTION: "Pay protection",
    SavingLabel.TRAVEL: "Extra travel",
    SavingLabel.RETRAINING: "Retraining",
}

SAVING_NOTES: Mapping[SavingNote, str] = {
    SavingNote.NOT_CONFIRMED: "The move does not end the duty to pay by itself, and the employer has not confirmed"
    " that nothing was paid. So the saving is £0.",
    SavingNote.PAID_ANYWAY: "The employer says that it paid redundancy pay. So the saving is £0.",
    SavingNote.READINGS_DIFFER: "How service that is paid for or pensioned already is left out is disputed. HR"
    " decided which reading to use; the other gives another sum.",
    SavingNote.STATUTORY_IS_MORE: "Service left out of Section 16 still counts by statute, which would have paid"
    " more. So the statutory sum is used.",
    SavingNote.STATUTORY_NOT_COMPARED: "The sum was not compared with statutory redundancy pay: the age, the"
    " week's pay or the figures of that year are not known.",
    SavingNote.BELOW_ZERO: "The move cost more than it saved.",
    SavingNote.LOCAL_TERMS_UNKNOWN: "The contract may pay more than statute. Only the statutory sum is counted.",
}

EVIDENCE_GRADES: Mapping[EvidenceGrade, str] = {
    EvidenceGrade.A: "A: the payroll or HR record was seen",
    EvidenceGrade.B: "B: the employer confirms it in writing",
    EvidenceGrade.C: "C: an estimate",
}


def decimal(number: int, places: int) -> str:
    """A number kept in parts as people write it: 13500 with 3 places is "13.5", 14000 is "14"."""
    whole, part = divmod(number, 10**places)
    return f"{whole}.{part:0{places}d}".rstrip("0").rstrip(".")


def weeks_text(thousandths: int) -> str:
    """A number of weeks, as "13.5"."""
    return decimal(thousandths, 3)
