"""How large a storm is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """How much of everything. What follows the great storm uses the applications that it refuses."""

    approvals: int
    fitting: int
    promises: int  # against one year's allowance, through several pledges
    allowed: int  # of these, so many fit
    pace: int  # by one client, and then as many by sixteen, before there is a backlog of email
    tripled: int
    reused: int
    killed: int
    kills: int
    bad_day: int
    drained: int
    is_whole: bool  # with every crash point of every command, which the test suite has too, and a mark for pace


FULL = Scale(
    approvals=10_000,
    fitting=6_000,
    promises=1_000,
    allowed=400,
    pace=400,
    tripled=2_000,
    reused=100,
    killed=500,
    kills=3,
    bad_day=500,
    drained=2_000,
    is_whole=True,
)
SMALL = Scale(
    approvals=240,
    fitting=120,
    promises=60,
    allowed=25,
    pace=15,
    tripled=30,
    reused=5,
    killed=30,
    kills=1,
    bad_day=30,
    drained=1_000,
    is_whole=False,
)
