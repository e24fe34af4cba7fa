"""Every Lambda with all that it may do: the one place to read, or to change, who may touch what."""

from dataclasses import dataclass

from infra.stacks.grants import Access
from shared.schema import DIRECTORY, LEVY, TableSpec

READ = (Access.READ,)
READ_WRITE = (Access.READ, Access.WRITE)

# What a page of any service writes to the directory: the last-seen time of the session that asks, and the
# counter of its requests. Nothing else of the directory is its to change.
_ASKS = ("PERSON#", "REQUESTS#")


@dataclass(frozen=True)
class Grant:
    """Access to one table; `leading` narrows the writes to items whose partition key begins so."""

    table: TableSpec
    access: tuple[Access, ...]
    leading: tuple[str, ...] = ()


@dataclass(frozen=True)
class FunctionSpec:
    """One Lambda: `handler` in the bundle, and all that it may do beside answering.

    What runs on a schedule has nobody to tell of its failure: it leaves the event in the failures queue.
    """

    name: str
    handler: str
    grants: tuple[Grant, ...]
    serves_pages: bool = False
    runs_on_schedule: bool = False
    sends_email: bool = False
    reads_client_secret: bool = False


DIRECTORY_OF_A_PAGE = Grant(DIRECTORY, (Access.READ, Access.UPDATE), _ASKS)

PORTAL = FunctionSpec(
    "portal",
    "functions/portal/app.app",
    (Grant(DIRECTORY, (Access.READ, Access.WRITE, Access.DELETE)),),
    serves_pages=True,
    reads_client_secret=True,
)
# No grant of deletion on the money table: what was decided cannot be removed, only followed.
LEVY_PAGES = FunctionSpec(
    "levy", "functions/levy/app.app", (Grant(LEVY, READ_WRITE), DIRECTORY_OF_A_PAGE), serves_pages=True
)
LEVY_STREAM = FunctionSpec(
    "levy-stream",
    "functions/levy/app.on_stream",
    (Grant(LEVY, (Access.READ, Access.UPDATE)), Grant(DIRECTORY, READ)),
    sends_email=True,
)
LEVY_SWEEP = FunctionSpec(
    "levy-sweep",
    "functions/levy/app.sweep",
    (Grant(LEVY, READ_WRITE), Grant(DIRECTORY, READ)),
    runs_on_schedule=True,
    sends_email=True,
)
LEVY_DAILY = FunctionSpec(
    "levy-daily",
    "functions/levy/app.daily",
    (Grant(LEVY, READ_WRITE), Grant(DIRECTORY, READ)),
    runs_on_schedule=True,
)
REDEPLOY = FunctionSpec("redeploy", "functions/redeploy/app.app", (DIRECTORY_OF_A_PAGE,), serves_pages=True)
RETENTION = FunctionSpec("retention", "functions/retention/app.app", (DIRECTORY_OF_A_PAGE,), serves_pages=True)
FUNCTIONS = (PORTAL, LEVY_PAGES, LEVY_STREAM, LEVY_SWEEP, LEVY_DAILY, REDEPLOY, RETENTION)
