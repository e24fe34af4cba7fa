"""The English of costs: what is said beside a standard, and what a transfer saves an employer."""

from collections.abc import Mapping

from functions.levy.domain.saving import AgeBand, EmployerKind, SavingSentence, SavingWarning
from shared.reference.standards import StandardWarning
from shared.reference.stored import Mark

AGE_NAMES: Mapping[AgeBand, str] = {
    AgeBand.FROM_16: "16 to 18",
    AgeBand.FROM_19: "19 to 21",
    AgeBand.FROM_22: "22 to 24",
    AgeBand.FROM_25: "25 or over",
}

EMPLOYER_KINDS: Mapping[EmployerKind, str] = {
    EmployerKind.NON_LEVY: "No, we pay no levy",
    EmployerKind.LEVY_PAYER_WITH_FUNDS: "Yes, and there is money left in our levy account",
    EmployerKind.LEVY_PAYER_OUT_OF_FUNDS: "Yes, but our levy account has run out",
}

EMPLOYER_KIND_HINTS: Mapping[EmployerKind, str] = {
    EmployerKind.NON_LEVY: "Most employers do not. Only those with a yearly pay bill above £3 million pay it.",
    EmployerKind.LEVY_PAYER_WITH_FUNDS: "",
    EmployerKind.LEVY_PAYER_OUT_OF_FUNDS: "",
}

STANDARD_WARNINGS: Mapping[StandardWarning, str] = {
    StandardWarning.CLOSING: "The government is ending the money for this training, and each training provider has"
    " a limited number of places until then. Ask the provider for a capped place before you apply. We refuse"
    " starts from {refused_from}.",
    StandardWarning.IN_REVISION: "This training is being revised. Its content, length or price limit may change"
    " before your apprentice starts. Ask the training provider which version they will follow.",
    StandardWarning.AGE_LIMITED: "New starts on this training are limited by age: {ages}.",
    StandardWarning.UNVERIFIED: "We could not check the price limit or the length of this training against an"
    " official list. Ask the training provider before you rely on this figure.",
}

MARKS: Mapping[Mark, str] = {
    Mark.SOURCED: "from a named source",
    Mark.DERIVED: "worked out by us from more than one source: unverified",
    Mark.UNVERIFIED: "unverified",
}

SAVING_SENTENCES: Mapping[SavingSentence, str] = {
    SavingSentence.CO_INVESTMENT: "Without a transfer you would pay {percent}% of the training"
    " yourself: {amount}.",
    SavingSentence.OWN_LEVY_PAYS: "Your own levy account would pay. A transfer spares your levy, not your cash.",
    SavingSentence.FULLY_FUNDED: "The government already pays all of the training for this age at an employer that"
    " pays no levy. A transfer saves you nothing here.",
    SavingSentence.FULLY_FUNDED_WITH_CARE_PLAN: "Without a transfer you would pay {percent}% of the training"
    " yourself: {amount}. If the apprentice has an education, health and care plan, or was in care, the"
    " government pays it all anyway.",
}

SAVING_WARNINGS: Mapping[SavingWarning, str] = {
    SavingWarning.NO_SAVING: "You can still apply. Think first whether the work of applying is worth it.",
    SavingWarning.FULLY_FUNDED_ANYWAY: "Where the government pays anyway, your training provider can set the"
    " training up without a transfer, and without waiting for a decision.",
    SavingWarning.TRANSFER_OF_FULLY_FUNDED_UNSETTLED: "We found no rule that says whether a transfer may pay for"
    " training that the government would pay for anyway. The ICS may decline for that reason.",
}

ESTIMATE_WORDS: Mapping[str, str] = {
    "standard": "Select the training",
    "apprentices": "Enter the number of apprentices, like 2",
    "apprentices.missing": "Enter how many apprentices there will be",
    "apprentices.greater_than_equal": "Enter 1 apprentice or more",
    "apprentices.less_than_equal": "Enter 999 apprentices or fewer",
    "start": "Enter the start month in figures, like 3 2027",
    "start.missing": "Enter the month in which the training starts",
    "price_each": "Enter the price for one apprentice in pounds, like 7500",
    "price_each.amount_negative": "Enter a price above zero",
    "price_each.greater_than_equal": "Enter a price of £1 or more",
    "price_each.amount_too_large": "Enter a price of £100,000 or less",
    "price_each.less_than_equal": "Enter a price of £100,000 or less",
    "employer": "Select whether your organisation pays the levy",
    "older": "Enter how many will be 25 or over, like 1, or 0 for none",
    "older.missing": "Enter how many will be 25 or over, or 0 for none",
    "older.too_many": "Enter no more than the number of apprentices above",
}
