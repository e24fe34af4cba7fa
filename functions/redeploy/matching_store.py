"""What the system itself reads and writes to match people and vacancies. No page has it: nobody asks through it.

- matching:  one strong Query, in pages, of all who look for a post (`REGISTER#ics`), or of all held vacancies
             (`HELD#ics`); then one trip and one transaction for each 20 that suit
- the work list: one Query of what has to follow and is not done, or of what is due
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import Notice, PoolEntry, Protection
from functions.redeploy.domain.profiles import Post, Profile
from functions.redeploy.domain.tiers import Tier, tier_on
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.items import (
    entry_from,
    entry_key,
    follow_done,
    held_pk,
    match_from,
    match_key,
    record_writes,
    register_count_key,
    register_pk,
    vacancy_from,
    vacancy_key,
)
from functions.redeploy.store import RedeployStore
from shared.history import event_put
from shared.table import Check, Item, Page, Write


@dataclass(frozen=True)
class Candidate:
    """Somebody who looks for a post, as matching sees them."""

    entry_id: str
    profile: Profile
    tier: Tier


@dataclass(frozen=True)
class Opening:
    """A held vacancy, as matching sees it."""

    vacancy_id: str
    post: Post


class MatchingStore(RedeployStore):
    """The whole register and all held vacancies of the ICS, for the system alone."""

    def __init__(self) -> None:
        super().__init__(None)

    def candidates(self, day: date) -> Iterator[Candidate]:
        """Everybody who looks for a post, strongly consistent, with their tier on a day."""
        for item in self._partition(register_pk(self._ics)):
            protection = Protection.model_validate_json(item["protection"])
            notice = Notice.model_validate_json(item["notice"])
            tier = tier_on(day, protection.until, protection.is_protected, notice.served_on)
            yield Candidate(item["entry_id"], Profile.model_validate_json(item["profile"]), tier)

    def openings(self) -> Iterator[Opening]:
        """Every held vacancy, strongly consistent."""
        for item in self._partition(held_pk(self._ics)):
            yield Opening(item["vacancy_id"], Post.model_validate_json(item["post"]))

    def register_count(self) -> int | None:
        """How often the register has changed; None while nobody was ever on it."""
        item = self.table.get(*register_count_key(self._ics))
        return int(item["counted"]) if item else None

    def register_unchanged(self, counted: int | None) -> Check:
        """The condition that nobody came on the register, or changed, since it was counted."""
        pk, sk = register_count_key(self._ics)
        if counted is None:
            return Check(pk, sk, is_absent=True)
        return Check(pk, sk, require={"counted": counted})

    def as_they_stand(
        self, entry_ids: Sequence[str] = (), vacancy_ids: Sequence[str] = (), match_ids: Sequence[str] = ()
    ) -> tuple[dict[str, PoolEntry], dict[str, Vacancy], dict[str, MatchRecord]]:
        """People, vacancies and matches by their ids, in one trip; at most 100 in all."""
        keys = [*map(entry_key, entry_ids), *map(vacancy_key, vacancy_ids), *map(match_key, match_ids)]
        by_kind: dict[str, list[Item]] = {"ENTRY": [], "VACANCY": [], "MATCH": []}
        for item in self.table.fetch(*keys) if keys else []:
            if item:
                by_kind[item["sk"]].append(item)
        return (
            {one.entry_id: one for one in map(entry_from, by_kind["ENTRY"])},
            {one.vacancy_id: one for one in map(vacancy_from, by_kind["VACANCY"])},
            {one.match_id: one for one in map(match_from, by_kind["MATCH"])},
        )

    def commit_all(self, decisions: Sequence[Decision[Any]], *more: Write) -> None:
        """Write several decisions, all or none; what they count of one vacancy is added up to one write of it."""
        first, *rest = decisions
        whole = Decision(
            first.record,
            first.event,
            also=(*first.also, *chain.from_iterable(one.changes for one in rest)),
            counts=tuple(chain.from_iterable(one.counts for one in decisions)),
        )
        self.table.commit([*record_writes(whole), *(event_put(event) for _, event in whole.changes), *more])

    def follows(self, after: str | None = None) -> Page:
        """What has to follow and is not done yet, oldest first."""
        return self.table.page("work", f"FOLLOW#{self._ics}", limit=25, after=after)

    def follow_is_done(self, follow: Follow, record_id: str, stamp: str) -> None:
        """Take it off the list, unless it was asked for again meanwhile."""
        self.table.update(follow_done(follow, record_id, stamp))

    def due(self, day: date, after: str | None) -> Page:
        """Keys of the records of which something is due on a day or was before."""
        return self.table.page("work", f"DUE#{self._ics}", sk_up_to=f"{day}~", limit=50, after=after)

    def _partition(self, pk: str) -> Iterator[Item]:
        after = None
        while True:
            page = self.table.page(None, pk, limit=1000, after=after)
            yield from page.items
            if (after := page.after) is None:
                return
