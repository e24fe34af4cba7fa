"""What runs without a person asking reads and writes here: what is due, whom to email, the figures of a quarter.

No page imports it: `tests/tidy` looks. One query a page of what is due or counted, one write a quarter.
"""

from collections.abc import Iterator
from datetime import date, datetime

from functions.retention.conversations.domain.conversations import Conversation
from functions.retention.conversations.domain.figures import Came, Snapshot, Talk
from functions.retention.conversations.domain.quarters import Quarter
from functions.retention.conversations.items import (
    conversation_from,
    conversation_key,
    counted_from,
    counted_pk,
    due_pk,
    published_key,
    snapshot_from,
    snapshot_item,
)
from shared.outbox import Intent, intent_put
from shared.settings import settings
from shared.table import Item, Table


class ScheduleStore:
    """The conversations table as the schedule sees it."""

    def __init__(self, table: Table | None = None) -> None:
        self.table = table or Table(settings().conversations_table)

    def as_it_stands(self, conversation_id: str) -> Conversation | None:
        """A conversation, to find out whom to write to."""
        item = self.table.get(*conversation_key(conversation_id))
        return conversation_from(item) if item else None

    def due(self, until: date) -> Iterator[Conversation]:
        """The conversations that somebody has to look at until a day, each as it stands."""
        for item in self._every("work", due_pk(settings().ics_code), sk_up_to=f"{until}#~"):
            found = self.as_it_stands(item["pk"].partition("#")[2])
            if found:
                yield found

    def counted(self, quarter: Quarter) -> tuple[list[Talk], list[Came]]:
        """All that is counted in a quarter."""
        talks: list[Talk] = []
        came: list[Came] = []
        for item in self._every("by_quarter", counted_pk(settings().ics_code, quarter)):
            match counted_from(item["row"]):
                case Talk() as talk:
                    talks.append(talk)
                case Came() as one:
                    came.append(one)
        return talks, came

    def published(self) -> list[Snapshot]:
        """The figures of every quarter that is published, in order; strongly consistent."""
        pk, _ = published_key(settings().ics_code, "")
        return [snapshot_from(item) for item in self._every(None, pk, sk_prefix="QUARTER#")]

    def publish(self, figures: Snapshot) -> bool:
        """Publish the figures of a quarter for good; False where that was done already."""
        return self.table.put(snapshot_item(settings().ics_code, figures), if_absent=True)

    def remind(self, intent: Intent, now: datetime) -> bool:
        """Leave a reminder in the outbox; False where it is, or was, there already."""
        put = intent_put(intent, now)
        return self.table.put(put.item, if_absent=put.if_absent)

    def _every(self, index: str | None, pk: str, *, sk_prefix: str = "", sk_up_to: str = "") -> Iterator[Item]:
        after = None
        while True:
            page = self.table.page(index, pk, limit=200, sk_prefix=sk_prefix, sk_up_to=sk_up_to, after=after)
            yield from page.items
            if (after := page.after) is None:
                return
