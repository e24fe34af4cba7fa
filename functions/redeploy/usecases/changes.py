"""HR opens an organisational change, keeps it true and closes it; the counter adds up those that are open."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from functions.redeploy.change_store import ChangeStore
from functions.redeploy.domain import changes
from functions.redeploy.domain.changes import Change, CloseChange, EditChange, OpenChange
from functions.redeploy.domain.policy import Asker
from functions.redeploy.items import change_key
from functions.redeploy.usecases.perform import new_record, on_change
from shared.actors import Actor
from shared.outcomes import Refusal
from shared.perform import Done, Once, request_hash
from shared.table import Item
from shared.values.identifiers import OdsCode

MOST_COUNTED = 300
"""How many open changes of one employer the counter looks at; it says when there are more."""


def open_change(actor: Actor, command: OpenChange, now: datetime) -> Done | Refusal:
    """Open a change of the organisation that the actor acts for."""
    return new_record(
        actor,
        change_key(command.change_id),
        Once(command.change_id, request_hash("open_change", command)),
        now,
        lambda employer, here: changes.open_change(command, employer, here),
    )


def edit_change(actor: Actor, command: EditChange, key: str, now: datetime) -> Done | Refusal:
    """Replace what is said of an open change."""
    asked = Once(key, request_hash("edit_change", command))
    return on_change(
        actor, command.change_id, asked, now, lambda change, here: changes.edit_change(change, command, here)
    )


def close_change(actor: Actor, command: CloseChange, key: str, now: datetime) -> Done | Refusal:
    """Close a change: it counts no more."""
    asked = Once(key, request_hash("close_change", command))
    return on_change(
        actor, command.change_id, asked, now, lambda change, here: changes.close_change(change, command, here)
    )


@dataclass(frozen=True)
class Counted:
    """The rows of an employer's open changes, which count together. `is_cut`: there are more than were read."""

    rows: tuple[Item, ...]
    is_cut: bool


def counted(asker: Asker, ods_code: OdsCode, known: Change | None = None) -> Counted:
    """The open changes of an employer whose changes the asker may see, `MOST_COUNTED` at most. An index runs a
    moment behind, so a change that was just read stands in for its row."""
    own = known.change_id if known else ""
    rows = islice(ChangeStore(asker).open_changes_of(ods_code), MOST_COUNTED + 1)
    stands = [known.row()] if known and known.is_open else []
    others = [row for row in rows if row["change_id"] != own]
    return Counted(tuple([*stands, *others][:MOST_COUNTED]), len(stands) + len(others) > MOST_COUNTED)
