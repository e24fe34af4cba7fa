"""The levy table: keys, item <-> model, one transaction a decision.

What is read and written, and the units it costs (items below 4 kB read, 1 kB written; + indexes):
- an application with the key of a form:  BatchGetItem of 2 items, strong: 2 read units
- with the pledges of a decision:         the same, 1 read unit a pledge more
- with its employer, to be sent:          the same across two tables, 1 read unit more
- a decision:                             TransactWriteItems: record, event, idempotency record, each email,
                                          and for money one update and one entry a pledge, one update an employer
                                          (what it has left to promise); 2 write units each
- sending:                                the same with what its reference leads by, 2 write units more
- a list page:                            one Query of an index that carries only `row`
- the application of a reference:         one Query, strong: 1 read unit
A store is built only from a signed-in actor (or for the schedule), so nothing can be read without one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from functions.levy.account_store import AccountStore
from functions.levy.domain.applications import Application
from functions.levy.domain.correspondence import Correspondence
from functions.levy.domain.ledger import LedgerEntry
from functions.levy.domain.pledges import Criteria, Pledge, PledgeStatus
from functions.levy.domain.policy import may_see, may_see_pledge
from functions.levy.domain.record import Decision
from functions.levy.domain.stages import Status
from functions.levy.items import (
    application_from,
    application_id_from,
    application_key,
    application_put,
    correspondence_from,
    correspondence_key,
    correspondence_put,
    criteria_from,
    entry_from,
    money_writes,
    pledge_from,
    pledge_key,
    pledge_lapse_writes,
    pledge_put,
    pledge_update,
    reference_pk,
    reference_put,
)
from shared.actors import Actor, Organisation
from shared.directory.keys import organisation_key
from shared.directory.keys import table as directory_table
from shared.directory.organisations import organisation_from
from shared.history import SYSTEM, event_put
from shared.outbox import intent_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.records import Record
from shared.schema import ROW
from shared.settings import settings
from shared.table import Cancelled, Item, Key, Page, Table, Write, fetch_across

QUEUE_ORDERS = {"age": "by_age", "cost": "by_cost", "score": "by_score"}


@dataclass(frozen=True)
class PledgePage:
    """Some pledges with their balances as they stand; `after` starts the next page, None where there is none."""

    pledges: list[Pledge]
    after: str | None


class LevyStore:
    """Everything in the levy table that one actor may see and change (actor None: the schedule)."""

    def __init__(self, actor: Actor | None, table: Table | None = None) -> None:
        self.actor = actor
        self.table = table or Table(settings().levy_table)

    # -- one record ---------------------------------------------------------------------------------------

    def application(self, application_id: str) -> Application | None:
        """The application, if it is there and the actor may see it."""
        item = self.table.get(*application_key(application_id))
        return self._seen(item)

    def application_and_once(
        self, application_id: str, once: str, pledge_ids: Sequence[str] = ()
    ) -> tuple[Application | None, Once | None, dict[str, Pledge]]:
        """All that a decision looks at, in one trip."""
        keys = (application_key(application_id), once_key(self._person_id, once), *map(pledge_key, pledge_ids))
        item, done, *held = self.table.fetch(*keys)
        pledges = [pledge_from(one) for one in held if one]
        return self._seen(item), once_from(done), {pledge.pledge_id: pledge for pledge in pledges}

    def application_to_send(
        self, application_id: str, once: str
    ) -> tuple[Application | None, Organisation | None, Once | None]:
        """All that sending looks at but the open pledges, in one trip: with it the employer as it is today."""
        item, employer, done = fetch_across(
            (self.table, application_key(application_id)),
            (directory_table(), organisation_key(self._ods_code)),
            (self.table, once_key(self._person_id, once)),
        )
        return self._seen(item), organisation_from(employer), once_from(done)

    def pledge(self, pledge_id: str) -> Pledge | None:
        """The pledge, if it is there and the actor may see it."""
        item = self.table.get(*pledge_key(pledge_id))
        return self._seen_pledge(item)

    def pledge_and_once(self, pledge_id: str, once: str) -> tuple[Pledge | None, Once | None]:
        """All that a change of a pledge looks at, in one trip."""
        item, done = self.table.fetch(pledge_key(pledge_id), once_key(self._person_id, once))
        return self._seen_pledge(item), once_from(done)

    def employer_and_once(self, once: str) -> tuple[Organisation | None, Once | None]:
        """All that a new record looks at: the organisation that the actor acts for, and the key; in one trip."""
        employer, done = fetch_across(
            (directory_table(), organisation_key(self._ods_code)), (self.table, once_key(self._person_id, once))
        )
        return organisation_from(employer), once_from(done)

    def applications(self, application_ids: Sequence[str]) -> list[Application]:
        """Those of the applications that are there and that the actor may see, in one trip."""
        keys = [application_key(application_id) for application_id in application_ids]
        seen = (self._seen(item) for item in (self.table.fetch(*keys) if keys else []))
        return [application for application in seen if application]

    def pledges(self, pledge_ids: Sequence[str]) -> dict[str, Pledge]:
        """Those of the pledges that are there and that the actor may see, with balances as they stand."""
        found = self._pledges([pledge_key(pledge_id) for pledge_id in pledge_ids])
        return {pledge.pledge_id: pledge for pledge in found if self._may_see_pledge(pledge)}

    def correspondence_and_once(
        self, application_id: str, once: str
    ) -> tuple[Application | None, Correspondence | None, Once | None]:
        """All that a message looks at, in one trip."""
        keys = (application_key(application_id), correspondence_key(application_id))
        item, held, done = self.table.fetch(*keys, once_key(self._person_id, once))
        return self._seen(item), correspondence_from(held) if held else None, once_from(done)

    def messages(self, application: Application, after: str | None) -> Page:
        """Messages about an application that this store gave, newest first, strongly consistent: one query."""
        pk, _ = correspondence_key(application.application_id)
        return self.table.page(None, pk, sk_prefix="EVENT#", after=after, newest_first=True)

    def history(self, record: Record, after: str | None) -> Page:
        """Events of a record that this store gave, first to last, strongly consistent: one query."""
        return self.table.page(None, record.subject, sk_prefix="EVENT#", after=after)

    # -- lists --------------------------------------------------------------------------------------------

    def queue(
        self,
        status: Status,
        order: str,
        *,
        after: str | None,
        newest_first: bool,
        where: dict[str, str],
        limit: int = 25,
    ) -> Page:
        """Rows of the ICS's applications in a status, by age, cost or score: one query."""
        return self.table.page(
            QUEUE_ORDERS[order],
            f"QUEUE#{self._ics}#{status}",
            after=after,
            newest_first=newest_first,
            where=where,
            limit=limit,
        )

    def referred(self, reference: str) -> list[str]:
        """The ids of the ICS's applications with a reference: of those that were sent, none or one; at most 10,
        for two may have the same by chance."""
        page = self.table.page(None, reference_pk(self._ics, reference), limit=10)
        return [application_id_from(item) for item in page.items]

    def applications_of(self, ods_code: str, after: str | None) -> Page:
        """Rows of an employer's applications, newest first."""
        return self.table.page("by_owner", f"ORG#{ods_code}#APPLICATIONS", after=after, newest_first=True)

    def pledges_of(self, ods_code: str, after: str | None) -> PledgePage:
        """An employer's pledges, newest first: a query, then one read of their balances."""
        page = self.table.page("by_owner", f"ORG#{ods_code}#PLEDGES", after=after, newest_first=True)
        return PledgePage([one for one in self._with_balances(page) if self._may_see_pledge(one)], page.after)

    def open_pledge_page(self, after: str | None) -> PledgePage:
        """Open pledges of the ICS, the earliest tax year first: a query, then one read of their balances."""
        page = self._pledge_rows(PledgeStatus.OPEN, after, 25)
        return PledgePage([one for one in self._with_balances(page) if self._may_see_pledge(one)], page.after)

    def open_pledges(self) -> Iterator[Pledge]:
        """Every open pledge of the ICS with its balances as they stand, for whoever must choose from them."""
        for page in self._pledge_pages():
            yield from self._with_balances(page)

    def all_pledges(self) -> Iterator[Pledge]:
        """Every pledge of the ICS, open or closed, with its balances as they stand."""
        for status in PledgeStatus:
            for page in self._pledge_pages(status):
                yield from self._with_balances(page)

    def open_criteria(self) -> Iterator[Criteria]:
        """Whom each open pledge of the ICS is for, from the index alone: what an application is scored against.

        A pledge whose row does not tell it yet is read itself.
        """
        for page in self._pledge_pages():
            told = [(criteria_from(item[ROW]), (item["pk"], item["sk"])) for item in page.items]
            yield from (criteria for criteria, _ in told if criteria)
            untold = self._pledges([key for criteria, key in told if criteria is None])
            yield from (pledge.criteria for pledge in untold)

    def ledger(self, pledge_id: str, after: str | None) -> Page:
        """Rows of a pledge's ledger, newest first."""
        return self.table.page("by_owner", f"PLEDGE#{pledge_id}#LEDGER", after=after, newest_first=True)

    def ledger_entries(self, pledge_id: str) -> Iterator[LedgerEntry]:
        """Every entry of a pledge, strongly consistent: what reconciliation adds up."""
        after = None
        while True:
            page = self.table.page(None, f"PLEDGE#{pledge_id}", sk_prefix="LEDGER#", limit=200, after=after)
            yield from map(entry_from, page.items)
            after = page.after
            if after is None:
                return

    def same_need(self, standard: str) -> list[Item]:
        """Rows of the applications of one standard across the ICS, newest first; at most 200."""
        return self.table.page("by_need", f"NEED#{self._ics}#{standard}", limit=200, newest_first=True).items

    def offers_past(self, last_day: str, after: str | None) -> Page:
        """Rows of the applications whose deadline, of whatever kind, is `last_day` or earlier."""
        return self.table.page("work", f"DEADLINES#{self._ics}", sk_up_to=f"{last_day}~", limit=50, after=after)

    def unlapsed_pledges(self, status: PledgeStatus, last_year: str, after: str | None) -> Page:
        """Rows of the pledges in a status whose tax year is `last_year` or an earlier one."""
        pk = f"PLEDGES#{self._ics}#{status}"
        return self.table.page("by_need", pk, sk_up_to=f"{last_year}~", limit=100, after=after)

    def sent_by(self, status: Status, last_moment: str, after: str | None) -> Page:
        """Rows of the ICS's applications in a status that were sent before an instant, the earliest first."""
        pk = f"QUEUE#{self._ics}#{status}"
        return self.table.page("by_age", pk, sk_up_to=last_moment, limit=50, after=after)

    # -- commits ------------------------------------------------------------------------------------------

    def commit_application(self, decision: Decision[Application], once: Once) -> None:
        """Write an application's decision whole: record, event, money, emails, idempotency record.

        Raises Cancelled where anything it was decided on has changed, Busy where the database is. An account that
        the money needs and that is not there yet is there then, so that a second look finds it.
        """
        try:
            self.table.commit(self._application_writes(decision, once))
        except Cancelled:
            AccountStore(None, self.table).open_missing(decision.entries)
            raise

    def commit_sent(self, decision: Decision[Application], once: Once) -> None:
        """Write the sending of an application whole, found by its reference from now on. Raises as the same."""
        self.table.commit([*self._application_writes(decision, once), reference_put(decision.record)])

    def commit_correspondence(self, decision: Decision[Correspondence], once: Once) -> None:
        """Write a message whole: the correspondence, the event that holds it, the email to the other side."""
        writes = [correspondence_put(decision), event_put(decision.event), *once_writes(self._person_id, once)]
        self.table.commit([*writes, *(intent_put(intent, decision.event.at) for intent in decision.intents)])

    def commit_pledge(self, decision: Decision[Pledge], once: Once, before: Pledge | None) -> None:
        """Write a new pledge, or the change of one: its balances move by what was added or taken away."""
        self.table.commit(
            [
                pledge_update(decision, before) if before else pledge_put(decision),
                event_put(decision.event),
                *once_writes(self._person_id, once),
            ]
        )

    def commit_lapse(self, decision: Decision[Pledge], once: Once, before: Pledge) -> None:
        """Write the end of a pledge whole: what lapses with its entry, in one update. Raises as the same."""
        self.table.commit(
            [
                *pledge_lapse_writes(decision, before),
                event_put(decision.event),
                *once_writes(self._person_id, once),
                *(intent_put(intent, decision.event.at) for intent in decision.intents),
            ]
        )

    # -- within -------------------------------------------------------------------------------------------

    @property
    def _ics(self) -> str:
        return self.actor.ics_code if self.actor else settings().ics_code

    @property
    def _ods_code(self) -> str:
        return self.actor.ods_code if self.actor else ""

    def _application_writes(self, decision: Decision[Application], once: Once) -> list[Write]:
        return [
            application_put(decision),
            event_put(decision.event),
            *once_writes(self._person_id, once),
            *money_writes(*decision.entries),
            *(intent_put(intent, decision.event.at) for intent in decision.intents),
        ]

    @property
    def _person_id(self) -> str:
        return self.actor.person_id if self.actor else SYSTEM

    def _seen(self, item: Item | None) -> Application | None:
        if item is None:
            return None
        application = application_from(item)
        return application if self.actor is None or may_see(self.actor, application) else None

    def _pledge_rows(self, status: PledgeStatus, after: str | None, limit: int) -> Page:
        return self.table.page("by_need", f"PLEDGES#{self._ics}#{status}", limit=limit, after=after)

    def _pledge_pages(self, status: PledgeStatus = PledgeStatus.OPEN) -> Iterator[Page]:
        """An ICS has tens of pledges; a hundred a page is read until there are no more."""
        after = None
        while True:
            page = self._pledge_rows(status, after, 100)
            yield page
            after = page.after
            if after is None:
                return

    def _with_balances(self, rows: Page) -> list[Pledge]:
        """The index does not carry balances: they move without it, so they are read afresh."""
        return self._pledges([(item["pk"], item["sk"]) for item in rows.items])

    def _pledges(self, keys: Sequence[Key]) -> list[Pledge]:
        return [pledge_from(item) for item in (self.table.fetch(*keys) if keys else []) if item]

    def _seen_pledge(self, item: Item | None) -> Pledge | None:
        if item is None:
            return None
        pledge = pledge_from(item)
        return pledge if self._may_see_pledge(pledge) else None

    def _may_see_pledge(self, pledge: Pledge) -> bool:
        return self.actor is None or may_see_pledge(self.actor, pledge)
