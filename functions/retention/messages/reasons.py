"""The English of every refusal. A page's title says what is true now, its sentence what to do about it."""

from collections.abc import Mapping

from functions.retention.domain.reasons import Reason
from shared.outcomes import Refusal

TITLES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "Page not found",
    Reason.NOT_ALLOWED_NOW: "This can no longer be done",
    Reason.CHANGED_SINCE: "This changed while you had the page open",
    Reason.KEY_REUSED: "You already sent this form",
    Reason.LOST_RACE: "Several people are changing this at the same moment",
    Reason.BUSY: "We are very busy",
    Reason.ALREADY_THERE: "This is there already",
    Reason.WINDOW_FIXED: "This window is open",
    Reason.OPENS_TOO_SOON: "The first day is past",
    Reason.ONLY_LATER: "Dates can only move later",
    Reason.NOTHING_MOVED: "No date was changed",
    Reason.NO_PARTNERS: "A partner is missing",
    Reason.UNITS_FIXED: "Units can no longer be changed",
    Reason.CLOSING_FIXED: "Whether a unit closes is fixed now",
    Reason.KEEPER_UNKNOWN: "There is no such manager",
    Reason.NOT_CLOSING: "This unit does not close",
    Reason.MORE_THAN_STAFF: "You name more people than the unit has",
    Reason.NOT_CHOOSING: "The window does not take requests today",
    Reason.REQUEST_BINDING: "Your request is confirmed",
    Reason.NOT_COMPLETE: "Your request is not complete",
    Reason.CODE_UNKNOWN: "No need waits under this code",
    Reason.WINDOW_OVER: "This window is over",
    Reason.TOO_MANY_PEOPLE: "Too many people ask for one run",
    Reason.UNSOUND: "The moves cannot be worked out",
    Reason.NOTHING_CHANGED: "Nothing has changed since the moves were worked out",
    Reason.RUN_CHANGED: "The moves were worked out again",
    Reason.RUN_STALE: "The moves must be worked out again first",
    Reason.STILL_WAITING: "Not everybody has answered yet",
    Reason.RELEASE_OUT_OF_RANGE: "This day cannot be the last one in the old unit",
    Reason.START_OUT_OF_RANGE: "This day cannot be the first one in the new unit",
    Reason.LEFT_OUT_OF_RANGE: "This day is not the last one of an early leaver",
    Reason.YEAR_NOT_OVER: "This year is not over",
    Reason.FIGURES_FROZEN: "The figures of this year are fixed now",
}

SENTENCES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "It is not there, or it belongs to somebody else.",
    Reason.NOT_ALLOWED_NOW: "Things have moved on since this page was opened. What you sent changed nothing.",
    Reason.CHANGED_SINCE: "Somebody else changed it, or you did in another window."
    " Nothing of what you sent was saved. Look at it as it is now, then decide again.",
    Reason.KEY_REUSED: "It was sent before with other answers, and those are kept."
    " Open the page again if you want to change them.",
    Reason.LOST_RACE: "We tried three times and somebody else was first each time. Nothing of what you sent was"
    " saved. Look at it as it is now, then try again.",
    Reason.BUSY: "What you sent is not lost. Try again: it will only be counted once.",
    Reason.ALREADY_THERE: "Open it instead of entering it again.",
    Reason.WINDOW_FIXED: "People rely on its rules, so they stay as they are. You can move its dates later.",
    Reason.OPENS_TOO_SOON: "Change the plan first: the first day must be today or later.",
    Reason.ONLY_LATER: "Enter a later day. A day that has passed stays as it is.",
    Reason.NOTHING_MOVED: "Enter a later day for at least one of them",
    Reason.NO_PARTNERS: "Choose at least one partner, and only organisations that are in the directory",
    Reason.UNITS_FIXED: "Preferences have closed: people have chosen by what was published.",
    Reason.CLOSING_FIXED: "People may have chosen already. Ask the ICS coordinator what to do.",
    Reason.KEEPER_UNKNOWN: "Choose one of your organisation's recruiting managers",
    Reason.NOT_CLOSING: "People at risk are named for a unit that closes, and for no other.",
    Reason.MORE_THAN_STAFF: "The unit has {staff} people. Enter no more than that",
    Reason.NOT_CHOOSING: "The page of the window says from when to when people can ask.",
    Reason.REQUEST_BINDING: "It is binding. Withdraw it first if you want to change it.",
    Reason.NOT_COMPLETE: "Your page says what is missing.",
    Reason.WINDOW_OVER: "Its last day has passed. Who asks again in another window keeps the time they waited.",
    Reason.TOO_MANY_PEOPLE: "{people} people ask; one run holds {most}. Nothing was changed. Tell the people who"
    " run this service.",
    Reason.UNSOUND: "What the units say and what people ask contradict one another. Nothing was changed. Tell the"
    " people who run this service.",
    Reason.NOTHING_CHANGED: "It would lead to the same moves.",
    Reason.RUN_CHANGED: "Somebody left or was declined, so they may be other moves now. Nothing of what you sent"
    " was counted. Look at it as it is now, then answer again.",
    Reason.RUN_STALE: "Somebody left the window or was declined since. Nothing was announced.",
    Reason.STILL_WAITING: "Groups that still wait for somebody: {groups}. Nothing was announced.",
    Reason.RELEASE_OUT_OF_RANGE: "Enter a day from today to {latest}",
    Reason.CODE_UNKNOWN: "Check the code. It works once the person has confirmed their request, and only once.",
    Reason.START_OUT_OF_RANGE: "Enter a day from {first} to {last}",
    Reason.LEFT_OUT_OF_RANGE: "Enter a day from {first} to {last}",
    Reason.YEAR_NOT_OVER: "It can be entered from 1 April after it.",
    Reason.FIGURES_FROZEN: "They are counted once, so that no later count can be set against them. Tell the ICS"
    " coordinator of a mistake: it can be said beside the figures.",
}


def sentence(refusal: Refusal) -> str:
    """The sentence of a refusal, its blanks filled."""
    return SENTENCES[Reason(refusal.reason)].format_map(refusal.details)
