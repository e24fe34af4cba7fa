"""What a new day brings to a window: when managers begin to decide, the keepers of chosen units are told."""

from collections.abc import Iterator
from datetime import datetime

from functions.retention.domain.notices import decisions_due
from functions.retention.domain.windows import Phase
from functions.retention.run_store import RunStore
from shared.clock import london_day
from shared.outbox import Intent, intent_put
from shared.settings import settings


def due_decisions(now: datetime) -> Iterator[Intent]:
    """What to tell today: one intent for each unit that somebody asks to join, while its manager may decide."""
    store, day = RunStore(), london_day(now)
    for window in store.running(settings().ics_code, day):
        if window.phase_on(day) is Phase.DECIDING:
            yield from (
                decisions_due(window, one) for one in store.units(window.window_id) if store.is_chosen(one)
            )


def tell(intent: Intent, now: datetime) -> bool:
    """Leave an email in the outbox, unless it was left there before; whether it was."""
    put = intent_put(intent, now)
    return RunStore().table.put(put.item, if_absent=True)
