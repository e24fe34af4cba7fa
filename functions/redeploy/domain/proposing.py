"""The system proposes: a match is made, brought up to date, or closed because its post or person went elsewhere.

It decides nothing about a person: a proposal only says that somebody must look.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from functions.redeploy.domain.decision import OFFERS, Count, Decision, decided
from functions.redeploy.domain.matches import MatchRecord, match_id_of
from functions.redeploy.domain.matching import Match as Result
from functions.redeploy.domain.people import PoolEntry
from functions.redeploy.domain.policy import Here
from functions.redeploy.domain.stages import MOVES, MatchAction, MatchStatus
from functions.redeploy.domain.tiers import Tier
from functions.redeploy.domain.vacancies import Vacancy


class CloseReason(StrEnum):
    """Why the system closes an open match."""

    PERSON_PLACED = "person_placed"
    PERSON_LEFT = "person_left"
    POST_FILLED = "post_filled"
    POST_WITHDRAWN = "post_withdrawn"
    NO_LONGER_SUITS = "no_longer_suits"  # what is known of the person or the post has changed


def propose(
    entry: PoolEntry, vacancy: Vacancy, result: Result, tier: Tier, before: MatchRecord | None, here: Here
) -> Decision[MatchRecord] | None:
    """The match of a person and a held vacancy that suit one another: new, proposed again after both came free, or
    brought up to date. None where nothing changes."""
    if before is None:
        return _made(_new(entry, vacancy, result, tier, here.now), "propose", here, opens=True)
    if before.status is MatchStatus.CLOSED:
        again = before.model_copy(
            update={
                "status": MOVES[before.status, MatchAction.PROPOSE_AGAIN],
                "status_since": here.now,
                "result": result,
                "tier": tier,
                "closed_because": "",
                "consented_at": None,
                "rank": 0,
            }
        )
        return _made(again, MatchAction.PROPOSE_AGAIN, here, opens=True)
    if not before.is_open or (before.tier == tier and before.result == result):
        return None
    changed = before.model_copy(update={"result": result, "tier": tier, "title": vacancy.details.title})
    moved = before.tier != tier
    counts = (Count(before.vacancy_id, before.tier, -1), Count(before.vacancy_id, tier, +1)) if moved else ()
    return decided(changed, "bring_up_to_date", here, facts=_facts(changed), counts=counts)


def close(match: MatchRecord, because: CloseReason, here: Here) -> Decision[MatchRecord] | None:
    """Close an open match; None for one that has an outcome already."""
    if not match.is_open:
        return None
    closed = match.model_copy(
        update={
            "status": MatchStatus.CLOSED,
            "status_since": here.now,
            "closed_because": because.value,
            "consented_at": None,
        }
    )
    counts = [Count(match.vacancy_id, match.tier, -1)]
    counts += [Count(match.vacancy_id, OFFERS, -1)] if match.status is MatchStatus.OFFERED else []
    return decided(closed, MatchAction.CLOSE, here, why=because.value, counts=tuple(counts))


def _new(entry: PoolEntry, vacancy: Vacancy, result: Result, tier: Tier, now: datetime) -> MatchRecord:
    return MatchRecord(
        ics_code=vacancy.ics_code,
        match_id=match_id_of(entry.entry_id, vacancy.vacancy_id),
        entry_id=entry.entry_id,
        vacancy_id=vacancy.vacancy_id,
        person_employer=entry.employer,
        post_employer=vacancy.employer,
        title=vacancy.details.title,
        tier=tier,
        result=result,
        status=MatchStatus.PROPOSED,
        status_since=now,
        created_at=now,
    )


def _made(match: MatchRecord, action: str, here: Here, opens: bool) -> Decision[MatchRecord]:
    counts = (Count(match.vacancy_id, match.tier, +1, only_held=True),) if opens else ()
    return decided(match, action, here, facts=_facts(match), counts=counts)


def _facts(match: MatchRecord) -> Mapping[str, JsonValue]:
    return {"grade": match.result.grade.value, "tier": int(match.tier)}
