"""The monthly run: draws every payment that has fallen due, each once, whatever is killed or repeated.

Each payment is one transaction: the money of each pledge, the progress of the apprenticeship, its event, and a key
made of the apprenticeship and the month. So a run may be killed anywhere and begun again, by the next night or by
hand, and two runs may meet.
"""

from collections.abc import Iterator
from datetime import date, datetime

from functions.levy.apprenticeship_store import ApprenticeshipStore
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.drawing import draw
from functions.levy.domain.ledger import draw_key
from functions.levy.domain.reasons import Reason
from functions.levy.domain.record import Decision
from functions.levy.domain.schedule import next_payment
from functions.levy.usecases.circumstances import circumstances
from functions.levy.usecases.perform import on_apprenticeship
from shared import logs
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.perform import Done
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.values.dates import Month

_EXPECTED = frozenset({Reason.NOTHING_DUE, Reason.LOST_RACE, Reason.BUSY})
"""Of a row that was drawn meanwhile, or that the next batch or night finds again."""


def month_to_draw(today: date) -> Month:
    """The latest month whose instalments are drawn today: this one from its instalment day on, else the last."""
    this = Month.of(today)
    return this if today.day >= rule("instalment_day", today).number else this.plus(-1)


def draw_instalments(until: Month, now: datetime, most: int = 500) -> int:
    """Draw what has fallen due by a month, at most `most` payments; return how many. By schedule."""
    store, here, drawn = ApprenticeshipStore(None), circumstances(None, now), 0
    for apprenticeship_id, first in _due(store, until):
        month: Month | None = first
        while month and month <= until and drawn < most:
            outcome, month = _draw(store, apprenticeship_id, month, here)
            drawn += outcome
        if drawn >= most:
            break
    return drawn


def _draw(
    store: ApprenticeshipStore, apprenticeship_id: str, month: Month, here: Circumstances
) -> tuple[bool, Month | None]:
    """Draw the payment of a month: whether it was drawn now, and the month of the next. Two round trips."""
    following: list[Month] = []

    def decide(found: Apprenticeship) -> Decision[Apprenticeship] | Refusal:
        made = draw(found, month, here)
        payment = next_payment(made.record) if isinstance(made, Decision) else None
        following[:] = [payment.month] if payment else []
        return made

    key = draw_key(apprenticeship_id, month)
    outcome = on_apprenticeship(store, apprenticeship_id, key, content_hash([key]), decide, store.commit_draw)
    if isinstance(outcome, Done):
        return True, following[0] if following else None
    if outcome.reason not in _EXPECTED:
        logs.warning("instalment_not_drawn", apprenticeship=apprenticeship_id, reason=outcome.reason)
    return False, None


def _due(store: ApprenticeshipStore, until: Month) -> Iterator[tuple[str, Month]]:
    """Each apprenticeship with a payment due, and the month that the work list has it under."""
    after = None
    while True:
        page = store.due_by(until, after)
        for item in page.items:
            yield item["row"]["apprenticeship_id"], Month.parse(item["work_sk"].partition("#")[0])
        after = page.after
        if after is None:
            return
