"""An apprenticeship that an accepted application pays for: who it is, nobody here knows.

It is known by the employer's own reference alone, never by a name or a learner's number. It holds a share of each
award of its application, to the penny, and draws it month by month.
"""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.levy.domain.anonymity import NAMELESS_REFERENCE
from functions.levy.domain.applications import reference_of
from functions.levy.domain.cost import YearShare
from functions.levy.domain.progress import Progress
from shared.records import Frozen, Record
from shared.values.dates import Month
from shared.values.identifiers import OdsCode, StandardRef
from shared.values.money import Pence

OwnReference = Annotated[str, Field(min_length=1, max_length=40), NAMELESS_REFERENCE]
"""How the employer itself knows the apprentice: never a name, a learner's number or an insurance number."""

MOST_MONTHS = 100
"""The longest that a record may hold; the rule `training_months_at_most` says what may be entered."""


class AwardShare(Frozen):
    """The part of one award that is this apprentice's.

    `pence` is what it draws in all, `drawn_pence` what it has drawn; `held` is the rest, by the tax years that it
    was promised in. `monthly_pence` is each monthly instalment to come; the last payment takes what is left.
    """

    pledge_id: str
    sending_ods_code: OdsCode
    pence: Pence
    drawn_pence: Pence = 0
    monthly_pence: Pence
    held: tuple[YearShare, ...]

    @model_validator(mode="after")
    def _what_is_not_drawn_is_held(self) -> Self:
        if self.drawn_pence + sum(year.pence for year in self.held) != self.pence:
            raise ValueError("a share is what is drawn and what is held")
        return self

    @property
    def held_pence(self) -> int:
        """What is still reserved for it."""
        return self.pence - self.drawn_pence


class Pause(Frozen):
    """No payment falls in the months from `starts` to the one before `ends` (None: it has not ended)."""

    starts: Month
    ends: Month | None = None


class Apprenticeship(Record):
    """One of the approved apprentices of an accepted application.

    `payments_drawn` counts the payments that were drawn, of `months` instalments and a last one; `last_drawn` is
    the month of the latest. `ended` is the last month of training of whoever stopped or completed.
    """

    apprenticeship_id: str
    application_id: str
    number: Annotated[int, Field(strict=True, ge=1, le=999)]
    ods_code: OdsCode
    employer: str
    standard: StandardRef
    standard_title: str
    own_reference: OwnReference
    status: Progress
    status_since: datetime
    start: Month
    months: Annotated[int, Field(strict=True, ge=1, le=MOST_MONTHS)]
    price_pence: Pence  # as agreed with the provider
    excess_pence: Pence  # the part of it above the band: the employer's own, never drawn
    shares: tuple[AwardShare, ...]
    pauses: tuple[Pause, ...] = ()
    payments_drawn: Annotated[int, Field(strict=True, ge=0, le=MOST_MONTHS + 1)] = 0
    last_drawn: Month | None = None
    ended: Month | None = None

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"APPR#{self.apprenticeship_id}"

    @property
    def reference(self) -> str:
        """The reference of its application, which people quote."""
        return reference_of(self.application_id)

    @property
    def drawn_pence(self) -> int:
        """What has been drawn for it, from all its awards."""
        return sum(share.drawn_pence for share in self.shares)

    @property
    def held_pence(self) -> int:
        """What is still reserved for it, in all its awards."""
        return sum(share.held_pence for share in self.shares)


def apprenticeship_id_of(application_id: str, number: int) -> str:
    """The id of the apprentice of that number, from 1."""
    return f"{application_id}.{number}"
