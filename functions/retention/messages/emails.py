"""The words of the emails of the transfer window, by the kind of intent (`domain/notices.py` makes them)."""

from collections.abc import Mapping

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
}

PATHS: Mapping[str, str] = {
    "window_opened": "/retention/windows/{window_id}",
    "request_confirmed": "/retention/windows/{window_id}/request",
    "decisions_due": "/retention/windows/{window_id}/units/{unit_id}/requests",
}
"""Where the reader of each goes to do something about it."""
