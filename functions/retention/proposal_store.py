"""Proposed moves as those whom they concern may read them: the person, and the keepers of the two units.

- one's own result:         three trips: window, request and form key; the run with its state; the result; and the
                            group where there is one: a fourth
- the moves of a unit:      one Query (strong) for who would come or go, one BatchGetItem for their groups
- what a run comes to in figures:  one BatchGetItem
Nothing else of a run is read through a store that a page can build.
"""

from dataclasses import dataclass

from functions.retention.domain.announcing import Standing
from functions.retention.domain.confirming import Proposed
from functions.retention.domain.cycles import Cycle, Run
from functions.retention.domain.decisions import UnitDecision
from functions.retention.domain.policy import keeps
from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.run import Result
from functions.retention.domain.run_policy import is_public, is_theirs, may_receive, may_release, may_see_run
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import (
    asked_count_key,
    asked_pk,
    decision_from,
    decision_key,
    request_key,
    unit_from,
    unit_key,
    window_key,
)
from functions.retention.request_store import RequestStore
from functions.retention.run_items import (
    cycle_from,
    cycle_key,
    moves_pk,
    result_from,
    results_pk,
    run_from,
    run_key,
    state_key,
)
from shared.perform import Once, once_from
from shared.table import Item

_MOVES, _COUNTED = 25, 1_000


@dataclass(frozen=True)
class OwnProposal:
    """What a run came to for the actor: their request, their result (None where they took no part), and their
    group, where they would move."""

    window: TransferWindow
    standing: Standing
    request: TransferRequest | None
    result: Result | None
    cycle: Cycle | None

    @property
    def proposed(self) -> Proposed | None:
        """Their own proposed move, for as long as their request stands."""
        if self.cycle is None or self.standing.run is None or self.result is None:
            return None
        if self.request is None or not self.request.is_confirmed:
            return None
        at = self.cycle.place_of(self.result.person_id)
        return Proposed(self.window, self.standing.run, self.cycle, at) if at is not None else None


class ProposalStore(RequestStore):
    """What one actor may read of runs."""

    def figures(self, window: TransferWindow) -> Standing | None:
        """What the run that stands comes to in numbers: for the coordinator and auditors."""
        return self._standing(window) if may_see_run(self.actor, window) else None

    def asking(self, window: TransferWindow) -> int:
        """How many people take part: for the coordinator and auditors. Pages of one Query of small items."""
        if not may_see_run(self.actor, window):
            return 0
        count, after = 0, None
        while True:
            page = self.table.page(None, asked_pk(window.window_id), limit=_COUNTED, after=after)
            count += len(page.items)
            if (after := page.after) is None:
                return count

    def own_proposal(self, window_id: str) -> OwnProposal | None:
        """What the run that stands came to for the actor."""
        found, _ = self.own_proposal_and_once(window_id, "")
        return found

    def own_proposal_and_once(self, window_id: str, once: str) -> tuple[OwnProposal | None, Once | None]:
        """All that an answer to one's own proposal looks at."""
        own = request_key(window_id, self.actor.person_id)
        window_item, item, done = self.table.fetch(window_key(window_id), own, self._once_key(once))
        window, request = self._seen_window(window_item), self._own_request(item)
        if window is None or request is None:
            return None, once_from(done)
        standing = self._standing(window)
        result = self._own_result(standing.run)
        cycle = self._cycle(standing.run, result.cycle) if result and result.cycle else None
        return OwnProposal(window, standing, request, result, cycle), once_from(done)

    def own_decisions(self, result: Result, window_id: str) -> dict[str, UnitDecision]:
        """What the keepers of the chosen units said of the actor, by unit: theirs to read after the run."""
        if result.person_id != self.actor.person_id:
            return {}
        keys = [decision_key(window_id, unit, result.person_id) for unit in result.choices]
        found = (decision_from(item) for item in (self.table.fetch(*keys) if keys else []) if item)
        return {one.unit_id: one for one in found}

    def units_named(self, window_id: str, unit_ids: tuple[str, ...]) -> dict[str, Unit]:
        """Some units of a window that this store gave, by id; at most 100."""
        keys = [unit_key(window_id, one) for one in dict.fromkeys(unit_ids)]
        found = (unit_from(item) for item in (self.table.fetch(*keys) if keys else []) if item)
        return {one.unit_id: one for one in found}

    def unit_moves(
        self, window: TransferWindow, unit: Unit, after: str | None
    ) -> tuple[list[tuple[str, Proposed]], str | None]:
        """Some of those who would come to a unit of the actor's, or leave it, by `in` or `out` and their handle;
        the cursor of the next."""
        run = self._standing(window).run
        if run is None or not keeps(self.actor, unit):
            return [], None
        page = self.table.page(
            None, moves_pk(window.window_id, run.run_id, unit.unit_id), after=after, limit=_MOVES
        )
        return self._proposed(window, run, unit, page.items), page.after

    def move_and_once(
        self, window_id: str, unit_id: str, way: str, handle: str, once: str
    ) -> tuple[Proposed | None, Once | None]:
        """All that a keeper's answer looks at: somebody who would come (`in`) or go (`out`)."""
        window_item, unit_item, done = self.table.fetch(
            window_key(window_id), unit_key(window_id, unit_id), self._once_key(once)
        )
        window, unit = self._seen_window(window_item), unit_from(unit_item) if unit_item else None
        run = self._standing(window).run if window else None
        if window is None or unit is None or run is None or not keeps(self.actor, unit):
            return None, once_from(done)
        found = self.table.get(moves_pk(window_id, run.run_id, unit_id), f"{way}#{handle}")
        asked = self._proposed(window, run, unit, [found]) if found else []
        return (asked[0][1] if asked else None), once_from(done)

    def _standing(self, window: TransferWindow) -> Standing:
        keys = (run_key(window.window_id, window.current_run), state_key(window.window_id, window.current_run))
        run, state, asked = self.table.fetch(*keys, asked_count_key(window.window_id))
        counted = int(asked["counted"]) if asked else 0
        return Standing(run_from(run) if run else None, int(state["open"]) if state else 0, counted)

    def _own_result(self, run: Run | None) -> Result | None:
        if run is None:
            return None
        item = self.table.get(results_pk(run.window_id, run.run_id), self.actor.person_id)
        return result_from(item) if item else None

    def _cycle(self, run: Run | None, number: int) -> Cycle | None:
        item = self.table.get(*cycle_key(run.window_id, run.run_id, number)) if run else None
        cycle = cycle_from(item) if item else None
        return cycle if cycle and any(is_theirs(self.actor, leg) for leg in cycle.legs) else None

    def _proposed(
        self, window: TransferWindow, run: Run, unit: Unit, found: list[Item]
    ) -> list[tuple[str, Proposed]]:
        """Those of the moves that the actor may see."""
        numbers = list(dict.fromkeys(item["cycle"] for item in found))
        keys = [cycle_key(run.window_id, run.run_id, one) for one in numbers]
        cycles = [cycle_from(item) for item in (self.table.fetch(*keys) if keys else []) if item]
        by_number = {one.number: one for one in cycles}
        asked = [
            (item["sk"], Proposed(window, run, by_number[item["cycle"]], item["leg"], unit))
            for item in found
            if item["cycle"] in by_number
        ]
        return [(sk, one) for sk, one in asked if self._may_see(sk, one, unit)]

    def _may_see(self, sk: str, one: Proposed, unit: Unit) -> bool:
        if sk.startswith("in#"):
            return may_receive(self.actor, one.leg, unit)
        if is_public(one.window):
            return keeps(self.actor, unit) and one.leg.from_unit == unit.unit_id
        return may_release(self.actor, one.cycle, one.leg, unit)
