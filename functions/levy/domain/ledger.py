"""The ledger of a pledge: money moves only by immutable entries, in whole pence.

Every penny of a pledge is available, reserved, drawn or lapsed. The same law stands in `Balances`, in the
conditions of the store's update, and in the property tests.
"""

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from functions.levy.domain.cost import YearShare
from shared.values.dates import Month
from shared.values.money import Pence


class EntryKind(StrEnum):
    """The four moves of money in a pledge."""

    RESERVE = "reserve"  # available -> reserved: the ICS approved
    RELEASE = "release"  # reserved -> available: declined, withdrawn or run out of time
    DRAW = "draw"  # reserved -> drawn: an instalment was paid
    LAPSE = "lapse"  # available -> lapsed: the tax year ended


MOVES: dict[EntryKind, tuple[str, str]] = {
    EntryKind.RESERVE: ("available_pence", "reserved_pence"),
    EntryKind.RELEASE: ("reserved_pence", "available_pence"),
    EntryKind.DRAW: ("reserved_pence", "drawn_pence"),
    EntryKind.LAPSE: ("available_pence", "lapsed_pence"),
}


class LedgerEntry(BaseModel):
    """One move of money. `key` is deterministic, so the same move cannot be entered twice. `sending_ods_code` says
    whose allowance it moves; entries older than allowances lack it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    pledge_id: str
    key: (
        str  # of an application "{application_id}:{kind}"; see `entry_key`, `draw_key`, `release_key`, `lapse_key`
    )
    kind: EntryKind
    application_id: str  # "" where a pledge's own money lapses
    apprenticeship_id: str = ""  # of the apprentice whose money it is, once there is one
    pence: Pence
    years: tuple[YearShare, ...]
    at: datetime
    sending_ods_code: str = ""

    @model_validator(mode="after")
    def _years_add_up(self) -> Self:
        if sum(year.pence for year in self.years) != self.pence:
            raise ValueError("the tax years of an entry add up to its amount")
        return self


class Balances(BaseModel):
    """How the amount of a pledge is divided at a moment."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    amount_pence: Pence
    available_pence: Pence
    reserved_pence: Pence = 0
    drawn_pence: Pence = 0
    lapsed_pence: Pence = 0

    @model_validator(mode="after")
    def _every_penny_is_somewhere(self) -> Self:
        parts = self.available_pence + self.reserved_pence + self.drawn_pence + self.lapsed_pence
        if parts != self.amount_pence:
            raise ValueError("a pledge is what is available, reserved, drawn and lapsed")
        return self

    def after(self, entry: LedgerEntry) -> "Balances":
        """The balances once the entry is made. Raises ValueError where it would take more than there is."""
        source, target = MOVES[entry.kind]
        values = self.model_dump()
        values[source] -= entry.pence
        values[target] += entry.pence
        return Balances.model_validate(values)


def entry_key(application_id: str, kind: EntryKind) -> str:
    """The key of an entry: an application reserves once and is released once in each pledge."""
    return f"{application_id}:{kind}"


def draw_key(apprenticeship_id: str, month: Month) -> str:
    """The key of an instalment: an apprenticeship draws once a month from each pledge, whatever is repeated."""
    return f"{apprenticeship_id}:{month}:{EntryKind.DRAW}"


def release_key(apprenticeship_id: str, event_number: int) -> str:
    """The key of what an act on an apprenticeship gives back: once for each of its events."""
    return f"{apprenticeship_id}:{event_number}:{EntryKind.RELEASE}"


def lapse_key(pledge_id: str, event_number: int) -> str:
    """The key of what lapses in a pledge: once for each of its events, for money may come back later."""
    return f"{pledge_id}:{event_number}:{EntryKind.LAPSE}"


def has_own_key(entry: LedgerEntry) -> bool:
    """Whether the key of an entry is one that its record makes for its kind."""
    if entry.apprenticeship_id or not entry.application_id:
        owner = entry.apprenticeship_id or entry.pledge_id
        return entry.key.startswith(f"{owner}:") and entry.key.endswith(f":{entry.kind}")
    return entry.key == entry_key(entry.application_id, entry.kind)


def sum_years(entries: tuple[LedgerEntry, ...]) -> dict[str, int]:
    """What the entries leave reserved in each tax year: reservations less releases and draws."""
    totals: dict[str, int] = {}
    for entry in entries:
        sign = {EntryKind.RESERVE: 1, EntryKind.LAPSE: 0}.get(entry.kind, -1)
        for year in entry.years:
            totals[year.tax_year] = totals.get(year.tax_year, 0) + sign * year.pence
    return totals
