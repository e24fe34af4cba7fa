"""The words of the emails of redeployment, by the kind of intent (`domain/notices.py` makes them).

The words to a person say nothing of risk, and all have one title: they may be read over a shoulder at home.
The words to the side of a post say nothing of the person: not even the reference.
"""

from collections.abc import Mapping

from shared.letters import Text

PERSONS_TITLE = "There is something new on your page"


def _own(says: str, what_next: str) -> Text:
    return Text(PERSONS_TITLE, says, what_next)


_CONTEST = (
    "If that is right, you need do nothing. If it is not, change the answer on your page. You can also contest it"
    " there: ask for a person to look again, and a person must answer you. The page of the post says who recorded"
    " it and at what time."
)

_TO_THE_PERSON: Mapping[str, Text] = {
    "person_posted": _own(
        "Your HR team has made a page for you. It shows what is held about you, the posts that may suit you, and"
        " who has seen your name. No other employer is told who you are unless you agree to it for a post.",
        "Open your page. Check what is held about you, and say of each post whether you want to be considered.",
    ),
    "person_link": _own(
        "Here is the new link to your page that you asked for.",
        "Open your page. If you did not ask for a link, you need do nothing.",
    ),
    "person_answered": _own(
        "Your HR team has answered what you raised.",
        "Read the answer on your page. If it does not settle the matter, raise it again: a person will look.",
    ),
    "person_interest_recorded": _own(
        "Your HR team has recorded for you, on {day}, that you want to be considered for a post: {title}. Only you"
        " can agree that its employer sees who you are.",
        _CONTEST,
    ),
    "person_no_recorded": _own(
        "Your HR team has recorded for you, on {day}, that a post is not for you: {title}.",
        _CONTEST,
    ),
    "person_interview": _own(
        "You are invited to an interview on {day} for a post that you want: {title}.",
        "Read the details on your page. If you cannot come on that day, tell your HR team.",
    ),
    "person_rejected": _own(
        "You will not be taken on for a post that you were matched with: {title}. Two people have looked at it.",
        "Read the reason on your page. If you think it is wrong, say so there, and a person will look again.",
    ),
    "person_offer": _own(
        "You have an offer of a post in writing: {title}.",
        "Read the terms on your page, then accept or refuse there. Take advice first if you want to: from your HR"
        " team, your trade union or Acas.",
    ),
    "person_offer_withdrawn": _own(
        "An offer to you was taken back: {title}. You are still being considered for the post.",
        "Read the reason on your page. Your other posts are there too.",
    ),
    "person_accepted": _own(
        "You have accepted a post: {title}. Thank you. Other posts are no longer kept for you.",
        "You need do nothing now. Before you start, you will be told when your trial in the new post begins.",
    ),
    "person_trial_begun": _own(
        "Your trial in your new post has begun: {title}. Its last day is {day}.",
        "Tell your new manager early if something does not work. If the post does not suit you, say so before the"
        " trial ends.",
    ),
    "person_trial_extended": _own(
        "Your trial was made longer for retraining: {title}. Its last day is now {day}.",
        "Read what was agreed on your page. Tell your HR team if it is not what you agreed to.",
    ),
    "person_trial_ends": _own(
        "The last day of your trial is {day}: {title}.",
        "Talk with your new manager before that day. If the post does not suit you, say so before the trial ends.",
    ),
    "person_passed": _own(
        "Your trial is passed: {title}.",
        "You need do nothing now. Your new employer confirms the move.",
    ),
    "person_failed": _own(
        "Your trial has ended without success: {title}. You are looking for a post again, with the same rights as"
        " before the trial.",
        "Open your page: the posts that may suit you are there. Your HR team is there to talk it over.",
    ),
    "person_redeployed": _own(
        "Your new employer has confirmed your move: {title}. We wish you well.",
        "You need do nothing more. Your page shows what is still held about you, and for how long.",
    ),
}

_TO_THE_PERSONS_HR: Mapping[str, Text] = {
    "person_left": Text(
        "{person} has left the register",
        "The person with the reference {person} has taken themself off the register.",
        "Talk with them if you can. You will be asked later whether their record is still needed.",
    ),
    "matter_raised": Text(
        "{person} has raised something",
        "The person with the reference {person} has asked for a correction, complained, or contested a match.",
        "Read it and answer it in the service. A person must look at it: nothing is decided by the service.",
    ),
    "offer_releasing": Text(
        "{person} has an offer",
        "The person with the reference {person} has an offer in writing.",
        "You need do nothing now. Make sure that they know what accepting and refusing mean.",
    ),
    "offer_withdrawn": Text(
        "{person}: an offer was withdrawn",
        "An offer to the person with the reference {person} was withdrawn. They are still being considered.",
        "Read the reason in the service, and talk with the person.",
    ),
    "accepted_releasing": Text(
        "{person} has accepted a post",
        "The person with the reference {person} has accepted a post in writing. Their other matches are closed.",
        "Agree the day of the move with the new employer.",
    ),
    "rejected": Text(
        "{person} was not taken on",
        "The person with the reference {person} will not be taken on for a vacancy. A second person has agreed.",
        "Read the reason in the service. If it does not hold, take it up with the employer.",
    ),
    "refused_to_judge": Text(
        "{person} has refused an offer",
        "The person with the reference {person} has refused an offer.",
        "Record in the service whether the post was suitable, and whether it was reasonable to refuse it. Both"
        " are your judgements; nothing follows from them by itself.",
    ),
    "trial_failed": Text(
        "{person}: a trial has ended",
        "The trial of the person with the reference {person} ended without success. They look for a post again,"
        " with the same rights as before.",
        "Read why in the service, and talk with the person.",
    ),
    "redeployed": Text(
        "{person} has moved",
        "The new employer of the person with the reference {person} has confirmed the move.",
        "Enter what the move saved. A finance lead of your organisation then signs it off.",
    ),
    "notice_ends_soon": Text(
        "{person}: a date to look at",
        "The notice of the person with the reference {person} ends on {day}, and they still look for a post.",
        "Look at their matches, and at what else can be done before that day.",
    ),
    "record_to_appraise": Text(
        "{person}: is the record still needed?",
        "The record of the person with the reference {person} is due for a look. Nothing is deleted by itself.",
        "Say in the service whether the record is still needed, or erase it.",
    ),
    "trial_ends_releasing": Text(
        "{person}: the last day of a trial is {day}",
        "The trial of the person with the reference {person} has its last day on {day}.",
        "Ask the person how it goes. If it goes wrong, they look for a post again with the same rights as before.",
    ),
}

_TO_THE_POSTS_SIDE: Mapping[str, Text] = {
    "interest": Text(
        "Vacancy {vacancy}: somebody wants to be considered",
        "Somebody wants to be considered for your vacancy {vacancy}: {title}.",
        "Look at what they bring. You learn who they are when they agree to it.",
    ),
    "named": Text(
        "Vacancy {vacancy}: you may see who it is",
        "Somebody who wants to be considered for your vacancy {vacancy} ({title}) has agreed that you see who they"
        " are. They can read that you looked.",
        "Read their profile, and invite them to an interview: whoever meets the essentials is guaranteed one.",
    ),
    "accepted": Text(
        "Vacancy {vacancy}: your offer is accepted",
        "Your offer for the vacancy {vacancy} ({title}) is accepted in writing. The vacancy is filled.",
        "Agree the first day with the person's employer, and record when the trial begins.",
    ),
    "refused": Text(
        "Vacancy {vacancy}: your offer is refused",
        "Your offer for the vacancy {vacancy} ({title}) is refused.",
        "Look at who else wants to be considered.",
    ),
    "rejection_to_ratify": Text(
        "Vacancy {vacancy}: a second person is needed",
        "A colleague proposes not to take somebody on for the vacancy {vacancy} ({title}). It has no effect yet.",
        "If you are not the one who proposed it, read the reason and say whether you agree. Until then the vacancy"
        " cannot be advertised.",
    ),
    "rejection_not_ratified": Text(
        "Vacancy {vacancy}: please look again",
        "A second person did not agree with a rejection for the vacancy {vacancy} ({title}). The person is to be"
        " considered again.",
        "Read why in the service, and look at the person again.",
    ),
    "trial_review_soon": Text(
        "Vacancy {vacancy}: review the trial by {day}",
        "The last day of the trial in the post of the vacancy {vacancy} ({title}) is {day}.",
        "Meet the person before that day, and say openly how it goes. On that day, record whether it is passed.",
    ),
    "trial_review_due": Text(
        "Vacancy {vacancy}: the trial's last day is {day}",
        "The last day of the trial in the post of the vacancy {vacancy} ({title}) is {day}.",
        "Record in the service whether the trial is passed.",
    ),
    "hold_ends_waiting": Text(
        "Vacancy {vacancy}: the hold ends on {day}",
        "The hold of your vacancy {vacancy} ({title}) ends on {day}. People matched with it without an outcome:"
        " {waiting}.",
        "Give each of them an outcome. While somebody who comes first by law has none, the vacancy cannot be"
        " released for advert.",
    ),
}

_TO_FINANCE: Mapping[str, Text] = {
    "saving_to_sign_off": Text(
        "{saving}: a saving waits to be signed off",
        "Your HR team has entered what a move saved. Its reference is {saving}; it names nobody.",
        "Check the figures against the evidence, and sign them off if they are right. Until then they do not"
        " count.",
    ),
}

TEXTS: Mapping[str, Text] = {**_TO_THE_PERSON, **_TO_THE_PERSONS_HR, **_TO_THE_POSTS_SIDE, **_TO_FINANCE}
"""All of them. A kind stands in one of the four alone."""
