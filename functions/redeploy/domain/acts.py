"""What every act on a match has in common: its guards, its move, its place in the vacancy's count."""

from collections.abc import Mapping

from pydantic import JsonValue

from functions.redeploy.domain.decision import OFFERS, Clear, Count, Decision, Follow, decided
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import RecordId
from functions.redeploy.domain.policy import Here, may
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import MOVES, MatchAction, MatchStatus
from shared.history import Event
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import Frozen, Record


class OnMatch(Frozen):
    """A command on a match as it was shown."""

    match_id: RecordId
    version: int


def refuse_move(match: MatchRecord, action: MatchAction, command: OnMatch, here: Here) -> Refusal | None:
    """The guards of every act: is it yours to take, is it what you were shown, may it happen now."""
    if not may(here, action, match):
        return Refusal(Reason.NOT_FOUND)
    if match.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    if (match.status, action) not in MOVES:
        return Refusal(Reason.NOT_ALLOWED_NOW)
    return None


def act(
    match: MatchRecord,
    action: MatchAction,
    here: Here,
    *,
    why: str = "",
    facts: Mapping[str, JsonValue] | None = None,
    also: tuple[tuple[Record, Event], ...] = (),
    clear: Clear | None = None,
    follows: tuple[tuple[Follow, str], ...] = (),
    intents: tuple[Intent, ...] = (),
    **changes: object,
) -> Decision[MatchRecord]:
    """The decision that moves a match, and counts it in or out of the open matches of its vacancy."""
    status = MOVES[match.status, action]
    since = match.status_since if status is match.status else here.now
    moved = match.model_copy(update={"status": status, "status_since": since, **changes})
    return decided(
        moved,
        action,
        here,
        why=why,
        facts=facts,
        also=also,
        counts=_counts(match, moved),
        clear=clear,
        follows=follows,
        intents=intents,
    )


def _counts(before: MatchRecord, after: MatchRecord) -> tuple[Count, ...]:
    """How the move changes what the vacancy counts: its open matches of the tier, and its offers."""
    opened = int(after.is_open) - int(before.is_open)
    made = int(after.status is MatchStatus.OFFERED) - int(before.status is MatchStatus.OFFERED)
    both = (Count(after.vacancy_id, after.tier, opened), Count(after.vacancy_id, OFFERS, made))
    return tuple(count for count in both if count.change)
