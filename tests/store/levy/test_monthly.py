"""The monthly run on the real engine: each instalment once, in time or later, whatever stops it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest

from functions.levy import app as levy
from functions.levy import apprenticeship_store, draw_instalments, verify_audit
from functions.levy.domain.commands import OnApprentice, PauseApprentice, StopApprentice
from functions.levy.domain.pledges import PledgeStatus
from functions.levy.domain.progress import Progress
from functions.levy.domain.stages import Status
from functions.levy.reconcile import reconcile
from functions.levy.usecases import apprenticeships, monthly, overdue
from functions.levy.usecases.monthly import month_to_draw
from shared import audit, clock
from shared.ids import new_id
from shared.settings import settings
from shared.table import Table, Write
from shared.values.dates import Month
from tests.apprentices import (
    EACH_PENCE,
    MONTHS,
    a_confirmation,
    on,
    read_apprentice,
    stored_accepted,
    stored_started,
)
from tests.bench import reconciliation
from tests.bench.crash_points import snapshot
from tests.bench.monthly import draw_all, instalment_faults, planned, run_killed
from tests.bench.races import raced
from tests.levies import MANAGER, done, read, read_pledge, stored_application, stored_pledge, with_partners
from tests.partners import NOW
from tests.tables import Tables

END = Month(2029, 2)
AT_THE_END = NOW.replace(year=2029, month=2, day=23)
MONTHLY_PENCE = EACH_PENCE * 80 // (100 * MONTHS)


class LambdaContext:
    """Lambda's context, with so much time left at each look."""

    def __init__(self, *remaining_ms: int) -> None:
        self._remaining_ms = list(remaining_ms) or [60_000]

    def get_remaining_time_in_millis(self) -> int:
        return self._remaining_ms.pop(0) if len(self._remaining_ms) > 1 else self._remaining_ms[0]


@pytest.fixture(autouse=True)
def _partners(tables: Tables) -> Iterator[None]:
    with_partners()
    yield
    clock.use_source(None)


def at(instant: datetime) -> None:
    clock.use_source(lambda: instant)


def the_table() -> Table:
    return Table(settings().levy_table)


def faults_in(tables: Tables) -> list[str]:
    return reconciliation.faults(reconciliation.opened(reconciliation.everything(tables["levy"])))


def sealed_and_added_up() -> verify_audit.Findings:
    audit.seal(Table(settings().directory_table), settings().ics_code, AT_THE_END)
    audit.seal(the_table(), settings().ics_code, AT_THE_END)
    return verify_audit.find()


def test_each_month_draws_its_instalment_and_the_last_one_the_rest(tables: Tables) -> None:
    one = stored_started()
    pledge_id = one.shares[0].pledge_id
    drawn = []
    for later in range(2, MONTHS + 4):
        now = datetime(2027, 1, 23, 2, tzinfo=NOW.tzinfo) + timedelta(days=31 * (later - 1))
        at(now)
        drawn.append(levy.monthly({}, LambdaContext())["drawn"])
        assert faults_in(tables) == []
    assert sum(drawn) == MONTHS + 1
    assert set(drawn) <= {0, 1, 2}
    assert read_pledge(pledge_id).balances.drawn_pence == EACH_PENCE
    assert read_pledge(pledge_id).balances.reserved_pence == 0
    assert set(read_pledge(pledge_id).reserved_by_year.values()) == {0}


@pytest.mark.parametrize(("day", "month"), [(22, "2027-04"), (23, "2027-05"), (31, "2027-05")])
def test_a_months_instalments_are_drawn_from_its_instalment_day_on(day: int, month: str) -> None:
    assert str(month_to_draw(NOW.date().replace(year=2027, month=5, day=day))) == month


def test_a_run_that_was_missed_for_months_catches_up_month_by_month(tables: Tables) -> None:
    one = stored_started()
    at(datetime(2027, 6, 30, 2, tzinfo=NOW.tzinfo))
    assert levy.monthly({}, LambdaContext()) == {"drawn": 5}
    assert levy.monthly({}, LambdaContext()) == {"drawn": 0}
    assert read_apprentice(one.apprenticeship_id).last_drawn == Month(2027, 6)
    assert faults_in(tables) == []


def test_without_time_the_instalments_wait_for_the_next_night() -> None:
    stored_started()
    at(datetime(2027, 3, 1, 2, tzinfo=NOW.tzinfo))
    assert levy.monthly({}, LambdaContext(19_000)) == {"drawn": 0}
    assert levy.monthly({}, LambdaContext()) == {"drawn": 1}


def test_a_batch_draws_no_more_than_it_may_and_the_next_goes_on() -> None:
    stored_started()
    stored_started()
    assert monthly.draw_instalments(Month(2027, 4), NOW, most=2) == 2
    assert monthly.draw_instalments(Month(2027, 4), NOW, most=100) == 4


def test_runs_that_meet_draw_each_instalment_once(tables: Tables) -> None:
    ids = [stored_started().apprenticeship_id for _ in range(3)]
    wanted = planned(ids)
    raced([partial(draw_all, END, AT_THE_END) for _ in range(3)])
    draw_all(END, AT_THE_END)
    assert instalment_faults(snapshot(tables["levy"]).values(), wanted) == []
    assert faults_in(tables) == []


def test_killed_twenty_times_and_begun_again_it_draws_each_instalment_once_to_the_penny(tables: Tables) -> None:
    pledge_ids = tuple(stored_pledge().pledge_id for _ in range(2))
    ids = [
        stored_started(stored_accepted(1, 700_001, 799_999, pledge_ids=pledge_ids)).apprenticeship_id
        for _ in range(3)
    ]
    wanted = planned(ids)
    struck = run_killed(END, AT_THE_END, kills=20, random=Random(7), calls=12)
    assert struck == 20
    assert instalment_faults(snapshot(tables["levy"]).values(), wanted) == []
    assert faults_in(tables) == []
    assert sum(read_pledge(one).balances.drawn_pence for one in pledge_ids) == 3 * EACH_PENCE
    assert sealed_and_added_up().faults == ()


def test_an_instalment_that_is_drawn_without_its_progress_is_found(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check of the killed run can fail: here the money moves and nothing remembers it."""
    one = stored_started()
    whole = Table.commit

    def forgetful(table: Table, writes: list[Write]) -> None:
        whole(table, [write for write in writes if "APPR#" not in str(getattr(write, "item", {}).get("pk", ""))])

    wanted = planned([one.apprenticeship_id])
    monkeypatch.setattr(Table, "commit", forgetful)
    monthly.draw_instalments(Month(2027, 2), NOW, most=1)
    assert any("has drawn 0 and its ledger says" in fault for fault in faults_in(tables))
    assert instalment_faults(snapshot(tables["levy"]).values(), wanted) != []


def test_a_row_of_the_work_list_that_is_behind_draws_nothing_again(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index follows its table a moment later: the key of the month stands in the way."""
    one = stored_started()
    behind = apprenticeship_store.ApprenticeshipStore(None).due_by(END, None)
    monthly.draw_instalments(Month(2027, 2), NOW)
    before = snapshot(tables["levy"])
    monkeypatch.setattr(apprenticeship_store.ApprenticeshipStore, "due_by", lambda *_: behind)
    monthly.draw_instalments(Month(2027, 2), NOW)
    assert snapshot(tables["levy"]) == before
    assert read_pledge(one.shares[0].pledge_id).balances.drawn_pence == MONTHLY_PENCE


def told(kind: type[OnApprentice], apprenticeship_id: str, act: Any, now: datetime, **details: Any) -> None:
    command = on(kind, read_apprentice(apprenticeship_id), **details)
    done(act(MANAGER, command, new_id(), now))


def test_whoever_pauses_is_not_drawn_for_and_whoever_stops_gives_the_rest_back(tables: Tables) -> None:
    one, other = stored_started(), stored_started()
    june = datetime(2027, 6, 25, 9, tzinfo=NOW.tzinfo)
    told(PauseApprentice, one.apprenticeship_id, apprenticeships.pause_apprentice, june, month=Month(2027, 4))
    told(StopApprentice, other.apprenticeship_id, apprenticeships.stop_apprentice, june, month=Month(2027, 3))
    assert draw_all(END, AT_THE_END) == 2 + 2
    stopped = read_apprentice(other.apprenticeship_id)
    assert (stopped.status, stopped.drawn_pence, stopped.held_pence) == (Progress.STOPPED, 2 * MONTHLY_PENCE, 0)
    balances = read_pledge(other.shares[0].pledge_id).balances
    assert balances.available_pence == balances.amount_pence - 2 * MONTHLY_PENCE
    assert faults_in(tables) == []
    assert sealed_and_added_up().faults == ()


def test_reconciliation_knows_draws_releases_and_lapses_and_names_what_it_does_not(tables: Tables) -> None:
    one = stored_started()
    draw_all(Month(2027, 4), NOW)
    overdue.lapse_pledges(NOW.replace(year=2027, month=4, day=6))
    findings = sealed_and_added_up()
    assert findings.faults == ()
    assert findings.money is not None
    assert findings.money.unexplained_pence == 0
    pledge_id = one.shares[0].pledge_id
    entry = f"LEDGER#{one.apprenticeship_id}:2027-03:draw"
    assert the_table().delete(f"PLEDGE#{pledge_id}", entry)
    fault = reconcile(the_table(), settings().ics_code).fault
    assert fault is not None
    assert (fault.kind, fault.where) == ("missing", f"PLEDGE#{pledge_id} {entry}")


def test_money_that_nobody_confirmed_in_time_goes_back_and_the_rest_is_still_drawn(tables: Tables) -> None:
    pledge_id = stored_pledge().pledge_id
    application = stored_accepted(1, pledge_ids=(pledge_id,))
    unused = stored_accepted(1, pledge_ids=(pledge_id,))
    stored_started(application)
    at(datetime(2027, 2, 23, 2, tzinfo=NOW.tzinfo))
    assert levy.daily({}, LambdaContext())["lapsed"] == 1
    assert read(unused.application_id).status is Status.NOT_USED
    assert read_pledge(pledge_id).balances.reserved_pence == EACH_PENCE
    draw_all(END, AT_THE_END)
    assert read_pledge(pledge_id).balances.drawn_pence == EACH_PENCE
    assert faults_in(tables) == []


def test_what_nobody_decided_for_three_months_is_declined_once(tables: Tables) -> None:
    application = stored_application()
    at(datetime(2027, 2, 22, 23, tzinfo=NOW.tzinfo))
    assert levy.daily({}, LambdaContext())["declined"] == 0
    at(datetime(2027, 2, 23, 1, tzinfo=NOW.tzinfo))
    assert levy.daily({}, LambdaContext())["declined"] == 1
    assert levy.daily({}, LambdaContext())["declined"] == 0
    assert read(application.application_id).status is Status.DECLINED


def test_what_comes_back_to_a_pledge_of_a_past_year_lapses_too(tables: Tables) -> None:
    pledge_id = stored_pledge(2_000_000).pledge_id
    stored_accepted(1, pledge_ids=(pledge_id,))
    at(datetime(2027, 4, 5, 12, tzinfo=NOW.tzinfo))
    assert overdue.lapse_pledges(clock.now()) == 0
    for _ in range(2):
        at(datetime(2027, 4, 6, 2, tzinfo=NOW.tzinfo))
        levy.daily({}, LambdaContext())
    pledge = read_pledge(pledge_id)
    assert (pledge.status, pledge.balances.lapsed_pence, pledge.balances.reserved_pence) == (
        PledgeStatus.CLOSED,
        2_000_000,
        0,
    )
    assert faults_in(tables) == []
    assert sealed_and_added_up().faults == ()


def test_the_command_draws_up_to_the_month_that_is_named_and_adds_up(capsys: pytest.CaptureFixture[str]) -> None:
    stored_started()
    audit.seal(the_table(), settings().ics_code, NOW)
    assert draw_instalments.main(["2027-03"]) == 0
    assert capsys.readouterr().out.splitlines() == ["payments drawn up to 2027-03: 2", "unexplained pence = 0"]
    assert draw_instalments.main(["March"]) == 2
    assert draw_instalments.main([]) == 2


def test_an_apprentice_that_is_sent_twice_is_confirmed_once(tables: Tables) -> None:
    accepted = stored_accepted()
    act = partial(apprenticeships.confirm_apprentice, MANAGER, a_confirmation(accepted), new_id(), NOW)
    assert act() == act()
    rows = apprenticeship_store.ApprenticeshipStore(MANAGER).apprentices_of(accepted.application_id)
    assert [(row["number"], row["status"], row["held_pence"]) for row in rows] == [(1, "confirmed", EACH_PENCE)]
    assert read(accepted.application_id).confirmed_apprentices == 1
