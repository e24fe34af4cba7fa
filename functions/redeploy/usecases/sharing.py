"""Two faces: what the employer of a post sees of the people matched with it, and the proposal of who gets what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from functions.redeploy.domain.allocation import Allocation, Wish, allocate
from functions.redeploy.domain.cards import Card, cards
from functions.redeploy.domain.faces import Face
from functions.redeploy.domain.matching import Grade
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Asker, is_on_persons_side, is_on_posts_side, may_name
from functions.redeploy.domain.stages import HOLDING, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import Bound, RedeployStore
from functions.redeploy.usecases.matches import WANTING, standing, wants
from shared.actors import Actor
from shared.clock import london_day


def cards_of(entry_ids: Iterable[str], now: datetime) -> Mapping[str, Card]:
    """The pseudonymous cards of people on the register; the empty card of whoever is on it no more. The whole
    register is read: a card is as coarse as its company demands."""
    today = london_day(now)
    register = [(one.entry_id, one.profile) for one in MatchingStore().candidates(today)]
    known = cards(register, today)
    return {entry_id: known.get(entry_id, Card()) for entry_id in entry_ids}


def face_of(actor: Actor, bound: Bound, now: datetime) -> Face:
    """The face of a match that the actor may know of. Whoever watches over the whole ICS sees no person; the
    post's side sees the named profile with consent, and else the card, while the match is not over."""
    posts, persons = is_on_posts_side(actor, bound.match), is_on_persons_side(actor, bound.match)
    person = named_profile(actor, bound, now)
    has_card = posts and person is None and bound.match.is_open
    entry_id = bound.match.entry_id
    card = cards_of([entry_id], now)[entry_id] if has_card else None
    return Face(bound.match, bound.vacancy, posts, persons, person, card)


def named_profile(actor: Actor, bound: Bound, now: datetime) -> PoolEntry | None:
    """The person of a match by name, where they agreed to it for this vacancy; None otherwise. The consent was for
    filling the post: it ends with the match. That they were seen is noted, and they can read it."""
    match = bound.match
    if not may_name(actor, match) or bound.entry.details is None:
        return None
    if is_on_persons_side(actor, match):
        return bound.entry
    if not (match.is_open or match.status in HOLDING):
        return None
    RedeployStore(actor).note_seen(bound.entry.entry_id, actor, bound.match.title, now)
    return bound.entry


@dataclass(frozen=True)
class Proposal:
    """Everybody's wishes, the dearest first, and who would get what."""

    wishes: Mapping[str, tuple[str, ...]]
    allocation: Allocation


def proposed_allocation(asker: Asker) -> Proposal:
    """Who would get which held post if everybody who wants some had them in the published order: for the
    coordinator to look at. It decides nothing."""
    store, matching = RedeployStore(asker), MatchingStore()
    rows = [row for status in sorted(WANTING) for row in _rows_in(store, MatchStatus(status)) if wants(row)]
    vacancies: dict[str, Vacancy] = {}
    ids = sorted({row["vacancy_id"] for row in rows})
    for first in range(0, len(ids), 100):
        vacancies |= matching.as_they_stand(vacancy_ids=ids[first : first + 100])[1]
    free = [row for row in rows if row["vacancy_id"] in vacancies and not vacancies[row["vacancy_id"]].filled_by]
    wanted: dict[str, list[tuple[int, str]]] = {}
    for row in free:
        wanted.setdefault(row["entry_id"], []).append((row["rank"], row["vacancy_id"]))
    wishes = [Wish(person, tuple(vacancy for _, vacancy in sorted(own))) for person, own in sorted(wanted.items())]
    stand = {
        (row["entry_id"], row["vacancy_id"]): standing(
            vacancies[row["vacancy_id"]], row["entry_id"], Tier(row["tier"]), Grade(row["grade"])
        )
        for row in free
    }
    return Proposal({wish.person_id: wish.vacancies for wish in wishes}, allocate(wishes, stand))


def _rows_in(store: RedeployStore, status: MatchStatus) -> Iterable[dict[str, Any]]:
    after = None
    while True:
        page = store.matches_in(status, after, limit=200)
        yield from (item["row"] for item in page.items)
        if (after := page.after) is None:
            return
