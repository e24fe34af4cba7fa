"""The leak detector: which adverts came out before their vacancy was cleared. Pure functions.

An advert is compared with the vacancy of the same employer's reference; without one, with a vacancy of that
employer whose title has the same words, or all words of the shorter title, in the same district where both are
known. It finds what to look at: a human says whether it was a leak.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.redeploy.domain.profiles import canonical_tag
from functions.redeploy.domain.stages import VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from shared.clock import london_day
from shared.records import Frozen

_FEWEST_WORDS = 2  # one word, such as "Nurse", says too little to be a likeness


class Advert(Frozen):
    """A post as it was advertised. `employer` is a name or an ODS code; empty for the reader's own employer."""

    title: str
    posted_on: date
    reference: str = ""
    employer: str = ""
    district: str = ""


@dataclass(frozen=True)
class Listed:
    """A vacancy as a list has it: all that an advert is compared with.

    `cleared_on` is None where it is not cleared, or where the list does not say when it was.
    """

    vacancy_id: str
    employer_ref: str
    ods_code: str
    employer: str
    title: str
    district: str
    held_on: date
    cleared_on: date | None = None


class Likeness(StrEnum):
    """What an advert was recognised by, the surest first."""

    REFERENCE = "reference"
    SAME_TITLE = "same_title"
    SIMILAR_TITLE = "similar_title"


class Verdict(StrEnum):
    """What an advert is, as far as the Exchange knows. All but the first two have to be looked at."""

    CLEARED_BEFORE = "cleared_before"
    OTHER_EMPLOYER = "other_employer"  # not compared: it is not the reader's own
    STILL_HELD = "still_held"
    CLEARED_LATER = "cleared_later"
    BEFORE_HOLD = "before_hold"  # advertised before it was held, and not cleared since
    FILLED = "filled"  # somebody at risk has taken the post
    WITHDRAWN = "withdrawn"
    NOT_KNOWN = "not_known"  # never held, or under another name


TOO_SOON = frozenset(
    {Verdict.STILL_HELD, Verdict.CLEARED_LATER, Verdict.BEFORE_HOLD, Verdict.FILLED, Verdict.WITHDRAWN}
)
"""The verdicts that mean: advertised without having been cleared first."""


@dataclass(frozen=True)
class Found:
    """The vacancy that an advert was recognised as, and by what."""

    vacancy_id: str
    likeness: Likeness


@dataclass(frozen=True)
class Finding:
    """An advert with what became of it. `vacancy` is None where the Exchange knows none."""

    advert: Advert
    verdict: Verdict
    likeness: Likeness | None = None
    vacancy: Vacancy | None = None

    @property
    def is_too_soon(self) -> bool:
        """Whether it was advertised without having been cleared first."""
        return self.verdict in TOO_SOON


def recognise(adverts: Sequence[Advert], listed: Iterable[Listed]) -> dict[int, Found]:
    """Which vacancy each advert (by its place) is of; those of none are left out.

    By reference first, however often; then by title, the earliest advert first, each vacancy for one advert at
    most: two posts of one title are two vacancies. Of several, the one that was cleared by then is preferred, then
    the one held last before the advert: nobody is suspected for a title that two posts share.
    """
    known = [_Known.of(one) for one in listed]
    found = _by_reference(adverts, known)
    taken = {hit.vacancy_id for hit in found.values()}
    earliest_first = sorted(range(len(adverts)), key=lambda place: (adverts[place].posted_on, place))
    for likeness in (Likeness.SAME_TITLE, Likeness.SIMILAR_TITLE):
        for place in earliest_first:
            free = (one for one in known if one.vacancy_id not in taken)
            best = None if place in found else _best(adverts[place], free, likeness)
            if best:
                found[place] = Found(best, likeness)
                taken.add(best)
    return found


def judge(advert: Advert, found: Found | None, vacancies: Mapping[str, Vacancy]) -> Finding:
    """What an advert is: cleared before it came out, too soon, or not known."""
    vacancy = vacancies.get(found.vacancy_id) if found else None
    if found is None or vacancy is None:
        return Finding(advert, Verdict.NOT_KNOWN)
    return Finding(advert, _verdict(advert, vacancy), found.likeness, vacancy)


def is_of(advert: Advert, ods_code: str, name: str) -> bool:
    """Whether an advert is of that employer; one that names none is the reader's own."""
    return not advert.employer or _employers(advert.employer) & {ods_code, canonical_tag(name)} != set()


def _verdict(advert: Advert, vacancy: Vacancy) -> Verdict:
    """An advert of the day of the certificate counts as later: an advert has a day, not an hour."""
    if vacancy.certificate:
        cleared_on = london_day(vacancy.certificate.issued_at)
        return Verdict.CLEARED_BEFORE if cleared_on <= advert.posted_on else Verdict.CLEARED_LATER
    if advert.posted_on < london_day(vacancy.held_at):
        return Verdict.BEFORE_HOLD
    match vacancy.status:
        case VacancyStatus.FILLED:
            return Verdict.FILLED
        case VacancyStatus.WITHDRAWN:
            return Verdict.WITHDRAWN
    return Verdict.STILL_HELD


@dataclass(frozen=True)
class _Known:
    """A vacancy made ready to be compared with many adverts."""

    vacancy_id: str
    reference: str
    employers: frozenset[str]
    words: frozenset[str]
    district: str
    held_on: date
    cleared_on: date | None

    @classmethod
    def of(cls, one: Listed) -> "_Known":
        employers = frozenset({one.ods_code, canonical_tag(one.employer)})
        reference = one.employer_ref.casefold()
        words = _words(one.title)
        return cls(one.vacancy_id, reference, employers, words, one.district, one.held_on, one.cleared_on)

    def was_cleared(self, day: date) -> bool:
        """Whether it was known to be cleared on a day."""
        return self.cleared_on is not None and self.cleared_on <= day


def _by_reference(adverts: Sequence[Advert], known: Iterable[_Known]) -> dict[int, Found]:
    referred: dict[str, list[_Known]] = defaultdict(list)
    for one in known:
        referred[one.reference].append(one)
    found = {}
    for place, advert in enumerate(adverts):
        named = _employers(advert.employer)
        reference = advert.reference.strip().casefold()
        same = [one for one in referred.get(reference, ()) if reference and _is_theirs(named, one)]
        if len(same) == 1:  # the same reference of two employers says nothing
            found[place] = Found(same[0].vacancy_id, Likeness.REFERENCE)
    return found


def _best(advert: Advert, free: Iterable[_Known], likeness: Likeness) -> str | None:
    """The id of the vacancy that an advert is likeliest to be of."""
    named, words = _employers(advert.employer), _words(advert.title)
    alike = [
        (one.was_cleared(advert.posted_on), one.held_on <= advert.posted_on, one.held_on, one.vacancy_id)
        for one in free
        if _has_words(words, one.words, likeness)
        and _is_theirs(named, one)
        and advert.district in ("", one.district)
    ]
    return max(alike)[-1] if alike else None


def _has_words(own: frozenset[str], other: frozenset[str], likeness: Likeness) -> bool:
    if likeness is Likeness.SAME_TITLE:
        return own == other and bool(own)
    return min(len(own), len(other)) >= _FEWEST_WORDS and (own <= other or other <= own)


def _is_theirs(named: set[str], one: _Known) -> bool:
    return not named or not named.isdisjoint(one.employers)


def _employers(named: str) -> set[str]:
    """An employer by both forms in which it may be named: its ODS code, and its name."""
    return {named.strip().upper(), canonical_tag(named)} if named else set()


def _words(title: str) -> frozenset[str]:
    return frozenset(canonical_tag(title).split())
