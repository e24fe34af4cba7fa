"""What an employer types about its units, read into commands."""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from functions.retention.domain.parts import Count
from functions.retention.domain.publishing import (
    ChangeKeeper,
    EditUnit,
    MarkHardToFill,
    NameAtRisk,
    PublishUnit,
    SetBounds,
)
from functions.retention.domain.reasons import Reason
from functions.retention.domain.units import AtRiskNames, Certificates, EmployerBounds, Unit, UnitDetails
from functions.retention.forms.typed import ActOnDraft, form_of, part_of, split_lines
from functions.retention.messages.units import (
    AT_RISK_WORDS,
    BOUNDS_WORDS,
    HARD_WORDS,
    KEEPER_WORDS,
    UNIT_WORDS,
)
from shared.values.email_address import EmailAddress
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

UNIT_FIELDS = {Reason.KEEPER_UNKNOWN: "keeper", Reason.CLOSING_FIXED: "is_closing"}
AT_RISK_FIELDS = {Reason.MORE_THAN_STAFF: "emails"}
"""The fields beside which refusals stand."""

PersonId = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class _Asked(UnitDetails):
    """A unit as the form asks for it."""

    released: Annotated[Certificates, BeforeValidator(split_lines)] = ()


class NewUnit(_Asked, Act):
    """A new unit. Its key becomes its id, so a double submit is a replay."""

    keeper: str = ""


class ChangedUnit(_Asked, ActOnVersion):
    """A unit as its employer wants it."""


class Bounds(ActOnDraft):
    """The bounds of an employer."""

    most_net_leavers: Count
    most_net_joiners: Count | None = None


class Named(ActOnDraft):
    """Who is named of a closing unit."""

    emails: Annotated[tuple[EmailAddress, ...], BeforeValidator(split_lines), Field(max_length=500)] = ()


class Keeper(ActOnVersion):
    """Who decides from now on."""

    keeper: PersonId


class Hard(ActOnVersion):
    """Whether a unit is hard to fill."""

    is_hard_to_fill: bool


def read_new(typed: FormBody, window_id: str) -> PublishUnit | FieldErrors:
    """The unit that is published."""
    new = read(NewUnit, typed, UNIT_WORDS)
    if isinstance(new, FieldErrors):
        return new
    details = part_of(UnitDetails, new)
    return PublishUnit(window_id=window_id, unit_id=new.key, keeper=new.keeper, details=details)


def read_edit(typed: FormBody, window_id: str, unit_id: str) -> tuple[EditUnit, str] | FieldErrors:
    """The unit as it is to be, and the key of the form."""
    edit = read(ChangedUnit, typed, UNIT_WORDS)
    if isinstance(edit, FieldErrors):
        return edit
    details = part_of(UnitDetails, edit)
    return EditUnit(window_id=window_id, unit_id=unit_id, version=edit.version, details=details), edit.key


def read_bounds(typed: FormBody, window_id: str) -> tuple[SetBounds, str] | FieldErrors:
    """The bounds as they are to be, and the key of the form."""
    said = read(Bounds, typed, BOUNDS_WORDS)
    if isinstance(said, FieldErrors):
        return said
    bounds = SetBounds(
        window_id=window_id,
        version=said.version,
        most_net_leavers=said.most_net_leavers,
        most_net_joiners=said.most_net_joiners,
    )
    return bounds, said.key


def read_named(typed: FormBody, window_id: str, unit_id: str) -> tuple[NameAtRisk, str] | FieldErrors:
    """The people named, and the key of the form."""
    said = read(Named, typed, AT_RISK_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return NameAtRisk(window_id=window_id, unit_id=unit_id, version=said.version, emails=said.emails), said.key


def read_keeper(typed: FormBody, window_id: str, unit_id: str) -> tuple[ChangeKeeper, str] | FieldErrors:
    """The manager named, and the key of the form."""
    said = read(Keeper, typed, KEEPER_WORDS)
    if isinstance(said, FieldErrors):
        return said
    return ChangeKeeper(window_id=window_id, unit_id=unit_id, version=said.version, keeper=said.keeper), said.key


def read_hard(typed: FormBody, window_id: str, unit_id: str) -> tuple[MarkHardToFill, str] | FieldErrors:
    """What is said of the unit, and the key of the form."""
    said = read(Hard, typed, HARD_WORDS)
    if isinstance(said, FieldErrors):
        return said
    mark = MarkHardToFill(
        window_id=window_id, unit_id=unit_id, version=said.version, is_hard_to_fill=said.is_hard_to_fill
    )
    return mark, said.key


def unit_form(unit: Unit) -> Form:
    """The form of a unit as it opens: what stands now."""
    return form_of(unit.details)


def bounds_form(bounds: EmployerBounds | None) -> Form:
    """The form of the bounds as it opens."""
    if bounds is None:
        return Form()
    return Form({"most_net_leavers": bounds.most_net_leavers, "most_net_joiners": bounds.most_net_joiners})


def named_form(names: AtRiskNames | None) -> Form:
    """The form of the people named as it opens."""
    return Form({"emails": "\n".join(names.emails)} if names else {})
