"""The pseudonymous card: what an employer sees of a person before the person consents.

A card says nothing but work. It is made coarser rung by rung of a published ladder until enough people on the
register are shown with the very same card; whoever finds no company is "Someone on the register". Reason, age,
tier and health are nowhere in a `Profile`, so no rung can show them.

Counted are those who are shown a card, not those of whom it would be true: six alike but for one skill of the
sixth are six without skills, for else whoever sees the five would know the sixth.

What this does not do: a card may change when people join or leave, and two cards that somebody saw at different
times may say more together than each alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from functions.redeploy.domain.profiles import Profile
from shared.reference.districts import area_of, districts_file
from shared.reference.rules import rule
from shared.reference.workforce import band_group, job_role, registration, staff_group
from shared.values.dates import Month, uk_date, uk_month

SOMEONE = "Someone on the register"


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown, ready to read; an empty part is not shown. The empty card is `Card()`."""

    role: str = SOMEONE
    band: str = ""
    registration: str = ""
    skills: tuple[str, ...] = ()
    hours: str = ""
    area: str = ""
    earliest: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing but that there is somebody."""
        return self == Card()


Step = Callable[[Card, Profile, date], Card]
"""One rung of the ladder: a card as it stands and the profile behind it, to the card made coarser."""


def cards(register: Sequence[tuple[str, Profile]], on: date) -> dict[str, Card]:
    """The card of each person (id and profile) on the register, under the settings of a day.

    Each card is shown for at least `redeploy_card_least_sharing` people of the register or is the empty one. The
    order of the register changes nothing. Raises ValueError if somebody is on it twice.
    """
    rungs = {person_id: _rungs(profile, on) for person_id, profile in register}
    if len(rungs) != len(register):
        raise ValueError("somebody is on the register twice")
    least = rule("redeploy_card_least_sharing", on).number
    return _shown(sorted(rungs), len(LADDER), rungs, least)


def card_for(person_id: str, register: Sequence[tuple[str, Profile]], on: date) -> Card:
    """The card of one person of the register, the same as in `cards`. Raises KeyError if they are not on it."""
    return cards(register, on)[person_id]


def _rungs(profile: Profile, on: date) -> tuple[Card, ...]:
    """The card of a person on each rung: the fullest first, the empty one last."""
    reached = [_fullest(profile)]
    for step in LADDER:
        reached.append(step(reached[-1], profile, on))
    return tuple(reached)


def _shown(group: list[str], rung: int, rungs: dict[str, tuple[Card, ...]], least: int) -> dict[str, Card]:
    """The cards of people who share that rung's card: each goes up to a fuller one where enough share that.

    Those who cannot stay together on this rung. Where they are too few for it, the smallest set that could go up
    stays with them; the empty card alone may stand for any number.
    """
    staying, rising = _parted(group, rung, rungs, least)
    while rising and 0 < len(staying) < least and rung != len(LADDER):
        staying += rising.pop(0)
    shown = {person_id: rungs[person_id][rung] for person_id in staying}
    for alike in rising:
        shown |= _shown(alike, rung - 1, rungs, least)
    return shown


def _parted(
    group: list[str], rung: int, rungs: dict[str, tuple[Card, ...]], least: int
) -> tuple[list[str], list[list[str]]]:
    """Those who stay, and the sets that share the next fuller card, the smallest first."""
    if rung == 0:
        return group, []
    alike: dict[Card, list[str]] = {}
    for person_id in group:
        alike.setdefault(rungs[person_id][rung - 1], []).append(person_id)
    staying = [person_id for people in alike.values() if len(people) < least for person_id in people]
    rising = sorted((people for people in alike.values() if len(people) >= least), key=lambda p: (len(p), p))
    return staying, rising


def _fullest(profile: Profile) -> Card:
    role, register = job_role(profile.job_role), registration(profile.registration)
    return Card(
        role=role.name if role else _staff_group_name(profile),
        band=f"band {profile.band}" if profile.band else "",
        registration=register.name if profile.registration and register else "",
        skills=tuple(sorted(profile.skills)),
        hours=_hours(profile),
        area=profile.travels_from,
        earliest=uk_date(profile.available_from),
    )


def _staff_group_name(profile: Profile) -> str:
    group = staff_group(profile.staff_group)
    return group.name if group else SOMEONE


def _hours(profile: Profile) -> str:
    least, most = _decimal(profile.least_hours), _decimal(profile.most_hours)
    return f"{most} hours a week" if least == most else f"{least} to {most} hours a week"


def _decimal(hundredths: int) -> str:
    whole, part = divmod(hundredths, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")


def _full_or_part_time(card: Card, profile: Profile, on: date) -> Card:
    full = 100 * rule("redeploy_full_time_from_hours", on).number
    if profile.least_hours >= full:
        return replace(card, hours="full-time")
    return replace(card, hours="part-time" if profile.most_hours < full else "full-time or part-time")


def _month(card: Card, profile: Profile, _on: date) -> Card:
    return replace(card, earliest=uk_month(Month.of(profile.available_from)))


def _quarter(card: Card, profile: Profile, _on: date) -> Card:
    month = Month.of(profile.available_from)
    first = month.plus(-((month.month - 1) % 3))
    return replace(card, earliest=f"{uk_month(first)} to {uk_month(first.plus(2))}")


def _postcode_area(card: Card, profile: Profile, _on: date) -> Card:
    return replace(card, area=f"{area_of(profile.travels_from)} postcodes")


def _county(card: Card, _profile: Profile, _on: date) -> Card:
    return replace(card, area=districts_file().county)


def _band_group(card: Card, profile: Profile, _on: date) -> Card:
    return replace(card, band=band_group(profile.band) if profile.band else "")


def _staff_group(card: Card, profile: Profile, _on: date) -> Card:
    return replace(card, role=_staff_group_name(profile))


def _without(*parts: str) -> Step:
    blank: dict[str, Any] = {part: getattr(Card(), part) for part in parts}

    def step(card: Card, _profile: Profile, _on: date) -> Card:
        return replace(card, **blank)

    return step


LADDER: tuple[Step, ...] = (
    _month,
    _full_or_part_time,
    _without("skills"),  # free words: the likeliest to be one person's alone
    _postcode_area,
    _quarter,
    _county,
    _without("earliest"),
    _band_group,
    _staff_group,
    _without("hours"),
    _without("band"),
    _without("registration", "area"),
    _without("role"),
)
"""The published ladder, rung by rung. What says most about the work (role, band, registration) goes last."""
