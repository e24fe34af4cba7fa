"""What follows a decision: matching a person or a vacancy, and closing matches whose post or person is gone.

Each job stands in the work list from the transaction of its decision until it is done. It is tried at once, and by
the sweep if that was cut short; doing it twice changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from functions.redeploy.domain.decision import Decision, Follow
from functions.redeploy.domain.matches import MatchRecord, match_id_of
from functions.redeploy.domain.matching import match
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.proposing import CloseReason, propose
from functions.redeploy.domain.stages import OPEN, EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.usecases.closing import (
    TRIES,
    batches,
    close_all,
    person_is_gone,
    post_is_gone,
    still,
    suits_no_more,
)
from shared import logs
from shared.clock import london_day
from shared.reference.rules import rule_set_version
from shared.table import Busy, Cancelled, Check

_PROPOSED = frozenset({MatchStatus.PROPOSED})


SETTLES = frozenset({Follow.SETTLE_PERSON, Follow.SETTLE_VACANCY})
"""What goes by an index, which may not yet show what was written a moment before: done at once, and once more."""


def follow_up(
    follows: Iterable[tuple[Follow, str, str]], now: datetime, once_more: frozenset[Follow] = frozenset()
) -> int:
    """Do what has to follow (what, of which record, stamped); return how many jobs were done.

    A job that meets a busy database stays in the list for the sweep, and so do those of `once_more`.
    """
    store = MatchingStore()
    done = 0
    for follow, record_id, stamp in follows:
        try:
            _JOBS[follow](store, record_id, here_of_system(now))
            if follow not in once_more:
                store.follow_is_done(follow, record_id, stamp)
        except (Busy, Cancelled):
            logs.warning("follow_waits", follow=follow.value)
            continue
        done += 1
    return done


def waiting() -> list[tuple[Follow, str, str]]:
    """The oldest of what waits in the work list."""
    rows = (item["row"] for item in MatchingStore().follows().items)
    return [(Follow(row["follow"]), row["record_id"], row["stamp"]) for row in rows]


def match_person(store: MatchingStore, entry_id: str, here: Here) -> None:
    """Propose every held vacancy that suits a person; close what no longer does."""
    today = london_day(here.now)
    entries, _, _ = store.as_they_stand([entry_id])
    entry = entries.get(entry_id)
    if entry is None or entry.details is None or entry.status is not EntryStatus.ACTIVE:
        return
    profile = entry.details.profile
    suits = [opening.vacancy_id for opening in store.openings() if match(profile, opening.post, today).is_suitable]
    for some in batches(suits):
        _propose_all(store, [(entry_id, vacancy_id) for vacancy_id in some], here)
    gone = _open_beyond(store.every_match_of_person(entry_id), "vacancy_id", set(suits))
    close_all(store, gone, CloseReason.NO_LONGER_SUITS, here, suits_no_more(today), _PROPOSED)


def match_vacancy(store: MatchingStore, vacancy_id: str, here: Here) -> None:
    """Propose a held vacancy to everybody on the register whom it suits; close what no longer does."""
    today = london_day(here.now)
    _, vacancies, _ = store.as_they_stand(vacancy_ids=[vacancy_id])
    vacancy = vacancies.get(vacancy_id)
    if vacancy is None or vacancy.status is not VacancyStatus.HELD:
        return
    post = vacancy.details.post
    suits = [one.entry_id for one in store.candidates(today) if match(one.profile, post, today).is_suitable]
    for some in batches(suits):
        _propose_all(store, [(entry_id, vacancy_id) for entry_id in some], here)
    gone = _open_beyond(store.every_match_of_vacancy(vacancy_id), "entry_id", set(suits))
    close_all(store, gone, CloseReason.NO_LONGER_SUITS, here, suits_no_more(today), _PROPOSED)


def settle_person(store: MatchingStore, entry_id: str, here: Here) -> None:
    """Close the open matches of somebody who has a post or has left the register."""
    entries, _, _ = store.as_they_stand([entry_id])
    entry = entries.get(entry_id)
    if entry is None or entry.status is EntryStatus.ACTIVE:
        return  # free again meanwhile
    because = CloseReason.PERSON_PLACED if entry.placed_in else CloseReason.PERSON_LEFT
    close_all(store, _open_of(store.every_match_of_person(entry_id)), because, here, person_is_gone)


def settle_vacancy(store: MatchingStore, vacancy_id: str, here: Here) -> None:
    """Close the open matches of a post that is taken or gone."""
    _, vacancies, _ = store.as_they_stand(vacancy_ids=[vacancy_id])
    vacancy = vacancies.get(vacancy_id)
    if vacancy is None or vacancy.status in (VacancyStatus.HELD, VacancyStatus.CLEARED):
        return
    because = CloseReason.POST_FILLED if vacancy.filled_by else CloseReason.POST_WITHDRAWN
    close_all(store, _open_of(store.every_match_of_vacancy(vacancy_id)), because, here, post_is_gone)


_JOBS = {
    Follow.MATCH_PERSON: match_person,
    Follow.MATCH_VACANCY: match_vacancy,
    Follow.SETTLE_PERSON: settle_person,
    Follow.SETTLE_VACANCY: settle_vacancy,
}


def here_of_system(now: datetime) -> Here:
    """The circumstances of what the system does now."""
    return Here(now=now, rule_set=rule_set_version(), actor=None)


def _propose_all(store: MatchingStore, pairs: Sequence[tuple[str, str]], here: Here) -> None:
    """Propose some pairs in one transaction; looked at again where somebody changed one meanwhile."""
    for _ in range(TRIES):
        decisions, checks = _proposals(store, pairs, here)
        if not decisions:
            return
        try:
            store.commit_all(decisions, *checks)
        except Cancelled:
            continue
        return
    if len(pairs) == 1:
        raise Busy  # it was never still: the job waits for the sweep
    restless: list[Busy] = []
    for pair in pairs:  # one that is never still must not stand in the others' way
        try:
            _propose_all(store, [pair], here)
        except Busy as busy:
            restless.append(busy)
    if restless:
        raise restless[0]


def _proposals(
    store: MatchingStore, pairs: Sequence[tuple[str, str]], here: Here
) -> tuple[list[Decision[MatchRecord]], list[Check]]:
    """What pairs need as everything stands: a new match, an old one again, or nothing."""
    today = london_day(here.now)
    entry_ids, vacancy_ids = ({pair[side] for pair in pairs} for side in (0, 1))
    entries, vacancies, before = store.as_they_stand(
        sorted(entry_ids), sorted(vacancy_ids), [match_id_of(*pair) for pair in pairs]
    )
    decisions: list[Decision[MatchRecord]] = []
    for entry_id, vacancy_id in pairs:
        entry, vacancy = entries.get(entry_id), vacancies.get(vacancy_id)
        if not (entry and vacancy and entry.details and _are_free(entry, vacancy)):
            continue
        result = match(entry.details.profile, vacancy.details.post, today)
        if not result.is_suitable:
            continue
        made = propose(
            entry, vacancy, result, entry.tier(today), before.get(match_id_of(entry_id, vacancy_id)), here
        )
        decisions += [made] if made else []
    concerned = {decision.record.entry_id for decision in decisions}
    return decisions, [still(entries[one]) for one in sorted(concerned)]


def _are_free(entry: PoolEntry, vacancy: Vacancy) -> bool:
    return entry.status is EntryStatus.ACTIVE and vacancy.status is VacancyStatus.HELD


def _open_of(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    return (row["match_id"] for row in rows if MatchStatus(row["status"]) in OPEN)


def _open_beyond(rows: Iterable[dict[str, Any]], side: str, suits: set[str]) -> Iterator[str]:
    return (row["match_id"] for row in rows if row[side] not in suits and MatchStatus(row["status"]) in OPEN)
