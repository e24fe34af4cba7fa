"""Every Lambda with all that it may do: the one place to read, or to change, who may touch what."""

from dataclasses import dataclass
from enum import Enum

from infra.stacks.grants import Access
from shared.schema import CONVERSATIONS, DIRECTORY, LEVY, REDEPLOY, RETENTION, TableSpec

READ = (Access.READ,)
READ_WRITE = (Access.READ, Access.WRITE)

# What a page of any service writes to the directory: the last-seen time of the session that asks, and the
# counter of its requests. Nothing else of the directory is its to change.
_ASKS = ("SECRETS#", "REQUESTS#")


@dataclass(frozen=True)
class Grant:
    """Access to one table; `leading` narrows the writes to items whose partition key begins so."""

    table: TableSpec
    access: tuple[Access, ...]
    leading: tuple[str, ...] = ()


class Runs(Enum):
    """What starts a function."""

    WHEN_ASKED = "when asked"  # by a person or a machine, through the API
    AT_EACH_EMAIL = "at each email"  # that a transaction leaves in the outbox, by the table's stream
    EVERY_FIVE_MINUTES = "every five minutes"
    EVERY_NIGHT = "every night"


@dataclass(frozen=True)
class FunctionSpec:
    """One Lambda: `handler` in the bundle, what starts it, and all that it may do.

    `outbox`: the table whose new emails start it, where it runs at each email.
    """

    name: str
    handler: str
    runs: Runs
    grants: tuple[Grant, ...]
    outbox: TableSpec | None = None
    sends_email: bool = False
    reads_client_secret: bool = False

    @property
    def runs_on_schedule(self) -> bool:
        """Whether it runs by the clock: then nobody is told of its failure but the failures queue."""
        return self.runs in (Runs.EVERY_FIVE_MINUTES, Runs.EVERY_NIGHT)


DIRECTORY_OF_A_PAGE = Grant(DIRECTORY, (Access.READ, Access.UPDATE), _ASKS)

PORTAL = FunctionSpec(
    "portal",
    "functions/portal/app.app",
    Runs.WHEN_ASKED,
    (Grant(DIRECTORY, (*READ_WRITE, Access.DELETE)),),
    reads_client_secret=True,
)
# No grant of deletion on the money table: what was decided cannot be removed, only followed.
LEVY_PAGES = FunctionSpec(
    "levy", "functions/levy/app.app", Runs.WHEN_ASKED, (Grant(LEVY, READ_WRITE), DIRECTORY_OF_A_PAGE)
)
# People's data: this table and its key are this service's alone. The pages alone may delete: a person's row on the
# register and a vacancy's among the held go in the transaction that takes them off, where AWS does not say what a
# condition on leading keys means; and the session that a link opened.
REDEPLOY_PAGES = FunctionSpec(
    "redeploy",
    "functions/redeploy/app.app",
    Runs.WHEN_ASKED,
    (Grant(REDEPLOY, (*READ_WRITE, Access.DELETE)), DIRECTORY_OF_A_PAGE),
)
# Requests to move: this table and its key are this service's alone. The pages may delete: what a request is found
# by goes in the transaction that withdraws it.
RETENTION_PAGES = FunctionSpec(
    "retention",
    "functions/retention/app.app",
    Runs.WHEN_ASKED,
    (Grant(RETENTION, (*READ_WRITE, Access.DELETE)), DIRECTORY_OF_A_PAGE),
)
# What two people say in confidence: a table, a key and functions that no other service shares. Nothing may delete:
# an erasure writes over what was held, and the history stays.
CONVERSATIONS_PAGES = FunctionSpec(
    "conversations",
    "functions/retention/conversations/app.app",
    Runs.WHEN_ASKED,
    (Grant(CONVERSATIONS, READ_WRITE), DIRECTORY_OF_A_PAGE),
)

# What runs without a person asking starts from a module of its own: no page, no template is imported for it.
PORTAL_SWEEP = FunctionSpec(
    "portal-sweep",
    "functions/portal/schedules.sweep",
    Runs.EVERY_FIVE_MINUTES,
    (Grant(DIRECTORY, READ_WRITE),),
)
LEVY_STREAM = FunctionSpec(
    "levy-stream",
    "functions/levy/schedules.on_stream",
    Runs.AT_EACH_EMAIL,
    (Grant(LEVY, (Access.READ, Access.UPDATE)), Grant(DIRECTORY, READ)),
    outbox=LEVY,
    sends_email=True,
)
LEVY_SWEEP = FunctionSpec(
    "levy-sweep",
    "functions/levy/schedules.sweep",
    Runs.EVERY_FIVE_MINUTES,
    (Grant(LEVY, READ_WRITE), Grant(DIRECTORY, READ)),
    sends_email=True,
)
LEVY_DAILY = FunctionSpec(
    "levy-daily", "functions/levy/schedules.daily", Runs.EVERY_NIGHT, (Grant(LEVY, READ_WRITE),)
)
LEVY_MONTHLY = FunctionSpec(
    "levy-monthly", "functions/levy/schedules.monthly", Runs.EVERY_NIGHT, (Grant(LEVY, READ_WRITE),)
)

# An email to a person holds a link of their own, so whatever sends one may also write that link.
REDEPLOY_STREAM = FunctionSpec(
    "redeploy-stream",
    "functions/redeploy/schedules.on_stream",
    Runs.AT_EACH_EMAIL,
    (
        Grant(REDEPLOY, (Access.READ, Access.UPDATE)),
        Grant(REDEPLOY, (Access.WRITE,), ("LINK#",)),
        Grant(DIRECTORY, READ),
    ),
    outbox=REDEPLOY,
    sends_email=True,
)
REDEPLOY_SWEEP = FunctionSpec(
    "redeploy-sweep",
    "functions/redeploy/schedules.sweep",
    Runs.EVERY_FIVE_MINUTES,
    (Grant(REDEPLOY, READ_WRITE), Grant(DIRECTORY, READ)),
    sends_email=True,
)
REDEPLOY_DAILY = FunctionSpec(
    "redeploy-daily", "functions/redeploy/schedules.daily", Runs.EVERY_NIGHT, (Grant(REDEPLOY, READ_WRITE),)
)

RETENTION_STREAM = FunctionSpec(
    "retention-stream",
    "functions/retention/schedules.on_stream",
    Runs.AT_EACH_EMAIL,
    (Grant(RETENTION, (Access.READ, Access.UPDATE)), Grant(DIRECTORY, READ)),
    outbox=RETENTION,
    sends_email=True,
)
# Whoever moves waits no longer; whoever is silent leaves a window, and with their request what it is found by.
RETENTION_SWEEP = FunctionSpec(
    "retention-sweep",
    "functions/retention/schedules.sweep",
    Runs.EVERY_FIVE_MINUTES,
    (Grant(RETENTION, READ_WRITE), Grant(RETENTION, (Access.DELETE,), ("WAITING#",)), Grant(DIRECTORY, READ)),
    sends_email=True,
)
RETENTION_DAILY = FunctionSpec(
    "retention-daily",
    "functions/retention/schedules.daily",
    Runs.EVERY_NIGHT,
    (
        Grant(RETENTION, READ_WRITE),
        Grant(RETENTION, (Access.DELETE,), ("WAITING#", "ASKED#", "CHOSEN#", "NEEDCODE#")),
        Grant(DIRECTORY, READ),
    ),
)
CONVERSATIONS_STREAM = FunctionSpec(
    "conversations-stream",
    "functions/retention/conversations/schedules.on_stream",
    Runs.AT_EACH_EMAIL,
    (Grant(CONVERSATIONS, (Access.READ, Access.UPDATE)), Grant(DIRECTORY, READ)),
    outbox=CONVERSATIONS,
    sends_email=True,
)
CONVERSATIONS_SWEEP = FunctionSpec(
    "conversations-sweep",
    "functions/retention/conversations/schedules.sweep",
    Runs.EVERY_FIVE_MINUTES,
    (Grant(CONVERSATIONS, READ_WRITE), Grant(DIRECTORY, READ)),
    sends_email=True,
)
CONVERSATIONS_DAILY = FunctionSpec(
    "conversations-daily",
    "functions/retention/conversations/schedules.daily",
    Runs.EVERY_NIGHT,
    (Grant(CONVERSATIONS, READ_WRITE),),
)

FUNCTIONS = (
    PORTAL,
    LEVY_PAGES,
    REDEPLOY_PAGES,
    RETENTION_PAGES,
    CONVERSATIONS_PAGES,
    PORTAL_SWEEP,
    LEVY_STREAM,
    LEVY_SWEEP,
    LEVY_DAILY,
    LEVY_MONTHLY,
    REDEPLOY_STREAM,
    REDEPLOY_SWEEP,
    REDEPLOY_DAILY,
    RETENTION_STREAM,
    RETENTION_SWEEP,
    RETENTION_DAILY,
    CONVERSATIONS_STREAM,
    CONVERSATIONS_SWEEP,
    CONVERSATIONS_DAILY,
)
