"""What the coordinator and auditors look at: the board of the whole ICS, and the proposal of who gets what."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from functions.redeploy.change_store import ChangeStore
from functions.redeploy.domain.allocation import WishOutcome
from functions.redeploy.domain.cards import Card
from functions.redeploy.domain.policy import Asker, audits, coordinates
from functions.redeploy.domain.stages import EntryStatus, MatchStatus, VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.matching_store import Candidate, MatchingStore
from functions.redeploy.usecases.sharing import cards_of, proposed_allocation
from shared.clock import london_day
from shared.table import Item, Page

MOST_READ = 2_000
"""How much of each list the board counts; it says when there is more."""

_A_READ = 200
_A_TRIP = 100


@dataclass(frozen=True)
class Read:
    """The rows of a list, `MOST_READ` at most. `is_cut`: there are more."""

    rows: tuple[Item, ...]
    is_cut: bool


@dataclass(frozen=True)
class Board:
    """All that the board counts, of each list `most` at most. `register` is who looks for a post, as matching sees
    them: without a name."""

    most: int
    register: tuple[Candidate, ...]
    register_is_cut: bool
    people: Read
    held: Read
    matches: Mapping[MatchStatus, Read]
    changes: Read


@dataclass(frozen=True)
class Wished:
    """One wish of a person and what became of it; the vacancy is None where it is gone meanwhile."""

    vacancy: Vacancy | None
    outcome: WishOutcome


@dataclass(frozen=True)
class Proposed:
    """One person of a proposal: their card, the post that they would get, and their wishes, the dearest first."""

    entry_id: str
    card: Card
    wishes: tuple[Wished, ...]


@dataclass(frozen=True)
class ProposalPage:
    """Some people of a proposal, from `start`, of `people` in all, of whom `placed` would get a post."""

    shown: tuple[Proposed, ...]
    people: int
    placed: int
    input_hash: str
    after: int | None


def oversees(asker: Asker) -> bool:
    """Whether they watch over redeployment in the whole ICS: its coordinator, and auditors."""
    return coordinates(asker) or audits(asker)


def board(asker: Asker, now: datetime) -> Board | None:
    """The board as the lists have it now; None for whoever does not oversee the ICS."""
    if not oversees(asker):
        return None
    store = ChangeStore(asker)
    register = tuple(islice(MatchingStore().candidates(london_day(now)), MOST_READ + 1))
    return Board(
        most=MOST_READ,
        register=register[:MOST_READ],
        register_is_cut=len(register) > MOST_READ,
        people=_read(lambda after: store.people_in(EntryStatus.ACTIVE, after, _A_READ)),
        held=_read(lambda after: store.vacancies_in(VacancyStatus.HELD, after, _A_READ)),
        matches={status: _matches(store, status) for status in MatchStatus},
        changes=_read(lambda after: store.open_changes(after, _A_READ)),
    )


def proposal(asker: Asker, now: datetime, start: int, count: int) -> ProposalPage | None:
    """Who would get what, and why each wish would or would not be met: `count` people from `start`. It decides
    nothing. None for whoever does not oversee the ICS."""
    if not oversees(asker):
        return None
    proposed = proposed_allocation(asker)
    reasons = proposed.allocation.reasons
    people = sorted(proposed.wishes)
    some = people[start : start + count]
    vacancies = _vacancies(sorted({one for person in some for one in proposed.wishes[person]}))
    cards = cards_of(some, now)
    shown = tuple(
        Proposed(
            person,
            cards[person],
            tuple(
                Wished(vacancies.get(vacancy_id), outcome)
                for vacancy_id, outcome in zip(proposed.wishes[person], reasons[person], strict=True)
            ),
        )
        for person in some
    )
    after = start + count if start + count < len(people) else None
    return ProposalPage(shown, len(people), len(proposed.allocation.posts), proposed.allocation.input_hash, after)


def _matches(store: ChangeStore, status: MatchStatus) -> Read:
    return _read(lambda after: store.matches_in(status, after, _A_READ))


def _read(page_after: Callable[[str | None], Page]) -> Read:
    rows = tuple(islice(_rows(page_after), MOST_READ + 1))
    return Read(rows[:MOST_READ], len(rows) > MOST_READ)


def _rows(page_after: Callable[[str | None], Page]) -> Iterator[Item]:
    after = None
    while True:
        page = page_after(after)
        yield from (item["row"] for item in page.items)
        if (after := page.after) is None:
            return


def _vacancies(ids: list[str]) -> dict[str, Vacancy]:
    found: dict[str, Vacancy] = {}
    for first in range(0, len(ids), _A_TRIP):
        found |= MatchingStore().as_they_stand(vacancy_ids=ids[first : first + _A_TRIP])[1]
    return found
