"""Vacancies as an applicant-tracking system sends and reads them. No candidate stands in any of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import Field, StrictBool, model_validator

from functions.redeploy.domain.profiles import (
    MOST_CRITERIA,
    Criterion,
    CriterionKind,
    HoursHundredths,
    PersonSpec,
)
from functions.redeploy.domain.stages import VacancyStatus
from functions.redeploy.domain.vacancies import EmployerReference, Vacancy, VacancyDetails
from functions.redeploy.forms.vacancies import Described, Salary, details_of, post_of
from functions.redeploy.messages.vacancies import WithdrawReason
from shared.records import Frozen
from shared.reference.workforce import AFC
from shared.values.faults import fault
from shared.web.forms import FieldProblem

After = Annotated[str, Field(max_length=4000)]
_SALARY_NEEDED = FieldProblem("salary_pence", "missing", "No table has the pay of this band on this day: send it.")


class PushedCriterion(Frozen):
    """One line of a person specification. `trainable_months` is null where it cannot be learned in the post."""

    kind: CriterionKind
    text: Annotated[str, Field(min_length=1, max_length=120)]
    trainable_months: Annotated[int, Field(strict=True, ge=0, le=60)] | None = None


class PushVacancy(Described):
    """A vacancy to be held, or as it is now. `hold_days` counts only when it is held first; null is the usual.

    `salary_pence` is the full-time top of the range; for a band it may be null. `district` may be a whole
    postcode, of which the first part alone is kept.
    """

    employer_ref: EmployerReference
    salary_pence: Salary | None = None
    hours_week_hundredths: Annotated[HoursHundredths, Field(strict=True)]
    is_permanent: StrictBool
    essential: Annotated[tuple[PushedCriterion, ...], Field(max_length=MOST_CRITERIA)] = ()
    desirable: Annotated[tuple[PushedCriterion, ...], Field(max_length=MOST_CRITERIA)] = ()
    hold_days: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None

    @model_validator(mode="after")
    def _salary_is_known(self) -> Self:
        if self.framework != AFC and self.salary_pence is None:
            raise fault("salary_pence.missing")
        return self


class WithdrawQuery(Frozen):
    """Why a vacancy is taken back: a code, for an address is no place for words."""

    reason: WithdrawReason


class ListQuery(Frozen):
    """`after` is the `next` of the page before."""

    after: After = ""


class CertificateDocument(Frozen):
    """That a vacancy was cleared: only then may it be advertised."""

    number: str
    issued_at: datetime
    goes_to: str


class VacancyDocument(Frozen):
    """A vacancy of yours. `waiting` counts the people matched with it who have no outcome yet."""

    id: str
    reference: str
    version: int
    status: VacancyStatus
    status_since: datetime
    held_at: datetime
    hold_ends_on: date
    waiting: int
    certificate: CertificateDocument | None
    employer_ref: str
    title: str
    workplace: str
    about: str
    job_role: str
    staff_group: str
    framework: str
    band: str
    salary_pence: int
    hours_week_hundredths: int
    district: str
    registration: str
    is_permanent: bool
    hold_days: int
    essential: tuple[PushedCriterion, ...]
    desirable: tuple[PushedCriterion, ...]


class VacancyLine(Frozen):
    """A vacancy in a list. `certificate` is its number, empty until it is cleared."""

    id: str
    reference: str
    employer_ref: str
    title: str
    job_role: str
    band: str
    district: str
    status: VacancyStatus
    status_since: datetime
    held_at: datetime
    hold_ends_on: date
    certificate: str


class VacancyList(Frozen):
    """Some vacancies, newest first; `next` is the cursor of more, null where there are none."""

    items: tuple[VacancyLine, ...]
    next: str | None


def pushed_details(asked: PushVacancy, today: date) -> VacancyDetails | tuple[FieldProblem, ...]:
    """What is held of the vacancy that was sent."""
    spec = PersonSpec(essential=_criteria("essential", asked), desirable=_criteria("desirable", asked))
    hours, salary = asked.hours_week_hundredths, asked.salary_pence
    post = post_of(asked, salary, hours, asked.is_permanent, spec, today)
    if post is None:
        return (_SALARY_NEEDED,)
    return details_of(asked.employer_ref, asked, post, asked.hold_days)


def vacancy_document(vacancy: Vacancy) -> VacancyDocument:
    """The vacancy for its employer, the coordinator and auditors."""
    details, post, certificate = vacancy.details, vacancy.details.post, vacancy.certificate
    names = ("number", "issued_at", "goes_to")
    told = CertificateDocument(**{name: getattr(certificate, name) for name in names}) if certificate else None
    same = ("job_role", "staff_group", "framework", "band", "salary_pence", "hours_week_hundredths")
    of_post: dict[str, Any] = {name: getattr(post, name) for name in (*same, "registration", "is_permanent")}
    return VacancyDocument(
        id=vacancy.vacancy_id,
        reference=vacancy.reference,
        version=vacancy.head.number,
        status=vacancy.status,
        status_since=vacancy.status_since,
        held_at=vacancy.held_at,
        hold_ends_on=vacancy.hold_ends_on,
        waiting=sum(vacancy.open_by_tier.values()),
        certificate=told,
        employer_ref=details.employer_ref,
        title=details.title,
        workplace=details.workplace,
        about=details.about,
        district=post.postcode_district,
        hold_days=details.hold_days or 0,
        essential=tuple(map(_sent_back, post.spec.essential)),
        desirable=tuple(map(_sent_back, post.spec.desirable)),
        **of_post,
    )


def vacancy_line(row: Mapping[str, Any]) -> VacancyLine:
    """A row of the list of an employer's vacancies."""
    shown = {name: row[name] for name in VacancyLine.model_fields if name != "id"}
    return VacancyLine.model_validate({**shown, "id": row["vacancy_id"]})


def _criteria(which: str, asked: PushVacancy) -> tuple[Criterion, ...]:
    listed: tuple[PushedCriterion, ...] = getattr(asked, which)
    return tuple(
        Criterion(
            criterion_id=f"{which}-{number}", kind=one.kind, text=one.text, trainable_months=one.trainable_months
        )
        for number, one in enumerate(listed, start=1)
    )


def _sent_back(one: Criterion) -> PushedCriterion:
    return PushedCriterion(kind=one.kind, text=one.text, trainable_months=one.trainable_months)
