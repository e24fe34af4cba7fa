"""What one run of a transfer window rests on: units and organisations with their bounds, people in their order.

A market is of one staff group, job role and band, so that one post is like another; people are counted by head.
A unit ends with no fewer people of the market than its `floor` and no more than its `cap`; the same holds for an
organisation over all of its units. People at risk stand first, as holders of posts in a unit that closes: its
floor is 0, its cap the number of people who are left, and nobody has it among their choices.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from shared.history import content_hash
from shared.outcomes import Refusal


@dataclass(frozen=True, slots=True)
class Unit:
    """A team in which people hold posts. `organisation_id` is empty where only the unit's own bounds count."""

    unit_id: str
    floor: int
    cap: int
    organisation_id: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An employer with bounds of its own on the people of all its units together."""

    organisation_id: str
    floor: int
    cap: int


@dataclass(frozen=True, slots=True)
class Applicant:
    """A person who holds a post in the unit `home` and would rather be in one of `choices`, the dearest first.

    `declined` are those of the choices whose managers said no before the run; they play no part in it.
    """

    person_id: str
    home: str
    choices: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Market:
    """One market of one window. The order of `applicants` is the published priority list, the first first."""

    units: tuple[Unit, ...]
    applicants: tuple[Applicant, ...]
    organisations: tuple[Organisation, ...] = ()


class Objection(StrEnum):
    """Why no exchange can be run on a market."""

    UNIT_TWICE = "unit_twice"
    ORGANISATION_TWICE = "organisation_twice"
    PERSON_TWICE = "person_twice"
    ORGANISATION_UNKNOWN = "organisation_unknown"
    UNIT_FLOOR_ABOVE_CAP = "unit_floor_above_cap"
    ORGANISATION_FLOOR_ABOVE_CAP = "organisation_floor_above_cap"
    HOME_UNKNOWN = "home_unknown"
    CHOICE_UNKNOWN = "choice_unknown"
    CHOICE_TWICE = "choice_twice"
    CHOICE_IS_HOME = "choice_is_home"
    DECLINED_NOT_CHOSEN = "declined_not_chosen"
    UNIT_OUT_OF_BOUNDS = "unit_out_of_bounds"
    ORGANISATION_OUT_OF_BOUNDS = "organisation_out_of_bounds"


def objection(market: Market) -> Refusal | None:
    """What first stands against a run; None where nothing does. `details` name the id, and the figures."""
    return next(_objections(market), None)


def input_hash(market: Market) -> str:
    """SHA-256 of all that a run rests on: the same hash, the same outcome.

    It is taken over the JSON of {"organisations": [[id, floor, cap]], "people": [[id, home, [choices],
    [declined]]], "units": [[id, floor, cap, organisation]]} in UTF-8, without spaces, its names sorted. Units,
    organisations and declined choices are sorted, for their order changes nothing; people stand in their order.
    """
    return content_hash(
        {
            "organisations": sorted([one.organisation_id, one.floor, one.cap] for one in market.organisations),
            "people": [[a.person_id, a.home, list(a.choices), sorted(a.declined)] for a in market.applicants],
            "units": sorted([one.unit_id, one.floor, one.cap, one.organisation_id] for one in market.units),
        }
    )


def _objections(market: Market) -> Iterator[Refusal]:
    yield from _twice(Objection.UNIT_TWICE, (one.unit_id for one in market.units))
    yield from _twice(Objection.ORGANISATION_TWICE, (one.organisation_id for one in market.organisations))
    yield from _twice(Objection.PERSON_TWICE, (one.person_id for one in market.applicants))
    known = {one.organisation_id for one in market.organisations}
    for unit in market.units:
        if unit.organisation_id and unit.organisation_id not in known:
            yield _no(Objection.ORGANISATION_UNKNOWN, unit.organisation_id)
        if unit.floor > unit.cap:
            yield _no(Objection.UNIT_FLOOR_ABOVE_CAP, unit.unit_id)
    for organisation in market.organisations:
        if organisation.floor > organisation.cap:
            yield _no(Objection.ORGANISATION_FLOOR_ABOVE_CAP, organisation.organisation_id)
    units = {one.unit_id for one in market.units}
    for applicant in market.applicants:
        yield from _wrongs_of(applicant, units)
    yield from _out_of_bounds(market)


def _wrongs_of(applicant: Applicant, units: set[str]) -> Iterator[Refusal]:
    chosen = set(applicant.choices)
    if applicant.home not in units:
        yield _no(Objection.HOME_UNKNOWN, applicant.person_id, unit=applicant.home)
    if applicant.home in chosen:
        yield _no(Objection.CHOICE_IS_HOME, applicant.person_id, unit=applicant.home)
    if len(chosen) < len(applicant.choices):
        yield _no(Objection.CHOICE_TWICE, applicant.person_id)
    for unit in applicant.choices:
        if unit not in units:
            yield _no(Objection.CHOICE_UNKNOWN, applicant.person_id, unit=unit)
    for unit in applicant.declined:
        if unit not in chosen:
            yield _no(Objection.DECLINED_NOT_CHOSEN, applicant.person_id, unit=unit)


def _out_of_bounds(market: Market) -> Iterator[Refusal]:
    """Bounds that do not hold before anybody moves: then nobody could be sure to keep their post."""
    held = Counter(applicant.home for applicant in market.applicants)
    staff: Counter[str] = Counter()
    for unit in market.units:
        staff[unit.organisation_id] += held[unit.unit_id]
        if not unit.floor <= held[unit.unit_id] <= unit.cap:
            yield _no(
                Objection.UNIT_OUT_OF_BOUNDS,
                unit.unit_id,
                people=str(held[unit.unit_id]),
                floor=str(unit.floor),
                cap=str(unit.cap),
            )
    for one in market.organisations:
        if not one.floor <= staff[one.organisation_id] <= one.cap:
            yield _no(
                Objection.ORGANISATION_OUT_OF_BOUNDS,
                one.organisation_id,
                people=str(staff[one.organisation_id]),
                floor=str(one.floor),
                cap=str(one.cap),
            )


def _twice(why: Objection, ids: Iterable[str]) -> Iterator[Refusal]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield _no(why, one)
        seen.add(one)


def _no(why: Objection, subject: str, **details: str) -> Refusal:
    return Refusal(why, {"id": subject, **details})
