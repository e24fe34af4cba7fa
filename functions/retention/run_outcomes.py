"""What the system itself reads and writes of a run: strongly, whole, for no page.

- a run with its state and how often it changed who takes part:  BatchGetItem, one trip
- the inputs of a run:     pages of one Query
- the groups of a run:     BatchGetItem, a trip for each 100
- the parts of a run:      TransactWriteItems of 50 at a time, before the one transaction that makes the run stand
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from functions.retention.domain.announcing import Move, Standing
from functions.retention.domain.cycles import Cycle, Run
from functions.retention.domain.decision import Decision
from functions.retention.domain.decisions import UnitDecision
from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.run import Result, RunInputs
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import asked_count_key, decision_from, decision_key, request_from, request_key
from functions.retention.run_items import (
    FOLLOWS,
    cycle_from,
    cycle_key,
    inputs_from,
    lost_pk,
    move_from,
    move_key,
    part_key,
    result_from,
    results_pk,
    run_from,
    run_key,
    state_key,
    writes_of,
)
from functions.retention.run_store import RunStore
from shared.history import event_put
from shared.outbox import Intent, intent_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.table import Cancelled, Item, Put, Update, Write

_CYCLES = 100
_PARTS = 50


class RunOutcomes(RunStore):
    """Runs, groups and moves as the system itself reads and writes them."""

    def standing(self, window: TransferWindow) -> tuple[Standing, int]:
        """The run that stands, with what has happened since; and how many answers it has had."""
        number = window.current_run
        keys = (run_key(window.window_id, number), state_key(window.window_id, number))
        run, state, asked = self.table.fetch(*keys, asked_count_key(window.window_id))
        counted = int(asked["counted"]) if asked else 0
        stands = run_from(run) if run else None
        return Standing(stands, int(state["open"]) if state else 0, counted), int(state["answers"]) if state else 0

    def run(self, window_id: str, number: int) -> Run | None:
        """A run that stands or stood."""
        item = self.table.get(*run_key(window_id, number))
        return run_from(item) if item else None

    def inputs(self, run: Run) -> RunInputs:
        """What a run rested on. Raises ValueError, KeyError or zlib.error where it is not all there."""
        keys = [part_key(run.window_id, run.run_id, number) for number in range(1, run.chunks + 1)]
        items = (self.table.get(*key) for key in keys)
        return inputs_from([item["piece"] if item else "" for item in items])

    def cycles(self, run: Run) -> Iterator[Cycle]:
        """Every group of a run as it stands, in order. Raises KeyError for one that is not there."""
        for start in range(1, run.cycles + 1, _CYCLES):
            numbers = range(start, min(start + _CYCLES, run.cycles + 1))
            items = self.table.fetch(*(cycle_key(run.window_id, run.run_id, one) for one in numbers))
            for number, item in zip(numbers, items, strict=True):
                if item is None:
                    raise KeyError(f"group {number} of run {run.run_id}")
                yield cycle_from(item)

    def cycle(self, run: Run, number: int) -> Cycle:
        """A group of a run as it stands. Raises KeyError where it is not there."""
        item = self.table.get(*cycle_key(run.window_id, run.run_id, number))
        if item is None:
            raise KeyError(f"group {number} of run {run.run_id}")
        return cycle_from(item)

    def results(self, run: Run) -> Iterator[Result]:
        """What a run came to, for every person, by id."""
        return map(result_from, self._every(results_pk(run.window_id, run.run_id)))

    def result_page(self, run: Run, after: str | None, limit: int) -> tuple[list[Result], str | None]:
        """Some of the results of a run, by person, and the cursor of the next."""
        page = self.table.page(None, results_pk(run.window_id, run.run_id), limit=limit, after=after)
        return [result_from(item) for item in page.items], page.after

    def result(self, run: Run, person_id: str) -> Result | None:
        """What a run came to for somebody."""
        item = self.table.get(results_pk(run.window_id, run.run_id), person_id)
        return result_from(item) if item else None

    def lost(self, run: Run) -> list[str]:
        """Who had a proposal before a run and has none since."""
        return [item["sk"] for item in self._every(lost_pk(run.window_id, run.run_id))]

    def request(self, window_id: str, person_id: str) -> TransferRequest | None:
        """Somebody's request."""
        item = self.table.get(*request_key(window_id, person_id))
        return request_from(item) if item else None

    def decision(self, window_id: str, unit_id: str, person_id: str) -> UnitDecision | None:
        """What a unit's keeper said of somebody."""
        item = self.table.get(*decision_key(window_id, unit_id, person_id))
        return decision_from(item) if item else None

    def move(self, window_id: str, person_id: str) -> Move | None:
        """An announced move."""
        item = self.table.get(*move_key(window_id, person_id))
        return move_from(item) if item else None

    def once(self, who: str, key: str) -> Once | None:
        """What a form's key stands for already."""
        return once_from(self.table.get(*once_key(who, key)))

    def write_parts(self, parts: Iterable[Put]) -> None:
        """Write what a run consists of. Whatever of it is there already is the same."""
        left = iter(parts)
        while some := list(islice(left, _PARTS)):
            try:
                self.table.commit(some)
            except Cancelled:
                for one in some:
                    self.table.put(one.item, if_absent=True)

    def commit(self, decision: Decision[Any], who: str, once: Once, *more: Write, market: str = "") -> None:
        """Write a decision whole: records, events, the form's key, and more. Raises Cancelled and Busy."""
        self.table.commit(
            [
                *writes_of(decision, market),
                *(event_put(one) for _, one in decision.changes),
                *once_writes(who, once),
                *(intent_put(intent, decision.event.at) for intent in decision.intents),
                *more,
            ]
        )

    def tell(self, intent: Intent, now: datetime) -> bool:
        """Leave an email in the outbox, unless it was left there before; whether it was."""
        return self.table.put(intent_put(intent, now).item, if_absent=True)

    def follows(self) -> list[Item]:
        """The oldest of what has to follow and is not done yet: its rows."""
        return [item["row"] for item in self.table.page("work", FOLLOWS).items]

    def follow(self, pk: str) -> Item | None:
        """A job as it stands; None where it is done."""
        item = self.table.get(pk, "FOLLOW")
        return item if item and "work_pk" in item else None

    def follow_is_at(self, pk: str, before: str, at: str) -> None:
        """A job has come so far."""
        self.table.update(Update(pk, "FOLLOW", put={"at": at}, require={"at": before}))

    def follow_is_done(self, pk: str) -> None:
        """A job is done: it stays, and waits no longer."""
        self.table.update(Update(pk, "FOLLOW", put={"is_done": True}, remove=("work_pk", "work_sk")))
