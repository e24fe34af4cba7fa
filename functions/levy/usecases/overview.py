"""What the ICS and its auditors look at: the money and the need of the whole system."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from functions.levy.domain.applications import reference_of
from functions.levy.domain.overview import Wanting
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.policy import oversees
from functions.levy.domain.stages import QUEUED, Status
from functions.levy.store import LevyStore
from shared.actors import Actor, OrganisationType
from shared.clock import london_day
from shared.table import Item

MOST_READ = 2_000
"""How many applications and how many pledges are counted; the page says when there are more."""

_A_READ = 200


@dataclass(frozen=True)
class Overview:
    """All that is counted, and whether there is more than that."""

    waiting: tuple[Wanting, ...]
    pledges: tuple[Pledge, ...]
    is_cut: bool


def overview(actor: Actor) -> Overview | None:
    """The need and the money of the ICS; None for whoever does not oversee it."""
    if not oversees(actor):
        return None
    store = LevyStore(actor)
    waiting = tuple(islice(_waiting(store), MOST_READ + 1))
    pledges = tuple(islice(store.all_pledges(), MOST_READ + 1))
    is_cut = max(len(waiting), len(pledges)) > MOST_READ
    return Overview(waiting[:MOST_READ], pledges[:MOST_READ], is_cut)


def _waiting(store: LevyStore) -> Iterator[Wanting]:
    """Every application that waits, those of each status the oldest first."""
    for status in sorted(QUEUED):
        after = None
        while True:
            page = store.queue(status, "age", after=after, newest_first=False, where={}, limit=_A_READ)
            yield from (_wanting(item["row"]) for item in page.items)
            after = page.after
            if after is None:
                break


def _wanting(row: Item) -> Wanting:
    return Wanting(
        application_id=row["application_id"],
        reference=row.get("reference") or reference_of(row["application_id"]),
        employer=row["employer"],
        organisation_type=OrganisationType(row["organisation_type"]),
        district=row["postcode"].partition(" ")[0],
        standard=row["standard"],
        apprentices=row["apprentices"],
        pence=row["total_pence"],
        sent_on=london_day(datetime.fromisoformat(row["submitted_at"])),
        status=Status(row["status"]),
    )
