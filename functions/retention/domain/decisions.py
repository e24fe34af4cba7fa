"""A manager's decision on a request to join their unit: accept, or decline with a reason, before the run.

They see the profile that the person shares; never a rank, another choice, a rival or a place in the list.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, JsonValue, model_validator

from functions.retention.domain.decision import Decision, decided
from functions.retention.domain.parts import PersonRef, RecordId, person_of
from functions.retention.domain.passport import Passport
from functions.retention.domain.policy import may_see_profile
from functions.retention.domain.reasons import Reason
from functions.retention.domain.requests import TransferRequest
from functions.retention.domain.units import Unit
from functions.retention.domain.windows import TransferWindow
from shared.clock import london_day
from shared.outcomes import Refusal
from shared.records import Circumstances, Frozen, Record
from shared.values.faults import fault


class Verdict(StrEnum):
    """What the manager says."""

    ACCEPT = "accept"
    DECLINE = "decline"


class DeclineReason(StrEnum):
    """Why somebody is declined. The person reads it, with the words, after the run."""

    ESSENTIAL_MISSING = "essential_missing"  # a qualification or registration that the post needs
    NOT_TRAINABLE_IN_TIME = "not_trainable_in_time"
    CHECK_OR_HEALTH = "check_or_health"  # a check or a restriction stands in the way
    HOURS_OR_SHIFTS = "hours_or_shifts"
    CLOSE_RELATIVE = "close_relative"  # a family member or partner would be managed
    OTHER = "other"


class DecideOn(Frozen):
    """Accept or decline. `version` is that of the decision as it was shown: 0 where there was none."""

    window_id: RecordId
    unit_id: RecordId
    handle: str
    version: Annotated[int, Field(ge=0)]
    verdict: Verdict
    because: DeclineReason | None = None
    words: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _is_reasoned(self) -> Self:
        if self.verdict is Verdict.DECLINE and self.because is None:
            raise fault("because.missing")
        if self.verdict is Verdict.DECLINE and not self.words.strip():
            raise fault("words.missing")
        return self


class UnitDecision(Record):
    """What the keeper of a unit said of one person."""

    window_id: RecordId
    unit_id: RecordId
    person_id: str
    verdict: Verdict
    because: DeclineReason | None = None
    words: str = ""
    decided_at: datetime
    decided_by: PersonRef

    @property
    def subject(self) -> str:
        """Its partition key."""
        return f"DECISION#{self.window_id}#{self.unit_id}#{self.person_id}"


@dataclass(frozen=True)
class Profile:
    """What a person shares with the units that they chose: all that a manager is given of a request."""

    handle: str
    name: str
    employer: str
    unit: str
    months_in_post: int
    statement: str
    passport: Passport


@dataclass(frozen=True)
class Asked:
    """A request to join a unit, as a decision on it looks at it; `home` is where the person works."""

    window: TransferWindow
    unit: Unit
    home: Unit
    request: TransferRequest
    decision: UnitDecision | None


def profile_of(asked: Asked, handle: str) -> Profile:
    """The consented profile of a request, and nothing else of it."""
    details = asked.request.details
    months = details.declarations.months_in_post if details.declarations else 0
    return Profile(
        handle,
        asked.request.person.name,
        asked.home.employer.name,
        asked.home.details.name,
        months,
        details.statement,
        details.passport,
    )


def decide_on(asked: Asked, command: DecideOn, here: Circumstances) -> Decision[UnitDecision] | Refusal:
    """Accept or decline. It may be changed until decisions close. Its facts are codes; the words are the
    person's to read, and no part of the audit."""
    actor, before = here.actor, asked.decision
    day = london_day(here.now)
    if actor is None or not may_see_profile(actor, asked.window, asked.unit, asked.home, asked.request, day):
        return Refusal(Reason.NOT_FOUND)
    if (before.head.number if before else 0) != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    said: dict[str, object] = {
        "verdict": command.verdict,
        "because": command.because if command.verdict is Verdict.DECLINE else None,
        "words": command.words if command.verdict is Verdict.DECLINE else "",
        "decided_at": here.now,
        "decided_by": person_of(actor),
    }
    changed = before.model_copy(update=said) if before else _new(asked, said)
    facts: dict[str, JsonValue] = {"because": command.because.value if changed.because and command.because else ""}
    return decided(changed, command.verdict.value, here, facts=facts)


def _new(asked: Asked, said: dict[str, object]) -> UnitDecision:
    known = {
        "ics_code": asked.window.ics_code,
        "window_id": asked.window.window_id,
        "unit_id": asked.unit.unit_id,
        "person_id": asked.request.person.person_id,
    }
    return UnitDecision.model_validate(known | said)
