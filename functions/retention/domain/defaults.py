"""What a window starts from: this ICS's settings on a day, each a dated rule with its source."""

from datetime import date

from functions.retention.domain.windows import PointsRule, WindowRules
from shared.reference.rules import rule

SETTINGS = {
    "most_choices": "window_most_choices",
    "months_in_post": "window_months_in_post",
    "most_words": "window_statement_words",
    "start_within_weeks": "window_start_within_weeks",
}
"""The settings that a coordinator may change for one window, by the key of the rule that they start from."""

POINTS = {
    "each_waiting_month": "window_points_waiting_month",
    "most_waiting_months": "window_points_most_waiting_months",
    "need": "window_points_need",
    "hard_to_fill": "window_points_hard_to_fill",
    "each_tenure_year": "window_points_tenure_year",
    "most_tenure_years": "window_points_most_tenure_years",
}
"""The priority rule, the same for every window that is opened on a day."""

UNDECIDED = "window_undecided_is_accepted"


def rules_on(day: date) -> WindowRules:
    """The settings that a window planned on that day starts from."""
    return WindowRules.model_validate({name: rule(key, day).number for name, key in SETTINGS.items()})


def points_on(day: date) -> PointsRule:
    """The priority rule of a window opened on that day."""
    return PointsRule.model_validate({name: rule(key, day).number for name, key in POINTS.items()})


def undecided_is_accepted(day: date) -> bool:
    """Whether a request that a manager has not decided on in time counts as accepted."""
    return bool(rule(UNDECIDED, day).value)
