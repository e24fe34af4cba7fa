"""The words of the emails of the transfer window, by the kind of intent (`domain/notices.py` makes them)."""

from collections.abc import Mapping

from functions.retention.messages.moves import MOVE_PATHS, MOVE_TEXTS
from shared.letters import Text

TEXTS: Mapping[str, Text] = {
    "window_opened": Text(
        "A transfer window for your staff: {name}",
        "The ICS has opened a transfer window that your organisation takes part in: {name}. From {opens_on} to"
        " {closes_on} staff may ask to move. Nobody is told who asks.",
        "Publish your units before {opens_on}: their funded posts, their vacancies, and how many people each can"
        " spare. You can change them until {closes_on}.",
    ),
    "request_confirmed": Text(
        "There is something new on your page",
        "What you entered is kept as you confirmed it.",
        "You need do nothing now. You can read it, and take it back, on your page.",
    ),
    "decisions_due": Text(
        "Something waits for your decision: {unit}",
        "There is something to decide for a unit that you look after: {unit}. What you have not decided by the end"
        " of {day} counts as accepted.",
        "Open the page of the unit, read what is shared with you there, and decide by {day}. It is shared with you"
        " alone: do not pass it on.",
    ),
    "to_answer": Text(
        "There is something for you to answer by {day}",
        "There is something new on your page. It needs your answer by the end of {day}.",
        "Read it and answer. If you do not answer by {day}, everything stays for you as it is.",
    ),
    "proposal_gone": Text(
        "There is something new on your page",
        "Something on your page has changed, because somebody else changed their mind.",
        "You need do nothing now. You can read what changed, and why, on your page.",
    ),
    "moves_announced": Text(
        "There is something new on your page",
        "What you have waited for is there to read.",
        "Read it. It says what happens next, if anything does.",
    ),
    "to_receive": Text(
        "Something waits for your answer by {day}: {unit}",
        "There is something to confirm for a unit that you look after: {unit}. Nothing is announced yet.",
        "Confirm by {day}, or say why not. Tell nobody: it may still come to nothing.",
    ),
    "to_release": Text(
        "A day is needed by {day}: {unit}",
        "There is a day to enter for a unit that you look after: {unit}. Nothing is announced yet.",
        "Enter it by {day}. If you do not, the latest day that the window's rule allows counts. Tell nobody: it"
        " may still come to nothing.",
    ),
    "last_day_to_answer": Text(
        "Today is the last day for your answer",
        "Something on your page still needs your answer. Today is the last day.",
        "Read it and answer today. If you do not, everything stays for you as it is.",
    ),
    "last_day_to_receive": Text(
        "Today is the last day for an answer: {unit}",
        "Something still waits for your answer for a unit that you look after: {unit}. Today is the last day.",
        "Confirm today, or say why not. The page of the window says what your silence means.",
    ),
    "window_ready": Text(
        "A transfer window can be run: {name}",
        "The days on which managers decide are over, and everything is in: {name}.",
        "Work out the moves. Nothing is announced by that: everybody concerned is asked first.",
    ),
    "all_agreed": Text(
        "The moves of a transfer window can be announced: {name}",
        "Everybody whom the moves need has said yes: {name}.",
        "Announce them. Until then anybody can still leave.",
    ),
    "unit_moves_announced": Text(
        "The moves of a unit that you look after are announced: {unit}",
        "The moves of a transfer window are announced. Somebody joins or leaves a unit that you look after:"
        " {unit}.",
        "Read who it is, from when, and what to prepare.",
    ),
    **MOVE_TEXTS,
}

PATHS: Mapping[str, str] = {
    "window_opened": "/retention/windows/{window_id}",
    "request_confirmed": "/retention/windows/{window_id}/request",
    "decisions_due": "/retention/windows/{window_id}/units/{unit_id}/requests",
    "to_answer": "/retention/windows/{window_id}/proposal",
    "proposal_gone": "/retention/windows/{window_id}/proposal",
    "moves_announced": "/retention/windows/{window_id}/proposal",
    "to_receive": "/retention/windows/{window_id}/units/{unit_id}/moves",
    "to_release": "/retention/windows/{window_id}/units/{unit_id}/moves",
    "last_day_to_answer": "/retention/windows/{window_id}/proposal",
    "last_day_to_receive": "/retention/windows/{window_id}/units/{unit_id}/moves",
    "window_ready": "/retention/windows/{window_id}/run",
    "all_agreed": "/retention/windows/{window_id}/announce",
    "unit_moves_announced": "/retention/windows/{window_id}/units/{unit_id}/moves",
    **MOVE_PATHS,
}
"""Where the reader of each goes to do something about it."""
