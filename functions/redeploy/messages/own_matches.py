"""The English of a match for the person it is about: where it stands, why it was proposed, what may be said."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.redeploy.domain.matches import NotForMeReason, RejectReason
from functions.redeploy.domain.matching import Grade, Obstacle
from functions.redeploy.domain.proposing import CloseReason
from functions.redeploy.domain.stages import MatchStatus
from shared.web.acts import ACT_WORDS


@dataclass(frozen=True)
class Standing:
    """Where a match stands: its tag, the tag's colour, and what that means for the person."""

    label: str
    colour: str
    sentence: str


STANDS: Mapping[MatchStatus, Standing] = {
    MatchStatus.PROPOSED: Standing(
        "Waiting for your answer",
        "blue",
        "This post fits your work. Say whether you want to be considered for it.",
    ),
    MatchStatus.INTERESTED: Standing(
        "You want it", "aqua-green", "You asked to be considered. The employer looks at everybody in their turn."
    ),
    MatchStatus.INTERVIEW: Standing("Interview", "purple", "You are invited to an interview."),
    MatchStatus.REJECTION_PROPOSED: Standing(
        "Being checked",
        "yellow",
        "The employer thinks that the post does not suit you. That counts only if a second person there agrees."
        " You are told either way, with the reason.",
    ),
    MatchStatus.OFFERED: Standing("You have an offer", "green", "The employer offers you the post."),
    MatchStatus.ACCEPTED: Standing("You accepted", "green", "The post is yours, and no one else can be given it."),
    MatchStatus.ON_TRIAL: Standing(
        "Trial", "purple", "You are trying the post, and the employer is trying it with you."
    ),
    MatchStatus.PASSED: Standing(
        "Trial passed", "green", "The trial is passed. Your new employer now confirms that you work there."
    ),
    MatchStatus.CONFIRMED: Standing("Your post", "green", "Your new employer has confirmed that you work there."),
    MatchStatus.NOT_FOR_ME: Standing(
        "Not for you", "grey", "You said that you do not want this post. Nothing is held against you for it."
    ),
    MatchStatus.REJECTED: Standing(
        "Not taken", "grey", "The employer does not take you for this post, and a second person there agreed."
    ),
    MatchStatus.REFUSED: Standing("You refused", "grey", "You refused the offer of this post."),
    MatchStatus.FAILED: Standing(
        "Trial ended", "grey", "The post did not work out. You are on the register again, with the same rights."
    ),
    MatchStatus.CLOSED: Standing("Closed", "grey", "This post is no longer open to you here."),
}

CLOSED: Mapping[CloseReason, str] = {
    CloseReason.PERSON_PLACED: "You accepted another post.",
    CloseReason.PERSON_LEFT: "You left the register.",
    CloseReason.POST_FILLED: "Somebody else has the post now.",
    CloseReason.POST_WITHDRAWN: "The employer took the vacancy back.",
    CloseReason.NO_LONGER_SUITS: "What is known of you or of the post has changed, and the two no longer fit.",
}

GRADES: Mapping[Grade, str] = {
    Grade.EXACT: "The same job as yours, and you meet every essential. The proposal is that you move into it.",
    Grade.MEETS: "You meet every essential. If you want the post, you are guaranteed an interview.",
    Grade.TRAINABLE: "You meet the essentials, or could learn what is missing in the post within the set time.",
    Grade.NOT_SUITABLE: "What is held about you does not meet what the post asks for.",
}

OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.REGISTRATION_MISSING: "The post asks for a registration that is not held for you.",
    Obstacle.OTHER_STAFF_GROUP: "The work belongs to another staff group than yours.",
    Obstacle.BAND_ABOVE: "The band is higher than yours: such posts are open to competition.",
    Obstacle.BAND_BELOW: "The band is lower than yours, and your record says that you do not want that.",
    Obstacle.PAY_ABOVE: "The pay is so much higher than yours that the post is open to competition.",
    Obstacle.PAY_BELOW: "The pay is lower than yours, and your record says that you do not want that.",
    Obstacle.ESSENTIAL_NOT_MET: "Something essential is not in your record, and cannot be learned in time.",
    Obstacle.NEEDS_TRAINING: "You would need training in the post.",
    Obstacle.ROLE_NOT_WANTED: "It is not one of the roles that you asked for.",
    Obstacle.TOO_FAR: "It is further away than you asked for.",
    Obstacle.DISTANCE_UNKNOWN: "We do not know how far away it is.",
    Obstacle.HOURS_OUTSIDE_WISH: "The hours are not those that you asked for.",
    Obstacle.NOT_PERMANENT: "The post is not permanent.",
}

NOT_FOR_ME: Mapping[NotForMeReason, str] = {
    NotForMeReason.TRAVEL: "Too far, or too hard to get to",
    NotForMeReason.HOURS: "The hours or shifts",
    NotForMeReason.PAY_OR_BAND: "The pay or the band",
    NotForMeReason.KIND_OF_WORK: "The kind of work",
    NotForMeReason.STATUS: "Less responsibility or standing than my present job",
    NotForMeReason.CARING: "It does not go with caring for somebody",
    NotForMeReason.NO_ANSWER: "Your HR adviser recorded that they could not reach you",
    NotForMeReason.OTHER: "Something else",
}

REJECTED: Mapping[RejectReason, str] = {
    RejectReason.ESSENTIAL_MISSING: "Something essential for the post is missing.",
    RejectReason.NOT_TRAINABLE_IN_TIME: "What is missing cannot be learned within the set time.",
    RejectReason.SAFE_STAFFING: "Safe staffing.",
    RejectReason.CHECK_OR_HEALTH_RESTRICTION: "A check, or a restriction on the work.",
    RejectReason.HOURS_OR_PLACE: "The hours or the place.",
    RejectReason.NOT_BEST_AFTER_INTERVIEW: "Another person on the register was preferred after the interviews.",
    RejectReason.POST_WITHDRAWN: "The vacancy was taken back.",
}

HISTORY: Mapping[str, str] = {
    "propose": "The post was proposed to you",
    "propose_again": "The post was proposed to you again",
    "bring_up_to_date": "The match was worked out again",
    "express_interest": "You said that you want to be considered",
    "say_not_for_me": "You said that you do not want it",
    "consent": "You let the employer see who you are",
    "withdraw_consent": "You took that back",
    "invite": "You were invited to an interview",
    "reject": "A rejection was proposed",
    "ratify": "A second person agreed with the rejection",
    "not_ratify": "A second person did not agree with the rejection",
    "offer": "The post was offered to you",
    "withdraw_offer": "The offer was taken back",
    "accept": "You accepted the offer",
    "refuse": "You refused the offer",
    "judge": "Your refusal was looked at",
    "begin_trial": "The trial began",
    "extend_trial": "The trial was made longer",
    "pass_trial": "The trial was passed",
    "fail_trial": "The trial ended without success",
    "confirm": "Your new employer confirmed that you work there",
    "close": "The match was closed",
}

RECORDED_BY_HR: Mapping[str, str] = {
    "express_interest": "{name} of your HR recorded for you that you want to be considered",
    "say_not_for_me": "{name} of your HR recorded for you that you do not want it",
}
"""The same of what the person did not say themself."""

INTEREST_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "rank": "Enter a whole number from 1 to 999: 1 is the post that you want most",
    "rank.missing": "Enter where this post stands in your order, like 1",
}

NOT_FOR_ME_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "reason": "Choose the main reason",
    "words": "Use 2,000 characters or fewer",
}

CONSENT_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "agrees": "Tick the box if you want this employer to see who you are",
}

WITHDRAW_WORDS: Mapping[str, str] = {**ACT_WORDS}

ACCEPT_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "accepts": "Tick the box to accept the offer",
}

REFUSE_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "words": "Say why in 2,000 characters or fewer",
    "words.missing": "Say why you refuse: it is what the people who look at it will read",
}
