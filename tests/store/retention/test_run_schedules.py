"""What follows a run and what a new day brings: emails, moves, silence settled, a run made again by itself."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from functions.retention import schedules
from functions.retention.domain.windows import WindowStatus
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import run_following
from functions.retention.usecases.run_following import follow_up
from functions.retention.usecases.run_nightly import due_today
from functions.retention.verify_audit import find
from shared import audit, clock
from shared.perform import Done
from shared.settings import settings
from tests.bench.reconciliation import everything
from tests.retention import READY_AT
from tests.retention_runs import (
    SWAP,
    Setting,
    a_run,
    a_setting,
    all_agree,
    announce,
    confirm,
    leave,
    receive,
    run_it,
)

TOO_LATE = READY_AT + timedelta(days=8)
"""After the five working days for an answer."""


class Plenty:
    def get_remaining_time_in_millis(self) -> int:
        return 600_000


@pytest.fixture(autouse=True)
def _mailbox(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    sent: list[Any] = []
    monkeypatch.setattr("shared.email.sender", lambda: sent.append)
    return sent


def night(now: datetime) -> dict[str, int]:
    clock.use_source(lambda: now)
    try:
        return schedules.daily({}, Plenty())
    finally:
        clock.use_source(None)


def told(one: Setting) -> list[tuple[str, str]]:
    """The kind of every email of a window, and whom it is to."""
    kept = [item for item in everything(RunOutcomes().table.name) if item["pk"].startswith("OUTBOX#")]
    mine = [item for item in kept if item["params"]["window_id"] == one.window_id]
    return sorted((item["kind"], item["params"].get("person_id", item["role"])) for item in mine)


def of_run(one: Setting) -> list[tuple[str, str]]:
    before = {"window_opened", "request_confirmed"}
    return [(kind, who) for kind, who in told(one) if kind not in before]


def whole() -> list[str]:
    audit.seal(RunOutcomes().table, settings().ics_code, READY_AT)
    return [str(fault) for fault in find().faults]


def test_a_run_asks_its_people_and_those_who_would_receive_them_and_nobody_who_would_release_them() -> None:
    one = a_run((*SWAP, ("cleo", "C", "A")))
    asked = [("to_answer", "ana"), ("to_answer", "ben"), ("to_receive", "keeper-A"), ("to_receive", "keeper-B")]
    assert of_run(one) == asked
    for name in ("ana", "ben"):
        confirm(one, name)
        receive(one, name)
    dates = [("to_release", "keeper-A"), ("to_release", "keeper-B")]
    assert [row for row in of_run(one) if row not in asked] == dates


def test_an_announcement_makes_every_move_and_tells_everybody_once() -> None:
    one = a_run((*SWAP, ("cleo", "C", "A")))
    all_agree(one)
    before = of_run(one)
    assert isinstance(announce(one), Done)
    new = [row for row in of_run(one) if row not in before]
    everybody = [("moves_announced", who) for who in ("ana", "ben", "cleo")]
    assert new == everybody + [("unit_moves_announced", f"keeper-{name}") for name in "AB"]
    assert RunOutcomes().move(one.window_id, "cleo") is None
    assert RunOutcomes().follows() == []
    table = RunOutcomes().table
    assert table.get("WAITING#ana#" + one.window.market.key, "WAITING") is None, "who moves waits no longer"
    assert table.get("WAITING#cleo#" + one.window.market.key, "WAITING") is not None


def test_what_was_cut_short_is_gone_on_with_by_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    one = a_run()
    all_agree(one)
    monkeypatch.setattr("functions.retention.usecases.run.follow_up", lambda _: 0)
    announce(one)
    assert RunOutcomes().move(one.window_id, "ana") is None
    clock.use_source(lambda: READY_AT)
    try:
        assert schedules.sweep({}, Plenty())["followed"] > 0
    finally:
        clock.use_source(None)
    assert RunOutcomes().move(one.window_id, "ana") is not None
    assert follow_up(READY_AT) == 0


def test_steps_done_twice_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one = a_run()
    all_agree(one)
    with monkeypatch.context() as patched:
        patched.setattr(RunOutcomes, "follow_is_done", lambda *_: None)
        patched.setattr(run_following, "_AT_ONCE", 4)
        announce(one)
        before = told(one), [RunOutcomes().move(one.window_id, name) for name in ("ana", "ben")]
        follow_up(READY_AT, 4)
    assert (told(one), [RunOutcomes().move(one.window_id, name) for name in ("ana", "ben")]) == before


def test_who_is_silent_past_the_day_stays_and_the_run_is_made_again_without_them() -> None:
    one = a_run((*SWAP, ("cleo", "C", "D"), ("dan", "D", "C")))
    for name in ("ana", "ben", "cleo"):
        confirm(one, name)
    assert night(READY_AT + timedelta(days=2))["settled"] == 0
    assert night(TOO_LATE)["settled"] > 0
    assert one.run.number == 2
    assert one.moves == {"ana": "B", "ben": "A"}
    assert all(leg.is_agreed for leg in one.legs), (
        "managers' silence counts as a yes, as the rule of the window says"
    )
    assert ("proposal_gone", "cleo") in of_run(one)
    request = RunOutcomes().request(one.window_id, "dan")
    assert request is not None and not request.is_confirmed
    assert whole() == []


def test_a_releasing_managers_silence_counts_as_the_latest_day_and_then_the_coordinator_is_told() -> None:
    one = a_run()
    for name in ("ana", "ben"):
        confirm(one, name)
        receive(one, name)
    night(TOO_LATE)
    late = TOO_LATE + timedelta(weeks=8) - timedelta(days=1)
    assert [leg.release_on for leg in one.legs] == [late.date()] * 2
    assert ("all_agreed", "ics_coordinator") in of_run(one)
    assert isinstance(announce(one, TOO_LATE), Done)
    assert one.window.status is WindowStatus.ANNOUNCED
    assert whole() == []


def test_a_window_whose_rule_says_so_takes_a_managers_silence_as_a_no() -> None:
    one = a_setting()
    table, pk = RunOutcomes().table, f"WINDOW#{one.window_id}"
    item = table.get(pk, "WINDOW")
    assert item is not None
    for unit, who in (("B", "ana"), ("A", "ben")):
        from tests.retention import decide  # noqa: PLC0415

        decide(one.keeper(one.units[unit].unit_id), one.units[unit], one.people[who])
    table.put(item | {"body": item["body"] | {"undecided_is_accepted": False}})
    run_it(one)
    for name in ("ana", "ben"):
        confirm(one, name)
    receive(one, "ben")
    night(TOO_LATE)
    assert one.run.number == 2 and one.moves == {}


def test_a_run_that_somebody_left_is_made_again_overnight_and_only_then() -> None:
    one = a_run()
    leave(one, "ana")
    assert night(READY_AT + timedelta(days=1))["settled"] == 1
    assert one.run.number == 2 and one.moves == {}
    assert one.run.by.person_id == "system"
    assert night(READY_AT + timedelta(days=2))["settled"] == 0


def test_the_last_day_is_told_to_whoever_has_not_answered_and_a_ready_window_to_the_coordinator() -> None:
    ready = a_setting()
    kinds = [(one.kind, one.params.get("person_id", "")) for one in due_today(READY_AT)]
    assert kinds == [("window_ready", "")]
    run_it(ready)
    confirm(ready, "ana")
    last = READY_AT.replace() + timedelta(days=(ready.leg("ben").answer_by - READY_AT.date()).days)
    kinds = sorted((one.kind, one.params["person_id"]) for one in due_today(last))
    assert kinds == [
        ("last_day_to_answer", "ben"),
        ("last_day_to_receive", "keeper-A"),
        ("last_day_to_receive", "keeper-B"),
    ]
