"""The English of apprentices: setting up, confirming, and what became of them."""

from collections.abc import Mapping

from functions.levy.domain.applications import SetUpStep
from functions.levy.domain.progress import Progress
from functions.levy.messages.applications import nameless_words
from shared.web.acts import ACT_WORDS

SET_UP_STEPS: Mapping[SetUpStep, str] = {
    SetUpStep.AGREED_WITH_PROVIDER: "You agreed the training, the price and the first day with the provider",
    SetUpStep.INVITATION_ACCEPTED: "You accepted the sending employer's invitation",
    SetUpStep.APPRENTICES_ADDED: "You or the provider added the apprentices",
    SetUpStep.TRANSFER_APPROVED: "The sending employer approved the transfer",
}

COLOURS: Mapping[Progress, str] = {
    Progress.CONFIRMED: "blue",
    Progress.STARTED: "green",
    Progress.PAUSED: "yellow",
    Progress.STOPPED: "grey",
    Progress.COMPLETED: "purple",
}

NEXT_STEPS: Mapping[Progress, str] = {
    Progress.CONFIRMED: "Tell us when the training has started. Payments begin in the month after.",
    Progress.STARTED: "You need do nothing now. Tell us at once when the training pauses, stops or ends.",
    Progress.PAUSED: "Tell us when the training goes on. Until then nothing is drawn.",
    Progress.STOPPED: "Nothing more. What was not needed went back to the pledge.",
    Progress.COMPLETED: "Nothing more. What is left is drawn in the month after the last.",
}

CONFIRM_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    **nameless_words("own_reference"),
    "own_reference": "Your own reference must be 40 characters or fewer",
    "own_reference.missing": "Enter your own reference, like Night team 1",
    "start": "Enter the start month in figures, like 3 2027",
    "start.missing": "Enter the month in which the training starts",
    "months": "Enter the length in whole months, like 18",
    "months.missing": "Enter how many months the training takes",
    "price_each": "Enter the price for this apprentice in pounds, like 7500",
    "price_each.missing": "Enter the price for this apprentice",
    "price_each.amount_negative": "Enter a price above zero",
    "price_each.greater_than_equal": "Enter a price of £1 or more",
    "price_each.amount_too_large": "Enter a price of £100,000 or less",
    "price_each.less_than_equal": "Enter a price of £100,000 or less",
}

_CODE = "Enter the code with capital letters and figures only, 10 at most, or leave it empty"
REFERENCES_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "pledge_code": _CODE,
    "application_code": _CODE,
    "cohort_code": _CODE,
}

STEP_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "on": "Enter the day in figures, like 27 3 2027",
    "on.missing": "Enter the day on which it was done",
}

START_WORDS: Mapping[str, str] = {**ACT_WORDS}

MONTH_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "month": "Enter the month in figures, like 3 2027",
    "month.missing": "Enter the month",
}

CHANGE_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    **{name: words for name, words in CONFIRM_WORDS.items() if name.partition(".")[0] in ("start", "price_each")},
}

STOP_WORDS: Mapping[str, str] = {
    **MONTH_WORDS,
    **nameless_words("why"),
    "why": "Your reason must be 200 characters or fewer",
}
