"""The English of the savings ledger: its fields, its refusals, its history."""

from collections.abc import Mapping

from functions.redeploy.domain.ledger import EntryKind
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.recognising import SavingStatus
from functions.redeploy.domain.redundancy import NoFigure
from functions.redeploy.domain.savings import Basis
from functions.redeploy.domain.terms import Terms
from functions.redeploy.messages.calculators import NO_FIGURE
from functions.redeploy.messages.reasons import TITLES, sentence
from shared.outcomes import Refusal
from shared.web.acts import ACT_WORDS

TERMS_NAMES: Mapping[Terms, str] = {
    Terms.AFC_ENGLAND: "Agenda for Change, England",
    Terms.MEDICAL: "Medical and dental",
    Terms.VSM: "Very senior manager",
    Terms.LOCAL_GOVERNMENT: "Local government",
    Terms.STATUTORY_ONLY: "Statutory only",
}

PAYMENTS: Mapping[str, str] = {
    "nothing": "No: nothing was paid, and I confirm it",
    "paid": "Yes: redundancy pay was paid",
    "not_confirmed": "I cannot confirm it either way",
}

PAYMENTS_SHOWN: Mapping[bool | None, str] = {
    True: "No: HR confirms that nothing was paid",
    False: "Yes",
    None: "Not confirmed either way",
}

BASES: Mapping[Basis, str] = {
    Basis.SECTION_16: "Section 16 of the NHS terms",
    Basis.STATUTORY: "Statutory redundancy pay",
}

STATUS_NAMES: Mapping[SavingStatus, str] = {
    SavingStatus.OPEN: "Waits to be signed off",
    SavingStatus.RECOGNISED: "Recognised",
    SavingStatus.TAKEN_BACK: "Taken back",
}

STATUS_COLOURS: Mapping[SavingStatus, str] = {
    SavingStatus.OPEN: "yellow",
    SavingStatus.RECOGNISED: "green",
    SavingStatus.TAKEN_BACK: "grey",
}

KIND_NAMES: Mapping[EntryKind, str] = {
    EntryKind.SAVING: "Saving",
    EntryKind.CONTRA: "Taken back",
}

WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "terms": "Select the terms of the contract that ended",
    "section_16_by_contract": "Select yes if the contract itself adopts Section 16",
    "notice_would_expire_on": "Enter the day on which notice would have run out, like 27 3 2027",
    "notice_would_expire_on.missing": "Enter the day on which notice would have run out",
    "age": "Enter the age in whole years, like 45, or leave it empty if it is not known",
    "continuous_years": "Enter the years of unbroken service in whole years, like 12",
    "continuous_years.missing": "Enter how many complete years of unbroken service there were, or 0 for none",
    "reckonable_years": "Enter the years of reckonable service in whole years, like 12",
    "reckonable_years.missing": "Enter how many complete years of reckonable service there were, or 0 for none",
    "pensioned_years": "Enter the pensioned years in whole years, like 6, or leave it empty for none",
    "paid_years": "Enter the years already paid for in whole years, like 3, or leave it empty for none",
    "annual_salary": "Enter the full-time salary for a year in pounds, like 37,796",
    "annual_salary.missing": "Enter the full-time salary for a year",
    "weekly_pay": "Enter a week's pay in pounds, like 350 or 350.50, or leave it empty if it is not known",
    "fte": "Enter the share of full-time hours as a number with up to 4 decimal places, like 1 or 0.6",
    "payment": "Select whether redundancy pay was paid",
    "reading": "Select how your organisation leaves out service that is pensioned or paid for already",
    "protection": "Enter what pay protection costs in pounds, like 1,200, or leave it empty for nothing",
    "travel": "Enter what extra travel costs in pounds, like 600, or leave it empty for nothing",
    "retraining": "Enter what retraining costs in pounds, like 350, or leave it empty for nothing",
    "evidence": "Select how well these facts are known",
    "checked": "Confirm that you have checked the figures",
    "redundant_again_on": "Enter the day on which the person became redundant again, like 27 3 2027",
    "redundant_again_on.missing": "Enter the day on which the person became redundant again",
}
"""The sentence of each wrong field."""

_OWN: Mapping[Reason, tuple[str, str]] = {
    Reason.SAME_PERSON: (
        "A different person must sign this off",
        "You entered these figures. Another finance lead of your organisation must check them and sign them off.",
    ),
    Reason.NOT_ALLOWED_NOW: (
        "This cannot be done",
        "A saving is opened when the receiving employer has confirmed the move. It can be changed until it is"
        " signed off, and taken back once if anything was booked. Nothing of what you sent was saved.",
    ),
    Reason.ALREADY_THERE: (
        "The saving of this move is already open",
        "There is one for each person and redundancy. Nothing of what you sent was saved.",
    ),
    Reason.DATES_OUT_OF_ORDER: (
        "The day is too early or too late",
        "Enter a day from {first} to today that is within {months} months of {recognised}, when the saving was"
        " recognised",
    ),
}
"""Where the ledger has more to say than the service's own sentence."""

ACTIONS: Mapping[str, str] = {
    "open_saving": "Saving opened",
    "edit_saving": "Figures entered again",
    "sign_off_saving": "Signed off, and entered in the ledger",
    "take_back_saving": "Taken back by an entry in the ledger",
}

FACTS: Mapping[str, str] = {
    "gross_pence": "Gross",
    "net_pence": "Net",
    "attributable_pence": "Attributable",
    "reading": "Service left out",
    "evidence": "Evidence",
    "redundant_again_on": "Redundant again on",
    "inputs_hash": "Print of the inputs",
    "fingerprint": "Print of the entry",
}


def title_of(refusal: Refusal) -> str:
    """The title of the page of a refusal."""
    reason = Reason(refusal.reason)
    return _OWN[reason][0] if reason in _OWN else TITLES[reason]


def words_of(refusal: Refusal) -> str:
    """The sentence of a refusal, its blanks filled; of a sum that cannot be worked out too."""
    if isinstance(refusal.reason, NoFigure):
        return NO_FIGURE[refusal.reason].format(**refusal.details)
    reason = Reason(refusal.reason)
    return _OWN[reason][1].format_map(refusal.details) if reason in _OWN else sentence(refusal)
