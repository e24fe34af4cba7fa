"""What differs between the stages, and the facts of AWS that all of them share."""

from dataclasses import dataclass
from enum import StrEnum

REGION = "eu-west-2"  # London: data about people stays in the United Kingdom

# The runtime of every function. The bundle's byte code is for this minor version only (ADR 0011), so it moves
# together with the Python of pyproject.toml.
RUNTIME = "python3.11"


class Architecture(StrEnum):
    """The processors that Lambda offers, by Lambda's own names."""

    X86_64 = "x86_64"
    ARM64 = "arm64"


# The processor that the bundle's compiled packages are for. The deployed test runs the same bundle on the
# machine that tests, which is why it is not the slightly cheaper arm64.
ARCHITECTURE = Architecture.X86_64


@dataclass(frozen=True)
class Throttle:
    """What API Gateway lets through: `rate` requests a second on average, `burst` at once."""

    rate: int
    burst: int


@dataclass(frozen=True)
class Stage:
    """One deployment of the whole product, in an account of its own.

    `keeps_records`: tables, keys and the user pool outlive their stack. `pages_per_address` is the most
    requests that one internet address may make in five minutes; a whole trust may stand behind one address.
    """

    name: str
    ics_code: str
    ics_name: str
    page_memory_mb: int
    work_memory_mb: int
    log_days: int
    throttle: Throttle
    open_throttle: Throttle
    pages_per_address: int
    keeps_records: bool
    needs_byte_code: bool


DEV = Stage(
    name="dev",
    ics_code="QXX",
    ics_name="Moorland and Potteries Integrated Care System",
    page_memory_mb=1024,
    work_memory_mb=1024,
    log_days=30,
    throttle=Throttle(rate=50, burst=100),
    open_throttle=Throttle(rate=5, burst=10),
    pages_per_address=2_000,
    keeps_records=False,
    needs_byte_code=False,
)

# The name and code of the real ICS are given when the stage is deployed: `-c ics_code=... -c ics_name=...`.
LIVE = Stage(
    name="live",
    ics_code="",
    ics_name="",
    page_memory_mb=1769,  # one whole processor: a cold start is all imports
    work_memory_mb=1024,
    log_days=365,
    throttle=Throttle(rate=200, burst=400),
    open_throttle=Throttle(rate=20, burst=40),
    pages_per_address=10_000,
    keeps_records=True,
    needs_byte_code=True,
)

STAGES = {stage.name: stage for stage in (DEV, LIVE)}
