"""What the pages of a run show to who runs it or audits it, as plain values: numbers and prints, never who."""

from typing import Any

from functions.retention.domain.announcing import Standing
from functions.retention.domain.cycles import Run
from functions.retention.domain.run_policy import is_public, may_run
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import Phase, TransferWindow
from shared.actors import Actor
from shared.clock import london_day
from shared.values.dates import uk_date
from shared.web.visit import Visit

Shown = dict[str, Any]

COMMAND = "python -m functions.retention.reproduce_run {window} {number}"


def to_run_shown(units: tuple[Unit, ...], asking: int) -> list[tuple[str, str]]:
    """What will be run, in numbers."""
    return [
        ("People who ask to move", f"{asking:,}"),
        ("Units", f"{len(units):,}"),
        ("Employers", f"{len({one.employer.ods_code for one in units}):,}"),
        ("Vacancies", f"{sum(one.details.all_vacancies for one in units):,}"),
        ("Units that close", f"{sum(one.details.is_closing for one in units):,}"),
    ]


def run_shown(window: TransferWindow, standing: Standing, actor: Actor, visit: Visit) -> Shown:
    """The run that stands, what is still missing, and what its reader may do next."""
    run, may = standing.run, may_run(actor, window)
    phase, is_over = window.phase_on(london_day(visit.now)), is_public(window)
    may_announce = may and run is not None and phase is Phase.PROPOSED and not (standing.is_stale or standing.open)
    return {
        "lines": _lines(run, standing, is_over) if run else [],
        "prints": _prints(run) if run else [],
        "lengths": _lengths(run) if run else [],
        "number": run.number if run else 0,
        "is_stale": standing.is_stale and not is_over,
        "open": standing.open,
        "may_run": may and (phase is Phase.READY or (phase is Phase.PROPOSED and standing.is_stale)),
        "may_announce": may_announce,
        "is_announced": is_over,
        "not_yet": phase not in (Phase.READY, Phase.PROPOSED, Phase.ANNOUNCED, Phase.CLOSED),
        "command": COMMAND.format(window=window.window_id, number=run.number) if run else "",
    }


def _lines(run: Run, standing: Standing, is_over: bool) -> list[tuple[str, str]]:
    waiting = [] if is_over else [("Groups that wait for somebody", f"{standing.open:,}")]
    return [
        ("Worked out", f"{uk_date(london_day(run.at))}, by {run.by.name}"),
        ("People who asked", f"{run.people:,}"),
        ("People who move" if is_over else "People who would move", f"{run.movers:,}"),
        ("Groups", f"{run.cycles:,}"),
        *waiting,
    ]


def _lengths(run: Run) -> list[list[str]]:
    return [
        ["1 person" if length == "1" else f"{length} people", f"{count:,}"]
        for length, count in sorted(run.lengths.items(), key=lambda item: int(item[0]))
    ]


def _prints(run: Run) -> list[tuple[str, str]]:
    return [
        ("Everything that the run rests on", run.input_hash),
        ("The market, as the open simulation prints it", run.market_hash),
        ("Every result and every group", run.result_hash),
    ]
