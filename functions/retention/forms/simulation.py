"""What the simulation asks. It is a GET form: what was drawn can be kept, sent on and opened as a link."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from functions.retention.domain.exchange_drawn import Asked
from functions.retention.messages.simulation import WORDS
from shared.records import Frozen
from shared.web.forms import FieldErrors, Form, read, refuse


class AskSimulation(Frozen):
    """The figures of a market to be drawn; the smallest and largest keep the page quick."""

    units: Annotated[int, Field(ge=2, le=30)]
    people_per_unit: Annotated[int, Field(ge=1, le=20)]
    choices: Annotated[int, Field(ge=1, le=5)]
    vacancies_percent: Annotated[int, Field(ge=0, le=50)]
    most_leavers: Annotated[int, Field(ge=0, le=20)]
    at_risk_percent: Annotated[int, Field(ge=0, le=50)]
    seed: Annotated[int, Field(ge=1, le=999_999)]

    def asked(self) -> Asked:
        """The same for the domain."""
        return Asked(**self.model_dump())


_START = AskSimulation(
    units=12,
    people_per_unit=5,
    choices=3,
    vacancies_percent=10,
    most_leavers=0,
    at_risk_percent=5,
    seed=2026,
)


def starting_form() -> Form:
    """What stands in the fields before anybody typed: a window of 12 units and some 60 people."""
    return Form(_START.model_dump())


def read_simulation(raw: Mapping[str, str]) -> AskSimulation | FieldErrors:
    """The market that was asked for, or the sentence beside each field that stands against it."""
    asked = read(AskSimulation, raw, WORDS)
    if isinstance(asked, AskSimulation) and asked.choices >= asked.units:
        return refuse(raw, WORDS, choices="too_many")
    return asked
