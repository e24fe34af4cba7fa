"""Levy accounts in the levy table: what an employer entered, and what it has left to promise.

| wanted                           | how                                                | units                |
|----------------------------------|----------------------------------------------------|----------------------|
| account with what is left        | BatchGetItem with its employer, strong             | 3 reads              |
| the same, to be changed          | the same with the form's key                       | 4 reads              |
| what several employers have left | BatchGetItem, strong                               | 1 read each          |
| saving                           | account, event, what is left, form key, together   | 8 writes or more     |
| opening, once for each employer  | query and read of its pledges, their ledgers; puts | 2 writes, 2 a pledge |
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from functions.levy.account_items import (
    account_from,
    account_key,
    account_writes,
    left_from,
    left_key,
    left_put,
)
from functions.levy.domain.accounts import Left, LevyAccount, promises
from functions.levy.domain.ledger import LedgerEntry
from functions.levy.domain.policy import may_see_account
from functions.levy.domain.record import Decision
from functions.levy.items import entry_from
from shared.actors import Actor, Organisation
from shared.directory.keys import organisation_key
from shared.directory.keys import table as directory_table
from shared.directory.organisations import organisation_from
from shared.history import SYSTEM, event_put
from shared.perform import Once, once_from, once_key, once_writes
from shared.settings import settings
from shared.table import Cancelled, Check, Item, Table, fetch_across


class AccountStore:
    """The levy accounts that one actor may see and change (actor None: the schedule)."""

    def __init__(self, actor: Actor | None, table: Table | None = None) -> None:
        self.actor = actor
        self.table = table or Table(settings().levy_table)

    def account(self, ods_code: str) -> tuple[Organisation, LevyAccount | None, Left] | None:
        """An employer, what it entered (None: nothing yet) and has left, in one trip; None where it is not there
        or the actor may not see it."""
        if not self._may_see(ods_code):
            return None
        employer, item, left = fetch_across(
            (directory_table(), organisation_key(ods_code)),
            (self.table, account_key(ods_code)),
            (self.table, left_key(ods_code)),
        )
        organisation = organisation_from(employer)
        return (organisation, account_from(item), left_from(left)) if organisation else None

    def to_save(
        self, ods_code: str, once: str
    ) -> tuple[LevyAccount | None, bool, Organisation | None, Once | None]:
        """All that saving looks at, in one trip; with it whether the employer's account is open."""
        item, left, employer, done = fetch_across(
            (self.table, account_key(ods_code)),
            (self.table, left_key(ods_code)),
            (directory_table(), organisation_key(ods_code)),
            (self.table, once_key(self._person_id, once)),
        )
        account = account_from(item) if self._may_see(ods_code) else None
        return account, left is not None, organisation_from(employer), once_from(done)

    def left_of(self, ods_codes: Iterable[str]) -> dict[str, Left]:
        """What each of these employers has left, for whoever decides what they promise. One trip."""
        codes = sorted(set(ods_codes))
        items = self.table.fetch(*map(left_key, codes)) if codes else []
        return {code: left_from(item) for code, item in zip(codes, items, strict=True)}

    def commit(self, decision: Decision[LevyAccount], once: Once, before: LevyAccount | None) -> None:
        """Write figures whole: account, event, what is left, idempotency record. Raises Cancelled, Busy."""
        writes = account_writes(decision, before)
        self.table.commit([*writes, event_put(decision.event), *once_writes(self._person_id, once)])

    def open_missing(self, entries: Iterable[LedgerEntry]) -> None:
        """Open the accounts that these entries move and that are not there yet."""
        codes = sorted(promises(entries))
        items = self.table.fetch(*map(left_key, codes)) if codes else []
        for code, item in zip(codes, items, strict=True):
            if item is None:
                self.open(code)

    def open(self, ods_code: str) -> None:
        """Begin to count what an employer promises, with all that its pledges have promised so far.

        Nothing is promised without it, so whoever comes first opens it: the first promise, or the first figures.
        Where a promise was made meanwhile without it, or somebody else was first, nothing is written.
        """
        keys = self._pledge_keys(ods_code)
        pledges = [item for item in self.table.fetch(*keys) if item] if keys else []
        entries = chain.from_iterable(self._entries(item["pk"], ods_code) for item in pledges)
        put = left_put(ods_code, promises(entries).get(ods_code, {}))
        as_read = [Check(item["pk"], item["sk"], require=_balances(item)) for item in pledges]
        try:
            self.table.commit([put, *as_read])
        except Cancelled:
            return  # whoever needs it looks again, and opens it again if it is still not there

    def _pledge_keys(self, ods_code: str) -> list[tuple[str, str]]:
        """A pledge that is too new to be in the index has promised nothing without an account."""
        found: list[tuple[str, str]] = []
        after = None
        while True:
            page = self.table.page("by_owner", f"ORG#{ods_code}#PLEDGES", limit=100, after=after)
            found += [(item["pk"], item["sk"]) for item in page.items]
            after = page.after
            if after is None:
                return found

    def _entries(self, pk: str, ods_code: str) -> Iterator[LedgerEntry]:
        after = None
        while True:
            page = self.table.page(None, pk, sk_prefix="LEDGER#", limit=200, after=after)
            for item in page.items:
                yield entry_from(item).model_copy(update={"sending_ods_code": ods_code})
            after = page.after
            if after is None:
                return

    def _may_see(self, ods_code: str) -> bool:
        return self.actor is None or may_see_account(self.actor, ods_code)

    @property
    def _person_id(self) -> str:
        return self.actor.person_id if self.actor else SYSTEM


def _balances(pledge: Item) -> dict[str, object]:
    return {name: pledge[name] for name in ("reserved_pence", "drawn_pence", "reserved_by_year")}
