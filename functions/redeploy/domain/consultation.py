"""When the law makes collective consultation due, from the planned dismissals of open changes. Pure functions.

Where an employer proposes 20 or more redundancies at one establishment within 90 days or fewer, consultation must
start at least 30 days before the first dismissal; from 100, at least 45 days (dated rows `consultation_*`).

It is counted on the safe side. Everybody whom an open change proposes counts on the day of its first dismissal,
also those on whom consultation has begun; and all that is at one postcode counts as one establishment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shared.reference.rules import rule


class ConsultationState(StrEnum):
    """How consultation on a planned dismissal stands."""

    NOT_DUE = "not_due"
    IN_TIME = "in_time"  # it started, or will, early enough
    DUE = "due"  # no start is recorded, and there is still time
    TOO_LATE = "too_late"  # the planned day comes too soon after the start, or there is no time left for one


@dataclass(frozen=True)
class ConsultationRules:
    """The law's figures on the day of a dismissal, people and days."""

    window_days: int
    from_people: int
    days: int
    large_from_people: int
    large_days: int

    def days_before(self, people: int) -> int:
        """By how many days consultation on so many people must start before the first dismissal; 0: not due."""
        if people >= self.large_from_people:
            return self.large_days
        return self.days if people >= self.from_people else 0


@dataclass(frozen=True)
class Planned:
    """The dismissals that one open change plans, all on the day of its first."""

    change_id: str
    postcode: str
    first_dismissal_on: date
    people: int
    consultation_starts_on: date | None = None


@dataclass(frozen=True)
class Window:
    """Planned dismissals whose days lie close enough to count together."""

    first_on: date
    last_on: date
    people: int


@dataclass(frozen=True)
class Duty:
    """What the law asks for one change.

    `start_by` is the last day on which consultation may start for the dismissals to stay where they are planned,
    `binding` the window that it is counted back from, whose first dismissal may be another change's;
    `earliest_dismissal_on` the first day on which a dismissal is lawful, counted from the recorded start or, where
    none is, from a start today. All are None where consultation is not due.
    """

    planned: Planned
    busiest: Window
    days_before: int
    state: ConsultationState
    start_by: date | None = None
    binding: Window | None = None
    earliest_dismissal_on: date | None = None


@dataclass(frozen=True)
class Counter:
    """The duties of one establishment, or of a whole employer, and the window with the most dismissals."""

    busiest: Window
    duties: tuple[Duty, ...]

    @property
    def worst(self) -> Duty:
        """The duty that presses most: the latest state of `ConsultationState`, then the earliest day."""
        rank = list(ConsultationState).index
        return min(self.duties, key=lambda duty: (-rank(duty.state), duty.start_by or date.max))


def rules_on(day: date) -> ConsultationRules:
    """The law's figures for a dismissal on a day."""
    names = ("window_days", "from_people", "days", "large_from_people", "large_days")
    return ConsultationRules(*(rule(f"consultation_{name}", day).number for name in names))


def planned_from(row: dict[str, Any]) -> Planned:
    """What the row of an open change plans."""
    starts = row["consultation_starts_on"]
    return Planned(
        change_id=row["change_id"],
        postcode=row["postcode"],
        first_dismissal_on=date.fromisoformat(row["first_dismissal_on"]),
        people=row["proposed"],
        consultation_starts_on=date.fromisoformat(starts) if starts else None,
    )


def windows(planned: Sequence[Planned], window_days: int) -> Iterator[Window]:
    """For each pair of planned days at most `window_days` apart, both counted: all that lies between them."""
    by_day: dict[date, int] = {}
    for one in planned:
        by_day[one.first_dismissal_on] = by_day.get(one.first_dismissal_on, 0) + one.people
    days = sorted(by_day)
    for first, starts_on in enumerate(days):
        people = 0
        for ends_on in days[first:]:
            if (ends_on - starts_on).days >= window_days:
                break
            people += by_day[ends_on]
            yield Window(starts_on, ends_on, people)


def counter(planned: Sequence[Planned], today: date) -> Counter:
    """The counter of dismissals that count together. Raises ValueError where nothing is planned."""
    if not planned:
        raise ValueError("nothing is planned")
    rules = rules_on(min(one.first_dismissal_on for one in planned))
    found = list(windows(planned, rules.window_days))
    duties = [_duty(one, found, rules, today) for one in planned]
    ordered = sorted(duties, key=lambda duty: (duty.planned.first_dismissal_on, duty.planned.change_id))
    return Counter(_busiest(found), tuple(ordered))


def by_establishment(planned: Iterable[Planned], today: date) -> dict[str, Counter]:
    """A counter for each postcode of one employer, the postcodes in order."""
    groups: dict[str, list[Planned]] = {}
    for one in planned:
        groups.setdefault(one.postcode, []).append(one)
    return {postcode: counter(groups[postcode], today) for postcode in sorted(groups)}


def award_days(first_dismissal_on: date) -> int:
    """The most days' pay that a tribunal may award each person for consultation that was not held."""
    return rule("consultation_award_days", first_dismissal_on).number


def _duty(one: Planned, found: Iterable[Window], rules: ConsultationRules, today: date) -> Duty:
    """The strictest of what every window asks in which the change's dismissals lie."""
    own = [window for window in found if window.first_on <= one.first_dismissal_on <= window.last_on]
    busiest = _busiest(own)
    needed = rules.days_before(busiest.people)
    if not needed:
        return Duty(one, busiest, 0, ConsultationState.NOT_DUE)
    due = [window for window in own if rules.days_before(window.people)]
    binding = min(due, key=lambda window: (_start_by(window, rules), -window.people))
    start_by = _start_by(binding, rules)
    starts = one.consultation_starts_on
    return Duty(
        one,
        busiest,
        needed,
        _state(starts, start_by, today),
        start_by,
        binding,
        (starts or today) + timedelta(days=needed),
    )


def _start_by(window: Window, rules: ConsultationRules) -> date:
    return window.first_on - timedelta(days=rules.days_before(window.people))


def _state(starts: date | None, start_by: date, today: date) -> ConsultationState:
    if (starts or today) > start_by:
        return ConsultationState.TOO_LATE
    return ConsultationState.IN_TIME if starts else ConsultationState.DUE


def _busiest(found: Iterable[Window]) -> Window:
    """The window with the most people; of equals the shortest, then the soonest."""
    return min(found, key=lambda one: (-one.people, one.last_on - one.first_on, one.first_on))
