"""Apprenticeships in the levy table.

| wanted                        | how                                                      | units              |
|-------------------------------|----------------------------------------------------------|--------------------|
| an apprenticeship, with a key | BatchGetItem of 2 items, strong                          | 2 read             |
| those of an application       | one Query of `by_owner`, rows only                       | 1 read a 4 kB      |
| what a pledge pays for        | one Query of the table, strong                           | 1 read a 4 kB      |
| an act, or an instalment      | TransactWriteItems: record, event, key, money, email; an | 2 write a write, + |
|                               | act also a row for each pledge                           | its indexes        |
| what falls due by a month     | one Query of `work`, 50 rows                             | 1 read a 4 kB      |
"""

from functions.levy.account_store import AccountStore
from functions.levy.apprenticeship_items import (
    apprenticeship_from,
    apprenticeship_key,
    apprenticeship_put,
    instalments_pk,
    of_application_pk,
    of_pledge_pk,
    pledge_rows_put,
)
from functions.levy.domain.applications import Application
from functions.levy.domain.apprenticeships import Apprenticeship
from functions.levy.domain.confirming import Confirmation
from functions.levy.domain.policy import may_see_apprenticeship
from functions.levy.domain.record import Decision
from functions.levy.items import application_put, money_writes
from functions.levy.store import LevyStore
from shared.history import event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.table import Cancelled, Item, Page, Write
from shared.values.dates import Month


class ApprenticeshipStore(LevyStore):
    """What one actor may see and tell of apprenticeships (actor None: the schedule)."""

    def apprenticeship(self, apprenticeship_id: str) -> Apprenticeship | None:
        """The apprenticeship, if it is there and the actor may see it."""
        return self._seen_apprenticeship(self.table.get(*apprenticeship_key(apprenticeship_id)))

    def apprenticeship_and_once(
        self, apprenticeship_id: str, once: str
    ) -> tuple[Apprenticeship | None, Once | None]:
        """All that an act looks at, in one trip."""
        item, done = self.table.fetch(apprenticeship_key(apprenticeship_id), once_key(self._person_id, once))
        return self._seen_apprenticeship(item), once_from(done)

    def apprentices_of(self, application_id: str) -> list[Item]:
        """Rows of the apprentices of an application that this store gave, in order; there are 999 at most."""
        pk = of_application_pk(application_id)
        return [item["row"] for item in self.table.page("by_owner", pk, limit=999).items]

    def apprentices_if_any(self, application: Application) -> list[Item]:
        """The same, and no read where none is confirmed."""
        return self.apprentices_of(application.application_id) if application.confirmed_apprentices else []

    def apprentices_paid_by(self, pledge_id: str) -> Page:
        """Rows of the apprentices whom a pledge that this store gave pays for; 999 at most, and whether more."""
        return self.table.page(None, of_pledge_pk(pledge_id), limit=999)

    def due_by(self, month: Month, after: str | None) -> Page:
        """Rows of the apprenticeships with a payment that falls due by that month, the earliest first."""
        return self.table.page("work", instalments_pk(self._ics), sk_up_to=f"{month}~", limit=50, after=after)

    def commit_confirmation(self, made: Confirmation, once: Once) -> None:
        """Write a confirmed apprentice whole, and the application that counts it. Raises Cancelled, Busy."""
        self.table.commit(
            [
                application_put(made.application),
                event_put(made.application.event),
                *self._act_writes(made.apprentice, once),
                *pledge_rows_put(made.apprentice),
            ]
        )

    def commit_act(self, decision: Decision[Apprenticeship], once: Once) -> None:
        """Write what an employer told of an apprentice whole. Raises Cancelled, Busy. An account that the money
        needs and that is not there yet is there then."""
        try:
            self.table.commit([*self._act_writes(decision, once), *pledge_rows_put(decision)])
        except Cancelled:
            AccountStore(None, self.table).open_missing(decision.entries)
            raise

    def commit_draw(self, decision: Decision[Apprenticeship], once: Once) -> None:
        """Write a drawn payment whole: the money, the progress of the apprenticeship, its event, the key."""
        self.table.commit(self._act_writes(decision, once))

    def _act_writes(self, decision: Decision[Apprenticeship], once: Once) -> list[Write]:
        return [
            apprenticeship_put(decision),
            event_put(decision.event),
            *once_writes(self._person_id, once),
            *money_writes(*decision.entries),
            *(intent_put(intent, decision.event.at) for intent in decision.intents),
        ]

    def _seen_apprenticeship(self, item: Item | None) -> Apprenticeship | None:
        if item is None:
            return None
        one = apprenticeship_from(item)
        return one if self.actor is None or may_see_apprenticeship(self.actor, one) else None
