"""`make storm-levy`: the money under races, replays, lost replies, crashes and dead consumers.

Clients are processes that speak HTTP to the product as `make run` starts it, on a data folder of its own. Exits
with 1 when a pass mark is missed. `--small` is the part on money in half a minute, and writes no page.
"""

import argparse
import signal
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from shared import audit, clock, outbox
from shared.settings import settings
from shared.table import Table
from tests.bench import reconciliation
from tests.bench.allowance_storm import Contest
from tests.bench.bad_day import approve_all
from tests.bench.clients import PROCESSES, Approval, Crowd, Tally
from tests.bench.commands import COMMANDS, SEVERAL_TRANSACTIONS
from tests.bench.crash_points import Point, sweep
from tests.bench.deliveries import drain_with_kills
from tests.bench.figures import Figures
from tests.bench.ground import EACH_PENCE, LEVY, Ground, approvals_of, database
from tests.bench.scale import FULL, SMALL, Scale
from tests.journeys.product import Product
from tests.levies import with_partners
from tests.partners import NOW
from tests.tables import fresh_tables

_COPIES = 3
_KILL_EVERY_SECONDS = 0.5


class Storm:
    """One run: its folder, its product, and every approval that was acknowledged, by pledge."""

    def __init__(self, folder: Path, scale: Scale, figures: Figures) -> None:
        self.scale = scale
        self.figures = figures
        self.file = folder / "data" / "exchange.db"
        self.product = Product(folder / "data", now="2026-11-22T09:00Z")
        self.sends = folder / "sent"
        self.acknowledged: dict[str, set[str]] = {}

    def run(self) -> None:
        """Every part, in order."""
        with database(self.file):
            self._lay()
        self.product.begin()
        try:
            self._pace()
            self._great_storm()
            self._allowance()
            self._replays()
            self._killed_server()
        finally:
            self.product.stop()
        with database(self.file):
            self._bad_day()
            self._books()
            self._outbox()
            self._audit()
        if self.scale.is_whole:
            with database(None):
                self._crash_points()

    def _lay(self) -> None:
        self.ground = Ground.laid()
        self.waiting = [
            one.application_id for one in self.ground.applications(self.scale.approvals + 2 * self.scale.pace)
        ]
        fitting = {"storm": self.scale.fitting, "pace": 2 * self.scale.pace, "replays": self.scale.tripled}
        fitting |= {"kills": self.scale.killed, "bad day": self.scale.bad_day}
        self.pledges = {name: self.ground.pledge(count) for name, count in fitting.items()}
        self.contest = Contest.laid(self.ground, self.ground.other_sender, self.scale.promises, self.scale.allowed)

    def _pace(self) -> None:
        self.figures.part("Throughput of 16 clients against one")
        approvals = approvals_of(self._take(2 * self.scale.pace), self.pledges["pace"])
        alone = self._sent(approvals[: self.scale.pace], processes=1)
        together = self._sent(approvals[self.scale.pace :])
        one, many = (round(self.scale.pace / tally.seconds, 1) for tally in (alone, together))
        self.figures.tell("approvals a second, one client", one)
        self.figures.tell("approvals a second, 16 clients", many)
        least = 0.75 if self.scale.is_whole else 0.0  # of few approvals the pace says nothing
        self.figures.at_least("16 clients : one client", many / one, least)

    def _great_storm(self) -> None:
        self.figures.part("Approvals from 16 client processes at one pledge")
        tally = self._sent(approvals_of(self.waiting, self.pledges["storm"]))
        done = {one.approval.application_id for one in tally.answers if one.is_done}
        self.waiting = [one for one in self.waiting if one not in done]
        too_small = self.scale.approvals - self.scale.fitting
        self.figures.tell("approvals sent", len(tally.answers))
        self.figures.exactly("approved", len(done), self.scale.fitting)
        self.figures.exactly("told that the pledge is too small", tally.outcomes["pledge_too_small"], too_small)
        self.figures.exactly("server errors", tally.server_errors, 0)
        self.figures.tell("told to try again, and sent again with the same key", tally.tried_again.total())
        self.figures.tell("answers a second", round(len(tally.answers) / tally.seconds, 1))

    def _allowance(self) -> None:
        self.figures.part("Promises from 16 client processes against one year's allowance, through 5 pledges")
        self.contest.tell(self.figures, self._sent(self.contest.approvals))

    def _replays(self) -> None:
        self.figures.part("Each approval sent three times at once, with one key")
        approvals = approvals_of(self._take(self.scale.tripled), self.pledges["replays"])
        tally = self._sent([one for one in approvals for _ in range(_COPIES)])
        replies: dict[str, list[tuple[int, str]]] = {}
        for one in tally.answers:
            replies.setdefault(one.approval.key, []).append((one.status, str(one.content)))
        equal = sum(len(found) == _COPIES and len(set(found)) == 1 for found in replies.values())
        self.figures.exactly("approvals with three equal replies", equal, self.scale.tripled)
        self.figures.exactly("server errors", tally.server_errors, 0)
        others = [replace(one, why="For another reason.") for one in approvals[: self.scale.reused]]
        refused = self._sent(others).outcomes["key_reused"]
        self.figures.exactly("same key with another body: refused", refused, self.scale.reused)

    def _killed_server(self) -> None:
        self.figures.part("The product killed (kill -9) under load; clients hang up before 30% of the replies")
        approvals = approvals_of(self._take(self.scale.killed), self.pledges["kills"])
        crowd = Crowd(approvals, self.product.port, self.ground.token, hangs_up=0.3)
        for _ in range(self.scale.kills):
            time.sleep(_KILL_EVERY_SECONDS)
            self.product.kill()
            self.product.start()
        tally = self._noted(crowd.finish())
        self.figures.tell("kills", self.scale.kills)
        self.figures.exactly("acknowledged in the end", tally.outcomes["done"], self.scale.killed)
        self.figures.tell("sent again with the same key", tally.tried_again.total())
        self.figures.exactly("server errors", tally.server_errors, 0)

    def _bad_day(self) -> None:
        self.figures.part("30% of replies lost after the commit, 20% throttled, 10% in conflict")
        approvals = approvals_of(self._take(self.scale.bad_day), self.pledges["bad day"])
        day = approve_all(approvals, self.ground.approver)
        self.acknowledged[self.pledges["bad day"]] = set(day.acknowledged)
        for kind, count in day.met.items():
            self.figures.tell(f"faults met: {kind}", count)
        self.figures.tell("told to try again, and sent again with the same key", day.tried_again)
        self.figures.exactly("acknowledged in the end", len(day.acknowledged), self.scale.bad_day)
        self.figures.exactly("refused", day.refused.total(), 0)

    def _books(self) -> None:
        self.figures.part("The books, added up from every item")
        books = reconciliation.opened(reconciliation.everything(LEVY))
        for name, pledge_id in self.pledges.items():
            told = reconciliation.pence_gone(books, pledge_id)
            acknowledged = len(self.acknowledged[pledge_id]) * EACH_PENCE
            self.figures.exactly(f"{name}: pence gone, reserved, entered, by year, awarded", told, {acknowledged})
        self.contest.tell_books(self.figures, books)
        faults = reconciliation.faults(books)
        self.figures.tell("events in histories", sum(map(len, books.events.values())))
        self.figures.exactly("faults", len(faults), 0)
        for fault in faults[:10]:
            self.figures.tell("fault", fault)
        self.intents = set(books.intents)

    def _outbox(self) -> None:
        self.figures.part("The outbox, drained by consumers of which one send in ten is the last act")
        waiting = self._unsent()
        found = drain_with_kills(LEVY, self.sends, clock.now(), self.scale.drained)
        lost = waiting - found.sent.keys() - self._unsent()
        self.figures.tell("intents of the whole storm", len(self.intents))
        self.figures.tell("of these sent by the product while it ran", len(self.intents - waiting))
        self.figures.tell("sent by consumers that were killed", len(found.sent))
        self.figures.tell("kills", found.killed)
        self.figures.exactly("neither sent nor still waiting", len(lost), 0)
        self.figures.tell("sent more than once", sum(count > 1 for count in found.sent.values()))

    def _unsent(self) -> set[str]:
        return {one["reference"] for one in reconciliation.everything(LEVY) if one.get("work_pk") == outbox.UNSENT}

    def _audit(self) -> None:
        self.figures.part("The audit, sealed in blocks and walked")
        audit.seal(Table(LEVY), settings().ics_code, NOW)
        began = time.monotonic()
        found = audit.verify(Table(LEVY), settings().ics_code)
        self.figures.tell("blocks", found.blocks)
        self.figures.tell("events sealed", found.sealed)
        self.figures.exactly("events not sealed", found.unsealed, 0)
        self.figures.exactly("fault found", found.fault or "none", "none")
        self.figures.tell("seconds to walk it", round(time.monotonic() - began, 1))

    def _crash_points(self) -> None:
        self.figures.part("kill -9 before and after every call of every command to the database")
        points: list[Point] = []
        for prepare in COMMANDS:
            with fresh_tables() as tables:
                with_partners()
                is_one_transaction = prepare not in SEVERAL_TRANSACTIONS
                points += sweep(prepare(), tables["levy"], is_one_transaction=is_one_transaction)
        self.figures.tell("commands", len(COMMANDS))
        self.figures.tell("points at which the process was killed", len(points))
        broken = sum(bool(point.faults) for point in points)
        self.figures.exactly("points at which an invariant did not hold", broken, 0)

    def _sent(self, approvals: list[Approval], processes: int = PROCESSES) -> Tally:
        return self._noted(Crowd(approvals, self.product.port, self.ground.token, processes=processes).finish())

    def _noted(self, tally: Tally) -> Tally:
        """Remember what was acknowledged: once it is, it must be in the books."""
        for one in tally.answers:
            if one.is_done:
                known = self.acknowledged.setdefault(one.approval.pledge_id, set())
                known.add(one.approval.application_id)
        return tally

    def _take(self, count: int) -> list[str]:
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken


def main(arguments: list[str]) -> int:
    """Run the storm, print its figures, and say by the exit code whether every mark was reached."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.storm", description=__doc__)
    parser.add_argument("--small", action="store_true", help="the same in half a minute; writes no page")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # so that all that was started is ended too
    figures = Figures("storm-levy")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        Storm(Path(folder), SMALL if chosen.small else FULL, figures).run()
    figures.part("The whole")
    figures.tell("seconds", round(time.monotonic() - began))
    return figures.closed(keep=not chosen.small)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
