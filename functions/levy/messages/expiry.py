"""The English of expiry and of the forecast: what is wrong with a line, and what the answers say."""

from collections.abc import Mapping

from functions.levy.forms.months import LineFault

LINE_FAULTS: Mapping[LineFault, str] = {
    LineFault.MONTH_UNREADABLE: "{lines}: begin with a month, like 2026-05 or May 2026",
    LineFault.AMOUNT_UNREADABLE: "{lines}: enter an amount in pounds after the month, like 12,345.67",
    LineFault.AMOUNT_TOO_LARGE: "{lines}: enter an amount of £1,000,000,000 or less",
    LineFault.BELOW_ZERO: "{lines}: enter an amount of zero or more",
    LineFault.TOO_EARLY: "{lines}: enter {first} or a later month. The levy began then",
    LineFault.TOO_LATE: "{lines}: enter {last} or an earlier month",
    LineFault.PERCENT_UNREADABLE: "{lines}: enter a percentage from 0 to 100 after the month, like 97.5",
    LineFault.TOO_MANY_LINES: "Enter {most} lines or fewer",
    LineFault.NO_LINES: "Enter the levy of at least one month, like 2026-05 12,345.67",
}

NEXT = "{amount} expires next, in {month}."
NOTHING_EXPIRES = "Nothing more expires: the spending that you entered uses up the levy that you entered."
IN_A_YEAR = "In the 12 months from {first} to {last}, {amount} expires in all."
NOTHING_IN_A_YEAR = "In the 12 months from {first} to {last}, nothing expires."
MOST = "The most in one month is {amount}, first in {month}."
TOGETHER = "In {months} between {first} and {last}, levy that lasts {lengths} expire together."
PAST = (
    "By these figures, {amount} expired before {month}. If the apprenticeship service shows another amount, enter"
    " below what has expired already."
)
LASTS = "Levy that lasts {months} months"

AND_LEVY = " and levy that lasts "

CHART = "Levy that would expire, by month"
CHART_DESCRIPTION = (
    "A bar for each month from {first} to {last}. The longest is {month}, {amount}. The table below says the same."
)
