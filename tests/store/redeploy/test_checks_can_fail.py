"""The checks of the storm are worth something: with what they guard taken away, they fail."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.redeploy import items, store
from functions.redeploy.domain import acts, holding
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.usecases import vacancies
from shared.history import event_put
from shared.outbox import intent_put
from shared.perform import Done
from shared.table import Check, Put, Update, Write
from tests.bench import redeploy_books, redeploy_spans
from tests.bench.races import raced
from tests.bench.reconciliation import everything
from tests.bench.redeploy_commands import COMMANDS
from tests.bench.redeploy_races import meanwhile
from tests.bench.redeploy_spans import Spans
from tests.bench.wire import bent
from tests.partners import NOW
from tests.redeployments import MANAGER, a_person, a_vacancy, interested, offered, take, the_person, with_partners
from tests.store.redeploy.test_storm import release
from tests.tables import Tables


@pytest.fixture(autouse=True)
def partners(tables: Tables) -> None:
    with_partners()


def faults_in(tables: Tables) -> list[str]:
    return redeploy_books.faults_of(everything(tables["redeploy"]))


def _free(write: Write) -> Write:
    """A write without its conditions."""
    match write:
        case Put():
            return replace(write, if_absent=False, require={})
        case Update():
            return replace(write, require={}, at_least={})
        case _:
            return write


def without_conditions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the conditions from every record, event and email; the form's key stays."""
    monkeypatch.setattr(
        store,
        "record_writes",
        lambda decision: [_free(one) for one in items.record_writes(decision) if not isinstance(one, Check)],
    )
    monkeypatch.setattr(store, "event_put", lambda event: _free(event_put(event)))
    monkeypatch.setattr(store, "intent_put", lambda intent, at: _free(intent_put(intent, at)))


def test_without_the_claim_two_offers_accepted_at_once_are_two_posts_of_one_person(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person()
    both = [offered(person, post) for post in (a_vacancy(), a_vacancy())]
    without_conditions(monkeypatch)
    acts_of_person: Sequence[Callable[[], Any]] = [
        lambda match=match: take(the_person(person), MatchAction.ACCEPT, match)  # type: ignore[misc]
        for match in both
    ]
    assert all(isinstance(outcome, Done) for outcome in raced(acts_of_person))
    assert any("has 2 posts" in fault for fault in faults_in(tables))


def test_without_the_condition_on_the_count_two_offers_of_one_post_are_out(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = a_vacancy()
    start: dict[str, Any] = {"starts_on": NOW.date() + timedelta(days=9), "out_of_turn": "Both agreed."}
    both = [interested(a_person(), post) for _ in range(2)]
    monkeypatch.setattr(items, "_none_open", lambda _tiers: {})
    offers: Sequence[Callable[[], Any]] = [
        lambda match=match: take(MANAGER, MatchAction.OFFER, match, **start)  # type: ignore[misc]
        for match in both
    ]
    assert all(isinstance(outcome, Done) for outcome in raced(offers))
    assert any("counts 2 offers and has 2" in fault for fault in faults_in(tables))


def test_without_the_count_itself_the_books_differ(tables: Tables, monkeypatch: pytest.MonkeyPatch) -> None:
    match = interested(a_person(), a_vacancy())
    monkeypatch.setattr(acts, "_counts", lambda *_: ())
    take(the_person(match.entry_id), MatchAction.SAY_NOT_FOR_ME, match, reason="travel")
    assert any("counts 1 open in tier 2 and has 0" in fault for fault in faults_in(tables))


def books_and_spans(tables: Tables, act: Callable[[], object]) -> tuple[redeploy_books.Books, Spans]:
    spans = Spans()
    with bent(spans):
        act()
    return redeploy_books.opened(everything(tables["redeploy"])), spans


def test_without_the_rule_and_the_condition_of_a_release_a_vacancy_clears_too_soon(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "refuse_release", lambda *_: None)
    monkeypatch.setattr(items, "_none_open", lambda _tiers: {})

    def act() -> None:
        a_person()
        release(a_vacancy())

    books, spans = books_and_spans(tables, act)
    assert len(redeploy_spans.too_soon(books, spans.found)) == 1
    assert redeploy_spans.skipped(books, spans.found, NOW.date()) == []


def test_without_the_check_of_the_register_a_release_skips_who_has_just_come(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vacancies, "match_vacancy", lambda *_: None)
    monkeypatch.setattr("functions.redeploy.usecases.perform.follow_up", lambda *_: 0)
    monkeypatch.setattr(MatchingStore, "register_unchanged", lambda *_: Check("none", "none", is_absent=True))

    def act() -> None:
        post = a_vacancy()
        spans_of_arrival = Spans()
        with meanwhile(lambda: _noted(spans_of_arrival)):
            release(post)
        arrived.found |= spans_of_arrival.found

    arrived = Spans()
    books, spans = books_and_spans(tables, act)
    found = arrived.found | spans.found
    skipped = redeploy_spans.skipped(books, found, NOW.date())
    assert len(skipped) == 1 and "never looked at" in skipped[0]
    assert any("was skipped (never matched)" in one for one in _settled(tables)) is False  # it is held no more


def _noted(spans: Spans) -> None:
    with bent(spans):
        a_person()


def _settled(tables: Tables) -> list[str]:
    return redeploy_books.settled_faults_of(everything(tables["redeploy"]), NOW)


TAMPERED: dict[str, tuple[str, Callable[[dict[str, Any]], Any]]] = {
    "a count": ("VACANCY", lambda item: item.update(open_2=item["open_2"] + 1)),
    "an offer more": ("VACANCY", lambda item: item.update(offers=1)),
    "who filled a post": ("VACANCY", lambda item: item["body"].update(filled_by="nobody.nothing")),
    "who has a post": ("ENTRY", lambda item: item["body"].update(placed_in="")),
    "a person's status": ("ENTRY", lambda item: item["body"].update(status="redeployed")),
    "a match's status": ("MATCH", lambda item: item["body"].update(status="proposed")),
    "a match gone": ("MATCH", lambda item: item.clear()),
    "an event's facts": ("EVENT", lambda item: item.update(why="because")),
    "an event gone": ("EVENT", lambda item: item.clear()),
    "a head": ("MATCH", lambda item: item["head"].update(hash="0")),
    "a version": ("ENTRY", lambda item: item.update(version=99)),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_the_books_show_what_was_tampered_with(what: str, tables: Tables) -> None:
    accept = next(prepare for prepare in COMMANDS if prepare.__name__ == "accept")
    accept()()
    sound = list(everything(tables["redeploy"]))
    assert redeploy_books.faults_of(sound) == []
    kind, tamper = TAMPERED[what]
    victims = [item for item in sound if item["sk"].startswith(kind)]
    tamper(next((one for one in victims if one.get("status") in ("filled", "placed", "accepted")), victims[0]))
    assert redeploy_books.faults_of(item for item in sound if item)
