"""The retention table: one transaction a decision, and reads that a signed-in actor may have.

What is read and written, and the units it costs (items below 4 kB read, 1 kB written; + indexes):
- a window or a unit with the key of a form:  BatchGetItem, strong: 1 read unit an item, one trip
- a list of windows or units:   one Query of an index that carries only `row`
- a decision:      TransactWriteItems: each record, its event, what it is found by, the form's key, each email
A store is built only from an actor, so nothing can be read without one. Requests are in `request_store.py`. What
the run and the schedules read is in `run_store.py`: no page goes through it.
"""

from collections.abc import Iterator
from typing import Any

from functions.retention.domain.decision import Decision
from functions.retention.domain.policy import (
    audits,
    coordinates,
    may_name_at_risk,
    may_see_window,
)
from functions.retention.domain.units import AtRiskNames, EmployerBounds, Unit
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.items import (
    at_risk_from,
    at_risk_key,
    bounds_from,
    bounds_key,
    record_writes,
    seed_key,
    unit_from,
    unit_key,
    window_from,
    window_key,
)
from shared.actors import Actor
from shared.history import event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.records import Record
from shared.settings import settings
from shared.table import Item, Key, Page, Table, Write

_A_PAGE = 200
PUBLIC_AGAIN = frozenset({WindowStatus.ANNOUNCED, WindowStatus.CLOSED})
"""When the seed of a window is shown to everybody."""


class RetentionStore:
    """Everything in the retention table that one actor may see and change."""

    def __init__(self, actor: Actor, table: Table | None = None) -> None:
        self.actor = actor
        self.table = table or Table(settings().retention_table)

    # -- windows ------------------------------------------------------------------------------------------

    def window(self, window_id: str) -> TransferWindow | None:
        """The window, if it is there and the actor may see it."""
        return self._seen_window(self.table.get(*window_key(window_id)))

    def window_and_once(self, window_id: str, once: str) -> tuple[TransferWindow | None, Once | None]:
        """All that an act on a window looks at, in one trip."""
        item, done = self.table.fetch(window_key(window_id), self._once_key(once))
        return self._seen_window(item), once_from(done)

    def there_and_once(self, key: Key, once: str) -> tuple[bool, Once | None]:
        """Whether a record that is to be new is there already, and the form's key; in one trip."""
        item, done = self.table.fetch(key, self._once_key(once))
        return item is not None, once_from(done)

    def windows(self, after: str | None, limit: int = 25) -> Page:
        """Rows of the ICS's windows that are or were open, the latest first."""
        pk = f"WINDOWS#{self.actor.ics_code}"
        return self.table.page("by_state", pk, after=after, limit=limit, newest_first=True)

    def planned_windows(self, after: str | None, limit: int = 25) -> Page:
        """Rows of the windows that are planned: for the coordinator alone."""
        if not coordinates(self.actor):
            return Page([], None)
        pk = f"PLANNED#{self.actor.ics_code}"
        return self.table.page("by_state", pk, after=after, limit=limit, newest_first=True)

    def published_seed(self, window: TransferWindow) -> str:
        """The seed of a window whose moves are announced; an empty text before: nobody may know it."""
        if window.status not in PUBLIC_AGAIN:
            return ""
        item = self.table.get(*seed_key(window.window_id))
        return str(item["seed"]) if item else ""

    # -- units --------------------------------------------------------------------------------------------

    def unit(self, window_id: str, unit_id: str) -> tuple[TransferWindow, Unit] | None:
        """A unit with its window, if the actor may see the window. One trip."""
        found, _ = self.unit_and_once(window_id, unit_id, "")
        return found

    def unit_and_once(
        self, window_id: str, unit_id: str, once: str
    ) -> tuple[tuple[TransferWindow, Unit] | None, Once | None]:
        """All that an act on a unit looks at, in one trip."""
        keys = (window_key(window_id), unit_key(window_id, unit_id), self._once_key(once))
        window_item, unit_item, done = self.table.fetch(*keys)
        window = self._seen_window(window_item)
        found = (window, unit_from(unit_item)) if window and unit_item else None
        return found, once_from(done)

    def units(self, window: TransferWindow) -> tuple[Unit, ...]:
        """Every unit of a window that this store gave, by employer and name. Pages of one Query."""
        rows = self._every("by_window", f"WINDOW#{window.window_id}#UNITS")
        return tuple(unit_from(row) for row in rows)

    def unit_page(
        self, window: TransferWindow, after: str | None, limit: int = 50
    ) -> tuple[list[Unit], str | None]:
        """Some units of a window that this store gave, by employer and name; the cursor of the next page."""
        page = self.table.page("by_window", f"WINDOW#{window.window_id}#UNITS", after=after, limit=limit)
        return [unit_from(item["row"]) for item in page.items], page.after

    def bounds(self, window: TransferWindow) -> tuple[EmployerBounds, ...]:
        """The bounds of every employer in a window that this store gave."""
        rows = self._every("by_window", f"WINDOW#{window.window_id}#BOUNDS")
        return tuple(bounds_from(row) for row in rows)

    def own_bounds(self, window: TransferWindow) -> EmployerBounds | None:
        """The bounds of the employer that the actor acts for."""
        item = self.table.get(*bounds_key(window.window_id, self.actor.ods_code))
        return bounds_from(item) if item else None

    def bounds_and_once(
        self, window_id: str, once: str
    ) -> tuple[tuple[TransferWindow, EmployerBounds | None] | None, Once | None]:
        """All that an act on the bounds of the actor's employer looks at, in one trip."""
        keys = (window_key(window_id), bounds_key(window_id, self.actor.ods_code), self._once_key(once))
        window_item, item, done = self.table.fetch(*keys)
        window = self._seen_window(window_item)
        found = (window, bounds_from(item) if item else None) if window else None
        return found, once_from(done)

    def at_risk_names(self, unit: Unit) -> AtRiskNames | None:
        """Who is named of a closing unit: for the HR of its employer alone."""
        if not may_name_at_risk(self.actor, unit):
            return None
        item = self.table.get(*at_risk_key(unit.window_id, unit.unit_id))
        return at_risk_from(item) if item else None

    def at_risk_and_once(
        self, window_id: str, unit_id: str, once: str
    ) -> tuple[tuple[TransferWindow, Unit, AtRiskNames | None] | None, Once | None]:
        """All that naming people looks at, in one trip."""
        keys = (window_key(window_id), unit_key(window_id, unit_id), at_risk_key(window_id, unit_id))
        window_item, unit_item, names, done = self.table.fetch(*keys, self._once_key(once))
        window, unit = self._seen_window(window_item), unit_from(unit_item) if unit_item else None
        if window is None or unit is None or not may_name_at_risk(self.actor, unit):
            return None, once_from(done)
        return (window, unit, at_risk_from(names) if names else None), once_from(done)

    # -- histories ----------------------------------------------------------------------------------------

    def history(self, record: Record, after: str | None) -> Page:
        """Events of a record that this store gave, first to last, strongly consistent: one query."""
        return self.table.page(None, record.subject, sk_prefix="EVENT#", after=after)

    @property
    def oversees(self) -> bool:
        """Whether the actor reads the sealed audit of the table."""
        return coordinates(self.actor) or audits(self.actor)

    # -- commits ------------------------------------------------------------------------------------------

    def commit(self, decision: Decision[Any], once: Once, *more: Write, market: str = "") -> None:
        """Write a decision whole: records, events, what they are found by, emails, the form's key.

        Raises Cancelled where anything it was decided on has changed, Busy where the database is.
        """
        self.table.commit(
            [
                *record_writes(decision, market),
                *(event_put(one) for _, one in decision.changes),
                *once_writes(self.actor.person_id, once),
                *(intent_put(intent, decision.event.at) for intent in decision.intents),
                *more,
            ]
        )

    # -- within -------------------------------------------------------------------------------------------

    def _once_key(self, key: str) -> Key:
        return once_key(self.actor.person_id, key)

    def _seen_window(self, item: Item | None) -> TransferWindow | None:
        window = window_from(item) if item else None
        return window if window and may_see_window(self.actor, window) else None

    def _every(self, index: str, pk: str) -> Iterator[Item]:
        after = None
        while True:
            page = self.table.page(index, pk, limit=_A_PAGE, after=after)
            yield from (item["row"] for item in page.items)
            if (after := page.after) is None:
                return
