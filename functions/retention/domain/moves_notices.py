"""Whom an announced move tells by email: to staff no word of what it is about, to managers no name."""

from collections.abc import Iterable
from datetime import date

from functions.retention.domain.announcing import Side
from functions.retention.domain.moves import Moving, Party, Progress
from functions.retention.domain.notices import TO_A_PERSON
from shared.history import content_hash
from shared.outbox import Intent
from shared.values.dates import uk_date

_FIGURES = 24


def dates_proposed(asked: Moving, by: frozenset[Party], changed: Progress) -> tuple[Intent, ...]:
    """To those of the three who have still to agree to the new dates."""
    version = changed.head.number + 1  # of the record once the decision stands
    return tuple(_to(asked, "dates_proposed", f"{version}", [one for one in Party if one not in by]))


def dates_due(asked: Moving, number: int) -> tuple[Intent, ...]:
    """To those of the three who have not agreed yet, the first time or again."""
    left = [one for one in Party if one not in asked.progress.agreed]
    return tuple(_to(asked, "dates_due", f"{number}", left))


def start_due(asked: Moving) -> tuple[Intent, ...]:
    """To the receiving side, the day after somebody was to start: say whether they did."""
    return tuple(_to(asked, "start_due", f"{asked.progress.dates.start_on}", [Party.RECEIVING]))


def not_started(asked: Moving, changed: Progress) -> tuple[Intent, ...]:
    """To the person and the keepers of both units."""
    return tuple(_to(asked, "not_started", f"{changed.head.number + 1}", Party))


def is_reminded_on(announced_on: date, today: date, every_days: int) -> int:
    """Which reminder is due, from 1; 0 before the first."""
    return (today - announced_on).days // every_days


def _to(asked: Moving, kind: str, which: str, parties: Iterable[Party]) -> Iterable[Intent]:
    for party in parties:
        yield _intent(asked, kind, which, party)


def _intent(asked: Moving, kind: str, which: str, party: Party) -> Intent:
    """Its reference does not say whose move it is."""
    move = asked.move
    own = content_hash([move.subject, kind, which])[:_FIGURES]
    side = _side(asked, party)
    params = {"window_id": move.window_id, "day": uk_date(asked.progress.dates.start_on)}
    if side is None:
        params |= {TO_A_PERSON: move.person.person_id, "path": f"/retention/windows/{move.window_id}/move"}
    else:
        params |= {TO_A_PERSON: side.keeper.person_id, "unit": side.name}
        params |= {"path": f"/retention/windows/{move.window_id}/moves"}
    return Intent(
        reference=f"{move.window_id}:{kind}:{party}:{own}",
        kind=f"{kind}_own" if side is None else kind,
        ods_code=(side or move.releasing).employer.ods_code,
        role=None,
        params=params,
    )


def _side(asked: Moving, party: Party) -> Side | None:
    match party:
        case Party.PERSON:
            return None
        case Party.RELEASING:
            return asked.move.releasing
        case Party.RECEIVING:
            return asked.move.receiving
