"""`make storm-retention`: people, managers and coordinators race one another over transfer windows, then every
item is read and added up; crash points of every command of the run.

`--race` runs the races alone, `--small` a race of a few seconds, `--large` a window of 600. None writes a page.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from functions.retention.verify_audit import find
from infra.local.tables import create_tables
from shared import audit, table
from shared.settings import settings
from shared.table import Table
from tests.bench import retention_books, retention_market
from tests.bench.crash_points import Victims, tell_crash_points
from tests.bench.figures import Figures
from tests.bench.ground import database
from tests.bench.reconciliation import everything
from tests.bench.retention_commands import COMMANDS, SEVERAL_TRANSACTIONS, finish
from tests.bench.retention_market import Ground
from tests.retention import READY_AT, with_partners

FULL = Ground(windows=4, people=60, units=12, steps=3_000)
LARGE = Ground(windows=1, people=600, units=120, steps=2_000)
SMALL = Ground(windows=1, people=14, units=6, clients=4, steps=160)
_VICTIMS = Victims(
    "Transfer windows",
    "retention",
    COMMANDS,
    SEVERAL_TRANSACTIONS,
    retention_books.faults_of,
    finish,
    with_partners,
)


def storm_windows(figures: Figures, ground: Ground) -> None:
    """Play the windows in the present database, and judge what they left."""
    figures.part(
        f"Transfer windows: {ground.clients} clients race over {ground.windows} of {ground.people} people"
        f" and {ground.units} units"
    )
    began = time.monotonic()
    windows = retention_market.laid(ground)
    figures.tell("seconds to lay the windows", round(time.monotonic() - began, 1))
    began = time.monotonic()
    tale = retention_market.play(ground, windows)
    seconds = time.monotonic() - began
    _tell_acts(figures, tale.outcomes, seconds)
    before = list(everything(settings().retention_table))
    found = retention_books.faults_of(before)
    figures.exactly("faults at the end of the race", len(found), 0)
    announced = sum(one["body"]["status"] == "announced" for one in retention_books.opened(before).of("WINDOW"))
    figures.tell("windows announced in the race itself", announced)
    retention_market.finish(windows)
    _judge(figures, windows)


def _judge(figures: Figures, windows: list[str]) -> None:
    items = list(everything(settings().retention_table))
    books = retention_books.opened(items)
    wrong = retention_books.faults_of(items) + retention_books.settled_faults_of(items)
    figures.exactly("windows announced", sum(_status(books, one) == "announced" for one in windows), len(windows))
    figures.tell("runs", sum(len(runs) for runs in books.runs.values()))
    figures.tell("moves", sum(len(retention_books.moves_of(books, one)) for one in windows))
    for name, sign in (
        ("groups carried out in part", "in part"),
        ("units and employers beyond their bounds", "cannot bear"),
        ("people worse off, or moved without their yes", "worse off"),
        ("people in two places", "times in run"),
    ):
        figures.exactly(name, sum(sign in fault for fault in wrong), 0)
    figures.exactly("all faults: these, counters, histories, announcements", len(wrong), 0)
    for fault in wrong[:10]:
        figures.tell("fault", fault)
    _tell_audit(figures, books)


def _status(books: retention_books.Books, window_id: str) -> str:
    return str(books.records[f"WINDOW#{window_id}"]["body"]["status"])


def _tell_acts(figures: Figures, outcomes: Counter[str], seconds: float) -> None:
    again = outcomes.pop("told to try again", 0)
    done = {name: count for name, count in outcomes.items() if ":" not in name}
    figures.tell("acts done", ", ".join(f"{name} {count:,}" for name, count in sorted(done.items())))
    reasons: Counter[str] = Counter()
    for name, count in outcomes.items():
        reasons[name.partition(": ")[2]] += count
    figures.tell("refused", ", ".join(f"{one} {count:,}" for one, count in reasons.most_common() if one))
    figures.tell("told to try again, and sent again with the same key", again)
    figures.tell("acts a second", round(outcomes.total() / seconds, 1))


def _tell_audit(figures: Figures, books: retention_books.Books) -> None:
    own, ics_code = Table(settings().retention_table), settings().ics_code
    audit.seal(own, ics_code, READY_AT)
    found = find()
    figures.exactly("events sealed and verified", found.walked.sealed, sum(map(len, books.events.values())))
    figures.exactly(
        "runs worked out again", found.runs.runs if found.runs else 0, sum(map(len, books.runs.values()))
    )
    figures.exactly("faults found by verify_audit", [str(fault) for fault in found.faults], [])


def _race(figures: Figures, ground: Ground, file: Path) -> None:
    with database(file):
        create_tables(table.client(), settings())
        with_partners()
        storm_windows(figures, ground)


def main(arguments: list[str]) -> int:
    """Run it in databases of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.retention_storm", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a window of 14 people, 4 clients")
    parser.add_argument("--large", action="store_true", help="one window of 600 people: long")
    parser.add_argument("--race", action="store_true", help="the races alone")
    chosen = parser.parse_args(arguments)
    figures = Figures("storm-retention")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        ground = SMALL if chosen.small else LARGE if chosen.large else FULL
        _race(figures, ground, Path(folder) / "exchange.db")
    if not (chosen.small or chosen.race or chosen.large):
        with database(None):
            tell_crash_points(figures, _VICTIMS)
    figures.part("The whole")
    figures.tell("seconds", round(time.monotonic() - began))
    return figures.closed(keep=not (chosen.small or chosen.race or chosen.large))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
