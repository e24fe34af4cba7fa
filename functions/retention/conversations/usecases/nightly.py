"""What a new day brings: whom to get in touch with again, and the figures of a quarter that is over."""

from collections.abc import Iterator
from datetime import datetime

from functions.retention.conversations.domain.conversations import Side
from functions.retention.conversations.domain.decision import to_read
from functions.retention.conversations.domain.figures import snapshot
from functions.retention.conversations.domain.policy import Here
from functions.retention.conversations.domain.quarters import Quarter, closed_quarters
from functions.retention.conversations.domain.talking import follow_up_months
from functions.retention.conversations.schedule_store import ScheduleStore
from shared.clock import london_day
from shared.outbox import Intent
from shared.reference.rules import rule, rule_set_version
from shared.values.suppression import suppression_on


def due_reminders(now: datetime) -> Iterator[Intent]:
    """Both of the two, once for each day on which something is due; those that were told already among them."""
    for record in ScheduleStore().due(london_day(now)):
        if record.next_due_on:
            yield from (to_read(record, side, f"due:{record.next_due_on}") for side in Side)


def remind(intent: Intent, now: datetime) -> bool:
    """Leave a reminder in the outbox; False where it is, or was, there already."""
    return ScheduleStore().remind(intent, now)


def unpublished(now: datetime) -> list[Quarter]:
    """The quarters that are over and have no published figures yet, in order."""
    today = london_day(now)
    published = {one.quarter for one in ScheduleStore().published()}
    over = closed_quarters(rule("conversations_count_from", today).day, today)
    return [quarter for quarter in over if str(quarter) not in published]


def publish(quarter: Quarter, now: datetime) -> bool:
    """Publish the figures of a quarter for good; False where that was done already. Quarters go in their order:
    what may be shown depends on what was shown before."""
    store, today = ScheduleStore(), london_day(now)
    talks, came = store.counted(quarter)
    earlier = [one for one in store.published() if one.quarter < str(quarter)]
    here = Here(now=now, rule_set=rule_set_version(), actor=None)
    months = follow_up_months(here)
    return store.publish(snapshot(quarter, talks, came, earlier, months, suppression_on(today), today))
