"""Demo people at risk and vacancies, made by the use cases with fixed keys: the same again changes nothing.

Everything that happens is put in the order of its days and done then, so that matching meets people and vacancies
as they would have met.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from functions.redeploy.domain.changes import ChangeDetails, OpenChange
from functions.redeploy.domain.holding import ReleaseVacancy, WithdrawVacancy
from functions.redeploy.domain.matches import match_id_of
from functions.redeploy.domain.people import Contact, Notice, Pay, PersonDetails, Protection, RaisedKind, Service
from functions.redeploy.domain.policy import Redeployee
from functions.redeploy.domain.posting import LeaveReason, LeaveRegister, PostPerson, RaiseMatter
from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec, Post, Profile
from functions.redeploy.domain.stages import VacancyStatus
from functions.redeploy.domain.vacancies import VacancyDetails
from functions.redeploy.store import RedeployStore
from functions.redeploy.usecases import changes, people
from functions.redeploy.usecases import vacancies as holding
from functions.redeploy.usecases.following import follow_up, waiting
from infra.local.people import DemoIcs
from infra.local.redeploy_cast import (
    JOBS,
    PEOPLE,
    RELEASED,
    SAVED,
    STORIES,
    WITHDRAWN,
    AtRisk,
    Held,
    Job,
    vacancies,
)
from infra.local.redeploy_savings import Sums
from infra.local.redeploy_stories import Act, Sides, Teller, done, morning
from shared.actors import Actor
from shared.clock import london_day
from shared.reference.bank_holidays import bank_holidays
from shared.reference.districts import district_of
from shared.sessions import actor_for

_CHANGED, _POSTED, _NOTICE = 66, 62, 63  # days before the first start
_RELEASED_AFTER = 9  # days after the vacancy was held
_PENCE = 100
_HR = {
    "ZT1": "demo-ines-potterdale",
    "ZT2": "demo-marcus-slipdale",
    "ZC1": "demo-gareth-mossford",
    "ZR02": "demo-wendy-tilebrook",
    "ZN01": "demo-wendy-tilebrook",
}
_FINANCE = {"ZT1": "demo-rhian-coppicedale"}
_MANAGERS = {"ZT2": "demo-kamal-brackenhurst"}
_CHANGES = {"ZT1": ("Surgical wards move to one site", 24), "ZT2": ("One community team for two valleys", 12)}


def seed_redeploy(demo: DemoIcs, now: datetime) -> None:
    """Make what is lacking of the demo's people at risk and vacancies, dated over two months before the start.

    Whenever this is cut short, the next start takes it up with the same dates: an act that was done is replayed.
    A demo clock at a year whose bank holidays are not held makes a demo without them.
    """
    store, last = RedeployStore(None), holding.vacancy_id_of(*_reference(_held(WITHDRAWN[-1])))
    finished = store.vacancy(last)
    if finished and finished.status is VacancyStatus.WITHDRAWN:
        return
    first = store.person(_entry_id(0))
    today = first.created_at + timedelta(days=_POSTED) if first else now
    if not {(today + timedelta(days=days)).year for days in (-_CHANGED, 60)} <= bank_holidays().years.keys():
        return
    while follow_up(waiting(), now):  # what a start that was cut short left to do
        pass
    cast = _Cast(demo, today)
    for _, act in sorted(cast.acts(), key=lambda one: one[0]):
        act()


@dataclass(frozen=True)
class _Cast:
    demo: DemoIcs
    today: datetime

    def acts(self) -> Iterator[Act]:
        """All that happens in the demo; what was told first comes first where the time is the same."""
        for ods_code in _CHANGES:
            yield morning(_CHANGED, self.today), partial(self._open, ods_code)
        for number, person in enumerate(PEOPLE):
            at = morning(_POSTED, self.today)
            yield at, partial(self._post, number, person, at)
            yield from self._later(number, person)
        for held in vacancies():
            at = morning(held.days, self.today)
            yield at, partial(self._hold, held, at)
        yield from self._stories()
        yield from self._savings()
        yield from self._ends()

    def _open(self, ods_code: str) -> None:
        title, proposed = _CHANGES[ods_code]
        organisation = next(one for one in self.demo.organisations if one.ods_code == ods_code)
        details = ChangeDetails(
            title=title,
            establishment=f"{organisation.name}, main site",
            postcode=organisation.postcode,
            proposed=proposed,
            first_dismissal_on=london_day(self.today + timedelta(days=21)),
            consultation_starts_on=london_day(self.today - timedelta(days=_CHANGED)),
        )
        command = OpenChange(change_id=f"demo-change-{ods_code}", details=details)
        done(changes.open_change(self._hr(ods_code), command, morning(_CHANGED, self.today)))

    def _post(self, number: int, person: AtRisk, at: datetime) -> None:
        command = PostPerson(entry_id=_entry_id(number), details=self._details(number, person))
        done(people.post_person(self._hr(person.ods_code), command, at))

    def _later(self, number: int, person: AtRisk) -> Iterator[Act]:
        """What some people do besides: raise something, or leave the register."""
        entry_id = _entry_id(number)
        own = Redeployee(entry_id, self.demo.ics.code)
        if person.raises:
            raised = RaiseMatter(
                entry_id=entry_id, raised_id=f"{entry_id}-raised", kind=RaisedKind.CORRECTION, words=person.raises
            )
            at = morning(4, self.today)
            yield at, lambda: done(people.raise_matter(own, raised, raised.raised_id, at))
        if person.leaves:
            because = LeaveReason.FOUND_A_POST_ELSEWHERE
            leave = LeaveRegister(entry_id=entry_id, version=1, because=because)
            left_at, hr = morning(15, self.today), self._hr(person.ods_code)
            yield left_at, lambda: done(people.leave_register(hr, leave, f"{entry_id}-leave", left_at))

    def _hold(self, held: Held, at: datetime) -> None:
        ods_code, employer_ref = _reference(held)
        details = VacancyDetails(
            employer_ref=employer_ref,
            title=JOBS[held.job].title,
            workplace=f"{self.demo.organisation_name(ods_code)}, main site",
            about="A permanent post in a settled team. Visits before the interview are welcome.",
            post=Post(**_job(JOBS[held.job], self._district(ods_code)), spec=_spec(held.job), is_permanent=True),
        )
        done(holding.hold_vacancy(self._hr(ods_code), details, f"demo-{held.key}", at))

    def _stories(self) -> Iterator[Act]:
        numbers = {person.name: number for number, person in enumerate(PEOPLE)}
        for story in STORIES:
            number, held = numbers[story.person], _held(story.vacancy)
            sides = Sides(
                person=Redeployee(_entry_id(number), self.demo.ics.code),
                persons_hr=self._hr(PEOPLE[number].ods_code),
                manager=self._actor(_MANAGERS.get(held.ods_code, _HR[held.ods_code]), held.ods_code),
                second=self._hr(held.ods_code),
            )
            vacancy_id = holding.vacancy_id_of(*_reference(held))
            yield from Teller(story, sides, vacancy_id, morning(held.days, self.today)).acts()

    def _savings(self) -> Iterator[Act]:
        numbers = {person.name: number for number, person in enumerate(PEOPLE)}
        for name, key, is_signed in SAVED:
            number = numbers[name]
            person, vacancy_id = PEOPLE[number], holding.vacancy_id_of(*_reference(_held(key)))
            sums = Sums(
                match_id=match_id_of(_entry_id(number), vacancy_id),
                details=self._details(number, person),
                hr=self._hr(person.ods_code),
                finance=self._actor(_FINANCE[person.ods_code], person.ods_code),
            )
            yield from sums.acts(self.today, is_signed=is_signed)

    def _ends(self) -> Iterator[Act]:
        """Vacancies that nobody at risk is left for, and those that are taken back: the very last act, by which a
        finished demo is known."""
        for key in RELEASED:
            held = _held(key)
            at = morning(held.days - _RELEASED_AFTER, self.today)
            yield at, partial(self._release, held, at)
        for key in WITHDRAWN:
            at = morning(0, self.today)
            yield at, partial(self._withdraw, _held(key), at)

    def _release(self, held: Held, at: datetime) -> None:
        command = ReleaseVacancy(vacancy_id=holding.vacancy_id_of(*_reference(held)), version=1)
        done(holding.release_vacancy(self._hr(held.ods_code), command, f"demo-release-{held.key}", at))

    def _withdraw(self, held: Held, at: datetime) -> None:
        vacancy_id = holding.vacancy_id_of(*_reference(held))
        command = WithdrawVacancy(vacancy_id=vacancy_id, version=1, because="The post is not funded any more.")
        done(holding.withdraw_vacancy(self._hr(held.ods_code), command, f"demo-withdraw-{held.key}", at))

    def _details(self, number: int, person: AtRisk) -> PersonDetails:
        job, today = JOBS[person.job], london_day(self.today)
        slug = person.name.lower().replace(" ", ".")
        served = today - timedelta(days=_NOTICE) if person.turn == "notice" else None
        ends = today + timedelta(days=21 + 3 * (number % 12)) if served else None
        until = today + timedelta(days=240)
        return PersonDetails(
            change_id=f"demo-change-{person.ods_code}" if person.ods_code in _CHANGES else None,
            contact=Contact(name=person.name, email=f"{slug}@home.example"),
            terms=job.terms,
            pay=Pay(annual_pence=job.pounds * _PENCE),
            profile=self._profile(number, person),
            service=Service(continuous_years=3 + number % 15, reckonable_years=2 + number % 14),
            notice=Notice(served_on=served, ends_on=ends),
            protection=Protection(is_protected=True, until=until) if person.turn == "protected" else Protection(),
            reason="The service moves to another site.",
        )

    def _profile(self, number: int, person: AtRisk) -> Profile:
        job = JOBS[person.job]
        skills = (job.asks, job.could_learn) if number % 3 else (job.asks,)
        return Profile(
            **_job(job, self._district(person.ods_code)),
            skills=(*skills, JOBS["nurse"].asks) if person.job == "sister" else skills,
            most_miles=15 if number % 4 else 8,
            least_hours=2250 if number % 5 == 0 else 3000,
            most_hours=3750,
            accepts_band_below=person.job == "sister",
            available_from=london_day(self.today + timedelta(days=14)),
        )

    def _district(self, ods_code: str) -> str:
        return district_of(next(one.postcode for one in self.demo.organisations if one.ods_code == ods_code))

    def _hr(self, ods_code: str) -> Actor:
        return self._actor(_HR[ods_code], ods_code)

    def _actor(self, subject: str, ods_code: str) -> Actor:
        person = next(self.demo.as_person(one) for one in self.demo.people if one.subject == subject)
        actor = actor_for(person, ods_code)
        if actor is None:
            raise LookupError(f"{subject} holds no role at {ods_code}")
        return actor


def _entry_id(number: int) -> str:
    return f"demo-person-{number:02d}"


def _held(key: str) -> Held:
    return next(held for held in vacancies() if held.key == key)


def _reference(held: Held) -> tuple[str, str]:
    """The employer of a vacancy, and its own number for it."""
    return held.ods_code, f"DEMO-{held.key}"


def _job(job: Job, district: str) -> Mapping[str, object]:
    """What a post and a person's job have in common."""
    return {
        "job_role": job.job_role,
        "staff_group": job.staff_group,
        "framework": job.framework,
        "band": job.band,
        "salary_pence": job.pounds * _PENCE,
        "hours_week_hundredths": 3750,
        "postcode_district": district,
        "registration": job.registration,
    }


def _spec(job: str) -> PersonSpec:
    asked = JOBS[job]
    return PersonSpec(
        essential=(
            Criterion(criterion_id="asks", kind=CriterionKind.EXPERIENCE, text=asked.asks),
            Criterion(criterion_id="learn", kind=CriterionKind.SKILL, text=asked.could_learn, trainable_months=3),
        ),
        desirable=(Criterion(criterion_id="mentor", kind=CriterionKind.EXPERIENCE, text="Mentoring"),),
    )
