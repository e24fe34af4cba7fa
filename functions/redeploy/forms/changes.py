"""What an HR adviser types about an organisational change, read into commands."""

from datetime import date
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from functions.redeploy.domain.changes import (
    Change,
    ChangeDetails,
    CloseChange,
    CloseChangeReason,
    EditChange,
    OpenChange,
    details_of,
)
from functions.redeploy.domain.people import Name
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.forms.typed import parse_day
from functions.redeploy.messages.changes import CHANGE_WORDS, CLOSE_WORDS
from shared.records import Frozen
from shared.values.faults import fault
from shared.values.identifiers import Postcode
from shared.web.acts import Act, ActOnVersion
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors, Form, read

FIELDS = {Reason.DATES_OUT_OF_ORDER: "consultation_starts_on"}
"""The field beside which a refusal stands."""

TypedDay = Annotated[date, BeforeValidator(parse_day)]


class Asked(Frozen):
    """A change as the form asks for it."""

    title: Name
    establishment: Name
    postcode: Postcode
    proposed: Annotated[int, Field(ge=1, le=10_000)]
    first_dismissal_on: TypedDay
    consultation_starts_on: TypedDay | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.consultation_starts_on and self.consultation_starts_on >= self.first_dismissal_on:
            raise fault("consultation_starts_on.too_late")
        return self

    @property
    def details(self) -> ChangeDetails:
        """What is said of the change."""
        return ChangeDetails.model_validate({name: getattr(self, name) for name in ChangeDetails.model_fields})


class New(Asked, Act):
    """A new change. Its key becomes its id, so a double submit is a replay."""


class Edit(Asked, ActOnVersion):
    """A change as its HR adviser wants it."""


class Close(ActOnVersion):
    """Why a change is closed."""

    because: CloseChangeReason


def read_new(typed: FormBody) -> OpenChange | FieldErrors:
    """The change that is opened."""
    new = read(New, typed, CHANGE_WORDS)
    return new if isinstance(new, FieldErrors) else OpenChange(change_id=new.key, details=new.details)


def read_edit(typed: FormBody, change_id: str) -> tuple[EditChange, str] | FieldErrors:
    """The change as it is to be, and the key of the form."""
    edit = read(Edit, typed, CHANGE_WORDS)
    if isinstance(edit, FieldErrors):
        return edit
    return EditChange(change_id=change_id, version=edit.version, details=edit.details), edit.key


def read_close(typed: FormBody, change_id: str) -> tuple[CloseChange, str] | FieldErrors:
    """The wish to close a change, and the key of the form."""
    close = read(Close, typed, CLOSE_WORDS)
    if isinstance(close, FieldErrors):
        return close
    return CloseChange(change_id=change_id, version=close.version, because=close.because), close.key


def edit_form(change: Change) -> Form:
    """The edit form as it opens: what stands now."""
    stands = details_of(change).model_dump(mode="json")
    return Form({name: value or "" for name, value in stands.items()})
