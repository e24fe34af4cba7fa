"""What every form of an act carries beside its answers: the key that makes a double submit harmless, and on a
record the version that was shown."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import Field

from shared.outcomes import Refusal
from shared.records import Frozen
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors

FormId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"""An id that a page minted and its form brings back (`shared.ids.new_id`)."""

STALE = "Open the page again: this form no longer says what it was about"
KEY_WORDS = {"key": STALE}
ACT_WORDS = {**KEY_WORDS, "version": STALE}
"""For the hidden fields that every form of an act carries; only a form that was tampered with lacks them."""


class Act(Frozen):
    """A form that does something once. The same key again is a replay, whatever happened to the first reply."""

    key: FormId


class ActOnVersion(Act):
    """A form about a record as its page showed it."""

    version: Annotated[int, Field(ge=1)]


R = TypeVar("R", bound=StrEnum)


def errors_at(typed: FormBody, refusal: Refusal, fields: Mapping[R, str], sentence: str) -> FieldErrors | None:
    """A refusal as the error of the field that it is about; None where it is about none of `fields`."""
    field = {str(reason): name for reason, name in fields.items()}.get(str(refusal.reason))
    if field is None:
        return None
    return FieldErrors(typed=typed, by_field={field: sentence}, rules={field: refusal.reason})
