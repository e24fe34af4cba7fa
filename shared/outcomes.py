"""How a rule says no: a value, never an exception."""

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Refusal:
    """A rule's no. `reason` is one of a service's `Reason`s, whose English stands in its `messages.py`;
    `details` fill the blanks of that sentence and are already formatted for reading."""

    reason: StrEnum
    details: dict[str, str] = field(default_factory=dict)
