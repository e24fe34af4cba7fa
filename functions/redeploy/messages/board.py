"""The English of the coordinator's board and of the proposal of who gets what."""

from collections.abc import Mapping

from functions.redeploy.domain.allocation import WishOutcome
from functions.redeploy.domain.board import Reached
from functions.redeploy.domain.tiers import Tier

TIER_NAMES: Mapping[Tier, str] = {
    Tier.PROTECTED: "First: protected by law",
    Tier.NOTICE_SERVED: "Second: notice is served",
    Tier.AT_RISK: "Third: at risk",
}

REACHED: Mapping[Reached, str] = {
    Reached.MATCH: "Matched",
    Reached.INTEREST: "Wanted by the person",
    Reached.INTERVIEW: "Interview",
    Reached.OFFER: "Offer",
    Reached.TRIAL: "Trial begun",
    Reached.REDEPLOYED: "Redeployed",
}

OUTCOMES: Mapping[WishOutcome, str] = {
    WishOutcome.GIVEN: "Would get this post.",
    WishOutcome.NOT_NEEDED: "Not needed: a post that they want more would be theirs.",
    WishOutcome.NOT_SUITABLE: "Not possible: the post does not suit them any more.",
    WishOutcome.HIGHER_TIER_PLACED: "Would go to somebody whose claim comes first in law.",
    WishOutcome.BETTER_MATCH: "Would go to somebody with the same claim in law who fits the post better.",
    WishOutcome.TIE_BREAK: "Would go to somebody who stands the same, by the published lot.",
}

NO_BAND = "No Agenda for Change band"
NO_GROUP = "Another staff group"
ENDED_BEFORE = "Ended, and not released yet"
FEWER = "Fewer than {people}"
CUT = "There are more than {most}: only the first {most} are counted here."
HIDING = (
    "Numbers of people: 0 stays 0, 1 to {most_hidden} is shown as *, others are rounded to the nearest {step}."
    " Totals are worked out before they are rounded, so parts need not add up. Vacancies are not people and are"
    " shown as they are."
)
HIDDEN_DAYS = "*"
GONE = "A post that is gone"

TITLES: Mapping[str, str] = {
    "register": "People who look for a post",
    "employers": "By employer",
    "groups": "By staff group",
    "bands": "By band",
    "tiers": "By tier",
    "notices": "Notices that end",
    "held": "Vacancies on hold",
    "holds": "When the holds end",
    "matches": "Matches by status",
    "funnel": "How far matches came",
    "rejections": "Why people were rejected",
    "consultation": "Consultation on open changes",
}
"""The tables of the board, in their order."""
