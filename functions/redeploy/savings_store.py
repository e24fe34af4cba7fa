"""What of the redeployment table the savings ledger reads and writes, for a signed-in asker.

- a saving with its two entries and the key of a form: one BatchGetItem, strong: 1 read unit an item of 4 kB
- a confirmed match with its person:                    the same trip as for any act on a match
- a decision: TransactWriteItems: the saving, its event, its entry if it makes one, the form's key, each email
- a page of the ledger: one Query of an index that carries only `row`
- totals: every entry that the asker may see, 200 a Query; there is one a redeployment, two where one is taken back
"""

from collections.abc import Iterator
from dataclasses import dataclass

from functions.redeploy.domain.ledger import EntryKind, LedgerEntry, LedgerLine
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import is_hr_of, may_see_person
from functions.redeploy.domain.recognising import (
    SavingDecision,
    SavingRecord,
    keeps_savings,
    may_see_saving,
    oversees_savings,
)
from functions.redeploy.domain.stages import MatchStatus
from functions.redeploy.items import entry_from as person_from
from functions.redeploy.items import entry_key
from functions.redeploy.savings_items import (
    entry_from,
    ledger_key,
    ledger_pk,
    line_from,
    open_pk,
    saving_from,
    saving_key,
    saving_writes,
    whole_ledger_pk,
)
from functions.redeploy.store import Bound, RedeployStore
from shared.actors import Actor
from shared.history import event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_writes
from shared.table import Item, Page


@dataclass(frozen=True)
class Kept:
    """A saving with the entries that it has made: none, the saving, or the saving and what takes it back."""

    record: SavingRecord
    entries: tuple[LedgerEntry, ...]


@dataclass(frozen=True)
class Unrecorded:
    """A confirmed move of one of the employer's people whose saving nobody has opened (None: erased since)."""

    match_id: str
    title: str
    post_employer: str
    confirmed_since: str
    person: PoolEntry | None


class SavingsStore(RedeployStore):
    """The savings that one asker may see and change."""

    def kept(self, match_id: str) -> Kept | None:
        """The saving of a match with its entries, if it is there and the asker may see it. One trip."""
        return self.kept_and_once(match_id, "")[0]

    def kept_and_once(self, match_id: str, once: str) -> tuple[Kept | None, Once | None]:
        """All that an act on a saving looks at, in one trip."""
        keys = [saving_key(match_id), *(ledger_key(match_id, kind) for kind in EntryKind), self._once_key(once)]
        item, *entries, done = self.table.fetch(*keys)
        record = saving_from(item) if item else None
        if record is None or not may_see_saving(self.asker, record):
            return None, once_from(done)
        return Kept(record, tuple(entry_from(one) for one in entries if one)), once_from(done)

    def unopened_and_once(self, match_id: str, once: str) -> tuple[Bound | None, Once | None]:
        """The match whose saving is to be opened, for the HR of the person's employer; and the form's key."""
        bound, done = self.bound_and_once(match_id, once)
        if bound is None or not is_hr_of(self.asker, bound.match.person_employer.ods_code, bound.match.ics_code):
            return None, done
        return bound, done

    def is_opened(self, match_id: str) -> bool:
        """Whether the saving of a match is there already."""
        return self.table.get(*saving_key(match_id)) is not None

    def ledger(self, actor: Actor, after: str | None, limit: int = 25) -> Page:
        """Items of the ledger that the actor may read, newest first: the whole, or their employer's own."""
        found = self._ledger_of(actor)
        if found is None:
            return Page([], None)
        return self.table.page(*found, after=after, limit=limit, newest_first=True)

    def lines(self, actor: Actor) -> Iterator[LedgerLine]:
        """Every entry that the actor may read, the first entered first."""
        found = self._ledger_of(actor)
        after = None
        while found:
            page = self.table.page(*found, limit=200, after=after)
            yield from map(line_from, page.items)
            if (after := page.after) is None:
                return

    def open_savings(self, actor: Actor, after: str | None) -> Page:
        """Rows of the savings of the actor's employer that wait to be signed off, the oldest first; for whoever
        reads its ledger."""
        if not keeps_savings(actor):
            return Page([], None)
        return self.table.page("by_owner", open_pk(actor.ods_code), after=after)

    def unrecorded(self, actor: Actor, after: str | None) -> tuple[list[Unrecorded], str | None]:
        """Confirmed moves of the employer's people whose saving is not opened, for its HR; the oldest first, and
        where the list goes on. A page may be short. Three trips."""
        if not is_hr_of(self.asker, actor.ods_code, actor.ics_code):
            return [], None
        pk, own = f"MATCHES#{actor.ics_code}#{MatchStatus.CONFIRMED}", {"person_ods": actor.ods_code}
        page = self.table.page("by_state", pk, where=own, after=after)
        rows = [item["row"] for item in page.items]
        opened = self.table.fetch(*(saving_key(row["match_id"]) for row in rows)) if rows else []
        left = [row for row, saving in zip(rows, opened, strict=True) if saving is None]
        people = self.table.fetch(*(entry_key(row["entry_id"]) for row in left)) if left else []
        return [self._unrecorded(row, item) for row, item in zip(left, people, strict=True)], page.after

    def commit_saving(self, decision: SavingDecision, once: Once) -> None:
        """Write a decision whole. Raises Cancelled where anything it was decided on has changed, Busy where the
        database is."""
        event = decision.event
        writes = [*saving_writes(decision), event_put(event), *once_writes(self._person_id, once)]
        self.table.commit([*writes, *(intent_put(intent, event.at) for intent in decision.intents)])

    def _ledger_of(self, actor: Actor) -> tuple[str, str] | None:
        """The index and the partition of what the actor may read."""
        if oversees_savings(actor):
            return "by_state", whole_ledger_pk(actor.ics_code)
        return ("by_owner", ledger_pk(actor.ods_code)) if keeps_savings(actor) else None

    def _unrecorded(self, row: Item, item: Item | None) -> Unrecorded:
        person = person_from(item) if item else None
        is_own = person is not None and self.asker is not None and may_see_person(self.asker, person)
        return Unrecorded(
            match_id=row["match_id"],
            title=row["title"],
            post_employer=row["post_employer"],
            confirmed_since=row["status_since"],
            person=person if is_own else None,
        )
