"""A decision of the redeployment service: all that must become true together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic

from pydantic import JsonValue

from shared.history import Event
from shared.outbox import Intent
from shared.records import Circumstances, R, Record, recorded


class Follow(StrEnum):
    """What has to follow a decision, at once or by the next sweep: too much for one transaction."""

    MATCH_PERSON = "match_person"  # look for posts for a person
    MATCH_VACANCY = "match_vacancy"  # look for people for a post
    SETTLE_PERSON = "settle_person"  # close the open matches of somebody who has a post, or has left
    SETTLE_VACANCY = "settle_vacancy"  # close the open matches of a post that is taken or gone


OFFERS = 0
"""Counted as a tier of its own: the offers of a vacancy that wait for their person. There is one at most."""


@dataclass(frozen=True)
class Count:
    """An open match more (+1) or fewer (-1) of a vacancy in a tier. With `only_held` the vacancy must be held,
    with `at_version` it must be as it was at that version."""

    vacancy_id: str
    tier: int
    change: int
    only_held: bool = False
    at_version: int = 0


@dataclass(frozen=True)
class Clear:
    """The vacancy must have no open match of these tiers when this becomes true."""

    vacancy_id: str
    tiers: tuple[int, ...]


@dataclass(frozen=True)
class Decision(Generic[R]):
    """The record as it will be with its event; other records that change with it, each with its event; how many
    open matches vacancies have; what must hold of a vacancy; what follows; whom to email."""

    record: R
    event: Event
    also: tuple[tuple[Record, Event], ...] = ()
    counts: tuple[Count, ...] = ()
    clear: Clear | None = None
    follows: tuple[tuple[Follow, str], ...] = ()
    intents: tuple[Intent, ...] = field(default=())

    @property
    def changes(self) -> tuple[tuple[Record, Event], ...]:
        """Every record that changes, with its event."""
        return ((self.record, self.event), *self.also)


def decided(
    record: R,
    action: str,
    circumstances: Circumstances,
    *,
    why: str = "",
    facts: Mapping[str, JsonValue] | None = None,
    also: tuple[tuple[Record, Event], ...] = (),
    counts: tuple[Count, ...] = (),
    clear: Clear | None = None,
    follows: tuple[tuple[Follow, str], ...] = (),
    intents: tuple[Intent, ...] = (),
) -> Decision[R]:
    """The decision that leaves `record` as it is given. `why` and `facts` are codes, never words about a person:
    they stay in the audit when the person's record is erased."""
    changed, event = recorded(record, action, circumstances, why=why, facts=facts)
    return Decision(changed, event, also, counts, clear, follows, intents)
