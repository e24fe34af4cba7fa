"""The English of every refusal. A page's title says what is true now, its sentence what to do about it."""

from collections.abc import Mapping

from functions.retention.conversations.domain.reasons import Reason
from shared.outcomes import Refusal

TITLES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "Page not found",
    Reason.NOT_ALLOWED_NOW: "This can no longer be done",
    Reason.CHANGED_SINCE: "This changed while you had the page open",
    Reason.KEY_REUSED: "You already sent this form",
    Reason.LOST_RACE: "You are both changing this at the same moment",
    Reason.BUSY: "We are very busy",
    Reason.NOT_STAFF: "We cannot find this person",
    Reason.NOT_NEUTRAL: "This adviser is not neutral",
    Reason.SAME_ADVISER: "You talk with this adviser already",
    Reason.TOO_MANY_NOTES: "There is no room for another note",
    Reason.IN_THE_FUTURE: "This day is still to come",
    Reason.NOT_DUE: "It is too early",
}

SENTENCES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "It is not there, or it is not yours.",
    Reason.NOT_ALLOWED_NOW: "Things have moved on since this page was opened. What you sent changed nothing.",
    Reason.CHANGED_SINCE: "The other one changed it, or you did in another window."
    " Nothing of what you sent was saved. Look at it as it is now, then decide again.",
    Reason.KEY_REUSED: "It was sent before with other answers, and those are kept."
    " Open the page again if you want to change them.",
    Reason.LOST_RACE: "We tried three times. Nothing of what you sent was saved. Look at it as it is now, then try"
    " again.",
    Reason.BUSY: "What you sent is not lost. Try again: it will only be counted once.",
    Reason.NOT_STAFF: "Nobody with this name and email address is entered as staff of that organisation",
    Reason.NOT_NEUTRAL: "Choose an adviser who works for none of the employers of the person",
    Reason.SAME_ADVISER: "Choose somebody else, or go on as you are",
    Reason.TOO_MANY_NOTES: "A conversation holds {most} notes. Correct one of yours instead",
    Reason.IN_THE_FUTURE: "Enter today, or the day in the past on which you talked",
    Reason.NOT_DUE: "Wait until the day on which it is due",
}


def sentence(refusal: Refusal) -> str:
    """The sentence of a refusal, its blanks filled."""
    return SENTENCES[Reason(refusal.reason)].format_map(refusal.details)
