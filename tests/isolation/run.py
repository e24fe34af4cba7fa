"""Asks, searches what comes back, and says what leaked."""

import io
import json
import multiprocessing
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from random import Random

from functions.redeploy.app import app
from infra.local.gateway import Reply, Request, Unanswered, answer
from infra.local.gateway import routes_of as gateway_routes
from shared import clock, table
from shared.cookies import SESSION
from shared.settings import settings
from tests.bench.crash_points import Snapshot, snapshot
from tests.bench.seeding import write_all
from tests.isolation.asking import JSON, Asked, Asking, Route, routes_of
from tests.isolation.canaries import Canary
from tests.isolation.rules import Facts, Viewer, may_see
from tests.isolation.visitors import Visitor, everybody, readers
from tests.isolation.watch import Watch, watching
from tests.isolation.world import ASKED_AT, World, made
from tests.redeployments import with_partners
from tests.tables import fresh_tables

_ZIP = b"PK\x03\x04"
_MOST_SECONDS = 7_200
_USUAL = 0.95  # how often machines ask for what is for machines, and people for pages
_LIKELY = ("manager", "second-hr", "hr", "other-hr", "finance")


@dataclass
class Found:
    """What a run found: how many requests, their answers by status, canaries seen by right, leaks, faults."""

    requests: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)  # by route, with a page or an act that was done
    seen: Counter[str] = field(default_factory=Counter)
    emails: int = 0
    leaks: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Found") -> None:
        """Add up what another process found."""
        self.requests += other.requests
        self.emails += other.emails
        for name in ("statuses", "answered", "seen", "leaks", "faults"):
            getattr(self, name).update(getattr(other, name))


class Run:
    """One process's requests, in a world of its own that is put back after each."""

    def __init__(self, world: World, watch: Watch, chance: Random, only: str = "") -> None:
        self.world, self.watch, self.chance = world, watch, chance
        self.facts: Facts = world.facts
        self.visitors = everybody(world)
        self.readers = readers(world)
        names = (settings().redeploy_table, settings().directory_table)
        self.items: dict[str, Snapshot] = {name: snapshot(name) for name in names}
        self.asking = Asking(world, chance)
        self.routes = [one for one in routes_of(app) if one.resource == (only or one.resource)]
        self.found = Found()

    def once_each(self) -> None:
        """Every route once in every role, with a form of its page; then again the pages that nobody was shown."""
        roles = {_role(one): one for one in self.visitors}
        for route in self.routes:
            for visitor in roles.values():
                if route.is_api == bool(visitor.token):
                    self.ask(route, visitor)
        for route in self.routes:
            if route.method == "GET" and not self.found.answered[f"GET {route.resource}"]:
                self._until_shown(route)

    def _until_shown(self, route: Route) -> None:
        """Ask for a page of few records that few may see until somebody is shown it."""
        likely = [one for one in self.visitors if one.viewer.name in _LIKELY and bool(one.token) == route.is_api]
        likely += [one for one in self.visitors if one.viewer.entry]
        for visitor, tried in product(likely, range(len(self.asking.fitting(route)))):
            if visitor.viewer.entry and tried > 1:
                continue
            self.ask(route, visitor, tried)
            if self.found.answered[f"GET {route.resource}"]:
                return

    def at_random(self, count: int) -> None:
        """So many requests of anybody to anything."""
        end = self.found.requests + count
        while self.found.requests < end:
            route = self.chance.choice(self.routes)
            those = [one for one in self.visitors if bool(one.token) == route.is_api]
            self.ask(route, self.chance.choice(those if self.chance.random() < _USUAL else self.visitors))

    def ask(self, route: Route, visitor: Visitor, which: int | None = None) -> None:
        """One request, of the record number `which` of those that fit if told; and where a page with forms comes
        back, one of them filled in, and one of its links."""
        asked = self.asking.to(route, visitor, which)
        page = self._send(asked, visitor)
        if page is None or page.status != 200 or asked.method != "GET":
            return
        onward = [self.asking.forms_of(page.body, asked, visitor), self.asking.links_of(page.body, asked)]
        for several in map(list, onward):
            if several:
                self._send(self.chance.choice(several), visitor)

    def _send(self, asked: Asked, visitor: Visitor) -> Reply | None:
        self.watch.begin()
        self.found.requests += 1
        try:
            reply = answer(_request(asked, visitor), gateway_routes(app))
        except Unanswered as unanswered:
            self.found.statuses[unanswered.status] += 1
            return None
        self.found.statuses[reply.status] += 1
        is_yes = reply.status == (200 if asked.method == "GET" else 303)
        self.found.answered[f"{asked.method} {reply.resource}"] += is_yes and not _leads_to_sign_in(reply)
        if reply.status >= 500:
            self.found.faults[f"{reply.status} from {asked.method} {reply.resource}"] += 1
        self._search(asked, visitor, reply)
        self.watch.put_back(self.items)
        return reply

    def _search(self, asked: Asked, visitor: Visitor, reply: Reply) -> None:
        where = f"{asked.method} {reply.resource}"
        self._judge(_text(reply), visitor.viewer, f"{where} {reply.status}")
        self._forbid("\n".join(value for _, value in reply.headers), f"{where}: header")
        self._forbid("\n".join(self.watch.lines), f"{where}: log")
        for event in self.watch.events():
            self._forbid(event, f"{where}: event")
        for email in self.watch.emails():
            self.found.emails += 1
            self._forbid(email.subject, f"{where}: title of an email")
            reader = self.readers.get(email.to.casefold())
            self._judge(email.body, reader or Viewer(email.to), f"{where}: email")

    def _judge(self, text: str, viewer: Viewer, where: str) -> None:
        for canary in self.world.aviary.found_in(text):
            if may_see(viewer, canary, self.facts):
                self.found.seen[f"{canary.subject[0]} {canary.field}"] += 1
            else:
                self._leak(canary, where, viewer.name)

    def _forbid(self, text: str, where: str) -> None:
        for canary in self.world.aviary.found_in(text) if text else ():
            if canary.subject[0] != "V":  # the title of a vacancy may stand in a title
                self._leak(canary, where, "anybody")

    def _leak(self, canary: Canary, where: str, to: str) -> None:
        kind = {"E": "a person", "M": "a match", "V": "a vacancy", "C": "a change"}[canary.subject[0]]
        self.found.leaks[f"{canary.field} of {kind} to {to} by {where}"] += 1


def found_by(count: int, processes: int, seed: int) -> Found:
    """What so many random requests from several processes found, and every route once as everybody."""
    with fresh_tables(), _at_that_time():
        world = made()
    fork = multiprocessing.get_context("fork")
    results = fork.Queue()

    def work(number: int) -> None:
        table.client().close()  # the parent's connections are not ours to read from
        results.put(found_in(world, count // processes, seed + number, once_each=number == 0))

    workers = [fork.Process(target=work, args=(number,), daemon=True) for number in range(processes)]
    for worker in workers:
        worker.start()
    whole = Found()
    for _ in workers:
        whole.add(results.get(timeout=_MOST_SECONDS))
    return whole


def found_in(world: World, count: int, seed: int, *, once_each: bool, only: str = "") -> Found:
    """What this process finds, in tables of its own that hold that world, on all routes or on one."""
    with fresh_tables(), _at_that_time(), watching() as watch:
        run = settled(world, watch, Random(seed), only)
        if once_each:
            run.once_each()
        run.at_random(count)
        return run.found


def settled(world: World, watch: Watch, chance: Random, only: str = "") -> Run:
    """A run in the present tables, filled with the world's records."""
    with_partners()
    write_all(settings().redeploy_table, world.items.values())
    return Run(world, watch, chance, only)


@contextmanager
def _at_that_time() -> Iterator[None]:
    clock.use_source(lambda: ASKED_AT)
    try:
        yield
    finally:
        clock.use_source(None)


def _role(visitor: Visitor) -> tuple[object, ...]:
    viewer = visitor.viewer
    return viewer.ods_code, viewer.roles, bool(viewer.entry), bool(visitor.token)


def _leads_to_sign_in(reply: Reply) -> bool:
    return any(name.lower() == "location" and "sign-in" in value for name, value in reply.headers)


def _request(asked: Asked, visitor: Visitor) -> Request:
    accept = "application/json" if asked.resource.startswith("/api/") else "text/html"
    headers = [("accept", accept), ("sec-fetch-site", "same-origin")]
    headers += [("content-type", asked.content_type)] if asked.content_type else []
    headers += [("cookie", f"{SESSION}={visitor.cookie}")] if visitor.cookie else []
    headers += [("authorization", f"Bearer {visitor.token}")] if visitor.token else []
    headers += [("idempotency-key", asked.key)] if asked.content_type == JSON else []
    return Request(asked.method, asked.path, asked.query, tuple(headers), asked.body, "192.0.2.7")


def _text(reply: Reply) -> str:
    """All text of a reply, also that inside a workbook."""
    if not reply.body.startswith(_ZIP):
        return reply.body.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(reply.body)) as book:
        return "\n".join(book.read(name).decode(errors="replace") for name in book.namelist())


def told(found: Found) -> Iterator[str]:
    """The run in lines."""
    yield f"requests: {found.requests:,}; emails: {found.emails:,}"
    yield f"statuses: {json.dumps(dict(sorted(found.statuses.items())))}"
    yield f"seen by right: {json.dumps(dict(sorted(found.seen.items())))}"
    never = sorted(route for route, count in found.answered.items() if not count)
    yield f"routes that nobody got a yes from: {', '.join(never) or 'none'}"
    yield from (f"LEAK {leak}: {count:,}" for leak, count in found.leaks.most_common())
    yield from (f"FAULT {fault}: {count:,}" for fault, count in found.faults.most_common())
