"""The English of announced moves: forms, stages, handover, reasons, emails, histories."""

from collections.abc import Mapping

from functions.retention.domain.moves import Handover, NotStartedBecause, Party, Stage
from shared.letters import Text
from shared.web.acts import ACT_WORDS

_DAY = "Enter a day, month and year, like 27 3 2027"

DATES_WORDS: Mapping[str, str] = {**ACT_WORDS, "release_on": _DAY, "start_on": _DAY}
NOTICE_WORDS: Mapping[str, str] = {**ACT_WORDS, "weeks": "Enter a whole number of weeks, from 0 to 26"}
HANDOVER_WORDS: Mapping[str, str] = {**ACT_WORDS, "handed": "Select only things from the list"}
SHARE_WORDS: Mapping[str, str] = {**ACT_WORDS, "shares": "Select whether they may read your checklist"}
START_WORDS: Mapping[str, str] = {**ACT_WORDS, "started_on": _DAY}
NOT_STARTED_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "because": "Choose why they did not start",
    "words": "Explain the reason in your own words, in 1,000 characters or fewer. The person will read them",
}
LEFT_WORDS: Mapping[str, str] = {**ACT_WORDS, "left_on": _DAY}

STAGES: Mapping[Stage, str] = {
    Stage.ANNOUNCED: "To start",
    Stage.STARTED: "Started",
    Stage.NOT_STARTED: "Did not start",
    Stage.LEFT: "Started and left",
}
STAGE_COLOURS: Mapping[Stage, str] = {
    Stage.ANNOUNCED: "blue",
    Stage.STARTED: "green",
    Stage.NOT_STARTED: "red",
    Stage.LEFT: "grey",
}

PARTIES: Mapping[Party, str] = {
    Party.PERSON: "the person who moves",
    Party.RELEASING: "the unit that they leave",
    Party.RECEIVING: "the unit that they join",
}
AGREED, NOT_AGREED = "Agreed", "Not yet agreed"

HANDOVERS: Mapping[Handover, str] = {
    Handover.TALKED: "Talked with the manager about leaving",
    Handover.ROTA: "Last shifts and rota are settled",
    Handover.LEAVE: "Annual leave that is left is settled",
    Handover.OPEN_WORK: "Open work has gone to somebody",
    Handover.RECORDS: "Records are complete and where they belong",
    Handover.EQUIPMENT: "Equipment, keys and badge are given back",
    Handover.ACCESS: "The day on which access to systems ends is set",
    Handover.PAY: "Payroll knows, and so does the pension team",
}

NOT_STARTED_REASONS: Mapping[NotStartedBecause, str] = {
    NotStartedBecause.PERSON_STAYS: "The person stays where they are",
    NotStartedBecause.OTHER_JOB: "The person has taken another job",
    NotStartedBecause.CHECK: "A check could not be completed",
    NotStartedBecause.DECLARATION: "Something in their request was not so",
    NotStartedBecause.POST_GONE: "The post is no longer there",
    NotStartedBecause.OTHER: "Another reason, which I explain",
}

WITHIN_EMPLOYER = "The employer stays the same, so no notice is given: it is an internal move."
NOTICE_UNKNOWN = "Not entered yet"
NOTICE_FITS = "It ends on {day}, if it is given on the day of the announcement."
NOTICE_LONGER = (
    "It ends on {day}, if it is given on the day of the announcement. That is after the last day in the old unit:"
    " the two employers have to agree on a shorter one."
)
AFTER_NOT_STARTED = (
    "The moves of everybody else stand.",
    "The post that they would have had is a vacancy of {receiving} again.",
    "They stay with {employer}. Whether their old post is still free depends on who has moved into it: their"
    " employer agrees with them where they work.",
)
EXPIRED, EXPIRES_BEFORE, EXPIRES_SOON = "Ended", "Ends before the start", "Ends soon after the start"
NOT_CHECKED = "Not checked"
CALENDAR_RELEASE, CALENDAR_START = "Last day in {unit}", "First day in {unit}"

MOVE_TEXTS: Mapping[str, Text] = {
    "dates_proposed": Text(
        "Other dates are proposed for a unit that you look after: {unit}",
        "Somebody joins or leaves a unit that you look after: {unit}. Other dates for it have been proposed.",
        "Open the moves of your units. Agree to the dates, or propose others.",
    ),
    "dates_proposed_own": Text(
        "There is something for you to answer",
        "Something on your page has changed, and needs your answer.",
        "Read it, and agree or propose something else.",
    ),
    "dates_due": Text(
        "Dates are not agreed for a unit that you look after: {unit}",
        "Somebody joins or leaves a unit that you look after: {unit}. You have not agreed to the dates yet.",
        "Open the moves of your units. Agree to the dates, or propose others.",
    ),
    "dates_due_own": Text(
        "There is something for you to answer",
        "Something on your page still waits for your answer.",
        "Read it, and agree or propose something else.",
    ),
    "start_due": Text(
        "Did somebody start in a unit that you look after: {unit}?",
        "Somebody was to start in a unit that you look after on {day}: {unit}. Nobody has said yet whether they"
        " did.",
        "Open the moves of your units, and say whether they started.",
    ),
    "not_started": Text(
        "Somebody did not start as announced: {unit}",
        "Somebody who was to join or leave a unit that you look after did not start in the new one: {unit}. The"
        " moves of everybody else stand.",
        "Open the moves of your units, and read why and what it means.",
    ),
    "not_started_own": Text(
        "There is something new on your page",
        "Something was recorded on your page.",
        "Read it. If it is not so, tell the HR team of your employer.",
    ),
}
MOVE_PATHS: Mapping[str, str] = dict.fromkeys(MOVE_TEXTS, "{path}")

MOVE_ACTIONS: Mapping[str, str] = {
    "propose_dates": "Dates proposed",
    "agree_dates": "Dates agreed to",
    "give_notice": "Notice entered",
    "tick_handover": "Handover ticked",
    "share_checklist": "Checklist opened to the new employer's HR",
    "unshare_checklist": "Checklist closed to the new employer's HR",
    "deliver_checklist": "Checklist delivered",
    "record_start": "Start recorded",
    "record_not_started": "Recorded that they did not start",
    "record_left": "Recorded that they left early",
}
MOVE_FACTS: Mapping[str, str] = {
    "agreed_by": "Agreed by, of three",
    "release_on": "Last day in the old unit",
    "start_on": "First day in the new unit",
    "handed": "Things handed over",
    "items": "Items of the checklist",
    "started_on": "Started on",
    "left_on": "Left on",
}
