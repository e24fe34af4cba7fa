"""The queue page over 100,000 applications beside the same over 100: one query each, so nearly one time."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from statistics import median

import pytest

from functions.levy.domain.record import decided
from functions.levy.items import application_put
from functions.levy.usecases.circumstances import circumstances
from shared.history import Head
from shared.ids import new_id
from shared.settings import settings
from shared.table import Item
from tests.bench import seeding
from tests.bench.ground import fixed_time
from tests.bench.tap import Tap
from tests.bench.wire import bent
from tests.levies import MANAGER, an_application, with_partners
from tests.partners import NOW
from tests.tables import fresh_tables
from tests.web.client import Browser
from tests.web.levy.visitors import approver

PAGES = {
    "oldest first": "/levy/queue",
    "dearest first": "/levy/queue?sort=highest_cost",
    "one type": "/levy/queue?organisation_type=care_home",
}
_KEPT = ("pk", "sk", "row", "by_age_pk", "by_age_sk", "by_cost_pk", "by_cost_sk", "by_score_pk", "by_score_sk")


def queue_rows(count: int) -> Iterator[Item]:
    """Waiting applications as the queue's three indexes hold them, each sent a second after the one before.

    The rest of the record (its body, its history, two more indexes) is left out: the page reads none of it.
    """
    whole = application_put(decided(an_application(head=Head()), "submit", circumstances(MANAGER, NOW))).item
    pattern = {name: whole[name] for name in _KEPT}
    for number in range(count):
        own, sent = new_id(), (NOW - timedelta(seconds=count - number)).isoformat()
        yield pattern | {
            "pk": f"APP#{own}",
            "row": pattern["row"] | {"application_id": own, "submitted_at": sent},
            "by_age_sk": f"{sent}#{own}",
            "by_cost_sk": f"{1_500_000 + number:012d}#{own}",
            "by_score_sk": f"100#{sent}#{own}",
        }


@dataclass(frozen=True)
class Timed:
    """Median seconds of a page over the short queue and over the long one."""

    short: float
    long: float

    @property
    def ratio(self) -> float:
        """The long one's time over the short one's."""
        return self.long / self.short


def queue_times(short: int, long: int, rounds: int) -> tuple[dict[str, Timed], Tap]:
    """Each page over queues of two lengths, in turn; and every call that the long one's pages made."""
    with fresh_tables() as first, fresh_tables() as second, fixed_time():
        with_partners()
        browser = approver()
        lengths = {short: first["levy"], long: second["levy"]}
        for count, table_name in lengths.items():
            seeding.write_all(table_name, queue_rows(count))
        taken: dict[tuple[str, int], list[float]] = defaultdict(list)
        for number in range(rounds + 1):
            for (name, address), (count, table_name) in product(PAGES.items(), lengths.items()):
                seconds = _seconds(browser, address, table_name)
                if number:  # the first round fills caches
                    taken[name, count].append(seconds)
        tap = Tap()
        with bent(tap):
            for address in PAGES.values():
                _seconds(browser, address, lengths[long])
    return {name: Timed(median(taken[name, short]), median(taken[name, long])) for name in PAGES}, tap


def _seconds(browser: Browser, address: str, table_name: str) -> float:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("EXCHANGE_LEVY_TABLE", table_name)
        settings.cache_clear()
        began = time.perf_counter()
        page = browser.get(address)
        seconds = time.perf_counter() - began
    settings.cache_clear()
    if page.status != 200:
        raise AssertionError(f"{address}: {page.status}")
    return seconds
