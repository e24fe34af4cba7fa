"""The English of pledges: their statuses, what moves their money, and what is wrong with a form."""

from collections.abc import Mapping

from functions.levy.domain.ledger import EntryKind
from functions.levy.domain.pledges import PledgeStatus
from shared.web.acts import ACT_WORDS, KEY_WORDS

STATUS_NAMES: Mapping[PledgeStatus, str] = {PledgeStatus.OPEN: "Open", PledgeStatus.CLOSED: "Closed"}

STATUS_COLOURS: Mapping[PledgeStatus, str] = {PledgeStatus.OPEN: "green", PledgeStatus.CLOSED: "grey"}

ENTRY_NAMES: Mapping[EntryKind, str] = {
    EntryKind.RESERVE: "Reserved: the ICS approved an application",
    EntryKind.RELEASE: "Released: the money came back to the pledge",
    EntryKind.DRAW: "Drawn: an instalment was paid",
    EntryKind.LAPSE: "Lapsed: the tax year ended",
}

_TERMS_WORDS: Mapping[str, str] = {
    "amount_pence": "Enter the amount in pounds, like 25,000 or 25000.50",
    "amount_pence.missing": "Enter the amount that you pledge",
    "amount_pence.amount_missing": "Enter the amount that you pledge",
    "amount_pence.amount_negative": "Enter an amount above £0",
    "amount_pence.amount_too_large": "Check the amount: it is more than any employer pays in levy",
    "shows_name": "Choose whether to show the name of your organisation",
    "places": "Choose places from the list",
    "organisation_types": "Choose kinds of employer from the list",
    "standards": "Choose apprenticeships from the list",
    "levels": "Choose levels from the list",
    "note": "Enter a note of 2,000 characters or fewer",
}

OFFER_WORDS: Mapping[str, str] = {
    **KEY_WORDS,
    **_TERMS_WORDS,
    "tax_year": "Choose the tax year that the money belongs to",
    "takes_no_payment": "Confirm that nobody is asked for payment in return",
}

EDIT_WORDS: Mapping[str, str] = {**ACT_WORDS, **_TERMS_WORDS}

STATUS_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "why": "Say why, in 200 characters or fewer",
    "why.missing": "Say why. It is kept in the history of the pledge",
}
