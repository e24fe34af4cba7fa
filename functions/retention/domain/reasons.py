"""Every way in which a rule of the transfer window says no. Their English stands in
`functions/retention/messages`."""

from enum import StrEnum


class Reason(StrEnum):
    """Why an action is refused. Nothing was stored."""

    NOT_FOUND = "not_found"  # not there, or not yours: never told apart
    NOT_ALLOWED_NOW = "not_allowed_now"  # the window or the record has moved on
    CHANGED_SINCE = "changed_since"  # somebody changed it after this page was shown
    KEY_REUSED = "key_reused"  # the same form key came with another content
    LOST_RACE = "lost_race"  # three looks, three lost races
    BUSY = "busy"  # the database is; the same key may be sent again
    ALREADY_THERE = "already_there"
    WINDOW_FIXED = "window_fixed"  # opened: what people rely on stays as it is
    OPENS_TOO_SOON = "opens_too_soon"  # before the day on which it is opened
    ONLY_LATER = "only_later"  # a date of an open window moves later, and only before it has come
    NOTHING_MOVED = "nothing_moved"
    NO_PARTNERS = "no_partners"
    UNITS_FIXED = "units_fixed"  # preferences have closed
    CLOSING_FIXED = "closing_fixed"  # whether a unit closes is fixed once people may choose
    KEEPER_UNKNOWN = "keeper_unknown"  # the manager named is no recruiting manager of the employer
    NOT_CLOSING = "not_closing"  # people at risk are named of a closing unit only
    MORE_THAN_STAFF = "more_than_staff"  # more people named at risk than the unit has
    NOT_CHOOSING = "not_choosing"  # requests are made while the window is open
    REQUEST_BINDING = "request_binding"  # confirmed: withdraw it before changing it
    NOT_COMPLETE = "not_complete"  # something is missing, or a rule of eligibility says no
    CODE_UNKNOWN = "code_unknown"  # no need is waiting under that code
    WINDOW_OVER = "window_over"  # its last day has passed
    TOO_MANY_PEOPLE = "too_many_people"  # more ask than one run may hold
    UNSOUND = "unsound"  # the units and requests contradict one another: a bug, or an altered table
    NOTHING_CHANGED = "nothing_changed"  # the run that stands rests on what is true
    RUN_CHANGED = "run_changed"  # it was run again after this page was shown
    RUN_STALE = "run_stale"  # somebody left or was declined since: run it again first
    STILL_WAITING = "still_waiting"  # somebody has not answered yet
    RELEASE_OUT_OF_RANGE = "release_out_of_range"  # the last day in the old unit is past, or too late
    START_OUT_OF_RANGE = "start_out_of_range"  # the first day in the new unit is too early or too late
    LEFT_OUT_OF_RANGE = "left_out_of_range"  # the last day at the new employer is no early leaver's
    YEAR_NOT_OVER = "year_not_over"  # a year is entered once it is over
    FIGURES_FROZEN = "figures_frozen"  # the figures of the year are published
