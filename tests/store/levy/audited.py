"""A small ICS whose audit is walked: decided by its use cases, sealed, and open to tampering."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from functions.levy.domain.commands import Withdraw
from functions.levy.usecases import applications, decisions
from functions.levy.verify_audit import Findings
from shared import audit
from shared.ids import new_id
from shared.settings import settings
from shared.table import Item, Table, client, encoded
from tests.levies import (
    APPROVER,
    MANAGER,
    approval,
    done,
    read,
    stored_application,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW

ICS = "QXX"


class Ics:
    """One pledge and some applications, decided by their use cases and sealed in blocks."""

    def __init__(self) -> None:
        with_partners()
        self.table = Table(settings().levy_table)
        self.pledge_id = stored_pledge().pledge_id
        self.offered = self.approved()
        self.withdrawn = self.approved()
        done(applications.withdraw(MANAGER, self.on(self.withdrawn, Withdraw), new_id(), NOW))
        self.sealed = self.seal()

    def approved(self) -> str:
        """An application that money is reserved for."""
        sent = stored_application()
        whole = sent.priced.total_pence if sent.priced else 0
        done(decisions.approve(APPROVER, approval(sent, (self.pledge_id, whole)), new_id(), NOW))
        return sent.application_id

    def on(self, application_id: str, command: type[Any], **answers: Any) -> Any:
        """A command on an application as it stands."""
        version = read(application_id).head.number
        return command(application_id=application_id, version=version, **answers)

    def seal(self) -> int:
        """Seal what waits."""
        audit.seal(Table(settings().directory_table), ICS, NOW)
        return audit.seal(self.table, ICS, NOW + timedelta(minutes=5))

    def event(self, number: int) -> Item:
        """A stored event of the offered application."""
        item = self.table.get(f"APP#{self.offered}", f"EVENT#{number:06d}")
        assert item is not None
        return item

    def entry(self, application_id: str, kind: str) -> Item:
        """A stored ledger entry."""
        item = self.table.get(f"PLEDGE#{self.pledge_id}", f"LEDGER#{application_id}:{kind}")
        assert item is not None
        return item

    def overwrite(self, item: Item) -> None:
        """Write an item as somebody with the database's own tools would."""
        client().put_item(TableName=self.table.name, Item=encoded(item))

    def remove(self, pk: str, sk: str) -> None:
        """Delete an item as somebody with the database's own tools would."""
        assert self.table.delete(pk, sk)


Tampering = Callable[[Ics], str]
"""Does what nobody may, and gives what the walk must say of it: the kind of fault, and where."""


def found(findings: Findings) -> list[tuple[str, str]]:
    return [(fault.kind, fault.where) for fault in findings.faults]
