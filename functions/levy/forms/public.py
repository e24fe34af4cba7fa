"""What the estimate asks. It is a GET form: an estimate can be kept, sent on and opened again as a link."""

from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from functions.levy.domain.quotes import AskEstimate
from functions.levy.domain.reasons import Reason
from functions.levy.domain.saving import EmployerKind
from shared.records import Frozen
from shared.values.dates import Month
from shared.values.faults import fault
from shared.values.identifiers import StandardRef
from shared.values.money import parse_pounds

PriceEach = Annotated[int, BeforeValidator(parse_pounds), Field(ge=100, le=10_000_000)]
"""A price as people type it, read into pence: from a pound to the most that an application can hold."""

ESTIMATE_FIELDS = {
    Reason.START_TOO_EARLY: "start",
    Reason.START_TOO_LATE: "start",
    Reason.PRICE_TOO_HIGH: "price_each",
    Reason.STANDARD_NOT_OPEN: "standard",
}


class EstimateForm(Frozen):
    """The estimate as it was asked for."""

    standard: StandardRef
    apprentices: Annotated[int, Field(ge=1, le=999)]
    start: Month
    price_each: PriceEach | None = None
    employer: EmployerKind | None = None
    older: Annotated[int, Field(ge=0)] | None = None

    @model_validator(mode="after")
    def _ages_are_told_where_they_matter(self) -> Self:
        if self.employer is not EmployerKind.NON_LEVY:
            return self
        if self.older is None:
            raise fault("older.missing")
        if self.older > self.apprentices:
            raise fault("older.too_many")
        return self

    def command(self) -> AskEstimate:
        """What is asked. The ages are dropped where they make no difference."""
        tells_ages = self.employer is EmployerKind.NON_LEVY
        return AskEstimate(
            standard=self.standard,
            apprentices=self.apprentices,
            start=self.start,
            price_each_pence=self.price_each,
            employer=self.employer,
            aged_25_or_over=(self.older or 0) if tells_ages else self.apprentices,
        )
