"""Clients, each a process, that race one another over the windows of an ICS by the service's use cases: people who
say yes or leave, managers who say yes, no or from when, coordinators who run and announce.

All that a client does follows from the number of its step, drawn from one counter that the clients share, and from
chance.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from functions.retention.domain.announcing import Announce, RunWindow
from functions.retention.domain.confirming import ConfirmMove, LeaveWindow, ObjectToMove, ReceiveMove, ReleaseMove
from functions.retention.domain.cycles import Leg, Run
from functions.retention.domain.decisions import DeclineReason
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.items import handle_of
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import confirming, run
from functions.retention.usecases.run_following import follow_up
from shared import table
from shared.actors import Actor, Role
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import an_actor
from tests.retention import (
    CLOSING,
    COORDINATOR,
    HR,
    OTHER_HR,
    READY_AT,
    a_request,
    a_unit,
    a_window,
    bounded,
    named_at_risk,
    staff,
)

Act = Callable[[str], Done | Refusal]
"""Does it, under a key."""

_MOST_SECONDS, _TRIES = 1_800, 50
_AGAIN = ("lost_race", "busy")
_TRUSTS = ("RZZ", "RYY", "VLA01")
_AT_RISK, _LOOKED_AT = 3, 3


@dataclass(frozen=True)
class Ground:
    """How large: windows of so many people and units each, so many clients, and steps in all."""

    windows: int
    people: int
    units: int
    clients: int = 8
    steps: int = 4_000
    seed: int = 2026


@dataclass
class Tale:
    """What clients met: what was done, and what was refused and why."""

    outcomes: Counter[str] = field(default_factory=Counter)


def laid(ground: Ground) -> list[str]:
    """Make the windows, by the use cases; their ids."""
    chance = random.Random(ground.seed)
    return [_window(ground, chance) for _ in range(ground.windows)]


def play(ground: Ground, windows: list[str]) -> Tale:
    """Play the windows from as many processes as there are clients."""
    fork = multiprocessing.get_context("fork")
    counter, tales = fork.Value("i", 0), fork.Queue()

    def work(number: int) -> None:
        table.client().close()  # the parent's connections are not ours to read from
        client = Client(random.Random(ground.seed + number), windows, ground.steps)
        for step in _drawn(counter, ground.steps):
            client.step(step)
        tales.put(client.outcomes)

    workers = [fork.Process(target=work, args=(number,), daemon=True) for number in range(ground.clients)]
    for worker in workers:
        worker.start()
    whole = Tale()
    for _ in workers:
        whole.outcomes += tales.get(timeout=_MOST_SECONDS)
    return whole


def finish(windows: list[str]) -> None:
    """Bring to its announcement what the storm has not, everybody saying yes; then do all that follows."""
    client = Client(random.Random(0), windows, 0)
    for window_id in windows:
        client.finish(window_id)
    while follow_up(READY_AT, 1_000):
        pass


def _drawn(counter: Any, end: int) -> Iterator[int]:
    while True:
        with counter.get_lock():
            step, counter.value = counter.value, counter.value + 1
        if step >= end:
            return
        yield step


def _window(ground: Ground, chance: random.Random) -> str:
    window = a_window()
    units = [_unit(window, number, ground, chance) for number in range(ground.units)]
    bounded(window, HR, most=2, joiners=3)
    bounded(window, OTHER_HR, most=1)
    named = [f"person-{number}@example.org" for number in range(_AT_RISK)]
    named_at_risk(window, units[0], *named)
    for number in range(ground.people):
        home = units[0] if number < _AT_RISK else units[1 + number % (len(units) - 1)]
        choices = chance.sample([one for one in units[1:] if one is not home], 3)
        person = staff(f"person-{number}", home.employer.ods_code)
        a_request(window, person, home, *choices)
    return window.window_id


def _unit(window: TransferWindow, number: int, ground: Ground, chance: random.Random) -> Unit:
    staffed = 2 + ground.people // (ground.units - 1)
    vacancies = chance.choice((0, 0, 1, 2)) if number else 0
    said = {"funded_posts": staffed + vacancies, "staff_in_window": staffed, "vacancies": vacancies}
    said["most_net_leavers"] = chance.choice((0, 0, 1))
    keeper = an_actor(
        Role.RECRUITING_MANAGER, ods_code=_TRUSTS[number % len(_TRUSTS)], person_id=f"keeper-{number}"
    )
    return a_unit(window, keeper, f"Unit {number}", **(said if number else said | CLOSING))


class Client:
    """The hands of whoever a step is about."""

    def __init__(self, chance: random.Random, windows: list[str], steps: int) -> None:
        self.chance, self.windows, self.steps = chance, windows, steps
        self.outcomes: Counter[str] = Counter()
        self.units: dict[str, dict[str, Unit]] = {}

    def step(self, step: int) -> None:
        """Do something in one of the windows; noes come in the first half, so that there is an end."""
        window = self._window(self.chance.choice(self.windows))
        store = RunOutcomes()
        standing, _ = store.standing(window)
        if standing.run is None or (standing.is_stale and self.chance.random() < 0.25):
            self._run(window)
            return
        legs = self._some_legs(store, standing.run)
        if not legs or self.chance.random() < 0.04:
            self._announce(window, standing.run)
            return
        if window.status is WindowStatus.ANNOUNCED and self.chance.random() < 0.9:
            return  # a few try what is over
        self._answer(window, standing.run, self._leg(legs), step)

    def finish(self, window_id: str) -> None:
        """Everybody says yes, until the moves are announced."""
        while (window := self._window(window_id)).status is not WindowStatus.ANNOUNCED:
            store = RunOutcomes()
            standing, _ = store.standing(window)
            if standing.run is None or standing.is_stale:
                self._run(window)
                continue
            for act in (self._confirm, self._receive, self._release):
                for cycle in store.cycles(standing.run):
                    for leg in cycle.legs:
                        act(window, standing.run, leg)
            self._announce(window, standing.run)

    def _answer(self, window: TransferWindow, run: Run, leg: Leg, step: int) -> None:
        dice = self.chance.random()
        if step < self.steps // 2 and dice < 0.03:
            self._leave(window, leg)
        elif step < self.steps // 2 and dice < 0.06:
            self._object(window, run, leg)
        elif leg.confirmed_at is None or dice < 0.15:
            self._confirm(window, run, leg)
        elif leg.received_at is None or dice < 0.25:
            self._receive(window, run, leg)
        else:
            self._release(window, run, leg)

    def _some_legs(self, store: RunOutcomes, stands: Run) -> list[Leg]:
        numbers = self.chance.sample(range(1, stands.cycles + 1), min(_LOOKED_AT, stands.cycles))
        return [leg for number in numbers for leg in store.cycle(stands, number).legs]

    def _leg(self, legs: list[Leg]) -> Leg:
        """Mostly one that still waits for somebody."""
        waiting = [leg for leg in legs if not leg.is_agreed] or [leg for leg in legs if leg.release_on is None]
        return self.chance.choice(waiting if waiting and self.chance.random() < 0.9 else legs)

    def _run(self, window: TransferWindow) -> None:
        command = RunWindow(window_id=window.window_id, version=window.head.number)
        self._do("run", lambda key: run.run_window(COORDINATOR, command, key, READY_AT))

    def _announce(self, window: TransferWindow, stands: Run) -> None:
        command = Announce(window_id=window.window_id, run=stands.number)
        self._do("announce", lambda key: run.announce(COORDINATOR, command, key, READY_AT))

    def _leave(self, window: TransferWindow, leg: Leg) -> None:
        request = RunOutcomes().request(window.window_id, leg.person.person_id)
        version = request.head.number if request else 0
        command = LeaveWindow(window_id=window.window_id, version=version)
        person = self._person(window, leg)
        self._do("leave", lambda key: confirming.leave_window(person, command, key, READY_AT))

    def _confirm(self, window: TransferWindow, stands: Run, leg: Leg) -> None:
        command = ConfirmMove(window_id=window.window_id, run=stands.number)
        person = self._person(window, leg)
        self._do("confirm", lambda key: confirming.confirm_move(person, command, key, READY_AT))

    def _receive(self, window: TransferWindow, stands: Run, leg: Leg) -> None:
        command = ReceiveMove.model_validate(_where(stands, leg, leg.to_unit))
        keeper = self._keeper(window, leg.to_unit)
        self._do("receive", lambda key: confirming.receive_move(keeper, command, key, READY_AT))

    def _object(self, window: TransferWindow, stands: Run, leg: Leg) -> None:
        said = {"because": DeclineReason.HOURS_OR_SHIFTS, "words": "Nights only."}
        command = ObjectToMove.model_validate(_where(stands, leg, leg.to_unit) | said)
        keeper = self._keeper(window, leg.to_unit)
        self._do("object", lambda key: confirming.object_to_move(keeper, command, key, READY_AT))

    def _release(self, window: TransferWindow, stands: Run, leg: Leg) -> None:
        command = ReleaseMove.model_validate(_where(stands, leg, leg.from_unit) | {"release_on": READY_AT.date()})
        keeper = self._keeper(window, leg.from_unit)
        self._do("release", lambda key: confirming.release_move(keeper, command, key, READY_AT))

    def _do(self, name: str, act: Act) -> None:
        key = new_id()
        for _ in range(_TRIES):
            outcome = act(key)
            if isinstance(outcome, Refusal) and outcome.reason in _AGAIN:
                self.outcomes["told to try again"] += 1
                continue
            break
        self.outcomes[name if isinstance(outcome, Done) else f"{name}: {outcome.reason}"] += 1

    def _window(self, window_id: str) -> TransferWindow:
        found = RunOutcomes().window(window_id)
        assert found is not None
        return found

    def _person(self, window: TransferWindow, leg: Leg) -> Actor:
        return staff(leg.person.person_id, self._unit(window, leg.from_unit).employer.ods_code)

    def _keeper(self, window: TransferWindow, unit_id: str) -> Actor:
        unit = self._unit(window, unit_id)
        return an_actor(Role.RECRUITING_MANAGER, ods_code=unit.employer.ods_code, person_id=unit.keeper.person_id)

    def _unit(self, window: TransferWindow, unit_id: str) -> Unit:
        known = self.units.setdefault(window.window_id, {})
        if not known:
            known |= {one.unit_id: one for one in RunOutcomes().units(window.window_id)}
        return known[unit_id]


def _where(stands: Run, leg: Leg, unit_id: str) -> dict[str, Any]:
    handle = handle_of(stands.window_id, unit_id, leg.person.person_id)
    return {"window_id": stands.window_id, "unit_id": unit_id, "handle": handle, "run": stands.number}
