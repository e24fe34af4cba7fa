"""The figures of a window and of a year are counted and frozen, each once, when the rules say that it is time."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from functions.retention.domain.outcomes import WindowFigures, figures_of
from functions.retention.domain.stability import YearFigures, last_day, last_over, year_figures
from functions.retention.domain.windows import TransferWindow
from functions.retention.outcomes_store import OutcomesStore
from shared.clock import london_day
from shared.reference.rules import rule
from shared.values.suppression import suppression_on


def due_windows(now: datetime) -> Iterator[TransferWindow]:
    """The announced windows that have been over for as long as the rule says, and are not counted yet."""
    store, day = OutcomesStore(), london_day(now)
    wait = timedelta(days=rule("window_figures_after_days", day).number)
    for window in store.announced():
        if window.dates.closes_on + wait < day and not store.has_window_figures(window):
            yield window


def count_window(window: TransferWindow, at: datetime) -> WindowFigures:
    """The figures of a window as they are at an instant: the same from the same records, however often."""
    return figures_of(window, OutcomesStore().tally(window, at), suppression_on(london_day(at)), at)


def freeze_window(window: TransferWindow, now: datetime) -> bool:
    """Freeze the figures of a window; False where that was done already."""
    return OutcomesStore().freeze_window(count_window(window, now))


def due_years(now: datetime) -> Iterator[int]:
    """The last years whose figures are due and not frozen, the oldest first."""
    store, day = OutcomesStore(), london_day(now)
    first, last = rule("stability_count_from", day).day.year, last_over(day)
    for year in range(first, last + 1):
        if is_due(year, day) and not store.has_year_figures(year):
            yield year


def is_due(year: int, day: date) -> bool:
    """Whether employers have had as long to enter a year as the rule gives them."""
    return last_day(year) + timedelta(days=rule("stability_figures_after_days", day).number) < day


def count_year(year: int, at: datetime) -> YearFigures:
    """The figures of a year as they are at an instant."""
    return year_figures(year, OutcomesStore().entered(year), suppression_on(london_day(at)), at)


def freeze_year(year: int, now: datetime) -> bool:
    """Freeze the figures of a year; False where that was done already."""
    return OutcomesStore().freeze_year(count_year(year, now))
