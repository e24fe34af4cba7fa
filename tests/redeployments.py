"""People at risk, vacancies and matches for tests: each builder shows only what the test is about."""

from datetime import date, datetime, timedelta
from typing import Any

from functions.redeploy.domain.acts import OnMatch
from functions.redeploy.domain.matches import MatchRecord, match_id_of
from functions.redeploy.domain.people import Contact, Notice, Pay, PersonDetails, PoolEntry, Protection, Service
from functions.redeploy.domain.policy import Asker, Redeployee
from functions.redeploy.domain.posting import PostPerson
from functions.redeploy.domain.profiles import Criterion, CriterionKind, PersonSpec, Post, Profile
from functions.redeploy.domain.stages import MatchAction
from functions.redeploy.domain.terms import Terms
from functions.redeploy.domain.vacancies import Vacancy, VacancyDetails
from functions.redeploy.matching_store import MatchingStore
from functions.redeploy.usecases import matches, people, vacancies
from shared import directory
from shared.actors import OrganisationType, Role
from shared.ids import new_id
from shared.outcomes import Refusal
from shared.perform import Done
from tests.partners import NOW, an_actor, an_organisation

TRUST = an_organisation("RZZ", name="Moorland University Trust", type=OrganisationType.NHS_TRUST, pays_levy=True)
OTHER_TRUST = an_organisation("RYY", name="Canal Community Trust", type=OrganisationType.NHS_TRUST, pays_levy=True)
CARE_HOME = an_organisation("VLA01")
HR = an_actor(Role.HR_ADVISER, ods_code="RZZ", person_id="hr")
OTHER_HR = an_actor(Role.HR_ADVISER, ods_code="RYY", person_id="other-hr")
SECOND_HR = an_actor(Role.HR_ADVISER, ods_code="RYY", person_id="second-hr")
MANAGER = an_actor(Role.RECRUITING_MANAGER, ods_code="RYY", person_id="manager")
HOME_HR = an_actor(Role.HR_ADVISER, ods_code="VLA01", person_id="home-hr")
COORDINATOR = an_actor(Role.ICS_COORDINATOR, ods_code="QXX", person_id="coordinator")
AUDITOR = an_actor(Role.AUDITOR, ods_code="QXX", person_id="auditor")
TODAY = NOW.date()

IV_THERAPY = Criterion(criterion_id="iv", kind=CriterionKind.SKILL, text="IV therapy", trainable_months=3)
TRIAGE = Criterion(criterion_id="triage", kind=CriterionKind.EXPERIENCE, text="Triage")


def a_profile(**changed: Any) -> Profile:
    """A staff nurse, band 5, full-time, who travels 15 miles."""
    details: dict[str, Any] = {
        "job_role": "03007",
        "staff_group": "03",
        "framework": "afc",
        "band": "5",
        "salary_pence": 3_904_300,
        "hours_week_hundredths": 3750,
        "postcode_district": "ST4",
        "registration": "nmc",
        "skills": ("IV therapy",),
        "most_miles": 15,
        "least_hours": 3000,
        "most_hours": 3750,
        "accepts_band_below": True,
        "available_from": date(2027, 1, 4),
    }
    return Profile.model_validate(details | changed)


def a_post(**changed: Any) -> Post:
    """A staff nurse's post, band 5, full-time, in the same district."""
    details: dict[str, Any] = {
        "job_role": "03007",
        "staff_group": "03",
        "framework": "afc",
        "band": "5",
        "salary_pence": 3_904_300,
        "hours_week_hundredths": 3750,
        "postcode_district": "ST4",
        "registration": "nmc",
        "spec": PersonSpec(essential=(IV_THERAPY,)),
        "is_permanent": True,
    }
    return Post.model_validate(details | changed)


def person_details(**changed: Any) -> PersonDetails:
    """What HR enters of a staff nurse whose notice is served."""
    details: dict[str, Any] = {
        "contact": Contact(name="Wren Tilehurst", email="wren@moorland-trust.example"),
        "terms": Terms.AFC_ENGLAND,
        "pay": Pay(annual_pence=3_904_300, weekly_pence=75_000),
        "profile": a_profile(),
        "service": Service(continuous_years=10, reckonable_years=10),
        "notice": Notice(served_on=TODAY - timedelta(days=7), ends_on=TODAY + timedelta(days=77)),
        "reason": "The ward closes.",
    }
    return PersonDetails.model_validate(details | changed)


def vacancy_details(employer_ref: str = "V-1", **changed: Any) -> VacancyDetails:
    """What an employer says of a staff nurse's post."""
    details: dict[str, Any] = {
        "employer_ref": employer_ref,
        "title": "Staff nurse, acute medicine",
        "workplace": "Potters Hospital",
        "post": a_post(),
    }
    return VacancyDetails.model_validate(details | changed)


AT_RISK: dict[str, Any] = {"notice": Notice()}
PROTECTED: dict[str, Any] = {"protection": Protection(is_protected=True, until=date(2027, 12, 31))}


def with_partners() -> None:
    """Put the trusts and the care home in the directory."""
    for partner in (TRUST, OTHER_TRUST, CARE_HOME):
        directory.put_organisation(partner, NOW)


def done(outcome: Done | Refusal) -> Done:
    """The outcome of an act that must have been done."""
    assert isinstance(outcome, Done), outcome
    return outcome


def a_person(actor: Any = HR, now: datetime = NOW, **changed: Any) -> str:
    """Somebody on the register, posted by their use case; the id."""
    return done(
        people.post_person(actor, PostPerson(entry_id=new_id(), details=person_details(**changed)), now)
    ).id


def a_vacancy(actor: Any = OTHER_HR, employer_ref: str = "", now: datetime = NOW, **changed: Any) -> str:
    """A vacancy on hold, by its use case; the id."""
    details = vacancy_details(employer_ref or f"V-{new_id()[:8].strip('-_')}x", **changed)
    return done(vacancies.hold_vacancy(actor, details, new_id(), now)).id


def entry(entry_id: str) -> PoolEntry:
    """A person as they stand."""
    return MatchingStore().as_they_stand([entry_id])[0][entry_id]


def vacancy(vacancy_id: str) -> Vacancy:
    """A vacancy as it stands."""
    return MatchingStore().as_they_stand(vacancy_ids=[vacancy_id])[1][vacancy_id]


def match_of(entry_id: str, vacancy_id: str) -> MatchRecord:
    """The match of a person and a vacancy as it stands."""
    return match_by_id(match_id_of(entry_id, vacancy_id))


def match_by_id(match_id: str) -> MatchRecord:
    """A match as it stands."""
    return MatchingStore().as_they_stand(match_ids=[match_id])[2][match_id]


def the_person(entry_id: str) -> Redeployee:
    """The person of an entry, asking for themself."""
    return Redeployee(entry_id, "QXX")


def take(
    asker: Asker, action: MatchAction, match: MatchRecord, now: datetime = NOW, **asked: Any
) -> Done | Refusal:
    """Take an action on a match as it stands."""
    known = {"match_id": match.match_id, "version": match.head.number}
    command: OnMatch = matches.COMMANDS[action].model_validate(known | asked)
    return matches.take(asker, action, command, new_id(), now)


def interested(entry_id: str, vacancy_id: str, rank: int = 1, now: datetime = NOW) -> MatchRecord:
    """A match in which the person wants the post and agreed to be named."""
    person = the_person(entry_id)
    done(take(person, MatchAction.EXPRESS_INTEREST, match_of(entry_id, vacancy_id), now, rank=rank))
    done(take(person, MatchAction.CONSENT, match_of(entry_id, vacancy_id), now))
    return match_of(entry_id, vacancy_id)


def offered(entry_id: str, vacancy_id: str, now: datetime = NOW, **asked: Any) -> MatchRecord:
    """A match with an offer that waits for the person."""
    match = interested(entry_id, vacancy_id, now=now)
    start: dict[str, Any] = {"starts_on": (now + timedelta(days=30)).date()}
    done(take(MANAGER, MatchAction.OFFER, match, now, **(start | asked)))
    return match_of(entry_id, vacancy_id)
