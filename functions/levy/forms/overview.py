"""What the page of the whole system is asked: what so much more money would pay for."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from shared.records import Frozen
from shared.values.money import MOST_PENCE, parse_pounds

MORE_WORDS = {
    "more": "Enter an amount in pounds, like 10,000",
    "more.amount_too_large": "Enter an amount below £1,000,000,000",
}


class AskMore(Frozen):
    """How much more money there would be: £10,000 unless told."""

    more: Annotated[int, BeforeValidator(parse_pounds), Field(ge=0, le=MOST_PENCE)] = 1_000_000
