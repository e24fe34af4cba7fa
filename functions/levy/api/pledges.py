"""Pledges and their ledgers as machines read them."""

from datetime import date, datetime
from typing import Any

from functions.levy.domain.applications import reference_of
from functions.levy.domain.cost import YearShare
from functions.levy.domain.ledger import Balances, EntryKind, LedgerEntry
from functions.levy.domain.pledges import Criteria, Pledge, PledgeStatus
from shared.records import Frozen
from shared.values.dates import TaxYear
from shared.values.identifiers import OdsCode
from shared.values.money import Pence


class PledgeDocument(Frozen):
    """A pledge with its balances as they stand."""

    id: str
    version: int
    ods_code: OdsCode
    organisation_name: str
    shows_name: bool
    tax_year: TaxYear
    status: PledgeStatus
    balances: Balances
    reserved_by_year: dict[str, int]
    criteria: Criteria
    note: str
    created_on: date


class PledgeList(Frozen):
    """Some pledges; `next` is the cursor of more, null where there are none."""

    items: tuple[PledgeDocument, ...]
    next: str | None


class LedgerLine(Frozen):
    """One move of money. `reference` is the application's, to quote; it opens nothing."""

    at: datetime
    kind: EntryKind
    reference: str
    pence: Pence
    years: tuple[YearShare, ...]


class LedgerList(Frozen):
    """Some moves of money of a pledge, newest first."""

    items: tuple[LedgerLine, ...]
    next: str | None


def pledge_document(pledge: Pledge) -> PledgeDocument:
    """The pledge for whoever may see it: its sender, the ICS and auditors."""
    names = PledgeDocument.model_fields.keys() - {"id", "version"}
    shown = {name: getattr(pledge, name) for name in names}
    return PledgeDocument(id=pledge.pledge_id, version=pledge.head.number, **shown)


def ledger_line(row: dict[str, Any]) -> LedgerLine:
    """A row of the ledger. A sending employer learns of its own money, not whose application it is."""
    entry = LedgerEntry.model_validate(row)
    return LedgerLine(
        at=entry.at,
        kind=entry.kind,
        reference=reference_of(entry.application_id),
        pence=entry.pence,
        years=entry.years,
    )
