"""The English of every refusal. A page's title says what is true now, its sentence what to do about it."""

from collections.abc import Mapping

from functions.redeploy.domain.reasons import Reason
from shared.outcomes import Refusal

TITLES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "Page not found",
    Reason.NOT_ALLOWED_NOW: "This can no longer be done",
    Reason.CHANGED_SINCE: "This changed while you had the page open",
    Reason.KEY_REUSED: "You already sent this form",
    Reason.LOST_RACE: "Several people are changing this at the same moment",
    Reason.BUSY: "We are very busy",
    Reason.HOLD_NOT_OVER: "The hold is not over",
    Reason.HOLD_LENGTH: "The hold is too short or too long",
    Reason.MATCH_WITHOUT_OUTCOME: "Somebody is still waiting for an outcome",
    Reason.HIGHER_TIER_OPEN: "Somebody else has to be considered first",
    Reason.NO_CONSENT: "The person has not agreed to be named for this vacancy",
    Reason.SAME_PERSON: "A different person must do this",
    Reason.HAS_A_POST: "The person has accepted another post",
    Reason.POST_TAKEN: "Somebody else has this post",
    Reason.OFFER_AFTER_JOB_ENDS: "The old job has ended",
    Reason.START_TOO_LATE: "The start is too late",
    Reason.TRIAL_NOT_OVER: "The trial is not over",
    Reason.TRIAL_OVER: "The trial is over",
    Reason.EXTENSION_TOO_SHORT: "The new last day is too early",
    Reason.CHANGE_CLOSED: "This change is closed",
    Reason.DATES_OUT_OF_ORDER: "The dates are out of order",
    Reason.ALREADY_THERE: "There is a vacancy with this reference already",
    Reason.OFFER_OUT: "Somebody has an offer for this post already",
    Reason.NOT_PROPOSED_FIRST: "Another person comes first",
}

SENTENCES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "It is not there, or it belongs to another organisation than the one you are acting for.",
    Reason.NOT_ALLOWED_NOW: "Things have moved on since this page was opened. What you sent changed nothing.",
    Reason.CHANGED_SINCE: "Somebody else changed it, or you did in another window."
    " Nothing of what you sent was saved. Look at it as it is now, then decide again.",
    Reason.KEY_REUSED: "It was sent before with other answers, and those are kept."
    " Open the page again if you want to change them.",
    Reason.LOST_RACE: "We tried three times and somebody else was first each time. Nothing of what you sent was"
    " saved. Look at it as it is now, then try again.",
    Reason.BUSY: "What you sent is not lost. Try again: it will only be counted once.",
    Reason.HOLD_NOT_OVER: "It may be released the day after its hold ends.",
    Reason.HOLD_LENGTH: "Enter from {least} to {most} working days",
    Reason.MATCH_WITHOUT_OUTCOME: "Everybody who is protected by law or under notice needs an outcome first, and"
    " each rejection needs a second person's agreement.",
    Reason.HIGHER_TIER_OPEN: "Somebody who comes before this person has no outcome for this vacancy yet.",
    Reason.NO_CONSENT: "Wait until they do, or ask their HR adviser to speak to them.",
    Reason.SAME_PERSON: "You proposed this rejection. Another HR adviser of your organisation must look at it.",
    Reason.HAS_A_POST: "They can hold one post at a time.",
    Reason.POST_TAKEN: "It was accepted a moment ago, or before. It can be held by one person at a time.",
    Reason.OFFER_AFTER_JOB_ENDS: "An offer must be made before the old job ends. Speak to the person's HR"
    " adviser.",
    Reason.START_TOO_LATE: "Enter {latest} or an earlier day: the law allows four weeks after the old job",
    Reason.TRIAL_NOT_OVER: "It can be passed on {day}, its last day, or later.",
    Reason.TRIAL_OVER: "A longer trial must be agreed in writing before the trial ends.",
    Reason.EXTENSION_TOO_SHORT: "Enter a day after the present last day of the trial",
    Reason.CHANGE_CLOSED: "Open a new one if there is another change.",
    Reason.DATES_OUT_OF_ORDER: "Enter a day that comes in the right order",
    Reason.ALREADY_THERE: "Enter another reference, or change the vacancy that has it",
    Reason.OFFER_OUT: "Wait for their answer, or take that offer back first. One post is offered to one person"
    " at a time.",
    Reason.NOT_PROPOSED_FIRST: "Say why this person is offered the post before the one whom the published order"
    " puts first",
}


def sentence(refusal: Refusal) -> str:
    """The sentence of a refusal, its blanks filled."""
    return SENTENCES[Reason(refusal.reason)].format_map(refusal.details)
