"""The English of histories: what was done, and how the facts of it are named."""

from collections.abc import Mapping

from functions.levy.domain.cost import InstalmentKind
from functions.levy.domain.drafting import SECTIONS
from functions.levy.domain.progress import Step
from functions.levy.domain.stages import Action
from functions.levy.messages.applications import SECTION_TITLES

ACTIONS: Mapping[str, str] = {
    "start_application": "Application begun",
    **{f"save_{name}": f"Answers saved: {SECTION_TITLES[name]}" for name in SECTIONS.values()},
    "save_apprentices": "Apprentices entered",
    "remove_apprentices": "Apprentices taken out",
    Action.SUBMIT: "Application sent",
    Action.ASK: "Question asked",
    Action.ANSWER: "Question answered",
    Action.PUT_ON_WAITING_LIST: "Put on the waiting list",
    Action.PROPOSE: "Award proposed to a second approver",
    Action.APPROVE: "Approved, and the money reserved",
    Action.CONFIRM: "Confirmed by a second approver, and the money reserved",
    Action.SEND_BACK: "Proposal sent back",
    Action.DECLINE: "Declined",
    Action.ACCEPT: "Offer accepted",
    Action.DECLINE_OFFER: "Offer turned down",
    Action.WITHDRAW: "Withdrawn",
    Action.LAPSE: "Offer lapsed",
    Action.CONFIRM_APPRENTICE: "Apprentice confirmed",
    Action.RECORD_SET_UP: "Progress in the apprenticeship service recorded",
    Action.RELEASE_UNUSED: "Money that was not used in time released",
    Action.DECLINE_STALE: "Declined, because nobody decided in time",
    Step.START_APPRENTICE: "Apprentice started",
    Step.PAUSE_APPRENTICE: "Training paused",
    Step.RESUME_APPRENTICE: "Training goes on",
    Step.CHANGE_APPRENTICE: "Price or start changed",
    Step.STOP_APPRENTICE: "Training stopped",
    Step.COMPLETE_APPRENTICE: "Apprentice finished",
    Step.DRAW: "Payment drawn",
    "lapse_pledge": "Lapsed at the end of the tax year",
    Action.APPEAL: "Appeal made",
    Action.ALLOW_APPEAL: "Appeal allowed: it waits for a decision again",
    Action.UPHOLD: "Appeal decided: it stays declined",
    "write_message": "Message written",
    "offer_pledge": "Pledge made",
    "edit_pledge": "Pledge changed",
    "close_pledge": "Pledge closed",
    "reopen_pledge": "Pledge opened again",
    "save_levy_account": "Levy figures saved",
}

FACTS: Mapping[str, str] = {
    "standard": "Apprenticeship",
    "start": "Start",
    "apprentices": "Apprentices",
    "total_pence": "Amount",
    "conflict_of_interest": "Conflict of interest",
    "reasons": "Reasons",
    "amount_pence": "Amount",
    "tax_year": "Tax year",
    "status": "Status",
    "shows_name": "Name shown",
    "criteria": "Whom it is for",
    "note": "Note",
    "months": "Length in months",
    "months_entered": "Months entered",
    "declared_pence": "Levy declared in them",
    "elsewhere": "Promised outside the Exchange",
    "allowed_by_year": "May be promised in the Exchange",
    "number": "Apprentice",
    "price_pence": "Price",
    "month": "Month",
    "payment": "Payment",
}

LEDGER_MOVES: Mapping[str, str] = {
    "reserve": "Reserved in a pledge",
    "release": "Released to its pledge",
    "draw": "Drawn from a pledge",
    "lapse": "Lapsed in a pledge",
}

PAYMENTS: Mapping[InstalmentKind, str] = {
    InstalmentKind.MONTHLY: "Monthly instalment",
    InstalmentKind.COMPLETION: "Last payment",
}

THE_ICS = "The ICS"
ANOTHER_ORGANISATION = "Another organisation"
