"""The English of transfer windows."""

from collections.abc import Mapping

from functions.retention.domain.windows import Phase
from shared.reference.stored import Mark
from shared.web.acts import ACT_WORDS

PLAN_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "name": "Enter a name of 100 characters or fewer",
    "name.missing": "Enter a name for the window, such as the job and the season",
    "job_role": "Choose the job role",
    "band": "Choose the band",
    "partners": "Choose at least one partner, and no more than 60",
    "opens_on": "Enter the first day on which staff can ask, like 4 1 2027",
    "opens_on.too_early": "Enter today or a later day",
    "preferences_close_on": "Enter the last day on which staff can ask, like 25 1 2027",
    "preferences_close_on.too_early": "Enter the same day as the first, or a later one",
    "decisions_close_on": "Enter the last day on which managers can decide, like 8 2 2027",
    "decisions_close_on.too_early": "Enter a day after the last one for requests",
    "closes_on": "Enter the day on which all is over, like 30 4 2027",
    "closes_on.too_early": "Enter a day after the last one for decisions",
    "most_choices": "Enter a whole number from 1 to 10",
    "months_in_post": "Enter a whole number from 0 to 60",
    "most_words": "Enter a whole number from 50 to 500",
    "start_within_weeks": "Enter a whole number from 1 to 52",
}

MOVE_WORDS: Mapping[str, str] = {
    **PLAN_WORDS,
    "why": "Enter the reason in 2,000 characters or fewer",
    "why.missing": "Enter the reason. Everybody who can see the window can read it",
}

OPEN_WORDS: Mapping[str, str] = {**ACT_WORDS}

PHASES: Mapping[Phase, str] = {
    Phase.PLANNED: "Planned",
    Phase.PUBLISHED: "Units are being published",
    Phase.CHOOSING: "Open for requests",
    Phase.DECIDING: "Managers decide",
    Phase.READY: "Ready to be run",
    Phase.PROPOSED: "Moves are being confirmed",
    Phase.ANNOUNCED: "Announced",
    Phase.CLOSED: "Closed",
}

COLOURS: Mapping[Phase, str] = {
    Phase.PLANNED: "grey",
    Phase.PUBLISHED: "blue",
    Phase.CHOOSING: "green",
    Phase.DECIDING: "yellow",
    Phase.READY: "yellow",
    Phase.PROPOSED: "yellow",
    Phase.ANNOUNCED: "blue",
    Phase.CLOSED: "grey",
}

NOW: Mapping[Phase, str] = {
    Phase.PLANNED: "Only the ICS can see this plan. Nobody relies on it until it is opened.",
    Phase.PUBLISHED: "Employers publish their units. Staff can ask to move from {opens_on}.",
    Phase.CHOOSING: "Staff can ask to move until the end of {preferences_close_on}.",
    Phase.DECIDING: "Managers accept or decline until the end of {decisions_close_on}. Requests can be withdrawn.",
    Phase.READY: "Everything is in. Next, the ICS works out the moves.",
    Phase.PROPOSED: "Moves are worked out. Those who would move are asked to confirm.",
    Phase.ANNOUNCED: "The moves are announced. Each starts within {weeks} weeks.",
    Phase.CLOSED: "This window is over.",
}
"""What is true of a window in each phase, and until when."""

UNDECIDED = {
    True: "What a manager has not decided on in time counts as accepted: silence must not cost anybody a move.",
    False: "What a manager has not decided on in time counts as declined.",
}

MARKS: Mapping[Mark, str] = {
    Mark.SOURCED: "from the source named",
    Mark.DERIVED: "worked out from sourced facts",
    Mark.UNVERIFIED: "not verified: ask before you rely on it",
    Mark.LOCAL: "this ICS's own choice",
}
