"""The monthly run, killed again and again: what is left of it is whole, and the next run goes on.

`run_killed` is what a storm of any size calls; `instalment_faults` compares what was drawn with the schedules that
the records had before anything was drawn.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from random import Random

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.schedule import Payment, payments_left
from functions.levy.usecases.monthly import draw_instalments
from shared.table import Item
from shared.values.dates import Month
from tests.bench.crash_points import killed
from tests.bench.wire import LastCall

Planned = Mapping[str, tuple[Payment, ...]]
"""The payments of each apprenticeship, by its id."""


def planned(apprenticeship_ids: Iterable[str]) -> Planned:
    """What is to be drawn for each, as their records have it now."""
    store, found = ApprenticeshipStore(None), {}
    for one in apprenticeship_ids:
        record = store.apprenticeship(one)
        found[one] = payments_left(record) if record else ()
    return found


def run_killed(until: Month, now: datetime, kills: int, random: Random, calls: int) -> int:
    """Run up to a month, killed `kills` times at one of so many calls, then to its end; how often it struck."""
    run = partial(draw_all, until, now)
    struck = sum(killed(run, LastCall(random.randint(1, calls), random.random() < 0.5)) for _ in range(kills))
    run()
    return struck


def draw_all(until: Month, now: datetime) -> int:
    """Run as the nights do, one after the other, until nothing is due."""
    drawn = 0
    while last := draw_instalments(until, now):
        drawn += last
    return drawn


def instalment_faults(items: Iterable[Item], wanted: Planned) -> list[str]:
    """Where an instalment was not drawn, or twice, or not to the penny."""
    drawn: dict[tuple[str, str], list[int]] = {}
    for item in items:
        if item["sk"].startswith("LEDGER#") and item["body"]["kind"] == "draw":
            one, month, _ = item["body"]["key"].split(":")
            drawn.setdefault((one, month), []).append(item["body"]["pence"])
    planned_sums = {
        (one, str(payment.month)): [pence for pence in payment.parts if pence]
        for one, payments in wanted.items()
        for payment in payments
        if payment.pence
    }
    keys = sorted(drawn.keys() | planned_sums.keys())
    return [
        f"{one} in {month}: drawn {sorted(drawn.get((one, month), []))}, planned {planned_sums.get((one, month))}"
        for one, month in keys
        if sorted(drawn.get((one, month), [])) != sorted(planned_sums.get((one, month), []))
    ]
