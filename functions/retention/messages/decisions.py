"""The English of managers' decisions."""

from collections.abc import Mapping

from functions.retention.domain.decisions import DeclineReason, Verdict
from shared.web.acts import ACT_WORDS

DECIDE_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "verdict": "Select whether you accept or decline",
    "because": "Choose the reason",
    "because.missing": "Choose why you decline",
    "words": "Use 1,000 characters or fewer",
    "words.missing": "Explain the reason in your own words. The person will read them",
}

VERDICTS: Mapping[str, str] = {
    Verdict.ACCEPT: "Accepted",
    Verdict.DECLINE: "Declined",
    "": "Not decided",
}
VERDICT_COLOURS: Mapping[str, str] = {Verdict.ACCEPT: "green", Verdict.DECLINE: "red", "": "grey"}

DECLINE_REASONS: Mapping[DeclineReason, str] = {
    DeclineReason.ESSENTIAL_MISSING: "A qualification or registration that the post needs is missing",
    DeclineReason.NOT_TRAINABLE_IN_TIME: "It cannot be trained in time",
    DeclineReason.CHECK_OR_HEALTH: "A check or a restriction stands in the way",
    DeclineReason.HOURS_OR_SHIFTS: "The hours or shifts do not fit",
    DeclineReason.CLOSE_RELATIVE: "They would manage, or be managed by, a relative or partner",
    DeclineReason.OTHER: "Another reason, which I explain",
}
