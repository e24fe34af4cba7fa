"""Runs, confirmation and announcement on the real engine: one run stands, and every group moves whole or not at
all."""

from datetime import timedelta

import pytest

from functions.retention.domain.cycles import Asked
from functions.retention.domain.reasons import Reason
from functions.retention.domain.windows import WindowStatus
from functions.retention.reproduce_run import reproduce
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.verify_audit import find
from shared import audit
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from tests.bench.redeploy_races import meanwhile
from tests.retention import AUDITOR, CLOSING, MANAGER, OTHER_HR, READY_AT, named_at_risk, withdrawn
from tests.retention import request as request_of
from tests.retention_runs import (
    SWAP,
    Setting,
    a_keeper,
    a_run,
    a_setting,
    all_agree,
    announce,
    confirm,
    leave,
    object_to,
    receive,
    release,
    run_it,
)

RING = (("ana", "A", "B"), ("ben", "B", "C"), ("cleo", "C", "A"))


def refusal(outcome: Done | Refusal) -> Reason | None:
    return Reason(outcome.reason) if isinstance(outcome, Refusal) else None


def whole(one: Setting) -> list[str]:
    audit.seal(RunOutcomes().table, settings().ics_code, READY_AT)
    return [str(fault) for fault in find().faults]


def test_a_run_makes_two_people_swap_full_units_and_stands_with_its_prints() -> None:
    one = a_run()
    assert one.moves == {"ana": "B", "ben": "A"}
    assert one.window.status is WindowStatus.PROPOSED
    assert (one.run.number, one.run.people, one.run.movers, one.run.lengths) == (1, 2, 2, {"2": 1})
    result = RunOutcomes().result(one.run, "ana")
    assert result is not None and (result.choice, result.cycle) == (1, 1)
    assert reproduce(RunOutcomes().table, settings().ics_code).fault is None
    assert whole(one) == []


def test_only_the_coordinator_runs_a_window_and_only_once_managers_have_decided() -> None:
    one = a_setting()
    assert refusal(run_it(one, actor=AUDITOR)) is Reason.NOT_FOUND
    assert refusal(run_it(one, actor=MANAGER)) is Reason.NOT_FOUND
    assert refusal(run_it(one, READY_AT - timedelta(days=1))) is Reason.NOT_ALLOWED_NOW
    assert refusal(run_it(one, READY_AT + timedelta(days=100))) is Reason.WINDOW_OVER
    assert isinstance(run_it(one), Done)
    assert refusal(run_it(one)) is Reason.NOTHING_CHANGED


def test_a_run_never_stands_on_a_reading_that_somebody_left_meanwhile() -> None:
    one = a_setting()
    own = request_of(one.window, one.people["ben"])
    assert own is not None
    with meanwhile(lambda: withdrawn(own, one.people["ben"], READY_AT)):
        assert isinstance(run_it(one), Done)
    assert one.run.people == 1 and one.moves == {}
    assert whole(one) == []


def test_of_two_runs_at_once_one_stands_and_the_other_is_told(tables: object) -> None:
    one, outcomes = a_setting(), list[Done | Refusal]()
    with meanwhile(lambda: outcomes.append(run_it(one))):
        outcomes.append(run_it(one))
    assert sorted(refusal(outcome) or "" for outcome in outcomes) == ["", Reason.CHANGED_SINCE]
    assert one.run.number == 1
    assert whole(one) == []


def test_people_of_a_closing_unit_stand_first_and_a_vacancy_passes_on() -> None:
    asks = (("ana", "A", "B"), ("ben", "C", "A"), ("zoe", "D", "A"))
    one = a_setting(asks, B={"funded_posts": 11, "vacancies": 1}, D=CLOSING, C={"most_net_leavers": 1})
    named_at_risk(one.window, one.units["D"], "zoe@example.org", actor=OTHER_HR)
    assert isinstance(run_it(one), Done)
    assert one.moves == {"ana": "B", "zoe": "A"}
    zoe, ben = (RunOutcomes().result(one.run, name) for name in ("zoe", "ben"))
    assert zoe is not None and zoe.place == 1 and zoe.is_at_risk
    assert ben is not None and [why.value for why in ben.why] == ["ahead"]


def test_a_group_is_announced_only_when_all_of_it_have_said_yes() -> None:
    one = a_run(RING)
    assert refusal(announce(one)) is Reason.STILL_WAITING
    for name in ("ana", "ben", "cleo"):
        assert isinstance(confirm(one, name), Done)
        assert isinstance(receive(one, name), Done)
    assert refusal(announce(one)) is Reason.STILL_WAITING
    for name in ("ana", "ben", "cleo"):
        assert isinstance(release(one, name), Done)
    assert isinstance(announce(one), Done)
    moves = [RunOutcomes().move(one.window_id, name) for name in ("ana", "ben", "cleo")]
    assert [move.receiving.name for move in moves if move] == ["B", "C", "A"]
    assert one.window.status is WindowStatus.ANNOUNCED
    assert whole(one) == []


def test_a_releasing_manager_is_asked_only_once_the_group_is_agreed_and_cannot_say_no() -> None:
    one = a_run()
    assert refusal(release(one, "ana")) is Reason.NOT_FOUND
    for name in ("ana", "ben"):
        confirm(one, name)
        receive(one, name)
    assert refusal(release(one, "ana", days=56)) is Reason.RELEASE_OUT_OF_RANGE
    assert refusal(release(one, "ana", days=-1)) is Reason.RELEASE_OUT_OF_RANGE
    assert isinstance(release(one, "ana", days=55), Done)


def test_whoever_leaves_takes_the_proposal_of_others_with_them_and_the_run_is_made_again() -> None:
    one = a_run((*SWAP, ("cleo", "C", "D"), ("dan", "D", "C")))
    for name in ("ana", "ben", "cleo", "dan"):
        confirm(one, name)
    assert isinstance(leave(one, "ben"), Done)
    assert refusal(announce(one)) is Reason.RUN_STALE
    assert isinstance(run_it(one), Done)
    assert one.moves == {"cleo": "D", "dan": "C"}
    assert all(leg.confirmed_at for leg in one.legs), "a group that is the same keeps its answers"
    assert RunOutcomes().lost(one.run) == ["ana"]
    assert whole(one) == []


def test_an_objection_takes_the_choice_off_the_list_and_people_of_another_group_are_asked_again() -> None:
    one = a_run((("ana", "A", "B"), ("ben", "B", "A", "C"), ("cleo", "C", "B", "A")))
    assert one.moves == {"ana": "B", "ben": "A"}
    confirm(one, "ben")
    assert refusal(object_to(one, "ana", actor=MANAGER)) is Reason.NOT_FOUND
    assert isinstance(object_to(one, "ana"), Done)
    assert isinstance(run_it(one), Done)
    assert one.moves == {"ben": "C", "cleo": "B"}
    assert one.leg("ben").asked is Asked.PROPOSAL_CHANGED and one.leg("ben").confirmed_at is None
    assert one.leg("cleo").asked is Asked.FIRST
    assert whole(one) == []


def test_a_manager_who_agreed_cannot_object_later_and_a_person_may_leave_until_the_announcement() -> None:
    one = a_run()
    receive(one, "ana")
    assert refusal(object_to(one, "ana")) is Reason.NOT_ALLOWED_NOW
    all_agree(one)
    assert isinstance(leave(one, "ana"), Done)
    assert refusal(announce(one)) is Reason.RUN_STALE
    run_it(one)
    assert one.moves == {} and isinstance(announce(one), Done)
    assert refusal(leave(one, "ben")) is Reason.NOT_ALLOWED_NOW


def test_nobody_leaves_at_the_moment_of_the_announcement() -> None:
    one, outcomes = a_run(), list[Done | Refusal]()
    all_agree(one)
    with meanwhile(lambda: outcomes.append(leave(one, "ana"))):
        assert refusal(announce(one)) is Reason.RUN_STALE
    assert isinstance(outcomes[0], Done)
    assert one.window.status is WindowStatus.PROPOSED
    assert RunOutcomes().move(one.window_id, "ben") is None
    assert whole(one) == []


def test_an_announcement_at_the_moment_of_a_withdrawal_stands_and_the_withdrawal_does_not() -> None:
    one = a_run()
    all_agree(one)
    with meanwhile(lambda: announce(one)):
        assert refusal(leave(one, "ana")) is Reason.NOT_ALLOWED_NOW
    assert RunOutcomes().move(one.window_id, "ana") is not None
    assert whole(one) == []


def test_an_answer_at_the_moment_of_a_new_run_is_carried_over_or_told_to_look_again() -> None:
    one, outcomes = a_run((*SWAP, ("cleo", "C", "D"), ("dan", "D", "C"))), list[Done | Refusal]()
    leave(one, "ben")
    with meanwhile(lambda: outcomes.append(confirm(one, "cleo"))):
        assert isinstance(run_it(one), Done)
    assert isinstance(outcomes[0], Done)
    assert one.leg("cleo").confirmed_at is not None
    assert refusal(confirm(one, "dan", number=1)) is Reason.RUN_CHANGED
    assert whole(one) == []


def test_an_altered_input_result_or_group_is_found_by_working_the_run_out_again() -> None:
    one = a_run()
    table, run = RunOutcomes().table, one.run
    assert reproduce(table, settings().ics_code).fault is None
    for pk, sk, change in (
        (f"RESULT#{one.window_id}#{run.run_id}", "ana", {"choice": 0}),
        (f"CYCLE#{one.window_id}#{run.run_id}#1", "CYCLE", {"legs": []}),
        (f"RUN#{one.window_id}#0001", "RUN", {"result_hash": "0"}),
        (f"RUN#{one.window_id}#0001", "RUN", {"input_hash": "0"}),
    ):
        item = table.get(pk, sk)
        assert item is not None
        table.put(item | {"body": item["body"] | change})
        assert reproduce(table, settings().ics_code).fault is not None, (pk, change)
        table.put(item)
    assert reproduce(table, settings().ics_code).fault is None
    assert reproduce(table, settings().ics_code, "nothing").fault is not None


@pytest.mark.parametrize("keeper", ["A", "B", "C", "D"])
def test_only_the_keeper_of_the_receiving_unit_answers_for_it(keeper: str) -> None:
    one = a_run()
    outcome = receive(one, "ana", actor=a_keeper(keeper))
    assert isinstance(outcome, Done) is (keeper == "B")
