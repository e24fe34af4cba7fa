"""Two faces: what the employer of a post sees of the people matched with it, and the proposal of who gets what."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from functions.redeploy.domain.allocation import Allocation, Wish, allocate
from functions.redeploy.domain.cards import Card, cards
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Asker, may_name
from functions.redeploy.domain.stages import MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import Bound, RedeployStore
from functions.redeploy.usecases.matches import WANTING, standing
from shared.actors import Actor
from shared.clock import london_day


def cards_of(entry_ids: Iterable[str], now: datetime) -> Mapping[str, Card]:
    """The pseudonymous cards of people on the register; the empty card of whoever is on it no more. The whole
    register is read: a card is as coarse as its company demands."""
    today = london_day(now)
    register = [(one.entry_id, one.profile) for one in MatchingStore().candidates(today)]
    known = cards(register, today)
    return {entry_id: known.get(entry_id, Card()) for entry_id in entry_ids}


def named_profile(actor: Actor, bound: Bound, now: datetime) -> PoolEntry | None:
    """The person of a match by name, where they agreed to it for this vacancy; None otherwise. That they were seen
    is noted, and they can read it."""
    if not may_name(actor, bound.match) or bound.entry.details is None:
        return None
    if actor.ods_code != bound.match.person_employer.ods_code:
        RedeployStore(actor).note_seen(bound.entry.entry_id, actor, bound.match.title, now)
    return bound.entry


def proposed_allocation(asker: Asker) -> Allocation:
    """Who would get which held post if everybody who wants some had them in the published order: for the
    coordinator to look at. It decides nothing."""
    store, matching = RedeployStore(asker), MatchingStore()
    rows = [row for status in sorted(WANTING) for row in _rows_in(store, MatchStatus(status))]
    vacancies: dict[str, Vacancy] = {}
    ids = sorted({row["vacancy_id"] for row in rows})
    for first in range(0, len(ids), 100):
        vacancies |= matching.as_they_stand(vacancy_ids=ids[first : first + 100])[1]
    free = [row for row in rows if row["vacancy_id"] in vacancies and not vacancies[row["vacancy_id"]].filled_by]
    wanted: dict[str, list[tuple[int, str]]] = {}
    for row in free:
        wanted.setdefault(row["entry_id"], []).append((row["rank"] or 1000, row["vacancy_id"]))
    wishes = [Wish(person, tuple(vacancy for _, vacancy in sorted(own))) for person, own in sorted(wanted.items())]
    stand = {
        (row["entry_id"], row["vacancy_id"]): standing(
            vacancies[row["vacancy_id"]], row["entry_id"], Tier(row["tier"]), Grade(row["grade"])
        )
        for row in free
    }
    return allocate(wishes, stand)


def _rows_in(store: RedeployStore, status: MatchStatus) -> Iterable[dict[str, Any]]:
    after = None
    while True:
        page = store.matches_in(status, after, limit=200)
        yield from (item["row"] for item in page.items)
        if (after := page.after) is None:
            return
