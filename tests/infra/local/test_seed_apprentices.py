"""The demo award with apprentices at work: whole, adding up, and the same when the product is started again."""

from datetime import UTC, datetime

import pytest

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.progress import Progress
from infra.local.oidc import ISSUER
from infra.local.people import demo_ics
from infra.local.seed import seed_directory
from infra.local.seed_apprentices import OWN, seed_apprentices
from tests.bench import reconciliation
from tests.bench.crash_points import snapshot
from tests.tables import Tables

DAYS = [datetime(2026, month, day, 9, tzinfo=UTC) for month, day in ((10, 5), (11, 22), (12, 31))]


@pytest.mark.parametrize("now", DAYS)
def test_apprentices_are_at_work_paused_and_stopped_and_the_money_adds_up(now: datetime, tables: Tables) -> None:
    seed_directory(demo_ics(), ISSUER, now)
    seed_apprentices(demo_ics(), now)
    store = ApprenticeshipStore(None)
    found = [store.apprenticeship(f"{OWN}.{number}") for number in (1, 2, 3)]
    assert [one.status for one in found if one] == [Progress.STARTED, Progress.PAUSED, Progress.STOPPED]
    assert all(one.drawn_pence for one in found if one)
    books = reconciliation.opened(reconciliation.everything(tables["levy"]))
    assert reconciliation.faults(books) == []
    before = snapshot(tables["levy"])
    seed_apprentices(demo_ics(), now)
    assert snapshot(tables["levy"]) == before


def test_a_first_start_that_was_cut_short_is_finished_by_the_next(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = DAYS[1]
    seed_directory(demo_ics(), ISSUER, now)
    with monkeypatch.context() as patch:
        patch.setattr("infra.local.seed_apprentices.draw_instalments", lambda *_: 0)
        seed_apprentices(demo_ics(), now)
    seed_apprentices(demo_ics(), now.replace(day=25))
    one = ApprenticeshipStore(None).apprenticeship(f"{OWN}.1")
    assert one is not None
    assert one.drawn_pence
