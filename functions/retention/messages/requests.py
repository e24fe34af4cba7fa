"""The English of a request to move: its pages, what it lacks, the passport checklist."""

from collections.abc import Mapping

from functions.retention.domain.eligibility import Lack
from functions.retention.domain.passport import CheckStatus, Item
from functions.retention.domain.requests import RequestStatus
from shared.web.acts import ACT_WORDS

STATUSES: Mapping[RequestStatus, str] = {
    RequestStatus.DRAFT: "Draft",
    RequestStatus.CONFIRMED: "Confirmed",
    RequestStatus.WITHDRAWN: "Withdrawn",
}
STATUS_COLOURS: Mapping[RequestStatus, str] = {
    RequestStatus.DRAFT: "grey",
    RequestStatus.CONFIRMED: "green",
    RequestStatus.WITHDRAWN: "grey",
}

HOME_WORDS: Mapping[str, str] = {**ACT_WORDS, "home_unit": "Choose the unit where you work now"}
CHOICES_WORDS: Mapping[str, str] = {**ACT_WORDS}
STATEMENT_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "statement": "Enter a shorter statement",
    "statement.missing": "Say in a few sentences why you would like to work there",
}
TOO_MANY_WORDS = "Your statement has {words} words. Use {most} words or fewer"
CHECKED_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "item": "Choose an item of the list",
    "status": "Select where this item is",
    "checked_by": "Enter who checked it in 200 characters or fewer",
    "checked_by.missing": "Enter who checked it, for example your employer's HR",
    "checked_on": "Enter a day that exists, like 27 3 2026",
    "checked_on.missing": "Enter the day on which it was checked",
    "expires_on": "Enter a day that exists, like 27 3 2027, or leave it empty",
    "expires_on.too_early": "Enter a day after the one on which it was checked",
}
DECLARATIONS_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "months_in_post": "Enter whole months, from 0 to 720",
    "months_in_post.missing": "Enter how many whole months you have been in your post",
    "no_live_process": "Select yes or no",
    "training_in_date": "Select yes or no",
    "has_need": "Select yes or no",
}
SHARING_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "shares_profile": "Tick the box if you agree",
    "wants_to_leave": "Select one of the answers, or none",
}
NEED_WORDS: Mapping[str, str] = {
    **ACT_WORDS,
    "code": "Enter the code that the person showed you: ten letters and figures",
}

LACKS: Mapping[Lack, str] = {
    Lack.NO_HOME: "Say where you work now",
    Lack.HOME_UNKNOWN: "Say again where you work now: the unit is none of your employer's in this window",
    Lack.NO_CHOICES: "Choose at least one unit where you would rather work",
    Lack.TOO_MANY_CHOICES: "Choose fewer units",
    Lack.CHOSEN_TWICE: "Choose each unit once",
    Lack.CHOICE_UNKNOWN: "Choose units of the list",
    Lack.CHOSE_HOME: "Choose other units than your own: you keep your post unless a move is better for you",
    Lack.CHOSE_CLOSING: "Choose another unit: one that you chose closes",
    Lack.CHOSE_SAME_KEEPER: "Choose another unit: one that you chose is decided on by the manager of your own"
    " unit, who would learn that you ask",
    Lack.CHOSE_OWN_UNIT: "Choose another unit: you would decide on yourself",
    Lack.NO_STATEMENT: "Write your statement",
    Lack.TOO_MANY_WORDS: "Make your statement shorter",
    Lack.NO_DECLARATIONS: "Answer the questions about your post",
    Lack.TOO_SHORT_IN_POST: "You must have been in your post for {months} whole months",
    Lack.LIVE_PROCESS: "Nobody can ask to move while a formal process about them is under way",
    Lack.TRAINING_NOT_IN_DATE: "Your mandatory training and appraisal must be complete",
    Lack.NO_CONSENT: "Agree that the managers of the units that you chose may see what you share",
}
LACK_PAGES: Mapping[Lack, str] = {
    Lack.NO_HOME: "home",
    Lack.HOME_UNKNOWN: "home",
    **dict.fromkeys(
        (
            Lack.NO_CHOICES,
            Lack.TOO_MANY_CHOICES,
            Lack.CHOSEN_TWICE,
            Lack.CHOICE_UNKNOWN,
            Lack.CHOSE_HOME,
            Lack.CHOSE_CLOSING,
            Lack.CHOSE_SAME_KEEPER,
            Lack.CHOSE_OWN_UNIT,
        ),
        "choices",
    ),
    Lack.NO_STATEMENT: "statement",
    Lack.TOO_MANY_WORDS: "statement",
    **dict.fromkeys(
        (Lack.NO_DECLARATIONS, Lack.TOO_SHORT_IN_POST, Lack.LIVE_PROCESS, Lack.TRAINING_NOT_IN_DATE),
        "post",
    ),
    Lack.NO_CONSENT: "sharing",
}
"""The page of a request on which each is put right."""

ITEMS: Mapping[Item, str] = {
    Item.IDENTITY: "Identity",
    Item.RIGHT_TO_WORK: "Right to work",
    Item.DBS: "Criminal record check (DBS)",
    Item.REGISTRATION: "Professional registration",
    Item.EMPLOYMENT_HISTORY: "Employment history",
    Item.OCCUPATIONAL_HEALTH: "Occupational health clearance",
    Item.EQUALITY: "Training: equality, diversity and human rights",
    Item.HEALTH_SAFETY: "Training: health, safety and welfare",
    Item.CONFLICT_RESOLUTION: "Training: conflict resolution",
    Item.FIRE_SAFETY: "Training: fire safety",
    Item.INFECTION_PREVENTION: "Training: infection prevention and control",
    Item.MOVING_AND_HANDLING: "Training: moving and handling",
    Item.SAFEGUARDING_ADULTS: "Training: safeguarding adults",
    Item.SAFEGUARDING_CHILDREN: "Training: safeguarding children",
    Item.PREVENTING_RADICALISATION: "Training: preventing radicalisation",
    Item.RESUSCITATION: "Training: resuscitation",
    Item.INFORMATION_GOVERNANCE: "Training: information governance and data security",
}
CHECK_STATUSES: Mapping[CheckStatus, str] = {
    CheckStatus.CHECKED: "Checked",
    CheckStatus.NOT_CHECKED: "Not checked yet, or I do not know",
    CheckStatus.NOT_NEEDED: "Not needed for this kind of post",
}
OUT_OF_DATE = "Out of date"
NOT_ENTERED = "Not entered"
