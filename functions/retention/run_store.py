"""What the run and the schedules read of the retention table: strongly, whole, for no page.

- a window with its seed:       BatchGetItem, one trip
- who takes part:               pages of one Query, then a BatchGetItem for each 100 requests, names and needs
- what was decided:             pages of one Query
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from functions.retention.domain.priority import Claim
from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.units import AtRiskNames, EmployerBounds, Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import (
    asked_count_key,
    asked_pk,
    at_risk_from,
    at_risk_key,
    bounds_from,
    chosen_pk,
    decided_pk,
    need_key,
    request_from,
    request_key,
    seed_key,
    unit_from,
    window_from,
    window_key,
)
from shared.settings import settings
from shared.table import Item, Table

_A_PAGE = 200
_A_FETCH = 100

T = TypeVar("T")


@dataclass(frozen=True)
class Decided:
    """What the keeper of a unit said of a person: a verdict ("accept", "decline") and the code of its reason."""

    person_id: str
    unit_id: str
    verdict: str
    because: str


class RunStore:
    """The retention table as the system itself reads it."""

    def __init__(self, table: Table | None = None) -> None:
        self.table = table or Table(settings().retention_table)

    def window(self, window_id: str) -> TransferWindow | None:
        """The window, if it is there."""
        item = self.table.get(*window_key(window_id))
        return window_from(item) if item else None

    def seed(self, window_id: str) -> str:
        """The seed of an open window's lottery; an empty text where there is none."""
        item = self.table.get(*seed_key(window_id))
        return str(item["seed"]) if item else ""

    def asked_count(self, window_id: str) -> int:
        """How often it changed who takes part: whatever rests on a reading holds only while this is the same."""
        item = self.table.get(*asked_count_key(window_id))
        return int(item["counted"]) if item else 0

    def requests(self, window_id: str) -> Iterator[TransferRequest]:
        """Every confirmed request of a window, by person."""
        people = [item["person_id"] for item in self._every(asked_pk(window_id))]
        for some in _in_parts(people):
            items = self.table.fetch(*(request_key(window_id, one) for one in some))
            found = [request_from(item) for item in items if item]
            yield from (request for request in found if request.is_confirmed)

    def confirmed_needs(self, requests: Sequence[TransferRequest]) -> frozenset[str]:
        """The people among them whose need was confirmed."""
        confirmed: set[str] = set()
        for some in _in_parts(requests):
            items = self.table.fetch(*(need_key(one.window_id, one.need_code) for one in some))
            confirmed |= {one.person.person_id for one, item in zip(some, items, strict=True) if item}
        return frozenset(confirmed)

    def at_risk_names(self, units: Sequence[Unit]) -> dict[str, AtRiskNames]:
        """Who is named of the closing units among them, by unit."""
        named: dict[str, AtRiskNames] = {}
        for some in _in_parts([one for one in units if one.details.is_closing]):
            items = self.table.fetch(*(at_risk_key(one.window_id, one.unit_id) for one in some))
            named |= {names.unit_id: names for names in map(at_risk_from, filter(None, items))}
        return named

    def claims(self, requests: Sequence[TransferRequest], units: Sequence[Unit]) -> list[Claim]:
        """What each person's place in the list depends on."""
        needs, named = self.confirmed_needs(requests), self.at_risk_names(units)
        by_id = {one.unit_id: one for one in units}
        return [_claim(one, by_id.get(one.details.home_unit), needs, named) for one in requests]

    def decided(self, window_id: str) -> Iterator[Decided]:
        """Every decision of a window."""
        for item in self._every(decided_pk(window_id)):
            yield Decided(item["person_id"], item["unit_id"], item["verdict"], item["because"])

    def units(self, window_id: str) -> tuple[Unit, ...]:
        """Every unit of a window, by employer and name."""
        return tuple(unit_from(one["row"]) for one in self._every(f"WINDOW#{window_id}#UNITS", "by_window"))

    def bounds(self, window_id: str) -> tuple[EmployerBounds, ...]:
        """The bounds of every employer in a window."""
        return tuple(bounds_from(one["row"]) for one in self._every(f"WINDOW#{window_id}#BOUNDS", "by_window"))

    def homes_of_those_who_chose(self, unit: Unit) -> Iterator[str]:
        """Where each of those who asked to join a unit works now."""
        for item in self._every(chosen_pk(unit.window_id, unit.unit_id)):
            yield item["home_unit"]

    def running(self, ics_code: str, day: date) -> Iterator[TransferWindow]:
        """The windows that have opened by a day and are not announced yet."""
        for item in self._every(f"DUE#{ics_code}", "work", f"{day}#~"):
            window = self.window(item["row"]["window_id"])
            if window is not None:
                yield window

    def _every(self, pk: str, index: str | None = None, up_to: str = "") -> Iterator[Item]:
        after = None
        while True:
            page = self.table.page(index, pk, sk_up_to=up_to, limit=_A_PAGE, after=after)
            yield from page.items
            if (after := page.after) is None:
                return


def _claim(
    request: TransferRequest, home: Unit | None, needs: frozenset[str], named: dict[str, AtRiskNames]
) -> Claim:
    said, waiting = request.details.declarations, request.waiting
    if said is None or waiting is None:
        raise ValueError(f"{request.subject} is confirmed without what it needs")
    names = named.get(request.details.home_unit)
    return Claim(
        person_id=request.person.person_id,
        is_at_risk=names is not None and names.names(request.email),
        waiting_since=waiting.since,
        has_confirmed_need=said.has_need and request.person.person_id in needs,
        works_where_hard_to_fill=home is not None and home.is_hard_to_fill,
        months_in_post=said.months_in_post,
    )


def _in_parts(all_of_them: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(all_of_them), _A_FETCH):
        yield all_of_them[start : start + _A_FETCH]
