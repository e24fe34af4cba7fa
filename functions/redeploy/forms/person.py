"""What is asked of a person at risk, in a form or in a row of a file, and the details that it stands for."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from functions.redeploy.domain.people import (
    Contact,
    Name,
    Notice,
    Pay,
    PersonDetails,
    Protection,
    Service,
    Text,
)
from functions.redeploy.domain.profiles import District, HoursHundredths, JobRoleCode, Profile, Tags
from functions.redeploy.domain.terms import Terms
from functions.redeploy.forms.calculators import Part
from functions.redeploy.forms.typed import one_of, parse_day, parse_email, parse_hours, some_of, split_lines
from functions.redeploy.messages.audit import TERMS
from shared.records import Frozen
from shared.reference.pay import PayUnknown, pay_points
from shared.reference.rules import rule
from shared.reference.workforce import AFC, bands, frameworks, job_role, job_roles, registrations
from shared.values.money import parse_pounds

Day = Annotated[date, BeforeValidator(parse_day)]
Hours = Annotated[HoursHundredths, BeforeValidator(parse_hours)]
Salary = Annotated[int, BeforeValidator(parse_pounds), Field(gt=0, le=100_000_000)]
WeeklyPay = Annotated[int, BeforeValidator(parse_pounds), Field(gt=0, le=10_000_000)]
Years = Annotated[int, Field(ge=0, le=60)]
Lines = Annotated[Tags, BeforeValidator(split_lines)]
Role = one_of(lambda: [(one.code, one.name) for one in job_roles()])
Roles = some_of(lambda: [(one.code, one.name) for one in job_roles()])
Framework = one_of(lambda: [(one.code, one.name) for one in frameworks()])
Register = one_of(lambda: [(one.code, one.name) for one in registrations()])


class PersonFields(Frozen):
    """All that is asked of a person. Names and units are those of the form, not of the record."""

    name: Name
    email: Annotated[str, BeforeValidator(parse_email)]
    phone: Annotated[str, Field(max_length=30)] = ""
    job_role: Annotated[JobRoleCode, Role]
    framework: Annotated[str, Framework]
    band: Annotated[str, one_of(lambda: [(band, f"Band {band}") for band in bands()])] = ""
    pay_point: Annotated[str, Field(pattern=r"^[0-9a-d]{1,2}-[0-9]{1,2}$")] | None = None
    salary: Salary | None = None
    fte: Part
    hours: Hours
    base: District
    registration: Annotated[str, Register] = ""
    terms: Annotated[Terms, one_of(lambda: [(terms.value, name) for terms, name in TERMS.items()])]
    weekly_pay: WeeklyPay | None = None
    skills: Lines = ()
    qualifications: Lines = ()
    experience: Lines = ()
    wanted_job_roles: Annotated[tuple[JobRoleCode, ...], Roles, Field(max_length=30)] = ()
    most_miles: Annotated[int, Field(ge=0, le=500)]
    travel_from: District | None = None
    wanted_districts: Annotated[tuple[District, ...], BeforeValidator(split_lines), Field(max_length=30)] = ()
    least_hours: Hours | None = None
    most_hours: Hours | None = None
    accepts_band_below: bool
    available_from: Day
    continuous_years: Years
    reckonable_years: Years
    pensioned_years: Years = 0
    paid_years: Years = 0
    notice_served_on: Day | None = None
    notice_ends_on: Day | None = None
    is_protected: bool
    protected_until: Day | None = None
    born_on: Day | None = None
    reason: Text = ""


def broken_rules(form: PersonFields, today: date) -> dict[str, str]:
    """The rules that fields break only together: each with the field to put right."""
    is_afc = form.framework == AFC
    least, most = _wished_hours(form)
    checks = {
        "band": (is_afc != bool(form.band), "missing" if is_afc else "not_afc"),
        "salary": (form.pay_point is None and form.salary is None, "missing"),
        "pay_point": (bool(form.pay_point and form.band) and _point_pence(form, today) is None, "other_band"),
        "most_hours": (least > most, "below_least"),
        "pensioned_years": (form.pensioned_years + form.paid_years > form.reckonable_years, "beyond_service"),
        "notice_ends_on": _broken_notice(form),
        "notice_served_on": (form.notice_served_on is None and form.notice_ends_on is not None, "missing"),
        "protected_until": (form.is_protected and form.protected_until is None, "missing"),
        "is_protected": (not form.is_protected and form.protected_until is not None, "has_end"),
        "born_on": (form.born_on is not None and not _is_of_working_age(form.born_on, today), "age"),
    }
    if form.pay_point is not None and form.salary is not None:
        checks["salary"] = (True, "twice")
    return {field: rule for field, (is_broken, rule) in checks.items() if is_broken}


def _broken_notice(form: PersonFields) -> tuple[bool, str]:
    served, ends = form.notice_served_on, form.notice_ends_on
    if served is not None and ends is None:
        return True, "missing"
    return served is not None and ends is not None and ends <= served, "too_early"


def _is_of_working_age(born_on: date, today: date) -> bool:
    """Whether a redundancy sum could be worked out for the age on that day."""
    age = today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))
    youngest, oldest = rule("srp_youngest_age", today).number, rule("srp_oldest_age", today).number
    return youngest <= age <= oldest


def _wished_hours(form: PersonFields) -> tuple[int, int]:
    """The fewest and most hours a week that are wished; those of the present job where nothing was typed."""
    least = form.least_hours or min(form.hours, form.most_hours or form.hours)
    return least, form.most_hours or max(form.hours, least)


def _point_pence(form: PersonFields, today: date) -> int | None:
    """The pay of the point that was chosen; None where the band has no such point on that day."""
    band, _, number = (form.pay_point or "").partition("-")
    points = points_of(form.band, today)
    place = int(number) if number.isdecimal() else 0
    return points[place - 1] if band == form.band and 1 <= place <= len(points) else None


def points_of(band: str, today: date) -> tuple[int, ...]:
    """The points of a band on a day, in pence; none where the table of that day is not held."""
    try:
        return pay_points(band, today)
    except PayUnknown:
        return ()


def details_of(form: PersonFields, today: date, change_id: str | None = None) -> PersonDetails:
    """The details that a form without broken rules stands for. The profile's salary is the top of the band, so
    that two people of a band are matched alike; the pay is the person's own."""
    annual = _point_pence(form, today) if form.pay_point else form.salary
    assert annual is not None  # noqa: S101 - `broken_rules` lets no form without pay through
    return PersonDetails(
        change_id=change_id,
        contact=Contact(name=form.name, email=form.email, phone=form.phone),
        terms=form.terms,
        pay=Pay(annual_pence=annual, weekly_pence=form.weekly_pay, fte_ten_thousandths=form.fte),
        profile=_profile(form, (annual, *points_of(form.band, today))[-1]),
        service=Service(
            continuous_years=form.continuous_years,
            reckonable_years=form.reckonable_years,
            pensioned_years=form.pensioned_years,
            paid_years=form.paid_years,
        ),
        notice=Notice(served_on=form.notice_served_on, ends_on=form.notice_ends_on),
        protection=Protection(is_protected=form.is_protected, until=form.protected_until),
        born_on=form.born_on,
        reason=form.reason,
    )


def _profile(form: PersonFields, salary_pence: int) -> Profile:
    role = job_role(form.job_role)
    least, most = _wished_hours(form)
    return Profile(
        job_role=form.job_role,
        staff_group=role.staff_group if role else "",
        framework=form.framework,
        band=form.band,
        salary_pence=salary_pence,
        hours_week_hundredths=form.hours,
        postcode_district=form.base,
        registration=form.registration,
        skills=form.skills,
        qualifications=form.qualifications,
        experience=form.experience,
        wanted_job_roles=tuple(sorted(set(form.wanted_job_roles))),
        travel_from_district=form.travel_from or "",
        wanted_districts=form.wanted_districts,
        most_miles=form.most_miles,
        least_hours=least,
        most_hours=most,
        accepts_band_below=form.accepts_band_below,
        available_from=form.available_from,
    )
