"""Every way in which a rule of redeployment says no. Their English stands in `functions/redeploy/messages`."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an action is refused. Nothing was stored."""

    NOT_FOUND = "not_found"  # not there, or not yours: never told apart
    NOT_ALLOWED_NOW = "not_allowed_now"  # the record has moved on
    CHANGED_SINCE = "changed_since"  # somebody changed it after this page was shown
    KEY_REUSED = "key_reused"  # the same form key came with another content
    LOST_RACE = "lost_race"  # three looks, three lost races
    BUSY = "busy"  # the database is; the same key may be sent again
    HOLD_NOT_OVER = "hold_not_over"
    HOLD_LENGTH = "hold_length"  # shorter or longer than the dated settings allow
    MATCH_WITHOUT_OUTCOME = "match_without_outcome"  # of tier 1 or 2: the vacancy may not be released
    HIGHER_TIER_OPEN = "higher_tier_open"  # somebody of a higher tier has no outcome for this vacancy yet
    NO_CONSENT = "no_consent"  # the person has not agreed to be named for this vacancy
    SAME_PERSON = "same_person"  # a rejection is ratified by somebody else
    HAS_A_POST = "has_a_post"  # the person has accepted another post
    POST_TAKEN = "post_taken"  # somebody else has accepted this post
    OFFER_AFTER_JOB_ENDS = "offer_after_job_ends"
    START_TOO_LATE = "start_too_late"  # later than the law allows after the old job ends
    TRIAL_NOT_OVER = "trial_not_over"
    TRIAL_OVER = "trial_over"  # an extension is agreed before the trial ends
    EXTENSION_TOO_SHORT = "extension_too_short"
    CHANGE_CLOSED = "change_closed"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    ALREADY_THERE = "already_there"  # a vacancy with this reference of the employer
    OFFER_OUT = "offer_out"  # somebody else has an offer for this post and has not answered
    NOT_PROPOSED_FIRST = "not_proposed_first"  # another person stands before: an offer out of turn needs a reason
