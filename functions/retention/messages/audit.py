"""The English of histories: what was done, why, and how the facts of it are named."""

from collections.abc import Mapping

from functions.retention.messages.decisions import DECLINE_REASONS
from functions.retention.messages.moves import MOVE_ACTIONS, MOVE_FACTS, NOT_STARTED_REASONS

ACTIONS: Mapping[str, str] = {
    "plan_window": "Window planned",
    "edit_window": "Plan changed",
    "open_window": "Window opened: its rules are fixed",
    "move_dates": "Dates moved later",
    "publish_unit": "Unit published",
    "edit_unit": "Unit changed",
    "change_keeper": "Another manager decides",
    "mark_hard_to_fill": "Said whether the unit is hard to fill",
    "set_bounds": "Bounds of the employer set",
    "name_at_risk": "People of a closing unit named",
    "save_request": "Saved as a draft",
    "confirm_request": "Confirmed",
    "withdraw_request": "Withdrawn",
    "confirm_need": "Need confirmed by an adviser",
    "accept": "Accepted",
    "decline": "Declined",
    "run_window": "Moves worked out",
    "announce": "Moves announced",
    "object": "Declined after the run",
    "confirm_move": "Move confirmed by the person",
    "receive_move": "Move confirmed by the receiving manager",
    "receive_by_silence": "Move counted as confirmed by the receiving manager",
    "release_move": "Day of release given",
    "release_by_silence": "Day of release by rule",
    "announce_move": "Move made",
    **MOVE_ACTIONS,
    "enter_year": "Year entered",
    "correct_year": "Year corrected",
}
"""What each event says was done."""

FACTS: Mapping[str, str] = {
    "market": "Market",
    "partners": "Partners",
    "opens_on": "Staff can ask from",
    "preferences_close_on": "Staff can ask until",
    "decisions_close_on": "Managers decide until",
    "closes_on": "All is over after",
    "most_choices": "Most choices",
    "months_in_post": "Months in post",
    "most_words": "Most words of a statement",
    "start_within_weeks": "Moves start within weeks",
    "points": "Points",
    "seed_hash": "Hash of the seed",
    "funded_posts": "Funded posts",
    "staff_in_window": "People in post",
    "vacancies": "Vacancies",
    "released": "Released by redeployment",
    "most_net_leavers": "Most net leavers",
    "most_net_joiners": "Most net joiners",
    "is_closing": "Closes",
    "is_under_strength": "Under strength",
    "is_hard_to_fill": "Hard to fill",
    "floor": "At least after the window",
    "cap": "At most after the window",
    "keeper": "Who decides",
    "people": "People named",
    "because": "Reason",
    "run": "Run",
    "people_asking": "People who ask",
    "moves": "Moves",
    "groups": "Groups",
    "input_hash": "Print of the inputs",
    "market_hash": "Print of the market, as the simulation gives it",
    "result_hash": "Print of the results",
    **MOVE_FACTS,
}

POINTS: Mapping[str, str] = {
    "each_waiting_month": "each month of waiting",
    "most_waiting_months": "months of waiting at most",
    "need": "a confirmed need",
    "hard_to_fill": "working where it is hard to fill",
    "each_tenure_year": "each year in post",
    "most_tenure_years": "years in post at most",
}

CODES: Mapping[str, str] = {
    **{one.value: words for one, words in DECLINE_REASONS.items()},
    **{one.value: words for one, words in NOT_STARTED_REASONS.items()},
}

ANOTHER_EMPLOYER = "Somebody of another employer"
AUDIT_TITLE = "Audit of the transfer window"
AUDIT_NOTE = (
    "What people ask and what managers say of them is sealed here too, so that nothing can be altered. Who it is"
    " about is shown to nobody but the person."
)
PRIVATE = "A request, or something said of one: private"
