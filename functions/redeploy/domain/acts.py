"""What every act on a match has in common: its guards, its move, its place in the vacancy's count."""

from collections.abc import Mapping

from pydantic import JsonValue

from functions.redeploy.domain.decision import OFFERS, Clear, Count, Decision, Follow, decided
from functions.redeploy.domain.matches import MatchRecord
from functions.redeploy.domain.people import RecordId
from functions.redeploy.domain.policy import Here, may
from functions.redeploy.domain.reasons import Reason
from functions.redeploy.domain.stages import HOLDING, MOVES, OPEN, MatchAction, MatchStatus
from shared.history import Event
from shared.outbox import Intent
from shared.outcomes import Refusal
from shared.records import Frozen, Record


class OnMatch(Frozen):
    """A command on a match as it was shown."""

    match_id: RecordId
    version: int


def refuse_action(match: MatchRecord, action: MatchAction, here: Here) -> Refusal | None:
    """The guards of an action before anything is typed: is it yours to take, may it happen where the match is."""
    if not may(here, action, match):
        return Refusal(Reason.NOT_FOUND)
    return None if (match.status, action) in MOVES else Refusal(Reason.NOT_ALLOWED_NOW)


def refuse_move(match: MatchRecord, action: MatchAction, command: OnMatch, here: Here) -> Refusal | None:
    """The guards of every act: is it yours to take, is it what you were shown, may it happen now."""
    refusal = refuse_action(match, action, here)
    is_hidden = refusal is not None and refusal.reason is Reason.NOT_FOUND
    if not is_hidden and match.head.number != command.version:
        return Refusal(Reason.CHANGED_SINCE)
    return refusal


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
    """The decision that moves a match, and counts it in or out of the open matches of its vacancy. Consent to be
    named ends with the match that it was given for."""
    status = MOVES[match.status, action]
    since = match.status_since if status is match.status else here.now
    over = {} if status in OPEN | HOLDING else {"consented_at": None}
    moved = match.model_copy(update={"status": status, "status_since": since, **over, **changes})
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
