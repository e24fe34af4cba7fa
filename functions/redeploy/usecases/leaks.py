"""Compare adverts with what was held: an employer its own, the ICS those of every employer. Nothing is stored."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice

from functions.redeploy.domain.leaks import Advert, Finding, Found, Listed, Verdict, is_of, judge, recognise
from functions.redeploy.domain.policy import audits, coordinates, may_see_vacancy, recruits_for
from functions.redeploy.domain.stages import VacancyStatus
from functions.redeploy.domain.vacancies import Vacancy
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases.vacancies import vacancy_id_of
from shared.actors import Actor
from shared.clock import london_day
from shared.table import Page

MOST_COMPARED = 5_000
"""How many vacancies adverts are compared with by their titles; a report says when there were more."""

_A_TRIP = 100


@dataclass(frozen=True)
class Report:
    """What became of each advert; `is_cut` where there were more vacancies than titles were compared with."""

    findings: tuple[Finding, ...]
    is_cut: bool


def may_compare(actor: Actor) -> bool:
    """Whether somebody compares adverts: those who fill posts, the coordinator, auditors."""
    return _sees_all(actor) or recruits_for(actor, actor.ods_code, actor.ics_code)


def compare(actor: Actor, adverts: Sequence[Advert]) -> Report:
    """What became of each advert, in the order given.

    One trip for each hundred references; where that does not find all, the lists of vacancies too.
    """
    own = [one for one in adverts if _sees_all(actor) or is_of(one, actor.ods_code, actor.organisation_name)]
    direct = _by_id(
        actor, sorted({vacancy_id_of(ods, one.reference) for one in own for ods in _codes(actor, one)})
    )
    listed = [_listed(one) for one in direct.values()]
    is_cut = False
    if len(recognise(own, listed)) < len(own):
        rows = list(islice(_rows(actor), MOST_COMPARED + 1))
        is_cut = len(rows) > MOST_COMPARED
        known = {one.vacancy_id for one in listed}
        listed += [one for one in rows[:MOST_COMPARED] if one.vacancy_id not in known]
    found = recognise(own, listed)
    return Report(_judged(actor, adverts, own, found), is_cut)


def _judged(
    actor: Actor, adverts: Sequence[Advert], own: Sequence[Advert], found: dict[int, Found]
) -> tuple[Finding, ...]:
    vacancies = _by_id(actor, sorted({hit.vacancy_id for hit in found.values()}))
    findings = iter([judge(one, found.get(place), vacancies) for place, one in enumerate(own)])
    compared = {id(one) for one in own}
    return tuple(
        next(findings) if id(one) in compared else Finding(one, Verdict.OTHER_EMPLOYER) for one in adverts
    )


def _sees_all(actor: Actor) -> bool:
    return coordinates(actor) or audits(actor)


def _codes(actor: Actor, advert: Advert) -> list[str]:
    """The employer under whose references an advert's is looked up at once, where it is known."""
    if not advert.reference:
        return []
    if not _sees_all(actor):
        return [actor.ods_code]
    code = advert.employer.strip().upper()
    return [code] if code.isascii() and code.isalnum() and len(code) <= 10 else []


def _by_id(actor: Actor, vacancy_ids: Sequence[str]) -> dict[str, Vacancy]:
    """Those of the vacancies that are there and that the actor may see."""
    found: dict[str, Vacancy] = {}
    for first in range(0, len(vacancy_ids), _A_TRIP):
        found |= MatchingStore().as_they_stand(vacancy_ids=vacancy_ids[first : first + _A_TRIP])[1]
    return {own: one for own, one in found.items() if may_see_vacancy(actor, one)}


def _rows(actor: Actor) -> Iterator[Listed]:
    """The vacancies that an actor may see, as their lists have them."""
    store = RedeployStore(actor)
    if not _sees_all(actor):
        yield from _every(lambda after: store.vacancies_of(actor, after))
        return
    for status in VacancyStatus:
        yield from _every(partial(_in_status, store, status))


def _in_status(store: RedeployStore, status: VacancyStatus, after: str | None) -> Page:
    return store.vacancies_in(status, after, limit=200)


def _every(page_after: Callable[[str | None], Page]) -> Iterator[Listed]:
    after = None
    while True:
        page = page_after(after)
        for item in page.items:
            row = item["row"]
            since = london_day(datetime.fromisoformat(row["status_since"]))
            yield Listed(
                vacancy_id=row["vacancy_id"],
                employer_ref=row["employer_ref"],
                ods_code=row["ods_code"],
                employer=row["employer"],
                title=row["title"],
                district=row["district"],
                held_on=london_day(datetime.fromisoformat(row["held_at"])),
                cleared_on=since if row["status"] == VacancyStatus.CLEARED else None,
            )
        if (after := page.after) is None:
            return


def _listed(vacancy: Vacancy) -> Listed:
    return Listed(
        vacancy_id=vacancy.vacancy_id,
        employer_ref=vacancy.details.employer_ref,
        ods_code=vacancy.employer.ods_code,
        employer=vacancy.employer.name,
        title=vacancy.details.title,
        district=vacancy.details.post.postcode_district,
        held_on=london_day(vacancy.held_at),
        cleared_on=london_day(vacancy.certificate.issued_at) if vacancy.certificate else None,
    )
