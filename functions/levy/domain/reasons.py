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
    USE_OVER = "use_over"  # the day by which apprentices are confirmed is past
    ALL_CONFIRMED = "all_confirmed"
    APPRENTICES_CONFIRMED = "apprentices_confirmed"  # so each is stopped, and the application is not withdrawn
    TRAINING_TOO_SHORT = "training_too_short"
    TRAINING_TOO_LONG = "training_too_long"
    NOT_BEGUN = "not_begun"  # the start month has not come
    MONTH_MISSING = "month_missing"
    MONTH_TOO_EARLY = "month_too_early"
    MONTH_TOO_LATE = "month_too_late"
    DAY_TOO_LATE = "day_too_late"
    PRICE_NOT_LOWER = "price_not_lower"
    PRICE_BELOW_DRAWN = "price_below_drawn"
    START_DRAWN = "start_drawn"  # an instalment was drawn: the start does not move any more
    NOTHING_CHANGED = "nothing_changed"
    NOTHING_DUE = "nothing_due"  # by schedule only
    APPEALED_BEFORE = "appealed_before"
    APPEAL_TOO_LATE = "appeal_too_late"
    DECLINED_IT = "declined_it"
    MESSAGES_FULL = "messages_full"
