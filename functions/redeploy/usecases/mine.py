"""What a person reads on their own page: the posts they are matched with, one of them whole, and who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.policy import Redeployee
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.links_store import LinksStore
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import Bound, RedeployStore
from functions.redeploy.usecases.matches import standing
from shared.history import Event, event_from
from shared.records import Record
from shared.table import Item, Page

_MOST_MATCHES = 50
_MOST_EVENTS = 100
_MOST_RANKED = 200
_SAYING = (
    MatchAction.INVITE,
    MatchAction.NOT_RATIFY,
    MatchAction.WITHDRAW_OFFER,
    MatchAction.WITHDRAW_CONSENT,
)


@dataclass(frozen=True)
class OwnMatches:
    """Rows of the person's matches, newest first, and the last day of each vacancy's hold."""

    rows: list[Item]
    holds: dict[str, date]
    after: str | None


@dataclass(frozen=True)
class OwnMatch:
    """A match with its two sides, what happened to it, and the person's own lot for the post. `words` are those
    that the employer wrote last for the person: with an invitation, when a second person did not agree with a
    rejection, or when it took an offer back."""

    bound: Bound
    events: Sequence[Event]
    words: str
    lot: str

    @property
    def match(self) -> MatchRecord:
        """The match itself."""
        return self.bound.match


def own_matches(own: Redeployee, after: str | None) -> OwnMatches:
    """The posts that a person is matched with. One query, and one trip for the holds."""
    page = RedeployStore(own).matches_of_person(own.entry_id, after, _MOST_MATCHES)
    rows = [item["row"] for item in page.items]
    ids = sorted({row["vacancy_id"] for row in rows})
    _, vacancies, _ = MatchingStore().as_they_stand(vacancy_ids=ids)
    return OwnMatches(rows, {one: found.hold_ends_on for one, found in vacancies.items()}, page.after)


def own_match(own: Redeployee, match_id: str) -> OwnMatch | None:
    """A match of the person's own; None for any other."""
    store = RedeployStore(own)
    bound = store.bound(match_id)
    if bound is None:
        return None
    match = bound.match
    events = _events(store, match)
    order = standing(bound.vacancy, match.entry_id, match.tier, match.result.grade)
    return OwnMatch(bound, events, _words(match, events), order.tie_break)


def own_order(own: Redeployee) -> list[tuple[int, str, str]]:
    """The posts that the person has put in order: rank, title, match. The first two hundred matches are looked
    at, far more than anybody ranks."""
    rows = islice(RedeployStore(own).every_match_of_person(own.entry_id), _MOST_RANKED)
    return sorted((row["rank"], row["title"], row["match_id"]) for row in rows if row["rank"] and _is_wanted(row))


def own_history(own: Redeployee, entry: Record, after: str | None) -> tuple[list[Event], str | None]:
    """Everything that happened to the person's record, first to last, a page at a time."""
    page = RedeployStore(own).history(entry, after)
    return [event_from(item) for item in page.items], page.after


def own_readers(own: Redeployee, after: str | None) -> Page:
    """Who has seen the person's named profile, newest first."""
    return RedeployStore(own).seen(own.entry_id, after)


def own_openings(own: Redeployee) -> list[Item]:
    """The latest times that a link opened the person's page."""
    return LinksStore().openings(own.entry_id).items


def _is_wanted(row: Item) -> bool:
    return row["status"] in ("interested", "interview", "rejection_proposed", "offered")


def _events(store: RedeployStore, match: MatchRecord) -> list[Event]:
    events: list[Event] = []
    after = None
    while len(events) < _MOST_EVENTS:
        page = store.history(match, after)
        events += [event_from(item) for item in page.items]
        if (after := page.after) is None:
            break
    return events


def _words(match: MatchRecord, events: Sequence[Event]) -> str:
    """What the employer wrote last for the person to read; nothing once the interview that it was about is off."""
    last = next((one.action for one in reversed(events) if one.action in _SAYING), "")
    return "" if last == MatchAction.WITHDRAW_CONSENT else match.interview_words
