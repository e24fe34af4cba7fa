"""The figures of windows and years: counted from what is kept, once, and frozen as they are shown."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from functions.retention.domain.decisions import DeclineReason
from functions.retention.domain.stability import EnterYear, YearCounts
from functions.retention.outcomes_store import OutcomesStore
from functions.retention.schedules import daily
from functions.retention.stability_store import StabilityStore
from functions.retention.usecases.outcomes import count_window, count_year, due_windows, due_years, freeze_window
from functions.retention.usecases.stability import enter_year
from shared import audit, clock
from shared.actors import Actor
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import NOW
from tests.retention import (
    ADVISER,
    AUDITOR,
    COORDINATOR,
    DATES,
    HR,
    MANAGER,
    NURSE,
    OTHER_HR,
    READY_AT,
    TODAY,
    a_request,
    request,
    retention_table,
    withdrawn,
)
from tests.retention_moves import (
    CHAIN,
    LATER,
    WITH_VACANCY,
    announced,
    do_not_start,
    done,
    leave_early,
    made,
    refused,
    start,
)
from tests.retention_runs import a_run, a_setting, all_agree, announce, leave, object_to, run_it

OVER = NOW + timedelta(days=(DATES.closes_on - TODAY).days + 15)
SUMMER = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)
"""When employers can enter the year to March 2027, and that to March 2026 is long fixed."""
COUNTS: dict[str, Any] = {
    "at_start": 2_000,
    "at_end": 2_040,
    "leavers": 300,
    "leavers_of_start": 260,
    "moved_within_ics": 60,
    "early_leavers": 90,
}


class _Context:
    def get_remaining_time_in_millis(self) -> int:
        return 60_000


def entered(
    actor: Actor = HR, year: int = 2026, now: datetime = SUMMER, version: int = 0, **changed: int
) -> Done | Refusal:
    """HR enters a year."""
    command = EnterYear(year=year, version=version, counts=YearCounts.model_validate(COUNTS | changed))
    return enter_year(actor, command, new_id(), now)


def test_a_window_is_counted_from_its_results_its_moves_and_its_decisions() -> None:
    one = announced((*CHAIN, ("cat", "A", "D")), **WITH_VACANCY)
    done(start(one, "ana"))
    done(do_not_start(one, "ben"))
    tally = OutcomesStore().tally(one.window, LATER)
    assert (tally.asked, tally.moved, tally.started, tally.not_started, tally.not_recorded) == (3, 2, 1, 1, 0)
    assert tally.by_choice == (2, 0, 0, 0)
    assert tally.by_length == (0, 2, 0, 0)


def test_who_said_that_they_would_leave_is_kept_once_they_have_started() -> None:
    one = a_setting()
    before = request(one.window, one.people["ana"])
    assert before is not None
    withdrawn(before, one.people["ana"])
    a_request(one.window, one.people["ana"], one.units["A"], one.units["B"], wants_to_leave=True)
    done(run_it(one))
    all_agree(one)
    done(announce(one))
    made()
    tally = OutcomesStore().tally(one.window, LATER)
    assert (tally.would_leave, tally.kept) == (1, 0)
    done(start(one, "ana"))
    assert OutcomesStore().tally(one.window, LATER).kept == 1
    done(leave_early(one, "ana", LATER + timedelta(days=100)))
    assert OutcomesStore().tally(one.window, LATER + timedelta(days=101)).kept == 1


def test_who_left_after_a_run_and_what_managers_declined_are_counted() -> None:
    one = a_run((("ana", "A", "B"), ("ben", "B", "A"), ("cat", "C", "D"), ("dan", "D", "C")))
    done(leave(one, "cat"))
    done(run_it(one))
    done(object_to(one, "ana"))
    done(run_it(one))
    all_agree(one)
    done(announce(one))
    tally = OutcomesStore().tally(one.window, READY_AT)
    assert tally.left_after_run == 1
    assert dict(zip(DeclineReason, tally.declined, strict=True))[DeclineReason.HOURS_OR_SHIFTS] == 1
    assert (tally.asked, tally.moved) == (3, 0)


def test_a_window_is_frozen_once_some_days_after_its_last() -> None:
    one = announced()
    closes = NOW + timedelta(days=(DATES.closes_on - TODAY).days)
    assert list(due_windows(closes + timedelta(days=14))) == []
    assert [due.window_id for due in due_windows(OVER)] == [one.window_id]
    assert freeze_window(one.window, OVER)
    assert not freeze_window(one.window, OVER)
    assert list(due_windows(OVER)) == []


def test_what_is_recorded_later_changes_no_figure_and_they_can_be_counted_again() -> None:
    one = announced()
    done(start(one, "ana"))
    freeze_window(one.window, OVER)
    done(start(one, "ben", OVER + timedelta(days=1)))
    frozen, _ = StabilityStore(COORDINATOR).window_figures(None)
    assert frozen == [count_window(one.window, OVER)]
    assert OutcomesStore().tally(one.window, OVER).started == 1
    assert OutcomesStore().tally(one.window, OVER + timedelta(days=2)).started == 2


def test_of_a_window_with_few_people_nothing_of_them_is_shown() -> None:
    one = announced()
    figures = count_window(one.window, OVER)
    assert (figures.asked, figures.moved) == ("*", "*")
    assert (figures.movers, figures.at_risk, figures.would_leave, figures.declined) == (None,) * 4


def test_of_a_window_with_many_people_they_are_shown_rounded() -> None:
    pairs = [(f"p{at}{way}", *(("A", "B") if way else ("B", "A"))) for at in range(6) for way in (0, 1)]
    one = announced(pairs, A={"funded_posts": 10, "staff_in_window": 10})
    for name in one.people:
        done(start(one, name))
    figures = count_window(one.window, OVER)
    assert (figures.asked, figures.moved) == ("10", "10")
    assert figures.movers is not None
    assert figures.movers.came == ("10", "0", "0")
    assert figures.movers.choices == ("10", "0", "0", "0")
    assert figures.movers.lengths == ("0", "10", "0", "0")


def test_the_nightly_schedule_freezes_windows_and_years() -> None:
    one = announced()
    done(entered())
    after = datetime(2027, 7, 2, 3, 0, tzinfo=UTC)
    clock.use_source(lambda: after)
    try:
        daily({}, _Context())
        daily({}, _Context())
    finally:
        clock.use_source(None)
    frozen, _ = StabilityStore(COORDINATOR).window_figures(None)
    assert [figures.window_id for figures in frozen] == [one.window_id]
    years = StabilityStore(AUDITOR).year_figures()
    assert [figures.year for figures in years] == [2026, 2025]
    assert [line.employer.ods_code for line in years[0].lines] == ["RZZ"]


def test_hr_enters_a_year_that_is_over_and_corrects_it_until_it_is_fixed() -> None:
    assert done(entered()).version == 1
    assert refused(entered()) == "changed_since"
    assert done(entered(version=1, leavers=310, early_leavers=95)).version == 2
    assert refused(entered(year=2027)) == "year_not_over"
    assert refused(entered(year=2025)) == "figures_frozen"
    (found, is_frozen), _ = StabilityStore(HR).year_and_once(2026, "")
    assert found is not None
    assert (found.counts.leavers, is_frozen) == (310, False)


def test_a_year_is_fixed_from_the_day_on_which_it_is_due_even_before_it_is_frozen() -> None:
    last = datetime(2027, 6, 30, 12, 0, tzinfo=UTC)
    done(entered(now=last))
    assert list(due_years(last)) == [2025]
    assert refused(entered(version=1, now=last + timedelta(days=1))) == "figures_frozen"
    assert list(due_years(last + timedelta(days=1))) == [2025, 2026]
    assert count_year(2026, last) == count_year(2026, last)


@pytest.mark.parametrize("actor", [MANAGER, NURSE, COORDINATOR, AUDITOR, ADVISER], ids=lambda it: it.person_id)
def test_nobody_but_hr_enters_a_year(actor: Actor) -> None:
    assert refused(entered(actor)) == "not_found"


@pytest.mark.parametrize("actor", [HR, OTHER_HR, MANAGER, NURSE, ADVISER], ids=lambda it: it.person_id)
def test_nobody_but_the_coordinator_and_auditors_read_figures(actor: Actor) -> None:
    one = announced()
    freeze_window(one.window, OVER)
    assert StabilityStore(actor).window_figures(None) == ([], None)
    assert StabilityStore(actor).year_figures() == []


def test_hr_reads_no_other_employers_year() -> None:
    done(entered())
    assert [found for _, found, _ in StabilityStore(OTHER_HR).own_years([2026])] == [None]
    assert [found is not None for _, found, _ in StabilityStore(HR).own_years([2026])] == [True]


def test_a_double_submit_of_a_year_is_a_replay_and_the_audit_stays_whole() -> None:
    command, key = EnterYear(year=2026, version=0, counts=YearCounts.model_validate(COUNTS)), new_id()
    first = done(enter_year(HR, command, key, SUMMER))
    assert enter_year(HR, command, key, SUMMER) == first
    audit.seal(retention_table(), "QXX", SUMMER)
    assert audit.verify(retention_table(), "QXX").fault is None
