"""How an approver asks for a list of the queue: everything optional, and what cannot be read is as if not said."""

import re

from functions.levy.domain.stages import QUEUED, Status
from shared.actors import OrganisationType
from shared.records import Frozen
from shared.web.bodies import FormBody

SORTS: dict[str, tuple[str, bool]] = {
    "oldest": ("age", False),
    "newest": ("age", True),
    "highest_cost": ("cost", True),
    "lowest_cost": ("cost", False),
    "best_fit": ("score", True),
}
"""Each sort as the store's order and whether it runs from the end."""

_BY_AGE = ("oldest", "newest")
_BETWEEN = re.compile(r"[\s\u2010-\u2015-]")
_REFERENCE = re.compile("(LT)?(?P<own>[A-Z2-7]{8})")


class QueueQuery(Frozen):
    """A status of the queue, in an order, of one kind of employer or all."""

    status: Status = Status.SUBMITTED
    sort: str = "oldest"
    organisation_type: OrganisationType | None = None

    @property
    def scope(self) -> str:
        """The name of the list that a cursor belongs to."""
        return f"queue {self.status} {self.sort} {self.organisation_type or 'all'}"

    @property
    def fields(self) -> dict[str, str]:
        """The query as a link carries it."""
        kind = {"type": self.organisation_type.value} if self.organisation_type else {}
        return {"status": self.status.value, "sort": self.sort, **kind}


def read_query(typed: FormBody) -> QueueQuery:
    """The list that is asked for. What is decided already has only its age to go by."""
    status = _status(typed.get("status", ""))
    kind = typed.get("type", "")
    sort = typed.get("sort", "")
    return QueueQuery(
        status=status,
        sort=sort if sort in sorts_of(status) else "oldest",
        organisation_type=OrganisationType(kind) if kind in list(OrganisationType) else None,
    )


def read_reference(typed: str) -> str | None:
    """The reference of an application that a search may mean, as "LT-7Q2ABCDE", or None.

    Any case will do, with or without spaces, dashes and the letters LT in front. Eight letters alone may as well
    be the name of an employer.
    """
    found = _REFERENCE.fullmatch(_BETWEEN.sub("", typed).upper())
    return f"LT-{found['own']}" if found else None


def sorts_of(status: Status) -> tuple[str, ...]:
    """The orders in which applications of a status can be listed."""
    return tuple(SORTS) if status in QUEUED else _BY_AGE


def _status(typed: str) -> Status:
    known = typed in list(Status) and typed != Status.DRAFT
    return Status(typed) if known else Status.SUBMITTED
