"""Requests in the retention table: one's own, and those that the keeper of a unit decides on.

- one's own request with the key of a form:  BatchGetItem, strong: 1 read unit an item; a second trip for its units
- a page of requests to decide on:   one Query (strong) for who chose the unit, one BatchGetItem for their requests
Nobody else reads a request through a store that a page can build.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.retention.domain.decisions import Asked, Profile, profile_of
from functions.retention.domain.policy import may_decide_for, may_read_request, may_see_profile
from functions.retention.domain.requests import TransferRequest, Waiting
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from functions.retention.items import (
    at_risk_from,
    at_risk_key,
    chosen_pk,
    decision_from,
    decision_key,
    need_code_key,
    need_key,
    request_from,
    request_key,
    unit_from,
    unit_key,
    waiting_from,
    waiting_key,
    window_key,
)
from functions.retention.store import RetentionStore
from shared.perform import Once, once_from
from shared.table import Item, Page

_PROFILES = 25


@dataclass(frozen=True)
class Own:
    """One's own request with all that an act on it looks at."""

    window: TransferWindow
    request: TransferRequest | None
    units: Mapping[str, Unit]
    at_risk: bool
    waiting: Waiting | None


class RequestStore(RetentionStore):
    """The requests that one actor may read: their own, and what others share with the units that they keep."""

    # -- one's own request --------------------------------------------------------------------------------

    def own(self, window_id: str) -> Own | None:
        """One's own request in a window (None in it: not begun), with the units that it names. Two trips."""
        found, _ = self.own_and_once(window_id, "")
        return found

    def own_and_once(self, window_id: str, once: str) -> tuple[Own | None, Once | None]:
        """All that an act on one's own request looks at, in two trips."""
        key = request_key(window_id, self.actor.person_id)
        window_item, item, done = self.table.fetch(window_key(window_id), key, self._once_key(once))
        window = self._seen_window(window_item)
        request = self._own_request(item)
        if window is None:
            return None, once_from(done)
        return self._with_units(window, request), once_from(done)

    def requests_of_mine(self, after: str | None) -> Page:
        """Rows of one's own requests, newest first."""
        pk = f"PERSON#{self.actor.person_id}#REQUESTS"
        return self.table.page("by_owner", pk, after=after, newest_first=True)

    def window_names(self, rows: Sequence[Item]) -> dict[str, str]:
        """The names of the windows of some requests, by id; at most 100, in one trip."""
        items = self.table.fetch(*(window_key(row["window_id"]) for row in rows)) if rows else []
        return {one.window_id: one.name for one in map(self._seen_window, items) if one}

    def is_need_confirmed(self, request: TransferRequest) -> bool:
        """Whether the need behind one's own request was confirmed."""
        if not may_read_request(self.actor, request):
            return False
        return self.table.get(*need_key(request.window_id, request.need_code)) is not None

    def need_and_once(
        self, window_id: str, code: str, once: str
    ) -> tuple[tuple[TransferWindow, bool] | None, Once | None]:
        """A window, and whether a need waits there under a code: all that confirming it looks at, in one trip."""
        keys = (window_key(window_id), need_code_key(window_id, code), need_key(window_id, code))
        window_item, waits, confirmed, done = self.table.fetch(*keys, self._once_key(once))
        window = self._seen_window(window_item)
        found = (window, waits is not None and confirmed is None) if window else None
        return found, once_from(done)

    # -- requests to decide on ----------------------------------------------------------------------------

    def profiles(
        self, window: TransferWindow, unit: Unit, day: date, after: str | None
    ) -> tuple[list[tuple[Profile, str]], str | None]:
        """A page of the profiles that are shared with a unit, each with what was decided ("" nothing yet), in a
        stable order that means nothing; and the cursor of the next. Two trips."""
        if not may_decide_for(self.actor, window, unit, day):
            return [], None
        pk = chosen_pk(window.window_id, unit.unit_id)
        page = self.table.page(None, pk, after=after, limit=_PROFILES)
        asked = self._asked(window, unit, page.items, day)
        return [(profile_of(one, handle), _verdict(one)) for handle, one in asked], page.after

    def asked_and_once(
        self, window_id: str, unit_id: str, handle: str, day: date, once: str
    ) -> tuple[Asked | None, Once | None]:
        """All that a decision on a request looks at, if it is the actor's to decide on that day. Two trips."""
        keys = (window_key(window_id), unit_key(window_id, unit_id), (chosen_pk(window_id, unit_id), handle))
        window_item, unit_item, chosen, done = self.table.fetch(*keys, self._once_key(once))
        window, unit = self._seen_window(window_item), unit_from(unit_item) if unit_item else None
        if window is None or unit is None or chosen is None or not may_decide_for(self.actor, window, unit, day):
            return None, once_from(done)
        asked = self._asked(window, unit, [chosen], day)
        return (asked[0][1] if asked else None), once_from(done)

    def note_seen(self, asked: Asked, at: datetime) -> None:
        """Note in the person's own record that their profile was opened, for them alone to read. One write
        unit."""
        pk, _ = request_key(asked.window.window_id, asked.request.person.person_id)
        sk = f"SEEN#{at.isoformat(timespec='microseconds')}#{self.actor.person_id}"
        self.table.put({"pk": pk, "sk": sk, "who": self.actor.name, "unit": asked.unit.title})

    def seen(self, request: TransferRequest, after: str | None) -> Page:
        """Who has opened one's own profile, newest first."""
        if not may_read_request(self.actor, request):
            return Page([], None)
        return self.table.page(None, request.subject, sk_prefix="SEEN#", after=after, newest_first=True)

    def _own_request(self, item: Item | None) -> TransferRequest | None:
        request = request_from(item) if item else None
        return request if request and may_read_request(self.actor, request) else None

    def _with_units(self, window: TransferWindow, request: TransferRequest | None) -> Own:
        if request is None:
            return Own(window, None, {}, False, None)
        details = request.details
        named = [one for one in dict.fromkeys((details.home_unit, *details.choices)) if one]
        keys = [unit_key(window.window_id, one) for one in named]
        risk = at_risk_key(window.window_id, details.home_unit or "none")
        *items, names, waits = self.table.fetch(*keys, risk, waiting_key(self.actor.person_id, window.market.key))
        units = {unit.unit_id: unit for unit in (unit_from(item) for item in items if item)}
        at_risk = names is not None and at_risk_from(names).names(request.email)
        return Own(window, request, units, at_risk, waiting_from(waits) if waits else None)

    def _asked(
        self, window: TransferWindow, unit: Unit, chosen: Sequence[Item], day: date
    ) -> list[tuple[str, Asked]]:
        """Those of the requests that may be shown, by their handle. At most 100 items in one trip."""
        keys = [
            key
            for item in chosen
            for key in (
                request_key(window.window_id, item["person_id"]),
                unit_key(window.window_id, item["home_unit"]),
                decision_key(window.window_id, unit.unit_id, item["person_id"]),
            )
        ]
        found = self.table.fetch(*keys) if keys else []
        asked = [
            (item["sk"], _asked_from(window, unit, *found[3 * at : 3 * at + 3])) for at, item in enumerate(chosen)
        ]
        return [
            (handle, one)
            for handle, one in asked
            if one and may_see_profile(self.actor, window, unit, one.home, one.request, day)
        ]


def _asked_from(
    window: TransferWindow, unit: Unit, request: Item | None, home: Item | None, decision: Item | None
) -> Asked | None:
    if request is None or home is None:
        return None
    said = decision_from(decision) if decision else None
    return Asked(window, unit, unit_from(home), request_from(request), said)


def _verdict(asked: Asked) -> str:
    return asked.decision.verdict.value if asked.decision else ""
