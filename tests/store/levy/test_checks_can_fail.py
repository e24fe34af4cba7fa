"""The checks of money and history are worth something: with what they guard taken away, they fail."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from functions.levy import items, store
from functions.levy.domain import approvals as rules
from functions.levy.domain.ledger import EntryKind, LedgerEntry
from functions.levy.usecases import decisions
from infra.local.engine import Engine
from shared.history import event_put
from shared.ids import new_id
from shared.outbox import intent_put
from shared.outcomes import Refusal
from shared.perform import Done
from shared.table import Update, Write
from tests.bench import reconciliation
from tests.bench.commands import EACH_PENCE, approve, approve_split, withdraw_accepted
from tests.bench.races import raced
from tests.levies import (
    APPROVER,
    approval,
    left,
    some_figures,
    stored_application,
    stored_figures,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.properties.levy.life import Life
from tests.tables import Tables


def without_floor(*entries: LedgerEntry) -> list[Write]:
    """The writes of entries, with the condition on the balance taken away."""
    return [replace(one, at_least={}) if isinstance(one, Update) else one for one in items.money_writes(*entries)]


def without_return(*entries: LedgerEntry) -> list[Write]:
    """The writes of entries, but money that is released does not go back."""
    return items.money_writes(*(entry for entry in entries if entry.kind != EntryKind.RELEASE))


def without_allowance(*entries: LedgerEntry) -> list[Write]:
    """The writes of entries, with the condition on what is left of an allowance taken away."""
    return [
        replace(one, at_least_in={}) if isinstance(one, Update) else one for one in items.money_writes(*entries)
    ]


def without_promise(*entries: LedgerEntry) -> list[Write]:
    """The writes of entries, but what they promise is not counted."""
    return [one for one in items.money_writes(*entries) if getattr(one, "sk", "") != "LEFT"]


def anything_goes(*_: object) -> None:
    """A rule that refuses nothing."""


def no_record(*_: object) -> list[Write]:
    """The record of the key is not written."""
    return []


def faults_in(tables: Tables) -> list[str]:
    return reconciliation.faults(reconciliation.opened(reconciliation.everything(tables["levy"])))


def test_without_the_condition_on_the_balance_a_race_overspends_and_the_books_show_it(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_partners()
    pledge = stored_pledge(3 * EACH_PENCE)
    commands = [approval(stored_application(), (pledge.pledge_id, EACH_PENCE)) for _ in range(8)]
    monkeypatch.setattr(store, "money_writes", without_floor)

    outcomes = raced([partial(decisions.approve, APPROVER, one, new_id(), NOW) for one in commands])

    assert sum(isinstance(outcome, Done) for outcome in outcomes) == 8
    assert any("less than nothing" in fault for fault in faults_in(tables))


def test_without_the_condition_on_the_allowance_a_race_promises_more_than_it(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_partners()
    pledge = stored_pledge()
    stored_figures(some_figures(10_000))  # £660 in 2026/27
    commands = [approval(stored_application(), (pledge.pledge_id, EACH_PENCE)) for _ in range(2)]
    monkeypatch.setattr(store, "money_writes", without_allowance)

    outcomes = raced([partial(decisions.approve, APPROVER, one, new_id(), NOW) for one in commands])

    assert all(isinstance(outcome, Done) for outcome in outcomes)
    assert left().by_year["2026/27"] < 0


def test_a_promise_that_is_not_counted_shows_in_the_books(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    with_partners()
    monkeypatch.setattr(store, "money_writes", without_promise)
    approve()()
    assert any("left and" in fault for fault in faults_in(tables))


def test_without_the_record_of_the_key_a_triple_send_does_not_get_equal_replies(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_partners()
    act = approve()
    monkeypatch.setattr(store, "once_writes", no_record)
    replies = raced([act, act, act])
    assert sum(isinstance(reply, Refusal) for reply in replies) == 2


def test_without_the_record_of_the_key_and_the_version_a_triple_send_has_more_than_one_effect(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_partners()
    act = approve()
    put = items.application_put
    monkeypatch.setattr(store, "once_writes", no_record)
    monkeypatch.setattr(store, "application_put", lambda decision: replace(put(decision), require={}))
    monkeypatch.setattr(store, "event_put", _unconditional(event_put))
    monkeypatch.setattr(store, "intent_put", _unconditional(intent_put))
    monkeypatch.setattr(
        store,
        "money_writes",
        lambda *entries: [replace(one, **_free(one)) for one in items.money_writes(*entries)],
    )
    assert all(isinstance(reply, Done) for reply in raced([act, act, act]))
    assert any("and owes" in fault for fault in faults_in(tables))


def live() -> None:
    """A short life that meets every check of the state machine: too little money, a withdrawal, a replay."""
    life = Life()
    try:
        life.two_sides([1, 1], pence=1)
        for which in (0, 1):
            life.approve(which=which, who=APPROVER, apprentices=1, cuts=[], stale=False)
            life.the_books_are_sound_and_say_what_the_model_says()
        life.a_key_is_used_again(which=-1, otherwise=False)
        life.act(which=0, choice=0, action="withdraw", stale=False)
        life.the_books_are_sound_and_say_what_the_model_says()
        life.teardown()
    finally:
        life.open.close()


def test_the_state_machine_has_nothing_against_the_rules_as_they_are(engine: Engine) -> None:
    live()


@pytest.mark.parametrize(
    "broken",
    [
        {(store, "money_writes"): without_floor, (rules, "refuse_share"): anything_goes},
        {(store, "money_writes"): without_return},
        {(store, "once_writes"): no_record},
    ],
    ids=["no condition on the balance", "released money does not go back", "no record of the key"],
)
def test_the_state_machine_finds_a_broken_rule(
    broken: dict[tuple[object, str], Callable[..., object]], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for (module, name), replacement in broken.items():
        monkeypatch.setattr(module, name, replacement)
    with pytest.raises((AssertionError, ValueError)):
        live()


def _of(kind: str) -> Callable[[dict[str, Any]], bool]:
    return lambda item: item["sk"].startswith(kind)


TAMPERED: dict[str, tuple[Callable[[dict[str, Any]], bool], Callable[[dict[str, Any]], Any]]] = {
    "a penny more available": (
        _of("PLEDGE"),
        lambda item: item.update(available_pence=item["available_pence"] + 1),
    ),
    "a penny moved": (
        _of("PLEDGE"),
        lambda item: item.update(
            available_pence=item["available_pence"] + 1, reserved_pence=item["reserved_pence"] - 1
        ),
    ),
    "a year's reservation": (_of("PLEDGE"), lambda item: item["reserved_by_year"].update({"2026/27": 1})),
    "a ledger entry's sum": (_of("LEDGER"), lambda item: item["body"].update(pence=1)),
    "a ledger entry gone": (_of("LEDGER"), lambda item: item.clear()),
    "an award": (
        lambda item: item["sk"] == "APP" and bool(item["body"]["awards"]),
        lambda item: item["body"]["awards"][0].update(pence=1),
    ),
    "a status": (_of("APP"), lambda item: item["body"].update(status="accepted")),
    "an event's words": (_of("EVENT"), lambda item: item.update(why="because")),
    "an event gone": (_of("EVENT"), lambda item: item.clear()),
    "a record gone": (_of("APP"), lambda item: item.clear()),
    "a head": (_of("APP"), lambda item: item["head"].update(hash="0")),
    "a version": (_of("APP"), lambda item: item.update(version=99)),
    "a key's result": (_of("ONCE"), lambda item: item.update(result='{"id": "none", "version": 1}')),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_the_books_show_what_was_tampered_with(what: str, tables: Tables) -> None:
    with_partners()
    for prepare in (approve, approve_split, withdraw_accepted):
        prepare()()
    sound = list(reconciliation.everything(tables["levy"]))
    assert reconciliation.faults(reconciliation.opened(sound)) == []
    chosen, tamper = TAMPERED[what]
    victim = next(item for item in sound if chosen(item))
    tamper(victim)
    assert reconciliation.faults(reconciliation.opened(item for item in sound if item))


def _unconditional(put: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *details: replace(put(*details), if_absent=False)


def _free(write: Write) -> dict[str, Any]:
    return {"if_absent": False} if not isinstance(write, Update) else {}
