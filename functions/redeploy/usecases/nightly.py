"""What a new day changes without anybody's act: whose turn comes before whose, and what somebody is reminded of.

Protection ends and notice is served by the calendar: the tiers of open matches are compared with those of today.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import partial
from itertools import chain

from functions.redeploy.domain import reminders
from functions.redeploy.domain.decision import Follow
from functions.redeploy.domain.stages import OPEN, EntryStatus, VacancyStatus
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.usecases.following import follow_up
from shared.clock import london_day
from shared.outbox import Intent, intent_put
from shared.table import Item, Page

_NEVER_ASKED = ""  # the stamp of a job that stands in no work list


def in_another_tier(now: datetime) -> list[str]:
    """Who on the register has an open match with a held vacancy in a tier that is no longer theirs."""
    store = MatchingStore()
    tiers = {one.entry_id: one.tier for one in store.candidates(london_day(now))}
    held = {one.vacancy_id for one in store.openings()}
    rows = chain.from_iterable(_rows(partial(store.matches_in, status, limit=200)) for status in sorted(OPEN))
    moved = {
        row["entry_id"]
        for row in rows
        if row["vacancy_id"] in held and tiers.get(row["entry_id"], row["tier"]) != row["tier"]
    }
    return sorted(moved)


def match_again(entry_id: str, now: datetime) -> int:
    """Bring a person's matches up to date: 1; or 0 where the database was busy, and the next night does it."""
    return follow_up([(Follow.MATCH_PERSON, entry_id, _NEVER_ASKED)], now)


def due_reminders(now: datetime) -> Iterator[Intent]:
    """Everything that somebody is reminded of today, those that were sent already among them."""
    today, store = london_day(now), MatchingStore()
    yield from _of_what_is_due(store, today)
    yield from _of_holds(store, today)
    yield from _of_notices(store, today)


def remind(intent: Intent, now: datetime) -> bool:
    """Leave a reminder in the outbox; False where it is, or was, there already."""
    put = intent_put(intent, now)
    return MatchingStore().table.put(put.item, if_absent=put.if_absent)


def _of_what_is_due(store: MatchingStore, today: date) -> Iterator[Intent]:
    """Trials that end and records to look at stand in one list, by their days."""
    until = reminders.trials_looked_at_until(today)
    for page in _pages(lambda after: store.due(until, after)):
        kinds: dict[str, list[str]] = {"ENTRY": [], "MATCH": []}
        for item in page.items:
            kind, _, own = item["pk"].partition("#")
            kinds[kind].append(own)
        entries, _, matches = store.as_they_stand(kinds["ENTRY"], match_ids=kinds["MATCH"])
        yield from chain.from_iterable(reminders.of_record(one, today) for one in entries.values())
        yield from chain.from_iterable(reminders.of_trial(one, today) for one in matches.values())


def _of_holds(store: MatchingStore, today: date) -> Iterator[Intent]:
    until = str(reminders.holds_looked_at_until(today))
    for page in _pages(partial(store.vacancies_in, VacancyStatus.HELD)):
        near = [row["vacancy_id"] for row in _rows_of(page) if str(today) <= row["hold_ends_on"] <= until]
        _, vacancies, _ = store.as_they_stand(vacancy_ids=near)
        yield from chain.from_iterable(reminders.of_hold(one, today) for one in vacancies.values())
        if any(row["hold_ends_on"] > until for row in _rows_of(page)):
            return  # they come in the order of that day


def _of_notices(store: MatchingStore, today: date) -> Iterator[Intent]:
    until = str(reminders.notices_looked_at_until(today))
    for page in _pages(partial(store.people_in, EntryStatus.ACTIVE)):
        near = [row["entry_id"] for row in _rows_of(page) if str(today) <= row["notice_ends_on"] <= until]
        entries, _, _ = store.as_they_stand(near)
        yield from chain.from_iterable(reminders.of_notice(one, today) for one in entries.values())
        if any(not row["notice_ends_on"] or row["notice_ends_on"] > until for row in _rows_of(page)):
            return  # they come in the order of that day, those without one last


def _rows(ask: "partial[Page]") -> Iterator[Item]:
    for page in _pages(lambda after: ask(after=after)):
        yield from _rows_of(page)


def _rows_of(page: Page) -> Iterable[Item]:
    return (item["row"] for item in page.items)


def _pages(ask: Callable[[str | None], Page]) -> Iterator[Page]:
    after = None
    while True:
        page = ask(after)
        yield page
        if (after := page.after) is None:
            return
