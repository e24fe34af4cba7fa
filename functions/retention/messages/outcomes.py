"""The English of the frozen figures of a window."""

from collections.abc import Mapping

from functions.retention.messages.decisions import DECLINE_REASONS

CHOICES = ("First choice", "Second choice", "Third choice", "Fourth choice or later")
LENGTHS = ("One person", "Two people", "Three people", "Four people or more")
CAME = ("Started", "Did not start", "Not recorded yet")
DECLINES = tuple(DECLINE_REASONS.values())

FIGURES: Mapping[str, str] = {
    "asked": "People who asked, and took part in the run that was announced",
    "moved": "People who move",
    "at_risk": "People at risk of redundancy who asked",
    "at_risk_moved": "People at risk of redundancy who move",
    "would_leave": "People who said that they would otherwise leave",
    "kept": "People kept: they said that they would otherwise leave, and started in another unit",
    "left_after_run": "People who left the window after the moves were first worked out",
    "first_share": "First choices met, of all who move",
    "mean": "Mean place of the choice that was met (1 is the first; a fourth or later counts as 4)",
}
TABLES: Mapping[str, tuple[str, str]] = {
    "came": ("What came of the moves", "What came of it"),
    "choices": ("Which choice was met", "Choice"),
    "lengths": ("How many people there are in the group of those who move", "People in the group"),
    "declined": ("Why managers declined (decisions, not people)", "Reason"),
}
"""Each table: what it is called, and what its rows are."""
