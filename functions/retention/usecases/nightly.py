"""What a new day brings to a window: when managers begin to decide, the keepers of chosen units are told."""

from collections.abc import Iterator
from datetime import datetime

from functions.retention.domain.notices import decisions_due
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import Phase
from functions.retention.run_store import RunStore
from shared import directory
from shared.actors import Role
from shared.clock import london_day
from shared.outbox import Intent, intent_put
from shared.settings import settings


def due_decisions(now: datetime) -> Iterator[Intent]:
    """What to tell today: one intent for each unit that somebody asks to join, while its manager may decide.

    Where the manager would be shown none of the requests there is nothing to tell: the email alone would say that
    somebody of their own asks.
    """
    store, day = RunStore(), london_day(now)
    for window in store.running(settings().ics_code, day):
        if window.phase_on(day) is not Phase.DECIDING:
            continue
        units = {one.unit_id: one for one in store.units(window.window_id)}
        for unit in units.values():
            homes = set(store.homes_of_those_who_chose(unit)) & units.keys()
            if any(not _is_close(unit, units[home]) for home in homes):
                yield decisions_due(window, unit)


def _is_close(unit: Unit, home: Unit) -> bool:
    """Whether the keeper of a unit manages those of another, or does HR where they work: then they see no request
    of theirs (`may_see_profile`)."""
    if unit.keeper.person_id == home.keeper.person_id:
        return True
    if unit.employer.ods_code != home.employer.ods_code:
        return False
    hr = directory.contacts(home.employer.ods_code, Role.HR_ADVISER)
    return unit.keeper.person_id in {one.person_id for one in hr}


def tell(intent: Intent, now: datetime) -> bool:
    """Leave an email in the outbox, unless it was left there before; whether it was."""
    put = intent_put(intent, now)
    return RunStore().table.put(put.item, if_absent=True)
