"""The demo's transfer windows: there once; one is ready to be run, one is announced and holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.retention import verify_audit
from functions.retention.domain.announcing import RunWindow
from functions.retention.domain.moves import Stage
from functions.retention.domain.windows import Phase, WindowStatus
from functions.retention.run_outcomes import RunOutcomes
from functions.retention.usecases import requests, run
from infra.local import seed_retention
from infra.local.oidc import ISSUER
from infra.local.people import demo_ics
from infra.local.retention_cast import MAYA, PEOPLE, TEAMS, YEAR_COUNTS
from infra.local.seed import seed_directory
from infra.local.seed_retention import ANNOUNCED, READY
from shared.outcomes import Refusal
from shared.perform import Done
from shared.sessions import actor_for
from tests.bench.crash_points import snapshot
from tests.bench.reconciliation import everything
from tests.bench.retention_books import faults_of, settled_faults_of
from tests.tables import Tables, fresh_tables

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def _seeded(tables: Tables) -> None:
    seed_directory(demo_ics(), ISSUER, NOW)
    seed_retention.seed_retention(demo_ics(), NOW)


def faults() -> list[str]:
    items = list(everything(RunOutcomes().table.name))
    return faults_of(items) + settled_faults_of(items)


@pytest.mark.usefixtures("_seeded")
def test_a_newcomer_can_run_the_window_of_sixty_people_and_twelve_units_at_once() -> None:
    store = RunOutcomes()
    window = store.window(READY)
    assert window is not None and window.phase_on(NOW.date()) is Phase.READY
    assert len(list(store.requests(READY))) == PEOPLE == 60
    assert len(store.units(READY)) == len(TEAMS) == 12
    demo = demo_ics()
    olwen = next(demo.as_person(one) for one in demo.people if "olwen" in one.subject)
    actor = actor_for(olwen, demo.ics.code)
    assert actor is not None
    outcome = run.run_window(actor, RunWindow(window_id=READY, version=window.head.number), "a" * 22, NOW)
    assert isinstance(outcome, Done)
    stands = store.run(READY, 1)
    assert stands is not None and stands.movers >= 20
    assert faults() == []
    assert verify_audit.main() == 0


@pytest.mark.usefixtures("_seeded")
def test_the_window_before_is_announced_with_moves_and_the_demo_person_takes_part_in_both() -> None:
    store = RunOutcomes()
    window = store.window(ANNOUNCED)
    assert window is not None and window.status is WindowStatus.ANNOUNCED
    stands = store.run(ANNOUNCED, 1)
    assert stands is not None and stands.movers >= 5
    maya = next(one for one in demo_ics().people if one.subject == MAYA)
    assert all(store.request(one, maya.person_id) for one in (ANNOUNCED, READY))


@pytest.mark.usefixtures("_seeded")
def test_the_same_again_changes_nothing() -> None:
    before = snapshot(RunOutcomes().table.name)
    seed_retention.seed_retention(demo_ics(), NOW + timedelta(days=3))
    assert snapshot(RunOutcomes().table.name) == before


def test_a_start_that_was_cut_short_is_taken_up_by_the_next(
    engine: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, acts = requests.confirm, iter(range(40))

    def until_the_power_goes(*given: Any) -> Done | Refusal:
        next(acts)
        return whole(*given)

    with fresh_tables():
        seed_directory(demo_ics(), ISSUER, NOW)
        monkeypatch.setattr(requests, "confirm", until_the_power_goes)
        with pytest.raises(StopIteration):
            seed_retention.seed_retention(demo_ics(), NOW)
        monkeypatch.setattr(requests, "confirm", whole)
        seed_retention.seed_retention(demo_ics(), NOW + timedelta(days=2))
        window = RunOutcomes().window(READY)
        assert window is not None and window.dates.decisions_close_on == NOW.date() - timedelta(days=1)
        assert len(list(RunOutcomes().requests(READY))) == PEOPLE
        assert faults() == []


@pytest.mark.usefixtures("_seeded")
def test_most_of_who_move_have_started_one_has_not_and_the_demo_person_still_has_to() -> None:
    rows = {
        item["pk"]: item["row"]["stage"]
        for item in everything(RunOutcomes().table.name)
        if item["pk"].startswith(f"PROGRESS#{ANNOUNCED}#") and "stage" in item.get("row", {})
    }
    stands = RunOutcomes().run(ANNOUNCED, 1)
    assert stands is not None
    assert list(rows.values()).count(Stage.NOT_STARTED) == 1
    assert 5 <= list(rows.values()).count(Stage.STARTED) == len(rows) - 1 < stands.movers
    maya = next(one for one in demo_ics().people if one.subject == MAYA)
    assert f"PROGRESS#{ANNOUNCED}#{maya.person_id}" not in rows
    assert faults() == []


@pytest.mark.usefixtures("_seeded")
def test_employers_have_counted_the_last_year() -> None:
    years = [item["pk"] for item in everything(RunOutcomes().table.name) if item["pk"].startswith("STABILITY#")]
    assert {f"STABILITY#2025#{one}" for one in YEAR_COUNTS} <= set(years)
