"""Closing matches that have no more to come: each only if that is still so when it is written."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from functions.redeploy.domain.decision import Decision
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.matching import match
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.proposing import CloseReason, close
from functions.redeploy.domain.stages import OPEN, EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.items import entry_key
from functions.redeploy.matching_store import MatchingStore
from shared.table import Busy, Cancelled, Check

_A_TRIP = 20  # matches a transaction: each is a record, an event and a count
TRIES = 3

Due = Callable[[PoolEntry, Vacancy], bool]
"""Whether a match is to be closed, as its person and its vacancy stand."""


def close_all(
    store: MatchingStore,
    match_ids: Iterable[str],
    because: CloseReason,
    here: Here,
    is_due: Due,
    only: frozenset[MatchStatus] = OPEN,
) -> None:
    """Close those of the matches that are in one of the statuses and are due, some in a transaction.

    Raises Busy where they were never still.
    """
    for some in batches(match_ids):
        for _ in range(TRIES):
            decisions, checks = _closings(store, some, because, here, is_due, only)
            try:
                if decisions:
                    store.commit_all(decisions, *checks)
            except Cancelled:
                continue
            break
        else:
            raise Busy


def _closings(
    store: MatchingStore,
    match_ids: Sequence[str],
    because: CloseReason,
    here: Here,
    is_due: Due,
    only: frozenset[MatchStatus],
) -> tuple[list[Decision[MatchRecord]], list[Check]]:
    """Those to close as everything stands, with the conditions that it stands so: whoever came on the register, or
    came free again, since the matches were listed keeps theirs."""
    _, _, found = store.as_they_stand(match_ids=match_ids)
    sides = ({one.entry_id for one in found.values()}, {one.vacancy_id for one in found.values()})
    entries, vacancies, _ = store.as_they_stand(sorted(sides[0]), sorted(sides[1])) if found else ({}, {}, {})
    decisions: list[Decision[MatchRecord]] = []
    for one in found.values():
        entry, vacancy = entries[one.entry_id], vacancies[one.vacancy_id]
        closed = close(one, because, here) if one.status in only and is_due(entry, vacancy) else None
        if closed:
            counts = tuple(replace(count, at_version=vacancy.head.number) for count in closed.counts)
            decisions.append(replace(closed, counts=counts))
    concerned = sorted({decision.record.entry_id for decision in decisions})
    return decisions, [still(entries[one]) for one in concerned]


def person_is_gone(entry: PoolEntry, _vacancy: Vacancy) -> bool:
    """The person has a post, or has left."""
    return entry.status is not EntryStatus.ACTIVE


def post_is_gone(_entry: PoolEntry, vacancy: Vacancy) -> bool:
    """The post is taken, or was taken back."""
    return vacancy.status not in (VacancyStatus.HELD, VacancyStatus.CLEARED)


def suits_no_more(today: date) -> Due:
    """The person does not suit the post, while it is held: one that has cleared stays open to whoever was matched
    with it."""

    def is_due(entry: PoolEntry, vacancy: Vacancy) -> bool:
        if vacancy.status is not VacancyStatus.HELD:
            return False
        if entry.details is None or entry.status is not EntryStatus.ACTIVE:
            return True
        return not match(entry.details.profile, vacancy.details.post, today).is_suitable

    return is_due


def still(entry: PoolEntry) -> Check:
    """The person is as they were when the match was worked out."""
    return Check(*entry_key(entry.entry_id), require={"version": entry.head.number})


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Ids, as many at a time as one transaction takes."""
    rest = iter(ids)
    while some := list(islice(rest, _A_TRIP)):
        yield some
