"""What the schedule reads of announced windows, to remind and to count; and the figures that it freezes.

No page imports it. Pages of Queries, a BatchGetItem for each 50 moves or 100 requests, one write a window and
a year.
"""

from collections.abc import Iterator
from datetime import datetime

from functions.retention.domain.decisions import Verdict
from functions.retention.domain.moves import Moving
from functions.retention.domain.outcomes import Declined, Tally, WindowFigures, as_recorded_by, tally_of
from functions.retention.domain.stability import EmployerYear, YearFigures
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.moves_items import moves_of, progress_from, progress_key
from functions.retention.outcomes_items import (
    window_figures_key,
    window_figures_put,
    year_figures_key,
    year_figures_put,
    year_from,
    years_of,
)
from functions.retention.run_items import move_from, move_key
from functions.retention.run_outcomes import RunOutcomes
from shared.settings import settings
from shared.table import Key, Put

_MOVES = 50
_AFTER = frozenset({WindowStatus.ANNOUNCED.value, WindowStatus.CLOSED.value})


class OutcomesStore(RunOutcomes):
    """Announced windows as the schedule reads them."""

    def announced(self) -> Iterator[TransferWindow]:
        """Every window whose moves are announced, in the order of their first days."""
        for item in self._every(f"WINDOWS#{settings().ics_code}", "by_state"):
            window = self.window(item["row"]["window_id"]) if item["row"]["status"] in _AFTER else None
            if window is not None:
                yield window

    def moves(self, window: TransferWindow) -> Iterator[Moving]:
        """Every announced move of a window with what is recorded of it, by group."""
        people = [str(item["row"]["person_id"]) for item in self._every(moves_of(window.window_id), "by_window")]
        for start in range(0, len(people), _MOVES):
            keys = [
                key
                for one in people[start : start + _MOVES]
                for key in (move_key(window.window_id, one), progress_key(window.window_id, one))
            ]
            found = self.table.fetch(*keys)
            for move_item, progress in zip(found[::2], found[1::2], strict=True):
                if move_item is not None:
                    move = move_from(move_item)
                    yield Moving(window, move, progress_from(progress, move))

    def tally(self, window: TransferWindow, at: datetime) -> Tally:
        """All that is counted of a window: of the run that was announced, the ones before it, and the moves as
        they stood at an instant."""
        run = self.run(window.window_id, window.current_run)
        if run is None:
            raise LookupError(f"no run of {window.window_id}")
        before = {person for number in range(1, run.number) for person in self._asked_in(window, number)}
        results = tuple(self.results(run))
        return tally_of(
            results,
            as_recorded_by(self.moves(window), at),
            leaving=self._leaving(window),
            left_after_run=len(before - {one.person_id for one in results}),
            declined=self._declined(window),
        )

    def entered(self, year: int) -> tuple[EmployerYear, ...]:
        """What every employer entered for a year, by employer."""
        return tuple(
            year_from(item["row"]) for item in self._every(years_of(settings().ics_code, year), "by_state")
        )

    def has_window_figures(self, window: TransferWindow) -> bool:
        """Whether the figures of a window are frozen."""
        return self._is_there(window_figures_key(settings().ics_code, window.dates.closes_on, window.window_id))

    def has_year_figures(self, year: int) -> bool:
        """Whether the figures of a year are frozen."""
        return self._is_there(year_figures_key(settings().ics_code, year))

    def freeze_window(self, figures: WindowFigures) -> bool:
        """Freeze the figures of a window for good; False where that was done already."""
        return self._freeze(window_figures_put(settings().ics_code, figures))

    def freeze_year(self, figures: YearFigures) -> bool:
        """Freeze the figures of a year for good; False where that was done already."""
        return self._freeze(year_figures_put(settings().ics_code, figures))

    def _freeze(self, put: Put) -> bool:
        return self.table.put(put.item, if_absent=True)

    def _is_there(self, key: Key) -> bool:
        return self.table.get(*key) is not None

    def _asked_in(self, window: TransferWindow, number: int) -> Iterator[str]:
        run = self.run(window.window_id, number)
        return (one.person_id for one in self.inputs(run).people) if run else iter(())

    def _leaving(self, window: TransferWindow) -> frozenset[str]:
        """Who said that they would leave otherwise."""
        requests = self.requests(window.window_id)
        return frozenset(one.person.person_id for one in requests if one.details.wants_to_leave)

    def _declined(self, window: TransferWindow) -> tuple[Declined, ...]:
        decided = self.decided(window.window_id)
        return tuple(
            Declined(one.person_id, one.unit_id, one.because) for one in decided if one.verdict == Verdict.DECLINE
        )
