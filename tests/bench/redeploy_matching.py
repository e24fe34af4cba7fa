"""One new vacancy against a long register, and one new person against many held vacancies, by the use cases."""

import time
from collections.abc import Callable, Iterable, Iterator
from random import Random

from functions.redeploy.domain import holding, posting
from functions.redeploy.domain.holding import HoldVacancy
from functions.redeploy.domain.posting import PostPerson
from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec
from functions.redeploy.items import record_writes
from functions.redeploy.usecases import people, vacancies
from functions.redeploy.usecases.perform import here_of
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from shared.settings import settings
from shared.table import Item, Put
from tests.bench.figures import Figures
from tests.bench.reconciliation import everything
from tests.bench.seeding import write_all
from tests.bench.tap import Tap
from tests.bench.wire import bent
from tests.partners import NOW
from tests.redeployments import (
    HR,
    OTHER_HR,
    OTHER_TRUST,
    TRUST,
    a_post,
    a_profile,
    done,
    person_details,
    vacancy_details,
    with_partners,
)
from tests.tables import fresh_tables

_KINDS = 100  # one in so many suits
_MOST_SECONDS = 10.0


def measure_matching(figures: Figures, size: int) -> None:
    """The part of `make bench` on matching by the use cases: time, round trips, units, no scan."""
    figures.part(f"One new vacancy against {size:,} people, one new person against {size:,} held vacancies")
    with fresh_tables():
        with_partners()
        write_all(settings().redeploy_table, _people(size))
        asked = vacancy_details("NEW", post=a_post(spec=_spec(0)))
        _measure(figures, "vacancy", size, lambda: vacancies.hold_vacancy(OTHER_HR, asked, new_id(), NOW))
    with fresh_tables():
        with_partners()
        write_all(settings().redeploy_table, _vacancies(size))
        new = PostPerson(entry_id=new_id(), details=person_details(profile=a_profile(skills=("kind 0",))))
        _measure(figures, "person", size, lambda: people.post_person(HR, new, NOW))


def _measure(figures: Figures, what: str, size: int, act: Callable[[], Done | Refusal]) -> None:
    tap, began = Tap(), time.perf_counter()
    with bent(tap):
        done(act())
    seconds = time.perf_counter() - began
    matched = sum(item["sk"] == "MATCH" for item in everything(settings().redeploy_table))
    figures.exactly(f"{what}: matches proposed", matched, size // _KINDS)
    figures.at_most(f"{what}: seconds, with every match committed", seconds, _MOST_SECONDS)
    figures.tell(f"{what}: round trips ({tap.words})", len(tap.calls))
    figures.tell(
        f"{what}: units read, of which to find them all at least {tap.least_query_units:g}", tap.read_units
    )
    figures.tell(f"{what}: units written for each match, with its indexes", _each(tap, matched))
    figures.exactly(f"{what}: table scans", tap.scans, 0)


def _each(tap: Tap, matched: int) -> float:
    return (tap.write_units + tap.index_units) / max(1, matched)


def _spec(kind: int) -> PersonSpec:
    asked = Criterion(criterion_id="kind", kind=CriterionKind.SKILL, text=f"kind {kind}")
    return PersonSpec(essential=(asked,))


def _people(count: int) -> Iterator[Item]:
    here = here_of(HR, NOW)
    for number in range(count):
        profile = a_profile(skills=(f"kind {number % _KINDS}",))
        command = PostPerson(entry_id=f"P-{number}", details=person_details(profile=profile))
        decision = posting.post_person(command, TRUST, here)
        assert not isinstance(decision, Refusal)
        yield from _puts(record_writes(decision))


def _vacancies(count: int) -> Iterator[Item]:
    here, chance = here_of(OTHER_HR, NOW), Random(1)
    for number in range(count):
        details = vacancy_details(f"V-{number}", post=a_post(spec=_spec(number % _KINDS)))
        command = HoldVacancy(vacancy_id=f"{chance.getrandbits(64):x}-{number}", details=details)
        decision = holding.hold_vacancy(command, OTHER_TRUST, here)
        assert not isinstance(decision, Refusal)
        yield from _puts(record_writes(decision))


def _puts(writes: Iterable[object]) -> Iterator[Item]:
    return (write.item for write in writes if isinstance(write, Put))
