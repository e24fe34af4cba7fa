"""Pledges: what a sending employer offers to others from its unspent levy, and how it changes its offer."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, JsonValue

from functions.levy.domain.applications import Text
from functions.levy.domain.commands import RecordId
from functions.levy.domain.ledger import Balances
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision, decided
from shared.actors import Actor, Organisation, OrganisationType, Role
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record
from shared.reference.rules import rule
from shared.values.dates import TaxYear, tax_year_of
from shared.values.identifiers import OdsCode, StandardRef
from shared.values.money import Pence, pounds

Place = Annotated[str, Field(max_length=60)]
Level = Annotated[int, Field(ge=2, le=7)]


class PledgeStatus(StrEnum):
    """Whether new reservations may be made; what is promised already is honoured either way."""

    OPEN = "open"
    CLOSED = "closed"


class Criteria(Frozen):
    """Whom the sending employer would like to help. What is empty welcomes all."""

    places: Annotated[tuple[Place, ...], Field(max_length=100)] = ()
    organisation_types: Annotated[tuple[OrganisationType, ...], Field(max_length=20)] = ()
    standards: Annotated[tuple[StandardRef, ...], Field(max_length=100)] = ()
    levels: Annotated[tuple[Level, ...], Field(max_length=6)] = ()


class Need(Frozen):
    """What of an application a pledge's criteria look at."""

    place: str
    organisation_type: OrganisationType
    standard: StandardRef
    level: int


class Fit(Frozen):
    """How an application meets a pledge's criteria: a quarter of 100 for each of the four that it meets."""

    score: int
    unmet: tuple[str, ...]  # the names of the criteria that it does not meet


class Pledge(Record):
    """An amount that a sending employer offers for a tax year."""

    pledge_id: str
    ods_code: OdsCode
    organisation_name: str
    shows_name: bool
    tax_year: TaxYear
    criteria: Criteria
    note: str
    status: PledgeStatus
    balances: Balances
    reserved_by_year: dict[str, int] = Field(default_factory=dict)
    created_on: date

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"PLEDGE#{self.pledge_id}"

    def body(self) -> dict[str, JsonValue]:
        """All but its balances, which the ledger vouches for."""
        return self.model_dump(mode="json", exclude={"head", "balances", "reserved_by_year"})

    @property
    def public_name(self) -> str:
        """The sender as receiving employers see it."""
        return self.organisation_name if self.shows_name else "An employer in this Integrated Care System"


class OfferPledge(Frozen):
    """A sending employer's wish to pledge."""

    pledge_id: RecordId
    amount_pence: Pence
    tax_year: TaxYear
    shows_name: bool
    criteria: Criteria
    note: Text = ""


class EditPledge(Frozen):
    """A sending employer's wish to change a pledge; `version` is the one that it was shown."""

    pledge_id: RecordId
    version: int
    amount_pence: Pence
    shows_name: bool
    criteria: Criteria
    note: Text = ""


class SetPledgeStatus(Frozen):
    """A sending employer's wish to close or reopen a pledge."""

    pledge_id: RecordId
    version: int
    status: PledgeStatus
    why: Text = ""


def fit(criteria: Criteria, need: Need) -> Fit:
    """How well an application meets a pledge's criteria: four quarters of 100, as the national service scores."""
    met = {
        "place": not criteria.places or need.place in criteria.places,
        "organisation_type": not criteria.organisation_types
        or need.organisation_type in criteria.organisation_types,
        "standard": not criteria.standards or need.standard in criteria.standards,
        "level": not criteria.levels or need.level in criteria.levels,
    }
    return Fit(score=25 * sum(met.values()), unmet=tuple(name for name, is_met in met.items() if not is_met))


def offer_pledge(
    command: OfferPledge, employer: Organisation, circumstances: Circumstances
) -> Decision[Pledge] | Refusal:
    """Offer an amount for a tax year that is not over, from an employer that pays the levy."""
    today = london_day(circumstances.now)
    least = _least_pledge(today)
    if not _may_pledge(circumstances.actor, employer.ods_code):
        return Refusal(Reason.NOT_FOUND)
    if not employer.pays_levy:
        return Refusal(Reason.NOT_A_LEVY_PAYER)
    if command.tax_year < tax_year_of(today):
        return Refusal(Reason.PLEDGE_YEAR_OVER, {"tax_year": command.tax_year})
    if command.amount_pence < least:
        return Refusal(Reason.PLEDGE_BELOW_MINIMUM, {"minimum": pounds(least)})
    pledge = Pledge(
        ics_code=_ics(circumstances),
        pledge_id=command.pledge_id,
        ods_code=employer.ods_code,
        organisation_name=employer.name,
        shows_name=command.shows_name,
        tax_year=command.tax_year,
        criteria=command.criteria,
        note=command.note,
        status=PledgeStatus.OPEN,
        balances=Balances(amount_pence=command.amount_pence, available_pence=command.amount_pence),
        created_on=today,
    )
    facts: dict[str, JsonValue] = {"amount_pence": command.amount_pence, "tax_year": command.tax_year}
    return decided(pledge, "offer_pledge", circumstances, facts=facts)


def edit_pledge(pledge: Pledge, command: EditPledge, circumstances: Circumstances) -> Decision[Pledge] | Refusal:
    """Raise an amount, lower it to no less than is promised, or change to whom and how it is offered."""
    refusal = _refuse_change(pledge, command.version, circumstances.actor)
    if refusal:
        return refusal
    held = pledge.balances
    promised = held.amount_pence - held.available_pence
    if command.amount_pence < promised:
        return Refusal(Reason.PLEDGE_BELOW_PROMISED, {"promised": pounds(promised)})
    least = _least_pledge(london_day(circumstances.now))
    if command.amount_pence != held.amount_pence and command.amount_pence < least:
        return Refusal(Reason.PLEDGE_BELOW_MINIMUM, {"minimum": pounds(least)})
    changed = pledge.model_copy(
        update={
            "shows_name": command.shows_name,
            "criteria": command.criteria,
            "note": command.note,
            "balances": Balances(
                **held.model_dump()
                | {
                    "amount_pence": command.amount_pence,
                    "available_pence": command.amount_pence - promised,
                }
            ),
        }
    )
    return decided(changed, "edit_pledge", circumstances, facts=_changes(pledge, changed))


def set_pledge_status(
    pledge: Pledge, command: SetPledgeStatus, circumstances: Circumstances
) -> Decision[Pledge] | Refusal:
    """Close a pledge to new reservations, or open it again before its tax year is over."""
    refusal = _refuse_change(pledge, command.version, circumstances.actor)
    if refusal:
        return refusal
    if pledge.status == command.status:
        return Refusal(Reason.NOT_ALLOWED_NOW, {"status": pledge.status})
    if command.status == PledgeStatus.OPEN and is_year_over(pledge, london_day(circumstances.now)):
        return Refusal(Reason.PLEDGE_YEAR_OVER, {"tax_year": pledge.tax_year})
    changed = pledge.model_copy(update={"status": command.status})
    action = "close_pledge" if command.status == PledgeStatus.CLOSED else "reopen_pledge"
    return decided(changed, action, circumstances, why=command.why, facts=_changes(pledge, changed))


def is_year_over(pledge: Pledge, today: date) -> bool:
    """Whether the tax year of the pledge has ended."""
    return pledge.tax_year < tax_year_of(today)


def _refuse_change(pledge: Pledge, version: int, actor: Actor | None) -> Refusal | None:
    if not _may_pledge(actor, pledge.ods_code):
        return Refusal(Reason.NOT_FOUND)
    if pledge.head.number != version:
        return Refusal(Reason.CHANGED_SINCE)
    return None


def _may_pledge(actor: Actor | None, ods_code: str) -> bool:
    return actor is not None and actor.ods_code == ods_code and actor.has(Role.SENDING_EMPLOYER)


def _least_pledge(today: date) -> int:
    return int(rule("minimum_pledge_pence", today).value)


def _ics(circumstances: Circumstances) -> str:
    if circumstances.actor is None:
        raise ValueError("only a person can pledge")
    return circumstances.actor.ics_code


def _changes(before: Pledge, after: Pledge) -> dict[str, JsonValue]:
    """What differs, from and to, as an auditor reads it."""
    old, new = (_readable(pledge) for pledge in (before, after))
    return {name: {"from": old[name], "to": new[name]} for name in new if old[name] != new[name]}


def _readable(pledge: Pledge) -> dict[str, JsonValue]:
    return {
        "amount_pence": pledge.balances.amount_pence,
        "status": pledge.status.value,
        "shows_name": pledge.shows_name,
        "criteria": pledge.criteria.model_dump(mode="json"),
        "note": pledge.note,
    }
