"""The words of the workforce: staff groups, job roles, registrations, pay frameworks and bands, with sources."""

from datetime import date
from functools import cache

from pydantic import Field

from shared.reference.stored import WORKFORCE, Mark, Row, stored_text

AFC = "afc"
NO_REGISTRATION = ""


class BandUnknown(ValueError):
    """A band that Agenda for Change does not have."""


class StaffGroup(Row):
    """One of the ten national staff groups, as "03"."""

    code: str = Field(pattern=r"^(0[1-9]|10)$")
    name: str


class JobRole(Row):
    """A job role: a national code of five figures, or "X" and two figures for one of this ICS's own."""

    code: str = Field(pattern=r"^([0-9]{5}|X[0-9]{2})$")
    name: str
    staff_group: str
    mark: Mark
    note: str | None = None


class Registration(Row):
    """A register that a post may require its holder to be on; the empty code is none."""

    code: str
    name: str


class Framework(Row):
    """The terms on which somebody is paid."""

    code: str = Field(pattern=r"^[a-z_]{1,32}$")
    name: str


class Band(Row):
    """An Agenda for Change band with the group that stands for it where a card has to be coarser."""

    code: str
    group: str


class WorkforceFile(Row):
    """Everything held on the words of the workforce. A part's source is named under its name."""

    checked_on: date
    sources: dict[str, str]
    marks: dict[str, Mark]
    staff_groups: tuple[StaffGroup, ...]
    job_roles: tuple[JobRole, ...]
    registrations: tuple[Registration, ...]
    frameworks: tuple[Framework, ...]
    bands: tuple[Band, ...]


@cache
def workforce_file() -> WorkforceFile:
    """All that is held, in the order of the data file."""
    return WorkforceFile.model_validate_json(stored_text(WORKFORCE))


def staff_groups() -> tuple[StaffGroup, ...]:
    """The ten national staff groups, in the order of their codes."""
    return workforce_file().staff_groups


@cache
def _staff_groups() -> dict[str, StaffGroup]:
    return {group.code: group for group in staff_groups()}


def staff_group(code: str) -> StaffGroup | None:
    """The staff group of a code, or None if there is none."""
    return _staff_groups().get(code)


def job_roles(group: str | None = None) -> tuple[JobRole, ...]:
    """The job roles held, by name; of one staff group where its code is given."""
    held = (role for role in workforce_file().job_roles if group in (None, role.staff_group))
    return tuple(sorted(held, key=lambda role: (role.name, role.code)))


@cache
def _job_roles() -> dict[str, JobRole]:
    return {role.code: role for role in workforce_file().job_roles}


def job_role(code: str) -> JobRole | None:
    """The job role of a code, or None if it is not held."""
    return _job_roles().get(code)


def registrations() -> tuple[Registration, ...]:
    """The registers that a post may ask for, none first."""
    return workforce_file().registrations


@cache
def _registrations() -> dict[str, Registration]:
    return {one.code: one for one in registrations()}


def registration(code: str) -> Registration | None:
    """The registration of a code, or None if it is not held."""
    return _registrations().get(code)


def frameworks() -> tuple[Framework, ...]:
    """The pay frameworks, Agenda for Change first."""
    return workforce_file().frameworks


def bands() -> tuple[str, ...]:
    """The Agenda for Change bands, lowest first."""
    return tuple(band.code for band in workforce_file().bands)


@cache
def _ranks() -> dict[str, int]:
    return {band: rank for rank, band in enumerate(bands())}


def band_rank(band: str) -> int:
    """Where an Agenda for Change band stands, 0 the lowest: neighbours differ by one. Raises BandUnknown."""
    if band not in _ranks():
        raise BandUnknown(f"{band!r} is no Agenda for Change band")
    return _ranks()[band]


def band_group(band: str) -> str:
    """The group of neighbouring bands that a band belongs to, as "bands 5 to 6". Raises BandUnknown."""
    return workforce_file().bands[band_rank(band)].group
