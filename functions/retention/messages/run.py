"""The English of the run, of confirmation and of the announcement."""

from collections.abc import Mapping

from functions.retention.domain.cycles import Asked
from functions.retention.domain.exchange_reasons import ChoiceOutcome
from functions.retention.domain.priority import Ground
from shared.web.acts import ACT_WORDS, STALE

RUN_WORDS: Mapping[str, str] = {**ACT_WORDS, "run": STALE}

RECEIVE_WORDS: Mapping[str, str] = {
    **RUN_WORDS,
    "verdict": "Select whether they can join your unit",
    "because": "Choose the reason",
    "because.missing": "Choose why you decline",
    "words": "Use 1,000 characters or fewer",
    "words.missing": "Explain the reason in your own words. The person will read them",
}
RELEASE_WORDS: Mapping[str, str] = {
    **RUN_WORDS,
    "release_on": "Enter a day that exists, like 27 3 2027",
    "release_on.missing": "Enter their last day in your unit, like 27 3 2027",
}

CHOICES: Mapping[ChoiceOutcome, str] = {
    ChoiceOutcome.GIVEN: "You can have this one.",
    ChoiceOutcome.NOT_NEEDED: "Not needed: you can have one that you put above it.",
    ChoiceOutcome.DECLINED: "Its manager declined.",
    ChoiceOutcome.KEPT: "It had no vacancy, and nobody there gave up their post.",
    ChoiceOutcome.AHEAD: "It was full: each place that came free went to somebody ahead of you in the list.",
    ChoiceOutcome.EXCHANGED: "It was full. Somebody after you in the list moved in, but only in a group with a"
    " person who gave up a post there or who is ahead of you.",
    ChoiceOutcome.UNIT_LIMIT: "Your own unit had reached the most people that it can spare.",
    ChoiceOutcome.ORGANISATION_LIMIT: "Your own employer had reached the most people that it can spare.",
    ChoiceOutcome.ORGANISATION_FULL: "The employer of this unit had reached the most people that it can take.",
}
"""What became of one choice, said to the person."""

GIVEN_NOW = "You move here."
"""Of the choice that is given, once the moves are announced."""

GROUNDS: Mapping[Ground, str] = {
    Ground.WAITING: "Whole months of waiting to move",
    Ground.NEED: "A confirmed caring or health need",
    Ground.HARD_TO_FILL: "Working where it is hard to fill",
    Ground.TENURE: "Whole years in post",
}

ASKED: Mapping[Asked, str] = {
    Asked.FIRST: "",
    Asked.PROPOSAL_CHANGED: "You are asked again because you can now have another unit than before: somebody else"
    " left the window or was declined.",
    Asked.GROUP_CHANGED: "You are asked again because other people now move with you: somebody left the window or"
    " was declined. Your unit is the same as before.",
}

STALE_RUN = (
    "Somebody left the window or was declined. The moves will be worked out again, at the latest tonight. What you"
    " see here may change; if it does, you are asked again."
)
MAY_CHANGE = (
    "This may still change until the moves are announced: somebody may leave, and then they are worked out again."
)
NOTHING = "You keep your post"
SIGNED_OUT_OF_IT = "You left this window, so you take no part in it."
NOT_YET = "The moves of this window are not worked out yet."

ORDINALS = {1: "first", 2: "second", 3: "third"}


def ordinal(number: int) -> str:
    """Which choice, in a word."""
    return ORDINALS.get(number, f"{number}th")
