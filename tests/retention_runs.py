"""Windows that are run, for tests: who asks for what in a line each, and what people and managers answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from functions.retention.domain.announcing import Announce, RunWindow
from functions.retention.domain.confirming import ConfirmMove, LeaveWindow, ObjectToMove, ReceiveMove, ReleaseMove
from functions.retention.domain.cycles import Cycle, Leg, Run
from functions.retention.domain.decisions import DeclineReason
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import handle_of
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import confirming, run
from shared.actors import Actor, Role
from shared.clock import london_day
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import an_actor
from tests.retention import COORDINATOR, READY_AT, a_request, a_unit, a_window, staff, window

SWAP = (("ana", "A", "B"), ("ben", "B", "A"))
"""Two people who want one another's posts."""


@dataclass
class Setting:
    """A window with its units by name and its people by name."""

    window_id: str
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def window(self) -> TransferWindow:
        """The window as it stands."""
        return window(self.window_id)

    @property
    def run(self) -> Run:
        """The run that stands."""
        found = RunOutcomes().run(self.window_id, self.window.current_run)
        assert found is not None
        return found

    @property
    def cycles(self) -> list[Cycle]:
        """Its groups as they stand."""
        return list(RunOutcomes().cycles(self.run))

    @property
    def moves(self) -> dict[str, str]:
        """Who would move, and to which unit, by name."""
        names = {unit.unit_id: name for name, unit in self.units.items()}
        return {leg.person.person_id: names[leg.to_unit] for leg in self.legs}

    @property
    def legs(self) -> list[Leg]:
        """Every proposed move."""
        return [leg for cycle in self.cycles for leg in cycle.legs]

    def leg(self, name: str) -> Leg:
        """The proposed move of somebody."""
        return next(leg for leg in self.legs if leg.person.person_id == name)

    def keeper(self, unit_id: str) -> Actor:
        """Who keeps a unit."""
        return a_keeper(next(name for name, unit in self.units.items() if unit.unit_id == unit_id))


def a_keeper(name: str) -> Actor:
    """The recruiting manager who keeps the unit of that name: A, C, … are of one trust, B, D, … of another."""
    ods_code = "RZZ" if (ord(name[0]) - ord("A")) % 2 == 0 else "RYY"
    return an_actor(Role.RECRUITING_MANAGER, ods_code=ods_code, person_id=f"keeper-{name}")


def a_setting(asks: Iterable[tuple[str, ...]] = SWAP, **units: dict[str, Any]) -> Setting:
    """An open window in which each of `asks` (who, where they work, what they want) is confirmed. Units A, B, C…
    are of two trusts in turn, full, with nobody to spare, unless told otherwise."""
    asked = tuple(asks)
    made = Setting(a_window().window_id)
    full = {"funded_posts": 10, "staff_in_window": 10, "vacancies": 0, "most_net_leavers": 0}
    for name in sorted({unit for _, *named in asked for unit in named} | set(units)):
        made.units[name] = a_unit(made.window, a_keeper(name), name, **(full | units.get(name, {})))
    for who, home, *wants in asked:
        own = made.units[home]
        made.people[who] = staff(who, own.employer.ods_code)
        a_request(made.window, made.people[who], own, *(made.units[one] for one in wants))
    return made


def run_it(one: Setting, now: datetime = READY_AT, actor: Actor = COORDINATOR, key: str = "") -> Done | Refusal:
    """Run a window as it stands."""
    command = RunWindow(window_id=one.window_id, version=one.window.head.number)
    return run.run_window(actor, command, key or new_id(), now)


def a_run(asks: Iterable[tuple[str, ...]] = SWAP, **units: dict[str, Any]) -> Setting:
    """A window that has been run."""
    one = a_setting(asks, **units)
    outcome = run_it(one)
    assert isinstance(outcome, Done), outcome
    return one


def handle_at(one: Setting, unit: str, name: str) -> str:
    """How somebody is named to the keeper of a unit."""
    return handle_of(one.window_id, one.units[unit].unit_id, name)


def confirm(one: Setting, name: str, now: datetime = READY_AT, number: int = 0) -> Done | Refusal:
    """Somebody says yes to their move."""
    command = ConfirmMove(window_id=one.window_id, run=number or one.window.current_run)
    return confirming.confirm_move(one.people[name], command, new_id(), now)


def receive(one: Setting, name: str, now: datetime = READY_AT, actor: Actor | None = None) -> Done | Refusal:
    """The manager who would receive somebody says yes."""
    unit_id = one.leg(name).to_unit
    command = ReceiveMove(
        window_id=one.window_id,
        unit_id=unit_id,
        handle=handle_of(one.window_id, unit_id, name),
        run=one.window.current_run,
    )
    return confirming.receive_move(actor or one.keeper(unit_id), command, new_id(), now)


def object_to(one: Setting, name: str, now: datetime = READY_AT, actor: Actor | None = None) -> Done | Refusal:
    """The manager who would receive somebody says no."""
    unit_id = one.leg(name).to_unit
    command = ObjectToMove(
        window_id=one.window_id,
        unit_id=unit_id,
        handle=handle_of(one.window_id, unit_id, name),
        run=one.window.current_run,
        because=DeclineReason.HOURS_OR_SHIFTS,
        words="We need nights.",
    )
    return confirming.object_to_move(actor or one.keeper(unit_id), command, new_id(), now)


def release(one: Setting, name: str, now: datetime = READY_AT, days: int = 28) -> Done | Refusal:
    """The manager who releases somebody names the last day."""
    unit_id = one.leg(name).from_unit
    command = ReleaseMove(
        window_id=one.window_id,
        unit_id=unit_id,
        handle=handle_of(one.window_id, unit_id, name),
        run=one.window.current_run,
        release_on=london_day(now) + timedelta(days=days),
    )
    return confirming.release_move(one.keeper(unit_id), command, new_id(), now)


def leave(one: Setting, name: str, now: datetime = READY_AT) -> Done | Refusal:
    """Somebody leaves the window."""
    found = RunOutcomes().request(one.window_id, name)
    assert found is not None
    command = LeaveWindow(window_id=one.window_id, version=found.head.number)
    return confirming.leave_window(one.people[name], command, new_id(), now)


def all_agree(one: Setting, now: datetime = READY_AT) -> None:
    """Everybody who has not answered says yes, and every last day is named."""
    steps: tuple[tuple[Callable[..., Done | Refusal], str], ...] = (
        (confirm, "confirmed_at"),
        (receive, "received_at"),
        (release, "release_on"),
    )
    for act, answer in steps:
        for leg in one.legs:
            if getattr(leg, answer) is None:
                outcome = act(one, leg.person.person_id, now)
                assert isinstance(outcome, Done), outcome


def announce(one: Setting, now: datetime = READY_AT, number: int = 0) -> Done | Refusal:
    """The coordinator announces the moves."""
    command = Announce(window_id=one.window_id, run=number or one.window.current_run)
    return run.announce(COORDINATOR, command, new_id(), now)
