"""The English of decisions: the queue, the evidence beside an application, and what is wrong with a form."""

from collections.abc import Mapping

from functions.levy.domain.reasons import Reason
from shared.web.acts import ACT_WORDS, KEY_WORDS

EVIDENCE: Mapping[str, str] = {
    "same_employer": "the same employer",
    "same_postcode": "the same postcode",
    "same_start": "the same start month",
}

UNMET: Mapping[str, str] = {
    "place": "place",
    "organisation_type": "kind of employer",
    "standard": "apprenticeship",
    "level": "level",
}

OBSTACLES: Mapping[Reason, str] = {
    Reason.PLEDGE_OF_RECEIVER: "The employer that asks made this pledge.",
    Reason.PLEDGE_YEAR_OVER: "Its tax year is over.",
    Reason.PLEDGE_CLOSED: "It is closed.",
}

SORT_NAMES: Mapping[str, str] = {
    "oldest": "Longest waiting first",
    "newest": "Newest first",
    "highest_cost": "Highest cost first",
    "lowest_cost": "Lowest cost first",
    "best_fit": "Best fit with a pledge first",
}

_DECISION_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "application_id": KEY_WORDS["key"],
    "has_conflict": "Say whether you have a conflict of interest",
    "why": "Enter your reasons in 2,000 characters or fewer",
    "why.missing": "Enter your reasons",
}

APPROVE_WORDS: Mapping[str, str] = {
    **_DECISION_WORDS,
    "apprentices": "Enter how many apprentices to fund, like 1 or 12",
    "pence": KEY_WORDS["key"],
    "pledge_id": "Choose the pledge that pays",
}

SPLIT_WORDS: Mapping[str, str] = {
    **APPROVE_WORDS,
    "share": "Enter an amount in pounds, like 5,000 or 5000.50",
    "share.amount_negative": "Enter an amount above £0, or leave it empty",
    "share.amount_too_large": "Enter an amount that the pledge has available",
    "share.missing": "Enter how much each pledge pays",
    "share.too_long": "Use 10 pledges or fewer",
}

CONFIRM_WORDS: Mapping[str, str] = {**_DECISION_WORDS, "pledge_ids": KEY_WORDS["key"]}

SEND_BACK_WORDS: Mapping[str, str] = {
    **_DECISION_WORDS,
    "why.missing": "Say why you do not confirm it",
}

WAITING_LIST_WORDS: Mapping[str, str] = {
    **_DECISION_WORDS,
    "why.missing": "Tell the applicant why it waits",
}

ASK_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "application_id": KEY_WORDS["key"],
    "question": "Enter your question in 2,000 characters or fewer",
    "question.missing": "Enter your question",
}

DECLINE_WORDS: Mapping[str, str] = {
    **_DECISION_WORDS,
    "reasons": "Choose at least one reason",
    "why.missing": "Tell the applicant why",
}

APPEAL_WORDS: Mapping[str, str] = {
    **_DECISION_WORDS,
    "why.missing": "Tell the applicant why",
}

DECLINE_ALL_WORDS: Mapping[str, str] = {**DECLINE_WORDS, **KEY_WORDS, "shown": KEY_WORDS["key"]}
