"""The English of files that people send: their columns, and why nothing could be read."""

from collections.abc import Mapping

from shared.web.acts import KEY_WORDS, STALE
from shared.web.uploads import MOST_CELL, MOST_COLUMNS, SheetFault

SHEET_FAULTS: Mapping[SheetFault, str] = {
    SheetFault.NO_FILE: "Choose a file",
    SheetFault.NOT_A_SHEET: "Choose a CSV or Excel file that is not protected by a password",
    SheetFault.NOT_TEXT: "Save the file again as CSV UTF-8 or as Excel, then send it",
    SheetFault.NO_ROWS: "Choose a file with a row of column names and at least one row below it",
    SheetFault.TOO_MANY_ROWS: "Choose a file with fewer rows: {most} at most",
    SheetFault.TOO_MANY_COLUMNS: f"Choose a file with {MOST_COLUMNS} columns or fewer",
    SheetFault.CELL_TOO_LONG: f"Shorten every cell to {MOST_CELL:,} characters or fewer",
    SheetFault.COLUMNS_MISSING: "Add the columns that are missing: {columns}",
    SheetFault.COLUMN_TWICE: "Keep only one of each column: {columns}",
}

TOO_MUCH = "Send this in two files or more: together the rows hold more text than a page can carry"
SAME_EMAIL = "This email is in another row of the file too"

PERSON_COLUMNS: Mapping[str, tuple[str, str]] = {
    "name": ("Name", "First name and surname"),
    "email": ("Email", "An address that the person reads in private"),
    "phone": ("Phone", ""),
    "job_role": ("Job role", "Its code or name, from the list of job roles"),
    "framework": ("Pay terms", "Code or name, from the list of pay terms"),
    "band": ("Band", "2 to 9, for Agenda for Change only"),
    "salary": ("Full-time salary", "Pounds a year that full-time hours earn, like 39,043"),
    "fte": ("Share of full time", "1 for full time, 0.6 for 22.5 of 37.5 hours"),
    "weekly_pay": ("Week's pay", "Pounds before tax, if known"),
    "terms": ("Redundancy terms", "Code or name, from the list of redundancy terms"),
    "hours": ("Hours a week", "The hours worked now, like 37.5"),
    "base": ("Postcode of base", "All of it or the first half. Only the first half is kept"),
    "registration": ("Registration", "Code or name, from the list of registers. Empty for none"),
    "skills": ("Skills", "With semicolons between them"),
    "qualifications": ("Qualifications", "With semicolons between them"),
    "experience": ("Experience", "With semicolons between them"),
    "wanted_job_roles": (
        "Wanted job roles",
        "Codes or names with semicolons between them. Empty for the present role",
    ),
    "travel_from": ("Travels from", "The first half of a postcode. Empty for the base"),
    "wanted_districts": ("Wanted places", "First halves of postcodes with semicolons between them"),
    "most_miles": ("Most miles", "One way"),
    "least_hours": ("Fewest hours", "Empty for the present hours"),
    "most_hours": ("Most hours", "Empty for the present hours"),
    "accepts_band_below": (
        "Accepts less pay",
        "Yes or no: whether they would look at posts of a lower band or pay",
    ),
    "available_from": ("Available from", "The day from which they could start"),
    "continuous_years": ("Continuous years", "Whole years without a break of more than a week"),
    "reckonable_years": ("Reckonable years", "Whole years that count for NHS redundancy pay"),
    "pensioned_years": ("Pensioned years", "Of the reckonable years. Empty for none"),
    "paid_years": ("Paid years", "Of the reckonable years, paid for by an earlier redundancy. Empty for none"),
    "notice_served_on": ("Notice served on", "Empty if none is served"),
    "notice_ends_on": ("Notice ends on", "Empty if none is served"),
    "is_protected": ("Protected", "Yes or no. Do not say why anywhere in the file"),
    "protected_until": ("Protected until", "The day on which protection ends, if yes"),
    "born_on": ("Born on", "Only for statutory redundancy pay. May be empty"),
    "reason": ("Reason", "Private to your HR team. No details of health. May be empty"),
}
"""The title of each column of a file of people, by the field that it fills, and what to enter there."""

NEEDED_PERSON_COLUMNS = (
    "name",
    "email",
    "job_role",
    "framework",
    "band",
    "salary",
    "fte",
    "terms",
    "hours",
    "base",
    "most_miles",
    "accepts_band_below",
    "available_from",
    "continuous_years",
    "reckonable_years",
    "is_protected",
)
"""The fields whose columns a file must have; any other column may be left out."""

EXAMPLE_EMAIL = "example.row@example.org"

PERSON_EXAMPLE: Mapping[str, str] = {
    "name": "Example person (take this row out)",
    "email": EXAMPLE_EMAIL,
    "phone": "01782 000000",
    "job_role": "Staff Nurse",
    "framework": "NHS Agenda for Change",
    "band": "5",
    "salary": "39043",
    "fte": "1",
    "weekly_pay": "748.75",
    "hours": "37.5",
    "base": "ST4 6QG",
    "registration": "nmc",
    "skills": "IV therapy; phlebotomy",
    "qualifications": "BSc nursing",
    "experience": "acute medicine; discharge planning",
    "most_miles": "15",
    "least_hours": "30",
    "most_hours": "37.5",
    "accepts_band_below": "no",
    "available_from": "04/01/2027",
    "continuous_years": "10",
    "reckonable_years": "10",
    "notice_served_on": "16/11/2026",
    "notice_ends_on": "08/02/2027",
    "is_protected": "no",
    "terms": "afc_england",
}
"""A row that shows how to fill the template; it is passed over when it comes back."""

CHECKED_WORDS: Mapping[str, str] = {**KEY_WORDS, "rows": STALE}
