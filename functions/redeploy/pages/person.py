"""All that is held of a person, line by line, for those who may read it: their HR, and the person."""

from functions.redeploy.domain.people import PersonDetails, reference_of
from functions.redeploy.domain.profiles import Profile
from functions.redeploy.messages.audit import TERMS
from functions.redeploy.messages.calculators import decimal
from shared.reference.workforce import AFC, frameworks, job_role, registration
from shared.values.dates import uk_date
from shared.values.money import pounds

Line = tuple[str, str]
NOTHING = "Not given"


def groups_of(held: PersonDetails) -> list[tuple[str, list[Line]]]:
    """Everything that is held of a person, in the groups of the form."""
    return [
        ("Who", _who(held)),
        ("Job and pay", _job(held)),
        ("Skills", _skills(held.profile)),
        ("Wishes", _wishes(held.profile)),
        ("Service and notice", _service(held)),
        ("Private", _private(held)),
    ]


def role_name(code: str) -> str:
    """The name of a job role, or its code where the name is not held."""
    role = job_role(code)
    return role.name if role else code


def _who(held: PersonDetails) -> list[Line]:
    return [
        ("Name", held.contact.name),
        ("Email", str(held.contact.email)),
        ("Phone", held.contact.phone or NOTHING),
        ("Organisational change", reference_of("RC", held.change_id) if held.change_id else NOTHING),
    ]


def _job(held: PersonDetails) -> list[Line]:
    profile, pay = held.profile, held.pay
    register = registration(profile.registration)
    framework = next((one.name for one in frameworks() if one.code == profile.framework), profile.framework)
    return [
        ("Job role", role_name(profile.job_role)),
        ("Paid on", f"{framework}, band {profile.band}" if profile.framework == AFC else framework),
        ("Full-time salary", f"{pounds(pay.annual_pence)} a year"),
        ("Share of full time", decimal(pay.fte_ten_thousandths, 4)),
        ("Week's pay", pounds(pay.weekly_pence) if pay.weekly_pence else NOTHING),
        ("Redundancy terms", TERMS[held.terms]),
        ("Hours", f"{decimal(profile.hours_week_hundredths, 2)} a week"),
        ("Base", profile.postcode_district),
        ("Registration", register.name if register else profile.registration),
    ]


def _skills(profile: Profile) -> list[Line]:
    return [
        ("Skills", ", ".join(profile.skills) or NOTHING),
        ("Qualifications", ", ".join(profile.qualifications) or NOTHING),
        ("Experience", ", ".join(profile.experience) or NOTHING),
    ]


def _wishes(profile: Profile) -> list[Line]:
    least, most = decimal(profile.least_hours, 2), decimal(profile.most_hours, 2)
    return [
        ("Roles", ", ".join(map(role_name, profile.wanted_job_roles)) or "The present role"),
        ("Travels from", profile.travels_from),
        ("Miles one way", f"{profile.most_miles} at most"),
        ("Other places", ", ".join(profile.wanted_districts) or NOTHING),
        ("Hours", f"{least} a week" if least == most else f"{least} to {most} a week"),
        ("Posts with less pay", "Would look at them" if profile.accepts_band_below else "No"),
        ("Could start on", uk_date(profile.available_from)),
    ]


def _service(held: PersonDetails) -> list[Line]:
    service, notice = held.service, held.notice
    return [
        ("Continuous service", _years(service.continuous_years)),
        ("Reckonable service", _years(service.reckonable_years)),
        ("Of it pensioned", _years(service.pensioned_years)),
        ("Of it paid for", _years(service.paid_years)),
        ("Notice served", uk_date(notice.served_on) if notice.served_on else "Not yet"),
        ("Notice ends", uk_date(notice.ends_on) if notice.ends_on else "Not known"),
    ]


def _private(held: PersonDetails) -> list[Line]:
    protection = held.protection
    until = f", until {uk_date(protection.until)}" if protection.until else ""
    return [
        ("Protected by law", f"Yes{until}" if protection.is_protected else "No"),
        ("Born on", uk_date(held.born_on) if held.born_on else NOTHING),
        ("Reason", held.reason or NOTHING),
    ]


def _years(count: int) -> str:
    return "1 whole year" if count == 1 else f"{count} whole years"
