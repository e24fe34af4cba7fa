"""What an employer types about a vacancy, read into what is held of it."""

import re
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from functions.redeploy.domain.holding import EditVacancy, WithdrawVacancy, hold_days_allowed
from functions.redeploy.domain.people import Line, Name, Text, Words
from functions.redeploy.domain.profiles import (
    District,
    HoursHundredths,
    PersonSpec,
    Post,
)
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.vacancies import EmployerReference, Vacancy, VacancyDetails
from functions.redeploy.forms.criteria import CRITERIA, criterion_field, criterion_words, read_criteria
from functions.redeploy.messages.reasons import sentence
from functions.redeploy.messages.vacancies import EDIT_WORDS, NEW_WORDS, WITHDRAW_WORDS
from shared.outcomes import Refusal
from shared.records import Frozen
from shared.reference.pay import PayUnknown, pay_points
from shared.reference.workforce import AFC, bands, frameworks, job_role, registration
from shared.values.faults import fault
from shared.values.money import Pence, parse_pounds, pounds
from shared.web.acts import ACT_WORDS, Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read, refuse

FIELDS = {Reason.HOLD_LENGTH: "hold_days", Reason.ALREADY_THERE: "employer_ref"}
"""The field beside which a refusal stands."""

_HOURS = re.compile(r"(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,2}))?")
_MOST_HOURS = 7_500
_MOST_SALARY = 100_000_000


def parse_hours(text: object) -> int:
    """The hundredths of "37.5". Raises ValueError: `hours_unreadable` or `hours_out_of_range`."""
    typed = _HOURS.fullmatch(text.strip()) if isinstance(text, str) else None
    if typed is None:
        raise fault("hours_unreadable")
    hours = int(typed["whole"]) * 100 + int((typed["part"] or "").ljust(2, "0"))
    if not 0 < hours <= _MOST_HOURS:
        raise fault("hours_out_of_range")
    return hours


def hours_text(hundredths: int) -> str:
    """Hours a week as people write them: 3750 is "37.5"."""
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def _known_role(code: str) -> str:
    if job_role(code) is None:
        raise fault("not_listed")
    return code


def _known_framework(code: str) -> str:
    if code not in {one.code for one in frameworks()}:
        raise fault("not_listed")
    return code


def _known_band(code: str) -> str:
    if code and code not in bands():
        raise fault("not_listed")
    return code


def _known_registration(code: str) -> str:
    if registration(code) is None:
        raise fault("not_listed")
    return code


Role = Annotated[str, AfterValidator(_known_role)]
Framework = Annotated[str, AfterValidator(_known_framework)]
Band = Annotated[str, AfterValidator(_known_band)]
Registration = Annotated[str, AfterValidator(_known_registration)]
Salary = Annotated[Pence, Field(gt=0, le=_MOST_SALARY)]


class Described(Frozen):
    """What the page asks of a post and what an applicant-tracking system sends, under the same names."""

    title: Name
    workplace: Line = ""
    about: Text = ""
    job_role: Role
    framework: Framework
    band: Band = ""
    district: District
    registration: Registration = ""

    @model_validator(mode="after")
    def _band_belongs_to_framework(self) -> Self:
        if self.framework == AFC and not self.band:
            raise fault("band.missing")
        if self.framework != AFC and self.band:
            raise fault("band.not_afc")
        return self


_PAGE = (
    *("employer_ref", "title", "workplace", "job_role", "is_permanent", "about"),
    *("framework", "band", "salary", "hours", "district", "registration"),
)


class _Typed(Described):
    """The post as it is typed. A salary is needed only where no table of bands has it."""

    salary: Annotated[Salary | None, BeforeValidator(parse_pounds)] = None
    hours: Annotated[HoursHundredths, BeforeValidator(parse_hours)]
    is_permanent: bool


class New(_Typed, Act):
    """A vacancy that is to be held."""

    employer_ref: EmployerReference
    hold_days: Annotated[int, Field(ge=0, le=999)] | None = None


class Edit(_Typed, ActOnVersion):
    """A held vacancy as its employer wants it."""


class Withdraw(ActOnVersion):
    """Why a vacancy is taken back."""

    because: Words


def read_new(typed: FormBody, today: date) -> tuple[VacancyDetails, str] | FieldErrors:
    """The vacancy that is to be held, and the key of the form."""
    new = _with_criteria(read(New, typed, NEW_WORDS), typed)
    if isinstance(new, FieldErrors):
        return _as_on_the_page(new)
    asked, spec = new
    post = post_of(asked, asked.salary, asked.hours, asked.is_permanent, spec, today)
    if post is None:
        return refuse(typed, NEW_WORDS, salary="missing")
    least, most, _ = hold_days_allowed(today)
    if asked.hold_days is not None and not least <= asked.hold_days <= most:
        refusal = Refusal(Reason.HOLD_LENGTH, {"least": str(least), "most": str(most)})
        return refuse(typed, {"hold_days": sentence(refusal)}, hold_days=Reason.HOLD_LENGTH)
    return details_of(asked.employer_ref, asked, post, asked.hold_days), asked.key


def read_edit(typed: FormBody, before: Vacancy, today: date) -> tuple[EditVacancy, str] | FieldErrors:
    """The vacancy as it is to be, and the key of the form. Its reference and its hold stay."""
    edit = _with_criteria(read(Edit, typed, EDIT_WORDS), typed)
    if isinstance(edit, FieldErrors):
        return _as_on_the_page(edit)
    asked, spec = edit
    post = post_of(asked, asked.salary, asked.hours, asked.is_permanent, spec, today)
    if post is None:
        return refuse(typed, EDIT_WORDS, salary="missing")
    details = details_of(before.details.employer_ref, asked, post, before.details.hold_days)
    return EditVacancy(vacancy_id=before.vacancy_id, version=asked.version, details=details), asked.key


def _as_on_the_page(errors: FieldErrors) -> FieldErrors:
    """The errors in the order of the fields: the summary leads down the page, the criteria before the hold."""
    places = {name: place for place, name in enumerate(_PAGE)} | {"hold_days": len(_PAGE) + 1}
    names = sorted(errors.by_field, key=lambda name: places.get(name, len(_PAGE)))
    return replace(errors, by_field={name: errors.by_field[name] for name in names})


def read_withdraw(typed: FormBody, vacancy_id: str) -> tuple[WithdrawVacancy, str] | FieldErrors:
    """The wish to take a vacancy back, and the key of the form."""
    asked = read(Withdraw, typed, WITHDRAW_WORDS)
    if isinstance(asked, FieldErrors):
        return asked
    return WithdrawVacancy(vacancy_id=vacancy_id, version=asked.version, because=asked.because), asked.key


def read_release(typed: FormBody) -> ActOnVersion | FieldErrors:
    """The version that is to be released, and the key of the form."""
    return read(ActOnVersion, typed, ACT_WORDS)


def post_of(
    asked: Described, salary: int | None, hours: int, is_permanent: bool, spec: PersonSpec, today: date
) -> Post | None:
    """The post that was described; None where its salary was not given and no table has it.

    A band without a salary counts with the top of its pay on the day, as `Post` wants it.
    """
    if salary is None and asked.framework == AFC:
        try:
            salary = pay_points(asked.band, today)[-1]
        except PayUnknown:
            salary = None
    role = job_role(asked.job_role)
    if salary is None or role is None:
        return None
    return Post(
        job_role=asked.job_role,
        staff_group=role.staff_group,
        framework=asked.framework,
        band=asked.band,
        salary_pence=salary,
        hours_week_hundredths=hours,
        postcode_district=asked.district,
        registration=asked.registration,
        spec=spec,
        is_permanent=is_permanent,
    )


def details_of(employer_ref: str, asked: Described, post: Post, hold_days: int | None) -> VacancyDetails:
    """All that is held of a vacancy."""
    return VacancyDetails(
        employer_ref=employer_ref,
        title=asked.title,
        workplace=asked.workplace,
        about=asked.about,
        post=post,
        hold_days=hold_days,
    )


def edit_form(vacancy: Vacancy) -> Form:
    """The form of a vacancy as it stands."""
    details, post = vacancy.details, vacancy.details.post
    typed: dict[str, Any] = {
        "title": details.title,
        "workplace": details.workplace,
        "about": details.about,
        "job_role": post.job_role,
        "framework": post.framework,
        "band": post.band,
        "salary": pounds(post.salary_pence).removeprefix("£"),
        "hours": hours_text(post.hours_week_hundredths),
        "district": post.postcode_district,
        "registration": post.registration,
        "is_permanent": "yes" if post.is_permanent else "no",
    }
    for which, listed in zip(CRITERIA, (post.spec.essential, post.spec.desirable), strict=True):
        for number, one in enumerate(listed, start=1):
            months = "" if one.trainable_months is None else str(one.trainable_months)
            parts = {"kind": one.kind.value, "text": one.text, "months": months}
            typed |= {criterion_field(which, number, part): value for part, value in parts.items()}
    return Form(typed)


def _with_criteria(found: Any, typed: FormBody) -> Any:
    """What was read with its person specification, or everything that is wrong with either."""
    wrong: dict[str, str] = {}
    listed = {which: read_criteria(which, typed, wrong) for which in CRITERIA}
    fields = {name: criterion_words(name, rule) for name, rule in wrong.items()}
    if isinstance(found, FieldErrors):
        return FieldErrors(typed, {**found.by_field, **fields}, {**found.rules, **wrong})
    return FieldErrors(typed, fields, wrong) if wrong else (found, PersonSpec.model_validate(listed))
