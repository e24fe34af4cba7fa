"""A refusal of the levy service beside the field that it is about."""

from functions.levy.domain.reasons import Reason
from functions.levy.messages.reasons import sentence
from shared.outcomes import Refusal
from shared.web.acts import errors_at
from shared.web.bodies import FormBody
from shared.web.forms import FieldErrors


def errors_of(typed: FormBody, refusal: Refusal, fields: dict[Reason, str]) -> FieldErrors | None:
    """A refusal as the error of the field that it is about; None where it is about none of `fields`."""
    return errors_at(typed, refusal, fields, sentence(refusal))
