"""What stands in the table of a request: what it is found by comes and goes with it, whole."""

from datetime import timedelta

import pytest

from functions.retention.domain.reasons import Reason
from functions.retention.items import asked_pk, chosen_pk, need_code_key, waiting_key
from functions.retention.run_store import RunStore
from functions.retention.usecases import requests
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.table import Cancelled
from tests.retention import (
    ADVISER,
    CHOOSING_AT,
    CLOSING,
    HR,
    NURSE,
    OTHER_MANAGER,
    READY_AT,
    a_draft,
    a_plan,
    a_request,
    a_unit,
    a_window,
    declarations,
    done,
    named_at_risk,
    on,
    request,
    retention_table,
    withdrawn,
)


def keys_in(pk: str) -> list[str]:
    return [item["sk"] for item in retention_table().page(None, pk).items]


def test_a_confirmed_request_is_found_by_the_run_and_by_each_unit_that_it_chose() -> None:
    window = a_window()
    home, first, second = a_unit(window), a_unit(window, OTHER_MANAGER, "A"), a_unit(window, OTHER_MANAGER, "B")
    draft = a_draft(window, NURSE, home, first, second)
    assert keys_in(asked_pk(window.window_id)) == []
    done(requests.confirm(NURSE, on(draft), new_id(), CHOOSING_AT))
    store = RunStore()
    (found,) = store.requests(window.window_id)
    assert found == request(window, NURSE)
    assert store.asked_count(window.window_id) == 1
    assert all(len(keys_in(chosen_pk(window.window_id, one.unit_id))) == 1 for one in (first, second))
    assert keys_in(chosen_pk(window.window_id, home.unit_id)) == []


def test_a_withdrawn_request_leaves_nothing_by_which_it_is_found_and_counts_as_a_change() -> None:
    window = a_window()
    home, other = a_unit(window), a_unit(window, OTHER_MANAGER)
    made = a_request(window, NURSE, home, other, declarations=declarations(has_need=True))
    withdrawn(made, NURSE, READY_AT)
    assert [*RunStore().requests(window.window_id)] == []
    assert keys_in(asked_pk(window.window_id)) == []
    assert keys_in(chosen_pk(window.window_id, other.unit_id)) == []
    assert retention_table().get(*need_code_key(window.window_id, made.need_code)) is None
    assert retention_table().get(*waiting_key("nurse", window.market.key)) is None
    assert RunStore().asked_count(window.window_id) == 2


def test_an_item_of_a_unit_says_neither_rank_nor_other_choices() -> None:
    window = a_window()
    home, first, second = a_unit(window), a_unit(window, OTHER_MANAGER, "A"), a_unit(window, OTHER_MANAGER, "B")
    a_request(window, NURSE, home, second, first)
    (item,) = retention_table().page(None, chosen_pk(window.window_id, first.unit_id)).items
    assert set(item) == {"pk", "sk", "person_id", "home_unit"}
    assert second.unit_id not in str(item)


def test_waiting_goes_on_from_window_to_window_of_one_market_and_no_other() -> None:
    window = a_window()
    home, other = a_unit(window), a_unit(window, OTHER_MANAGER)
    a_request(window, NURSE, home, other)
    later = CHOOSING_AT + timedelta(days=200)
    dates = a_plan().dates.model_dump()
    moved = {name: day + timedelta(days=200) for name, day in dates.items()}
    second = a_window(now=later - timedelta(days=7), dates=moved)
    at = later - timedelta(days=7)
    home, other = a_unit(second, now=at), a_unit(second, OTHER_MANAGER, now=at)
    again = a_request(second, NURSE, home, other, now=later)
    assert again.waiting is not None
    assert again.waiting.since == CHOOSING_AT.date()
    assert again.waiting.window_id == window.window_id
    withdrawn(again, NURSE, later)
    assert retention_table().get(*waiting_key("nurse", window.market.key)) is not None


def test_the_same_form_twice_confirms_once() -> None:
    window = a_window()
    draft = a_draft(window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER))
    key = new_id()
    first = requests.confirm(NURSE, on(draft), key, CHOOSING_AT)
    assert requests.confirm(NURSE, on(draft), key, CHOOSING_AT) == first
    assert RunStore().asked_count(window.window_id) == 1


def test_a_confirmation_that_cannot_be_written_whole_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    window = a_window()
    home, other = a_unit(window), a_unit(window, OTHER_MANAGER)
    draft = a_draft(window, NURSE, home, other)
    monkeypatch.setattr(type(retention_table()), "commit", _cancelled)
    assert requests.confirm(NURSE, on(draft), new_id(), CHOOSING_AT) == Refusal(Reason.LOST_RACE)
    assert keys_in(asked_pk(window.window_id)) == []


def _cancelled(*_: object) -> None:
    raise Cancelled(frozenset({0}))


def test_a_need_counts_once_an_adviser_has_confirmed_its_code() -> None:
    window = a_window()
    home, other = a_unit(window), a_unit(window, OTHER_MANAGER)
    made = a_request(window, NURSE, home, other, declarations=declarations(has_need=True))
    (claim,) = RunStore().claims([made], [home, other])
    assert not claim.has_confirmed_need
    done(requests.confirm_need(ADVISER, window.window_id, made.need_code, new_id(), CHOOSING_AT))
    (claim,) = RunStore().claims([made], [home, other])
    assert claim.has_confirmed_need
    again = requests.confirm_need(ADVISER, window.window_id, made.need_code, new_id(), CHOOSING_AT)
    assert again == Refusal(Reason.CODE_UNKNOWN)


def test_only_a_neutral_adviser_confirms_a_need() -> None:
    window = a_window()
    made = a_request(
        window, NURSE, a_unit(window), a_unit(window, OTHER_MANAGER), declarations=declarations(has_need=True)
    )
    refused = requests.confirm_need(HR, window.window_id, made.need_code, new_id(), CHOOSING_AT)
    assert refused == Refusal(Reason.NOT_FOUND)


def test_who_is_named_of_a_closing_unit_stands_at_the_head_and_needs_no_nine_months() -> None:
    window = a_window()
    home, other = a_unit(window, **CLOSING), a_unit(window, OTHER_MANAGER)
    named_at_risk(window, home, NURSE.email.upper())
    made = a_request(window, NURSE, home, other, declarations=declarations(months_in_post=2))
    (claim,) = RunStore().claims([made], [home, other])
    assert claim.is_at_risk
