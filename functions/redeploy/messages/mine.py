"""The English of a person's own page: what is held, who is in which turn and why, what may be raised, links."""

from collections.abc import Mapping
from dataclasses import dataclass

from functions.redeploy.domain.people import RaisedKind
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import EntryStatus
from functions.redeploy.domain.terms import Terms
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.usecases.links import LinkState
from shared.web.acts import ACT_WORDS, KEY_WORDS


@dataclass(frozen=True)
class Said:
    """A title, and the sentence under it."""

    title: str
    sentence: str


STANDS: Mapping[EntryStatus, Said] = {
    EntryStatus.ACTIVE: Said(
        "We are looking for posts with you",
        "You are on the register. When an employer holds a vacancy that fits your work, it shows here before it is"
        " advertised.",
    ),
    EntryStatus.PLACED: Said(
        "You have accepted a post",
        "No other post is proposed while you have it. If the trial does not work out, you are back on the register"
        " with the same rights.",
    ),
    EntryStatus.REDEPLOYED: Said(
        "You have moved to your new post",
        "Your new employer has confirmed it. Nothing more is asked of you here.",
    ),
    EntryStatus.LEFT: Said(
        "You are no longer on the register",
        "No posts are proposed to you. Your HR adviser can put you on it again.",
    ),
    EntryStatus.ERASED: Said("Nothing is held about you", "What was held has been erased."),
}

TIERS: Mapping[Tier, Said] = {
    Tier.PROTECTED: Said(
        "First: protected by law",
        "By law, people who are pregnant, or are on certain family leave or back from it, are offered a suitable"
        " post before anybody else. HR recorded that you are protected. It was not asked why.",
    ),
    Tier.NOTICE_SERVED: Said(
        "Second: notice has been served",
        "You have been given notice, so your time is the shortest among those who are not protected by law.",
    ),
    Tier.AT_RISK: Said(
        "Third: at risk, no notice yet",
        "You are at risk of redundancy and no notice has been served on you so far.",
    ),
}

TERMS: Mapping[Terms, str] = {
    Terms.AFC_ENGLAND: "NHS terms and conditions (Agenda for Change), England",
    Terms.MEDICAL: "Medical and dental",
    Terms.VSM: "Very senior managers",
    Terms.LOCAL_GOVERNMENT: "Local government",
    Terms.STATUTORY_ONLY: "Statutory redundancy terms only",
}

RAISED: Mapping[RaisedKind, str] = {
    RaisedKind.CORRECTION: "Something held about me is wrong",
    RaisedKind.COMPLAINT: "I want to complain",
    RaisedKind.CONTEST: "I want a person to look again at a match or a decision",
}

RAISED_HINTS: Mapping[RaisedKind, str] = {
    RaisedKind.CORRECTION: "Say what is wrong and what is right.",
    RaisedKind.COMPLAINT: "About how you were treated, or how your details were used.",
    RaisedKind.CONTEST: "For example a post that was not proposed, a criterion that you do meet, a rejection, or"
    " the judgement on an offer that you refused.",
}

HISTORY: Mapping[str, str] = {
    "post": "You were put on the register",
    "edit": "What is held about you was changed",
    "leave": "You left the register",
    "raise": "You raised something",
    "answer": "What you raised was answered",
    "erase": "What was held about you was erased",
    "keep": "It was checked that the record is still needed",
    "accept": "You accepted an offer",
    "trial_failed": "A trial ended without success: you are on the register again",
    "redeployed": "Your new employer confirmed that you work there",
}

CHANGED: Mapping[str, str] = {
    "born_on": "date of birth",
    "change_id": "the organisational change",
    "contact": "name, email or telephone",
    "notice": "notice",
    "pay": "pay",
    "profile": "your work and wishes",
    "protection": "protection",
    "reason": "the reason",
    "service": "length of service",
    "terms": "redundancy terms",
}

LINKS: Mapping[LinkState, Said] = {
    LinkState.USED: Said(
        "This link has been used",
        "For your safety each link works once. If it was not you who used it, tell your HR adviser.",
    ),
    LinkState.EXPIRED: Said(
        "This link no longer works",
        "A link works for a few days, and only while your HR team holds the email address that it was made for.",
    ),
    LinkState.UNKNOWN: Said(
        "This link does not work",
        "Perhaps a part of it is missing. Open it from the email again, or copy the whole of it.",
    ),
}

OWN_NO: Mapping[Reason, Said] = {
    Reason.HAS_A_POST: Said("You have a post already", "You can hold one post at a time."),
    Reason.POST_TAKEN: Said(
        "This post has gone",
        "Somebody else has accepted it, or the employer took it back. What you sent does not count against you.",
    ),
    Reason.CHANGED_SINCE: Said(
        "This changed while you had the page open",
        "The employer changed something, or you did in another window. Nothing of what you sent was saved. Look at"
        " it as it is now, then decide again.",
    ),
}
"""The refusals that the person reads in other words than those who act for an organisation."""

RAISE_WORDS: Mapping[str, str] = {
    **KEY_WORDS,
    "kind": "Choose what it is about",
    "words": "Say what you want us to know in 2,000 characters or fewer",
    "words.missing": "Say what you want us to know",
}

LEAVE_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "is_sure": "Tick the box if you want to leave the register",
}
