"""The English of histories: what was done, and how the facts of it are named."""

from collections.abc import Mapping

from functions.levy.domain.drafting import SECTIONS
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
    "months": "Months entered",
    "declared_pence": "Levy declared in them",
    "elsewhere": "Promised outside the Exchange",
    "allowed_by_year": "May be promised in the Exchange",
}

LEDGER_MOVES: Mapping[str, str] = {
    "reserve": "Reserved in a pledge",
    "release": "Released to its pledge",
    "draw": "Drawn from a pledge",
    "lapse": "Lapsed in a pledge",
}

THE_ICS = "The ICS"
ANOTHER_ORGANISATION = "Another organisation"
