"""Every way in which a rule of conversations says no. Their English stands in `messages/reasons.py`."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an action is refused. Nothing was stored."""

    NOT_FOUND = "not_found"  # not there, or not yours: never told apart
    NOT_ALLOWED_NOW = "not_allowed_now"  # the conversation has moved on
    CHANGED_SINCE = "changed_since"  # the other one changed it after this page was shown
    KEY_REUSED = "key_reused"  # the same form key came with another content
    LOST_RACE = "lost_race"  # three looks, three lost races
    BUSY = "busy"  # the database is; the same key may be sent again
    NOT_STAFF = "not_staff"  # nobody of that name and address is entered as staff there
    NOT_NEUTRAL = "not_neutral"  # the adviser belongs to an employer of the person, or advises no more
    SAME_ADVISER = "same_adviser"
    TOO_MANY_NOTES = "too_many_notes"
    IN_THE_FUTURE = "in_the_future"  # a talk that has not been held
    NOT_DUE = "not_due"  # a follow-up before its day
