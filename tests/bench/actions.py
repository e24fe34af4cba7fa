"""What each act of a person or a machine costs: round trips to the database, and the units it consumes."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from functions.levy.app import app as levy
from functions.levy.domain.applications import Application
from functions.portal.app import app as portal
from shared import schema, tokens
from tests.bench import units
from tests.bench.crash_points import snapshot
from tests.bench.ground import fixed_time
from tests.bench.tap import Tap, least_index_units
from tests.bench.wire import bent
from tests.levies import (
    APPROVER,
    approval,
    stored_application,
    stored_draft,
    stored_pledge,
    with_partners,
)
from tests.partners import NOW
from tests.tables import Tables, fresh_tables
from tests.web.client import Browser, Typed
from tests.web.levy.applying import SECTIONS, an_offer
from tests.web.levy.deciding import NO_CONFLICT, at
from tests.web.levy.visitors import approver, finance_lead, manager
from tests.web.machine import Machine

Act = Callable[[], int]
"""Does it, and gives the HTTP status."""

A_PLEDGE: Typed = {
    "amount_pence": "50,000",
    "tax_year": "2026/27",
    "shows_name": "yes",
    "takes_no_payment": "yes",
}


@dataclass(frozen=True)
class Action:
    """Something that is done, and the round trips it may take: who asks, at most one to load, one to commit."""

    name: str
    trips: int
    ready: Callable[[], Act]
    status: int = 200


@dataclass(frozen=True)
class Cost:
    """What it took, beside the least that its items and entries need."""

    tap: Tap
    least_reads: float
    least_writes: int
    least_index: int

    @property
    def measured(self) -> float:
        """All units together."""
        return self.tap.read_units + self.tap.write_units + self.tap.index_units

    @property
    def least(self) -> float:
        """The least possible, together."""
        return self.least_reads + self.least_writes + self.least_index


def costs(actions: Iterable[Action] | None = None) -> Iterator[tuple[Action, Cost]]:
    """Every action (those of the levy service unless told otherwise), measured on tables of its own."""
    for action in ACTIONS if actions is None else actions:
        with fresh_tables() as tables, fixed_time():
            with_partners()
            act = action.ready()
            before = _states(tables)
            tap = Tap()
            with bent(tap):
                status = act()
            if status != action.status:
                raise AssertionError(f"{action.name}: {status}")
            after = _states(tables)
            specs = {tables[spec.name]: spec for spec in schema.TABLES}
            yield (
                action,
                Cost(
                    tap, tap.least_reads(before), tap.least_writes(after), least_index_units(specs, before, after)
                ),
            )


def _states(tables: Tables) -> units.Tables:
    return {name: snapshot(name) for name in tables.values()}


def _get(browser: Callable[[], Browser], address: Callable[[], str]) -> Callable[[], Act]:
    def ready() -> Act:
        wanted, visitor = address(), browser()
        return lambda: visitor.get(wanted).status

    return ready


def _submit(browser: Callable[[], Browser], address: Callable[[], str], typed: Typed) -> Callable[[], Act]:
    def ready() -> Act:
        wanted, visitor = address(), browser()
        page = visitor.get(wanted)
        return lambda: visitor.submit(page, typed).status

    return ready


def _front() -> Act:
    return lambda: Browser((portal, levy)).get("/").status


def _approve() -> Act:
    pledge, application, visitor = stored_pledge(), stored_application(), approver()
    page = visitor.get(at(application.application_id, "approve"))
    return lambda: visitor.submit(page, {**NO_CONFLICT, "pledge_id": pledge.pledge_id}).status


def _approve_by_api() -> Act:
    approver()
    application = stored_application()
    command = approval(application, (stored_pledge().pledge_id, 1_500_000))
    token, _ = tokens.make_token(APPROVER, "bench", timedelta(days=1), NOW)
    body = command.model_dump(mode="json", exclude={"application_id"})
    machine = Machine(levy, token)
    return lambda: machine.post(f"/api/levy/applications/{application.application_id}/approve", body).status


def _queue_by_api() -> Act:
    approver()
    stored_application()
    token, _ = tokens.make_token(APPROVER, "bench", timedelta(days=1), NOW)
    machine = Machine(levy, token)
    return lambda: machine.get("/api/levy/queue", "status=submitted").status


def _section(name: str) -> Callable[[], str]:
    return lambda: f"/levy/applications/{_beside_a_pledge(stored_draft())}/{name}"


def _search() -> str:
    return f"/levy/queue?search={stored_application().reference}"


def _counted() -> str:
    """Where the figures of an employer are entered that has pledged before."""
    stored_pledge()
    return "/levy/allowance/figures"


def _beside_a_pledge(application: Application) -> str:
    """The application's id, with an open pledge that could pay for it."""
    stored_pledge()
    return application.application_id


ACTIONS = (
    Action("front page, not signed in", 0, _front),
    Action("estimate, not signed in", 0, _get(lambda: Browser((levy,)), lambda: "/levy/estimate")),
    Action("own applications (list)", 2, _get(manager, lambda: str(stored_draft() and "/levy/applications"))),
    Action("an application", 2, _get(manager, lambda: f"/levy/applications/{stored_draft().application_id}")),
    Action("begin an application", 3, _submit(manager, lambda: "/levy/applications", {}), 303),
    Action(
        "save a section",
        3,
        _submit(manager, _section("sections/rationale"), SECTIONS["sections/rationale"]),
        303,
    ),
    Action("send an application", 3, _submit(manager, _section("check"), {}), 303),
    Action("queue (list)", 2, _get(approver, lambda: str(stored_application() and "/levy/queue"))),
    Action("queue, searched by reference", 2, _get(approver, _search), 303),
    Action("decision page", 2, _get(approver, lambda: at(_beside_a_pledge(stored_application()), "decide"))),
    Action("approve", 3, _approve, 303),
    Action("approve, by API", 3, _approve_by_api),
    Action("queue (list), by API", 2, _queue_by_api),
    Action(
        "accept an offer",
        3,
        _submit(
            manager,
            lambda: f"/levy/applications/{an_offer()[0].application_id}/accept",
            {"accepts_terms": "yes"},
        ),
        303,
    ),
    Action("own pledges (list)", 2, _get(finance_lead, lambda: str(stored_pledge() and "/levy/pledges"))),
    Action("a pledge and its ledger", 2, _get(finance_lead, lambda: f"/levy/pledges/{stored_pledge().pledge_id}")),
    Action("what may be promised", 2, _get(finance_lead, lambda: str(stored_pledge() and "/levy/allowance"))),
    Action("enter levy figures", 3, _submit(finance_lead, _counted, {"declared": "April 2025 10,000"}), 303),
    Action("offer a pledge", 3, _submit(finance_lead, lambda: "/levy/pledges/new", A_PLEDGE), 303),
)
