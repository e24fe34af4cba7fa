"""Organisational changes in the redeployment table.

- a change with the key of a form:        BatchGetItem, strong: 1 read unit an item, one trip
- an employer's changes, newest first:    one Query of `by_owner`; the open ones for its counter: pages of the same
- the open changes of the whole ICS:      one Query of `by_state`, the soonest dismissal first
Writes are those of every decision: `RedeployStore.commit`.
"""

from collections.abc import Iterator

from functions.redeploy.domain.changes import Change, ChangeStatus, may_see_change
from functions.redeploy.items import change_from, change_key
from functions.redeploy.store import RedeployStore
from shared.actors import Actor
from shared.perform import Once, once_from
from shared.table import Item, Page
from shared.values.identifiers import OdsCode

_A_PAGE = 200


class ChangeStore(RedeployStore):
    """The organisational changes that one asker may see."""

    def change(self, change_id: str) -> Change | None:
        """The change, if it is there and the asker may see it."""
        return self._seen_change(self.table.get(*change_key(change_id)))

    def change_and_once(self, change_id: str, once: str) -> tuple[Change | None, Once | None]:
        """All that an act on a change looks at, in one trip."""
        item, done = self.table.fetch(change_key(change_id), self._once_key(once))
        return self._seen_change(item), once_from(done)

    def changes_of(self, actor: Actor, after: str | None) -> Page:
        """Rows of the changes of the employer that the actor acts for, newest first: for its HR alone."""
        return self.table.page("by_owner", f"ORG#{actor.ods_code}#CHANGES", after=after, newest_first=True)

    def open_changes_of(self, ods_code: OdsCode) -> Iterator[Item]:
        """Rows of all open changes of an employer, newest first; for whoever may see one of them."""
        after = None
        while True:
            page = self.table.page(
                "by_owner",
                f"ORG#{ods_code}#CHANGES",
                limit=_A_PAGE,
                after=after,
                newest_first=True,
                where={"status": ChangeStatus.OPEN.value},
            )
            yield from (item["row"] for item in page.items)
            if (after := page.after) is None:
                return

    def open_changes(self, after: str | None, limit: int = 25) -> Page:
        """Rows of the ICS's open changes, the soonest first dismissal first: for its coordinator and auditors."""
        return self._overseen(f"CHANGES#{self._ics}#{ChangeStatus.OPEN}", after, limit)

    def _seen_change(self, item: Item | None) -> Change | None:
        if item is None:
            return None
        change = change_from(item)
        return change if self.asker is None or may_see_change(self.asker, change) else None
