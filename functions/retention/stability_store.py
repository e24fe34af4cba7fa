"""The years that an employer's HR enters, and the frozen figures that the coordinator and auditors read.

- a year of one's employer, whether it is frozen, the form's key:  BatchGetItem, strong, one trip
- frozen figures:  one Query, strong, the latest first
"""

from collections.abc import Sequence

from functions.retention.domain.decision import Decision
from functions.retention.domain.outcomes import WindowFigures
from functions.retention.domain.stability import EmployerYear, YearFigures, may_enter_year, may_see_outcomes
from functions.retention.outcomes_items import (
    WINDOWS,
    YEARS,
    figures_pk,
    window_figures_from,
    year_figures_from,
    year_figures_key,
    year_from,
    year_key,
    year_put,
)
from functions.retention.store import RetentionStore
from shared.history import event_put
from shared.perform import Once, once_from, once_writes


class StabilityStore(RetentionStore):
    """What one actor may read and enter of years, and read of figures."""

    def year_and_once(self, year: int, once: str) -> tuple[tuple[EmployerYear | None, bool], Once | None]:
        """What the actor's employer entered of a year, whether its figures are frozen; and the form's key."""
        keys = (year_key(year, self.actor.ods_code), year_figures_key(self.actor.ics_code, year))
        item, frozen, done = self.table.fetch(*keys, self._once_key(once))
        found = year_from(item) if item and may_enter_year(self.actor) else None
        return (found, frozen is not None), once_from(done)

    def own_years(self, years: Sequence[int]) -> list[tuple[int, EmployerYear | None, bool]]:
        """What the actor's employer entered of some years, at most 50, each with whether it is frozen."""
        if not may_enter_year(self.actor):
            return []
        keys = [
            key
            for year in years
            for key in (year_key(year, self.actor.ods_code), year_figures_key(self.actor.ics_code, year))
        ]
        found = self.table.fetch(*keys)
        pairs = zip(years, found[::2], found[1::2], strict=True)
        return [(year, year_from(item) if item else None, frozen is not None) for year, item, frozen in pairs]

    def commit_year(self, decision: Decision[EmployerYear], once: Once) -> None:
        """Write what was entered whole. Raises Cancelled where it has changed, Busy where the database is."""
        self.table.commit(
            [
                year_put(decision.record),
                event_put(decision.event),
                *once_writes(self.actor.person_id, once),
            ]
        )

    def window_figures(self, after: str | None, limit: int = 10) -> tuple[list[WindowFigures], str | None]:
        """Frozen figures of windows, the latest first; the cursor of the next."""
        if not may_see_outcomes(self.actor):
            return [], None
        page = self.table.page(
            None,
            figures_pk(self.actor.ics_code),
            sk_prefix=WINDOWS,
            after=after,
            limit=limit,
            newest_first=True,
        )
        return [window_figures_from(item) for item in page.items], page.after

    def year_figures(self, limit: int = 10) -> list[YearFigures]:
        """Frozen figures of the latest years, the latest first."""
        if not may_see_outcomes(self.actor):
            return []
        pk = figures_pk(self.actor.ics_code)
        page = self.table.page(None, pk, sk_prefix=YEARS, limit=limit, newest_first=True)
        return [year_figures_from(item) for item in page.items]
