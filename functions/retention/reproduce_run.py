"""`python -m functions.retention.reproduce_run [WINDOW [NUMBER]]`: works runs of transfer windows out again.

It reads the inputs that were kept with a run and the window's seed, works the run out anew, and compares what
comes of it with what is kept: every person's result, every group, every print, and what the window's history
tells. It names the first that differs, with the person or the group where it can. It changes nothing and may run
beside the service. On the data folder of a local run:
`python -m infra.local.attach --data dir functions.retention.reproduce_run`.
"""

import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from functions.retention.domain.cycles import Cycle, Run, lengths_of
from functions.retention.domain.run import RunInputs, WorkedOut, broken_bounds, work_out
from functions.retention.domain.windows import TransferWindow
from functions.retention.run_outcomes import RunOutcomes
from shared import audit
from shared.audit import Fault
from shared.outcomes import Refusal
from shared.settings import settings
from shared.table import Table


@dataclass(frozen=True)
class Reproduction:
    """How many runs were worked out again, for how many people, and the first that differs (None: none does)."""

    runs: int
    people: int
    fault: Fault | None


def reproduce(table: Table, ics_code: str, window_id: str = "", number: int = 0) -> Reproduction:
    """Work out again every run that the audit knows of; or those of one window, or one of them."""
    store = RunOutcomes(table)
    subjects = sorted(one for one in audit.subjects(table, ics_code) if one.startswith("WINDOW#"))
    wanted = [one for one in subjects if not window_id or one == f"WINDOW#{window_id}"]
    fault = None if wanted or not window_id else Fault("missing", f"window {window_id}")
    runs, people = 0, 0
    for subject in wanted:
        window = store.window(subject.partition("#")[2])
        for own in range(1, window.current_run + 1) if window else ():
            if window is None or (number and own != number):
                continue
            run = store.run(window.window_id, own)
            runs, people = runs + 1, people + (run.people if run else 0)
            fault = fault or next(_faults(store, window, own, run), None)
    if number and not runs:
        fault = fault or Fault("missing", f"run {number} of window {window_id}")
    return Reproduction(runs, people, fault)


def report(found: Reproduction) -> list[str]:
    """The findings in words, a line each."""
    return [
        f"runs worked out again: {found.runs}, people in them: {found.people}",
        *([f"FAULT: {found.fault.kind}: {found.fault.where}"] if found.fault else []),
        "A run cannot be reproduced." if found.fault else "Every run is reproduced.",
    ]


def main() -> int:
    """Print the findings; 1 where a run is altered, missing, or comes to something else."""
    window_id = sys.argv[1] if len(sys.argv) > 1 else ""
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    found = reproduce(Table(settings().retention_table), settings().ics_code, window_id, number)
    print("\n".join(report(found)))  # noqa: T201 - a command's answer
    return 1 if found.fault else 0


def _faults(store: RunOutcomes, window: TransferWindow, number: int, run: Run | None) -> Iterator[Fault]:
    """What is wrong with a run, the nearest to its root first."""
    where = f"run {number} of window {window.window_id}"
    if run is None:
        yield Fault("missing", where)
        return
    try:
        inputs = store.inputs(run)
        cycles = tuple(store.cycles(run))
    except KeyError as error:
        yield Fault("missing", f"{where}: {error.args[0]}")
        return
    except (ValueError, zlib.error):
        yield Fault("altered", f"{where}: its inputs")
        return
    yield from (Fault("altered", f"{where}: {one}") for one in _differences(store, window, run, inputs, cycles))


def _differences(
    store: RunOutcomes, window: TransferWindow, run: Run, inputs: RunInputs, cycles: tuple[Cycle, ...]
) -> Iterator[str]:
    if inputs.hash != run.input_hash:
        yield "the print of its inputs"
    try:
        worked = work_out(window, inputs, store.seed(window.window_id))
    except ValueError as error:
        yield str(error)
        return
    if isinstance(worked, Refusal):
        yield f"{worked.reason}"
        return
    if (worked.market_hash, worked.hash) != (run.market_hash, run.result_hash):
        yield "the print of its market or of its results"
    kept = {one.person_id: one for one in store.results(run)}
    for result in worked.results:
        if kept.pop(result.person_id, None) != result:
            yield f"the result of {result.person_id}"
    yield from (f"a result of {one} that nobody asked for" for one in kept)
    yield from _of_groups(inputs, worked, run, cycles)
    told = [event.facts for event in audit.history(store.table, window.subject) if event.action == "run_window"]
    if not any((one["run"], one["result_hash"]) == (run.number, run.result_hash) for one in told):
        yield "the window's history tells of no such run"


def _of_groups(inputs: RunInputs, worked: WorkedOut, run: Run, cycles: tuple[Cycle, ...]) -> Iterator[str]:
    results = {one.person_id: one for one in worked.results}
    for cycle, people in zip(cycles, worked.cycles, strict=False):
        moves = tuple(leg.move for leg in cycle.legs)
        if moves != tuple((one, results[one].home, results[one].unit) for one in people):
            yield f"group {cycle.number}"
    if len(cycles) != len(worked.cycles) or lengths_of(cycles) != run.lengths:
        yield "how many groups there are"
    moves_made = [(leg.from_unit, leg.to_unit) for cycle in cycles for leg in cycle.legs]
    yield from (f"{one} would be outside its bounds" for one in broken_bounds(inputs, moves_made))


if __name__ == "__main__":
    sys.exit(main())
