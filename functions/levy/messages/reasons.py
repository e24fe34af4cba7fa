"""The English of every refusal. A page's title says what is true now, its sentence what to do about it."""

from collections.abc import Mapping

from functions.levy.domain.reasons import Reason
from shared.outcomes import Refusal
from shared.reference.standards import StandardProblem

TITLES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "Page not found",
    Reason.NOT_ALLOWED_NOW: "This can no longer be done",
    Reason.CHANGED_SINCE: "This changed while you had the page open",
    Reason.KEY_REUSED: "You already sent this form",
    Reason.LOST_RACE: "Several people are changing this at the same moment",
    Reason.BUSY: "We are very busy",
    Reason.PLEDGE_TOO_SMALL: "The pledge is too small",
    Reason.PLEDGE_CLOSED: "The pledge is closed",
    Reason.PLEDGE_YEAR_OVER: "The tax year of the pledge is over",
    Reason.PLEDGE_BELOW_MINIMUM: "The amount is too small for a pledge",
    Reason.PLEDGE_BELOW_PROMISED: "Part of the pledge is promised already",
    Reason.PLEDGE_OF_RECEIVER: "An employer cannot receive its own pledge",
    Reason.ALLOWANCE_TOO_SMALL: "The sender's allowance of a tax year is too small",
    Reason.LEVY_MONTH_TO_COME: "Levy of a month to come",
    Reason.NOT_A_LEVY_PAYER: "Your organisation pays no apprenticeship levy",
    Reason.SHARES_DIFFER_FROM_COST: "The shares do not add up to the cost",
    Reason.TOO_MANY_APPRENTICES: "That is too many apprentices",
    Reason.CONFLICT_OF_INTEREST: "You have a conflict of interest",
    Reason.SAME_APPROVER: "A different approver must do this",
    Reason.STANDARD_NOT_OPEN: "This training cannot be started then",
    Reason.START_TOO_EARLY: "The start month is past",
    Reason.START_TOO_LATE: "The start month is too far ahead",
    Reason.PRICE_TOO_HIGH: "The price is too high",
    Reason.OFFER_OVER: "The offer has ended",
    Reason.TERMS_NOT_ACCEPTED: "The terms are not accepted",
    Reason.INCOMPLETE: "The application is not complete",
    Reason.USE_OVER: "The last day to confirm apprentices is past",
    Reason.ALL_CONFIRMED: "All apprentices are confirmed",
    Reason.APPRENTICES_CONFIRMED: "Some apprentices are confirmed",
    Reason.TRAINING_TOO_SHORT: "The training is too short",
    Reason.TRAINING_TOO_LONG: "The training is too long",
    Reason.NOT_BEGUN: "The training has not begun",
    Reason.MONTH_MISSING: "The month is missing",
    Reason.MONTH_TOO_EARLY: "The month is too early",
    Reason.MONTH_TOO_LATE: "The month has not come yet",
    Reason.DAY_TOO_LATE: "The day has not come yet",
    Reason.PRICE_NOT_LOWER: "The price is not lower",
    Reason.PRICE_BELOW_DRAWN: "More was drawn already",
    Reason.START_DRAWN: "Payments have begun",
    Reason.NOTHING_CHANGED: "Nothing was changed",
    Reason.NOTHING_DUE: "Nothing is due",
    Reason.APPEALED_BEFORE: "There was an appeal already",
    Reason.APPEAL_TOO_LATE: "The time for an appeal is over",
    Reason.DECLINED_IT: "A different approver must decide the appeal",
    Reason.MESSAGES_FULL: "There is no room for another message",
}

SENTENCES: Mapping[Reason, str] = {
    Reason.NOT_FOUND: "It is not there, or it belongs to another organisation than the one you are acting for.",
    Reason.NOT_ALLOWED_NOW: "Things have moved on since this page was opened. What you sent changed nothing.",
    Reason.CHANGED_SINCE: "Somebody else changed it, or you did in another window."
    " Nothing of what you sent was saved. Look at it as it is now, then decide again.",
    Reason.KEY_REUSED: "It was sent before with other answers, and those are kept."
    " Open the page again if you want to change them.",
    Reason.LOST_RACE: "We tried three times and somebody else was first each time. Nothing of what you sent was"
    " saved. Look at it as it is now, then try again.",
    Reason.BUSY: "What you sent is not lost. Try again: it will only be counted once.",
    Reason.PLEDGE_TOO_SMALL: "The pledge of {pledge} has {available} left, and {needed} is needed.",
    Reason.PLEDGE_CLOSED: "The pledge of {pledge} takes no more applications. Choose another.",
    Reason.PLEDGE_YEAR_OVER: "The tax year {tax_year} is over. Choose one that is not.",
    Reason.PLEDGE_BELOW_MINIMUM: "Enter {minimum} or more",
    Reason.PLEDGE_BELOW_PROMISED: "Enter {promised} or more: that much is reserved or paid already",
    Reason.PLEDGE_OF_RECEIVER: "The employer that asks made this pledge. Choose another pledge.",
    Reason.ALLOWANCE_TOO_SMALL: "{sender} may promise {left} more in the tax year {tax_year}, and {needed} of this"
    " award falls in it. Choose another sender, or fund less.",
    Reason.LEVY_MONTH_TO_COME: "Take out {month}: its levy cannot have been declared yet",
    Reason.NOT_A_LEVY_PAYER: "Only an employer that pays the levy can pledge any."
    " If yours does, ask its administrator to correct the organisation's details.",
    Reason.SHARES_DIFFER_FROM_COST: "The shares must come from different pledges and add up to {cost} exactly",
    Reason.TOO_MANY_APPRENTICES: "Enter fewer apprentices: there can be {most} at most",
    Reason.CONFLICT_OF_INTEREST: "Somebody without a connection to this employer must decide.",
    Reason.SAME_APPROVER: "You proposed this award. Somebody else must confirm it or send it back.",
    Reason.STANDARD_NOT_OPEN: "Choose other training: {standard} cannot be started in that month",
    Reason.START_TOO_EARLY: "Enter {earliest} or a later month: a transfer pays for new starts only",
    Reason.START_TOO_LATE: "Enter {latest} or an earlier month",
    Reason.PRICE_TOO_HIGH: "Enter a price of {ceiling} or less for each apprentice",
    Reason.OFFER_OVER: "It could be accepted until the end of its last day. If you still need the training,"
    " apply again.",
    Reason.TERMS_NOT_ACCEPTED: "Tick the box to accept the terms, or turn the offer down",
    Reason.INCOMPLETE: "Some parts are not finished, or need another look. Nothing was sent.",
    Reason.USE_OVER: "The money that is not used goes back to its pledge."
    " If you still need the training, apply again.",
    Reason.ALL_CONFIRMED: "Every apprentice that was approved is confirmed already.",
    Reason.APPRENTICES_CONFIRMED: "Tell us of each confirmed apprentice that the training stopped. Its money then"
    " goes back.",
    Reason.TRAINING_TOO_SHORT: "Enter {least} months or more: shorter training cannot be paid for",
    Reason.TRAINING_TOO_LONG: "Enter {most} months or fewer",
    Reason.NOT_BEGUN: "You said that it starts in {start}. If it started earlier, no transfer can pay for it.",
    Reason.MONTH_MISSING: "Enter the last month of training",
    Reason.MONTH_TOO_EARLY: "Enter {earliest} or a later month",
    Reason.MONTH_TOO_LATE: "Enter {latest} or an earlier month: tell us when it has happened",
    Reason.DAY_TOO_LATE: "Enter {latest} or an earlier day: tell us when it has happened",
    Reason.PRICE_NOT_LOWER: "Enter {price} or less. You pay anything above it yourselves, so we need not know",
    Reason.PRICE_BELOW_DRAWN: "Enter {drawn} or more: that much was drawn already",
    Reason.START_DRAWN: "The start month cannot change any more: payments have begun, or the training paused",
    Reason.NOTHING_CHANGED: "Change the price or the start month",
    Reason.NOTHING_DUE: "There is nothing to do now.",
    Reason.APPEALED_BEFORE: "A decision is looked at again once. If things have changed, apply again.",
    Reason.APPEAL_TOO_LATE: "The last day was {last}. If things have changed, apply again.",
    Reason.DECLINED_IT: "You declined this application. Somebody else must look at it.",
    Reason.MESSAGES_FULL: "An application has room for {most} messages. Please write an email or call.",
}

STANDARD_PROBLEMS: Mapping[StandardProblem, str] = {
    StandardProblem.UNKNOWN: "Choose training from the list: we do not know this reference",
    StandardProblem.RETIRED: "Choose other training: this standard is retired and takes no new starts",
    StandardProblem.NOT_OFFERED: "Choose other training or another month: this standard is not offered then",
    StandardProblem.BAND_UNVERIFIED: "Choose other training: we found no reliable funding band for this standard",
    StandardProblem.CLOSED_TO_NEW_STARTS: "Choose other training or an earlier month: the government stops paying"
    " for new starts on this standard",
}


def sentence(refusal: Refusal) -> str:
    """The sentence of a refusal, its blanks filled."""
    reason = Reason(refusal.reason)
    if reason is Reason.STANDARD_NOT_OPEN and "problem" in refusal.details:
        return STANDARD_PROBLEMS[StandardProblem(refusal.details["problem"])]
    return SENTENCES[reason].format_map(refusal.details)
