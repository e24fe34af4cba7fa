"""The schedule declines what nobody decided for too long, and lets lapse what nobody was promised in time."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from functions.levy.domain import overdue
from functions.levy.domain.pledges import Pledge, PledgeStatus
from functions.levy.domain.stages import STALE, Action, Status
from functions.levy.store import LevyStore
from functions.levy.usecases.circumstances import circumstances
from functions.levy.usecases.decisions import by_schedule
from functions.levy.usecases.perform import on_pledge
from shared.clock import LONDON, london_day
from shared.history import content_hash
from shared.outcomes import Refusal
from shared.records import Circumstances
from shared.reference.rules import rule
from shared.schema import ROW
from shared.table import Item
from shared.values.dates import months_before, tax_year_of


def decline_stale(now: datetime, most: int = 500) -> int:
    """Decline every application that waited too long for a decision, at most `most` a run; return how many."""
    store, here, declined = LevyStore(None), circumstances(None, now), 0
    for application_id in _stale(store, london_day(now)):
        if declined >= most:
            break
        declined += by_schedule(
            store, application_id, Action.DECLINE_STALE, lambda one: overdue.decline_stale(one, here)
        )
    return declined


def lapse_pledges(now: datetime, most: int = 500) -> int:
    """Let what is left of the pledges of past tax years lapse, at most `most` a run; return how many."""
    store, here, lapsed = LevyStore(None), circumstances(None, now), 0
    for pledge in _past(store, london_day(now)):
        if lapsed >= most:
            break
        lapsed += _lapse(store, pledge, here)
    return lapsed


def _lapse(store: LevyStore, pledge: Pledge, here: Circumstances) -> bool:
    """Under a key of its version: what comes back to a year that is over lapses anew."""
    key = f"{pledge.pledge_id}:{pledge.head.number}:lapse_pledge"
    outcome = on_pledge(
        store,
        pledge.pledge_id,
        key,
        content_hash([key]),
        lambda one: overdue.lapse_pledge(one, here),
        store.commit_lapse,
    )
    return not isinstance(outcome, Refusal)


def _stale(store: LevyStore, today: date) -> Iterator[str]:
    """Applications whose last day for a decision is past, as the queue has them."""
    next_day = months_before(today, rule("decide_within_months", today).number) + timedelta(days=1)
    sent_before = datetime.combine(next_day, time(), LONDON).astimezone(UTC).isoformat()
    for status in sorted(STALE):
        for row in _sent(store, status, sent_before):
            if _last_day(row) < today:
                yield row["application_id"]


def _last_day(row: Item) -> date:
    """A row that was written before rows told the day counts from when the application was sent."""
    if "decide_by" in row:
        return date.fromisoformat(row["decide_by"])
    return overdue.last_day_to_decide(london_day(datetime.fromisoformat(row["submitted_at"])))


def _sent(store: LevyStore, status: Status, before: str) -> Iterator[Item]:
    after = None
    while True:
        page = store.sent_by(status, before, after)
        yield from (item[ROW] for item in page.items)
        after = page.after
        if after is None:
            return


def _past(store: LevyStore, today: date) -> Iterator[Pledge]:
    """Pledges of the tax years before this one that have something left."""
    last_year = tax_year_of(today.replace(year=today.year - 1, day=min(today.day, 28)))
    for status in PledgeStatus:
        after = None
        while True:
            page = store.unlapsed_pledges(status, last_year, after)
            held = store.pledges([item["row"]["pledge_id"] for item in page.items])
            yield from (one for one in held.values() if one.balances.available_pence)
            after = page.after
            if after is None:
                break
