"""The redeployment table: one transaction a decision, and reads that a signed-in asker may have.

What is read and written, and the units it costs (items below 4 kB read, 1 kB written; + indexes):
- a person, a vacancy or a match with the key of a form:  BatchGetItem, strong: 1 read unit an item, one trip
- a match with its person and its vacancy:                a second trip, 2 read units more
- a decision:     TransactWriteItems: each record, its event, the form's key, each email; 2 write units a kB each
- a list page:    one Query of an index that carries only `row`
What matching reads is in `matching_store.py`.
A store is built only from an asker (or for the schedule), so nothing can be read without one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.redeploy.domain.decision import Decision
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import (
    Asker,
    Redeployee,
    audits,
    coordinates,
    may_read_timeline,
    may_see_match,
    may_see_person,
    may_see_vacancy,
)
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.items import (
    entry_from,
    entry_key,
    follow_put,
    match_from,
    match_key,
    record_writes,
    vacancy_from,
    vacancy_key,
)
from shared.actors import Actor
from shared.history import SYSTEM, event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.records import Record
from shared.settings import settings
from shared.table import Item, Key, Page, Table, Write


@dataclass(frozen=True)
class Bound:
    """A match with its person and its vacancy: all that an act on it looks at."""

    match: MatchRecord
    entry: PoolEntry
    vacancy: Vacancy


class RedeployStore:
    """Everything in the redeployment table that one asker may see and change (None: the schedule)."""

    def __init__(self, asker: Asker | None, table: Table | None = None) -> None:
        self.asker = asker
        self.table = table or Table(settings().redeploy_table)

    # -- one record ---------------------------------------------------------------------------------------

    def person(self, entry_id: str) -> PoolEntry | None:
        """The person, if they are there and the asker may see all that is held of them."""
        return self._seen_person(self.table.get(*entry_key(entry_id)))

    def timeline(self, entry_id: str) -> PoolEntry | None:
        """The person, if the asker may read what was done with their record. Only their own side may read more."""
        item = self.table.get(*entry_key(entry_id))
        entry = entry_from(item) if item else None
        may = entry is not None and (self.asker is None or may_read_timeline(self.asker, entry))
        return entry if may else None

    def vacancy(self, vacancy_id: str) -> Vacancy | None:
        """The vacancy, if it is there and the asker may see it."""
        return self._seen_vacancy(self.table.get(*vacancy_key(vacancy_id)))

    def bound(self, match_id: str) -> Bound | None:
        """A match with its person and its vacancy, if the asker may see the match. What of the person may be
        shown is the page's to ask (`may_name`). Two trips."""
        found, _ = self.bound_and_once(match_id, "")
        return found

    def person_and_once(self, entry_id: str, once: str) -> tuple[PoolEntry | None, Once | None]:
        """All that an act on a person looks at, in one trip."""
        item, done = self.table.fetch(entry_key(entry_id), self._once_key(once))
        return self._seen_person(item), once_from(done)

    def vacancy_and_once(self, vacancy_id: str, once: str) -> tuple[Vacancy | None, Once | None]:
        """All that an act on a vacancy looks at, in one trip."""
        item, done = self.table.fetch(vacancy_key(vacancy_id), self._once_key(once))
        return self._seen_vacancy(item), once_from(done)

    def bound_and_once(self, match_id: str, once: str) -> tuple[Bound | None, Once | None]:
        """All that an act on a match looks at, in two trips: a match's id does not tell whose it is."""
        found, done = self.table.fetch(match_key(match_id), self._once_key(once))
        match = match_from(found) if found else None
        if match is None or not self._may_see_match(match):
            return None, once_from(done)
        entry, vacancy = self.table.fetch(entry_key(match.entry_id), vacancy_key(match.vacancy_id))
        if entry is None or vacancy is None:
            return None, once_from(done)
        return Bound(match, entry_from(entry), vacancy_from(vacancy)), once_from(done)

    def there_and_once(self, key: Key, once: str) -> tuple[bool, Once | None]:
        """Whether a record that is to be new is there already, and the form's key; in one trip."""
        item, done = self.table.fetch(key, self._once_key(once))
        return item is not None, once_from(done)

    def matches(self, match_ids: Sequence[str]) -> dict[str, MatchRecord]:
        """Those of the matches that are there and that the asker may see; at most 100, in one trip."""
        items = self.table.fetch(*map(match_key, match_ids)) if match_ids else []
        found = [match_from(item) for item in items if item]
        return {match.match_id: match for match in found if self._may_see_match(match)}

    def history(self, record: Record, after: str | None) -> Page:
        """Events of a record that this store gave, first to last, strongly consistent: one query."""
        return self.table.page(None, record.subject, sk_prefix="EVENT#", after=after)

    # -- lists --------------------------------------------------------------------------------------------

    def people_of(self, actor: Actor, after: str | None) -> Page:
        """Rows of an employer's people, newest first: for its HR alone."""
        return self.table.page("by_owner", f"ORG#{actor.ods_code}#PEOPLE", after=after, newest_first=True)

    def vacancies_of(self, actor: Actor, after: str | None) -> Page:
        """Rows of an employer's vacancies, newest first."""
        return self.table.page("by_owner", f"ORG#{actor.ods_code}#VACANCIES", after=after, newest_first=True)

    def matches_of_person(self, entry_id: str, after: str | None, limit: int = 25) -> Page:
        """Rows of a person's matches, newest first; for whoever may see the person."""
        pk = f"ENTRY#{entry_id}#MATCHES"
        return self.table.page("by_person", pk, after=after, limit=limit, newest_first=True)

    def matches_of_vacancy(self, vacancy_id: str, after: str | None, limit: int = 25) -> Page:
        """Rows of a vacancy's matches in the order of turn; for whoever may see the vacancy."""
        return self.table.page("by_vacancy", f"VACANCY#{vacancy_id}#MATCHES", after=after, limit=limit)

    def every_match_of_vacancy(self, vacancy_id: str) -> Iterator[Item]:
        """Rows of all matches of a vacancy, in the order of turn."""
        return self._every("by_vacancy", f"VACANCY#{vacancy_id}#MATCHES")

    def every_match_of_person(self, entry_id: str) -> Iterator[Item]:
        """Rows of all matches of a person."""
        return self._every("by_person", f"ENTRY#{entry_id}#MATCHES")

    def people_in(self, status: EntryStatus, after: str | None, limit: int = 25) -> Page:
        """Rows of the ICS's people in a status, the soonest end of notice first, without names."""
        page = self._overseen(f"PEOPLE#{self._ics}#{status}", after, limit)
        nameless = [item | {"row": {**item["row"], "name": ""}} for item in page.items]
        return Page(nameless, page.after, page.looked_at)

    def vacancies_in(self, status: VacancyStatus, after: str | None, limit: int = 25) -> Page:
        """Rows of the ICS's vacancies in a status, the soonest end of hold first."""
        return self._overseen(f"VACANCIES#{self._ics}#{status}", after, limit)

    def matches_in(self, status: MatchStatus, after: str | None, limit: int = 25) -> Page:
        """Rows of the ICS's matches in a status, the longest there first."""
        return self._overseen(f"MATCHES#{self._ics}#{status}", after, limit)

    # -- who has seen a person ----------------------------------------------------------------------------

    def note_seen(self, entry_id: str, actor: Actor, what: str, at: datetime) -> None:
        """Note that somebody saw a person's named profile. One write unit."""
        self.table.put(
            {
                "pk": entry_key(entry_id)[0],
                "sk": f"SEEN#{at.isoformat(timespec='microseconds')}#{actor.person_id}",
                "who": actor.name,
                "ods_code": actor.ods_code,
                "organisation": actor.organisation_name,
                "what": what,
            }
        )

    def seen(self, entry_id: str, after: str | None) -> Page:
        """Who has seen a person's named profile, newest first; for whoever may see the person."""
        pk = entry_key(entry_id)[0]
        return self.table.page(None, pk, sk_prefix="SEEN#", after=after, newest_first=True)

    # -- commits ------------------------------------------------------------------------------------------

    def commit(self, decision: Decision[Any], once: Once | None = None, *more: Write) -> None:
        """Write a decision whole: records, events, counts, what follows, emails, the form's key.

        Raises Cancelled where anything it was decided on has changed, Busy where the database is.
        """
        event = decision.event
        self.table.commit(
            [
                *record_writes(decision),
                *(event_put(one) for _, one in decision.changes),
                *(once_writes(self._person_id, once) if once else ()),
                *(follow_put(event.ics_code, follow, own, event) for follow, own in decision.follows),
                *(intent_put(intent, event.at) for intent in decision.intents),
                *more,
            ]
        )

    # -- within -------------------------------------------------------------------------------------------

    @property
    def _ics(self) -> str:
        return self.asker.ics_code if self.asker else settings().ics_code

    @property
    def _person_id(self) -> str:
        """Who a form's key belongs to."""
        if isinstance(self.asker, Redeployee):
            return self.asker.entry_id
        return self.asker.person_id if self.asker else SYSTEM

    def _once_key(self, key: str) -> Key:
        return once_key(self._person_id, key)

    def _overseen(self, pk: str, after: str | None, limit: int) -> Page:
        """A list of the whole ICS: for its coordinator, auditors, and the schedule."""
        if self.asker is not None and not (coordinates(self.asker) or audits(self.asker)):
            return Page([], None)
        return self.table.page("by_state", pk, after=after, limit=limit)

    def _every(self, index: str, pk: str) -> Iterator[Item]:
        after = None
        while True:
            page = self.table.page(index, pk, limit=200, after=after)
            yield from (item["row"] for item in page.items)
            if (after := page.after) is None:
                return

    def _seen_person(self, item: Item | None) -> PoolEntry | None:
        if item is None:
            return None
        entry = entry_from(item)
        return entry if self.asker is None or may_see_person(self.asker, entry) else None

    def _seen_vacancy(self, item: Item | None) -> Vacancy | None:
        if item is None:
            return None
        vacancy = vacancy_from(item)
        return vacancy if self.asker is None or may_see_vacancy(self.asker, vacancy) else None

    def _may_see_match(self, match: MatchRecord) -> bool:
        return self.asker is None or may_see_match(self.asker, match)
