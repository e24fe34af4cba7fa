"""`make storm-redeploy`: HR clients race one another, then every item is read and added up; and crash points of
every command. `--race` runs the race alone, `--small` a race of a few seconds: neither writes a page.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from functions.redeploy.usecases.following import follow_up, waiting
from infra.local.tables import create_tables
from shared import audit, table
from shared.settings import settings
from shared.table import Table
from tests.bench import redeploy_books, redeploy_market, redeploy_spans
from tests.bench.crash_points import Victims, tell_crash_points
from tests.bench.figures import Figures
from tests.bench.ground import database
from tests.bench.reconciliation import everything
from tests.bench.redeploy_commands import COMMANDS, SEVERAL_TRANSACTIONS, finish
from tests.bench.redeploy_market import Market
from tests.bench.redeploy_spans import Spans
from tests.bench.wire import bent
from tests.redeployments import with_partners

FULL = Market(people=200, vacancies=1_000, kinds=40)
SMALL = Market(people=20, vacancies=40, kinds=5, clients=4, steps=8, at_hand=8, first=2)
_VICTIMS = Victims(
    "Redeployment", "redeploy", COMMANDS, SEVERAL_TRANSACTIONS, redeploy_books.faults_of, finish, with_partners
)


def storm_redeployment(figures: Figures, market: Market) -> None:
    """Play the market in the present database, and judge what it left."""
    heading = f"{market.clients} HR clients race over {market.vacancies:,} vacancies and {market.people:,} people"
    figures.part(f"Redeployment: {heading}")
    began = time.monotonic()
    tale = redeploy_market.play(market)
    seconds = time.monotonic() - began
    end = market.at(market.last_step)
    settling = Spans()
    with bent(settling):
        while todo := waiting():
            follow_up(todo, end)
    spans = tale.spans | settling.found
    _tell_acts(figures, tale.outcomes, seconds)
    items = list(everything(settings().redeploy_table))
    books = redeploy_books.opened(items)
    _tell_books(figures, books)
    wrong = {
        "vacancies filled twice": _twice(books, "vacancy_id"),
        "people with two posts": _twice(books, "entry_id"),
        "released while a match of tier 1 or 2 had no outcome": redeploy_spans.too_soon(books, spans),
        "on the register and suitable, and skipped by a release": redeploy_spans.skipped(books, spans, end.date()),
        "skipped or left behind in the end": redeploy_books.settled_faults_of(items, end),
        "other faults: counters, lists, histories": redeploy_books.faults_of(items),
    }
    for name, found in wrong.items():
        figures.exactly(name, len(found), 0)
        for fault in found[:5]:
            figures.tell("fault", fault)
    _tell_audit(figures, books)


def _twice(books: redeploy_books.Books, side: str) -> list[str]:
    return [f"{own}: {count}" for own, count in redeploy_books.held_by(books, side).items() if count > 1]


def _tell_acts(figures: Figures, outcomes: Counter[str], seconds: float) -> None:
    again = outcomes.pop("told to try again", 0)
    done = sum(count for name, count in outcomes.items() if ":" not in name)
    figures.tell("acts done", done)
    for name in ("post", "hold", "offer", "accept", "withdraw", "withdraw_offer", "release", "fail_trial"):
        figures.tell(f"of these: {name.replace('_', ' ')}", outcomes[name])
    figures.tell("acts refused", outcomes.total() - done)
    reasons: Counter[str] = Counter()
    for name, count in outcomes.items():
        reasons[name.partition(": ")[2]] += count
    told = ", ".join(f"{reason} {count:,}" for reason, count in reasons.most_common() if reason)
    figures.tell("why", told)
    figures.tell("told to try again, and sent again with the same key", again)
    figures.tell("acts a second", round(outcomes.total() / seconds, 1))


def _tell_books(figures: Figures, books: redeploy_books.Books) -> None:
    figures.tell("matches", len(books.matches))
    for name, kind in (("people", books.people), ("vacancies", books.vacancies)):
        states = Counter(one["body"]["status"] for one in kind.values())
        figures.tell(
            f"{name} in the end", ", ".join(f"{state} {count:,}" for state, count in states.most_common())
        )


def _tell_audit(figures: Figures, books: redeploy_books.Books) -> None:
    own, ics_code = Table(settings().redeploy_table), settings().ics_code
    last = max(event["at"] for events in books.events.values() for event in events)
    audit.seal(own, ics_code, datetime.fromisoformat(last))
    found = audit.verify(own, ics_code)
    figures.exactly("events sealed and verified", found.sealed, sum(map(len, books.events.values())))
    figures.exactly("fault found in the audit", found.fault or "none", "none")


def redeployment_storm(figures: Figures, market: Market, file: Path) -> None:
    """All of it, in databases of its own."""
    _race(figures, market, file)
    with database(None):
        tell_crash_points(figures, _VICTIMS)


def _race(figures: Figures, market: Market, file: Path) -> None:
    with database(file):
        create_tables(table.client(), settings())
        with_partners()
        storm_redeployment(figures, market)


def main(arguments: list[str]) -> int:
    """Run it alone in a database of its own."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.redeploy_storm", description=__doc__)
    parser.add_argument("--small", action="store_true", help="40 vacancies, 20 people, 4 clients")
    parser.add_argument("--race", action="store_true", help="the race alone")
    parser.add_argument("--vacancies", type=int, default=FULL.vacancies, help="a fifth as many people")
    chosen = parser.parse_args(arguments)
    market = replace(FULL, vacancies=chosen.vacancies, people=max(1, chosen.vacancies // 5))
    figures, began = Figures("storm-redeploy"), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exchange.db"
        if not (chosen.small or chosen.race):
            redeployment_storm(figures, market, file)
        else:
            _race(figures, SMALL if chosen.small else market, file)
    figures.part("The whole")
    figures.tell("seconds", round(time.monotonic() - began))
    return figures.closed(keep=not (chosen.small or chosen.race))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
