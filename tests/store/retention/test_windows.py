"""Windows, units and decisions in the table: the seed apart, races, schedules that tell once, a sound audit."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from functions.retention.domain.decisions import DecideOn, Verdict
from functions.retention.domain.opening import OpenWindow
from functions.retention.domain.priority import hash_of_seed, priority_list
from functions.retention.domain.publishing import ChangeKeeper, EditUnit
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import TransferRequest
from functions.retention.items import handle_of, seed_key, window_key
from functions.retention.run_store import RunStore
from functions.retention.schedules import daily, sweep
from functions.retention.store import RetentionStore
from functions.retention.usecases import decisions, requests, units, windows
from shared import audit, clock, directory, email
from shared.actors import Role
from shared.ids import new_id
from shared.outbox import UNSENT, Email
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import NOW
from tests.retention import (
    AUDITOR,
    CHOOSING_AT,
    COORDINATOR,
    DECIDING_AT,
    HR,
    MANAGER,
    NURSE,
    OTHER_MANAGER,
    READY_AT,
    SECOND_MANAGER,
    a_draft,
    a_planned_window,
    a_request,
    a_unit,
    a_window,
    bounded,
    decide,
    done,
    on,
    person_behind,
    retention_table,
    staff,
    unit_details,
    window,
    withdrawn,
)


class Context:
    """Time enough."""

    def get_remaining_time_in_millis(self) -> int:
        """A minute."""
        return 60_000


def test_the_seed_stands_apart_from_the_window_and_from_every_event() -> None:
    opened = a_window()
    seed = RunStore().seed(opened.window_id)
    assert len(seed) >= 43
    assert hash_of_seed(seed) == opened.seed_hash
    item = retention_table().get(*window_key(opened.window_id))
    events = retention_table().page(None, opened.subject, sk_prefix="EVENT#").items
    assert seed not in str(item)
    assert seed not in str(events)
    for actor in (COORDINATOR, AUDITOR, HR, NURSE):
        assert RetentionStore(actor).published_seed(opened) == ""
    announced = opened.model_copy(update={"status": "announced"})
    assert RetentionStore(NURSE).published_seed(announced) == seed


def test_two_windows_have_two_seeds_and_one_window_opened_twice_has_one() -> None:
    planned = a_planned_window()
    command = OpenWindow(window_id=planned.window_id, version=planned.head.number)
    key = new_id()
    first = windows.open_window(COORDINATOR, command, key, NOW)
    seed = RunStore().seed(planned.window_id)
    assert windows.open_window(COORDINATOR, command, key, NOW) == first
    for version, reason in ((planned.head.number, Reason.CHANGED_SINCE), (2, Reason.WINDOW_FIXED)):
        again = OpenWindow(window_id=planned.window_id, version=version)
        assert windows.open_window(COORDINATOR, again, new_id(), NOW) == Refusal(reason)
    assert RunStore().seed(planned.window_id) == seed != RunStore().seed(a_window().window_id)


def test_of_many_who_open_a_window_at_once_one_does() -> None:
    planned = a_planned_window()
    command = OpenWindow(window_id=planned.window_id, version=planned.head.number)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(windows.open_window, COORDINATOR, command, new_id(), NOW) for _ in range(8)]
    outcomes = [one.result() for one in asked]
    assert sum(isinstance(one, Done) for one in outcomes) == 1
    opened = window(planned.window_id)
    assert hash_of_seed(RunStore().seed(planned.window_id)) == opened.seed_hash
    assert opened.head.number == 2


def test_the_list_of_a_window_is_worked_out_from_its_table_alone() -> None:
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    people = [staff(f"person{number}") for number in range(5)]
    for one in people:
        a_request(opened, one, home, other)
    store = RunStore()
    found = [*store.requests(opened.window_id)]
    places = priority_list(
        opened, store.seed(opened.window_id), store.claims(found, store.units(opened.window_id))
    )
    assert {place.person_id for place in places} == {one.person_id for one in people}
    assert [place.ticket for place in places] == sorted(place.ticket for place in places)


def test_who_takes_part_is_read_whole_however_many_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    from functions.retention import run_store  # noqa: PLC0415

    monkeypatch.setattr(run_store, "_A_PAGE", 2)
    monkeypatch.setattr(run_store, "_A_FETCH", 3)
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    for number in range(7):
        a_request(opened, staff(f"person{number}"), home, other)
    store = RunStore()
    assert len([*store.requests(opened.window_id)]) == 7
    assert len(store.claims([*store.requests(opened.window_id)], [home, other])) == 7
    assert store.asked_count(opened.window_id) == 7


def test_confirming_and_withdrawing_at_once_leave_the_request_and_what_it_is_found_by_in_step() -> None:
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    drafts = [a_draft(opened, staff(f"person{number}"), home, other) for number in range(6)]

    def race(number: int) -> None:
        actor = staff(f"person{number % 6}")
        act = requests.confirm if number < 12 else requests.withdraw
        own = drafts[number % 6]
        version = own.head.number + (0 if number < 12 else 1)
        act(actor, on(own).model_copy(update={"version": version}), new_id(), CHOOSING_AT)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(race, range(24)))
    store = RunStore()
    found = {one.person.person_id for one in store.requests(opened.window_id)}
    listed = {item["person_id"] for item in retention_table().page(None, f"ASKED#{opened.window_id}").items}
    chosen = retention_table().page(None, f"CHOSEN#{opened.window_id}#{other.unit_id}").items
    assert found == listed == {item["person_id"] for item in chosen}
    confirmed = sum(one.head.number - 1 for one in map(_stands, range(6), [opened.window_id] * 6))
    assert store.asked_count(opened.window_id) == confirmed


def _stands(number: int, window_id: str) -> TransferRequest:
    from functions.retention.request_store import RequestStore  # noqa: PLC0415

    own = RequestStore(staff(f"person{number}")).own(window_id)
    assert own is not None
    assert own.request is not None
    return own.request


def test_of_two_managers_changes_of_one_unit_one_is_lost_and_told_so() -> None:
    opened = a_window()
    own = a_unit(opened)
    edits = [
        EditUnit(
            window_id=opened.window_id, unit_id=own.unit_id, version=1, details=unit_details(f"Ward {number}")
        )
        for number in range(4)
    ]
    with ThreadPoolExecutor(4) as pool:
        outcomes = [*pool.map(lambda one: units.edit_unit(MANAGER, one, new_id(), NOW), edits)]
    assert sum(isinstance(one, Done) for one in outcomes) == 1
    assert {one.reason for one in outcomes if isinstance(one, Refusal)} == {Reason.CHANGED_SINCE}


def test_a_decision_stands_where_the_run_reads_it_with_its_code_and_not_its_words() -> None:
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    a_request(opened, NURSE, home, other)
    done(decide(OTHER_MANAGER, other, NURSE, Verdict.DECLINE, words="Secret words"))
    (said,) = RunStore().decided(opened.window_id)
    assert (said.verdict, said.because) == ("decline", "essential_missing")
    (item,) = retention_table().page(None, f"DECIDED#{opened.window_id}").items
    assert "Secret" not in str(item)


def test_the_same_form_twice_decides_once() -> None:
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    a_request(opened, NURSE, home, other)
    command = DecideOn(
        window_id=opened.window_id,
        unit_id=other.unit_id,
        handle=handle_of(opened.window_id, other.unit_id, "nurse"),
        version=0,
        verdict=Verdict.ACCEPT,
    )
    again = partial(decisions.decide_on, OTHER_MANAGER, command, new_id(), DECIDING_AT)
    assert again() == again()
    assert len([*RunStore().decided(opened.window_id)]) == 1


def test_the_night_tells_the_keepers_of_chosen_units_once_and_nobody_else() -> None:
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    a_unit(opened, OTHER_MANAGER, "Nobody's choice")
    a_request(opened, NURSE, home, other)
    told = [_night(moment)["told"] for moment in (CHOOSING_AT, DECIDING_AT, DECIDING_AT)]
    assert told == [0, 1, 0]
    withdrawn_later = a_window()
    home, other = a_unit(withdrawn_later), a_unit(withdrawn_later, OTHER_MANAGER)
    withdrawn(a_request(withdrawn_later, NURSE, home, other), NURSE)
    assert _night(DECIDING_AT)["told"] == 0


def test_who_manages_those_who_ask_or_does_hr_for_them_is_not_even_told_that_something_waits() -> None:
    opened = a_window()
    home, sister = a_unit(opened), a_unit(opened, SECOND_MANAGER, "B")
    a_request(opened, NURSE, home, sister)
    command = ChangeKeeper(window_id=opened.window_id, unit_id=sister.unit_id, version=1, keeper="manager")
    done(units.change_keeper(HR, command, new_id(), DECIDING_AT))
    assert _night(DECIDING_AT)["told"] == 0
    directory.put_person(
        person_behind(
            SECOND_MANAGER.model_copy(update={"roles": frozenset({Role.RECRUITING_MANAGER, Role.HR_ADVISER})})
        )
    )
    again = command.model_copy(update={"version": 2, "keeper": "second-manager"})
    done(units.change_keeper(HR, again, new_id(), DECIDING_AT))
    assert _night(DECIDING_AT)["told"] == 0
    directory.put_person(person_behind(SECOND_MANAGER))
    assert _night(DECIDING_AT)["told"] == 1


def _night(moment: object) -> dict[str, int]:
    clock.use_source(lambda: moment)  # type: ignore[arg-type, return-value]
    try:
        return daily({}, Context())
    finally:
        clock.use_source(None)


def test_the_sweep_sends_what_waits_and_seals_an_audit_that_holds() -> None:
    opened = a_window()
    home, other = a_unit(opened), a_unit(opened, OTHER_MANAGER)
    bounded(opened)
    a_request(opened, NURSE, home, other)
    done(decide(OTHER_MANAGER, other, NURSE))
    assert retention_table().page("work", UNSENT).items
    sent: list[Email] = []
    email.use_sender(sent.append)
    clock.use_source(lambda: READY_AT)
    try:
        counts = sweep({}, Context())
    finally:
        email.use_sender(None)
        clock.use_source(None)
    assert counts["sent"] == 4
    assert len(sent) == 3  # the care home has nobody to read its own
    assert counts["sealed"] == 8
    assert retention_table().page("work", UNSENT).items == []
    assert audit.verify(retention_table(), "QXX").fault is None


def test_an_altered_request_or_seedless_window_is_found() -> None:
    opened = a_window()
    made = a_request(opened, NURSE, a_unit(opened), a_unit(opened, OTHER_MANAGER))
    audit.seal(retention_table(), "QXX", NOW)
    item = retention_table().get(made.subject, "REQUEST")
    assert item is not None
    item["body"]["details"]["choices"] = []
    retention_table().put(item)
    assert audit.verify(retention_table(), "QXX").fault is not None
    retention_table().delete(*seed_key(opened.window_id))
    with pytest.raises(ValueError, match="not the seed"):
        priority_list(opened, RunStore().seed(opened.window_id), [])
