"""The English of years of employers, of frozen figures, and of what each figure means, with where it comes
from."""

from collections.abc import Mapping

from shared.web.acts import ACT_WORDS

_HEADS = "Enter a whole number of people, 0 or more"

YEAR_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "at_start": _HEADS,
    "at_end": _HEADS,
    "at_end.fewer_than_stayed": "Enter at least as many as stayed: those of the first day who did not leave",
    "leavers": _HEADS,
    "leavers_of_start": _HEADS,
    "leavers_of_start.more_than_start": "Enter no more than were in post on the first day",
    "leavers_of_start.more_than_leavers": "Enter no more than all leavers",
    "moved_within_ics": _HEADS,
    "moved_within_ics.more_than_leavers": "Enter no more than the leavers who were in post on the first day",
    "early_leavers": _HEADS,
    "early_leavers.more_than_leavers": "Enter no more than all leavers",
    "early_leavers.too_few": "Enter at least those who came and left within the year: all other leavers were in"
    " post on the first day",
}

HIDING = (
    "0 is shown as 0, 1 to {most_hidden} as *, other numbers to the nearest {step}. Every share is worked out from"
    " the numbers as they are shown. Figures are counted once and never again. “Withheld” stands where a number,"
    " set beside the others, could narrow down what a * hides."
)
WITHHELD = "Withheld"

DEFINITIONS: tuple[tuple[str, str, str, str], ...] = (
    (
        "Employer-level stability",
        "Of those in post on the first day of the year, how many are with the employer on the last.",
        "Answer to parliamentary question 112582, January 2022, on the stability index of NHS Digital",
        "https://www.parallelparliament.co.uk/question/112582",
    ),
    (
        "System-level stability",
        "The same, where whoever left for another employer of the ICS counts as still there. Ours, by the same"
        " thought: nationally, a move between trusts within a staff group is no leaver either.",
        "Answer to parliamentary question 158306",
        "https://www.parallelparliament.co.uk/question/158306",
    ),
    (
        "Leaver rate",
        "Leavers of the year, divided by the mean of the headcounts of its first and last day.",
        "Nuffield Trust, leaver rates for selected staff groups, February 2022",
        "https://www.nuffieldtrust.org.uk/chart/"
        "regional-variation-in-leaver-rates-for-selected-staff-groups-in-year-to-30-september-2021",
    ),
    (
        "Early leavers",
        "Leavers who were with the employer for less than twelve months. Local: we found no national definition.",
        "",
        "",
    ),
)
"""Each figure: what it is called, what it means, where that comes from."""
