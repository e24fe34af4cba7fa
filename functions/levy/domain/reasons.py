"""Every way in which a rule of levy transfers says no. Their English stands in `functions/levy/messages.py`."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an action is refused. Nothing was stored."""

    NOT_FOUND = "not_found"  # not there, or not yours: never told apart
    NOT_ALLOWED_NOW = "not_allowed_now"  # the record has moved on
    CHANGED_SINCE = "changed_since"  # somebody changed it after this page was shown
    KEY_REUSED = "key_reused"  # the same form key came with another content
    LOST_RACE = "lost_race"  # three looks, three lost races
    BUSY = "busy"  # the database is; nothing is known to be written, the same key may be sent again
    PLEDGE_TOO_SMALL = "pledge_too_small"
    PLEDGE_CLOSED = "pledge_closed"
    PLEDGE_YEAR_OVER = "pledge_year_over"
    PLEDGE_BELOW_MINIMUM = "pledge_below_minimum"
    PLEDGE_BELOW_PROMISED = "pledge_below_promised"
    PLEDGE_OF_RECEIVER = "pledge_of_receiver"
    ALLOWANCE_TOO_SMALL = "allowance_too_small"
    LEVY_MONTH_TO_COME = "levy_month_to_come"
    NOT_A_LEVY_PAYER = "not_a_levy_payer"
    SHARES_DIFFER_FROM_COST = "shares_differ_from_cost"
    TOO_MANY_APPRENTICES = "too_many_apprentices"
    CONFLICT_OF_INTEREST = "conflict_of_interest"
    SAME_APPROVER = "same_approver"
    STANDARD_NOT_OPEN = "standard_not_open"
    START_TOO_EARLY = "start_too_early"
    START_TOO_LATE = "start_too_late"
    PRICE_TOO_HIGH = "price_too_high"
    OFFER_OVER = "offer_over"
    TERMS_NOT_ACCEPTED = "terms_not_accepted"
    INCOMPLETE = "incomplete"
    APPEALED_BEFORE = "appealed_before"
    APPEAL_TOO_LATE = "appeal_too_late"
    DECLINED_IT = "declined_it"
    MESSAGES_FULL = "messages_full"
