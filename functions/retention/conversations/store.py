"""The conversations table: one transaction a decision, and reads that one of the two may have.

What is read and written, and the units it costs (a conversation of 4 kB):
- a conversation with the key of a form:  BatchGetItem, strong: 1 read unit an item, one trip
- a decision:   TransactWriteItems: conversation, event, form key, emails, what is counted; 2 write units a kB each
- a list page:  one Query of an index that carries only `row`
A store is built only from who asks; every list in it is theirs, and everything else is not there. What the
schedule reads is in `schedule_store.py`.
"""

from datetime import date
from itertools import chain

from functions.retention.conversations.domain.conversations import Conversation, Status
from functions.retention.conversations.domain.decision import Decision
from functions.retention.conversations.domain.policy import advises, coordinates, is_neutral, may_read
from functions.retention.conversations.items import (
    adviser_pk,
    conversation_from,
    conversation_key,
    erased_writes,
    person_pk,
    published_key,
    record_writes,
)
from shared.actors import Actor
from shared.history import event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.settings import settings
from shared.table import Page, Table


class ConversationStore:
    """Everything in the conversations table that one asker may see and change."""

    def __init__(self, asker: Actor, table: Table | None = None) -> None:
        self.asker = asker
        self.table = table or Table(settings().conversations_table)

    # -- one conversation ---------------------------------------------------------------------------------

    def conversation(self, conversation_id: str) -> Conversation | None:
        """The conversation, if it is there and the asker is one of its two."""
        return self.with_once(conversation_id, "")[0]

    def with_once(self, conversation_id: str, key: str) -> tuple[Conversation | None, Once | None]:
        """The conversation, if the asker is one of its two, and what the form's key stands for; in one trip."""
        item, done = self.table.fetch(conversation_key(conversation_id), once_key(conversation_id, key))
        found = conversation_from(item) if item else None
        return found if found and may_read(self.asker, found) else None, once_from(done)

    def history(self, record: Conversation, after: str | None) -> Page:
        """Events of a conversation that this store gave, first to last, strongly consistent: one query."""
        return self.table.page(None, record.subject, sk_prefix="EVENT#", after=after)

    # -- lists: the asker's own ---------------------------------------------------------------------------

    def own(self, after: str | None) -> Page:
        """Rows of the conversations in which the asker is the person, newest first."""
        return self.table.page("by_person", person_pk(self.asker.person_id), after=after, newest_first=True)

    def advised(self, after: str | None) -> Page:
        """Rows of the conversations in which the asker is the adviser, the soonest due first."""
        return self._advised(after)

    def advised_due(self, today: date, after: str | None) -> Page:
        """Those of them that are due to be looked at, the longest due first."""
        return self._advised(after, sk_up_to=f"{today}#~")

    def _advised(self, after: str | None, sk_up_to: str = "") -> Page:
        """Only for who advises now, and only people of employers that they do not belong to by now."""
        if not advises(self.asker):
            return Page([], None)
        page = self.table.page("by_adviser", adviser_pk(self.asker.person_id), sk_up_to=sk_up_to, after=after)
        theirs = [item for item in page.items if is_neutral(self.asker.belongs_to, item["row"]["employers"])]
        return Page(theirs, page.after, page.looked_at)

    def published(self, after: str | None, limit: int = 1) -> Page:
        """The published figures of quarters, newest first: for the ICS's coordinator, and nobody else."""
        if not coordinates(self.asker):
            return Page([], None)
        pk, _ = published_key(self.asker.ics_code, "")
        return self.table.page(None, pk, sk_prefix="QUARTER#", after=after, limit=limit, newest_first=True)

    # -- commits ------------------------------------------------------------------------------------------

    def commit(self, decision: Decision, once: Once, before: Conversation | None = None) -> None:
        """Write a decision whole: the conversation, its event, emails, the form's key, what is counted.

        `before` is the conversation that it was decided on: an erasure writes over what was counted of it. Raises
        Cancelled where that has changed, Busy where the database is.
        """
        record, event = decision.record, decision.event
        forgotten = erased_writes(before) if before and record.status is Status.ERASED else ()
        self.table.commit(
            [
                *chain(record_writes(record), forgotten),
                event_put(event),
                *once_writes(record.conversation_id, once),
                *(intent_put(intent, event.at) for intent in decision.intents),
            ]
        )
