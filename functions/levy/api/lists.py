"""What the lists of the API ask, and what they give: one query of the store a page."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from functions.levy.api.applications import ApplicationList, application_line
from functions.levy.api.history import HistoryList, history_line
from functions.levy.api.pledges import LedgerList, PledgeList, ledger_line, pledge_document
from functions.levy.domain.applications import Application
from functions.levy.domain.pledges import Pledge
from functions.levy.domain.policy import oversees
from functions.levy.domain.stages import QUEUED, Status
from functions.levy.store import QUEUE_ORDERS, LevyStore
from shared.actors import OrganisationType, Role
from shared.history import event_from
from shared.records import Frozen
from shared.values.faults import fault
from shared.web.machine import Problems, actor_of, next_of, start_of
from shared.web.visit import Visit

After = Annotated[str, Field(max_length=4000)]


class ListQuery(Frozen):
    """`after` is the `next` of the page before."""

    after: After = ""


class QueueQuery(ListQuery):
    """The queue of one status, in one order. By cost or score only what still waits for a decision is ordered."""

    status: Status = Status.SUBMITTED
    order: Annotated[str, Field(pattern=f"^({'|'.join(QUEUE_ORDERS)})$")] = "age"
    newest_first: bool = False
    organisation_type: OrganisationType | None = None

    @model_validator(mode="after")
    def _is_ordered_so(self) -> Self:
        if self.status == Status.DRAFT:
            raise fault("status.not_queued")  # a draft is its employer's alone
        if self.order != "age" and self.status not in QUEUED:
            raise fault("order.not_queued")
        return self

    @property
    def scope(self) -> str:
        """The list that a cursor is for."""
        return f"api queue {self.model_dump_json(exclude={'after'})}"


def pledges(visit: Visit, query: ListQuery) -> PledgeList | Problems | None:
    """A sending employer's own pledges; to the ICS and auditors the open ones of all. None for anybody else."""
    actor = actor_of(visit)
    store, sends = LevyStore(actor), actor.has(Role.SENDING_EMPLOYER)
    if not (sends or oversees(actor)):
        return None
    scope = f"api pledges {actor.ods_code}" if sends else "api open pledges"
    start = start_of(visit, query.after, scope)
    if isinstance(start, tuple):
        return start
    page = store.pledges_of(actor.ods_code, start) if sends else store.open_pledge_page(start)
    return PledgeList(items=tuple(map(pledge_document, page.pledges)), next=next_of(visit, page.after, scope))


def ledger(visit: Visit, pledge: Pledge, query: ListQuery) -> LedgerList | Problems:
    """The moves of money of a pledge that the actor may see, newest first."""
    scope = f"api ledger {pledge.pledge_id}"
    start = start_of(visit, query.after, scope)
    if isinstance(start, tuple):
        return start
    page = LevyStore(actor_of(visit)).ledger(pledge.pledge_id, start)
    lines = tuple(ledger_line(item["row"]) for item in page.items)
    return LedgerList(items=lines, next=next_of(visit, page.after, scope))


def applications(visit: Visit, query: ListQuery) -> ApplicationList | Problems | None:
    """A receiving employer's own applications, newest first. None for anybody else."""
    actor = actor_of(visit)
    if not actor.has(Role.RECEIVING_EMPLOYER):
        return None
    scope = f"api applications {actor.ods_code}"
    start = start_of(visit, query.after, scope)
    if isinstance(start, tuple):
        return start
    page = LevyStore(actor).applications_of(actor.ods_code, start)
    lines = tuple(application_line(item["row"], actor) for item in page.items)
    return ApplicationList(items=lines, next=next_of(visit, page.after, scope))


def queue(visit: Visit, query: QueueQuery) -> ApplicationList | Problems | None:
    """The applications of the whole ICS in a status, to the ICS and auditors. None for anybody else."""
    actor = actor_of(visit)
    if not oversees(actor):
        return None
    start = start_of(visit, query.after, query.scope)
    if isinstance(start, tuple):
        return start
    where = {"organisation_type": query.organisation_type.value} if query.organisation_type else {}
    page = LevyStore(actor).queue(
        query.status, query.order, after=start, newest_first=query.newest_first, where=where
    )
    lines = tuple(application_line(item["row"], actor) for item in page.items)
    return ApplicationList(items=lines, next=next_of(visit, page.after, query.scope))


def messages(visit: Visit, application: Application, query: ListQuery) -> HistoryList | Problems:
    """The messages about an application that the actor may see, newest first; `why` holds the words."""
    scope = f"api messages {application.application_id}"
    start = start_of(visit, query.after, scope)
    if isinstance(start, tuple):
        return start
    page = LevyStore(actor_of(visit)).messages(application, start)
    lines = tuple(history_line(event_from(item), actor_of(visit)) for item in page.items)
    return HistoryList(items=lines, next=next_of(visit, page.after, scope))


def history(visit: Visit, application: Application, query: ListQuery) -> HistoryList | Problems:
    """The changes of an application that the actor may see, first to last."""
    scope = f"api history {application.application_id}"
    start = start_of(visit, query.after, scope)
    if isinstance(start, tuple):
        return start
    page = LevyStore(actor_of(visit)).history(application, start)
    lines = tuple(history_line(event_from(item), actor_of(visit)) for item in page.items)
    return HistoryList(items=lines, next=next_of(visit, page.after, scope))
