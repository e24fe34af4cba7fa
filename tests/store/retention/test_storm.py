"""A small storm of people, managers and coordinators over one window; and checks that can fail."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.retention import run_items
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import confirming, run, run_following
from functions.retention.verify_audit import find
from shared import audit
from shared.settings import settings
from shared.table import Item
from shared.writes import Check, Update
from tests.bench.figures import Figures
from tests.bench.reconciliation import everything
from tests.bench.redeploy_races import meanwhile
from tests.bench.retention_books import faults_of, settled_faults_of
from tests.bench.retention_storm import SMALL, storm_windows
from tests.retention import READY_AT
from tests.retention_runs import Setting, a_run, all_agree, announce, confirm, leave, object_to, run_it

PAIRS = (("ana", "A", "B"), ("ben", "B", "A"), ("cleo", "C", "D"), ("dan", "D", "C"))


def table_items() -> list[Item]:
    return list(everything(settings().retention_table))


def faults() -> list[str]:
    return faults_of(table_items()) + settled_faults_of(table_items())


def announced() -> Setting:
    one = a_run(PAIRS)
    all_agree(one)
    announce(one)
    return one


def test_a_small_storm_leaves_no_group_half_moved_and_no_unit_beyond_its_bounds() -> None:
    figures = Figures("storm")
    storm_windows(figures, SMALL)
    assert [str(one) for one in figures.missed] == []


def test_sound_books_have_no_faults() -> None:
    announced()
    assert faults() == []


def _body(kind: str, change: Callable[[dict[str, Any]], None]) -> Callable[[Item], bool]:
    def alter(item: Item) -> bool:
        if not item["pk"].startswith(f"{kind}#") or "body" not in item:
            return False
        change(item["body"])
        return True

    return alter


def _to(unit: str) -> Callable[[dict[str, Any]], None]:
    def change(body: dict[str, Any]) -> None:
        body["legs"][0] = body["legs"][0] | {"to_unit": unit}

    return change


def _unsaid(body: dict[str, Any]) -> None:
    body["legs"][0] = body["legs"][0] | {"confirmed_at": None}


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (_body("REQUEST", lambda body: body.update(status="withdrawn")), "left window"),
        (_body("REQUEST", lambda body: body["details"].update(choices=[])), "worse off"),
        (_body("CYCLE", _unsaid), "without everybody's yes"),
        (_body("UNIT", lambda body: body["details"].update(most_net_leavers=0, vacancies=-1)), "cannot bear"),
        (_body("WINDOW", lambda body: body.update(status="proposed")), "has moves"),
        (_body("RUN", lambda body: body.update(asked_count=0)), "somebody had left"),
        (_body("MOVE", lambda body: body["receiving"].update(unit_id="elsewhere")), "otherwise than the run"),
    ],
)
def test_whatever_is_wrong_with_what_is_kept_is_named(alter: Callable[[Item], bool], told: str) -> None:
    announced()
    items = table_items()
    altered = [item["pk"] for item in items if alter(item)]
    assert altered
    assert any(told in fault for fault in faults_of(items))


def test_a_move_that_is_missing_is_a_group_carried_out_in_part() -> None:
    announced()
    items = [
        item for item in table_items() if not item["pk"].endswith("#ana") or not item["pk"].startswith("MOVE#")
    ]
    assert any("in part: not for ana" in fault for fault in settled_faults_of(items))


def test_somebody_counted_beyond_a_bound_is_named() -> None:
    one = a_run(PAIRS)
    from_a = one.units["A"].unit_id
    [item, leg] = next(
        [item, leg]
        for item in table_items()
        if item["pk"].startswith("CYCLE#")
        for leg in item["body"]["legs"]
        if leg["from_unit"] == from_a
    )
    leg["to_unit"] = one.units["C"].unit_id
    assert any("cannot bear" in fault for fault in faults_of([*table_items(), item]))


def test_an_announcement_that_does_not_look_whether_somebody_left_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = a_run(PAIRS)
    all_agree(one)
    blind = Check("NOTHING", "NOTHING", is_absent=True)
    monkeypatch.setattr(run, "asked_check", lambda *_: blind)
    with meanwhile(lambda: leave(one, "ana")):
        announce(one)
    assert any("left window" in fault for fault in faults_of(table_items()))
    audit.seal(RunOutcomes().table, settings().ics_code, READY_AT)
    assert find().faults != ()


def test_a_withdrawal_that_does_not_look_whether_moves_are_announced_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = a_run(PAIRS)
    all_agree(one)
    monkeypatch.setattr(confirming, "takes_answers", lambda _: Check("NOTHING", "NOTHING", is_absent=True))
    with meanwhile(lambda: announce(one)):
        leave(one, "ana")
    assert any("left window" in fault for fault in faults_of(table_items()))


def test_an_objection_that_comes_through_beside_an_announcement_is_found_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = a_run(PAIRS)
    blind = Check("NOTHING", "NOTHING", is_absent=True)
    monkeypatch.setattr(confirming, "takes_answers", lambda _: blind)
    monkeypatch.setattr(confirming, "unchanged", lambda _: Check("NOTHING2", "NOTHING", is_absent=True))

    def rest() -> None:
        all_agree(one)
        announce(one)

    with meanwhile(rest):
        object_to(one, "ana")
    assert any("was declined" in fault for fault in faults_of(table_items()))


def test_a_run_that_forgets_the_answers_of_a_moment_ago_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    one = a_run(PAIRS)
    leave(one, "ben")
    real = run_items.closed

    def blind(before: Any, require: dict[str, Any]) -> Update:
        return real(before, require={name: value for name, value in require.items() if name != "answers"})

    monkeypatch.setattr(run_items, "closed", blind)
    with meanwhile(lambda: confirm(one, "cleo")):
        run_it(one)
    assert one.leg("cleo").confirmed_at is None, "so the yes was lost: the condition keeps it otherwise"


def test_an_announcement_that_does_not_wait_for_everybody_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    one = a_run(PAIRS)
    monkeypatch.setattr("functions.retention.domain.announcing._not_yet", lambda *_: None)
    real = run_items.closed
    monkeypatch.setattr(run, "closed", lambda before, require: real(before, require={}))
    monkeypatch.setattr(run_following, "_make_move", lambda *_: None)
    announce(one)
    assert any("without everybody's yes" in fault for fault in faults_of(table_items()))
    assert any("in part" in fault for fault in settled_faults_of(table_items()))
