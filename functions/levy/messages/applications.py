"""The English of applying: sections, fields, where an application is and what happens next."""

from collections.abc import Mapping

from functions.levy.domain.applications import DeclineReason
from functions.levy.domain.stages import Status
from shared.actors import OrganisationType
from shared.web.acts import ACT_WORDS, KEY_WORDS, STALE

SECTION_TITLES: Mapping[str, str] = {
    "account": "Your apprenticeship service account",
    "training": "The training",
    "apprentices": "The apprentices",
    "rationale": "Why you need the training",
    "commitments": "What you promise",
    "sharing": "Who may see your application",
}

ATTENTION: Mapping[str, str] = {
    "training": "Look again at the training, month or price.",
    "commitments": "A transfer needs the first 4 promises. Without them you cannot send the application.",
    "sharing": "Employers that give the money must be able to see what it is for. Without that you cannot send the"
    " application.",
}

_NO_PERSONAL_NUMBERS = {
    "learner_number": "Take out the 10-figure number: it looks like a learner's number (ULN)",
    "insurance_number": "Take out the number that looks like a National Insurance number",
}


def nameless_words(field: str) -> dict[str, str]:
    """What is wrong with a text that seems to hold somebody's number."""
    return {f"{field}.{rule}": sentence for rule, sentence in _NO_PERSONAL_NUMBERS.items()}


ACCOUNT_WORDS = {
    **KEY_WORDS,
    "service_account": "Select whether your organisation has an apprenticeship service account",
    "levy_position": "Select whether your organisation pays the apprenticeship levy",
}

TRAINING_WORDS = {
    **KEY_WORDS,
    "standard": "Select the training",
    "start": "Enter the start month in figures, like 3 2027",
    "start.missing": "Enter the month in which the training starts",
    "price_each": "Enter the price for one apprentice in pounds, like 7500",
    "price_each.missing": "Enter the price for one apprentice",
    "price_each.amount_negative": "Enter a price above zero",
    "price_each.greater_than_equal": "Enter a price of £1 or more",
    "price_each.amount_too_large": "Enter a price of £100,000 or less",
    "price_each.less_than_equal": "Enter a price of £100,000 or less",
    "provider_name": "Enter the name of the training provider",
    "provider_name.string_too_long": "The name of the training provider must be 200 characters or fewer",
    "ukprn": "Enter the provider's UKPRN: 8 figures, the first is 1",
    "ukprn.missing": "Enter the provider's UKPRN. The provider can tell you",
}

APPRENTICES_WORDS = {
    **KEY_WORDS,
    **nameless_words("reference"),
    "group_id": KEY_WORDS["key"],
    "count": "Enter how many apprentices, like 2",
    "count.missing": "Enter how many apprentices there are",
    "count.greater_than_equal": "Enter 1 apprentice or more",
    "count.less_than_equal": "Enter 99 apprentices or fewer. Add another group for more",
    "age_band": "Select how old they will be on their first day",
    "is_existing_staff": "Select whether they already work for you",
    "reference": "Your own reference must be 40 characters or fewer",
}

RATIONALE_WORDS = {
    **KEY_WORDS,
    **nameless_words("relevance"),
    **nameless_words("skills_gap"),
    "relevance": "Tell us how the training fits the work",
    "relevance.string_too_long": "How the training fits the work must be 2,000 characters or fewer",
    "skills_gap": "Tell us what your team cannot do now, and will be able to do",
    "skills_gap.string_too_long": "What your team will be able to do must be 2,000 characters or fewer",
}

COMMITMENTS_WORDS = {**KEY_WORDS, "promises": "Select only promises from the list"}

SHARING_WORDS = {
    **KEY_WORDS,
    **nameless_words("other_applications"),
    "shares_with_senders": "Tick the box if you agree, or leave it empty",
    "has_other_applications": "Select yes if you asked anybody else to pay for the same training",
    "other_applications": "Tell us whom you asked, and what they said",
    "other_applications.string_too_long": "Whom you asked must be 2,000 characters or fewer",
}

PROMISES: Mapping[str, str] = {
    "keeps_in_contact": "We will stay in touch, and answer when the ICS asks how the training is going",
    "reports_leavers": "We will tell the ICS when an apprentice leaves, pauses or finishes",
    "pays_excess": "We will pay any part of the price that is above the funding band",
    "gives_training_time": "We will give each apprentice paid working time for the training",
    "pays_living_wage": "We will pay at least the real Living Wage (this is not a condition)",
}

NEXT: Mapping[Status, str] = {
    Status.DRAFT: "Finish it and send it",
    Status.SUBMITTED: "The ICS decides",
    Status.QUESTION_ASKED: "Answer the question",
    Status.WAITING_LIST: "The ICS looks for money",
    Status.AWAITING_SECOND_APPROVER: "The ICS decides",
    Status.OFFERED: "Accept or turn down",
    Status.ACCEPTED: "Set it up and confirm apprentices",
    Status.DECLINED: "Nothing more",
    Status.OFFER_DECLINED: "Nothing more",
    Status.WITHDRAWN: "Nothing more",
    Status.LAPSED: "Nothing more",
    Status.NOT_USED: "Nothing more",
    Status.APPEALED: "The ICS decides the appeal",
}

WHAT_HAPPENS: Mapping[Status, tuple[str, ...]] = {
    Status.SUBMITTED: (
        "Somebody at the ICS reads your application and looks for a pledge that can pay for it.",
        "They may ask you a question. We email you, and you answer here.",
        "We email you as soon as there is a decision. If nobody decides by {decide_by}, the application is"
        " declined by itself, and you can apply again.",
        "Do not let an apprentice start before you have accepted an offer: a transfer cannot pay for training"
        " that has started.",
    ),
    Status.QUESTION_ASKED: (
        "Answer the question. Nobody decides on your application until you do.",
        "If there is no decision by {decide_by}, the application is declined by itself.",
    ),
    Status.WAITING_LIST: (
        "Your application is kept. You do not need to send it again.",
        "When there is money, the ICS looks at it again and we email you. There is no date for that.",
        "If your start month comes too near, you can withdraw and use other funding.",
    ),
    Status.AWAITING_SECOND_APPROVER: (
        "An award of this size is confirmed by two people. One of them has proposed it.",
        "No money is held for you yet. We email you as soon as there is a decision.",
        "If nobody decides by {decide_by}, the application is declined by itself, and you can apply again.",
    ),
    Status.OFFERED: (
        "Read the offer below. Accept it, or turn it down, by {deadline}.",
        "If you do neither, the offer ends and the money goes to somebody else.",
    ),
    Status.ACCEPTED: (
        "Agree the training, the price and the first day with your training provider.",
        "The sending employer invites your account in the apprenticeship service. Accept the invitation there.",
        "Add the apprentices in the apprenticeship service, or let your provider do it, and choose the transfer as"
        " the way to pay. The sending employer then approves it there.",
        "Confirm each apprentice here within {use_months} months of accepting: by {use_by}. Money that no"
        " confirmed apprentice uses goes back after that day.",
        "Do not let an apprentice start before the sending employer has approved the transfer.",
    ),
    Status.DECLINED: (
        "If you can put right what stood in the way and still need the training, you can apply again.",
    ),
    Status.APPEALED: (
        "Somebody at the ICS who did not decline your application reads it and your appeal.",
        "Either it waits for a new decision, or it stays declined. We email you. There is no fixed date for it.",
    ),
    Status.OFFER_DECLINED: ("The sending employer has been told.", "You can apply again at any time."),
    Status.WITHDRAWN: ("The ICS will not look at it any more.", "You can apply again at any time."),
    Status.LAPSED: ("Nobody can accept it any more.", "If you still need the training, apply again."),
    Status.NOT_USED: (
        "The sending employer and the ICS have been told.",
        "If you still need the training, apply again.",
    ),
}

WITH_APPRENTICES = (
    "Tell us when the training of each apprentice starts. Each month after that, an instalment is drawn.",
    "Tell us at once when the training pauses, stops or ends. What is not needed goes back to the pledge.",
    "Tell the apprenticeship service too: the money moves only there.",
)
"""What happens next once no apprentice is left to confirm."""

DECLINE_REASONS: Mapping[DeclineReason, str] = {
    DeclineReason.OUTSIDE_AREA: "The apprentices would not work in this ICS's area.",
    DeclineReason.NOT_NEW_START: "The training has started already. A transfer pays for new starts only.",
    DeclineReason.STANDARD_RETIRED: "This training takes no new starts.",
    DeclineReason.EXCESS_NOT_ACCEPTED: "The price is above the funding band, and you did not agree to pay"
    " the rest.",
    DeclineReason.NO_ACCOUNT_YET: "Your organisation has no apprenticeship service account with a"
    " signed agreement.",
    DeclineReason.DUPLICATE: "There is another application for the same training.",
    DeclineReason.OUT_OF_FUNDS: "There is no money left that could pay for it.",
    DeclineReason.INCOMPLETE: "The application did not say enough to decide on.",
    DeclineReason.FULLY_FUNDED_ANYWAY: "The government pays for this training without a transfer.",
    DeclineReason.DONOR_RESTRICTION: "The employers that give money keep it for other kinds of"
    " training or employer.",
    DeclineReason.NOT_DECIDED_IN_TIME: "Nobody decided in time. This says nothing about the application.",
    DeclineReason.OTHER: "Another reason, in the words below.",
}

ORGANISATION_TYPES: Mapping[OrganisationType, str] = {
    OrganisationType.NHS_TRUST: "NHS trust",
    OrganisationType.GP_PRACTICE: "GP practice",
    OrganisationType.CARE_HOME: "Care home",
    OrganisationType.HOME_CARE: "Home care provider",
    OrganisationType.NURSING_HOME: "Nursing home",
    OrganisationType.HOSPICE: "Hospice",
    OrganisationType.PHARMACY: "Pharmacy",
    OrganisationType.COUNCIL: "Council",
    OrganisationType.CHARITY: "Charity",
    OrganisationType.ICB: "Integrated care board",
}

ANSWER_WORDS = {
    **ACT_WORDS,
    **nameless_words("answer"),
    "answer": "Enter your answer",
    "answer.string_too_long": "Your answer must be 2,000 characters or fewer",
}

APPEAL_WORDS = {
    **ACT_WORDS,
    **nameless_words("words"),
    "words": "Say why you think that the decision is wrong",
    "words.string_too_long": "Your reasons must be 2,000 characters or fewer",
}

MESSAGE_WORDS = {
    **KEY_WORDS,
    **nameless_words("words"),
    "words": "Write your message",
    "words.string_too_long": "Your message must be 2,000 characters or fewer",
}

ACCEPT_WORDS = {**ACT_WORDS, "accepts_terms": "Tick the box to accept the terms"}

WHY_WORDS = {**ACT_WORDS, "why": "Your reason must be 200 characters or fewer"}

START_WORDS = {"application_id": STALE}
