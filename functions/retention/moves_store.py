"""Announced moves as those whom they concern may read and change them.

- a move with what is recorded of it and the form's key:  one Query of an index for the people of its group
  (few), then one BatchGetItem, strong; one's own: the BatchGetItem alone
- the moves of an employer or of a unit:  one Query of an index, one BatchGetItem
- an act:  TransactWriteItems: what is recorded, its event, the form's key, each email
- how many moved from unit to unit:  pages of two Queries; no name is read
"""

from collections.abc import Iterator
from datetime import datetime

from functions.retention.domain.chains import Hop
from functions.retention.domain.decision import Decision
from functions.retention.domain.moves import Moving, Progress, Stage
from functions.retention.domain.moves_policy import may_see_chains, may_see_move
from functions.retention.domain.run_policy import is_public
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import window_key
from functions.retention.moves_items import (
    checklist_seen_put,
    group_of_handle,
    is_named_by,
    moves_of,
    progress_from,
    progress_key,
    progress_of,
    progress_put,
)
from functions.retention.proposal_store import ProposalStore
from functions.retention.run_items import cycle_from, cycle_key, move_from, move_key, run_from, run_key
from shared.history import event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_writes
from shared.table import Item

_MOVES = 25
_GROUPS = 100
_IN_A_GROUP = 100

Found = tuple[Moving | None, Once | None]


class MovesStore(ProposalStore):
    """The announced moves that one actor may see."""

    def own_move(self, window_id: str) -> Moving | None:
        """One's own move in a window. One trip."""
        return self.own_move_and_once(window_id, "")[0]

    def own_move_and_once(self, window_id: str, once: str) -> Found:
        """All that an act on one's own move looks at, in one trip."""
        return self._moving(window_id, self.actor.person_id, once)

    def move_by(self, window_id: str, handle: str) -> Moving | None:
        """A move by its handle, if the actor may see it. Two trips."""
        return self.move_by_and_once(window_id, handle, "")[0]

    def move_by_and_once(self, window_id: str, handle: str, once: str) -> Found:
        """All that an act on a move looks at, in two trips; without a handle on one's own, in one."""
        if not handle:
            return self.own_move_and_once(window_id, once)
        person = self._person_of(window_id, handle)
        return self._moving(window_id, person, once) if person else (None, once_from(self._done(once)))

    def moves_page(self, window: TransferWindow, side: str, after: str | None) -> tuple[list[Moving], str | None]:
        """Some moves into ("receiving") or out of ("releasing") the units of the actor's employer that they
        may see; the cursor of the next. A page may have fewer than there are places, where most are not the
        actor's."""
        if not is_public(window):
            return [], None
        page = self.table.page(
            "by_window", moves_of(window.window_id), after=after, limit=_MOVES, where={side: self.actor.ods_code}
        )
        people = [item["row"]["person_id"] for item in page.items]
        keys = [
            key for one in people for key in (move_key(window.window_id, one), progress_key(window.window_id, one))
        ]
        found = self.table.fetch(*keys) if keys else []
        all_of_them = (self._seen(window, found[at], found[at + 1]) for at in range(0, len(found), 2))
        return [one for one in all_of_them if one], page.after

    def hops(self, window: TransferWindow) -> tuple[Hop, ...]:
        """Every announced move of a window as a step from unit to unit, by group: for the coordinator. Nobody is
        named in it, and its number means nothing."""
        if not may_see_chains(self.actor, window):
            return ()
        stopped = self._not_started(window)
        item = self.table.get(*run_key(window.window_id, window.current_run))
        run = run_from(item) if item else None
        if run is None:
            return ()
        hops: list[Hop] = []
        for start in range(1, run.cycles + 1, _GROUPS):
            numbers = range(start, min(start + _GROUPS, run.cycles + 1))
            items = self.table.fetch(*(cycle_key(run.window_id, run.run_id, one) for one in numbers))
            for cycle in (cycle_from(item) for item in items if item):
                for leg in cycle.legs:
                    has_started = leg.person.person_id not in stopped
                    hops.append(Hop(len(hops), leg.from_unit, leg.to_unit, has_started))
        return tuple(hops)

    def commit_move(self, moving: Moving, decision: Decision[Progress], once: Once) -> None:
        """Write what was decided whole. Raises Cancelled where it has changed, Busy where the database is."""
        self.table.commit(
            [
                progress_put(decision.record, moving.move),
                event_put(decision.event),
                *once_writes(self.actor.person_id, once),
                *(intent_put(intent, decision.event.at) for intent in decision.intents),
            ]
        )

    def note_checklist_seen(self, moving: Moving, at: datetime) -> None:
        """Note for the person who has read their checklist. One write unit."""
        self.table.put(checklist_seen_put(moving, self.actor, at).item)

    def _moving(self, window_id: str, person_id: str, once: str) -> Found:
        keys = (window_key(window_id), move_key(window_id, person_id), progress_key(window_id, person_id))
        window_item, move, progress, done = self.table.fetch(*keys, self._once_key(once))
        window = self._seen_window(window_item)
        return (self._seen(window, move, progress) if window else None), once_from(done)

    def _seen(self, window: TransferWindow, move_item: Item | None, progress: Item | None) -> Moving | None:
        move = move_from(move_item) if move_item else None
        if move is None or not may_see_move(self.actor, move):
            return None
        return Moving(window, move, progress_from(progress, move))

    def _person_of(self, window_id: str, handle: str) -> str:
        group = group_of_handle(handle)
        if group is None:
            return ""
        page = self.table.page("by_window", moves_of(window_id), sk_prefix=f"{group:05d}#", limit=_IN_A_GROUP)
        people = (str(item["row"]["person_id"]) for item in page.items)
        return next((one for one in people if is_named_by(handle, window_id, one)), "")

    def _done(self, once: str) -> Item | None:
        return self.table.get(*self._once_key(once)) if once else None

    def _not_started(self, window: TransferWindow) -> frozenset[str]:
        rows = self._every_item("by_window", progress_of(window.window_id))
        return frozenset(
            str(item["by_window_sk"]).partition("#")[2]
            for item in rows
            if item["row"]["stage"] == Stage.NOT_STARTED
        )

    def _every_item(self, index: str, pk: str) -> Iterator[Item]:
        after = None
        while True:
            page = self.table.page(index, pk, limit=200, after=after)
            yield from page.items
            if (after := page.after) is None:
                return
