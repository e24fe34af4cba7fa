"""Who gets which post when several people want several held vacancies: deferred acceptance, people proposing.

Everybody asks in the order of their own list; a vacancy keeps the first in its own order and lets the others ask
further down (Gale and Shapley, 1962). The outcome is the best for every person at once among all in which nobody
misses a post that somebody after them holds, and nobody gains by listing other than what they want.
A vacancy's order is: tier, then grade, then a published lot. It proposes; named humans confirm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from functions.redeploy.domain.matching import GRADE_RANK, Grade
from functions.redeploy.domain.tiers import Tier
from shared.history import content_hash

Pair = tuple[str, str]
"""A person's id and a vacancy's id, in this order."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The vacancies that a person wants, the dearest first."""

    person_id: str
    vacancies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person stands for one vacancy; only of people who may have it at all."""

    tier: Tier
    grade: Grade
    tie_break: str

    @property
    def order(self) -> tuple[int, int, str]:
        """The key by which a vacancy takes people, the smallest first."""
        return (self.tier.value, GRADE_RANK[self.grade], self.tie_break)


class WishOutcome(StrEnum):
    """What became of one wish, as a code whose sentence stands in `messages`."""

    GIVEN = "given"
    NOT_NEEDED = "not_needed"  # something higher on the list was given
    NOT_SUITABLE = "not_suitable"
    HIGHER_TIER_PLACED = "higher_tier_placed"
    BETTER_MATCH = "better_match"
    TIE_BREAK = "tie_break"


@dataclass(frozen=True)
class Allocation:
    """Who gets what (`posts`: person to vacancy), what became of each wish, in order, and a hash of the input."""

    posts: dict[str, str]
    reasons: dict[str, tuple[WishOutcome, ...]]
    input_hash: str


def tie_break(seed: str, vacancy_id: str, person_id: str) -> str:
    """The published lot: SHA-256 of "seed|vacancy|person" in hexadecimal; the smallest comes first.

    The seed is the vacancy's id and the day of its hold, fixed before anybody can ask. No age, no length of
    service and no special fact is in it, and anybody can work it out again.
    """
    return sha256(f"{seed}|{vacancy_id}|{person_id}".encode()).hexdigest()


def allocate(wishes: Sequence[Wish], standing: Mapping[Pair, Standing]) -> Allocation:
    """The stable allocation, of one post a vacancy, that is best for every person. Time: the length of all lists.

    `standing` has the pairs that are possible; a pair that is absent, or graded not suitable, is refused. The
    order of `wishes` changes nothing. Raises ValueError if a person has two lists or a list names a vacancy twice.
    """
    _check(wishes)
    lists = {wish.person_id: wish.vacancies for wish in wishes}
    keys = _keys(lists, standing)
    holders = _propose(lists, keys)
    posts = {person: vacancy for vacancy, person in sorted(holders.items())}
    reasons = {person: _outcomes(person, lists[person], posts, holders, standing) for person in lists}
    return Allocation(posts, reasons, _input_hash(lists, standing))


def blocking_pairs(
    wishes: Sequence[Wish], standing: Mapping[Pair, Standing], posts: Mapping[str, str]
) -> list[Pair]:
    """Every pair that an allocation wrongs: an empty list says that it is stable. Shares no code with `allocate`.

    A pair is wronged where the person wants the vacancy more than what they got and it is free or held by somebody
    who comes after them; and where somebody holds a vacancy that they may not have, did not ask for or share.
    """
    lists = {wish.person_id: wish.vacancies for wish in wishes}
    wronged = [pair for pair in posts.items() if pair[1] not in lists.get(pair[0], ()) or not _may(pair, standing)]
    holders: dict[str, str] = {}
    for person, vacancy in posts.items():
        if vacancy in holders:
            wronged.append((person, vacancy))
        holders[vacancy] = person
    for person, vacancies in lists.items():
        for vacancy in vacancies:
            if posts.get(person) == vacancy:
                break
            pair = (person, vacancy)
            if _may(pair, standing) and _comes_before(pair, holders.get(vacancy), standing):
                wronged.append(pair)
    return wronged


def _check(wishes: Sequence[Wish]) -> None:
    if len({wish.person_id for wish in wishes}) != len(wishes):
        raise ValueError("a person has two lists")
    if any(len(set(wish.vacancies)) != len(wish.vacancies) for wish in wishes):
        raise ValueError("a list names a vacancy twice")


def _may(pair: Pair, standing: Mapping[Pair, Standing]) -> bool:
    return pair in standing and standing[pair].grade is not Grade.NOT_SUITABLE


_Key = tuple[tuple[int, int, str], str]


def _keys(lists: Mapping[str, tuple[str, ...]], standing: Mapping[Pair, Standing]) -> dict[Pair, _Key]:
    """The order of each wish that is possible; were two lots equal, the ids would decide."""
    pairs = ((person, vacancy) for person, vacancies in lists.items() for vacancy in vacancies)
    return {pair: (standing[pair].order, pair[0]) for pair in pairs if _may(pair, standing)}


def _propose(lists: Mapping[str, tuple[str, ...]], keys: Mapping[Pair, _Key]) -> dict[str, str]:
    """Who holds each vacancy in the end. Everybody asks each vacancy at most once: the lists' length bounds it."""
    left = {person: iter(vacancies) for person, vacancies in lists.items()}
    holders: dict[str, str] = {}
    asking = list(lists)
    while asking:
        person = asking.pop()
        for vacancy in left[person]:
            key = keys.get((person, vacancy))
            if key is None:
                continue
            holder = holders.get(vacancy)
            if holder is None or key < keys[holder, vacancy]:
                holders[vacancy] = person
                if holder is not None:
                    asking.append(holder)
                break
    return holders


def _outcomes(
    person: str,
    vacancies: tuple[str, ...],
    posts: Mapping[str, str],
    holders: Mapping[str, str],
    standing: Mapping[Pair, Standing],
) -> tuple[WishOutcome, ...]:
    outcomes: list[WishOutcome] = []
    for vacancy in vacancies:
        if WishOutcome.GIVEN in outcomes:
            outcomes.append(WishOutcome.NOT_NEEDED)
        elif posts.get(person) == vacancy:
            outcomes.append(WishOutcome.GIVEN)
        elif not _may((person, vacancy), standing):
            outcomes.append(WishOutcome.NOT_SUITABLE)
        else:
            outcomes.append(_why(standing[person, vacancy], standing[holders[vacancy], vacancy]))
    return tuple(outcomes)


def _why(mine: Standing, holders: Standing) -> WishOutcome:
    """In what the holder of a vacancy comes before somebody who wanted it."""
    if holders.tier < mine.tier:
        return WishOutcome.HIGHER_TIER_PLACED
    if GRADE_RANK[holders.grade] < GRADE_RANK[mine.grade]:
        return WishOutcome.BETTER_MATCH
    return WishOutcome.TIE_BREAK


def _comes_before(pair: Pair, holder: str | None, standing: Mapping[Pair, Standing]) -> bool:
    """Whether a person comes before the one who holds the vacancy now, if anybody does and may."""
    person, vacancy = pair
    if holder is None or not _may((holder, vacancy), standing):
        return True
    mine, other = standing[pair], standing[holder, vacancy]
    if mine.tier != other.tier:
        return mine.tier < other.tier
    if mine.grade is not other.grade:
        return list(Grade).index(mine.grade) < list(Grade).index(other.grade)
    return (mine.tie_break, person) < (other.tie_break, holder)


def _input_hash(lists: Mapping[str, tuple[str, ...]], standing: Mapping[Pair, Standing]) -> str:
    """A hash of all that the allocation rests on, whatever order it came in: the same hash, the same outcome."""
    stands = [[*pair, one.tier.value, one.grade.value, one.tie_break] for pair, one in sorted(standing.items())]
    return content_hash([[[person, *lists[person]] for person in sorted(lists)], stands])
