"""The English of the forecast: what is wrong with a plan, and what the answer says."""

from collections.abc import Mapping

PLAN_WORDS: Mapping[str, str] = {
    "levy_each": "Enter the levy of a month in pounds, like 12,345.67",
    "levy_each.missing": "Enter the levy that you expect each month, or 0 if you expect none",
    "levy_each.amount_negative": "Enter levy of zero or more",
    "training_each": "Enter the training of a month in pounds, like 12,345.67",
    "training_each.amount_negative": "Enter training of zero or more",
    "transfers_each": "Enter the transfers of a month in pounds, like 12,345.67",
    "transfers_each.amount_negative": "Enter transfers of zero or more",
}

CHART = "Levy that leaves the account, by month"
CHART_DESCRIPTION = (
    "A bar for each month from {first} to {last}: transfers, your own training, and what expires. The table below"
    " says the same."
)
SERIES = ("Transfers", "Your own training", "Expires")

EXPIRES = "In the {months} months from {first} to {last}, {amount} expires."
NOTHING_EXPIRES = "In the {months} months from {first} to {last}, nothing expires."
IN_A_YEAR = "In the first 12 months, {amount} expires."
MOST = "The most in one month is {amount}, first in {month}."
CLOSING = "At the end of {month}, {amount} is left in the account."
FALLS_SHORT = "Your plans are more than the levy: from {month} on it does not pay for all of them."
TRAINING_UNPAID = (
    "Levy does not reach for {amount} of your own training. Of training that starts from {since} on, you then pay"
    " {percent}% yourself, and the government pays the rest. For all of it, your part would be {part}."
)
TRANSFERS_UNPAID = "Levy does not reach for {amount} of the transfers. Do not promise that much."
