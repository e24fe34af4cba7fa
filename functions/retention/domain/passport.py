"""The passport checklist: what an employer checks before somebody starts, as items with dates; never documents.

The items are those that the NHS Digital Staff Passport moved until it was retired on 5 December 2025, and the
eleven subjects of the Core Skills Training Framework.
"""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from functions.retention.domain.parts import Line
from shared.records import Frozen
from shared.values.faults import fault


class Item(StrEnum):
    """What is checked."""

    IDENTITY = "identity"
    RIGHT_TO_WORK = "right_to_work"
    DBS = "dbs"
    REGISTRATION = "registration"
    EMPLOYMENT_HISTORY = "employment_history"
    OCCUPATIONAL_HEALTH = "occupational_health"
    EQUALITY = "equality"
    HEALTH_SAFETY = "health_safety"
    CONFLICT_RESOLUTION = "conflict_resolution"
    FIRE_SAFETY = "fire_safety"
    INFECTION_PREVENTION = "infection_prevention"
    MOVING_AND_HANDLING = "moving_and_handling"
    SAFEGUARDING_ADULTS = "safeguarding_adults"
    SAFEGUARDING_CHILDREN = "safeguarding_children"
    PREVENTING_RADICALISATION = "preventing_radicalisation"
    RESUSCITATION = "resuscitation"
    INFORMATION_GOVERNANCE = "information_governance"


CORE_TRAINING = tuple(Item)[6:]
"""The eleven subjects of core training."""


class CheckStatus(StrEnum):
    """Where an item is, as the person knows it."""

    CHECKED = "checked"
    NOT_CHECKED = "not_checked"
    NOT_NEEDED = "not_needed"  # for this kind of post


class Checked(Frozen):
    """One item: its status, who checked it, when, and until when that holds."""

    item: Item
    status: CheckStatus
    checked_by: Line = ""
    checked_on: date | None = None
    expires_on: date | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if self.status is CheckStatus.CHECKED:
            if not self.checked_by:
                raise fault("checked_by.missing")
            if self.checked_on is None:
                raise fault("checked_on.missing")
        if self.checked_on and self.expires_on and self.expires_on < self.checked_on:
            raise fault("expires_on.too_early")
        return self

    def is_in_date(self, day: date) -> bool:
        """Whether it holds on a day, or is not needed."""
        if self.status is CheckStatus.NOT_NEEDED:
            return True
        return self.status is CheckStatus.CHECKED and (self.expires_on is None or self.expires_on >= day)


Passport = tuple[Checked, ...]


def with_item(passport: Passport, checked: Checked) -> Passport:
    """The checklist with one item as it is now, in the order of the items."""
    others = [one for one in passport if one.item is not checked.item]
    return tuple(sorted([*others, checked], key=lambda one: list(Item).index(one.item)))
