"""Many applications that wait for a decision, written in bulk as the items that the service itself would write.

Each has a history of one event, so that the audit of all of them verifies.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from functions.levy.domain.applications import Application
from functions.levy.domain.drafting import employer_of, price
from functions.levy.domain.record import decided
from functions.levy.domain.saving import AgeBand
from functions.levy.domain.stages import Status
from functions.levy.items import application_put
from functions.levy.usecases.circumstances import circumstances
from shared import table
from shared.actors import Actor, Organisation
from shared.history import Head, event_put
from shared.ids import new_id
from shared.records import Circumstances
from shared.table import Item, Put
from tests.levies import TRAINING, a_group, an_application
from tests.partners import NOW

_BATCH = 25  # the most that BatchWriteItem takes
PRICED = price(TRAINING, 1)


def waiting(count: int, employer: Organisation, manager: Actor) -> list[Application]:
    """Applications for one apprentice each, sent by this employer, at version 0: their first event is to come."""
    pattern = an_application(
        ics_code=manager.ics_code,
        head=Head(),
        employer=employer_of(employer),
        created_by=manager.person_id,
        apprentices=(a_group(1, age_band=AgeBand.FROM_25),),
        priced=PRICED,
        status=Status.SUBMITTED,
    )
    return [pattern.model_copy(update={"application_id": new_id()}) for _ in range(count)]


def items_of(applications: Iterable[Application], manager: Actor) -> Iterator[Item]:
    """The items of applications that have just been sent: the record and its event."""
    here: Circumstances = circumstances(manager, NOW)
    for application in applications:
        decision = decided(application, "submit", here)
        puts: Sequence[Put] = (application_put(decision), event_put(decision.event))
        yield from (put.item for put in puts)


def write_all(table_name: str, items: Iterable[Item]) -> int:
    """Write items, 25 a request; return how many."""
    written = 0
    waiting_items = iter(items)
    while batch := list(islice(waiting_items, _BATCH)):
        requests: Any = {table_name: [{"PutRequest": {"Item": table.encoded(item)}} for item in batch]}
        while requests:
            requests = table.client().batch_write_item(RequestItems=requests)["UnprocessedItems"]
        written += len(batch)
    return written
