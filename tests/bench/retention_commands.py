"""Every command of a window that is run, each ready to be sent: the same act, with the same key."""

from collections.abc import Callable
from functools import partial

from functions.retention.domain.announcing import Announce, RunWindow
from functions.retention.domain.confirming import ConfirmMove, LeaveWindow, ObjectToMove, ReceiveMove, ReleaseMove
from functions.retention.domain.decisions import DeclineReason
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import confirming, run
from functions.retention.usecases.run_following import follow_up
from shared.ids import new_id
from tests.retention import COORDINATOR, READY_AT
from tests.retention_runs import Setting, a_run, a_setting, all_agree, confirm, handle_at, leave, receive

Act = Callable[[], object]
Prepare = Callable[[], Act]
"""Puts what the command needs into the table, and returns the act."""

GROUPS = (("ana", "A", "B"), ("ben", "B", "A"), ("cleo", "C", "D"), ("dan", "D", "C"))


def finish() -> None:
    """Do what waits in the work list, as the sweep does."""
    while follow_up(READY_AT, 100):
        pass


def _where(one: Setting, unit: str, name: str) -> dict[str, object]:
    return {
        "window_id": one.window_id,
        "unit_id": one.units[unit].unit_id,
        "handle": handle_at(one, unit, name),
        "run": one.window.current_run,
    }


def run_window() -> Act:
    one = a_setting()
    command = RunWindow(window_id=one.window_id, version=one.window.head.number)
    return partial(run.run_window, COORDINATOR, command, new_id(), READY_AT)


def run_again() -> Act:
    one = a_run(GROUPS)
    for name in ("ana", "cleo", "dan"):
        confirm(one, name)
    leave(one, "ben")
    command = RunWindow(window_id=one.window_id, version=one.window.head.number)
    return partial(run.run_window, COORDINATOR, command, new_id(), READY_AT)


def confirm_move() -> Act:
    one = a_run()
    command = ConfirmMove(window_id=one.window_id, run=1)
    return partial(confirming.confirm_move, one.people["ana"], command, new_id(), READY_AT)


def confirm_last() -> Act:
    """The yes that makes the group agreed: those who release are told after it."""
    one = a_run()
    confirm(one, "ben")
    for name in ("ana", "ben"):
        receive(one, name)
    command = ConfirmMove(window_id=one.window_id, run=1)
    return partial(confirming.confirm_move, one.people["ana"], command, new_id(), READY_AT)


def receive_move() -> Act:
    one = a_run()
    command = ReceiveMove.model_validate(_where(one, "B", "ana"))
    keeper = one.keeper(one.units["B"].unit_id)
    return partial(confirming.receive_move, keeper, command, new_id(), READY_AT)


def release_move() -> Act:
    one = a_run()
    for name in ("ana", "ben"):
        confirm(one, name)
        receive(one, name)
    said = {"release_on": READY_AT.date()}
    command = ReleaseMove.model_validate(_where(one, "A", "ana") | said)
    keeper = one.keeper(one.units["A"].unit_id)
    return partial(confirming.release_move, keeper, command, new_id(), READY_AT)


def object_to_move() -> Act:
    one = a_run()
    said = {"because": DeclineReason.HOURS_OR_SHIFTS, "words": "Nights only."}
    command = ObjectToMove.model_validate(_where(one, "B", "ana") | said)
    keeper = one.keeper(one.units["B"].unit_id)
    return partial(confirming.object_to_move, keeper, command, new_id(), READY_AT)


def leave_window() -> Act:
    one = a_run()
    request = RunOutcomes().request(one.window_id, "ana")
    assert request is not None
    command = LeaveWindow(window_id=one.window_id, version=request.head.number)
    return partial(confirming.leave_window, one.people["ana"], command, new_id(), READY_AT)


def announce() -> Act:
    one = a_run()
    all_agree(one)
    command = Announce(window_id=one.window_id, run=1)
    return partial(run.announce, COORDINATOR, command, new_id(), READY_AT)


COMMANDS: tuple[Prepare, ...] = (
    run_window,
    run_again,
    confirm_move,
    confirm_last,
    receive_move,
    release_move,
    object_to_move,
    leave_window,
    announce,
)
SEVERAL_TRANSACTIONS = frozenset({"run_window", "run_again", "confirm_last", "announce"})
"""The commands whose parts are written before, or that something follows: a job in the list until it is done."""
