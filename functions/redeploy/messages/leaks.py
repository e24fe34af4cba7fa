"""The English of the leak detector."""

from collections.abc import Mapping

from functions.redeploy.domain.leaks import Likeness, Verdict
from shared.web.uploads import SheetFault

VERDICTS: Mapping[Verdict, str] = {
    Verdict.CLEARED_BEFORE: "Cleared before it was advertised: certificate {certificate} of {cleared_on}",
    Verdict.OTHER_EMPLOYER: "Not compared: it is another employer's",
    Verdict.STILL_HELD: "Too soon: it has been on hold since {held_on}, until {hold_ends_on} at least",
    Verdict.CLEARED_LATER: "Too soon: it was cleared only on {cleared_on}, with certificate {certificate}",
    Verdict.BEFORE_HOLD: "Too soon: it was advertised before it was held, on {held_on}, and is not cleared",
    Verdict.FILLED: "Too soon: somebody at risk has taken the post, and it was never cleared",
    Verdict.WITHDRAWN: "Too soon: it was withdrawn on {since} and never cleared",
    Verdict.NOT_KNOWN: "Not known to the Exchange: never held, or under another reference and title",
}

VERDICT_NAMES: Mapping[Verdict, str] = {
    Verdict.CLEARED_BEFORE: "Cleared before",
    Verdict.OTHER_EMPLOYER: "Not compared",
    Verdict.STILL_HELD: "Too soon",
    Verdict.CLEARED_LATER: "Too soon",
    Verdict.BEFORE_HOLD: "Too soon",
    Verdict.FILLED: "Too soon",
    Verdict.WITHDRAWN: "Too soon",
    Verdict.NOT_KNOWN: "Not known",
}

VERDICT_COLOURS: Mapping[str, str] = {
    "Too soon": "red",
    "Not known": "yellow",
    "Cleared before": "green",
    "Not compared": "grey",
}

LIKENESSES: Mapping[Likeness, str] = {
    Likeness.REFERENCE: "By its reference",
    Likeness.SAME_TITLE: "By its title",
    Likeness.SIMILAR_TITLE: "By a similar title: check that it is the same post",
}

COLUMNS = (
    "Finding",
    "Explanation",
    "Advert",
    "Reference",
    "Employer",
    "Posted on",
    "Recognised",
    "Vacancy",
    "Certificate",
)
"""The columns of the report as a file."""

NOTHING = "Paste the adverts, or choose a file of them"
BOTH = "Paste the adverts or choose a file, not both"
LOST = "Compare the adverts again: this page no longer holds them"

FEED_FAULTS: Mapping[str, str] = {
    "not_xml": "Paste or choose CSV with the columns title and posted on, or the XML of the job site as it is",
    "declares": "Leave out the document type and its entities: XML that declares any is not read",
    "too_deep": "Paste or choose the XML of the job site as it is: this is nested too deep",
    "no_adverts": "Paste or choose XML with at least one vacancyDetails in it",
    "too_many": "Compare fewer adverts at a time: at most {most}",
}

SHEET_FAULTS: Mapping[SheetFault, str] = {
    SheetFault.NO_FILE: NOTHING,
    SheetFault.NOT_A_SHEET: "Choose a CSV file, an Excel workbook (.xlsx) or the XML of the job site",
    SheetFault.NOT_TEXT: "Save the file as CSV UTF-8 or as an Excel workbook, and choose it again",
    SheetFault.NO_ROWS: "Give a row of headings and at least one advert below it",
    SheetFault.TOO_MANY_ROWS: "Compare fewer adverts at a time: at most {most}",
    SheetFault.TOO_MANY_COLUMNS: "Leave out the columns that are not needed",
    SheetFault.CELL_TOO_LONG: "Shorten the longest cells",
    SheetFault.COLUMNS_MISSING: "Add the columns that are missing: {columns}",
    SheetFault.COLUMN_TWICE: "Keep each column once. There twice: {columns}",
}

NO_TITLE = "Row {row}: give the title"
NO_DAY = "Row {row}: write the day of the advert like 2026-12-04 or 04/12/2026"
