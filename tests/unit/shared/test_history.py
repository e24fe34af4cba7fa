"""A history is a chain: each event carries the hash of the one before, and any change of it shows."""

from typing import Any

import pytest

from shared.history import BY_SCHEDULE, Event, Head, event_from, event_put, next_event
from tests.partners import NOW


def an_event(head: Head | None = None, **changed: Any) -> Event:
    details: dict[str, Any] = {
        "subject": "APP#1",
        "ics_code": "QXX",
        "action": "submit",
        "at": NOW,
        "who": BY_SCHEDULE,
        "why": "",
        "rule_set": "test",
        "facts": {"total_pence": 1},
    }
    return next_event(head or Head(), **details | changed)


def test_events_are_numbered_and_chained() -> None:
    first = an_event()
    second = an_event(first.head)

    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.hash != second.hash


@pytest.mark.parametrize(
    "altered",
    [
        {"why": "Otherwise."},
        {"facts": {"total_pence": 2}},
        {"number": 9},
        {"previous": "0"},
        {"subject": "APP#2"},
        {"rule_set": "another"},
    ],
)
def test_whatever_is_altered_the_hash_no_longer_fits(altered: dict[str, Any]) -> None:
    event = an_event()

    assert event.recomputed() == event.hash
    assert event.model_copy(update=altered).recomputed() != event.hash


def test_an_event_comes_back_from_its_item_as_it_went_in() -> None:
    event = an_event()

    assert event_from(event_put(event).item) == event
