"""The English of a match: what is true now for each side, what may be done, and what is wrong with a form."""

from collections.abc import Mapping

from functions.redeploy.domain.matching import Obstacle
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MatchAction, MatchStatus
from functions.redeploy.domain.tiers import Tier
from shared.web.acts import ACT_WORDS

POSTS_NEXT: Mapping[MatchStatus, str] = {
    MatchStatus.PROPOSED: "The person has been told about this post and has not answered yet.",
    MatchStatus.INTERESTED: "The person wants to be considered.",
    MatchStatus.INTERVIEW: "The interview is on {interview}. Offer the post or propose a rejection after it.",
    MatchStatus.REJECTION_PROPOSED: "A different HR adviser of your organisation must agree or disagree."
    " Until then the rejection has no effect.",
    MatchStatus.OFFERED: "The person has the offer and has to answer it. Nobody else can be offered the post now.",
    MatchStatus.ACCEPTED: "The person accepted. The start agreed is {start}. Record the first day of work when it"
    " is certain.",
    MatchStatus.ON_TRIAL: "The trial ends on {last_day}. Meet the person before then, and record how it ended on"
    " that day or soon after.",
    MatchStatus.PASSED: "The trial is passed. Confirm that the person now works in the post.",
    MatchStatus.CONFIRMED: "The person works in the post. There is nothing left to do.",
    MatchStatus.NOT_FOR_ME: "The person does not want this post. There is nothing left to do.",
    MatchStatus.REJECTED: "The rejection stands, and the person has been told why.",
    MatchStatus.REFUSED: "The person refused the offer. Their own employer looks at it. There is nothing left for"
    " you to do.",
    MatchStatus.FAILED: "The trial ended without success. The post is on hold again.",
    MatchStatus.CLOSED: "The post or the person went elsewhere. There is nothing left to do.",
}
"""What happens next, as the employer of the post reads it."""

PERSONS_NEXT: Mapping[MatchStatus, str] = {
    MatchStatus.PROPOSED: "The person has been told about this post. Ask them to answer on their own page. If they"
    " cannot, you may record their answer here.",
    MatchStatus.INTERESTED: "The employer of the post looks at this match. It sees a card without a name until the"
    " person agrees to be named.",
    MatchStatus.INTERVIEW: "The interview is on {interview}. Give the person time off for it.",
    MatchStatus.REJECTION_PROPOSED: "The employer of the post may not take the person. A second person there has"
    " to agree first, so nothing is decided.",
    MatchStatus.OFFERED: "The person has an offer and has to answer it on their own page. Nobody can accept or"
    " refuse for them.",
    MatchStatus.ACCEPTED: "The person accepted. The start agreed is {start}.",
    MatchStatus.ON_TRIAL: "The trial ends on {last_day}. If it ends without success, the person comes back to the"
    " register with all rights.",
    MatchStatus.PASSED: "The trial is passed. The new employer has to confirm the move.",
    MatchStatus.CONFIRMED: "The person is redeployed.",
    MatchStatus.NOT_FOR_ME: "The person does not want this post. They may think better of it.",
    MatchStatus.REJECTED: "The employer of the post did not take the person, and a second person there agreed.",
    MatchStatus.REFUSED: "The person refused the offer. Two judgements are yours to record.",
    MatchStatus.FAILED: "The trial ended without success. The person is on the register again with all rights.",
    MatchStatus.CLOSED: "The post or the person went elsewhere.",
}
"""What happens next, as the HR of the person's employer reads it."""

OVERSEEN_NEXT = "You can see how far this match has come and its history. You cannot see who the person is."

TAG_COLOURS: Mapping[MatchStatus, str] = {
    MatchStatus.PROPOSED: "grey",
    MatchStatus.INTERESTED: "blue",
    MatchStatus.INTERVIEW: "blue",
    MatchStatus.REJECTION_PROPOSED: "orange",
    MatchStatus.OFFERED: "yellow",
    MatchStatus.ACCEPTED: "aqua-green",
    MatchStatus.ON_TRIAL: "aqua-green",
    MatchStatus.PASSED: "green",
    MatchStatus.CONFIRMED: "green",
    MatchStatus.NOT_FOR_ME: "white",
    MatchStatus.REJECTED: "red",
    MatchStatus.REFUSED: "red",
    MatchStatus.FAILED: "red",
    MatchStatus.CLOSED: "white",
}

ACT_TITLES: Mapping[MatchAction, str] = {
    MatchAction.INVITE: "Invite to an interview",
    MatchAction.REJECT: "Propose a rejection",
    MatchAction.RATIFY: "Agree with the rejection",
    MatchAction.NOT_RATIFY: "Do not agree with the rejection",
    MatchAction.OFFER: "Offer the post",
    MatchAction.WITHDRAW_OFFER: "Take the offer back",
    MatchAction.BEGIN_TRIAL: "Record the first day of work",
    MatchAction.EXTEND_TRIAL: "Make the trial longer for retraining",
    MatchAction.PASS_TRIAL: "Record that the trial is passed",
    MatchAction.FAIL_TRIAL: "Record that it ended without success",
    MatchAction.CONFIRM: "Confirm the move",
    MatchAction.JUDGE: "Judge the refused offer",
    MatchAction.EXPRESS_INTEREST: "Record that the person is interested",
    MatchAction.SAY_NOT_FOR_ME: "Record that the person does not want the post",
}
"""What each act is called on the match's page, and its own page's heading."""

TIERS: Mapping[Tier, str] = {
    Tier.PROTECTED: "First: protected by law (pregnancy or family leave)",
    Tier.NOTICE_SERVED: "Second: notice of dismissal is served",
    Tier.AT_RISK: "Third: at risk, notice not served yet",
}

OBSTACLES: Mapping[Obstacle, str] = {
    Obstacle.REGISTRATION_MISSING: "The registration that the post needs is missing",
    Obstacle.OTHER_STAFF_GROUP: "It is another staff group's work, and the person did not ask for it",
    Obstacle.BAND_ABOVE: "The post is in a higher band",
    Obstacle.BAND_BELOW: "The post is in a lower band, and the person did not say that they accept one",
    Obstacle.PAY_ABOVE: "The post pays more than the same level",
    Obstacle.PAY_BELOW: "The post pays less than the same level, and the person did not say that they accept it",
    Obstacle.ESSENTIAL_NOT_MET: "An essential criterion is not met",
    Obstacle.NEEDS_TRAINING: "Training in the post is needed",
    Obstacle.ROLE_NOT_WANTED: "It is not among the roles that the person wants",
    Obstacle.TOO_FAR: "It is further than the person wants to travel",
    Obstacle.DISTANCE_UNKNOWN: "The distance is not known",
    Obstacle.HOURS_OUTSIDE_WISH: "The hours are not those that the person wants",
    Obstacle.NOT_PERMANENT: "The post is not permanent",
}

BARS: Mapping[Reason, str] = {
    Reason.NO_CONSENT: "The person has not agreed to be named for this vacancy.",
    Reason.HIGHER_TIER_OPEN: "Somebody else has to be considered first.",
    Reason.POST_TAKEN: "Somebody has accepted this post.",
    Reason.OFFER_OUT: "Somebody has an offer for this post already and has not answered.",
    Reason.NOT_ALLOWED_NOW: "The vacancy is not on hold or cleared any more.",
    Reason.OFFER_AFTER_JOB_ENDS: "The person's old job has ended. Speak to their employer.",
    Reason.SAME_PERSON: "You proposed this rejection, so a different HR adviser must look at it.",
    Reason.TRIAL_NOT_OVER: "The trial can be passed on {day}, its last day, or later.",
    Reason.TRIAL_OVER: "The trial is over.",
}
"""What bars an act, said of nobody but those who may know."""

ANY_PERSON = "The person or their employer"

_WORDS = "Enter 2,000 characters or fewer"
_DAY = "Enter a real day, like 27 3 2027"

FORM_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "interview_on": _DAY,
    "interview_on.missing": "Enter the day of the interview",
    "starts_on": _DAY,
    "starts_on.missing": "Enter the first day of work",
    "until": _DAY,
    "until.missing": "Enter the new last day of the trial",
    "agreed_on": _DAY,
    "agreed_on.missing": "Enter the day of the written agreement",
    "retraining": _WORDS,
    "retraining.missing": "Say what retraining was agreed",
    "reason": "Choose a reason from the list",
    "reason.missing": "Choose a reason",
    "words": _WORDS,
    "words.missing": "Enter your reasons",
    "feedback": _WORDS,
    "out_of_turn": _WORDS,
    "protection_pence": "Enter an amount in pounds, like 1,200, or leave it empty",
    "was_suitable": "Choose whether the post was suitable",
    "was_reasonable_to_refuse": "Choose whether the refusal was reasonable",
    "rank": "Enter a whole number from 1 to 999",
    "rank.missing": "Enter the place of this post among those that the person wants, like 1",
}
"""The sentence of each wrong field of every act."""

REFUSED_FIELDS: Mapping[tuple[MatchAction, Reason], tuple[str, str]] = {
    (MatchAction.INVITE, Reason.DATES_OUT_OF_ORDER): ("interview_on", "Enter today or a later day"),
    (MatchAction.OFFER, Reason.DATES_OUT_OF_ORDER): ("starts_on", "Enter today or a later day"),
    (MatchAction.OFFER, Reason.START_TOO_LATE): (
        "starts_on",
        "Enter {latest} or an earlier day: the law allows four weeks after the old job ends",
    ),
    (MatchAction.OFFER, Reason.NOT_PROPOSED_FIRST): (
        "out_of_turn",
        "Say why this person is offered the post before the one who comes first in the published order",
    ),
    (MatchAction.BEGIN_TRIAL, Reason.DATES_OUT_OF_ORDER): (
        "starts_on",
        "Enter the day of the offer or a later day",
    ),
    (MatchAction.BEGIN_TRIAL, Reason.START_TOO_LATE): (
        "starts_on",
        "Enter {latest} or an earlier day: the law allows four weeks after the old job ends",
    ),
    (MatchAction.EXTEND_TRIAL, Reason.DATES_OUT_OF_ORDER): (
        "agreed_on",
        "Enter a day before the first day of work, and not in the future",
    ),
    (MatchAction.EXTEND_TRIAL, Reason.EXTENSION_TOO_SHORT): (
        "until",
        "Enter a day after the last day of the trial as it stands",
    ),
}
"""The field beside which a refusal of an act stands, with its sentence there."""
