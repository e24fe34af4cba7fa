"""The English of histories: what was done, why, and how the facts of it are named."""

from collections.abc import Mapping

from functions.redeploy.domain.changes import CloseChangeReason
from functions.redeploy.domain.matches import NotForMeReason, RejectReason
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import RaisedKind
from functions.redeploy.domain.posting import LeaveReason
from functions.redeploy.domain.proposing import CloseReason
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.terms import Terms

ACTIONS: Mapping[str, str] = {
    "post": "Put on the register",
    "edit": "Details changed",
    "leave": "Left the register",
    "raise": "Matter raised",
    "answer": "Matter answered",
    "erase": "Record erased",
    "keep": "Looked at: the record is still needed",
    "accept": "Offer accepted",
    "trial_failed": "Trial ended without success: free again",
    "redeployed": "Redeployed",
    "hold": "Vacancy held for people at risk",
    "withdraw": "Vacancy withdrawn",
    "release": "Vacancy cleared, and the certificate issued",
    "propose": "Proposed by matching",
    "bring_up_to_date": "Worked out again by matching",
    "open_change": "Change opened",
    "edit_change": "Change edited",
    "close_change": "Change closed",
    "open_saving": "Saving entered",
    "edit_saving": "Saving changed",
    "sign_off_saving": "Saving signed off by a finance lead",
    "take_back_saving": "Saving taken back: redundant again",
    MatchAction.PROPOSE_AGAIN: "Proposed again by matching",
    MatchAction.CLOSE: "Match closed",
    MatchAction.EXPRESS_INTEREST: "Interest expressed",
    MatchAction.SAY_NOT_FOR_ME: "Said: not for me",
    MatchAction.CONSENT: "Agreed to be named for this vacancy",
    MatchAction.WITHDRAW_CONSENT: "Took back the agreement to be named",
    MatchAction.INVITE: "Invited to an interview",
    MatchAction.REJECT: "Rejection proposed to a second person",
    MatchAction.RATIFY: "Rejection ratified by a second person",
    MatchAction.NOT_RATIFY: "Rejection not ratified: to be considered again",
    MatchAction.OFFER: "Post offered in writing",
    MatchAction.WITHDRAW_OFFER: "Offer taken back",
    MatchAction.REFUSE: "Offer refused",
    MatchAction.JUDGE: "Refusal judged: suitability and reasonableness",
    MatchAction.BEGIN_TRIAL: "Trial begun",
    MatchAction.EXTEND_TRIAL: "Trial made longer for retraining",
    MatchAction.PASS_TRIAL: "Trial passed",
    MatchAction.FAIL_TRIAL: "Trial ended without success",
    MatchAction.CONFIRM: "Confirmed by the receiving employer",
}
"""What each event says was done."""

LEAVE_REASONS: Mapping[LeaveReason, str] = {
    LeaveReason.NO_LONGER_AT_RISK: "No longer at risk",
    LeaveReason.FOUND_A_POST_ELSEWHERE: "Found a post elsewhere",
    LeaveReason.RESIGNED: "Resigned",
    LeaveReason.RETIRED: "Retired",
    LeaveReason.MADE_REDUNDANT: "Made redundant",
    LeaveReason.ASKED_TO: "Asked to leave the register",
}

RAISED_KINDS: Mapping[RaisedKind, str] = {
    RaisedKind.CORRECTION: "A correction",
    RaisedKind.COMPLAINT: "A complaint",
    RaisedKind.CONTEST: "A match, or how it was worked out, is contested",
}

NOT_FOR_ME_REASONS: Mapping[NotForMeReason, str] = {
    NotForMeReason.TRAVEL: "Too far to travel",
    NotForMeReason.HOURS: "The hours do not fit",
    NotForMeReason.PAY_OR_BAND: "The pay or band is too low",
    NotForMeReason.KIND_OF_WORK: "The kind of work",
    NotForMeReason.STATUS: "The standing of the post",
    NotForMeReason.CARING: "Caring for somebody",
    NotForMeReason.NO_ANSWER: "The HR adviser could not reach the person",
    NotForMeReason.OTHER: "Another reason",
}

REJECT_REASONS: Mapping[RejectReason, str] = {
    RejectReason.ESSENTIAL_MISSING: "An essential criterion is not met",
    RejectReason.NOT_TRAINABLE_IN_TIME: "It cannot be trained in time",
    RejectReason.SAFE_STAFFING: "Safe staffing",
    RejectReason.CHECK_OR_HEALTH_RESTRICTION: "A check or a restriction stands in the way",
    RejectReason.HOURS_OR_PLACE: "The hours or the place do not fit",
    RejectReason.NOT_BEST_AFTER_INTERVIEW: "Somebody else did better at interview",
    RejectReason.POST_WITHDRAWN: "The post was withdrawn",
}

CLOSE_REASONS: Mapping[CloseReason, str] = {
    CloseReason.PERSON_PLACED: "The person accepted another post",
    CloseReason.PERSON_LEFT: "The person left the register",
    CloseReason.POST_FILLED: "The post is taken",
    CloseReason.POST_WITHDRAWN: "The post was withdrawn",
    CloseReason.NO_LONGER_SUITS: "It no longer suits: details of the person or the post changed",
}

CLOSE_CHANGE_REASONS: Mapping[CloseChangeReason, str] = {
    CloseChangeReason.COMPLETED: "It is completed",
    CloseChangeReason.CALLED_OFF: "It was called off",
    CloseChangeReason.OPENED_BY_MISTAKE: "It was opened by mistake",
}

GRADES: Mapping[Grade, str] = {
    Grade.EXACT: "Exact match",
    Grade.MEETS: "Meets every essential",
    Grade.TRAINABLE: "Can be trained in time",
    Grade.NOT_SUITABLE: "Not suitable",
}

TERMS: Mapping[Terms, str] = {
    Terms.AFC_ENGLAND: "Agenda for Change, England",
    Terms.MEDICAL: "Medical and dental",
    Terms.VSM: "Very senior manager",
    Terms.LOCAL_GOVERNMENT: "Local government",
    Terms.STATUTORY_ONLY: "Statutory redundancy pay only",
}

WHYS: Mapping[str, Mapping[str, str]] = {
    "leave": {one.value: words for one, words in LEAVE_REASONS.items()},
    "raise": {one.value: words for one, words in RAISED_KINDS.items()},
    "close_change": {one.value: words for one, words in CLOSE_CHANGE_REASONS.items()},
    MatchAction.SAY_NOT_FOR_ME: {one.value: words for one, words in NOT_FOR_ME_REASONS.items()},
    MatchAction.REJECT: {one.value: words for one, words in REJECT_REASONS.items()},
    MatchAction.RATIFY: {one.value: words for one, words in REJECT_REASONS.items()},
    MatchAction.CLOSE: {one.value: words for one, words in CLOSE_REASONS.items()},
}
"""What the codes of an event's `why` mean, by its action."""

FACTS: Mapping[str, str] = {
    "terms": "Redundancy terms",
    "protected": "Protected by law before others",
    "protected_until": "Protected until",
    "notice_served_on": "Notice served on",
    "tier": "Tier",
    "grade": "Match",
    "changed": "Changed",
    "hold_days": "Working days of the hold",
    "hold_ends_on": "Last day of the hold",
    "certificate": "Certificate",
    "goes_to": "Goes to",
    "matched": "People matched",
    "interview_on": "Interview on",
    "starts_on": "Starts on",
    "ends_on": "Ends on",
    "agreed_on": "Agreed in writing on",
    "until": "Until",
    "out_of_turn": "Offered out of turn",
    "precedes_notice": "Offered before notice was served",
    "proposed": "Redundancies proposed",
    "first_dismissal_on": "First dismissal planned on",
    "consultation_starts_on": "Consultation starts on",
    "gross_pence": "Gross saving",
    "net_pence": "Net saving",
    "attributable_pence": "Share put down to the Exchange",
    "reading": "How service left out was read",
    "evidence": "Grade of the evidence",
    "inputs_hash": "Print of what it was worked out from",
    "entry": "Entry in the ledger",
    "fingerprint": "Print of the entry",
    "redundant_again_on": "Redundant again on",
}
"""What the facts of an event are called, in the order in which they are shown."""

PRIVATE_FACTS = frozenset({"terms", "protected", "protected_until", "notice_served_on", "tier", "precedes_notice"})
"""What may say how a person stands in law: for the person, their own HR, and auditors."""

DETAILS: Mapping[str, str] = {
    "change_id": "the organisational change",
    "contact": "contact",
    "terms": "redundancy terms",
    "pay": "pay",
    "profile": "work and wishes",
    "service": "service",
    "notice": "notice",
    "protection": "protection",
    "born_on": "date of birth",
    "reason": "reason",
    "title": "title",
    "establishment": "establishment",
    "postcode": "postcode",
    "proposed": "redundancies proposed",
    "first_dismissal_on": "first dismissal",
    "consultation_starts_on": "start of consultation",
}
"""How a history names the details that an edit changed."""

NO_LONGER_AVAILABLE = "The person is no longer available"
ANOTHER_EMPLOYER = "The other employer"
A_PERSON = "A person on the register"
A_MATCH = "A match"
AUDIT_TITLE = "Audit of redeployment"
AUDIT_NOTE = (
    "A person's own history can be opened by that person and by their HR adviser, and by nobody else. What was"
    " done about a match or a vacancy stands in its own history."
)
