"""What a sending employer types about a pledge, read into commands."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from functions.levy.domain.applications import Line, Text
from functions.levy.domain.pledges import Criteria, EditPledge, OfferPledge, Pledge, PledgeStatus, SetPledgeStatus
from functions.levy.domain.reasons import Reason
from functions.levy.messages.pledges import EDIT_WORDS, OFFER_WORDS, STATUS_WORDS
from shared.actors import OrganisationType
from shared.records import Frozen
from shared.values.dates import TaxYear
from shared.values.identifiers import StandardRef
from shared.values.money import Pence, parse_pounds, pounds
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

LEVELS = range(2, 8)

FIELDS = {
    Reason.PLEDGE_BELOW_MINIMUM: "amount_pence",
    Reason.PLEDGE_BELOW_PROMISED: "amount_pence",
    Reason.PLEDGE_YEAR_OVER: "tax_year",
}
"""The field beside which a refusal stands."""

TypedPounds = Annotated[Pence, BeforeValidator(parse_pounds)]
Place = Annotated[str, Field(max_length=60)]
Level = Annotated[int, Field(ge=LEVELS.start, lt=LEVELS.stop)]


class Amount(Frozen):
    """How much is offered."""

    amount_pence: TypedPounds


class AmountOfYear(Amount):
    """How much is offered, from which tax year."""

    tax_year: TaxYear


class Terms(Frozen):
    """To whom it is offered, and under which name."""

    shows_name: bool
    places: Annotated[tuple[Place, ...], Field(max_length=100)] = ()
    organisation_types: Annotated[tuple[OrganisationType, ...], Field(max_length=len(OrganisationType))] = ()
    standards: Annotated[tuple[StandardRef, ...], Field(max_length=100)] = ()
    levels: Annotated[tuple[Level, ...], Field(max_length=len(LEVELS))] = ()
    note: Text = ""

    @property
    def criteria(self) -> Criteria:
        """Whom the sending employer would like to help."""
        return Criteria(
            places=self.places,
            organisation_types=self.organisation_types,
            standards=self.standards,
            levels=self.levels,
        )


class Offer(Terms, AmountOfYear, Act):
    """A new pledge. Its key becomes its id, so a double submit is a replay."""

    takes_no_payment: Literal["yes"]


class Edit(Terms, Amount, ActOnVersion):
    """A pledge as its employer wants it."""


class Change(ActOnVersion):
    """Why a pledge is closed or opened again."""

    why: Annotated[Line, Field(min_length=1)]


def read_offer(typed: FormBody) -> OfferPledge | FieldErrors:
    """The pledge that is offered."""
    offer = read(Offer, typed, OFFER_WORDS)
    if isinstance(offer, FieldErrors):
        return offer
    return OfferPledge(
        pledge_id=offer.key,
        amount_pence=offer.amount_pence,
        tax_year=offer.tax_year,
        shows_name=offer.shows_name,
        criteria=offer.criteria,
        note=offer.note,
    )


def read_edit(typed: FormBody, pledge_id: str) -> tuple[EditPledge, str] | FieldErrors:
    """The pledge as it is to be, and the key of the form."""
    edit = read(Edit, typed, EDIT_WORDS)
    if isinstance(edit, FieldErrors):
        return edit
    command = EditPledge(
        pledge_id=pledge_id,
        version=edit.version,
        amount_pence=edit.amount_pence,
        shows_name=edit.shows_name,
        criteria=edit.criteria,
        note=edit.note,
    )
    return command, edit.key


def read_change(
    typed: FormBody, pledge_id: str, status: PledgeStatus
) -> tuple[SetPledgeStatus, str] | FieldErrors:
    """The wish to close or reopen a pledge, and the key of the form."""
    change = read(Change, typed, STATUS_WORDS)
    if isinstance(change, FieldErrors):
        return change
    command = SetPledgeStatus(pledge_id=pledge_id, version=change.version, status=status, why=change.why)
    return command, change.key


def edit_form(pledge: Pledge) -> Form:
    """The edit form as it opens: what stands now."""
    criteria = pledge.criteria.model_dump(mode="json")
    return Form(
        {
            "amount_pence": pounds(pledge.balances.amount_pence).removeprefix("£"),
            "shows_name": "yes" if pledge.shows_name else "no",
            **criteria,
            "note": pledge.note,
        }
    )
