"""The demo's conversations: there once, with figures of the quarters that are over, and the audit whole."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.retention.conversations import schedules, verify_audit
from functions.retention.conversations.domain.conversations import Status
from functions.retention.conversations.schedule_store import ScheduleStore
from functions.retention.conversations.usecases import talking
from infra.local.oidc import ISSUER
from infra.local.people import demo_ics
from infra.local.seed import seed_directory
from infra.local.seed_conversations import LAST, TALKED, seed_conversations
from shared import clock
from tests.tables import Tables, fresh_tables

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


class _Unhurried:
    def get_remaining_time_in_millis(self) -> int:
        return 60_000


@pytest.fixture(autouse=True)
def _seeded(tables: Tables) -> None:
    seed_directory(demo_ics(), ISSUER, NOW)
    seed_conversations(demo_ics(), NOW)


def test_the_demo_has_an_open_conversation_an_invitation_and_a_year_of_talks() -> None:
    store = ScheduleStore()
    opened, invited = store.as_it_stands("demo-talk-open"), store.as_it_stands(LAST)
    assert opened and opened.contents and len(opened.contents.notes) == 2
    assert invited and invited.status is Status.INVITED
    assert all(store.as_it_stands(f"demo-talk-{number:02d}") for number in range(TALKED))


def test_the_same_again_changes_nothing() -> None:
    before = [ScheduleStore().as_it_stands(one) for one in ("demo-talk-00", "demo-talk-open", LAST)]
    seed_conversations(demo_ics(), NOW.replace(day=25))
    assert [ScheduleStore().as_it_stands(one) for one in ("demo-talk-00", "demo-talk-open", LAST)] == before


def test_a_start_that_was_cut_short_is_taken_up_by_the_next_whatever_day_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole, acts = talking.take, iter(range(50))

    def until_the_power_goes(*given: Any) -> Any:
        next(acts)
        return whole(*given)

    with fresh_tables():
        seed_directory(demo_ics(), ISSUER, NOW)
        monkeypatch.setattr(talking, "take", until_the_power_goes)
        with pytest.raises(StopIteration):
            seed_conversations(demo_ics(), NOW)
        monkeypatch.setattr(talking, "take", whole)
        seed_conversations(demo_ics(), NOW + timedelta(days=3))
        held = [ScheduleStore().as_it_stands(f"demo-talk-{number:02d}") for number in range(TALKED)]
        assert [one.contents.talked_on for one in held if one and one.contents] == [
            (NOW - timedelta(days=330 - 6 * number)).date() for number in range(TALKED)
        ]
        assert ScheduleStore().as_it_stands(LAST)


def test_the_quarters_that_are_over_have_figures_with_something_to_see(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock.use_source(lambda: NOW)
    try:
        schedules.daily({}, _Unhurried())
    finally:
        clock.use_source(None)
    published = ScheduleStore().published()
    assert [one.quarter for one in published] == ["2025-10", "2026-01", "2026-04", "2026-07"]
    assert [one.talked for one in published] == ["*", "15", "15", "*"]
    shown = {figure.shown for one in published for figure in (*one.reasons, *one.actions)}
    assert shown >= {"0", "*", "10"}
    assert verify_audit.main() == 0
    assert capsys.readouterr().out.endswith("Conversations are whole.\n")
