"""The English of the pages: statuses, steps, and the sentence of every field that can be wrong."""

from collections.abc import Mapping

from functions.retention.conversations.domain.conversations import Side, Status
from functions.retention.conversations.domain.policy import Action
from shared.web.acts import ACT_WORDS, KEY_WORDS

STATUS_NAMES: Mapping[Status, str] = {
    Status.INVITED: "Invitation",
    Status.OPEN: "Open",
    Status.CLOSED: "Closed",
    Status.ERASED: "Erased",
}

STATUS_COLOURS: Mapping[Status, str] = {
    Status.INVITED: "yellow",
    Status.OPEN: "green",
    Status.CLOSED: "grey",
    Status.ERASED: "grey",
}

NEXT: Mapping[tuple[Status, Side], str] = {
    (
        Status.INVITED,
        Side.PERSON,
    ): "Say yes if you would like to talk, or no. The adviser sees your answer; nobody else does.",
    (Status.INVITED, Side.ADVISER): "Nothing can be written until the person says yes. If they say no, leave it.",
    (Status.OPEN, Side.PERSON): "Agree a time to talk: write it in a note. You can stop at any time.",
    (
        Status.OPEN,
        Side.ADVISER,
    ): "Agree a time to talk: write it in a note. Fill in together what you talked about.",
    (Status.CLOSED, Side.PERSON): "Nothing is added any more. You can still read it, correct it or erase it.",
    (Status.CLOSED, Side.ADVISER): "Nothing is added any more. Both of you can still read it.",
}
"""What happens next, for each of the two."""

NEXT_AFTER_TALK: Mapping[Side, str] = {
    Side.PERSON: "Your adviser asks how it goes on the days below. You can write to them, or stop, at any time.",
    Side.ADVISER: "Ask how it goes on the days below, and fill in what came of it.",
}
"""What happens next once the two have talked."""

DUE: Mapping[bool, str] = {
    True: "It was closed a year ago or more: say whether it is still needed.",
    False: "A follow-up has been due since {day}.",
}
"""What is due, of a conversation that is closed or not."""

ACTION_NAMES: Mapping[Action, str] = {
    Action.ASK: "Conversation asked for",
    Action.INVITE: "Invitation sent",
    Action.AGREE: "Invitation accepted",
    Action.SAY_REASONS: "Reasons filled in",
    Action.SAY_STAY: "What would help filled in",
    Action.SAY_ACTIONS: "What follows filled in",
    Action.HOLD_TALK: "Day of the talk filled in",
    Action.WRITE_NOTE: "Note written",
    Action.CORRECT: "Note corrected",
    Action.FOLLOW_UP: "Follow-up filled in",
    Action.CHOOSE_ADVISER: "Another adviser chosen",
    Action.CLOSE: "Conversation closed",
    Action.KEEP: "Looked at: it is still needed",
    Action.ERASE: "Erased",
}
"""What each event says was done."""

STEP_NAMES: Mapping[str, str] = {
    "agree": "Say yes, and begin",
    "talk": "Fill in the day on which you talked",
    "reasons": "Fill in the reasons",
    "stay": "Fill in what would help",
    "actions": "Fill in what follows",
    "note": "Write a note",
    "follow-up": "Fill in a follow-up",
    "adviser": "Choose another adviser",
    "keep": "Keep it for longer",
    "close": "Close the conversation",
    "erase": "Erase everything",
}
"""What somebody can do on the page of a conversation, in this order."""

_WORDS = {"words": "Write what you want to say, in up to 2,000 characters"}
_ADVISER = {"adviser_id": "Choose an adviser"}

ASK_WORDS = {**KEY_WORDS, **_ADVISER, "words": "Write no more than 2,000 characters"}
INVITE_WORDS = {
    **KEY_WORDS,
    "ods_code": "Enter the code of their employer, like RX1",
    "name": "Enter their name as they sign in with it",
    "email": "Enter an email address, like name@example.org",
}
SURE_WORDS = {**ACT_WORDS}
ERASE_WORDS = {**ACT_WORDS, "is_sure": "Tick the box if you want to erase it"}
REASONS_WORDS = {**ACT_WORDS, "reasons": "Choose from the list"}
STAY_WORDS = {**ACT_WORDS, "stay": "Choose from the list", "stay_words": "Write no more than 2,000 characters"}
ACTIONS_WORDS = {
    **ACT_WORDS,
    "actions": "Choose from the list",
    "pattern": "Choose a pattern from the list",
    "pattern.missing": "Choose which pattern to ask for",
    "pattern.unasked": "Tick flexible working above too, or choose no pattern",
}
TALK_WORDS = {**ACT_WORDS, "talked_on": "Enter a real date, like 27 11 2026"}
NOTE_WORDS = {**KEY_WORDS, **_WORDS}
CORRECT_WORDS = {**ACT_WORDS, **_WORDS, "note_id": ACT_WORDS["version"]}
FOLLOW_UP_WORDS = {**ACT_WORDS, "months": ACT_WORDS["version"], "outcome": "Choose what came of it"}
ADVISER_WORDS = {**ACT_WORDS, **_ADVISER}
