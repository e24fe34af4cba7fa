"""`make bench`: what an act costs the database, what a cold start imports, what a long queue and a page weigh.

Exits with 1 when a goal is missed; the page says so too. `--small` is the same with a shorter queue and fewer
rounds, and writes no page.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from functions.levy.app import app as levy
from functions.portal.app import app as portal
from shared.web import assets
from tests.bench.actions import Cost, costs
from tests.bench.figures import Figures
from tests.bench.ground import database, fixed_time
from tests.bench.imports import import_seconds
from tests.bench.long_queue import queue_times
from tests.bench.redeploy_actions import LOOKED_AT_AGAIN, REDEPLOYMENT
from tests.bench.redeploy_allocation import measure_redeployment
from tests.bench.redeploy_matching import measure_matching
from tests.bench.retention_exchange import measure_exchange
from tests.bench.weights import weigh
from tests.levies import stored_application, with_partners
from tests.tables import fresh_tables
from tests.web.client import Browser
from tests.web.levy.visitors import approver

_SHORT = 100
_PAGE_BYTES = 60_000


def measure_acts(figures: Figures) -> None:
    """Round trips and units of each act."""
    measured = list(costs())
    figures.part("Round trips to the database: one to know who asks, then at most one to load and one to commit")
    for action, cost in measured:
        figures.at_most(f"{action.name} ({cost.tap.words or 'none'})", len(cost.tap.calls), action.trips)
    figures.part("Units consumed, as the database told, beside the least possible")
    for action, cost in measured:
        figures.exactly(f"{action.name} ({_arithmetic(cost)})", cost.measured, cost.least)
    figures.exactly("table scans", sum(cost.tap.scans for _, cost in measured), 0)


def measure_redeployment_acts(figures: Figures) -> None:
    """Round trips and units of each act of redeployment; what matching adds to an act is named with it."""
    measured = list(costs(REDEPLOYMENT))
    figures.part("Redeployment: round trips of each act, by its use case or its page")
    for action, cost in measured:
        figures.at_most(f"{action.name} ({cost.tap.words})", len(cost.tap.calls), action.trips)
    figures.part("Redeployment: units consumed, as the database told, beside the least possible")
    for action, cost in measured:
        least = cost.least + LOOKED_AT_AGAIN.get(action.name, 0)
        figures.exactly(f"{action.name} ({_arithmetic(cost)})", cost.measured, least)
    figures.exactly("table scans", sum(cost.tap.scans for _, cost in measured), 0)


def _arithmetic(cost: Cost) -> str:
    return f"read {cost.least_reads:g} + write {cost.least_writes} + indexes {cost.least_index}"


def measure_imports(figures: Figures, rounds: int) -> None:
    """Cold start of each handler."""
    figures.part("Import of each handler with a database client made, against its bare libraries")
    seconds = import_seconds(rounds)
    bare = seconds.pop("bare")
    figures.tell("chalice + pydantic + jinja2 + boto3 client, ms", round(1000 * bare))
    for name, taken in seconds.items():
        figures.at_most(f"{name} : bare", taken / bare, 1.25)


def measure_queue(figures: Figures, length: int, rounds: int) -> None:
    """The queue page over a long queue."""
    figures.part(f"Queue page over {length:,} applications against {_SHORT}")
    times, tap = queue_times(_SHORT, length, rounds)
    for name, timed in times.items():
        figures.at_most(f"{name}: {length:,} : {_SHORT} ({1000 * timed.short:.1f} ms)", timed.ratio, 1.3)
    figures.exactly("table scans", tap.scans, 0)


def measure_weights(figures: Figures) -> None:
    """What pages weigh over the wire."""
    figures.part("Bytes over the wire, compressed, without icons")
    with fresh_tables(), fixed_time():
        with_partners()
        for _ in range(26):
            stored_application()
        first = weigh(Browser((portal, levy)), "/")
        queue = weigh(approver(), "/levy/queue")
    figures.at_most("first page with its style sheets and scripts", first.first_visit, _PAGE_BYTES)
    figures.tell("first page alone", first.compressed)
    figures.tell("queue page of 25 rows alone", queue.compressed)
    figures.tell("queue page of 25 rows alone, as it is", queue.page)


def main(arguments: list[str]) -> int:
    """Measure everything, and say by the exit code whether every goal was reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a queue of 1,000, few rounds; writes no page")
    chosen = parser.parse_args(arguments)
    figures = Figures("bench")
    figures.notes.append(
        "The rows of the long queue are written in bulk, with the queue's three indexes and without body, history"
        " and the other indexes, which the page does not read. The size of what is compressed is that of gzip."
    )
    began = time.monotonic()
    if not (assets.folder() / "manifest.json").exists():
        assets.build(assets.folder())
    measure_imports(figures, rounds=3 if chosen.small else 11)
    with tempfile.TemporaryDirectory() as folder, database(Path(folder) / "exchange.db"):
        measure_acts(figures)
        measure_redeployment_acts(figures)
        measure_weights(figures)
        measure_queue(figures, 1_000 if chosen.small else 100_000, rounds=5 if chosen.small else 25)
        measure_matching(figures, 500 if chosen.small else 10_000)
    measure_redeployment(figures, 500 if chosen.small else 10_000)
    measure_exchange(figures, small=chosen.small)
    figures.part("The whole")
    figures.tell("seconds", round(time.monotonic() - began))
    return figures.closed(keep=not chosen.small)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
