"""`python -m functions.retention.verify_audit`: walks the audit of transfer windows and what stands apart from it.

It works every run out again (`reproduce_run.py`), counts the answers of the run that stands, and holds announced
moves against it. It reads the table that the environment names (`shared/settings.py`), changes nothing, and may
run beside the service. `make verify-audit DATA=dir` runs it on the data folder of the local runner.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from functions.retention.domain.announcing import Standing
from functions.retention.domain.windows import TransferWindow, WindowStatus
from functions.retention.reproduce_run import Reproduction, reproduce
from functions.retention.run_outcomes import RunOutcomes
from shared import audit
from shared.audit import Fault, Verified
from shared.settings import settings
from shared.table import Table

_LOOKS = 3  # what is answered meanwhile is looked at again


@dataclass(frozen=True)
class Checked:
    """How many windows with a run were looked at, how many moves, and the first that is wrong."""

    windows: int
    moves: int
    fault: Fault | None


@dataclass(frozen=True)
class Findings:
    """What the walk found. The rest is None where the audit that it would be held against is not whole."""

    walked: Verified
    runs: Reproduction | None
    checked: Checked | None

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong, if anything: at most one of each part, the first."""
        parts = (self.walked, self.runs, self.checked)
        return tuple(part.fault for part in parts if part and part.fault)


def find() -> Findings:
    """Walk the table of this process's settings, work the runs out again, count answers and moves."""
    table, ics_code = Table(settings().retention_table), settings().ics_code
    walked = audit.verify(table, ics_code)
    if walked.fault:
        return Findings(walked, None, None)
    return Findings(walked, reproduce(table, ics_code), _checked(table, ics_code))


def report(findings: Findings) -> list[str]:
    """The findings in words, a line each."""
    walked, runs, checked = findings.walked, findings.runs, findings.checked
    more = "not looked at, because the audit is not whole"
    return [
        f"retention audit: blocks = {walked.blocks}, sealed = {walked.sealed},"
        f" waiting to be sealed = {walked.unsealed}",
        f"runs: worked out again = {runs.runs}" if runs else f"runs: {more}",
        f"windows with a run: {checked.windows}, announced moves: {checked.moves}"
        if checked
        else f"moves: {more}",
        *(f"FAULT: {fault.kind}: {fault.where}" for fault in findings.faults),
        "Transfer windows are not whole." if findings.faults else "Transfer windows are whole.",
    ]


def main() -> int:
    """Print the findings; 1 when anything is altered, missing, foreign or unexplained."""
    findings = find()
    print("\n".join(report(findings)))  # noqa: T201 - a command's answer
    return 1 if findings.faults else 0


def _checked(table: Table, ics_code: str) -> Checked:
    store = RunOutcomes(table)
    ids = sorted(one.partition("#")[2] for one in audit.subjects(table, ics_code) if one.startswith("WINDOW#"))
    moves = [one for one in audit.subjects(table, ics_code) if one.startswith("MOVE#")]
    windows = [one for one in map(store.window, ids) if one is not None and one.current_run]
    faults = (Fault("unexplained", fault) for one in windows for fault in _wrongs(store, one, moves))
    return Checked(len(windows), len(moves), next(faults, None))


def _wrongs(store: RunOutcomes, window: TransferWindow, moves: list[str]) -> Iterator[str]:
    for look in range(1, _LOOKS + 1):
        standing, answers = store.standing(window)
        wrong = list(_of_window(store, window, standing, moves))
        if not wrong or (look == _LOOKS and store.standing(window) == (standing, answers)):
            yield from wrong
            return


def _of_window(store: RunOutcomes, window: TransferWindow, standing: Standing, moves: list[str]) -> Iterator[str]:
    """That what is counted is what stands; that moves are those of the run, all of them or none."""
    run = standing.run
    if run is None:
        yield f"{window.subject} has no run {window.current_run}"
        return
    cycles = list(store.cycles(run))
    if standing.open != sum(not one.is_settled for one in cycles):
        yield f"{window.subject} counts {standing.open} open groups"
    own = {one for one in moves if one.startswith(f"MOVE#{window.window_id}#")}
    legs = [leg for cycle in cycles for leg in cycle.legs]
    if window.status in (WindowStatus.OPEN, WindowStatus.PROPOSED):
        yield from (f"{one} is not announced" for one in own)
        return
    if standing.open or standing.is_stale:
        yield f"{window.subject} was announced while somebody was missing"
    for leg in legs:
        move = store.move(window.window_id, leg.person.person_id)
        if move is None and not _follows(store, window):
            yield f"{leg.person.person_id} of {window.subject} has no move"
        if move and (move.releasing.unit_id, move.receiving.unit_id) != (leg.from_unit, leg.to_unit):
            yield f"{move.subject} is not the move of the run"
    known = {f"MOVE#{window.window_id}#{leg.person.person_id}" for leg in legs}
    yield from (f"{one} is of no group" for one in own - known)


def _follows(store: RunOutcomes, window: TransferWindow) -> bool:
    """Whether something of the window still waits in the work list."""
    return any(row["window_id"] == window.window_id for row in store.follows())


if __name__ == "__main__":
    sys.exit(main())
